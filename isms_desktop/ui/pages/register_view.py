"""One register as a view: its list with the card beside it, its import, its export. What differs is a declaration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.services import exports
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.listcard import ListWithCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import DropOffer, Shell, View
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.imports.panel import ImportPanel

SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"})
"""How the names of spreadsheets end."""
EXPORT_FILTER = "Excel 活頁簿 (*.xlsx);;ODF 試算表 (*.ods);;CSV 文字檔 (*.csv)"


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """All that makes one register's view different from another's."""

    kind: str
    """The record type."""
    purpose: str
    """One line that says what the register is for."""
    columns: tuple[str, ...]
    """The fields that the list shows until the clerk chooses others."""
    chips: str = ""
    """The field whose values stand as chips above the list."""
    form: str = ""
    """The paper that Ctrl+P prints."""
    empty: str = ""
    """What to do first, shown while there is nothing; the usual words when not given."""
    hidden: tuple[str, ...] = ()
    """Fields that the card leaves out because they are the program's business."""
    also: tuple[str, ...] = ()
    """Further record types that the list depends on, beside those it links to."""
    colour: Callable[["Office", Any, str], str] | None = None
    """(office, record, field key) → the colour of a small square before the word; "" for none."""
    importable: bool = True
    one: str = ""
    """What a single record is called on the button that makes one; the register's name when not given."""


class RegisterView(View):
    """List on the left, card of the chosen record on the right; importing takes their place while it lasts."""

    def __init__(self, office: "Office", shell: Shell, spec: RegisterSpec, *, above: QWidget | None = None) -> None:
        """``above``: what stands over the list, such as a choice of the year."""
        super().__init__(office, shell)
        self.spec = spec
        self.type = record_type(spec.kind)
        self.purpose = spec.purpose
        self.kinds = frozenset(
            {"agency", "attachment", spec.kind, *spec.also, *filter(None, (f.target for f in self.type.stored))}
        )
        register = self.make_register()
        self.list_room = ListWithCard(
            register,
            shell,
            spec.kind,
            spec.columns,
            chips=spec.chips,
            empty_text=spec.empty or _usual_words(self.type.label),
            above=above,
            hidden=spec.hidden,
            card=self.make_card(register),
        )
        self.panel, self.card = self.list_room.panel, self.list_room.card
        self.importing: ImportPanel | None = None
        self.tools = QWidget()
        self._row = QHBoxLayout(self.tools)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._rooms = Stack()
        self._rooms.addWidget(self.list_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms)
        self.setFocusProxy(self.panel.view)
        self.add_tools()

    # -- what a register with habits of its own overrides ---------------------------------------------------------

    def make_register(self) -> Register:
        """The register that the list and the card work on."""
        return Register(self.office, self.spec.kind, colour=self._colour if self.spec.colour else None)

    def make_card(self, _register: Register) -> RecordCard | None:
        """The card of a register that shows more of a record than its fields; None for the usual one."""
        return None

    def add_tools(self) -> None:
        """The buttons, from left to right; the main one is the first."""
        self.add_button = self.add_tool(
            f"新增{self.spec.one or self.type.label}", self.start_row, main=True, tip="Ctrl+Shift+N"
        )
        if self.spec.importable:
            self.add_tool("匯入", self.start_import, tip=f"由 Excel、ODS、CSV 檔案匯入{self.type.label}")
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    # -- what it does ---------------------------------------------------------------------------------------------

    def add_tool(
        self, text: str, act: Callable[[], object], *, main: bool = False, tip: str = "", writes: bool = True
    ) -> QPushButton:
        """A button in the header; grey when it ``writes`` and the file is read-only."""
        button = button_with(text, main=main, tip=tip)
        button.clicked.connect(lambda _checked=False: act())
        button.setEnabled(not (writes and self.office.read_only))
        self._row.addWidget(button)
        return button

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        rules_changed = changed is not None and changed.touches("agency", "scale", *self.spec.also)
        self.panel.refresh(None if rules_changed else changed)
        self.card.refresh(changed)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.show_list()
        self.panel.focus_search()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return self.spec.form

    def drop_offer(self, files: Sequence[Path]) -> DropOffer | None:
        """Importing the first sheet among them."""
        sheet = next((file for file in files if file.suffix.lower() in SHEETS), None)
        label = self.type.label
        if sheet is None or not self.spec.importable:
            return None
        if self.office.read_only:
            words = f"檔案目前是唯讀的，不能匯入{label}。"
            return DropOffer(sheet, words, lambda: self.shell.say(words, "warning"))
        return DropOffer(sheet, f"放開滑鼠，把「{sheet.name}」匯入{label}", lambda: self.import_file(sheet))

    def help_topic(self) -> str:
        """F1: importing has a topic for each record type."""
        if self.importing is not None and self._rooms.currentWidget() is self.importing:
            return f"import-{self.spec.kind}"
        return super().help_topic()

    def jump(self, **where: object) -> None:
        """``record_id``: that record; ``chip``: only those of that value; ``ids`` with ``label``: only these."""
        self.show_list()
        if isinstance(chip := where.get("chip"), str):
            self.panel.filter_bar.choose(chip)
        if isinstance(ids := where.get("ids"), frozenset):
            self.panel.show_only(ids, str(where.get("label", "")))
        if isinstance(record_id := where.get("record_id"), int):
            self.panel.go_to(record_id)

    def start_row(self) -> None:
        """Begin a row at the end, in the first column that has to be filled in."""
        self.show_list()
        filled = self.panel.filter_bar.filter().single()
        shown = [field.key for field in self.panel.model.fields if field.stored]
        wanted = [key for key in shown if self.type.field(key).required and key not in filled]
        self.panel.view.go_to_draft((wanted or shown)[0])

    def start_import(self) -> None:
        """Ask for a file."""
        panel = self._import_panel()
        if panel.choose_file():
            self._show(panel)

    def import_file(self, path: Path) -> None:
        """Look at this file."""
        panel = self._import_panel()
        self._show(panel)
        panel.open_file(path)

    def choose_export(self) -> None:
        """Ask where to put the file."""
        label = self.type.label
        proposed = str(self.office.path.parent / f"{self.office.agency.name}{label}.xlsx")
        name, chosen = QFileDialog.getSaveFileName(self, f"匯出{label}", proposed, EXPORT_FILTER)
        if name:
            suffix = chosen.partition("*")[2].rstrip(")") or ".xlsx"
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(suffix))

    def export_to(self, path: Path) -> None:
        """Write all records to a spreadsheet; the ending of the name says which kind."""
        unit, label = self.type.unit, self.type.label
        self.shell.run_job(
            f"匯出{label}",
            lambda office, _control: exports.export(office, self.spec.kind, path),
            done=lambda rows: self.shell.say(
                f"已匯出 {rows} {unit}{label}到「{path.name}」，存在「{path.parent.name}」資料夾。"
            ),
        )

    def show_list(self) -> None:
        """Back from an import."""
        self._show(self.list_room)

    def _show(self, room: QWidget) -> None:
        self._rooms.setCurrentWidget(room)
        if self.tools is not None:
            self.tools.setVisible(room is self.list_room)  # an import brings its own buttons

    def _import_panel(self) -> "ImportPanel":
        if self.importing is None:
            from isms_desktop.ui.imports.panel import ImportPanel  # a list is shown without it

            self.importing = ImportPanel(self.panel.register, self.shell)
            self.importing.closed.connect(self.show_list)
            self._rooms.addWidget(self.importing)
        return self.importing

    def _colour(self, record: Any, key: str) -> str:
        return self.spec.colour(self.office, record, key) if self.spec.colour else ""


def _usual_words(label: str) -> str:
    return (
        f"還沒有{label}的資料。\n\n在上面這一列開始輸入，或從試算表複製後按 Ctrl+V 貼上\n"
        "（可以連同標題列一起複製），也可以按右上角「匯入」。"
    )
