"""The floors: the least that the same libraries take for the same job, with nothing of ours."""

import sqlite3
from pathlib import Path

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
