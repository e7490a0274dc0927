"""組織人員: who is here, who sits in the committee, who has signed, and what wants attention (資通安全管理法§12)."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.names import names_in
from isms_desktop.domain.people import ENDED, ENDING, LEFT, SOON, is_here, post_of, term_of
from isms_desktop.domain.values import same_key
from isms_desktop.services import leaving, records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Changed

CISO = "ciso"
STAFF_PLEDGE = "staff"
_PAGE = "people"


# Who is here


def active(office: Office, today: datetime.date) -> list[Any]:
    """Everybody who has come and not left yet, in the order of the register."""
    day = today.isoformat()
    return [each for each in office.all("person") if is_here(each, day)]


# The committee


@dataclass(frozen=True, slots=True)
class Seat:
    """One member as the paper lists them (seed 001, form 1)."""

    person: Any
    duties: str
    """Blank when the neighbour above has the same: the paper says it once."""
    span: int
    """How many members, this one included, the duties are said for; 0 where the neighbour above says them."""
    concern: str
    """What is wrong with the seat, in a few words; "" when nothing is."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the committee; ``value`` "" for those who hold the office of 資通安全長."""

    value: str
    label: str
    seats: tuple[Seat, ...]


def committee(office: Office, today: datetime.date) -> list[Group]:
    """The 資通安全長 first, then each group of the profile with its members in the order of the register.

    Who has left stays in sight until the seat is given up; a group that the profile does not know comes last.
    """
    day = today.isoformat()
    people = office.all("person")
    here = {same_key(each.name) for each in people if post_of(each, day) != LEFT}
    known = {same_key(each.name) for each in people}
    heads = [each for each in people if CISO in each.roles and post_of(each, day) != LEFT]
    members = [each for each in people if each.committee_group and each not in heads]
    labels = {each.value: each.label for each in office.rules.choices("committee_groups")}
    labels |= {each.committee_group: each.committee_group for each in members if each.committee_group not in labels}

    def seats(which: Sequence[Any]) -> tuple[Seat, ...]:
        return tuple(_seats(which, lambda person: _concern(person, day, here, known)))

    return [
        Group("", "資通安全長", seats(heads)),
        *(
            Group(value, label, seats([each for each in members if each.committee_group == value]))
            for value, label in labels.items()
        ),
    ]


def _seats(people: Sequence[Any], concern: Any) -> Iterator[Seat]:
    place = 0
    while place < len(people):
        duties = people[place].duties.strip()
        end = place + 1
        while duties and end < len(people) and people[end].duties.strip() == duties:
            end += 1
        for each in people[place:end]:
            first = each is people[place]
            yield Seat(each, duties if first else "", end - place if first else 0, concern(each))
        place = end


def _concern(person: Any, day: str, here: Collection[str], known: Collection[str]) -> str:
    if post_of(person, day) == LEFT:
        return "已離職，請由其他同仁接任"
    deputies = names_in(person.deputy)
    if not deputies:
        return "沒有代理人"
    if same_key(person.name) in deputies:
        return "代理人是本人"
    if deputies.isdisjoint(known):
        return "代理人不在人員清單"
    return "代理人已離職" if deputies.isdisjoint(here) else ""


def seat(office: Office, ids: Collection[int], group: str) -> Changed:
    """Give people a seat in a group of the committee, or take it away (""), in one undoable step."""
    labels = {each.value: each.label for each in office.rules.choices("committee_groups")}
    names = [each.name for each in (office.find("person", each) for each in ids) if each is not None]
    who = "、".join(names[:3]) + (f"等 {len(names)} 人" if len(names) > 3 else "")
    label = f"{who}編入{labels.get(group, group)}" if group else f"{who}移出推動小組"
    return records.change(office, "person", {each: {"committee_group": group} for each in ids}, label)


def appoint(office: Office, person_id: int) -> Changed:
    """Make somebody 資通安全長, in the place of whoever holds the office now, in one undoable step."""
    chosen = office.find("person", person_id)
    if chosen is None:
        raise UserError("這位同仁已經不在人員清單中。", "請重新選擇。")
    changes: dict[int, Mapping[str, Value]] = {
        each.id: {"roles": tuple(role for role in each.roles if role != CISO)}
        for each in office.all("person")
        if CISO in each.roles and each.id != person_id
    }
    if CISO not in chosen.roles:
        changes[person_id] = {"roles": (CISO, *chosen.roles)}
    return records.change(office, "person", changes, f"{chosen.name}任資通安全長")


# Signed papers


def unsigned(office: Office, today: datetime.date) -> list[Any]:
    """Those who are here and have not signed 員工保密同意書, or whose paper has run out."""
    day = today.isoformat()
    papers = [
        each
        for each in office.glance("pledge", "kind", "person", "signer", "valid_until")
        if each.kind == STAFF_PLEDGE and not (each.valid_until and each.valid_until < day)
    ]
    linked = {each.person for each in papers if each.person}
    named = {same_key(each.signer) for each in papers if not each.person}
    return [each for each in active(office, today) if each.id not in linked and same_key(each.name) not in named]


def sign(office: Office, ids: Collection[int], day: str, today: datetime.date) -> Changed:
    """Note that these people have signed 員工保密同意書 on a day (ISO), in one undoable step.

    Raises UserError for no people, no day, and a day that is still to come.
    """
    people = [each for each in (office.find("person", each) for each in ids) if each is not None]
    if not people:
        raise UserError("還沒有勾選任何人。", "請勾選已經簽署的同仁。")
    if not day:
        raise UserError("沒有填簽署日。", "請填寫簽署的日期，例如 115/11/20。")
    if day > today.isoformat():
        raise UserError(f"簽署日 {rocdate.write(day)} 還沒有到。", "請填寫實際簽署的日期。")
    rows = [{"kind": STAFF_PLEDGE, "signer": each.name, "person": each.id, "signed_on": day} for each in people]
    return records.add(office, "pledge", rows, f"登錄 {len(rows)} 人已簽員工保密同意書")


# New rows


def complete_certificates(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New certificates: kind and issuer as the last one of the same name has them; a 職能 one by its name."""
    known = {same_key(each.name): each for each in office.all("certificate")}
    done = []
    for given in rows:
        row = dict(given)
        name = str(row.get("name") or "")
        last = known.get(same_key(name)) if name else None
        if last is not None:
            row["kind"] = row.get("kind") or last.kind
            row["issuer"] = row.get("issuer") or last.issuer
        elif name and not row.get("kind"):
            row["kind"] = "competency" if "職能" in name else "professional"
        done.append(row)
    return done


# What wants attention


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Certificates, papers that are not signed, people who have left, the 資通安全長, deputies."""
    if not office.glance("person"):
        return []
    return [
        *_certificates(office, today),
        *_papers(office, today),
        *_leavers(office, today),
        *_seats_to_fill(office, today),
    ]


def ending_certificates(office: Office, today: datetime.date) -> list[Any]:
    """Certificates of people who are here that have ended or will soon, and for which there is no newer one."""
    here = {each.id for each in active(office, today)}
    held = office.glance("certificate", "person", "name", "expires_on")
    best: dict[tuple[int, str], Any] = {}
    for each in held:
        which = each.person, same_key(each.name)
        if which not in best or (each.expires_on or "9999") > (best[which].expires_on or "9999"):
            best[which] = each
    newest = [each for each in best.values() if each.person in here]
    return [each for each in newest if term_of(each.expires_on, today) in (ENDING, ENDED)]


def _certificates(office: Office, today: datetime.date) -> Iterator[Reminder]:
    found = ending_certificates(office, today)
    for term, words in ((ENDED, "已到期"), (ENDING, f" {SOON} 天內到期")):
        which = [each for each in found if term_of(each.expires_on, today) == term]
        if which:
            yield Reminder(
                f"{len(which)} 張資安證照{words}",
                "專業證照與職能評量證書應維持有效。",
                _PAGE,
                "certificates",
                frozenset(each.id for each in which),
                min(each.expires_on for each in which),
                urgent=term == ENDED,
            )


def _papers(office: Office, today: datetime.date) -> Iterator[Reminder]:
    if missing := unsigned(office, today):
        yield Reminder(f"{len(missing)} 位同仁還沒有簽保密同意書", "簽了之後，可以一次登錄多位。", _PAGE, "pledges")


def _leavers(office: Office, today: datetime.date) -> Iterator[Reminder]:
    day = today.isoformat()
    left = [each for each in office.all("person") if post_of(each, day) == LEFT]
    if accounts := [each for each in left if not each.account_closed_on]:
        yield Reminder(
            f"{len(accounts)} 位離職同仁的帳號還沒有停用",
            "離職時應停用帳號；停用後填上帳號停用日。",
            _PAGE,
            "people",
            frozenset(each.id for each in accounts),
            min(each.left_on for each in accounts),
            urgent=True,
        )
    if keepers := leaving.keepers(office, left, today):
        yield Reminder(
            f"{len(keepers)} 位離職同仁名下還有資產",
            "按「離職交接」，可以一次移交給另一位同仁。",
            _PAGE,
            "people",
            frozenset(each.id for each in keepers),
        )


def _seats_to_fill(office: Office, today: datetime.date) -> Iterator[Reminder]:
    head, *groups = committee(office, today)
    if not head.seats:
        yield Reminder("還沒有指定資通安全長", "公務機關應置資通安全長（資通安全管理法第 12 條）。", _PAGE, "team")
    seats = [each for group in (head, *groups) for each in group.seats]
    if concerns := [each for each in seats if each.concern]:
        yield Reminder(
            f"{len(concerns)} 位推動小組成員沒有可用的代理人或已離職",
            "分工表的備註欄要填代理人。",
            _PAGE,
            "team",
            frozenset(each.person.id for each in concerns),
        )
