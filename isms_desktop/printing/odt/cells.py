"""Cells of tables as ODF has them: their rules, their ground, their paragraphs."""

from isms_desktop.printing.colours import Colour
from isms_desktop.printing.measures import FRAME, THIN
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.styles import hexadecimal
from isms_desktop.printing.odt.words import words
from isms_desktop.printing.phrase import UNDERLINED

_SLACK = 0.05
"""What rounding may take from the room beside a text, in points."""


def cell_style(
    body: Body,
    beside: float,
    above: float,
    ground: Colour | None = None,
    thick: str = "",
    without: str = "",
    vertical: str = "middle",
) -> str:
    """The style of a cell with so much room beside and above its text (points).

    ``thick`` are the sides that belong to the frame, ``without`` those that have no rule: letters of ``ltrb``.
    """
    rules = []
    for letter, name in (("l", "left"), ("t", "top"), ("r", "right"), ("b", "bottom")):
        width = FRAME if letter in thick else THIN
        rules.append(f'fo:border-{name}="{"none" if letter in without else f"{width}pt solid #000000"}"')
    filled = f' fo:background-color="{hexadecimal(ground)}"' if ground else ""
    side, high = max(beside - _SLACK, 0), max(above - THIN / 2, 0)
    return body.style(
        "table-cell",
        f'<style:table-cell-properties {" ".join(rules)}{filled} fo:padding-left="{side:.2f}pt" '
        f'fo:padding-right="{side:.2f}pt" fo:padding-top="{high:.2f}pt" fo:padding-bottom="{high:.2f}pt" '
        f'style:vertical-align="{vertical}"/>',
    )


def cell(style: str, paragraph: str, text: str, columns: int = 1, rows: int = 1, whole: bool = False) -> str:
    """One cell; a line break in its text begins a new paragraph, unless it is ``whole``."""
    spans = f' table:number-columns-spanned="{columns}"' if columns > 1 else ""
    spans += f' table:number-rows-spanned="{rows}"' if rows > 1 else ""
    return (
        f'<table:table-cell table:style-name="{style}"{spans} office:value-type="string">'
        f"{_paragraphs(paragraph, text, whole)}</table:table-cell>"
    )


def covered(paragraph: str = "") -> str:
    """A place under a cell that reaches over it."""
    return (
        f"<table:covered-table-cell>{_paragraphs(paragraph, '')}</table:covered-table-cell>"
        if paragraph
        else "<table:covered-table-cell/>"
    )


def _paragraphs(style: str, text: str, whole: bool = False) -> str:
    if not text:
        return f'<text:p text:style-name="{style}"/>'
    # Words on a line may reach over a break: then the break stays inside one paragraph.
    parts = text.split("\n") if not whole and UNDERLINED not in text else [text]
    return "".join(f'<text:p text:style-name="{style}">{words(part)}</text:p>' for part in parts)
