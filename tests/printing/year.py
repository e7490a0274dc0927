"""Invented records of a year's course, and what the services work out of it, for the tests of what prints them."""

from collections.abc import Mapping, Sequence
from typing import Any

from isms_desktop.domain.drills import Drill
from isms_desktop.domain.improvements import AuditFinding, ImprovementAction
from isms_desktop.domain.management import Meeting
from isms_desktop.domain.people import Person
from isms_desktop.domain.tasks import Task
from isms_desktop.domain.training import TrainingPlan


def small_year() -> dict[str, Sequence[Any]]:
    """Tasks, reviews, exercises and a training plan, with what has to be sorted, left out or joined."""
    return {
        "person": [Person(id=1, name="邱志堃", department="登記股", job_title="股長", committee_group="team")],
        "task": [
            Task(id=1, name="清查特權帳號（第 1 季）", year=115, due_on="2026-03-31", done_on="2026-03-20",
                 duty="privileged/115-1", cycle="quarterly", responsible="施宥廷"),
            Task(id=2, name="清查特權帳號（第 2 季）", year=115, due_on="2026-06-30", duty="privileged/115-2",
                 cycle="quarterly"),
            Task(id=3, name="清查特權帳號（第 4 季）", year=115, due_on="2026-12-31", duty="privileged/115-4",
                 cycle="quarterly"),
            Task(id=4, name="汰換櫃檯電腦", due_on="2026-11-30"),
            Task(id=5, name="提報實施情形", year=115, due_on="2026-10-31", done_on="2026-10-30",
                 duty="implementation/115"),
            Task(id=6, name="去年的工作", year=114, due_on="2025-10-31"),
        ],
        "meeting": [
            Meeting(id=2, held_on="2026-10-28", chair="羅秋蘋", attendees="邱志堃、羅秋蘋，外聘委員", topics=("past",)),
            Meeting(id=1, held_on="2025-12-17", chair="羅秋蘋", follow_up="計畫修正：施宥廷。"),
        ],
        "drill": [
            Drill(id=2, kind="report", held_on="2026-09-08", participants=3),
            Drill(id=1, kind="social", held_on="2026-05-13", open_rate=9.5, click_rate=0),
            Drill(id=3, kind="social", held_on="2025-05-13"),
        ],
        "finding": [
            AuditFinding(id=1, kind="improvement", source="drill", drill=1, number="115-7", content="新進同仁點閱。"),
            AuditFinding(id=2, kind="improvement", source="drill", drill=1, number="115-8", content="聯絡簿未更新。"),
        ],
        "action": [ImprovementAction(id=1, finding=1, measure="到職當日宣導。", due_on="2026-12-31")],
        "training_plan": [
            TrainingPlan(id=1, year=115, audience="manager", course="資安通識", hours=3, schedule="4 月",
                         mode="onsite"),
            TrainingPlan(id=2, year=115, audience="security_staff", course="職能訓練", hours=12, mode="online"),
            TrainingPlan(id=3, year=114, audience="user", course="去年的課程"),
        ],
    }  # fmt: skip


_PARTS = ("done", "open", "attention", "papers", "places", "people", "remarks")
_HANDED_OVER = {"what": "汰換", "text": "年度工作", "before": "無紀錄", "who": "邱志堃", "due_on": "115.11.30",
                "basis": "資安法 §14"}  # fmt: skip
"""One line of 交接."""


def year_guide() -> dict[str, Sequence[Mapping[str, Any]]]:
    """What ``services.paper_guide`` would hand over for that year."""
    return {
        "previous_meeting": [{"meeting": 2, "follow_up": "計畫修正：施宥廷。"}],
        "duty": [
            {"id": "implementation", "name": "提報實施情形", "subject": "計畫與陳報"},
            {"id": "privileged", "name": "清查特權帳號", "subject": "日常維運"},
        ],
        "report": [{"item": "1. 核心業務及其重要性", "heading": "1.1 核心業務及重要性盤點", "explanation": "已盤點。"}],
        "report_words": [{"report_reason": "係自行辦理資通業務", "report_to": "湖山縣政府", "report_other": ""}],
        "summary": [{"subject": "風險", "done": "評估 41 項。", "open": "無"}],
        "open_matter": [
            {"sort": "年度工作", "what": "汰換", "who": "邱志堃", "due_on": "115.11.30", "left": "還有 4 天"}
        ],
        "open_count": [{"count": 7}],
        "training_heads": [{"audience": "security_staff", "number": 1}, {"audience": "user", "number": 0}],
        **{f"handover_{part}": [_HANDED_OVER] for part in _PARTS},
        "drill_attachment": [{"drill": 1, "name": "郵件畫面.png"}, {"drill": 1, "name": "名單.ods"}],
    }
