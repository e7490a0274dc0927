"""由備份還原: the kept copies of the file, and what it means to go back to one of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from isms_desktop.domain import rocdate
from isms_desktop.services import backups, passwords
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.sheet import lay_out_page

if TYPE_CHECKING:
    from isms_desktop.services.backups import Copy


class CopiesPage(QWidget):
    """Lies over what is open until the clerk goes back or restores."""

    help_id = "copies"
    restore_asked = Signal(object)
    """The clerk has confirmed to go back to this ``Copy``."""

    tidy_asked = Signal()
    """The clerk wants to deal with copies that have no password."""

    def __init__(self, office_path: Path, *, encrypted: bool = False) -> None:
        """``encrypted``: whether it is the open file and has a password."""
        super().__init__()
        self._copies = backups.copies(office_path)
        self.messages = MessageBar()
        header = PageHeader(
            "由備份還原", "每天第一次開啟、每次匯入之前，都會自動留下一份檢查過的備份，保留最近十四份。"
        )
        self.back = header.add_button("返回")
        self._open = {each for each in self._copies if not passwords.has_password(each.path)}
        self.tidy = header.add_button("沒有密碼的備份…", tip="替沒有密碼的備份加上密碼，或把它們刪除")
        self.tidy.setVisible(encrypted and bool(self._open))
        self.tidy.clicked.connect(self.tidy_asked)
        self.restore = header.add_button("還原選取的備份", main=True)
        self.restore.clicked.connect(self._ask)
        self.list = PickList("備份清單", details=True)
        self.list.rows.set_rows(
            _row(place, copy, self._mark(copy, encrypted)) for place, copy in enumerate(self._copies)
        )
        self.list.pick(0)
        inside = lay_out_page(self, self.messages)
        inside.addWidget(header)
        inside.addWidget(self.list, 1)
        self.restore.setEnabled(bool(self._copies))
        if not self._copies:
            self.messages.say("這個檔案還沒有備份。今天的備份會在開啟後自動完成。", "info", ("返回", self.back.click))

    def _mark(self, copy: "Copy", encrypted: bool) -> str:
        """Where it is not as the file is: whether it has a password."""
        if copy in self._open:
            return "沒有密碼" if encrypted else ""
        return "" if encrypted else "有密碼"

    def _ask(self) -> None:
        place = self.list.key()
        if place is None:
            return
        copy = self._copies[place]
        when = rocdate.write_moment(copy.made.isoformat())
        self.messages.say(
            f"檔案會回到 {when} 的樣子，之後的修改不會出現；現在的檔案會先另存一份備份，想反悔時可以再還原回來。",
            "warning",
            ("確定還原", lambda: self.restore_asked.emit(copy)),
        )


def _row(place: int, copy: "Copy", mark: str) -> PickRow:
    megabytes = copy.size / 1_000_000
    size = f"{megabytes:.1f} MB" if megabytes >= 1 else f"{max(copy.size // 1000, 1)} KB"
    made = rocdate.write_moment(copy.made.isoformat())
    return PickRow(place, f"{made}　{copy.reason}", copy.path.name, f"{mark}　{size}".strip())
