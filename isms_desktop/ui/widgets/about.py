"""What this program is, what it runs on, and every key that it knows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop import __version__
from isms_desktop.services.program_facts import Fact, folder_facts, program_facts
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollWords

KEYS = (
    ("F1", "這一頁的使用說明"),
    ("Ctrl+Z、Ctrl+Y", "復原、重做（任何修改、刪除、匯入都可以復原）"),
    ("Ctrl+F", "在這一頁尋找"),
    ("Ctrl+K", "在所有登記簿、頁面與指令中尋找"),
    ("Ctrl+P", "看這一頁的表單，列印或存檔"),
    ("Ctrl+C、Ctrl+V", "與試算表互相複製、貼上多個儲存格；複製的檔案會成為附件"),
    ("Ctrl+D、Ctrl+H", "往下填滿、整批修改"),
    ("Ctrl+Shift+N、Ctrl+Shift+D、Ctrl+Delete", "新增、複製、刪除列"),
    ("F2 或直接打字", "修改儲存格"),
    ("Ctrl+1～4、Ctrl+PgUp／PgDn", "切換頁面"),
    ("Ctrl++、Ctrl+-、Ctrl+0", "放大、縮小、還原文字大小"),
    ("Ctrl+N、Ctrl+O", "新機關、開啟檔案"),
)
_FRAME = 8 * GRID
"""Height of what the system puts around a window, and of its own margins."""


class About(QDialog):
    """A small window that may stay open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("按鍵與關於本程式")
        self.facts = (*program_facts(_qt_version()), *folder_facts())
        self.copy = button_with("複製程式資訊", tip="請人協助時，貼在電子郵件裡")
        self.copy.clicked.connect(self._copy)
        self.said = _words("", "muted")
        words = _words(
            "依資通安全管理法，替小型機關整理一年的資通安全維護紀錄與表單。\n"
            "資料只存在您的機關檔案裡，不會傳到任何地方。程式以 Apache-2.0 授權釋出。",
            "muted",
        )
        font = _words("內附字型：全字庫正楷體（TW-Kai），國家發展委員會提供，政府資料開放授權條款第1版。", "muted")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        column.setSpacing(GRID * 2)
        column.addWidget(_words(f"資安維護管家 {__version__}", "title"))
        column.addWidget(words)
        column.addWidget(_words("程式資訊", "heading"))
        column.addLayout(_pairs(self.facts, strong=False))
        column.addLayout(self._copying())
        column.addWidget(_words("按鍵", "heading"))
        column.addLayout(_pairs([Fact(*each) for each in KEYS], strong=True))
        column.addWidget(font)
        column.addStretch()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollWords(inside))
        self._fit(inside)

    def as_text(self) -> str:
        """What is copied: the facts, one in a line."""
        return "\n".join(f"{fact.label}：{fact.value}" for fact in self.facts)

    def _copying(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.copy)
        row.addWidget(self.said, 1)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self.said.setText("已複製。")

    def _fit(self, inside: QWidget) -> None:
        """As large as what is in it, and never larger than the screen."""
        self.ensurePolished()
        room = self.screen().availableSize()
        width = min(self.fontMetrics().horizontalAdvance("字") * 48, room.width() - _FRAME)
        layout = inside.layout()
        assert layout is not None
        self.resize(width, min(layout.totalHeightForWidth(width), room.height() - _FRAME))


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_role(label, role)
    return label


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "muted")
    return label


def _pairs(facts: "list[Fact] | tuple[Fact, ...]", *, strong: bool) -> QGridLayout:
    """Names on the left, what they mean on the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID * 3)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(0, 2 if strong else 0)
    grid.setColumnStretch(1, 3)
    for row, fact in enumerate(facts):
        name = _words(fact.label, "heading") if strong else _quiet(fact.label)
        value = _words(fact.value, "")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1)
    return grid


def _qt_version() -> str:
    import PySide6

    return PySide6.__version__
