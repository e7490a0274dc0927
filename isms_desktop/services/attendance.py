"""簽到: who is invited to a course and who came; lists of names from anywhere become ticks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError, error
from isms_desktop.domain.people import ROLES, is_here
from isms_desktop.domain.training import Attendance
from isms_desktop.domain.values import same_key
from isms_desktop.services import records
from isms_desktop.services.name_lists import Line, bare, read_lines
from isms_desktop.services.offices import Office
from isms_desktop.services.records import Changed
from isms_desktop.store.history import Action

FIELD = Attendance.record_type.field


@dataclass(frozen=True, slots=True)
class Group:
    """People who can be invited together."""

    key: str
    """``all``, ``department:總務處``, ``role:manager``."""
    label: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamesFound:
    """What a pasted list of names is, for one course."""

    invited: tuple[int, ...]
    """Attendances whose people are named and had not signed in yet."""
    there: int
    """How many are named who had signed in already."""
    people: tuple[int, ...]
    """People named who are not invited yet."""
    ambiguous: tuple[str, ...]
    """Names that several people bear, with nothing in the line that tells them apart."""
    unknown: tuple[Line, ...]
    """Lines that name nobody of this office."""

    def problems(self) -> str:
        """What could not be ticked, as one sentence; "" when all could."""
        parts = []
        if self.ambiguous:
            parts.append(f"「{'」「'.join(self.ambiguous[:5])}」有同名的人，請在名單上自行勾選")
        if self.unknown:
            names = "」「".join(each.name for each in self.unknown[:5])
            more = f"等 {len(self.unknown)} 人" if len(self.unknown) > 5 else ""
            parts.append(f"「{names}」{more}不在人員清單")
        return "；".join(parts) + "。" if parts else ""


def roster(office: Office, course_id: int) -> list[Any]:
    """The attendances of a course, in the order in which they were invited."""
    return office.pointing("attendance", "course", course_id)


def snapshot(person: Any) -> dict[str, Value]:
    """Name, unit and title as they are now, which a sign-in sheet keeps."""
    return {"person": person.id, "name": person.name, "department": person.department, "job_title": person.job_title}


def not_invited(office: Office, course_id: int) -> list[Any]:
    """The people of the office at the day of the course who are not on its list yet."""
    course = office.find("course", course_id)
    there = {each.person for each in roster(office, course_id)}
    day = (course.held_on if course else "") or "9999-12-30"
    return [each for each in office.all("person") if each.id not in there and is_here(each, day)]


def groups(office: Office, course_id: int) -> list[Group]:
    """Who is not invited yet: all of them, by unit, and by role."""
    people = not_invited(office, course_id)
    found = [Group("all", "全體同仁", tuple(each.id for each in people))]
    departments: dict[str, list[int]] = {}
    for each in people:
        departments.setdefault(each.department, []).append(each.id)
    found += [Group(f"department:{name}", name, tuple(ids)) for name, ids in departments.items() if name]
    for role in ROLES:
        ids = tuple(each.id for each in people if role.value in each.roles)
        found.append(Group(f"role:{role.value}", role.label, ids))
    return [each for each in found if each.people]


def invite(office: Office, course_id: int, people: Sequence[int], *, present: bool | None = None) -> Changed:
    """Put people on the list of a course in one undoable step; who is on it already stays as they are.

    UserError when the course is gone or nobody is left to invite.
    """
    course = _course(office, course_id)
    there = {each.person for each in roster(office, course_id)}
    new = [person for each in dict.fromkeys(people) if each not in there and (person := office.find("person", each))]
    if not new:
        raise UserError("這些人都已經在名單上了。", "請選其他人。")
    rows = [{**snapshot(each), "course": course_id, "present": present} for each in new]
    words = f"「{new[0].name}」" if len(new) == 1 else f" {len(new)} 人"
    return records.add(office, "attendance", rows, f"邀請{words}參加{course.name}")


def add_outsider(office: Office, course_id: int, name: str, department: str = "", job_title: str = "") -> Changed:
    """Somebody from elsewhere who came. UserError at the field when the name is blank or on the list already."""
    return add_outsiders(office, course_id, [Line(name.strip(), department.strip(), job_title.strip())])


def add_outsiders(office: Office, course_id: int, lines: Iterable[Line]) -> Changed:
    """People from elsewhere who came, in one undoable step. UserError when one has no name or is on the list."""
    course = _course(office, course_id)
    known = {(bare(each.name), bare(each.department)) for each in roster(office, course_id) if each.person is None}
    rows: list[dict[str, Value]] = []
    for line in lines:
        who = (bare(line.name), bare(line.department))
        if not who[0]:
            raise _at("name", "沒有填姓名。", "請填寫機關外人員的姓名。")
        if who in known:
            raise _at("name", f"「{line.name}」已經在名單上了。", "請在名單上勾選。")
        known.add(who)
        row: dict[str, Value] = {"course": course_id, "name": line.name, "department": line.department}
        rows.append({**row, "job_title": line.job_title, "present": True})
    words = f"「{rows[0]['name']}」" if len(rows) == 1 else f" {len(rows)} 位機關外人員"
    return records.add(office, "attendance", rows, f"加入{words}參加{course.name}")


def mark(office: Office, ids: Collection[int], present: bool, label: str = "") -> Changed:
    """Tick these attendances, or untick them, in one undoable step."""
    word = FIELD("present").label if present else f"取消{FIELD('present').label}"
    return records.change(
        office, "attendance", {each: {"present": present} for each in ids}, label or f"{word} {len(ids)} 人"
    )


def all_present(office: Office, course_id: int) -> Changed:
    """Everybody on the list came. UserError when nobody is on it, or all are ticked already."""
    course, invited = _course(office, course_id), roster(office, course_id)
    waiting = [each.id for each in invited if not each.present]
    if not invited:
        raise UserError("名單上還沒有人。", "請先按「邀請」，或貼上名單。")
    if not waiting:
        raise UserError(f"{len(invited)} 人都已經簽到了。")
    return mark(office, waiting, True, f"{course.name}全部到場")


def set_hours(office: Office, attendance_id: int, raw: object) -> Changed:
    """The hours of one person; blank counts the course's. UserError says what is wrong."""
    value = records.parsed(office, "attendance", "hours", raw, attendance_id)
    return records.change(office, "attendance", {attendance_id: {"hours": value}}, f"修改{FIELD('hours').label}")


def remove(office: Office, ids: Collection[int]) -> Changed:
    """Take people off a list in one undoable step."""
    return records.delete(office, "attendance", ids, f"從名單移除 {len(ids)} 人", with_dependents=True)


# Lists of names


def find_names(office: Office, course_id: int, text: str) -> NamesFound:
    """Whom a pasted list means: lines or 、 between the names, titles behind them, columns for unit and title."""
    book = _NameBook(office, course_id)
    invited: dict[int, None] = {}
    people: dict[int, None] = {}
    ambiguous: dict[str, None] = {}
    unknown: dict[tuple[str, str], Line] = {}
    there: set[int] = set()
    for line in read_lines(text, book.names):
        seats, found = book.look_up(line)
        if len(seats) == 1 and seats[0].present:
            there.add(seats[0].id)
        elif len(seats) == 1:
            invited[seats[0].id] = None
        elif len(found) == 1 and not seats:
            people[found[0].id] = None
        elif seats or found:
            ambiguous[line.name] = None
        else:
            unknown.setdefault((bare(line.name), bare(line.department)), line)
    return NamesFound(tuple(invited), len(there), tuple(people), tuple(ambiguous), tuple(unknown.values()))


def mark_names(office: Office, course_id: int, found: NamesFound) -> Changed | None:
    """Tick everybody found, and add who was not invited, in one undoable step. None when there is nobody to tick."""
    course = _course(office, course_id)
    rows: list[dict[str, Value]] = [
        {**snapshot(office.find("person", each)), "course": course_id, "present": True} for each in found.people
    ]
    ticks: dict[int, dict[str, Value]] = {each: {"present": True} for each in found.invited}
    if not rows and not ticks:
        return None
    label = f"{course.name}貼上名單（{len(rows) + len(ticks)} 人）"
    return records.write(office, "attendance", ticks, rows, label)


class _NameBook:
    """Who bears which name: those on the list of the course first, then the people of the office."""

    def __init__(self, office: Office, course_id: int) -> None:
        self._seats: dict[str, list[Any]] = {}
        for each in roster(office, course_id):
            self._seats.setdefault(bare(each.name or _name(office, each.person)), []).append(each)
        self._people: dict[str, list[Any]] = {}
        for each in not_invited(office, course_id):
            self._people.setdefault(bare(each.name), []).append(each)
        self.names = frozenset((*self._seats, *self._people)) - {""}

    def look_up(self, line: Line) -> tuple[list[Any], list[Any]]:
        """(attendances, people not invited) of that name; unit and title in the line decide between namesakes."""
        name = bare(line.name)
        both = [*self._seats.get(name, []), *self._people.get(name, [])]
        if len(both) > 1:
            both = [each for each in both if _told_apart(each, line)] or both
        seats = [each for each in both if isinstance(each, Attendance)]
        return seats, [each for each in both if not isinstance(each, Attendance)]


def _told_apart(record: Any, line: Line) -> bool:
    """Whether the line names the unit or the title of this one."""
    own = {bare(record.department), bare(record.job_title)} - {""}
    return not own.isdisjoint({bare(line.department), bare(line.job_title), *map(bare, line.rest)} - {""})


def complete(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New attendances as typed or imported: the person behind a name that only one bears, their unit and title.

    Who has hours or a certificate number, and nothing said about the sign-in, was there.
    """
    people: dict[str, list[Any]] = {}
    for each in office.all("person"):
        people.setdefault(bare(each.name), []).append(each)
    done = []
    for given in rows:
        row = dict(given)
        if not row.get("person") and row.get("name"):
            row["person"] = _only(people.get(bare(str(row["name"])), []), row)
        person = office.find("person", row.get("person"))
        if person is not None:
            row |= {key: value for key, value in snapshot(person).items() if row.get(key) in (None, "")}
        if row.get("present") is None and (row.get("hours") or row.get("certificate_number")):
            row["present"] = True
        done.append(row)
    return done


def reseated(office: Office, action: Action, record_id: int, new: Mapping[str, Value]) -> None:
    """Another person was chosen in an attendance: name, unit and title are theirs, unless they were typed as well."""
    person = office.find("person", new.get("person"))
    if person is not None:
        seen = {key: value for key, value in snapshot(person).items() if key not in new}
        action.update("attendance", record_id, seen)


def _only(people: Sequence[Any], row: Mapping[str, Value]) -> int | None:
    if len(people) > 1:
        unit = same_key(row.get("department") or "")
        people = [each for each in people if unit and same_key(each.department) == unit]
    return people[0].id if len(people) == 1 else None


def _name(office: Office, person_id: int | None) -> str:
    person = office.find("person", person_id) if person_id else None
    return person.name if person else ""


def _course(office: Office, course_id: int) -> Any:
    course = office.find("course", course_id)
    if course is None:
        raise UserError("這場課程已經被刪除了。", "請重新選一場課程。")
    return course


def _at(key: str, text: str, advice: str) -> UserError:
    return UserError(text, advice, (error(key, text, advice),))
