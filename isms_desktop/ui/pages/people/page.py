"""組織人員: the staff and leaving a post, the committee, licences, and what they have signed."""

import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from isms_desktop.domain import people as staff
from isms_desktop.domain.pledges import VENDOR_KINDS
from isms_desktop.services import people
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.people.beside import Beside
from isms_desktop.ui.pages.people.leaving import LeavingPanel
from isms_desktop.ui.pages.people.signing import SignPanel
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register
from isms_desktop.ui.shell import Shell, View
from isms_desktop.ui.theme import BAND_COLOURS, GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_TERM_COLOURS = {staff.VALID: "low", staff.ENDING: "medium", staff.ENDED: "high"}


def _post_colour(office: "Office", person: Any, key: str) -> str:
    """A square only where something is to be done: leaving soon, or gone with open accounts."""
    if key != "post":
        return ""
    post = staff.post_of(person, datetime.date.today().isoformat())
    if post == staff.LEFT:
        return "" if person.account_closed_on else BAND_COLOURS["high"]
    return BAND_COLOURS["medium"] if post == staff.LEAVING else ""


def _term_colour(office: "Office", certificate: Any, key: str) -> str:
    band = _TERM_COLOURS.get(staff.term_of(certificate.expires_on, datetime.date.today()), "")
    return BAND_COLOURS[band] if band and key == "term" else ""


PEOPLE = RegisterSpec(
    kind="person",
    purpose="機關的同仁與推動小組成員；其他登記簿的姓名都由這裡選取。",
    columns=(
        "name", "department", "job_title", "post", "extension", "roles", "committee_group", "deputy", "left_on",
    ),
    chips="post",
    form="team",
    colour=_post_colour,
    also=("pledge", "certificate"),
)  # fmt: skip
CERTIFICATES = RegisterSpec(
    kind="certificate",
    purpose=f"資安專職人員的專業證照與職能評量證書；到期前 {staff.SOON} 天提醒。",
    columns=("person", "kind", "name", "term", "time_left", "expires_on", "number", "obtained_on"),
    chips="term",
    colour=_term_colour,
    empty="還沒有證照的資料。\n\n在上面這一列選人員、寫證照名稱，就會存檔；種類與發證單位會自動帶入。",
)
PLEDGES = RegisterSpec(
    kind="pledge",
    purpose="同仁與稽核委員簽過的保密文件；廠商人員的在「委外查核」。",
    columns=("signer", "kind", "signed_on", "term", "valid_until", "person", "copies"),
    chips="kind",
    form="staff_pledge",
    hidden=("vendor", "vendor_staff", "case_name"),
    also=("person",),
    empty="還沒有保密文件的資料。\n\n在右邊勾選已經簽署的同仁，就可以一次登錄。",
)


class PeopleView(RegisterView):
    """The staff; who leaves gets the checklist of what must be done."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, PEOPLE)
        self.leaving = LeavingPanel(office, shell)
        self.beside = Beside(self.list_room, self.leaving)
        self.leave_button = button_with("離職交接", tip="列出離職時該辦的事，並移交名下的資產與工作")
        self.leave_button.clicked.connect(lambda: self.show_leaving(self.panel.current_id()))
        self.leave_button.setEnabled(False)
        self.beside.add_button(self.leave_button)
        self.leaving.closed.connect(self._close_leaving)
        self.panel.current_changed.connect(self._on_current)
        self._left = self._leavers()
        # The checklist looks at everything that may name a person.
        self.kinds = self.kinds | {"asset", "system", "business", "task", "treatment", "action", "contract", "risk"}

    def show_leaving(self, person_id: int) -> None:
        """What this person must give back or hand over."""
        if person_id:
            self._open(person_id)
            self.leaving.taker.setFocus()

    def refresh(self, changed: "Changed | None") -> None:
        """A 離職日 that has just been filled in opens the checklist."""
        if changed is None or changed.touches("person", "agency"):
            super().refresh(changed)
            before, self._left = self._left, self._leavers()
            new = self._left - before
            if changed is not None and len(new) == 1 and not changed.added:
                self._open(next(iter(new)))
                # Whatever was offered before, such as deleting them after all, is over.
                self.shell.say("離職日已填好；離職時該辦的事列在右邊。")
            if self.beside.panel_shown:
                self.leaving.people_changed()
        if self.beside.panel_shown:
            self.leaving.refresh()

    def help_topic(self) -> str:
        """F1: leaving has its own page beside the list."""
        return super().help_topic() or ("people-leaving" if self.beside.panel_shown else "")

    def jump(self, **where: object) -> None:
        """``record_id``, ``chip``, ``ids`` as usual; ``leaving``: with that person's checklist."""
        super().jump(**where)
        if where.get("leaving") and isinstance(record_id := where.get("record_id"), int):
            self.show_leaving(record_id)

    def _open(self, person_id: int) -> None:
        self.leaving.show_person(person_id)
        self.beside.show_panel()

    def _leavers(self) -> frozenset[int]:
        return frozenset(each.id for each in self.office.all("person") if each.left_on)

    def _on_current(self, record_id: int) -> None:
        self.leave_button.setEnabled(bool(record_id))
        if self.beside.panel_shown and record_id != self.leaving.person_id:
            self.beside.show_card()

    def _close_leaving(self) -> None:
        self.beside.show_card()
        self.panel.view.setFocus()


class PledgesView(RegisterView):
    """Papers of staff and auditors, and who has not signed."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.open_button = button_with("登錄已簽署…", tip="勾選已經簽署的同仁，一次登錄")
        strip = self.strip = QFrame()
        row = QHBoxLayout(strip)
        row.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        row.addWidget(self.state, 1)
        row.addWidget(self.open_button)
        super().__init__(office, shell, PLEDGES, above=strip)
        self.sign = SignPanel(office, shell)
        self.beside = Beside(self.list_room, self.sign)
        self.open_button.clicked.connect(self.show_unsigned)
        self.sign.closed.connect(self.beside.show_card)
        self.panel.current_changed.connect(self._on_current)
        self._entered = False
        for kind in VENDOR_KINDS:
            self.panel.filter_bar.chips[kind].hide()
        self._show_missing()
        if self.sign.missing():
            self.beside.show_panel()

    def make_register(self) -> Register:
        """The papers of suppliers' people stand with the suppliers."""
        return Register(self.office, "pledge", belongs=lambda pledge: pledge.kind not in VENDOR_KINDS)

    def show_unsigned(self) -> None:
        """Who has not signed, ready to tick."""
        self.beside.show_panel()
        self.sign.list.setFocus()

    def refresh(self, changed: "Changed | None") -> None:
        """List and names follow."""
        super().refresh(changed)
        self._show_missing()

    def jump(self, **where: object) -> None:
        """A paper of a supplier's person is shown where it belongs."""
        found = self.office.find("pledge", record_id) if isinstance(record_id := where.get("record_id"), int) else None
        if found is not None and found.kind in VENDOR_KINDS:
            self.shell.open_page("vendors", view="pledges", record_id=found.id)
            return
        super().jump(**where)
        if found is not None:
            self.beside.show_card()

    def _on_current(self, record_id: int) -> None:
        # The list puts its cursor on the first row by itself: that is no wish to see it instead of who is missing.
        if record_id and self._entered:
            self.beside.show_card()
        self._entered = True

    def _show_missing(self) -> None:
        self.sign.refresh()
        missing, here = self.sign.missing(), len(people.active(self.office, datetime.date.today()))
        set_role(self.strip, "warning" if missing else "info")
        self.open_button.setVisible(bool(missing))
        words = (
            f"{missing} 位同仁還沒有簽員工保密同意書。" if missing else f"在職的 {here} 位同仁都簽了員工保密同意書。"
        )
        self.state.setText(words if here else "還沒有人員的資料；先到「人員」新增或匯入。")


def _team(office: "Office", shell: Shell) -> View:
    # Read when it is first shown: a page opens with its list.
    from isms_desktop.ui.pages.people.committee import CommitteeView

    return CommitteeView(office, shell)


class PeoplePage(RegistersPage):
    """People, the committee, licences and signed papers."""

    page_id = "people"
    title = "組織人員"
    entries = (
        ViewEntry("people", "人員", PeopleView),
        ViewEntry("team", "推動小組", _team),
        register("certificates", "證照", CERTIFICATES),
        ViewEntry("pledges", "保密文件", PledgesView),
    )
