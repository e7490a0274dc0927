"""The menus: which words and which keys lead to what. The window and ``files`` carry it out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from isms_desktop.services.offices import Office, is_gone
from isms_desktop.services.settings import TEXT_SIZES, Settings
from isms_desktop.ui.files import Files
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import THEMES

if TYPE_CHECKING:
    from isms_desktop.ui.jobs import Job
    from isms_desktop.ui.workspace import Workspace

V = TypeVar("V")


class Window(Shell, Protocol):
    """What the menus ask of the window, besides what every page may ask."""

    settings: Settings
    office: Office | None
    workspace: "Workspace | None"

    def show_workspace(self) -> None:
        """Bring the open office to the top; whatever lay over it goes."""

    def start_job(
        self,
        job: "Job",
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> "Job":
        """Start a job that needs no open office."""

    def room(self) -> QWidget | None:
        """What is on top."""

    def show_room(self, room: QWidget) -> None:
        """Bring a room to the top."""

    def leave_room(self, room: QWidget) -> None:
        """Take a room away; what was below comes up."""

    def close(self) -> bool:
        """End the program."""

    def undo(self) -> None:
        """Take back the last change."""

    def redo(self) -> None:
        """Make it again."""

    def undo_words(self) -> tuple[str, str]:
        """What would be undone and redone, "" for nothing."""

    def search(self) -> None:
        """Put the cursor into the search box."""

    def print_page(self) -> None:
        """Show the paper of this page."""

    def set_text_size(self, percent: int) -> None:
        """Show everything at this size."""

    def set_theme(self, name: str) -> None:
        """Show everything in this theme."""

    def show_help(self) -> None:
        """The handbook."""


class Menus:
    """The menu bar. Entries that need an open file are grey without one."""

    def __init__(self, bar: QMenuBar, window: Window, files: Files) -> None:
        self._bar = bar
        self._window = window
        self._files = files
        self._needs_office: list[QAction] = []
        self._file(bar.addMenu("檔案(&F)"))
        self._edit(bar.addMenu("編輯(&E)"))
        self._view(bar.addMenu("檢視(&V)"))
        self._help(bar.addMenu("說明(&H)"))
        self.update()

    def update(self) -> None:
        """Follow what is open and what can be undone."""
        for action in self._needs_office:
            action.setEnabled(self._window.office is not None)
        office = self._window.office
        encrypted = bool(office and office.encrypted)
        self.password.setText("變更密碼(&W)…" if encrypted else "設定密碼(&W)…")
        self.no_password.setVisible(encrypted)
        undo, redo = self._window.undo_words()
        self.undo.setText(f"復原：{undo}" if undo else "復原(&U)")
        self.redo.setText(f"重做：{redo}" if redo else "重做(&R)")
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))

    def _file(self, menu: QMenu) -> None:
        self._add(menu, "新機關(&N)…", self._files.new_office, "Ctrl+N")
        self._add(menu, "開啟(&O)…", self._files.choose_office, "Ctrl+O")
        self.recent = menu.addMenu("最近使用的檔案(&R)")
        self.recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, "練習用機關", self._files.practise)
        menu.addSeparator()
        self.agency = self._add(menu, "機關資料(&D)…", self._files.show_agency, office=True)
        menu.addSeparator()
        self._add(menu, "備份到其他地方(&B)…", self._files.back_up, office=True)
        self._add(menu, "由備份還原…", self._files.show_copies, office=True)
        self._add(menu, "檢查檔案(&K)", self._files.verify, office=True)
        menu.addSeparator()
        self.password = self._add(menu, "設定密碼(&W)…", self._files.set_password, office=True)
        self.no_password = self._add(menu, "移除密碼…", self._files.remove_password, office=True)
        menu.addSeparator()
        self._add(menu, "列印本頁表單(&P)…", self._window.print_page, "Ctrl+P", office=True)
        menu.addSeparator()
        self._add(menu, "結束(&X)", self._window.close, "Ctrl+Q")

    def _edit(self, menu: QMenu) -> None:
        self.undo = self._add(menu, "復原(&U)", self._window.undo, "Ctrl+Z")
        self.redo = self._add(menu, "重做(&R)", self._window.redo, "Ctrl+Y")
        menu.addSeparator()
        self._add(menu, "尋找(&F)", self._window.search, "Ctrl+F", office=True)
        self._add(menu, "在所有登記簿尋找(&K)", self._find_anywhere, "Ctrl+K", office=True)

    def _find_anywhere(self) -> None:
        if self._window.workspace is not None:
            self._window.show_workspace()
            self._window.workspace.find_anywhere()

    def _view(self, menu: QMenu) -> None:
        sizes = menu.addMenu("文字大小(&S)")
        self._sizes = self._choices(sizes, {f"{size}%": size for size in TEXT_SIZES}, self._window.set_text_size)
        menu.aboutToShow.connect(self._check_view)
        themes = menu.addMenu("外觀(&T)")
        self._themes = self._choices(themes, {word: key for key, word in THEMES.items()}, self._window.set_theme)
        menu.addSeparator()
        self._add(menu, "放大文字", lambda: self.zoom(1), "Ctrl++", "Ctrl+=")
        self._add(menu, "縮小文字", lambda: self.zoom(-1), "Ctrl+-")
        self._add(menu, "原來的大小", lambda: self._window.set_text_size(100), "Ctrl+0")

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "使用說明(&H)", self._window.show_help, "F1")
        self._add(menu, "快速上手（列印）(&Q)…", self._show_guide)
        menu.addSeparator()
        self._add(menu, "自我檢測(&T)", self.show_self_test)
        self._add(menu, "授權(&L)", self.show_licences)
        self._add(menu, "按鍵與關於本程式(&A)", self.show_about)

    def show_self_test(self) -> None:
        """Prove this installation, beside the work."""
        from isms_desktop.ui.support import show_self_test

        show_self_test(self._window)

    def show_licences(self) -> None:
        """The terms of everything that the program is made of."""
        from isms_desktop.ui.licences import Licences

        Licences(self._bar.window()).show()

    def show_about(self) -> None:
        """The keys and what this program is, in a small window of its own."""
        from isms_desktop.ui.widgets.about import About

        About(self._bar.window()).show()

    def _show_guide(self) -> None:
        from isms_desktop.ui.guide_window import GuideWindow

        GuideWindow(self._bar.window(), self._window.office).show()

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], *keys: str, office: bool = False) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: act())
        if office:
            self._needs_office.append(action)
        return action

    def _choices(self, menu: QMenu, words: dict[str, V], act: Callable[[V], None]) -> dict[V, QAction]:
        group = QActionGroup(menu)
        made = {}
        for word, value in words.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: act(value))
            made[value] = action
        return made

    def _check_view(self) -> None:
        settings = self._window.settings
        for size, action in self._sizes.items():
            action.setChecked(size == settings.text_size)
        for theme, action in self._themes.items():
            action.setChecked(theme == settings.theme)

    def zoom(self, steps: int) -> None:
        """Show the text so many sizes larger, or smaller below 0, as far as there are any."""
        size = self._window.settings.text_size
        beyond = [each for each in TEXT_SIZES if (each > size if steps > 0 else each < size)]
        wanted = beyond[:steps][-1:] if steps > 0 else beyond[steps or len(beyond) :][:1]
        if wanted:
            self._window.set_text_size(wanted[0])

    def _fill_recent(self) -> None:
        self.recent.clear()
        gone = [name for name in self._window.settings.recent if is_gone(Path(name))]
        for name in self._window.settings.recent:
            path = Path(name)
            action = self.recent.addAction(f"{path.stem}（找不到）" if name in gone else path.stem)
            action.setEnabled(name not in gone)
            action.setToolTip(name)
            action.setStatusTip(name)
            action.triggered.connect(lambda _checked=False, path=path: self._files.open_path(path))
        if self.recent.isEmpty():
            self.recent.addAction("（還沒有）").setEnabled(False)
        if gone:
            self.recent.addSeparator()
            self._add(self.recent, "從這裡移除找不到的檔案", lambda: self._files.forget(gone))
