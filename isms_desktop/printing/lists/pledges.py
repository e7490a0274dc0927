"""The people who sign: staff, those of suppliers, auditors. Each list has what their secrecy papers say about them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.domain.names import each_name
from isms_desktop.domain.people import is_here
from isms_desktop.domain.rocdate import days_until
from isms_desktop.domain.values import same_key
from isms_desktop.domain.vendors import is_running
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, numbered, of_year, plain, shown
from isms_desktop.printing.phrase import Datum

_VENDOR_NAMES = ("vendor_name", "vendor_representative", "vendor_phone", "vendor_address")
_AUDITOR_NAMES = (
    "auditor_name", "auditor_place", "auditor_id", "audit_subject", "audit_held_on", "audit_from", "audit_to",
)  # fmt: skip
_AUDITED_BY_APPOINTMENT = ("internal", "peer")
"""Audits whose auditors are appointed; a supplier is checked by the staff in charge, a self-check is filled in."""


def pledge_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    staff = record_type("vendor_staff").cls
    return {
        "staff": names_of(record_type("person").cls, ()),
        "pledging_vendors": dict.fromkeys(("row", "vendor", *_VENDOR_NAMES, "first_signer")),
        "vendor_signers": names_of(staff, ()),
        "vendor_people": names_of(staff, (*_VENDOR_NAMES, "case_name")),
        "appointed_auditors": dict.fromkeys(("row", *_AUDITOR_NAMES)),
    }


def _staff(around: Records) -> Iterator[Row]:
    """Everybody who is here on the day of the paper, or who was chosen."""
    day = around.today.isoformat()
    people = (each for each in around.all("person") if around.picked("person") or is_here(each, day))
    return numbered(people, around, lambda _person: {})


def _at_work(around: Records) -> list[Any]:
    """The people of suppliers who have not left, or who were chosen."""
    return [each for each in around.all("vendor_staff") if around.picked("vendor_staff") or not _gone(each, around)]


def _gone(person: Any, around: Records) -> bool:
    return (days_until(person.ends_on, around.today) or 0) < 0


def _pledging_vendors(around: Records) -> Iterator[FreeRow]:
    """The suppliers with somebody at work, and those whose contract runs but whose people nobody has written down."""
    signers: dict[int, list[Any]] = {}
    for person in _at_work(around):
        signers.setdefault(person.vendor or 0, []).append(person)
    running = {each.vendor for each in around.all("contract") if is_running(each, around.today)}
    running = set() if around.picked("vendor_staff") else running
    vendors = (each for each in around.all("vendor") if each.id in signers or each.id in running)
    for number, vendor in enumerate(vendors, 1):
        first = signers[vendor.id][0].name if vendor.id in signers else ""
        data = {"row": Datum(str(number), number), "vendor": Datum("", vendor.id), "first_signer": plain(first)}
        yield FreeRow(data | _of_vendor(vendor, around), vendor.name)


def _of_vendor(vendor: Any, around: Records) -> dict[str, Datum]:
    if vendor is None:
        return dict.fromkeys(_VENDOR_NAMES, Datum(""))
    return {name: shown(vendor, name.removeprefix("vendor_"), around) for name in _VENDOR_NAMES}


def _vendor_signers(around: Records) -> Iterator[Row]:
    """Those of this copy's supplier."""
    vendor = around.item["vendor"].value if around.item else None
    return numbered((each for each in _at_work(around) if each.vendor == vendor), around, lambda _person: {})


def _vendor_people(around: Records) -> Iterator[Row]:
    def added(person: Any) -> dict[str, Datum]:
        words = _of_vendor(around.find("vendor", person.vendor or 0), around)
        return {**words, "case_name": plain(_case_of(person, around))}

    return numbered(_at_work(around), around, added)


def _case_of(person: Any, around: Records) -> str:
    """The 案名 of somebody's contract; without one that of the supplier's only running contract, else ""."""
    if person.contract:
        return around.title_of("contract", person.contract)
    contracts = around.pointing("contract", "vendor", person.vendor) if person.vendor else ()
    running = [each.name for each in contracts if is_running(each, around.today)]
    return running[0] if len(running) == 1 else ""


def _auditors(around: Records) -> Iterator[FreeRow]:
    """Everybody who is named as an auditor of an audit of the year (or of a chosen one), once for each audit."""
    audits = [
        each
        for each in of_year("audit", around, "held_on")
        if around.picked("audit") or each.kind in _AUDITED_BY_APPOINTMENT
    ]
    named = ((audit, name) for audit in audits for name in each_name(audit.auditors))
    for number, (audit, name) in enumerate(named, 1):
        person = _only_bearer(name, around)
        place = "".join((person.department, person.job_title)) if person else ""
        data = {
            "row": Datum(str(number), number),
            "auditor_name": plain(name),
            "auditor_place": plain(place),
            "auditor_id": shown(person, "national_id", around) if person else plain(""),
            "audit_subject": plain(audit.subject),
            "audit_held_on": shown(audit, "held_on", around),
            "audit_from": shown(audit, "period_from", around),
            "audit_to": shown(audit, "period_to", around),
        }
        yield FreeRow(data, f"{audit.subject} {name}")


def _only_bearer(name: str, around: Records) -> Any:
    """The member of the staff of that name; None where there is none, or several whom the name does not tell apart."""
    bearers = [each for each in around.all("person") if same_key(each.name) == same_key(name)]
    return bearers[0] if len(bearers) == 1 else None


PLEDGE_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "staff": _staff,
    "pledging_vendors": _pledging_vendors,
    "vendor_signers": _vendor_signers,
    "vendor_people": _vendor_people,
    "appointed_auditors": _auditors,
}
