"""委外查核: suppliers, what they were given to do, who does it, what they signed, and how they were checked."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from isms_desktop.domain import pledges
from isms_desktop.domain import vendors as outsourced
from isms_desktop.services import proposals
from isms_desktop.ui.grid.register import Register, Values
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register
from isms_desktop.ui.shell import Shell, View
from isms_desktop.ui.theme import BAND_COLOURS

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_WORD_COLOURS = {
    outsourced.OVER: BAND_COLOURS["high"],
    pledges.OVER: BAND_COLOURS["high"],
    outsourced.NEARER: BAND_COLOURS["medium"],
    pledges.NEARLY: BAND_COLOURS["medium"],
    outsourced.NEAR: BAND_COLOURS["medium"],
    outsourced.RUNNING: BAND_COLOURS["low"],
    pledges.VALID: BAND_COLOURS["low"],
    outsourced.UNSIGNED: BAND_COLOURS["high"],
}


def _by_word(office: "Office", record: Any, key: str) -> str:
    """The colour of a word that says how long something still holds."""
    if key not in ("term", "pledge", "last_audit"):
        return ""
    word = record.record_type.field(key).compute(record, office)
    if key == "last_audit":
        return BAND_COLOURS["high"] if outsourced.NEVER in word or outsourced.LONG_AGO in word else ""
    return _WORD_COLOURS.get(word, "")


VENDORS = RegisterSpec(
    kind="vendor",
    purpose="承攬機關資訊業務的廠商；契約、執行人員、切結書與查核都連到這裡。",
    columns=("name", "running", "last_audit", "contact", "phone", "business_number", "service"),
    colour=_by_word,
    also=("contract", "audit"),
    empty="還沒有廠商。\n\n在上面這一列輸入廠商名稱，或按右上角「匯入」讀入廠商名冊。",
)
CONTRACTS = RegisterSpec(
    kind="contract",
    purpose="每一件委外案的期間、範圍與資安要求；60 天內到期會提醒。",
    columns=("name", "vendor", "term", "starts_on", "ends_on", "secrecy_clause", "subcontracting"),
    chips="term",
    colour=_by_word,
)
STAFF = RegisterSpec(
    kind="vendor_staff",
    purpose="實際執行業務的廠商人員；駐點、維護及三天以上的人員要簽切結書，每年一次。",
    columns=("name", "vendor", "contract", "pledge", "on_site", "job", "starts_on", "ends_on"),
    chips="pledge",
    form="vendor_pledge",
    colour=_by_word,
    also=("pledge",),
)
PLEDGES = RegisterSpec(
    kind="pledge",
    purpose="委外人員的保密切結書（每年一次）與保密同意書（每案一次）。",
    columns=("signer", "kind", "vendor", "term", "signed_on", "valid_until", "case_name"),
    chips="term",
    form="vendor_pledge",
    colour=_by_word,
    hidden=("person",),
    empty="還沒有委外人員的保密文件。\n\n輸入簽署人與簽署日：廠商、案名與效期會自動帶入。",
)


class VendorList(RegisterView):
    """Suppliers, with the way to check one."""

    audit_asked = Signal(int)
    """Check this supplier (id)."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, VENDORS)
        self.panel.current_changed.connect(lambda vendor: self.check.setEnabled(bool(vendor) and not office.read_only))

    def add_tools(self) -> None:
        """The usual ones, and 查核這家廠商."""
        super().add_tools()
        self.check = self.add_tool(
            "查核這家廠商", lambda: self.audit_asked.emit(self.panel.current_id()), tip="馬上開始，或繼續沒做完的查核"
        )
        self.check.setEnabled(False)


class VendorPledges(RegisterView):
    """Only what people of suppliers sign."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, PLEDGES)

    def make_register(self) -> Register:
        """A new row is a 切結書 unless it says otherwise."""
        return Register(
            self.office,
            "pledge",
            belongs=lambda pledge: pledge.kind in pledges.VENDOR_KINDS,
            complete=self._complete,
            colour=self._colour,
        )

    def _complete(self, rows: list[Values]) -> list[Values]:
        kinded: list[Values] = [{**row, "kind": row.get("kind") or pledges.VENDOR_KINDS[0]} for row in rows]
        return proposals.complete(self.office, "pledge", kinded)


def _audits(office: "Office", shell: Shell) -> View:
    # Read when it is first shown: the checklist is a third of this page's modules.
    from isms_desktop.ui.pages.vendors.audits import VendorAudits

    return VendorAudits(office, shell)


class VendorsPage(RegistersPage):
    """Suppliers and their audits."""

    page_id = "vendors"
    title = "委外查核"
    entries = (
        ViewEntry("vendors", "廠商", VendorList),
        register("contracts", "契約", CONTRACTS),
        register("staff", "執行人員", STAFF),
        ViewEntry("pledges", "保密文件", VendorPledges),
        ViewEntry("audits", "查核", _audits),
    )

    def on_made(self, view: View) -> None:
        """The list of suppliers asks for an audit of one of them."""
        if isinstance(view, VendorList):
            view.audit_asked.connect(lambda vendor: self.jump(view="audits", vendor=vendor))
