"""From a record to the page where it is found: what links on a card and the search over all registers jump by."""

from typing import TYPE_CHECKING

from isms_desktop.domain.catalog import record_type
from isms_desktop.ui.pages import PAGES, place_of

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.shell import Shell


def can_show(kind: str) -> bool:
    """Whether records of that kind have a place in the window."""
    return bool(place_of(kind)[0]) or kind == "attachment"


def show_record(shell: "Shell", office: "Office", kind: str, record_id: int) -> None:
    """Show one record where it is found. An attachment is shown with the record that it hangs on, a part of something
    larger (an answer of an audit) with that: the view hears which part by ``part=(kind, id)``.
    """
    record = office.find(kind, record_id)
    if record is None:
        shell.say("這筆紀錄已經被刪除了。", "warning")
        return
    if kind == "attachment":
        show_record(shell, office, record.owner_kind, record.owner_id)
        return
    page, view = place_of(kind)
    where: dict[str, object] = {"view": view} if view else {}
    main = main_kind(page, view)
    if main == kind:
        where["record_id"] = record_id
    else:
        where["part"] = (kind, record_id)
        whole = next((field.key for field in record_type(kind).stored if field.target == main), "")
        if whole and getattr(record, whole):
            where["record_id"] = getattr(record, whole)
    shell.open_page(page, **where)


def show_records(shell: "Shell", office: "Office", kind: str, ids: tuple[int, ...], label: str) -> None:
    """Show these records of a kind alone, under ``label``."""
    page, view = place_of(kind)
    main = main_kind(page, view)
    if len(ids) == 1 or kind == "attachment":
        show_record(shell, office, kind, ids[0])
        return
    if main != kind:
        whole = next((field.key for field in record_type(kind).stored if field.target == main), "")
        found = (office.find(kind, each) for each in ids)
        ids = tuple({getattr(each, whole) for each in found if each is not None and whole} - {None})
    where: dict[str, object] = {"view": view} if view else {}
    shell.open_page(page, **where, ids=frozenset(ids), label=label)


def main_kind(page: str, view: str) -> str:
    """The record type that a view is about; "" for a place that shows none."""
    shows = next((entry.shows for entry in PAGES if entry.page_id == page), {})
    return next((kind for kind, each in shows.items() if each == view), "")
