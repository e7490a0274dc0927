"""交接: what the next clerk has to know, put together from what the file knows already.

What was done in this year and the last, what is open and by when, which papers were printed and signed, where
everything lies, and who is who. Each line leads to the records that it speaks of. What no record says — where the key
of the cabinet is — the leaving clerk writes into the remark of the office's own record, where it stays.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Record
from isms_desktop.services import handover_papers as papers
from isms_desktop.services import people, records, tasks, year_summary
from isms_desktop.services.handover_lines import Item, Section, years
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder, reminders
from isms_desktop.services.report_figures import figures
from isms_desktop.services.vendors import running_contracts
from isms_desktop.store.history import Changed

_NAMED = 8
"""How many of the records of a line are named one by one."""


def sections(office: Office, today: datetime.date | None = None) -> list[Section]:
    """Everything, part by part. It makes papers to compare them: long work in an office that has printed many."""
    return list(step_by_step(office, today or datetime.date.today()))


def step_by_step(office: Office, today: datetime.date) -> Iterator[Section]:
    """The same, one part after the other."""
    yield Section("done", "辦理情形", tuple(_done(office, today)), "還沒有紀錄。")
    yield Section("open", "未完成的工作", tuple(_open(office, today)), "沒有未完成的工作。")
    yield Section("attention", "要留意的事", tuple(_attention(office, today)), "沒有逾期或快到期的事。")
    yield Section("papers", "表單與核章掃描檔", tuple(papers.printed(office, today)), "還沒有列印登記。")
    yield Section("places", "檔案與資料在哪裡", tuple(papers.places(office)), "")
    yield Section("people", "相關人員", tuple(_people(office, today)), "還沒有人員資料。")


def paper_tables(office: Office, today: datetime.date | None = None) -> dict[str, list[dict[str, str]]]:
    """What 資通安全業務移交清冊 prints (``printing.lists``): a table for each part, and the remark."""
    tables = {f"handover_{each.key}": [_row(item) for item in each.items] for each in sections(office, today)}
    said = [_row(Item(line)) for line in remarks(office).splitlines() if line.strip()]
    return {**tables, "handover_remarks": said}


def _row(item: Item) -> dict[str, str]:
    due = rocdate.write(item.due_on)
    return {
        "what": item.what,
        "text": item.text,
        "before": item.before,
        "who": item.who,
        "due_on": f"{due}\n（逾期）" if due and item.urgent else due,
        "basis": item.basis,
    }


# The remark of the leaving clerk


def remarks(office: Office) -> str:
    """What the leaving clerk has written for the next one: the remark of the office's own record."""
    return office.agency.note


def write_remarks(office: Office, text: str) -> Changed | None:
    """Keep the remark; None when it says that already. Undoable; UserError when it is too long or cannot be written."""
    if text.strip() == remarks(office).strip():
        return None
    return records.change(office, "agency", {office.agency.id: {"note": text.strip()}}, "修改交接備註")


# What was done

_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "資產與系統": ("assets", ""),
    "風險": ("risks", "list"),
    "教育訓練": ("training", "hours"),
    "稽核與改善": ("audits", "audits"),
    "資安事件": ("incidents", "incidents"),
    "演練與情資": ("incidents", "drills"),
    "委外管理": ("vendors", "audits"),
    "計畫與審查": ("yearly", "tasks"),
}
"""A subject of the year's summary → the page and the view of its records."""
_DAYS = (
    ("稽核與自評日期", "audits", "audits", "audits"),
    ("委外查核日期", "vendor_audits", "vendors", "audits"),
    ("資安事件明細", "incident_words", "incidents", "incidents"),
    ("管理審查日期", "meeting_days", "yearly", "meetings"),
    ("維護計畫核定日", "plan_approved", "yearly", "plan"),
)
"""(label, figure, page, view): what the next clerk is asked for by its day."""
_NOT_KEPT = "清冊只記最近一次盤點日。"
_NONE = "無紀錄"
_REPORT = "implementation"
"""The duty of handing in the report, with or without what a city adds to its name."""


def _done(office: Office, today: datetime.date) -> Iterator[Item]:
    now, last = (figures(office, year, today) for year in years(office, today))
    earlier = {each["subject"]: each["done"] for each in year_summary.subjects_of(last)}
    for each in year_summary.subjects_of(now):
        page, view = _SUBJECTS.get(each["subject"], ("", ""))
        before = earlier[each["subject"]].replace("今年", "當年").replace("本年度", "當年度")
        # An asset keeps only the day on which it was counted last: of an earlier year nothing can be said.
        before = _NOT_KEPT if page == "assets" else before
        yield Item(each["subject"], each["done"], before, page=page, view=view)
    for label, key, page, view in _DAYS:
        yield Item(label, str(now[key]) or _NONE, str(last[key]) or _NONE, page=page, view=view)
    yield _reported(office, today)


def _reported(office: Office, today: datetime.date) -> Item:
    """When the report on the plan was handed in, as the year's work has it."""
    said, ids = [], []
    for year in years(office, today):
        owed = [each for each in office.all("task") if each.duty.startswith(_REPORT) and each.year == year]
        days = [records.show(office, each, each.record_type.field("done_on")) for each in owed if each.done_on]
        said.append("、".join(days) or ("尚未提報" if owed else _NONE))
        ids += [each.id for each in owed]
    where = {"kind": "task", "ids": tuple(ids)} if ids else {"page": "yearly", "view": "report"}
    return Item("實施情形提報日", *said, **where)  # type: ignore[arg-type]


# What is open


def _open(office: Office, today: datetime.date) -> Iterator[Item]:
    for each in year_summary.open_matters(office, today):
        yield Item(
            each.what,
            each.sort,
            who=each.who,
            due_on=each.due_on,
            basis=each.basis,
            urgent=bool(each.due_on) and each.due_on < today.isoformat(),
            kind=each.kind,
            ids=(each.record_id,),
        )
    yield from _not_listed(office, today)


def _not_listed(office: Office, today: datetime.date) -> Iterator[Item]:
    """What the office owes this year and nobody has put on its list, a line for each duty."""
    found: dict[str, list[tasks.Proposal]] = {}
    for each in tasks.propose_tasks(office, years(office, today)[0], today):
        found.setdefault(each.duty.id, []).append(each)
    for first, *more in found.values():  # by their day
        times = f"（{len(more) + 1} 次）" if more else ""
        yield Item(
            first.duty.name if more else first.when.name,
            f"應辦，尚未列入年度工作{times}",
            due_on=first.when.due_on,
            basis=first.basis,
            urgent=first.late,
            page="yearly",
            view="tasks",
        )


_LISTED = frozenset(
    {("yearly", "tasks"), ("audits", "actions"), ("incidents", "incidents"), ("incidents", "intelligence")}
)
"""Reminders of what ``_open`` names record by record."""
_KINDS: Mapping[tuple[str, str], str] = {
    ("audits", "audits"): "audit",
    ("audits", "findings"): "finding",
    ("incidents", "drills"): "drill",
    ("incidents", "harmful"): "harmful_product",
    ("people", "certificates"): "certificate",
    ("people", "people"): "person",
    ("people", "team"): "person",
    ("training", "courses"): "course",
    ("training", "hours"): "person",
    ("vendors", "audits"): "audit",
    ("vendors", "contracts"): "contract",
    ("vendors", "staff"): "vendor_staff",
    ("vendors", "vendors"): "vendor",
    ("yearly", "documents"): "document",
    ("yearly", "objectives"): "objective",
    ("yearly", "remote"): "remote_access",
    ("yearly", "systems"): "system",
}
"""Page and view → the type of the records that a reminder there means."""


def _attention(office: Office, today: datetime.date) -> Iterator[Item]:
    for each in reminders(office, today):
        if (each.page, each.view) in _LISTED:
            continue
        yield Item(
            each.text,
            _names(office, each, today),
            due_on=each.due,
            basis=each.why,
            urgent=each.urgent,
            ids=tuple(sorted(each.ids)),
            page=each.page,
            view=each.view,
        )


def _names(office: Office, reminder: Reminder, today: datetime.date) -> str:
    """Who or what is meant, by name."""
    title, place = records.title_of(office), (reminder.page, reminder.view)
    if place == ("people", "pledges"):
        return _listed(each.name for each in people.unsigned(office, today))
    kind = _KINDS.get(place, "")
    return _listed(title(kind, each) for each in sorted(reminder.ids)) if kind else ""


def _listed(names: Iterable[str]) -> str:
    every = [each.rstrip("。") for each in names]
    more = f"等 {len(every)} 項" if len(every) > _NAMED else ""
    return "、".join(every[:_NAMED]) + more


# Who is who


def _people(office: Office, today: datetime.date) -> Iterator[Item]:
    agency = office.agency
    where = {"kind": "agency", "ids": (agency.id,)}
    titles = (
        (agency.head_title or office.rules.profile.head_title or "首長", agency.head_name),
        (f"資通安全長（{agency.ciso_title or office.rules.profile.ciso_title}）", agency.ciso_name),
        ("承辦單位", agency.department),
        ("上級或監督機關", agency.superior),
        ("實施情形提報對象", agency.report_to),
    )
    for label, name in titles:
        yield Item(label, name or "（未填）", urgent=not name, **where)  # type: ignore[arg-type]
    for group in people.committee(office, today)[1:]:
        for seat in group.seats:
            yield _member(office, group.label, seat.person, seat.concern)
    for vendor in office.all("vendor"):
        if running_contracts(office, vendor.id, today):
            contact = _facts(office, vendor, "contact", "phone", "email", "service")
            yield Item(vendor.name, contact or "（沒有聯絡資料）", who="廠商", kind="vendor", ids=(vendor.id,))


def _member(office: Office, group: str, person: Any, concern: str) -> Item:
    facts = _facts(office, person, "department", "job_title", "extension", "email", "deputy")
    text = f"{person.name}　{facts}".strip() + (f"（{concern}）" if concern else "")
    return Item(group, text, who="推動小組", urgent=bool(concern), kind="person", ids=(person.id,))


_WORDS = {"extension": "分機 {}", "deputy": "代理人 {}", "contact": "聯絡人 {}", "phone": "電話 {}"}


def _facts(office: Office, record: Record, *keys: str) -> str:
    """What these fields say; sensitive ones masked, empty ones left out."""
    fields = record.record_type.by_key
    shown = ((key, records.show(office, record, fields[key])) for key in keys)
    return "、".join(_WORDS.get(key, "{}").format(text) for key, text in shown if text)
