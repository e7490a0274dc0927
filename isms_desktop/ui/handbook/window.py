"""The window of the handbook. It stands beside the work, remembers its place, and never waits for an answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from isms_desktop import paths
from isms_desktop.services import handbook
from isms_desktop.services.handbook import Place
from isms_desktop.ui import theme
from isms_desktop.ui.handbook.lists import ContentsTree, HitTree
from isms_desktop.ui.handbook.text import PageText
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.jobs import Job, JobControl

_FIRST_SIZE = QSize(1080, 720)
_SEARCH_AFTER = 150
"""Milliseconds that the typing rests before it is searched."""
_READ_AHEAD = 400


class Host(Protocol):
    """What the handbook asks of the program's window."""

    settings: "Settings"

    def remember(self, **values: object) -> None:
        """Keep these settings."""

    def start_job(
        self, job: "Job", done: "Callable[[Any], object] | None" = None, failed: "Callable[[str], object] | None" = None
    ) -> "Job":
        """Run long work beside the windows."""


class HandbookWindow(QMainWindow):
    """Contents and search at the left, the page at the right, above them the ways to go and to print."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._past: list[Place] = []
        self.setWindowTitle("使用說明")
        self.search = QLineEdit()
        self.search.setPlaceholderText("在使用說明中尋找")
        self.search.setAccessibleName("在使用說明中尋找")
        self.search.setClearButtonEnabled(True)
        self.found = QLabel()
        set_role(self.found, "muted")
        self.contents = ContentsTree()
        self.hits = HitTree()
        self.text = PageText()
        self.back = self._button("← 返回", self.go_back, tip="回到前一次看的地方（Alt+←）")
        self.before = self._button("上一頁", lambda: self._turn(-1), tip="Ctrl+PgUp")
        self.after = self._button("下一頁", lambda: self._turn(1), tip="Ctrl+PgDn")
        self.printing = button_with("列印或存成 PDF")
        self.where = QLabel()
        set_role(self.where, "muted")
        self._lists = QStackedWidget()
        self._rest = QTimer(self, singleShot=True, interval=_SEARCH_AFTER)
        self._ahead = QTimer(self, interval=0)
        self._unread = list(handbook.page_ids())
        self._lay_out()
        self._connect()
        theme.dress(self)
        kept = QByteArray.fromBase64(host.settings.help_window.encode())
        if not host.settings.help_window or not self.restoreGeometry(kept):
            self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        QTimer.singleShot(_READ_AHEAD, self, self._ahead.start)

    # ---- going

    def open_topic(self, topic: str) -> None:
        """Show what is written about a topic, and come to the front."""
        self.search.clear()
        self._lists.setCurrentWidget(self.contents)
        self.go_to(handbook.place_of(topic))
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def go_to(self, place: Place) -> None:
        """Show a place; the one before is kept for 返回."""
        if self.text.place.page and self.text.place != place:
            self._past.append(self.text.place)
        self._show(place)

    def go_back(self) -> None:
        """Show the place that was read before."""
        if self._past:
            self._show(self._past.pop())

    # ---- searching

    def search_all(self) -> None:
        """List where the words of the box occur; the contents come back when it is empty."""
        self._rest.stop()
        query = self.search.text()
        if not handbook.search_words(query):
            self._lists.setCurrentWidget(self.contents)
            self.found.hide()
            self.text.show_place(self.text.place)
            return
        self._lists.setCurrentWidget(self.hits)
        count = self.hits.show_hits(query)
        self.found.setText(f"{count} 處。F3 到下一個標示的地方。" if count else "找不到。請換個說法，或少打幾個字。")
        self.found.show()

    # ---- on paper

    def print_page(self) -> None:
        """This page on a printer."""
        self._print(self._page_words(), self._page_title())

    def print_book(self) -> None:
        """The whole handbook on a printer."""
        self._print(handbook.parts(), self._book_title())

    def save_page(self) -> None:
        """This page as a PDF file."""
        self._ask_where(self._page_words(), self._page_title())

    def save_book(self) -> None:
        """The whole handbook as a PDF file."""
        self._ask_where(handbook.parts(), self._book_title())

    def save(self, parts: "Sequence[str]", title: str, path: Path) -> None:
        """Write pages of the handbook as PDF, beside the window."""
        from isms_desktop.ui.handbook.paper import PaperFont, write_pdf
        from isms_desktop.ui.jobs import Job

        font = PaperFont.find()
        job = Job(f"存檔{title}", lambda control: write_pdf(path, parts, title, font, control))
        self._host.start_job(job, lambda pages: self._say(f"已存成「{path}」，共 {pages} 頁。"), self._say)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window keeps its place and what was read, for the next F1."""
        self._host.remember(help_window=self.saveGeometry().toBase64().toStdString())
        super().closeEvent(event)

    # ---- inside

    def _show(self, place: Place) -> None:
        self.text.show_place(place, handbook.search_words(self.search.text()))
        self.contents.show_place(place)
        page = handbook.page(place.page)
        self.where.setText(f"{page.chapter} › {page.title}")
        self.setWindowTitle(f"{page.title} — 使用說明")
        self.back.setEnabled(bool(self._past))
        self.before.setEnabled(bool(handbook.beside(place.page, -1)))
        self.after.setEnabled(bool(handbook.beside(place.page, 1)))

    def _turn(self, step: int) -> None:
        if page_id := handbook.beside(self.text.place.page, step):
            self.go_to(Place(page_id, 0))

    def _follow(self, topic: str) -> None:
        if topic in handbook.topics():
            self.go_to(handbook.place_of(topic))

    def _leave(self) -> None:
        """Esc: first the search goes, then the window."""
        if self.search.text():
            self.search.clear()
            self.search_all()
            self.text.setFocus()
        else:
            self.close()

    def _to_hits(self) -> None:
        if self._rest.isActive():
            self.search_all()
        if self._lists.currentWidget() is self.hits:
            self.hits.setFocus()

    def _read_ahead(self) -> None:
        """One page at a time while nobody waits, so that the first search finds them read."""
        if self._unread:
            handbook.page(self._unread.pop(0))
        else:
            self._ahead.stop()

    def _page_words(self) -> "Sequence[str]":
        return [handbook.page(self.text.place.page).markdown]

    def _book_title(self) -> str:
        from isms_desktop.ui.handbook.paper import BOOK

        return BOOK

    def _page_title(self) -> str:
        return handbook.title_of(self.text.place.page)

    def _ask_where(self, parts: "Sequence[str]", title: str) -> None:
        proposed = str(paths.documents_folder() / f"{title}.pdf")
        name, _filter = QFileDialog.getSaveFileName(self, "存成 PDF", proposed, "PDF (*.pdf)")
        if name:
            path = Path(name)
            self.save(parts, title, path if path.suffix else path.with_suffix(".pdf"))

    def _print(self, parts: "Sequence[str]", title: str) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from isms_desktop.ui.handbook.paper import PaperFont, as_pdf
        from isms_desktop.ui.jobs import Job
        from isms_desktop.ui.pages.forms.preview import print_pdf

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        font = PaperFont.find()

        def work(control: "JobControl") -> int:
            return print_pdf(as_pdf(parts, title, font, control), printer, control)

        self._host.start_job(
            Job(f"列印{title}", work), lambda pages: self._say(f"已送出 {pages} 頁到印表機。"), self._say
        )

    def _say(self, sentence: str) -> None:
        self.found.setText(sentence)
        self.found.show()

    def _button(self, text: str, act: "Callable[[], object]", *, tip: str) -> QPushButton:
        button = button_with(text, tip=tip)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._rest.start())
        self.search.returnPressed.connect(self._to_hits)
        self._rest.timeout.connect(self.search_all)
        self._ahead.timeout.connect(self._read_ahead)
        self.contents.chosen.connect(self.go_to)
        self.hits.chosen.connect(self.go_to)
        self.text.followed.connect(self._follow)
        menu = QMenu(self)
        menu.addAction("列印這一頁…", self.print_page)
        menu.addAction("列印整本…", self.print_book)
        menu.addSeparator()
        menu.addAction("這一頁存成 PDF…", self.save_page)
        menu.addAction("整本存成 PDF…", self.save_book)
        self.printing.setMenu(menu)
        keys = {
            "Alt+Left": self.go_back,
            "Backspace": self.go_back,
            "Ctrl+PgUp": lambda: self._turn(-1),
            "Ctrl+PgDown": lambda: self._turn(1),
            "Ctrl+F": self._start_search,
            "Ctrl+P": self.print_page,
            "F3": lambda: self.text.next_hit(1),
            "Shift+F3": lambda: self.text.next_hit(-1),
            "Esc": self._leave,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)

    def _start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        self._lists.addWidget(self.contents)
        self._lists.addWidget(self.hits)
        self.found.setWordWrap(True)
        self.found.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (self.search, self.found):
            column.addWidget(widget)
        column.addWidget(self._lists, 1)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        for button in (self.back, self.before, self.after):
            bar.addWidget(button)
        bar.addWidget(self.where, 1)
        bar.addWidget(self.printing)
        right = QWidget()
        page = QVBoxLayout(right)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(GRID)
        page.addLayout(bar)
        page.addWidget(self.text, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * GRID)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([36 * GRID, 100 * GRID])
        whole = QWidget()
        around = QVBoxLayout(whole)
        around.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        around.addWidget(splitter)
        self.setCentralWidget(whole)
