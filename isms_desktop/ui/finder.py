"""Ctrl+K: one box over the page that finds records in every register, pages by their name, and commands."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.values import same_key
from isms_desktop.services.finder import Finder, Group, words_of
from isms_desktop.ui import jumps
from isms_desktop.ui.finder_list import FoundList, FoundRow
from isms_desktop.ui.pages import PageEntry, place_of
from isms_desktop.ui.theme import GRID, set_role

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.shell import Shell

_SLICE = 0.01
"""Seconds of reading between two turns of the window."""
_FEW = 5
"""Pages and commands that are offered at most."""
_WIDTH = 112 * GRID
_GROUND = ("isms_desktop.ui.formkit.folds", "isms_desktop.ui.grid.listcard", "isms_desktop.ui.pages.register_view")
"""What the pages stand on, imported in slices of their own: a page with all of it at once would hold up a key."""
_HINT = "輸入要找的字，例如名稱、編號、姓名或日期（115.3.1）。\n空一格再加一個詞，就只列出兩個詞都有的。"


@dataclass(frozen=True, slots=True)
class Destination:
    """A page, a view of one, or a command: what can be reached by its name."""

    title: str
    detail: str
    words: str
    """Everything by which it is found, folded."""
    go: Callable[[], object]


class FinderPanel(QFrame):
    """The box and what it finds. Not a dialog: it lies over the page and goes with Esc or a click elsewhere."""

    def __init__(self, over: QWidget, office: "Office", shell: "Shell", entries: Sequence[PageEntry]) -> None:
        """``over``: the workspace; below its tabs the panel opens."""
        super().__init__(over)
        set_role(self, "card")
        self._over = over
        self._office = office
        self._shell = shell
        self._ground = list(_GROUND)
        self._unread = list(entries)
        self._titles = {entry.page_id: entry.title for entry in entries}
        self._places: list[Destination] = []
        self._back: QWidget | None = None
        self.finder = Finder(office, jumps.findable())
        self.box = QLineEdit()
        self.box.setPlaceholderText("在所有登記簿、頁面與指令中尋找")
        self.box.setAccessibleName("跨登記簿尋找")
        self.box.setClearButtonEnabled(True)
        self.list = FoundList("找到的紀錄")
        self.hint = QLabel(_HINT)
        self.hint.setWordWrap(True)
        set_role(self.hint, "muted")
        self.state = QLabel()
        set_role(self.state, "muted")
        self._reader = QTimer(self, interval=0)
        self._reader.timeout.connect(self._read_on)
        self._lay_out()
        self.box.textChanged.connect(self._search)
        self.box.installEventFilter(self)
        self.list.chosen.connect(self._go)
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it with the last search, ready to be typed over."""
        if not self.isVisible():
            self._back = QApplication.focusWidget()
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.focusChanged.connect(self._on_focus)
        self._reader.start()
        self.show()
        self.raise_()
        self._search()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def close_panel(self) -> None:
        """Go, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._on_focus)
        focus = application.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self.hide()
        if held and self._back is not None:
            self._back.setFocus()
        self._back = None

    def changed(self, changed: "Changed | None") -> None:
        """Records have changed (None: anything may have); what was found is looked for again."""
        if changed is None:
            self.finder.start_again()
        else:
            self.finder.changed(changed)
        self._reader.start()

    # -- keys and places --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while typing goes on in the box; the panel follows the size of the window."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                    self.list.step_group(1 if event.key() == Qt.Key.Key_PageDown else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.list.choose()
                    return True
                case Qt.Key.Key_Escape:
                    self.close_panel()
                    return True
        return super().eventFilter(watched, event)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # None: another program is in front, or a menu is open; the panel waits.
        if new is not None and new is not self and not self.isAncestorOf(new) and new.window() is self.window():
            self._back = None
            self.close_panel()

    def _lay_out(self) -> None:
        keys = QLabel("↑↓ 選擇　PgUp／PgDn 換登記簿　Enter 前往　Esc 關閉")
        set_role(keys, "muted")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self.box, self.hint):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def _place(self) -> None:
        tabs = getattr(self._over, "tabs", None)
        top = tabs.height() + GRID if isinstance(tabs, QWidget) else GRID
        width = min(_WIDTH, self._over.width() - 4 * GRID)
        around = self.sizeHint().height() - self.list.sizeHint().height() if not self.list.isHidden() else 0
        room = self._over.height() - top - 2 * GRID
        height = min(room, around + self.list.wanted_height()) if around else self.sizeHint().height()
        self.setGeometry((self._over.width() - width) // 2, top, width, height)

    # -- finding ----------------------------------------------------------------------------------------------------

    def _read_on(self) -> None:
        """A slice of what is still to be read; a page's module is a slice of its own."""
        was_ready = self.finder.ready and not self._unread
        if self.finder.step(_SLICE):
            if self._ground:
                importlib.import_module(self._ground.pop(0))
            elif self._unread:
                self._places += _destinations(self._unread.pop(0), self._shell)
            else:
                self._reader.stop()
        if not was_ready and self.finder.ready and not self._unread and self.isVisible():
            self._search()

    def _search(self) -> None:
        query = self.box.text()
        words = words_of(query)
        if words and not self.finder.ready:
            self.finder.step(_SLICE)
        groups = self.finder.find(query)
        rows = [*self._named(words), *(row for group in groups for row in self._rows(group, words, query))]
        self.list.set_rows(rows)
        total = sum(group.count for group in groups)
        reading = not self.finder.ready
        self.state.setText(_state(total, len(groups), reading) if words else "")
        self.hint.setVisible(not rows)
        self.hint.setText(_HINT if not words else "還在讀取登記簿…" if reading else f"沒有找到「{query.strip()}」。")
        self.list.setVisible(bool(rows))
        self._place()

    def _rows(self, group: Group, words: Sequence[str], query: str) -> Iterable[FoundRow]:
        kind = record_type(group.kind)
        yield FoundRow(f"{kind.label}　{group.count} {kind.unit}", mark=self._titles.get(place_of(group.kind)[0], ""))
        for hit in group.hits:
            go = _record_opener(self._shell, self._office, hit.kind, hit.id)
            detail = f"{hit.label}：{hit.text}" if hit.label else ""
            yield FoundRow(hit.title or f"第 {hit.id} {kind.unit}", detail, tuple(words), go=go)
        if group.count > len(group.hits):
            go = self._lister(group.kind, query)
            yield FoundRow(f"還有 {group.count - len(group.hits)} {kind.unit}…", quiet=True, go=go)

    def _lister(self, kind: str, query: str) -> Callable[[], object]:
        def go() -> None:
            label = f"含有「{query.strip()}」"
            jumps.show_records(self._shell, self._office, kind, self.finder.ids(kind, query), label)

        return go

    def _named(self, words: Sequence[str]) -> list[FoundRow]:
        """Pages and commands whose name holds all the words."""
        if not words:
            return []
        found = [each for each in (*self._places, *_commands(self.window())) if all(w in each.words for w in words)]
        found.sort(key=lambda each: not same_key(each.title).startswith(words[0]))
        rows = [FoundRow(each.title, each.detail, tuple(words), go=each.go) for each in found[:_FEW]]
        return [FoundRow("頁面與指令"), *rows] if rows else []

    def _go(self, row: FoundRow) -> None:
        self._back = None  # the page that is opened takes the keyboard
        self.close_panel()
        if row.go is not None:
            row.go()


def _state(total: int, registers: int, reading: bool) -> str:
    words = f"在 {registers} 種登記簿找到 {total} 筆" if total else "沒有符合的紀錄"
    return f"{words}（還在讀取…）" if reading else words


def _record_opener(shell: "Shell", office: "Office", kind: str, record_id: int) -> Callable[[], object]:
    return lambda: jumps.show_record(shell, office, kind, record_id)


def _destinations(entry: PageEntry, shell: "Shell") -> list[Destination]:
    """A page and its views, by their names and by the registers that they show."""
    if not entry.shows:  # no registers, no views: 表單列印 would read all that printing needs
        return [_destination(entry, "", entry.title, shell)]
    cls: Any = entry.load()
    views = {each.name: each.label for each in getattr(cls, "entries", ())} or dict(cls.views)
    found = [_destination(entry, "", entry.title, shell)] if entry.title not in views.values() else []
    return found + [_destination(entry, name, label, shell) for name, label in views.items()]


def _destination(entry: PageEntry, view: str, title: str, shell: "Shell") -> Destination:
    registers = [record_type(kind).label for kind, where in entry.shows.items() if view and where == view]
    words = same_key(" ".join((title, *registers)))
    where = {"view": view} if view else {}
    detail = "　".join(dict.fromkeys((entry.title, *registers))) if title not in registers else entry.title
    return Destination(title, detail, words, lambda: shell.open_page(entry.page_id, **where))


def _commands(window: QWidget) -> list[Destination]:
    """What the menus do, by their words."""
    if not isinstance(window, QMainWindow):
        return []
    found = []
    for top in window.menuBar().actions():
        menu = top.menu()
        for action in menu.actions() if menu is not None else ():  # type: ignore[attr-defined]
            if action.isEnabled() and not action.isSeparator() and action.menu() is None:
                found.append(_command(action, _plain(top.text())))
    return found


def _command(action: QAction, menu: str) -> Destination:
    title = _plain(action.text())
    keys = action.shortcut().toString()
    return Destination(title, f"{menu}　{keys}".strip(), same_key(title), action.trigger)


def _plain(words: str) -> str:
    """Menu words without the letter to press: 「備份(&B)…」 → 「備份…」."""
    before, mark, after = words.partition("(&")
    return before + after[2:] if mark else words
