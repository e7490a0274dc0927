"""The lists of papers that are printed once for each record: requests, remote openings, disposals, courses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.row import AnyRow, Records, Row, names_of, numbered, of_year, plain, shown
from isms_desktop.printing.phrase import Datum

_ASSET_KEYS = (
    "number", "name", "category", "department", "custodian", "location", "brand", "model", "serial",
    "property_number", "purchased_on", "useful_years", "personal_data",
)  # fmt: skip
"""What a disposal says of the asset that leaves, each as ``asset_…``."""
_NO_TIME = "　　：　　"
_NO_DAY = "　　　年　　月　　日"


def single_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return {
        "requests": _names("request"),
        "openings": _names("remote_access", "days"),
        "disposals": _names("disposal", *(f"asset_{key}" for key in _ASSET_KEYS)),
        "courses": _names("course", "course_id", "when"),
        "attendees": _names("attendance"),
    }


def _names(kind: str, *added: str) -> dict[str, Field | None]:
    return names_of(record_type(kind).cls, added)


def _requests(around: Records) -> Iterator[Row]:
    return numbered(of_year("request", around, "requested_on"), around, lambda _request: {})


def _openings(around: Records) -> Iterator[Row]:
    """The openings of the year with the ``days`` that they last, the first one counted."""
    return numbered(of_year("remote_access", around, "starts_on"), around, lambda each: {"days": _days(each)})


def _days(opening: Any) -> Datum:
    first, last = (rocdate.read_iso(day) for day in (opening.starts_on, opening.ends_on))
    if first is None or last is None or last < first:
        return Datum("　　")
    days = (last - first).days + 1
    return Datum(f" {days} ", days)


def _disposals(around: Records) -> Iterator[Row]:
    def added(disposal: Any) -> dict[str, Datum]:
        asset = around.find("asset", disposal.asset or 0)
        return {f"asset_{key}": shown(asset, key, around) if asset else Datum("") for key in _ASSET_KEYS}

    return numbered(of_year("disposal", around, "done_on"), around, added)


def _courses(around: Records) -> Iterator[Row]:
    """The courses of the year with ``when``, as seed 001 writes it: 「108 年 5 月 2 日 8：00－9：00」."""

    def added(course: Any) -> dict[str, Datum]:
        return {"course_id": Datum("", course.id), "when": plain(_when(course))}

    return numbered(of_year("course", around, "held_on", "starts_at"), around, added)


def _when(course: Any) -> str:
    """Day and times, each with room to write where it is not known yet."""
    start, end = (rocdate.read_iso(day) for day in (course.held_on, course.ends_on))
    days = rocdate.write_spaced(course.held_on) or _NO_DAY
    if start and end and end > start:
        last = rocdate.write_spaced(course.ends_on)
        days += "至 " + (last if end.year != start.year else last.partition(" 年 ")[2])
    times = "－".join(_time(each) for each in (course.starts_at, course.ends_at))
    return f"{days} {times}"


def _time(time: str) -> str:
    """「8：00」 for 08:00."""
    hour, _, minute = time.partition(":")
    return f"{int(hour)}：{minute}" if hour.isdigit() else _NO_TIME


def _attendees(around: Records) -> Iterator[Row]:
    """Who is invited to this copy's course, in the order of the invitations; unit and title as they were then."""
    if around.item is None:
        return iter(())
    course = around.item["course_id"].value
    invited = (each for each in around.all("attendance") if each.course == course)
    return numbered((_named(each, around) for each in invited), around, lambda _attendance: {})


def _named(attendance: Any, around: Records) -> Any:
    """An attendance that only points at somebody, with the words of the register of people."""
    person = around.find("person", attendance.person or 0)
    if attendance.name or person is None:
        return attendance
    words = {key: getattr(attendance, key) or getattr(person, key) for key in ("name", "department", "job_title")}
    return attendance.replace(**words)


SINGLE_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "requests": _requests,
    "openings": _openings,
    "disposals": _disposals,
    "courses": _courses,
    "attendees": _attendees,
}
