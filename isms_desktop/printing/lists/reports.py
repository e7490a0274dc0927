"""The lists of what was worked out from the records: the report, the summary of the year, what is handed over."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, plain
from isms_desktop.printing.phrase import Datum

_HANDED_OVER = ("what", "text", "before", "who", "due_on", "basis")
_LISTS = {
    "report_parts": ("report", ("item", "heading", "explanation"), "實施情形", "heading"),
    "summary_subjects": ("summary", ("subject", "done", "open"), "年度成果", "subject"),
    "open_matters": ("open_matter", ("sort", "what", "who", "due_on", "left"), "待辦", "what"),
    **{
        f"handover_{part}": (f"handover_{part}", _HANDED_OVER, "交接", "what")
        for part in ("done", "open", "attention", "papers", "places", "people", "remarks")
    },
}
"""List → the table of the guide, the names in its rows, and what a row is called for whoever looks for it."""


def report_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows; none of them is a field of a record."""
    return {name: dict.fromkeys(("row", *names)) for name, (_, names, _, _) in _LISTS.items()}


def _rows(name: str) -> Callable[[Records], Iterator[FreeRow]]:
    table, names, label, title = _LISTS[name]

    def rows(around: Records) -> Iterator[FreeRow]:
        for number, row in enumerate(around.guide.get(table, ()), 1):
            data = {"row": Datum(str(number), number), **{each: plain(row[each]) for each in names}}
            yield FreeRow(data, f"{label} {row[title]}")

    return rows


REPORT_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {name: _rows(name) for name in _LISTS}


def _word(key: str) -> Callable[[Records], Datum]:
    """What ``guide["report_words"]`` says."""
    return lambda around: plain(next((str(each[key]) for each in around.guide.get("report_words", ())), ""))


def _open_count(around: Records) -> Datum:
    count = next((int(each["count"]) for each in around.guide.get("open_count", ())), 0)
    return Datum(str(count), count)


REPORT_NAMES: Mapping[str, tuple[bool, Callable[[Records], Datum]]] = {
    "report_reason": (True, _word("report_reason")),
    "report_other": (False, _word("report_other")),
    "report_to": (True, _word("report_to")),
    "open_count": (False, _open_count),
}
"""Name → whether it stands on the blank version, too, and what it stands for (see ``context``)."""
