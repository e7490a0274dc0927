"""What this program is, and every key that it knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop import __version__
from isms_desktop.ui.theme import GRID, set_role

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


class About(QDialog):
    """A small window that may stay open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("按鍵與關於本程式")
        title = QLabel(f"資安維護管家 {__version__}")
        set_role(title, "title")
        words = QLabel(
            "依資通安全管理法，替小型機關整理一年的資通安全維護紀錄與表單。\n"
            "資料只存在您的機關檔案裡，不會傳到任何地方。程式以 Apache-2.0 授權釋出。"
        )
        set_role(words, "muted")
        font = QLabel("內附字型：全字庫正楷體（TW-Kai），國家發展委員會提供，政府資料開放授權條款第1版。")
        set_role(font, "muted")
        keys = QGridLayout()
        keys.setHorizontalSpacing(GRID * 3)
        keys.setVerticalSpacing(GRID)
        for row, (key, meaning) in enumerate(KEYS):
            name = QLabel(key)
            set_role(name, "heading")
            keys.addWidget(name, row, 0)
            keys.addWidget(QLabel(meaning), row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        column.setSpacing(GRID * 2)
        for widget in (title, words):
            column.addWidget(widget)
        column.addLayout(keys)
        column.addWidget(font)
