"""The one page for the head of the office: what was done, what is left, what falls due first."""

import datetime

from isms_desktop.services import printing, records, year_summary
from isms_desktop.services.offices import Office
from isms_desktop.services.printing import PrintOrder

TODAY = datetime.date(2026, 11, 20)


def test_what_is_due_first_stands_first_and_what_has_no_day_last(empty_office: Office) -> None:
    tasks = [
        {"name": "沒有期限的工作", "year": 115},
        {"name": "下個月的工作", "year": 115, "due_on": "2026-12-01"},
        {"name": "逾期的工作", "year": 115, "due_on": "2026-11-01"},
        {"name": "做完的工作", "year": 115, "due_on": "2026-10-01", "done_on": "2026-10-01"},
    ]
    records.add(empty_office, "task", tasks, "新增工作")
    found = year_summary.open_matters(empty_office, TODAY)
    assert [each.what for each in found] == ["逾期的工作", "下個月的工作", "沒有期限的工作"]
    assert [each.left for each in found] == ["逾期 19 天", "還有 11 天", ""]


def test_findings_and_measures_count_until_they_are_done(empty_office: Office) -> None:
    findings = [{"kind": "improvement", "source": "superior", "content": text} for text in ("未更新清冊", "未測試備份")]
    first, second = records.add(empty_office, "finding", findings, "新增缺失").added
    actions = [
        {"finding": first, "measure": "更新", "due_on": "2026-12-31", "responsible": "施宥廷"},
        {
            "finding": second,
            "measure": "測試",
            "due_on": "2026-09-30",
            "finished_on": "2026-09-30",
            "verdict": "passed",
        },
    ]
    records.add(empty_office, "action", actions, "新增措施")
    (matter,) = year_summary.open_matters(empty_office, TODAY)
    assert (matter.sort, matter.what, matter.who, matter.due_on) == ("稽核改善", "未更新清冊", "施宥廷", "2026-12-31")


def test_a_long_name_is_cut_where_everybody_sees_it(empty_office: Office) -> None:
    records.add(empty_office, "task", [{"name": "很長的工作名稱" * 10, "due_on": "2026-12-01"}], "新增工作")
    (matter,) = year_summary.open_matters(empty_office, TODAY)
    assert len(matter.row["what"]) == 30
    assert matter.row["what"].endswith("…")


def test_a_subject_with_nothing_left_says_so(empty_office: Office) -> None:
    lines = {each["subject"]: each for each in year_summary.subjects(empty_office, 115)}
    assert lines["資安事件"] == {"subject": "資安事件", "done": "今年無資通安全事件。", "open": "無"}


def test_the_summary_is_one_page_however_much_there_is(office: Office, tmp_path) -> None:
    many = [{"name": f"工作{number}" + "甲" * 190, "due_on": "2026-12-01", "year": 115} for number in range(80)]
    audits = [{"kind": "vendor", "checklist": 1, "subject": "各股" * 20, "held_on": "2026-03-01"} for _ in range(40)]
    drills = [{"kind": kind, "held_on": f"2026-{month:02}-02", "open_rate": 9.9, "click_rate": 1.1}
              for kind in ("report", "social", "continuity", "attack") for month in range(1, 11)]  # fmt: skip
    records.add(office, "task", many, "新增工作")
    records.add(office, "audit", audits, "新增稽核")
    records.add(office, "drill", drills, "新增演練")
    assert printing.print_form(office, PrintOrder("year_summary", year=115), tmp_path / "摘要.pdf").pages == 1
