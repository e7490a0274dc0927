"""舊備份的密碼: the kept copies that have another password than the file, and what becomes of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from isms_desktop.domain import rocdate
from isms_desktop.services.passwords import OldCopy
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.pick_list import PickRow
from isms_desktop.ui.widgets.sheet import lay_out_page
from isms_desktop.ui.widgets.tick_list import TickList

_STATES = {"plain": "沒有密碼", "former": "舊的密碼", "unknown": "別的密碼"}


class OldCopiesPage(QWidget):
    """Nothing happens to a copy that is not ticked, and nothing is deleted without being asked about."""

    help_id = "password"
    follow_asked = Signal(object)
    """These copies (list of ``OldCopy``) get the password of the file."""
    delete_asked = Signal(object)
    """The clerk has confirmed that these copies are deleted."""

    def __init__(self, copies: Sequence[OldCopy], *, encrypted: bool) -> None:
        """``encrypted``: whether the file itself has a password now."""
        super().__init__()
        self._copies = list(copies)
        self.messages = MessageBar()
        purpose = "這些備份和檔案現在的密碼不同。" + (
            "沒有密碼的備份，任何拿到的人都能開啟。" if encrypted else "要還原它們，得記得當時的密碼。"
        )
        header = PageHeader("舊備份的密碼", purpose)
        self.back = header.add_button("維持原樣", tip="什麼都不改，回到原來的頁面")
        self.delete = header.add_button("刪除勾選的備份…")
        self.follow = header.add_button("改成現在的密碼" if encrypted else "拿掉備份的密碼", main=True)
        self.list = TickList("舊備份", details=True)
        self.list.rows.set_rows(_row(place, each) for place, each in enumerate(self._copies))
        self.list.tick(range(len(self._copies)))
        self.list.ticks_changed.connect(self._count)
        self.follow.clicked.connect(self._follow)
        self.delete.clicked.connect(self._ask)
        inside = lay_out_page(self, self.messages)
        inside.addWidget(header)
        inside.addWidget(self.list, 1)
        self._count()

    def _ticked(self) -> list[OldCopy]:
        return [self._copies[place] for place in self.list.ticked()]

    def _count(self) -> None:
        ticked = self._ticked()
        self.delete.setEnabled(bool(ticked))
        self.follow.setEnabled(any(each.can_follow for each in ticked))

    def _follow(self) -> None:
        self.follow_asked.emit([each for each in self._ticked() if each.can_follow])

    def _ask(self) -> None:
        ticked = self._ticked()
        self.messages.say(
            f"會刪除勾選的 {len(ticked)} 份備份，刪除之後就不能再還原到那些日子。",
            "warning",
            ("確定刪除", lambda: self.delete_asked.emit(ticked)),
        )


def _row(place: int, old: OldCopy) -> PickRow:
    made = rocdate.write_moment(old.copy.made.isoformat())
    return PickRow(place, f"{made}　{old.copy.reason}", old.copy.path.name, _STATES[old.state])
