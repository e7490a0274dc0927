"""One open office: the tabs along the top, what there is to say, the page below. A switchboard: it knows no page."""

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from isms_desktop.ui.pages import PageEntry
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.finder import FinderPanel


class Workspace(QWidget):
    """Builds a page when its tab is first shown and keeps it; a hidden page catches up when it is shown again."""

    def __init__(self, office: "Office", shell: Shell, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.office = office
        self.messages = MessageBar()
        self._shell = shell
        self._entries = tuple(entries)
        self._pages: dict[str, Page] = {}
        self._finder: FinderPanel | None = None
        self.tabs = _Tabs(self)
        for entry in self._entries:
            self.tabs.addTab(entry.title)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(_rule())
        self.banner = ReadOnlyBanner(office) if office.read_only else None
        if self.banner:
            column.addWidget(self.banner)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._show)
        self.tabs.tabBarClicked.connect(lambda _place: self._enter())
        self._add_shortcuts()
        self._show(0)

    def current(self) -> Page:
        """The page on top."""
        return self._pages[self._entries[self.tabs.currentIndex()].page_id]

    def page(self, page_id: str) -> Page:
        """The page of that name, built when it has not been yet. KeyError when there is none."""
        if page_id not in self._pages:
            entry = next((entry for entry in self._entries if entry.page_id == page_id), None)
            if entry is None:
                raise KeyError(page_id)
            page = entry.load()(self.office, self._shell)
            self._pages[page_id] = page
            self._stack.addWidget(_frame(page))
            page.refresh(None)
            # What a page has loaded stays: looking through 50,000 records for garbage would make a key stick.
            gc.freeze()
        return self._pages[page_id]

    def open_page(self, page_id: str, **where: object) -> None:
        """Bring a page to the top and let it show what ``where`` points at."""
        page = self.page(page_id)
        self.tabs.setCurrentIndex([entry.page_id for entry in self._entries].index(page_id))
        if where:
            page.jump(**where)

    def help_topic(self) -> str:
        """F1: what is searched over the page, else the page."""
        if self._finder is not None and self._finder.isVisible():
            return "finder"
        return self.current().help_topic()

    def find_anywhere(self) -> None:
        """Search all registers (Ctrl+K). The panel is made when it is first asked for."""
        if self._finder is None:
            from isms_desktop.ui.finder import FinderPanel

            self._finder = FinderPanel(self, self.office, self._shell, self._entries)
        self._finder.open()

    def changed(self, changed: "Changed | None") -> None:
        """Records have changed (None: anything may have): the page on top follows at once, the others when shown."""
        if self._finder is not None:
            self._finder.changed(changed)
        top = self.current()
        for page in self._pages.values():
            if page is not top:
                page.missed(changed)
            elif changed is None or not page.kinds.isdisjoint(changed.touched):
                page.refresh(changed)

    def _show(self, place: int) -> None:
        entry = self._entries[place]
        page = self.page(entry.page_id)
        self.messages.leave()
        page.catch_up()
        self._stack.setCurrentIndex(list(self._pages).index(entry.page_id))
        if not self.tabs.hasFocus():
            self._enter()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts in the page, not on the tabs."""
        super().showEvent(event)
        if not event.spontaneous():
            self._enter()

    def _enter(self) -> None:
        self.current().setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_shortcuts(self) -> None:
        for place in range(min(len(self._entries), 9)):
            QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self, lambda place=place: self.tabs.setCurrentIndex(place))
        count = len(self._entries)
        QShortcut(QKeySequence("Ctrl+PgDown"), self, lambda: self._step(1 % count))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, lambda: self._step(-1))

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self._entries))


class _Tabs(QTabBar):
    """The tabs; the style sheet finds them by their name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName("頁面")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def minimumSizeHint(self) -> QSize:
        """Scroll buttons appear instead of a window that cannot be made narrow."""
        return QSize(0, super().minimumSizeHint().height())


def _frame(page: Page) -> QScrollArea:
    """Scroll bars for when text at 200 % needs more room than a small screen has."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def _rule() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    set_role(line, "line")
    return line


class ReadOnlyBanner(QFrame):
    """Why this file can only be looked at, in one line that stays, and a button to try again."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        set_role(self, "warning")
        self.label = QLabel(read_only_sentence(office))
        self.label.setWordWrap(True)
        self.retry = button_with("再開啟一次", tip="對方關閉之後，就可以修改。")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.addWidget(self.label, 1)
        row.addWidget(self.retry)


def read_only_sentence(office: "Office") -> str:
    """Who holds the file, or that the file itself cannot be written."""
    if office.holder:
        return office.holder.sentence() + "可以檢視與列印，不能修改。"
    return "這個檔案不能寫入，現在以唯讀開啟：可以檢視與列印，不能修改。要修改時，請把檔案複製到可以寫入的資料夾。"
