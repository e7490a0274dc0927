"""From a record to the page where it is found: what links on a card and the search over all registers jump by."""

from typing import TYPE_CHECKING

from isms_desktop.domain.catalog import KINDS
from isms_desktop.ui.pages import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isms_desktop.services.offices import Office
    from isms_desktop.ui.shell import Shell

_ATTACHMENT = "attachment"
_INSIDE = frozenset({"answer", "control_check"})
"""Record types that have no list of their own: to show several of them is to show what they are part of."""


def can_show(kind: str) -> bool:
    """Whether records of that kind have a place in the window."""
    return bool(place_of(kind)[0]) or kind == _ATTACHMENT


def findable() -> tuple[str, ...]:
    """Every record type that has a place in the window."""
    return tuple(kind for kind in KINDS if can_show(kind))


def show_record(shell: "Shell", office: "Office", kind: str, record_id: int) -> None:
    """Show one record where it is found; an attachment is shown with the record that it hangs on."""
    record = office.find(kind, record_id)
    if record is None:
        shell.say("這筆紀錄已經被刪除了。", "warning")
    elif kind == _ATTACHMENT and record.owner_kind != _ATTACHMENT:
        show_record(shell, office, record.owner_kind, record.owner_id)
    else:
        audit = record if kind == "audit" else office.find("audit", record.audit) if kind == "answer" else None
        if audit is not None and audit.kind == "vendor":
            # Suppliers are audited on their own page.
            shell.open_page("vendors", view="audits", **{"record_id" if kind == "audit" else "fill": audit.id})
            return
        page, view = place_of(kind)
        if page:
            shell.open_page(page, **({"view": view} if view else {}), record_id=record_id)
        else:
            shell.say("機關資料請由選單「檔案 → 機關資料…」查看與修改。")


def show_records(shell: "Shell", office: "Office", kind: str, ids: "Sequence[int]", label: str) -> None:
    """Show these records of a kind alone, under ``label``."""
    if len(ids) == 1 or kind in _INSIDE or kind == _ATTACHMENT:
        show_record(shell, office, kind, ids[0])
        return
    page, view = place_of(kind)
    if kind == "audit" and all(each.kind == "vendor" for each in (office.find(kind, each) for each in ids) if each):
        page, view = "vendors", "audits"
    shell.open_page(page, **({"view": view} if view else {}), ids=frozenset(ids), label=label)
