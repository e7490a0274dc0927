"""The floors: the least that the same libraries take for the same job, with nothing of ours."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from isms_desktop import paths
from tests.bench.materials import asset

BARE_WINDOW = """
import os, sys, time, resource
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("視窗"))
window.resize(1366, 768)
window.show()
def painted():
    window.grab()
    print((time.time() - float(os.environ["BENCH_STARTED"])) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    app.quit()
QTimer.singleShot(0, painted)
app.exec()
"""
"""A process that shows and paints an empty window; prints the same two figures as ``open_window``."""


def read_and_insert(workbook: Path, target: Path) -> None:
    """Read a sheet with calamine and write its rows into one plain table."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    connection = sqlite3.connect(target)
    names = ", ".join(f"c{place}" for place in range(len(rows[0])))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE asset (id INTEGER PRIMARY KEY, {names})")
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO asset ({names}) VALUES ({marks})", rows[1:])
    connection.commit()
    connection.close()


@contextlib.contextmanager
def raw_names(path: Path, rows: int) -> Iterator[sqlite3.Connection]:
    """A plain database of that many names, as safe against a power cut as an office file."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE asset (id INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO asset (name) VALUES (?)", ((f"資產 {place}",) for place in range(rows)))
    connection.commit()
    yield connection
    connection.close()


def raw_table(target: Path, keys: list[str], rows: list[list[str]], font: Path) -> None:
    """The same cells through ReportLab's own Table, in the same font."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Floor", str(font)))
    table = Table([keys, *rows], repeatRows=1)
    table.setStyle([("FONT", (0, 0), (-1, -1), "Floor", 9), ("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(target), pagesize=landscape(A4)).build([table])


def register_cells(rows: int) -> tuple[list[str], list[list[str]]]:
    """Headings and cells of the seeds' seven-column register."""
    keys = ["number", "category", "name", "department", "location", "quantity", "system_name"]
    return keys, [[str(asset(place)[key]) for key in keys] for place in range(rows)]


def raw_pages(folder: Path, papers: list[list[list[str]]]) -> None:
    """One PDF a paper, its lines under each other in our font on as many pages, by ReportLab's canvas alone."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    folder.mkdir(exist_ok=True)
    pdfmetrics.registerFont(TTFont("Floor", str(paths.shipped("resources", "fonts", "TW-Kai.ttf"))))
    for number, pages in enumerate(papers):
        canvas = Canvas(str(folder / f"{number}.pdf"), pagesize=A4)
        for lines in pages:
            canvas.setFont("Floor", 9)
            for place, line in enumerate(lines):
                canvas.drawString(40, 800 - place * 8, line)
            canvas.showPage()
        canvas.save()


def raw_xlsx(target: Path, rows: list[list[str]]) -> None:
    """The same texts by openpyxl in its quickest mode, with no styles, widths or drop-downs."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("資產清冊")
    for row in rows:
        sheet.append(row)
    book.save(target)


def raw_ods(target: Path, rows: list[list[str]]) -> None:
    """The same texts in the least XML that makes an OpenDocument sheet."""
    import zipfile
    from xml.sax.saxutils import escape

    names = "urn:oasis:names:tc:opendocument:xmlns:"
    head = "".join(f' xmlns:{each}="{names}{each}:1.0"' for each in ("office", "table", "text"))
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{head} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="資產清冊">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
