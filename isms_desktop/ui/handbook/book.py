"""The whole handbook as a file, without a window: for the command line."""

from pathlib import Path

from isms_desktop.services import handbook
from isms_desktop.ui.application import make_application
from isms_desktop.ui.handbook.paper import BOOK, PaperFont, write_html, write_pdf


def write_book(path: Path) -> None:
    """Write it as PDF or HTML, by the name of the file. UserError where it cannot be written."""
    make_application()
    if path.suffix.lower() == ".pdf":
        write_pdf(path, handbook.parts(), BOOK, PaperFont.find())
    else:
        write_html(path)
