"""An invented office with as many records of each register as a test asks for."""

import datetime
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Kind
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.systems import SIDES
from isms_desktop.domain.threats import Threat
from isms_desktop.paths import shipped
from isms_desktop.printing import Form, Inputs, load_forms
from isms_desktop.services import library, printing

FORMS: Mapping[str, Form] = load_forms((shipped("forms"),))
PROFILES = tuple(library.profiles())
TODAY = datetime.date(2026, 11, 20)
LONG = "含民眾姓名與身分證字號的清冊印出後留在公用印表機上（未立即取走），被路過的人取走；Windows-Server-2022。" * 30


@functools.cache
def office(profile_id: str, count: int, words: str = "") -> Inputs:
    """An invented office of that kind with ``count`` assets, risks and treatments."""
    profile = library.profiles()[profile_id]
    rules = OfficeRules(profile, library.methods()[profile.method], library.lists())
    codes = [category.code for category in profile.categories]
    levels = {scale: low for scale, (low, _) in rules.method.ranges.items() if scale not in ("likelihood", "impact")}
    top = {scale: rules.method.ranges[scale][1] for scale in ("likelihood", "impact")}
    assets = [
        Asset(id=number, number=f"{codes[number % len(codes)]}-{number:03}", category=codes[number % len(codes)],
              name=f"資產{number}{words}", location=words, counted_on="2026-10-05", **levels)
        for number in range(1, count + 1)
    ]  # fmt: skip
    risks = [
        Risk(id=number, year=115, asset=number, event=f"事件{number}。{words}", existing_controls=words,
             response="modify", **levels, **top)
        for number in range(1, count + 1)
    ]  # fmt: skip
    treatments = [
        Treatment(id=number, risk=number, measure=f"措施{number}。{words}", responsible="邱志堃", budget=1000,
                  residual_likelihood=1, residual_impact=1, acceptance_reason=words)
        for number in range(1, count + 1)
    ]  # fmt: skip
    records: dict[str, Sequence[Any]] = {
        "asset": assets,
        "risk": risks,
        "treatment": treatments,
        "scale": [Scale(id=number, **each) for number, each in enumerate(library.level_texts(rules.method), 1)],
        "threat": [Threat(id=number, **each) for number, each in enumerate(library.threat_catalogue(), 1)],
        **registers(count, words),
    }
    agency = Agency(id=1, name="晴嵐市松澗區第二辦公處", grade=profile.grade, profile=profile.id)
    hours = [
        {"department": "登記股", "name": f"人員{number}{words}", "job_title": "課員", "who": "一般使用者及主管",
         "general": 1.5, "professional": 0.0, "competency": 0.0, "asked": "通識 3", "result": "尚缺 通識 1.5 小時"}
        for number in range(1, count + 1)
    ]  # fmt: skip
    guide = {**printing.guide(FORMS["system_baseline"]), "training_hours": hours, **_worked_out(count, words)}
    return Inputs(agency, rules, records, TODAY, guide=guide, law=library.law())


def _worked_out(count: int, words: str) -> dict[str, Sequence[Mapping[str, Any]]]:
    """What the services hand over for the papers of the year, with ``words`` wherever an office may write."""
    parts = [
        {"item": f"{number}. 實施項目", "heading": f"{number}.{part} 實施內容{number}之{part}",
         "explanation": f"說明{number}之{part}。{words}"}
        for number in range(1, count + 1)
        for part in (1, 2)
    ]  # fmt: skip
    matters = [
        {"sort": "年度工作", "what": f"待辦{number}", "who": "邱志堃", "due_on": "115.12.31", "left": "還有 41 天"}
        for number in range(1, min(count, 6) + 1)
    ]
    return {
        "report": parts,
        "report_words": [{"report_reason": "係自行辦理資通業務", "report_to": "晴嵐市政府", "report_other": words}],
        "duty": library.regulation("duties")["duty"],
        "training_heads": [{"audience": "user", "number": count}],
        "summary": [{"subject": f"面向{number}", "done": "成果" * 40, "open": "待處理\n待處理"} for number in range(8)],
        "open_matter": matters,
        "open_count": [{"count": count}],
        "drill_attachment": [{"drill": 1, "name": f"照片{number}.jpg"} for number in range(count)],
    }


def registers(count: int, words: str) -> dict[str, Sequence[Any]]:
    """``count`` records of each register of the year, with ``words`` in every field that takes them."""
    given: dict[str, dict[str, Any]] = {
        "person": {"committee_group": "team", "department": "登記股", "job_title": "股長"},
        "access_entry": {"entered_on": "2026-11-20", "entered_at": "08:30", "left_at": "10:00"},
        "system": {
            "confidentiality": "高",
            "integrity": "中",
            "availability": "普",
            "compliance": "普",
            "rto": 4,
            "development": "own",
        },
        "business": {"importance": ("statute",), "tolerable_outage": 8, "outage_unit": "hours"},
        "harmful_product": {"asset": 1, "listed_on": "2026-03-03", "disposition": "remove"},
        "account_review": {"reviewed_on": "2026-06-22", "accounts": 25, "closed": 1},
        "room_log": {"logged_on": "2026-11-03", "temperature": 22.5, "humidity": 55.0},
        "objective": {},
        "measurement": {"objective": 1, "year": 115, "value": 4.8, "met": False},
        "context_issue": {"kind": "party"},
        "communication": {},
        "document": {"approved_on": "2026-03-03", "review_on": "2027-03-03"},
        "intelligence": {"received_on": "2026-05-04", "kind": "core", "done_on": "2026-05-05"},
        "audit": {"kind": "internal", "held_on": "2026-09-10", "reviewed_on": "2026-09-20"},
        "finding": {"kind": "nonconformity", "source": "audit", "audit": 1, "drill": 1},
        "action": {"finding": 1, "due_on": "2026-12-31"},
        "task": {"year": 115, "due_on": "2026-12-31", "duty": ""},
        "meeting": {
            "held_on": "2026-10-28",
            "chair": "羅秋蘋",
            "attendees": "羅秋蘋、邱志堃",
            "topics": ("past", "plan"),
        },
        "drill": {"held_on": "2026-05-13", "kind": "social", "open_rate": 9.5, "click_rate": 4.8},
        "training_plan": {"year": 115, "audience": "user", "hours": 3.0, "schedule": "4 月", "mode": "onsite"},
    }
    numbered = {
        "name": "名稱",
        "statement": "目標",
        "aspect": "構面",
        "subject": "對象",
        "content": "缺失",
        "measure": "措施",
        "course": "課程",
    }
    found = {}
    for kind, values in given.items():
        fields = {field.key: field for field in record_type(kind).stored}
        texts = {key: words for key, field in fields.items() if field.kind is Kind.LINES} if words else {}
        names = {key: word for key, word in numbered.items() if key in fields}
        found[kind] = [
            record_type(kind).cls(id=number, **texts | {key: f"{word}{number}{words}" for key, word in names.items()}
                                  | values | ({"core": number % 2 == 0} if "core" in fields else {}))
            for number in range(1, count + 1)
        ]  # fmt: skip
    # Eighty controls for each system that has a level: two of those are enough.
    found["system"][2:] = [each.replace(**dict.fromkeys(SIDES, "")) for each in found["system"][2:]]
    return found
