"""Importing a spreadsheet: look at it first, then write all of it in one undoable step or nothing at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Kind, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import IsCancelled, Progress
from isms_desktop.domain.values import same_key
from isms_desktop.exchange.columns import ColumnMatch as ColumnMatch  # parts of a plan, for those who show one
from isms_desktop.exchange.plan import LABELS as LABELS
from isms_desktop.exchange.plan import ImportPlan as ImportPlan
from isms_desktop.exchange.plan import Outcome as Outcome
from isms_desktop.exchange.plan import PlanRow as PlanRow
from isms_desktop.exchange.sheet import Book as Book
from isms_desktop.paths import reachable
from isms_desktop.services import proposals
from isms_desktop.services.backups import BEFORE_IMPORT
from isms_desktop.services.followups import follow_up
from isms_desktop.services.offices import Office
from isms_desktop.services.records import link_titles, title_of
from isms_desktop.services.uniqueness import TakenValues
from isms_desktop.store.history import Changed


def read(path: Path) -> Book:
    """A spreadsheet file with all its sheets. Raises UserError when it is none."""
    from isms_desktop.exchange.readers import read_book

    return read_book(reachable(path))


def prepare(
    office: Office,
    kind: str,
    source: Path | Book,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """What importing a file, or a book that has been read, would do, row by row; nothing is written.

    ``mapping`` gives {heading: field key} where the program's own guess is wrong. Raises UserError when the file or
    the sheet as a whole cannot be imported.
    """
    from isms_desktop.exchange.session import plan_import

    return plan_import(
        record_type(kind),
        office.rules,
        office.all(kind),
        read(source) if isinstance(source, Path) else source,
        sheet_name=sheet or "",
        mapping=mapping,
        resolve=_resolver(office, kind),
        title_of=title_of(office),
        around=office,
        origin=office.origin,
        progress=progress,
        cancelled=cancelled,
    )


def commit(office: Office, plan: ImportPlan) -> Changed:
    """Write a plan in one undoable step, after a verified copy of the file.

    Raises UserError when the plan has errors, or when the file has changed since the plan was made.
    """
    kind = plan.record_type.kind
    if not plan.clean:
        raise UserError("試算表中有錯誤或重複的列，沒有匯入任何資料。", "請更正後再匯入一次。")
    _refuse_stale(office, plan)
    keys = [match.field.key for match in plan.layout.taken if match.field is not None]
    rows = _completed(office, kind, [{key: getattr(record, key) for key in keys} for record in plan.creates])
    _refuse_pairs(office, plan, rows)
    office.store.copy(BEFORE_IMPORT)
    with office.action(f"匯入{plan.record_type.label}") as action:
        action.insert_many(kind, rows)
        for before, after in plan.updates:
            new: dict[str, Value] = {
                key: value for key in keys if (value := getattr(after, key)) != getattr(before, key)
            }
            action.update(kind, before.id, new)
            follow_up(office, action, kind, before.id, new)
    return action.result()


def as_lines(plan: ImportPlan) -> list[str]:
    """The plan for a terminal: the counts, the notes, and every row that is not plain."""
    counts = "、".join(f"{LABELS[row]} {number} 列" for row, number in _by_outcome(plan).items() if number)
    lines = [counts or "沒有資料列", *plan.notes]
    for row in plan.rows:
        if not row.plain:
            lines.append(f"第 {row.row} 列 {LABELS[row.outcome]} {row.title}".rstrip())
            lines += [
                f"  {each.field.label}：{each.old_text or '（空白）'} → {each.new_text or '（空白）'}"
                for each in row.changes
            ]
            lines += [f"  {finding}" for finding in row.findings]
    return lines


def _by_outcome(plan: ImportPlan) -> dict[Any, int]:
    return {outcome: sum(row.outcome is outcome for row in plan.rows) for outcome in LABELS}


def _resolver(office: Office, kind: str) -> Any:
    titles: dict[str, dict[str, int]] = {}
    targets = {field.target for field in record_type(kind).stored if field.kind in (Kind.REF, Kind.REFS)}

    def resolve(target: str, text: str) -> int | None:
        if target not in titles:
            titles[target] = link_titles(office, target)
        return titles[target].get(same_key(text)) or None

    return resolve if targets else None


def _completed(office: Office, kind: str, rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The new rows with what the program can propose, such as the person behind a name.

    Not for assets: a list that goes out and comes back in must come back as it went.
    """
    return rows if kind == "asset" else proposals.complete(office, kind, rows)


def _refuse_pairs(office: Office, plan: ImportPlan, rows: list[dict[str, Value]]) -> None:
    """UserError when two records would share what belongs together, such as one person twice in a course."""
    if not plan.record_type.together:
        return
    taken = TakenValues(office, plan.record_type.kind, changing=[before.id for before, _ in plan.updates])
    changed = [after for _, after in plan.updates]
    new = [plan.record_type.cls(**row) for row in rows]
    sheet_rows = {id(each.record): each.row for each in plan.rows if each.record is not None}
    numbers = [sheet_rows[id(each)] for each in (*changed, *plan.creates)]
    for place, (number, record) in enumerate(zip(numbers, (*changed, *new), strict=True), start=1):
        if found := taken.pair_findings(record, record.id or -place):
            title = plan.record_type.title_of(record)
            raise UserError(
                f"第 {number} 列「{title}」：{found[0].text}沒有匯入任何資料。", "請刪除重複的一列。", tuple(found)
            )


def _refuse_stale(office: Office, plan: ImportPlan) -> None:
    kind = plan.record_type.kind
    identity = plan.record_type.identity
    known = {tuple(same_key(getattr(record, key)) for key in identity) for record in office.all(kind)}
    moved = any(office.find(kind, before.id) != before for before, _ in plan.updates)
    doubled = any(tuple(same_key(getattr(record, key)) for key in identity) in known for record in plan.creates)
    if moved or doubled:
        raise UserError("預覽之後，清冊又有了變動，沒有匯入任何資料。", "請重新選擇檔案，再預覽一次。")
