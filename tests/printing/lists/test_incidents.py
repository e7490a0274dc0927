"""One incident and its clocks on paper, and the lists of the office's own rules: the edition of the day counts."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

import pytest

from isms_desktop.domain.improvements import AuditFinding, ImprovementAction
from isms_desktop.domain.incidents import STEPS, Incident, IncidentEvent
from isms_desktop.domain.people import Person
from isms_desktop.domain.rules import no_edition
from isms_desktop.domain.vendors import Vendor
from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from isms_desktop.printing.lists.row import AnyRow
from isms_desktop.services import library

OLD = Incident(id=1, summary="去年的", known_at="2025-08-19T19:05", reported_at="2025-08-19T19:50")
WEB = Incident(
    id=2, summary="首頁遭置換", known_at="2026-03-07T21:35", reported_at="2026-03-07T22:40", integrity="2",
    controlled_at="2026-03-09T21:35", support="無。", platform_down=False,
)  # fmt: skip
LEAK = Incident(
    id=3, summary="名冊外流", known_at="2026-02-01T10:00", reported_at="2026-02-01T10:20", confidentiality="3",
    controlled_at="2026-02-03T10:00", platform_down=True, support="請市府協助鑑識",
)  # fmt: skip


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    records: dict[str, Any] = {
        "incident": [OLD, WEB, LEAK],
        "incident_event": [
            IncidentEvent(id=1, incident=2, happened_at="2026-03-08T08:00", what="全站比對。", who="米家豪"),
            IncidentEvent(id=2, incident=2, happened_at="2026-03-07T21:42", what="停用帳號。", who="耿書豪"),
        ],
        "finding": [AuditFinding(id=1, source="incident", incident=2), AuditFinding(id=2, source="audit", audit=1)],
        "action": [
            ImprovementAction(id=1, finding=1, measure="啟用登入鎖定。"),
            ImprovementAction(id=2, finding=2, measure="別的措施。"),
        ],
    }
    return dataclasses.replace(inputs, records=records)


def copies(office: Inputs, forms: Mapping[str, Form], **changes: Any) -> dict[str, Context]:
    """The copies of the report by the incident that they are for."""
    context = Context(forms["incident_report"], dataclasses.replace(office, **changes))
    return {copy["summary"].text: copy for copy in context.copies()}


def texts(rows: list[AnyRow], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name].text for name in names) for row in rows]


def test_each_incident_of_the_year_is_a_paper_the_earliest_first(office: Inputs, forms: Mapping[str, Form]) -> None:
    assert list(copies(office, forms)) == ["名冊外流", "首頁遭置換"]
    assert list(copies(office, forms, year=114)) == ["去年的"]
    assert list(copies(office, forms, picked=("incident",))) == ["去年的", "名冊外流", "首頁遭置換"]


def test_every_copy_has_its_own_clocks_with_what_was_due_and_whether_it_was_met(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    found = copies(office, forms)
    rows = found["首頁遭置換"].rows("incident_clocks")
    assert texts(rows, "step", "limit", "due", "done") == [
        ("通報", "知悉後 1 小時內", "115.3.7 22:35", "115.3.7 22:40"),
        ("控制或復原", "知悉後 72 小時內", "115.3.10 21:35", "115.3.9 21:35"),
        ("調查、處理及改善報告", "完成損害控制或復原後 1 個月內", "115.4.9 21:35", ""),
    ]
    assert [(row["in_time"].value, row["late"].value) for row in rows] == [(False, True), (True, False), (False, False)]
    assert rows[0]["article"].text == "第 6 條第 1 項（未經官方核對）"
    major = found["名冊外流"].rows("incident_clocks")
    assert texts(major, "step", "limit") == [
        ("通報", "知悉後 1 小時內"),
        ("事後補登", "無法通報之事由解除後（未定時數）"),
        ("資通安全長召開會議", "知悉重大資通安全事件後（未定時數）"),
        ("控制或復原", "知悉後 36 小時內"),
        ("調查、處理及改善報告", "完成損害控制或復原後 1 個月內"),
    ]
    assert [row["late"].value for row in major] == [False, False, False, True, False]


def test_an_incident_goes_by_the_edition_of_its_day(office: Inputs, forms: Mapping[str, Form]) -> None:
    old = copies(office, forms, year=114)["去年的"]
    assert old["law_review"].text == "資通安全管理法施行細則第 8 條"
    assert texts(old.rows("incident_clocks"), "article")[0] == ("第 4 條第 1 項（未經官方核對）",)
    new = copies(office, forms)["首頁遭置換"]
    assert new["law_review"].text == "資通安全管理法施行細則第 12 條（未經官方核對）"
    assert new["law_levels"].text == "資通安全事件通報應變及演練辦法第 2 條，115.1.5 版"


def test_boxes_tell_whether_help_was_asked_and_the_platform_could_be_used(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    names = ("support_none", "support_asked", "platform_used", "platform_failed")
    found = {summary: tuple(copy[name].value for name in names) for summary, copy in copies(office, forms).items()}
    assert found == {"首頁遭置換": (True, False, True, False), "名冊外流": (False, True, False, True)}
    [old] = copies(office, forms, year=114).values()
    assert [old[name].value for name in names] == [False] * 4


def test_the_course_runs_by_time_and_falls_back_on_the_incidents_own_moments(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    found = copies(office, forms)
    assert texts(found["首頁遭置換"].rows("incident_events"), "moment", "what", "who") == [
        ("115.3.7 21:42", "停用帳號。", "耿書豪"),
        ("115.3.8 08:00", "全站比對。", "米家豪"),
    ]
    assert texts(found["名冊外流"].rows("incident_events"), "moment", "what") == [
        ("115.2.1 10:00", "知悉"),
        ("115.2.1 10:20", "通報"),
        ("115.2.3 10:00", "完成控制或復原"),
    ]


def test_only_the_measures_against_this_incident_stand_in_its_report(office: Inputs, forms: Mapping[str, Form]) -> None:
    found = copies(office, forms)
    assert texts(found["首頁遭置換"].rows("incident_measures"), "measure") == [("啟用登入鎖定。",)]
    assert found["名冊外流"].rows("incident_measures") == []


def test_without_an_incident_there_is_one_empty_paper(office: Inputs, forms: Mapping[str, Form]) -> None:
    [copy] = Context(forms["incident_report"], dataclasses.replace(office, records={})).copies()
    assert copy.rows("incident_clocks") == [] and copy.rows("incident_events") == []


def test_the_blank_paper_names_every_step_with_both_times_of_control(office: Inputs, forms: Mapping[str, Form]) -> None:
    [copy] = Context(forms["incident_report"], dataclasses.replace(office, blank=True)).copies()
    rows = copy.rows("incident_clocks")
    assert [row["step"].text for row in rows] == list(STEPS.values())
    control = next(row for row in rows if row["step"].text == "控制或復原")
    assert control["limit"].text == "知悉後 72 小時內（重大資通安全事件為 36 小時內）"
    assert not any(row[name].text or row[name].value for row in rows for name in ("due", "done", "in_time", "late"))


# The office's own rules


def test_the_levels_are_those_of_the_edition_and_say_what_nobody_has_compared(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    context = Context(forms["incident_procedure"], office)
    levels = texts(context.rows("incident_levels"), "level")
    assert levels == [("第一級",), ("第二級",), ("第三級\n（未經官方核對）",), ("第四級\n（未經官方核對）",)]
    assert context.rows("incident_levels")[0]["confidentiality"].text == "非核心業務資訊遭輕微洩漏。"
    before = Context(forms["incident_procedure"], dataclasses.replace(office, today=datetime.date(2025, 6, 1)))
    assert before.rows("incident_levels") == []
    assert before["incident_mechanism"].text == "資通安全管理法第 14 條"
    assert context["incident_mechanism"].text == "資通安全管理法第 17 條（未經官方核對）"
    assert context["incident_law"].text == "資通安全事件通報應變及演練辦法（115.1.5 修正）"
    assert context["incident_notify_rules"].text == "資通安全事件通報應變及演練辦法第 4 條"


def test_every_limit_has_its_article_and_none_passes_for_official(office: Inputs, forms: Mapping[str, Form]) -> None:
    rows = Context(forms["incident_procedure"], office).rows("incident_limits")
    assert [row["step"].text for row in rows] == list(STEPS.values())
    assert all(row["article"].text.endswith("（未經官方核對）") for row in rows)


def test_whom_to_call_is_the_people_then_those_above_the_platform_and_the_suppliers(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    records = {
        "person": [
            Person(id=1, name="櫃檯同仁", roles=("user",)),
            Person(id=2, name="潘美綉", committee_group="team", extension="301"),
            Person(id=3, name="施宥廷", job_title="辦事員", roles=("security_staff",), extension="302",
                   email="a@b.example"),
            Person(id=4, name="羅秋蘋", roles=("ciso",), committee_group="team"),
            Person(id=5, name="已離職", roles=("security_staff",), left_on="2026-01-01"),
        ],
        "vendor": [Vendor(id=1, name="曜立資訊", contact="郎曉嵐", phone="00-0000-6101")],
    }  # fmt: skip
    agency = office.agency.replace(phone="00-0000-1100", superior="湖山縣政府", report_to="湖山縣政府")
    context = Context(forms["incident_procedure"], dataclasses.replace(office, records=records, agency=agency))
    assert texts(context.rows("incident_contacts"), "role", "name", "phone", "email") == [
        ("資通安全長", "羅秋蘋", "00-0000-1100", ""),
        ("通報人員", "辦事員 施宥廷", "00-0000-1100 轉 302", "a@b.example"),
        ("資通安全推動小組", "潘美綉", "00-0000-1100 轉 301", ""),
        ("上級或監督機關", "湖山縣政府", "", ""),
        ("通報平臺", "國家資通安全通報應變網站（未經官方核對）", "", "https://www.ncert.nat.gov.tw"),
        ("委外廠商", "曜立資訊\n郎曉嵐", "00-0000-6101", ""),
    ]


def test_a_school_reports_to_the_platform_of_the_schools(office: Inputs, forms: Mapping[str, Form]) -> None:
    rules = office.rules._replace(profile=library.profiles()["elementary-school-d"])
    context = Context(forms["incident_procedure"], dataclasses.replace(office, rules=rules))
    assert "TANet" in context["platform_name"].text
    assert Context(forms["team"], dataclasses.replace(office, guide={}))["platform_name"].text == ""


def test_an_office_without_a_regulation_prints_papers_without_clocks(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    rules = inputs.rules._replace(incident_edition=no_edition)
    context = Context(forms["incident_procedure"], dataclasses.replace(inputs, rules=rules))
    assert context.rows("incident_limits") == context.rows("incident_levels") == []
    assert context["incident_law"].text == ""
