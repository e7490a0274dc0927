"""資產清冊: the list of what the office has, its record card, importing and exporting it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout

from isms_desktop.services import assets, exports
from isms_desktop.ui.grid.listcard import ListWithCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.imports.panel import ImportPanel
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import PageHeader

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

EMPTY = (
    "還沒有任何資產。\n\n從試算表複製後，按 Ctrl+V 貼上（可以連同標題列一起複製），\n"
    "或按右上角「匯入資產清冊」選擇現有的檔案，\n也可以直接在上面這一列開始輸入。"
)
EXPORT_FILTER = "Excel 活頁簿 (*.xlsx);;ODF 試算表 (*.ods);;CSV 文字檔 (*.csv)"


class AssetsPage(Page):
    """List on the left, card of the chosen asset on the right."""

    page_id = "assets"
    title = "資產清冊"
    kinds = frozenset({"agency", "asset", "person", "scale"})

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        register = Register(office, "asset", complete=lambda rows: assets.complete(office, rows))
        self.header = PageHeader("資產清冊", "盤點機關的資訊及資通系統資產；風險評估與各項表單都由這份清冊產生。")
        self.import_button = self.header.add_button("匯入資產清冊", main=True, tip="Excel、ODS、CSV 檔案")
        self.add_button = self.header.add_button("新增資產", tip="在清單最下面開始一列（Ctrl+Shift+N）")
        self.export_button = self.header.add_button("匯出", tip="存成 Excel、ODS 或 CSV 檔案")
        usual = office.rules.profile.asset_columns
        self.list_room = ListWithCard(register, shell, "assets", usual, chips="category", empty_text=EMPTY)
        self.panel, self.card = self.list_room.panel, self.list_room.card
        self.importing: ImportPanel | None = None
        self._lay_out()
        self.setFocusProxy(self.panel.view)
        self.import_button.clicked.connect(self.start_import)
        self.add_button.clicked.connect(self.add_asset)
        self.export_button.clicked.connect(self.choose_export)
        for button in (self.import_button, self.add_button):
            button.setEnabled(not office.read_only)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        rules_changed = changed is not None and bool({"agency", "scale"} & changed.touched.keys())
        self.panel.refresh(None if rules_changed else changed)
        self.card.refresh(changed)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._show_list()
        self.panel.focus_search()

    def printable_form(self) -> str:
        """Ctrl+P prints the register."""
        return "asset_register"

    def jump(self, **where: object) -> None:
        """``record_id``: that asset; ``category``: only those; ``focus``: what the overview asks to be done."""
        self._show_list()
        if isinstance(record_id := where.get("record_id"), int):
            self.panel.go_to(record_id)
        if isinstance(category := where.get("category"), str):
            self.panel.filter_bar.choose(category)
        match where.get("focus"):
            case "import":
                self.import_button.setFocus()
            case "unvalued":
                ids = frozenset(asset.id for asset in assets.unvalued(self.office))
                self.panel.show_only(ids, "還沒有價值評分")
            case "unlabelled":
                ids = frozenset(asset.id for asset in assets.unlabelled(self.office))
                self.panel.show_only(ids, "還沒貼標籤")

    def add_asset(self) -> None:
        """Begin a row at the end; the category comes first, because the number follows from it."""
        self._show_list()
        chosen = self.panel.filter_bar.filter().single()
        self.panel.view.go_to_draft("name" if "category" in chosen else "category")

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

    def _import_panel(self) -> ImportPanel:
        if self.importing is None:
            self.importing = ImportPanel(self.panel.register, self.shell)
            self.importing.closed.connect(self._show_list)
            self._rooms.addWidget(self.importing)
        return self.importing

    def choose_export(self) -> None:
        """Ask where to put the file."""
        proposed = str(self.office.path.parent / f"{self.office.agency.name}資產清冊.xlsx")
        name, chosen = QFileDialog.getSaveFileName(self, "匯出資產清冊", proposed, EXPORT_FILTER)
        if name:
            suffix = chosen.partition("*")[2].rstrip(")") or ".xlsx"
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(suffix))

    def export_to(self, path: Path) -> None:
        """Write all assets to a spreadsheet; the ending of the name says which kind."""
        self.shell.run_job(
            "匯出資產清冊",
            lambda office, _control: exports.export(office, "asset", path),
            done=lambda rows: self.shell.say(
                f"已匯出 {rows} 筆資產到「{path.name}」，存在「{path.parent.name}」資料夾。"
            ),
        )

    def _lay_out(self) -> None:
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.list_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.header)
        column.addWidget(self._rooms, 1)

    def _show_list(self) -> None:
        self._show(self.list_room)

    def _show(self, room: ListWithCard | ImportPanel) -> None:
        self._rooms.setCurrentWidget(room)
        for each in filter(None, (self.list_room, self.importing)):  # only the one that is shown may ask for height
            policy = QSizePolicy.Policy.Expanding if each is room else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)
        for button in (self.import_button, self.add_button, self.export_button):
            button.setVisible(room is self.list_room)  # the import brings its own
