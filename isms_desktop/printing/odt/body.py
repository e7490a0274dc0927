"""The text of an ODT file as it grows: paragraphs and tables one after the other, and the styles that they need.

What is common has a named style (``styles``); what only this paper needs, such as the width of a column, becomes an
automatic style, each once. A page break belongs to the first thing behind it, as ODF has it.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from isms_desktop.printing.odt.words import plain

_PREFIXES = {
    "graphic": "G",
    "paragraph": "P",
    "table": "Table",
    "table-cell": "Ce",
    "table-column": "Co",
    "table-row": "Ro",
    "text": "T",
}


_UNIT = 20
"""Units in a point: word processors count in twentieths."""


_END_OF_TABLE = "</table:table>"


def whole_units(widths: Sequence[float]) -> list[float]:
    """Widths in whole twentieths of a point that add up: one too many, and LibreOffice sets all columns anew."""
    edges = [int(edge * _UNIT + 0.01) for edge in accumulate(widths, initial=0.0)]
    return [(end - start) / _UNIT for start, end in pairwise(edges)]


class Body:
    """Gathers the XML of the text; its methods answer with names of styles or add to the text."""

    def __init__(self, master: str) -> None:
        """``master``: the kind of page that the paper begins with."""
        self._parts: list[str] = []
        self._styles: dict[tuple[str, str, str, str], str] = {}
        self._counts: dict[str, int] = {}
        self._master, self._new_page, self._anew = master, False, False
        self.pictures: dict[str, bytes] = {}
        """Name inside the file → PNG."""

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    @property
    def ends_with_table(self) -> bool:
        """Whether a table is the last thing so far; or nothing at all."""
        return not self._parts or self._parts[-1] == _END_OF_TABLE

    def automatic_styles(self) -> list[str]:
        """The automatic styles, as XML."""
        found = []
        for (family, parent, properties, attributes), name in self._styles.items():
            origin = f' style:parent-style-name="{parent}"' if parent else ""
            head = f'<style:style style:name="{name}" style:family="{family}"{origin}{attributes}>'
            found.append(f"{head}{properties}</style:style>")
        return found

    def style(self, family: str, properties: str, parent: str = "", attributes: str = "") -> str:
        """The name of the automatic style with these properties (XML)."""
        key = (family, parent, properties, attributes)
        if key not in self._styles:
            prefix = _PREFIXES[family]
            self._styles[key] = f"{prefix}{self.count('style ' + prefix)}"
        return self._styles[key]

    def new_page(self, master: str = "", anew: bool = False) -> None:
        """What comes next begins a page; ``master`` changes the kind of page, ``anew`` counts from 1 again."""
        self._new_page, self._master, self._anew = True, master or self._master, self._anew or anew

    def paragraph(self, style: str, inside: str, properties: str = "", tag: str = "text:p", more: str = "") -> None:
        """A paragraph (or, by its tag, a heading) at the top level; ``properties`` are for this one only.

        ``inside`` is XML.
        """
        name = self._beginning("paragraph", properties, style) or style
        self._parts.append(f'<{tag} text:style-name="{name}"{more}>{inside}</{tag}>')

    def raw(self, xml: str) -> None:
        """XML that brings its own styles; a page break waits for what comes behind it."""
        self._parts.append(xml)

    def table(self, name: str, widths: Sequence[float], rows: str, properties: str) -> None:
        """A table with columns so many points wide; ``properties`` are the attributes of the whole."""
        width = f'style:width="{sum(whole_units(widths)):.2f}pt"'
        style = self._beginning("table", f'{width} {properties} table:border-model="collapsing"', "")
        head = f'<table:table table:name="{plain(name)}" table:style-name="{style}">'
        self._parts += [head, self._columns(widths), rows, _END_OF_TABLE]

    def _columns(self, widths: Sequence[float]) -> str:
        names = (self._column(f"{width:.2f}pt") for width in whole_units(widths))
        return "".join(f'<table:table-column table:style-name="{name}"/>' for name in names)

    def _column(self, width: str) -> str:
        return self.style("table-column", f'<style:table-column-properties style:column-width="{width}"/>')

    def row_style(self, height: float, may_break: bool = False, exact: bool = False) -> str:
        """The style of rows at least (or exactly) so many points high."""
        key = "style:row-height" if exact else "style:min-row-height"
        keep = "auto" if may_break else "always"
        return self.style(
            "table-row", f'<style:table-row-properties {key}="{height:.2f}pt" fo:keep-together="{keep}"/>'
        )

    def count(self, kind: str) -> int:
        """The next number of things of a kind, from 1."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def _beginning(self, family: str, properties: str, style: str) -> str:
        """The style of the next thing, with the page break that waits for it; "" when it needs none of its own."""
        attributes = ""
        if self._master:
            attributes = f' style:master-page-name="{self._master}"'
            properties += ' style:page-number="1"' if self._anew else ""
        elif self._new_page:
            properties += ' fo:break-before="page"'
        self._master, self._new_page, self._anew = "", False, False
        if not properties and not attributes:
            return ""
        parent, inside = style, f"<style:{family}-properties/>"
        # An automatic style cannot be the parent of another one: what it says is said again.
        for (_, above, said, _), name in self._styles.items():
            if name == style:
                parent, inside = above, said
        start = f"<style:{family}-properties"
        return self.style(
            family, inside.replace(start, f"{start} {properties.strip()}".rstrip(), 1), parent, attributes
        )
