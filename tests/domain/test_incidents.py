"""What the checks say about an incident: moments the wrong way round, late steps, levels without a reason."""

import datetime

import pytest

from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.domain.incidents import Incident, IncidentEvent, missing_of_report
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.services import library


@pytest.fixture
def lawful(rules: OfficeRules) -> OfficeRules:
    """The office's rules with the regulation of incidents."""
    return rules._replace(incident_edition=library.incident_edition)


def incident(**values: object) -> Incident:
    plain = {"summary": "信箱被盜", "description": "寄出釣魚信", "known_at": "2026-03-02T10:00"}
    return Incident.make(**{**plain, **values})


def found(record: Incident | IncidentEvent, rules: OfficeRules, key: str) -> list[Finding]:
    return [each for each in check(record, rules) if each.field == key]


@pytest.mark.parametrize(
    ("values", "key", "text"),
    [
        ({"occurred_at": "2026-03-02T11:00"}, "known_at", "知悉時間早於發生時間"),
        ({"reported_at": "2026-03-02T09:59"}, "reported_at", "通報時間早於知悉時間"),
        ({"controlled_at": "2026-03-01T10:00"}, "controlled_at", "完成控制或復原時間早於知悉時間"),
        ({"ciso_meeting_at": "2026-03-01T10:00"}, "ciso_meeting_at", "早於知悉時間"),
        (
            {"controlled_at": "2026-03-03T10:00", "final_reported_at": "2026-03-03T09:00"},
            "final_reported_at",
            "送交調查報告時間早於完成控制或復原時間",
        ),
        (
            {"regraded_at": "2026-03-02T12:00", "regrade_reported_at": "2026-03-02T11:00"},
            "regrade_reported_at",
            "等級變更通報時間早於等級變更時間",
        ),
    ],
)
def test_moments_the_wrong_way_round_cannot_be_saved(
    values: dict[str, str], key: str, text: str, lawful: OfficeRules
) -> None:
    [finding] = [each for each in found(incident(**values), lawful, key) if each.severity is Severity.ERROR]
    assert text in finding.text and finding.advice


@pytest.mark.parametrize(
    ("values", "key", "text"),
    [
        ({"reported_at": "2026-03-02T11:30"}, "reported_at", "通報超過時限 30 分"),
        ({"controlled_at": "2026-03-05T11:00"}, "controlled_at", "控制或復原超過時限 1 小時"),
        (
            {"controlled_at": "2026-03-04T00:00", "availability": "3", "availability_reason": "停擺"},
            "controlled_at",
            "控制或復原超過時限 2 小時",
        ),
        ({"platform_down": True}, "alternative", "沒有寫替代的通報方式"),
        ({"confidentiality": "2"}, "confidentiality_reason", "已評定等級，但沒有理由"),
        ({"final_reported_at": "2026-03-09T10:00"}, "controlled_at", "沒有完成控制或復原的時間"),
        ({"final_reported_at": "2026-03-09T10:00"}, "final_reported_at", "還沒有填發生時間、"),
        ({"confidentiality": "0", "integrity": "0", "availability": "0"}, "confidentiality", "可能不是資通安全事件"),
    ],
)
def test_what_is_odd_is_saved_and_shown(values: dict[str, str], key: str, text: str, lawful: OfficeRules) -> None:
    [finding] = found(incident(**values), lawful, key)
    assert finding.severity is Severity.WARNING
    assert text in finding.text and finding.advice


def test_a_report_in_time_needs_no_excuse(lawful: OfficeRules) -> None:
    assert not found(incident(reported_at="2026-03-02T11:00"), lawful, "reported_at")
    assert not found(incident(controlled_at="2026-03-05T10:00"), lawful, "controlled_at")


def test_a_moment_in_the_future_is_a_slip_of_the_pen(lawful: OfficeRules) -> None:
    tomorrow = (datetime.datetime.now() + datetime.timedelta(days=1)).isoformat(timespec="minutes")
    [finding] = found(incident(known_at=tomorrow), lawful, "known_at")
    assert (finding.severity, finding.text) == (Severity.WARNING, "知悉時間在未來。")
    event = IncidentEvent.make(incident=1, happened_at=tomorrow, what="重灌")
    assert [each.text for each in found(event, lawful, "happened_at")] == ["時間在未來。"]


def test_a_level_that_is_not_what_the_answers_come_to_is_noticed(lawful: OfficeRules) -> None:
    edition = library.incident_edition("2026-03-02")
    answers = {"what": "core", "ci": "no", "how": "slight"}
    reason = edition.sides["integrity"].reasoning(answers, "", edition.basis)
    assert not found(incident(integrity="2", integrity_reason=reason), lawful, "integrity")
    [finding] = found(incident(integrity="3", integrity_reason=reason), lawful, "integrity")
    assert finding.text == "完整性衝擊是第三級，但理由中的回答是第二級。"
    assert not found(incident(integrity="3", integrity_reason="自己的判斷"), lawful, "integrity")


def test_without_a_regulation_no_clock_is_invented(rules: OfficeRules) -> None:
    assert not found(incident(reported_at="2026-03-09T11:30"), rules, "reported_at")


def test_the_seven_items_name_what_is_missing() -> None:
    assert missing_of_report(incident())[:2] == ["發生時間", "完成控制或復原時間"]
    whole = incident(
        occurred_at="2026-03-02T08:00", controlled_at="2026-03-02T18:00", impact="三臺", recovery="重灌",
        investigation="查紀錄", cause="弱密碼", improvement="雙因子", improvement_due="六月底",
    )  # fmt: skip
    assert missing_of_report(whole) == []
