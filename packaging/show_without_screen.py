"""What `make run` does where there is no screen: every paper, a picture of each of its pages, and one of every page."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from isms_desktop.cli import main
from isms_desktop.services.offices import practice_office

_PIXELS_A_POINT = 1.25
"""90 dpi: enough to read a paper on a screen."""


def show(folder: Path) -> int:
    """Papers into ``folder/表單``, their pages and those of the window as PNG beside them; returns the exit code."""
    office = str(practice_office())
    papers, pictures = folder / "表單", folder / "畫面"
    for arguments in (["print", office, "--all", str(papers)], ["screenshots", office, str(pictures)]):
        code = main(arguments)
        if code:
            return code
    for paper in sorted(papers.glob("*.pdf")):
        _draw_pages(paper)
    sys.stdout.write(f"完成：表單在「{papers}」，程式畫面在「{pictures}」。\n")
    return 0


def _draw_pages(paper: Path) -> None:
    assert QGuiApplication.instance() is not None, "taking the screenshots has started Qt"
    document = QPdfDocument()
    document.load(str(paper))
    for page in range(document.pageCount()):
        drawn = document.render(page, (document.pagePointSize(page) * _PIXELS_A_POINT).toSize())
        sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
        sheet.fill("white")  # a page is drawn as ink without paper
        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        sheet.save(str(paper.with_name(f"{paper.stem}-{page + 1}.png")))
    document.close()


if __name__ == "__main__":
    sys.exit(show(Path(sys.argv[1])))
