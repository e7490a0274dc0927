"""資產清冊: the list of what the office has, its record card, importing and exporting it."""

from typing import TYPE_CHECKING

from isms_desktop.services import assets
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry
from isms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

EMPTY = (
    "還沒有任何資產。\n\n從試算表複製後，按 Ctrl+V 貼上（可以連同標題列一起複製），\n"
    "或按右上角「匯入資產清冊」選擇現有的檔案，\n也可以直接在上面這一列開始輸入。"
)


class AssetsView(RegisterView):
    """The asset register with the columns of the office's profile; importing comes first here."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        spec = RegisterSpec(
            kind="asset",
            purpose="盤點機關的資訊及資通系統資產；風險評估與各項表單都由這份清冊產生。",
            columns=office.rules.profile.asset_columns,
            chips="category",
            form="asset_register",
            empty=EMPTY,
            also=("scale",),
        )
        super().__init__(office, shell, spec)

    def add_tools(self) -> None:
        """An office begins with the list that it has."""
        self.import_button = self.add_tool("匯入資產清冊", self.start_import, main=True, tip="Excel、ODS、CSV 檔案")
        self.add_button = self.add_tool("新增資產", self.start_row, tip="在清單最下面開始一列（Ctrl+Shift+N）")
        self.export_button = self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def jump(self, **where: object) -> None:
        """Also ``category``: only those; ``focus``: what the overview asks to be done."""
        super().jump(**where)
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

    def start_row(self) -> None:
        """Begin a row at the end; the category comes first, because the number follows from it."""
        self.show_list()
        chosen = self.panel.filter_bar.filter().single()
        self.panel.view.go_to_draft("name" if "category" in chosen else "category")


class AssetsPage(RegistersPage):
    """One register."""

    page_id = "assets"
    title = "資產清冊"
    entries = (ViewEntry("assets", "資產清冊", AssetsView),)
