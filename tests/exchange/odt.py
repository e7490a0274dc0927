"""Text documents as the authority hands them out, made at run time."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

SPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for each, name in (("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"))
)
ODT = "application/vnd.oasis.opendocument.text"
HEAD = ("稽核項目", "檢核項目", "符合", "部分符合", "不符合", "不適用", "說明", "紀錄文件")


def paragraph(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def cell(text: str = "", across: int = 1, down: int = 1, *, inside: str = "") -> str:
    """A cell; ``inside`` is raw XML in place of plain lines."""
    spans = f' table:number-columns-spanned="{across}"' if across > 1 else ""
    spans += f' table:number-rows-spanned="{down}"' if down > 1 else ""
    return f"<table:table-cell{spans}>{inside or ''.join(map(paragraph, text.split(chr(10))))}</table:table-cell>"


def covered(times: int = 1) -> str:
    return "<table:covered-table-cell/>" * times


def row(*cells: str) -> str:
    """A row of cells; plain text becomes one."""
    return (
        f"<table:table-row>{''.join(each if each.startswith('<') else cell(each) for each in cells)}</table:table-row>"
    )


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


def document(*parts: str) -> str:
    return (
        f"<office:document-content {SPACES}><office:body><office:text>{''.join(parts)}"
        "</office:text></office:body></office:document-content>"
    )


def odt(path: Path, *parts: str, raw: str = "", **more: str) -> Path:
    """A document of paragraphs and tables; ``raw`` is all of content.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", raw or document(*parts))
        for name, content in more.items():
            package.writestr(name, content)
    return path


def item(section: str, question: str, ticks: str = "", explanation: str = "", evidence: str = "") -> str:
    """One question; ``ticks`` has a character for each of the four answers, a space for none."""
    marks = [each.strip() for each in ticks.ljust(4)]
    return row(
        section if section.startswith("<") else cell(section),
        cell(question),
        *map(cell, marks),
        cell(explanation),
        cell(evidence),
    )
