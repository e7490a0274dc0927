"""列印登記: found by number or by the code on the paper; what has become of its records; the signed scan."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import KINDS
from isms_desktop.domain.fields import Record
from isms_desktop.domain.scoring import Band
from isms_desktop.services import attachments, prints
from isms_desktop.services.prints import PrintState
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.register_view import RegisterView
from isms_desktop.ui.pages.yearly.specs import PRINTS
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.band import BandBadge
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.jobs import Job

_REST = 200
"""Milliseconds that a print must stay on the card before its paper is made once more: holding ↓ must stay smooth."""
_WORDS = {"unchanged": ("low", "未變更"), "changed": ("medium", "已變更"), "unknown": ("", "無法比對")}
_SCANS = "掃描檔 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff);;所有檔案 (*)"


class Prints(RegisterView):
    """The register, with the line for a number above it."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        self.line = NumberLine()
        super().__init__(office, shell, PRINTS, above=self.line)
        self.kinds = frozenset(KINDS)  # whatever changes may stand on a paper
        if (column := self.panel.model.column_of("number")) >= 0:
            self.panel.view.sortByColumn(column, Qt.SortOrder.DescendingOrder)  # the newest stands first
        self.line.asked.returnPressed.connect(self.find_number)

    def make_register(self) -> Register:
        """A print is not typed in: the clerk writes the remark, the program the rest."""
        return Register(self.office, self.spec.kind, typed=("note",))

    def make_card(self, register: Register) -> RecordCard:
        """With the state of the paper above the fields."""
        return PrintCard(register, self.shell, hidden=self.spec.hidden)

    def add_tools(self) -> None:
        """Only what reads."""
        self.forms_button = self.add_tool(
            "表單列印", lambda: self.shell.open_page("forms"), main=True, tip="列印或存檔，就會登記在這裡", writes=False
        )
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def find_number(self) -> None:
        """Go to the print of the number that was typed or scanned; the next one can be scanned at once."""
        found = attempt(self.shell, lambda: prints.find(self.office, self.line.asked.text()))
        self.line.asked.selectAll()
        if found is not None:
            self.panel.go_to(found.id)
            self.line.asked.setFocus()


class NumberLine(QWidget):
    """Where a number is typed, or a scanner types what the code says."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = QLineEdit()
        self.asked.setPlaceholderText("輸入列印編號（例如 115-42），或掃描表單右下角的條碼，按 Enter")
        self.asked.setAccessibleName("列印編號或條碼")
        self.asked.setClearButtonEnabled(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.asked)


class PrintCard(RecordCard):
    """One print: first whether its paper still says what the records say, and what can be done."""

    more_first = True

    def __init__(self, register: Register, shell: Shell, *, hidden: Sequence[str]) -> None:
        self.paper: PaperState | None = None
        self._printed: Any = None
        self._job: Job | None = None
        self._again = False
        self._timer = QTimer(singleShot=True, interval=_REST)
        super().__init__(register, shell, hidden=hidden)
        self._timer.setParent(self)
        self._timer.timeout.connect(self._compare)

    def more(self) -> Sequence[QWidget]:
        """The state."""
        self.paper = PaperState(writable=not self.register.read_only)
        self.paper.scan.clicked.connect(lambda _checked=False: self.choose_scan())
        self.paper.look.clicked.connect(lambda _checked=False: self.look_again())
        return (self.paper,)

    def choose_scan(self) -> None:
        """Ask for the signed paper."""
        if self.folds is not None:
            self.folds.attachments.choose()

    def look_again(self) -> None:
        """Show the paper as it would be now."""
        order = prints.order_of(self._printed)
        if order is not None:
            self._shell.open_page("forms", order=order)

    def showEvent(self, event: QShowEvent) -> None:
        """Much may have happened while the page was not to be seen."""
        super().showEvent(event)
        self._timer.start()

    def _build(self) -> None:
        super()._build()
        assert self.folds is not None
        # A signed paper comes as a scan, whichever way it is handed over.
        self.folds.attachments.keep = _keep_scan
        self.folds.attachments.kinds = _SCANS

    def _show(self, record: Record) -> None:
        super()._show(record)
        assert self.paper is not None
        self.paper.look.setEnabled(prints.order_of(record) is not None)
        if self._printed is None or self._printed.id != record.id:
            self.paper.say(None)
        self._printed = record
        self._timer.start()

    def _compare(self) -> None:
        """Make the paper once more, beside the window."""
        if self._printed is None or not self.isVisible():  # a hidden card may belong to a file that has been closed
            return
        if self._job is not None:
            self._again = True
            return
        printed = self._printed
        self._job = self._shell.run_job(
            f"比對「{printed.number}」",
            lambda office, _control: (printed.id, prints.state(office, printed)),
            done=self._compared,
            failed=lambda _text: self._end(),
            cancelled=self._end,
        )

    def _compared(self, answer: tuple[int, PrintState]) -> None:
        if answer[0] == self._printed.id and self.paper is not None and not self._again:
            self.paper.say(answer[1])
        self._end()

    def _end(self) -> None:
        self._job = None
        again, self._again = self._again, False
        if again:
            self._compare()


class PaperState(QWidget):
    """Whether the records of a paper have changed since it was printed, and the ways on."""

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self.badge = BandBadge()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.scan = button_with("附上核章掃描檔…", main=True, tip="簽核後的紙本，掃描或拍照成 PDF、PNG、JPEG、TIFF")
        self.scan.setEnabled(writable)
        self.look = button_with("再看一次這份", tip="以現在的資料，照當時的條件顯示這張表單")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.scan)
        flow.addWidget(self.look)
        # One below the other: beside the badge a narrow card leaves the words no room.
        line = QHBoxLayout()
        line.addWidget(self.badge)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(line)
        column.addWidget(self.words)
        column.addWidget(buttons)

    def say(self, state: PrintState | None) -> None:
        """Show a state; None while it is being worked out."""
        colour, word = _WORDS[state.kind] if state else ("", "比對中…")
        self.badge.set_band(Band(colour, word, 0, 0) if colour else None, word)
        self.words.setText(state.text if state else "")
        set_role(self.words, "" if state and state.kind == "changed" else "muted")


def _keep_scan(
    office: "Office", _kind: str, record_id: int, paths: Iterable[Path], *, progress: attachments.Progress | None = None
) -> attachments.Attached:
    return prints.attach_scan(office, record_id, list(paths), progress=progress)
