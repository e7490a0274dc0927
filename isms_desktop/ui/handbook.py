"""The handbook: what each page is for, in a window that may stay open beside the work. F1 opens it where you are."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from isms_desktop import paths
from isms_desktop.ui.theme import GRID

TOPICS = (
    "overview",
    "assets",
    "risks",
    "vendors",
    "audits",
    "training",
    "people",
    "incidents",
    "yearly",
    "handover",
    "forms",
    "anywhere",
    "files",
    "password",
)
"""The files of ``resources/help`` in reading order. A page's topic bears its ``page_id``."""
_WIDTH, _HEIGHT = 110 * GRID, 80 * GRID


class Handbook(QDialog):
    """Topics on the left, the chosen one on the right."""

    def __init__(self, parent: QWidget, topic: str = TOPICS[0]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("使用說明")
        self.resize(_WIDTH, _HEIGHT)
        self.topics = QListWidget()
        self.topics.setAccessibleName("主題")
        self.topics.addItems([title_of(each) for each in TOPICS])
        self.topics.setFixedWidth(24 * GRID)
        self.text = QTextBrowser()
        self.text.setAccessibleName("說明內容")
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(2 * GRID)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.topics)
        row.addWidget(self.text, 1)
        self.topics.currentRowChanged.connect(lambda place: self._show(TOPICS[place]))
        self.open_topic(topic)

    def open_topic(self, topic: str) -> None:
        """Show a topic; an unknown one shows the first."""
        self.topics.setCurrentRow(TOPICS.index(topic) if topic in TOPICS else 0)

    def _show(self, topic: str) -> None:
        self.text.document().setMarkdown(words_of(topic), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)


def words_of(topic: str) -> str:
    """A topic as Markdown."""
    return _file(topic).read_text(encoding="utf-8")


def title_of(topic: str) -> str:
    """The title of a topic: its first line."""
    return words_of(topic).splitlines()[0].lstrip("# ")


def _file(topic: str) -> Path:
    return paths.shipped("resources", "help", f"{topic}.md")
