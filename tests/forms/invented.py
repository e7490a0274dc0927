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
    guide = {**printing.guide(FORMS["system_baseline"]), "training_hours": hours}
    return Inputs(agency, rules, records, TODAY, guide=guide, law=library.law(), plan=library.plan())


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
        "finding": {"kind": "nonconformity", "source": "audit", "audit": 1},
        "action": {"finding": 1, "due_on": "2026-12-31"},
    }
    numbered = {
        "name": "名稱",
        "statement": "目標",
        "aspect": "構面",
        "subject": "對象",
        "content": "缺失",
        "measure": "措施",
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
