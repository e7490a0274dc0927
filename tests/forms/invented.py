"""An invented office with as many records of each register as a test asks for."""

import datetime
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.audits import Answer, Checklist, ChecklistItem
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Kind
from isms_desktop.domain.improvements import ActionReview
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.systems import RESULTS, SIDES
from isms_desktop.domain.threats import Threat
from isms_desktop.paths import shipped
from isms_desktop.printing import Form, Inputs, load_forms
from isms_desktop.services import audit_papers, library, printing

FORMS: Mapping[str, Form] = load_forms((shipped("forms"),))
PROFILES = tuple(library.profiles())
TODAY = datetime.date(2026, 11, 20)
LONG = "含民眾姓名與身分證字號的清冊印出後留在公用印表機上（未立即取走），被路過的人取走；Windows-Server-2022。" * 30


@functools.cache
def office(profile_id: str, count: int, words: str = "") -> Inputs:
    """An invented office of that kind with ``count`` assets, risks and treatments."""
    profile = library.profiles()[profile_id]
    rules = OfficeRules(profile, library.methods()[profile.method], library.lists(), library.incident_edition)
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
    guide["shipped_checklist"] = audit_papers.shipped_checklists()
    guide["previous_audit"] = [{"audit": 1, "previous": 4, "held_on": "2025-09-10"}]
    return Inputs(agency, rules, records, TODAY, guide=guide, law=library.law(), plan=library.plan())


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
        **{f"handover_{part}": [_handed_over(number, words) for number in range(1, count + 1)] for part in _PARTS},
        "drill_attachment": [{"drill": 1, "name": f"照片{number}.jpg"} for number in range(count)],
    }


_PARTS = ("done", "open", "attention", "papers", "places", "people", "remarks")


def _handed_over(number: int, words: str) -> Mapping[str, Any]:
    """One line of 交接."""
    return {"what": f"事項{number}{words}", "text": f"情形{number}", "before": "無紀錄", "who": "邱志堃",
            "due_on": "115.12.31", "basis": "資安法 §14"}  # fmt: skip


def registers(count: int, words: str) -> dict[str, Sequence[Any]]:
    """``count`` records of each register of the year, with ``words`` in every field that takes them."""
    given: dict[str, dict[str, Any]] = {
        "person": {
            "committee_group": "team",
            "department": "登記股",
            "job_title": "股長",
            "national_id": "A123456789",
            "joined_on": "2019-08-01",
        },
        "vendor": {"representative": "尚廷佑", "phone": "00-0000-1111", "address": "晴嵐市工研區創新路 0 號"},
        "contract": {"vendor": 1, "starts_on": "2026-01-01", "ends_on": "2026-12-31"},
        "vendor_staff": {"vendor": 1, "contract": 1, "national_id": "A123456789", "phone": "0900-000-111"},
        "request": {"requested_on": "2026-03-18", "item": "hardware", "device": "server", "decision": "approved"},
        "remote_access": {"starts_on": "2026-06-08", "ends_on": "2026-06-12", "source": "203.0.113.24", "ports": "22"},
        "disposal": {"asset": 1, "kind": "scrap", "done_on": "2026-02-25", "erasure": "destroy"},
        "course": {"held_on": "2026-04-15", "starts_at": "09:00", "ends_at": "12:00", "hours": 3.0},
        "attendance": {"course": 1, "department": "登記股", "job_title": "課員"},
        "incident": {
            "known_at": "2026-03-07T21:35",
            "occurred_at": "2026-03-07T21:10",
            "reported_at": "2026-03-07T22:40",
            "controlled_at": "2026-03-08T09:00",
            "kind": "web",
            "confidentiality": "0",
            "integrity": "3",
            "availability": "1",
            "platform_down": False,
        },
        "incident_event": {"incident": 1, "happened_at": "2026-03-07T21:42", "who": "邱志堃"},
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
        "audit": {
            "kind": "internal",
            "held_on": "2026-09-10",
            "reviewed_on": "2026-09-20",
            "auditors": "施宥廷、外聘委員",
        },
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
        "item_name": "項目",
        "applicant": "申請人",
        "summary": "摘要",
        "what": "經過",
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
    return found | audit_records(count, words, found)


def audit_records(count: int, words: str, found: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Of the audits one internal, one of a vendor, one self-check by a list of ``count`` questions, the others earlier.

    Every third finding is of the audit before the first one.
    """
    kinds = ("internal", "vendor", "self")
    own = {"checklist": 1, "status": "done", "auditors": "施宥廷、外聘委員", "audited_unit": "各股"}
    audits = [
        each.replace(**own, kind=kinds[number]) if number < len(kinds) else each.replace(held_on="2025-09-10")
        for number, each in enumerate(found["audit"])
    ]
    items = [
        ChecklistItem(id=number, checklist=1, position=number, number=str(number),
                      question=f"問題{number}{words[:300]}", section=f"第 {(number + 2) // 3} 構面")
        for number in range(1, count + 1)
    ]  # fmt: skip
    answers = [
        Answer(id=audit.id * 1000 + item.id, audit=audit.id, item=item.id, explanation=words, evidence=words[:300],
               result=RESULTS[item.id % len(RESULTS)].value)
        for audit in audits[: len(kinds)] for item in items
    ]  # fmt: skip
    return {
        "audit": audits,
        "checklist": [Checklist(id=1, name="檢核表", version="115", kind="internal", grading="four")][:count],
        "checklist_item": items,
        "answer": answers,
        "finding": [each.replace(audit=4 if each.id % 3 == 0 else 1) for each in found["finding"]],
        "action_review": [
            ActionReview(id=number, action=number, round=1, reviewed_on="2026-11-05", progress=words, verdict="passed")
            for number in range(1, count + 1)
        ],
    }
