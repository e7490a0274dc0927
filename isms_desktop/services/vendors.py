"""Suppliers: what a new row can be given, whom to check next, what runs out or is missing (施行細則§7; seed 001)."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.pledges import NEARLY, OVER, holds_until, newest_pledge
from isms_desktop.domain.values import same_key
from isms_desktop.domain.vendors import (
    AUDIT_EVERY,
    NEAR,
    NEARER,
    NEVER,
    UNSIGNED,
    audit_words,
    is_running,
    last_checked,
    pledge_of,
    term_of_contract,
)
from isms_desktop.domain.vendors import OVER as CONTRACT_OVER
from isms_desktop.services import audits
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Changed

_PAGE = "vendors"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplier who could be checked now."""

    vendor: Any
    words: str
    """Why now: 「未曾查核」, 「上次 114.3.2（已逾一年）」, or how far the audit under way has come."""
    open_audit: int
    """Id of its audit that is planned or under way; 0 for none."""


# Rows


def complete_staff(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New people of suppliers: the supplier follows from the contract, the only running contract from the supplier."""
    done = []
    for given in rows:
        row = dict(given)
        contract = office.find("contract", row.get("contract"))
        if contract is not None and not row.get("vendor"):
            row["vendor"] = contract.vendor
        elif contract is None and isinstance(vendor := row.get("vendor"), int):
            running = running_contracts(office, vendor, datetime.date.today())
            if len(running) == 1:
                row["contract"] = running[0].id
        done.append(row)
    return done


def complete_pledges(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New papers: name and supplier of who signs follow from the link, and the link from the name when it is the only
    one; a 切結書 holds for a year.
    """
    return [_complete_pledge(office, dict(row)) for row in rows]


def _complete_pledge(office: Office, row: dict[str, Value]) -> dict[str, Value]:
    of_vendor = str(row.get("kind", "")).startswith("vendor")
    if of_vendor and not row.get("vendor_staff"):
        named = [each for each in office.all("vendor_staff") if each.name and each.name == row.get("signer")]
        named = [each for each in named if row.get("vendor") in (None, each.vendor)]
        if len(named) == 1:
            row["vendor_staff"] = named[0].id
    staff = office.find("vendor_staff", row.get("vendor_staff"))
    signer = staff or office.find("person", row.get("person"))
    if signer is not None and not row.get("signer"):
        row["signer"] = signer.name
    if staff is not None:
        row["vendor"] = row.get("vendor") or staff.vendor
        contract = office.find("contract", staff.contract)
        if contract is not None and not row.get("case_name"):
            row["case_name"] = contract.name
    if row.get("kind") == "vendor_pledge" and not row.get("valid_until"):
        row["valid_until"] = rocdate.later(str(row.get("signed_on") or ""), 12)
    return row


# Checking a supplier


def running_contracts(office: Office, vendor_id: int, today: datetime.date) -> list[Any]:
    """The contracts under which a supplier works today."""
    return [each for each in office.pointing("contract", "vendor", vendor_id) if is_running(each, today)]


def candidates(office: Office, today: datetime.date) -> list[Candidate]:
    """Every supplier, those first whose turn it is: at work and never or longest not checked, then the rest by name."""
    found = []
    for vendor in office.all("vendor"):
        running = bool(running_contracts(office, vendor.id, today))
        last = last_checked(vendor.id, office)
        words = audit_words(last, running, today)
        under_way = open_audit(office, vendor.id)
        if under_way:
            state = audits.progress(office, office.find("audit", under_way))
            words = f"進行中 {state.answered}／{state.total}"
        elif last:
            words = f"上次 {words}"
        found.append(((not running, last, same_key(vendor.name)), Candidate(vendor, words, under_way)))
    return [each for _key, each in sorted(found, key=lambda pair: pair[0])]


def open_audit(office: Office, vendor_id: int) -> int:
    """The newest audit of a supplier that is planned or under way; 0 for none."""
    audits_of = office.pointing("audit", "vendor", vendor_id)
    return next((int(each.id) for each in reversed(audits_of) if each.status in ("planned", "running")), 0)


def start_audit(office: Office, vendor_id: int, today: datetime.date) -> Changed:
    """Begin to check a supplier today; ``Changed.added`` is the audit's id. UserError when the supplier is gone."""
    vendor = office.find("vendor", vendor_id)
    if vendor is None:
        raise UserError("這家廠商已經被刪除了。", "請重新選擇廠商。")
    values: dict[str, Value] = {"vendor": vendor_id, "subject": vendor.name}
    running = running_contracts(office, vendor_id, today)
    if len(running) == 1:
        values["contract"] = running[0].id
    return audits.start(office, "vendor", values, today)


# What runs out, what is missing


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Contracts that end, data that was not given back, 切結書 that run out or are missing, suppliers to be checked."""
    contracts = office.all("contract")
    found = [
        *_contract_reminders(contracts, today),
        *_pledge_reminders(office, contracts, today),
        *_audit_reminders(office, contracts, today),
    ]
    return [each for each in found if each.ids]


def _contract_reminders(contracts: list[Any], today: datetime.date) -> list[Reminder]:
    terms = {each.id: term_of_contract(each, today) for each in contracts}
    ending = [each for each in contracts if terms[each.id] in (NEAR, NEARER)]
    over = [each for each in contracts if terms[each.id] == CONTRACT_OVER]
    return [
        Reminder(
            f"{len(ending)} 件委外契約 60 天內到期",
            "續約要重新確認資安要求；不續約要確認資料的返還或銷毀。",
            _PAGE,
            "contracts",
            _ids(ending),
            min((each.ends_on for each in ending), default=""),
        ),
        Reminder(
            f"{len(over)} 件委外契約已到期，還沒有確認資料的處理",
            "委外終止時，應確認廠商返還、移交、刪除或銷毀所持有的資料（施行細則第 7 條）。",
            _PAGE,
            "contracts",
            _ids(over),
            min((each.ends_on for each in over), default=""),
            urgent=True,
        ),
    ]


def _pledge_reminders(office: Office, contracts: list[Any], today: datetime.date) -> list[Reminder]:
    running = {each.id for each in contracts if is_running(each, today)}
    at_work = [each for each in office.all("vendor_staff") if not each.contract or each.contract in running]
    states = {each.id: pledge_of(each, office, today) for each in at_work}
    ending = [each for each in at_work if states[each.id] in (NEARLY, OVER)]
    missing = [each for each in at_work if states[each.id] == UNSIGNED and each.contract]
    papers = [newest_pledge(each.id, each.name, each.vendor, office) for each in ending]
    return [
        Reminder(
            f"{len(ending)} 位委外人員的切結書已到期或 30 天內到期",
            "駐點、專責維護及經常洽公的廠商人員，每年簽署一次切結書。",
            _PAGE,
            "staff",
            _ids(ending),
            min(map(holds_until, papers), default=""),
            urgent=any(states[each.id] == OVER for each in ending),
        ),
        Reminder(
            f"{len(missing)} 位駐點人員還沒有簽切結書",
            "駐點服務人員應先簽署保密切結書。",
            _PAGE,
            "staff",
            _ids(missing),
            urgent=True,
        ),
    ]


def _audit_reminders(office: Office, contracts: list[Any], today: datetime.date) -> list[Reminder]:
    at_work = {each.vendor for each in contracts if is_running(each, today)}
    last = {vendor: last_checked(vendor, office) for vendor in at_work}
    long_ago = (today - datetime.timedelta(days=AUDIT_EVERY)).isoformat()
    never = frozenset(vendor for vendor, day in last.items() if not day)
    late = frozenset(vendor for vendor, day in last.items() if day and day < long_ago)
    rule = "受託業務的執行情形應定期查核（施行細則第 7 條）。"
    oldest = min((last[vendor] for vendor in late), default="")
    return [
        Reminder(f"{len(never)} 家履約中的廠商{NEVER}", rule, _PAGE, "vendors", never),
        Reminder(
            f"{len(late)} 家履約中的廠商超過一年沒有查核",
            f"{rule}最久的一家上次是 {rocdate.write(oldest)}。" if oldest else rule,
            _PAGE,
            "vendors",
            late,
            rocdate.later(oldest, 12),
            urgent=True,
        ),
    ]


def _ids(found: Iterable[Any]) -> frozenset[int]:
    return frozenset(each.id for each in found)
