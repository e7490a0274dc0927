"""The files of the record on the card: attached by dropping, pasting or choosing, looked at, renamed, taken off."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from isms_desktop.domain.attachments import split_name
from isms_desktop.services import attachments
from isms_desktop.services.attachments import Attached
from isms_desktop.ui.formkit.fold import Fold
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import attempt
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.shell import Shell

_ROWS_SHOWN = 8
_FRAME = 4
"""Pixels of the list's frame."""
_UNIT = 1024
"""Progress is told in KiB: thirty large files have more bytes than Qt's numbers hold."""
NOT_KEPT = "已用系統的程式開啟「{}」的唯讀副本；在那裡做的修改不會存回本程式。"
NO_VIEWER = "這台電腦沒有可以開啟「{}」的程式。請用「另存…」存出後再處理。"


class Keep(Protocol):
    """Keeps files with a record, as ``services.attachments.attach``."""

    def __call__(
        self,
        office: "Office",
        kind: str,
        record_id: int,
        paths: Iterable[Path],
        /,
        *,
        progress: attachments.Progress | None = None,
    ) -> Attached:
        """Raises UserError when nothing was kept."""


class AttachmentFold(Fold):
    """「附件（2）」: open when there are some."""

    def __init__(self, register: Register, shell: "Shell") -> None:
        super().__init__("附件", "掃描檔、照片與文件，存在機關檔案裡")
        self._register = register
        self._shell = shell
        self._id = 0
        self._seen = (0, 0)
        """The record that was shown last and how many it had."""
        self.add_button = button_with(
            "附加檔案…", link=True, tip="也可以把檔案拖曳到這張卡片上，或在檔案總管複製後到這裡按 Ctrl+V"
        )
        self.add_button.setEnabled(not register.read_only)
        self.add_button.clicked.connect(lambda _checked=False: self.choose())
        self.head.addWidget(self.add_button)
        self.keep: Keep = attachments.attach
        """Takes the files in; another one may be choosy."""
        self.kinds = ""
        """The files that are offered, as Qt's file dialog wants them; "" for all."""
        self.list = PickList("附件", details=True)
        self.buttons: dict[str, QPushButton] = {}
        self.name = _NameEditor()

    def make_body(self) -> QWidget:
        """List, what can be done with the chosen one, and the line for another name."""
        body = QWidget()
        bar = QWidget()
        flow = FlowLayout(bar)
        for key, word, tip, act in (
            ("open", "開啟", "以這台電腦的程式開啟唯讀副本（Enter）", self.open_chosen),
            ("save", "另存…", "存成一個檔案", self.choose_target),
            ("rename", "改名", "給附件另一個檔名（F2）", self.start_rename),
            ("remove", "移除", "從這筆紀錄移除，可以復原（Delete）", self.remove_chosen),
        ):
            self.buttons[key] = button_with(word, link=True, tip=tip)
            self.buttons[key].clicked.connect(lambda _checked=False, act=act: act())
            flow.addWidget(self.buttons[key])
        for code, begin in (
            (Qt.Key.Key_Return, self.open_chosen),
            (Qt.Key.Key_Enter, self.open_chosen),
            (Qt.Key.Key_F2, self.start_rename),
            (Qt.Key.Key_Delete, self.remove_chosen),
        ):
            QShortcut(QKeySequence(code), self.list, begin).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.doubleClicked.connect(lambda _index: self.open_chosen())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._follow_choice())
        self.name.returnPressed.connect(self._rename)
        self.name.hide()
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for widget in (self.list, self.name, bar):
            column.addWidget(widget)
        return body

    def refresh(self, record_id: int) -> None:
        """The attachments of this record from now on."""
        seen, self._seen = self._seen, (record_id, self._count_of(record_id))
        self._id, count = self._seen
        self.set_count(count)
        if self._seen != seen:  # otherwise it stays as the clerk has left it
            self.button.setChecked(bool(count))
        if self.is_open():
            self.fill()

    def _count_of(self, record_id: int) -> int:
        return len(attachments.attachments_of(self._register.office, self._register.kind, record_id))

    def fill(self) -> None:
        """List them."""
        found = attachments.listed(self._register.office, self._register.kind, self._id)
        chosen = self.list.key()
        self.list.rows.set_rows(
            PickRow(
                each.id,
                each.name,
                f"{'程式檔，只能另存　' if each.program else ''}{each.moment}　{each.who}",
                each.size,
            )
            for each in found
        )
        self.list.setVisible(bool(found))
        rows = min(len(found), _ROWS_SHOWN)
        self.list.setFixedHeight(sum(map(self.list.sizeHintForRow, range(rows))) + _FRAME)
        self.list.pick(chosen if chosen in {each.id for each in found} else found[0].id if found else None)
        self._follow_choice()

    # -- adding ---------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which files."""
        names, _filter = QFileDialog.getOpenFileNames(self, "附加檔案（可以一次選很多個）", filter=self.kinds)
        if names:
            self.attach([Path(name) for name in names])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach these files to the record on the card, beside the window."""
        kind, record_id, keep = self._register.kind, self._id, self.keep
        words = f"附加「{paths[0].name}」" if len(paths) == 1 else f"附加 {len(paths)} 個檔案"
        self._shell.run_job(
            words,
            lambda office, control: keep(
                office,
                kind,
                record_id,
                paths,
                progress=lambda done, total, text: control.progress(done // _UNIT, total // _UNIT + 1, text),
            ),
            done=self._attached,
        )

    def _attached(self, answer: Attached) -> None:
        if answer.changed is not None:
            self._changed(answer.changed, answer.sentence(), "warning" if answer.refused else "info")
        else:
            self._shell.say(answer.sentence(), "warning")

    # -- the chosen one -------------------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Look at a copy in whatever this machine opens such files with."""
        if (chosen := self._chosen()) is not None:
            name = chosen.name
            self._shell.run_job(
                f"開啟「{name}」", lambda office, _control: attachments.open_copy(office, chosen), done=self._show_copy
            )

    def _show_copy(self, path: Path) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._shell.say((NOT_KEPT if opened else NO_VIEWER).format(path.name), "info" if opened else "warning")

    def choose_target(self) -> None:
        """Ask where to write the chosen one."""
        if (chosen := self._chosen()) is not None:
            near = self._register.office.path.parent / chosen.name
            name, _filter = QFileDialog.getSaveFileName(self, "另存附件", str(near))
            if name:
                self.save_to(Path(name))

    def save_to(self, target: Path) -> None:
        """Write the chosen one to a file."""
        if (chosen := self._chosen()) is not None:
            self._shell.run_job(
                f"另存「{chosen.name}」",
                lambda office, _control: attachments.save_as(office, chosen, target),
                done=self._saved,
            )

    def _saved(self, target: Path) -> None:
        self._shell.say(f"已另存為「{target.name}」，在「{target.parent.name}」資料夾。")

    def start_rename(self) -> None:
        """Show the line for another name."""
        if (chosen := self._chosen()) is not None and not self._register.read_only:
            self.name.start(split_name(chosen.name)[0])

    def _rename(self) -> None:
        chosen, office = self._chosen(), self._register.office
        if chosen is None or self.name.text() == split_name(chosen.name)[0]:
            self.name.hide()
            return
        changed = attempt(self._shell, lambda: attachments.rename(office, chosen, self.name.text()))
        if changed is not None:
            self.name.hide()
            self._changed(changed, f"已把{changed.label}。")
            self.list.setFocus()

    def remove_chosen(self) -> None:
        """Take the chosen one off the record."""
        chosen, office = self._chosen(), self._register.office
        if chosen is None or self._register.read_only:
            return
        changed = attempt(self._shell, lambda: attachments.remove(office, [chosen]))
        if changed is not None:
            self._changed(changed, f"已{changed.label}。")

    # -- inside ---------------------------------------------------------------------------------------------------

    def _chosen(self) -> Any:
        key = self.list.key() if self.is_open() else None
        return self._register.office.find(attachments.KIND, key) if key else None

    def _follow_choice(self) -> None:
        key = self.list.key()
        self.name.hide()
        chosen = next((row for row in self.list.rows.shown if row.key == key), None)
        for name, button in self.buttons.items():
            button.setVisible(bool(self.list.rows.shown))
            button.setEnabled(chosen is not None and not (self._register.read_only and name in ("rename", "remove")))
            button.setAccessibleName(f"{button.text()}：{chosen.title}" if chosen else button.text())

    def _changed(self, changed: "Changed", words: str, kind: Any = "info") -> None:
        self._shell.changed(changed)
        self.refresh(self._id)
        offer = undo_offer(self._register.office, self._undone, lambda text: self._shell.say(text, "warning"))
        self._shell.say(words, kind, offer)

    def _undone(self, changed: "Changed") -> None:
        self._shell.changed(changed)
        self.refresh(self._id)


class _NameEditor(QLineEdit):
    """The line for another name: Enter takes it, Esc gives it up."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("附件的新檔名")
        self.setPlaceholderText("新檔名，按 Enter 儲存，按 Esc 放棄")

    def start(self, name: str) -> None:
        """Show the name to be changed."""
        self.setText(name)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
