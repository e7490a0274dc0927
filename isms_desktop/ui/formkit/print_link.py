"""The link on a card that leads to the paper of its record."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from isms_desktop.ui.theme import set_role

if TYPE_CHECKING:
    from isms_desktop.services.printing import FormInfo
    from isms_desktop.ui.grid.register import Register
    from isms_desktop.ui.shell import Shell


class PrintLink(QPushButton):
    """Shows the paper at once, or offers those that there are."""

    def __init__(self, register: "Register", shell: "Shell") -> None:
        super().__init__("列印")
        set_role(self, "link")
        self.setToolTip("看這一筆的表單，列印或存檔")
        self.setAccessibleName("列印這一筆")
        self._register, self._shell = register, shell
        self._id = 0
        self.menu_shown: QMenu | None = None
        """The papers to choose from, while they are offered."""
        self.clicked.connect(lambda _checked=False: self.offer())

    def show_record(self, record_id: int) -> None:
        """The record whose paper is meant."""
        self._id = record_id

    def offer(self) -> None:
        """Lead to the paper; a record without one leads to the list of papers, which says what can be done."""
        from isms_desktop.services import paper_choices  # nobody waits for it while a card is built

        found = paper_choices.papers_of(self._register.office, self._register.kind)
        if len(found) < 2:
            self._open(found[0] if found else None)
            return
        self.menu_shown = menu = QMenu(self)
        for paper in found:
            menu.addAction(paper.title, partial(self._open, paper))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _open(self, paper: "FormInfo | None") -> None:
        if paper is None:
            self._shell.open_page("forms", form="")
        else:
            self._shell.open_page("forms", form=paper.id, ids=(self._id,) if paper.single else ())
