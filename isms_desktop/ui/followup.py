"""After a change: a new name is offered for the text elsewhere that still says the old one, whatever the register."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from isms_desktop.ui.shell import Shell, attempt

if TYPE_CHECKING:
    from isms_desktop.services.links import Rename
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

NAMED_ELSEWHERE = frozenset({"person", "vendor", "system", "business"})
"""As ``links.MENTIONED``: known here so that nobody who edits an asset waits for other registers to be declared."""


class _Window(Shell, Protocol):
    office: "Office | None"


class Followup(QObject):
    """Looks at what has been changed once the clerk's step is over, so that one step makes one offer."""

    def __init__(self, window: _Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._changes: list[Changed] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._look)

    def notice(self, changed: "Changed") -> None:
        """Something has been changed, by whatever page."""
        if not NAMED_ELSEWHERE.isdisjoint(changed.touched):
            self._changes.append(changed)
            self._later.start()

    def _look(self) -> None:
        from isms_desktop.services import links

        changes, self._changes = self._changes, []
        office = self._window.office
        if office is None or office.read_only:
            return
        offers = [offer for changed in changes for offer in links.rename_offers(office, changed)]
        if offers:
            self._offer(office, offers)

    def _offer(self, office: "Office", offers: "list[Rename]") -> None:
        words = "".join(map(str, offers[:3])) + (f"另有 {len(offers) - 3} 個舊名稱也是。" if len(offers) > 3 else "")
        plain = [offer for offer in offers if not offer.problem]
        if not plain:
            self._window.say(words, "warning")
            return
        self._window.say(words, "info", ("一併改名", lambda: self._rename(office, plain)))

    def _rename(self, office: "Office", offers: "list[Rename]") -> None:
        from isms_desktop.services import links

        changed = attempt(self._window, lambda: links.rename_mentions(office, offers))
        if changed is not None:
            self._window.changed(changed)
            cells = sum(len(ids) for ids in changed.touched.values())
            self._window.say(f"已{changed.label}，共 {cells} 筆。按 Ctrl+Z 可以一次復原。")
