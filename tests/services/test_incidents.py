"""An incident from the first minute to what was learnt, warnings and exercises, products brought in from the assets."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.incident_clocks import write_moment
from isms_desktop.services import drills, harmful, incidents, proposals, records
from isms_desktop.services.offices import Office, create_office

NOW = incidents.moment_now()
HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
SLIGHT = {"what": "core", "ci": "no", "how": "slight"}
GRAVE = {"what": "core", "ci": "no", "how": "grave"}


@pytest.fixture
def begun(empty_office: Office) -> int:
    """An incident known for twenty minutes."""
    return incidents.report_new(empty_office, "信箱被盜", "寄出釣魚信", NOW - 20 * MINUTE).added[0]


def the(office: Office, incident_id: int) -> Any:
    return office.find("incident", incident_id)


def test_a_report_begins_with_two_things_and_the_hour_runs(empty_office: Office, begun: int) -> None:
    assert the(empty_office, begun).known_at == write_moment(NOW - 20 * MINUTE)
    assert incidents.next_words(empty_office, the(empty_office, begun), NOW) == "通報 剩 40 分"
    assert records.undo_label(empty_office) == "通報新事件"


@pytest.mark.parametrize(("summary", "description", "field"), [(" ", "寄出", "summary"), ("被盜", "", "description")])
def test_what_is_missing_is_named_and_nothing_is_begun(
    summary: str, description: str, field: str, empty_office: Office
) -> None:
    with pytest.raises(UserError) as problem:
        incidents.report_new(empty_office, summary, description, NOW)
    assert field in {each.field for each in problem.value.findings}
    assert empty_office.all("incident") == []


def test_now_reported_writes_this_minute_and_can_be_taken_back(empty_office: Office, begun: int) -> None:
    changed = incidents.mark_done(empty_office, begun, "reported_at", NOW)
    assert changed.label == "現在通報"
    report, *_ = incidents.clocks(empty_office, the(empty_office, begun))
    assert report.words(NOW).endswith("完成，用時 20 分")
    records.undo(empty_office)
    assert the(empty_office, begun).reported_at == ""


def test_nothing_is_done_before_it_was_known(empty_office: Office, begun: int) -> None:
    with pytest.raises(UserError, match="早於知悉時間"):
        incidents.mark_done(empty_office, begun, "controlled_at", NOW - HOUR)
    assert the(empty_office, begun).controlled_at == ""


def test_answers_become_level_and_reason_and_are_read_again(empty_office: Office, begun: int) -> None:
    incidents.grade(empty_office, begun, "confidentiality", SLIGHT)
    records.change(
        empty_office,
        "incident",
        {begun: {"confidentiality_reason": the(empty_office, begun).confidentiality_reason + "\n只有 3 筆，已追回"}},
        "寫下判斷",
    )
    assert incidents.answers(empty_office, the(empty_office, begun), "confidentiality") == SLIGHT
    incidents.grade(empty_office, begun, "confidentiality", GRAVE)
    again = the(empty_office, begun)
    assert again.confidentiality == "3"
    assert again.confidentiality_reason.endswith("\n只有 3 筆，已追回")
    assert "第三級（資通安全事件通報應變及演練辦法第 2 條，115.1.5 版）" in again.confidentiality_reason
    assert not [each for each in records.findings(empty_office, again) if "confidentiality" in each.field]


def test_half_an_answer_is_refused(empty_office: Office, begun: int) -> None:
    with pytest.raises(UserError, match="還有問題沒有回答"):
        incidents.grade(empty_office, begun, "integrity", {"what": "core"})


def test_an_old_incident_goes_by_the_text_of_its_day(empty_office: Office) -> None:
    known = datetime.datetime.fromisoformat("2025-06-01T09:00")
    old = incidents.report_new(empty_office, "隨身碟遺失", "含名單", known).added[0]
    assert incidents.edition(the(empty_office, old)).edition == "110.8.23"
    incidents.grade(empty_office, old, "confidentiality", {"what": "secret", "how": "slight"})
    assert "一般公務機密或敏感資訊" in the(empty_office, old).confidentiality_reason


def test_another_level_after_the_report_is_reported_again_within_the_hour(empty_office: Office, begun: int) -> None:
    incidents.grade(empty_office, begun, "confidentiality", SLIGHT)
    assert the(empty_office, begun).regraded_at == ""
    incidents.mark_done(empty_office, begun, "reported_at", NOW)
    incidents.grade(empty_office, begun, "integrity", {"what": "other", "how": "slight"})
    assert incidents.regrading_words(empty_office, the(empty_office, begun)) == ""  # the highest is the same
    incidents.grade(empty_office, begun, "availability", GRAVE)
    after = the(empty_office, begun)
    assert after.regraded_at and "已改為第三級" in incidents.regrading_words(empty_office, after)
    again = next(clock for clock in incidents.clocks(empty_office, after) if clock.step == "report_again")
    assert again.due and again.start and again.due - again.start == HOUR
    records.undo(empty_office)
    assert (the(empty_office, begun).availability, the(empty_office, begun).regraded_at) == ("", "")


def test_a_second_change_of_level_starts_the_hour_again(empty_office: Office, begun: int) -> None:
    incidents.grade(empty_office, begun, "availability", SLIGHT)
    incidents.mark_done(empty_office, begun, "reported_at", NOW)
    incidents.grade(empty_office, begun, "availability", GRAVE)
    incidents.mark_done(empty_office, begun, "regrade_reported_at", incidents.moment_now() + MINUTE)
    assert incidents.regrading_words(empty_office, the(empty_office, begun)) == ""
    records.change(empty_office, "incident", {begun: {"availability": "4"}}, "改等級")
    assert the(empty_office, begun).regrade_reported_at == ""
    assert "第四級" in incidents.regrading_words(empty_office, the(empty_office, begun))


def test_a_regrading_typed_by_hand_is_not_overwritten(empty_office: Office, begun: int) -> None:
    incidents.grade(empty_office, begun, "availability", SLIGHT)
    incidents.mark_done(empty_office, begun, "reported_at", NOW)
    told = write_moment(NOW + 2 * MINUTE)
    records.change(empty_office, "incident", {begun: {"availability": "3", "regraded_at": told}}, "補登")
    assert the(empty_office, begun).regraded_at == told


def test_the_timeline_has_the_milestones_between_what_was_noted(empty_office: Office, begun: int) -> None:
    incidents.add_event(empty_office, begun, " 拔除網路線 ", "王大同", NOW - 10 * MINUTE)
    incidents.mark_done(empty_office, begun, "reported_at", NOW)
    line = incidents.timeline(empty_office, begun)
    assert [(each.what, each.who, each.event_id > 0) for each in line] == [
        ("知悉", "", False),
        ("拔除網路線", "王大同", True),
        ("通報", "", False),
    ]
    with pytest.raises(UserError, match="經過"):
        incidents.add_event(empty_office, begun, " ", "", NOW)


def test_the_course_goes_into_the_report_once(empty_office: Office, begun: int) -> None:
    with pytest.raises(UserError, match="沒有新的紀錄"):
        incidents.recovery_from_timeline(empty_office, begun)
    incidents.add_event(empty_office, begun, "拔除網路線", "王大同", NOW)
    incidents.recovery_from_timeline(empty_office, begun)
    incidents.add_event(empty_office, begun, "重灌", "", NOW)
    incidents.recovery_from_timeline(empty_office, begun)
    lines = the(empty_office, begun).recovery.splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["拔除網路線（王大同）", "重灌"]
    done = {item.keys[0]: item.missing for item in incidents.report_items(the(empty_office, begun))}
    assert len(done) == 7 and done["recovery"] == () and done["occurred_at"] == ("occurred_at", "controlled_at")


def test_an_incident_becomes_something_to_improve(empty_office: Office, begun: int) -> None:
    records.change(empty_office, "incident", {begun: {"cause": "弱密碼", "improvement": "改用雙因子驗證"}}, "填寫")
    made = incidents.add_finding(empty_office, "incident", begun, NOW.date()).added[0]
    finding = empty_office.find("finding", made)
    assert (finding.source, finding.incident, finding.cause) == ("incident", begun, "弱密碼")
    assert finding.content == "改用雙因子驗證"
    assert incidents.findings_of(empty_office, "incident", begun) == [finding]


def test_a_drill_becomes_something_to_improve_too(empty_office: Office) -> None:
    drill = records.add(empty_office, "drill", [{"kind": "social", "held_on": "2026-05-12"}], "新增").added[0]
    made = incidents.add_finding(empty_office, "drill", drill, NOW.date()).added[0]
    finding = empty_office.find("finding", made)
    assert finding.content == "演練紀錄「社交工程演練」的改善"
    assert finding.number == f"{NOW.year - 1911}-01"  # as every other finding


def test_a_school_reports_elsewhere_than_a_bureau(empty_office: Office, tmp_path: Any) -> None:
    school = create_office(tmp_path / "小.isms", profile="elementary-school-d", name="青埕國小")
    assert "tanet" in incidents.platform(school).address
    assert "ncert" in incidents.platform(empty_office).address
    assert not incidents.platform(school).verified
    school.close()


# What is due


def texts(office: Office, today: datetime.date | None = None) -> dict[str, bool]:
    return {each.text: each.urgent for each in incidents.reminders(office, today or NOW.date())}


def test_a_running_clock_is_urgent_and_says_by_when(empty_office: Office, begun: int) -> None:
    [reminder] = incidents.reminders(empty_office, NOW.date())
    assert reminder.urgent and reminder.ids == {begun}
    assert reminder.text.startswith("「信箱被盜」應於 ") and reminder.text.endswith("前完成通報")
    assert "第 6 條第 1 項" in reminder.why and "未經官方核對" in reminder.why
    [later] = incidents.reminders(empty_office, NOW.date() + datetime.timedelta(days=2))
    assert "通報已逾時" in later.text and later.urgent


def test_clocks_that_ran_out_are_counted_together(empty_office: Office, begun: int) -> None:
    other = incidents.report_new(empty_office, "網頁遭置換", "首頁不見了", NOW - 5 * HOUR).added[0]
    later = NOW.date() + datetime.timedelta(days=2)
    [reminder] = incidents.reminders(empty_office, later)
    assert reminder.text == "2 件事件的通報已逾時" and reminder.ids == {begun, other}
    assert reminder.due == write_moment(NOW - 4 * HOUR)[:10]


def test_the_month_of_the_report_is_not_urgent_at_first_and_a_closed_incident_is_quiet(
    empty_office: Office, begun: int
) -> None:
    for key in ("reported_at", "controlled_at"):
        incidents.mark_done(empty_office, begun, key, NOW)
    assert list(texts(empty_office).values()) == [False]
    assert list(texts(empty_office, NOW.date() + datetime.timedelta(days=27)).values()) == [True]
    incidents.mark_done(empty_office, begun, "final_reported_at", NOW)
    assert texts(empty_office) == {}


def test_intelligence_is_spoken_of_after_thirty_days(empty_office: Office) -> None:
    rows = [
        {"received_on": day, "kind": "message", "summary": day, "done_on": done}
        for day, done in (("2026-10-01", ""), ("2026-10-25", ""), ("2026-09-01", "2026-09-02"))
    ]
    records.add(empty_office, "intelligence", rows, "新增")
    [reminder] = drills.reminders(empty_office, datetime.date(2026, 11, 20))
    assert reminder.ids == {1} and reminder.text.startswith("1 則情資")


def test_drills_that_are_near_and_drills_without_a_result(empty_office: Office) -> None:
    rows = [
        {"kind": "report", "held_on": "2026-12-20"},
        {"kind": "report", "held_on": "2026-12-21"},
        {"kind": "social", "held_on": "2026-05-02"},
        {"kind": "social", "held_on": "2026-05-03", "open_rate": 0.0},
    ]
    records.add(empty_office, "drill", rows, "新增")
    near, bare = drills.reminders(empty_office, datetime.date(2026, 11, 20))
    assert (near.ids, near.due, bare.ids) == ({1}, "2026-12-20", {3})


def test_products_that_want_something(empty_office: Office) -> None:
    approved = {"own_ciso_on": "2025-05-01", "superior_ciso_on": "2025-05-09", "authority_on": "2025-06-01"}
    rows: list[dict[str, Any]] = [
        {"brand": "甲牌"},
        {"brand": "乙牌", "disposition": "remove", "planned_on": "2026-10-01"},
        {"brand": "丙牌", "disposition": "remove", "planned_on": "2026-12-01"},
        {"brand": "丁牌", "disposition": "exception"},
        {"brand": "戊牌", "disposition": "exception", **approved, "alternatives_on": "2025-10-01"},
        {"brand": "己牌", "disposition": "exception", **approved, "alternatives_on": "2026-10-01"},
        {"brand": "庚牌", "disposition": "remove", "planned_on": "2026-01-01", "destroyed_on": "2026-01-05"},
    ]
    records.add(empty_office, "harmful_product", rows, "新增")
    found = list(harmful.reminders(empty_office, datetime.date(2026, 11, 20)))
    assert [(set(each.ids), each.urgent) for each in found] == [({1}, True), ({2}, True), ({4}, True), ({5}, False)]


# What new rows begin with


def test_doubtful_assets_come_in_with_what_is_known_of_them(desk: Office) -> None:
    told = {"harmful_doubt": "大陸廠牌", "brand": "甲牌", "model": "X1", "location": "大廳", "quantity": 3}
    records.change(desk, "asset", {1: told, 2: {"harmful_doubt": "無"}, 3: {"harmful_doubt": "待查"}}, "盤點")
    assert [each.id for each in harmful.candidates(desk)] == [1, 3]
    [reminder] = harmful.reminders(desk, NOW.date())
    assert reminder.text.startswith("2 項資產")
    changed = harmful.adopt(desk)
    first, second = (desk.find("harmful_product", each) for each in changed.added)
    assert (first.brand, first.model, first.name, first.location, first.quantity) == (
        ("甲牌", "X1", "櫃檯電腦", "大廳", 3)
    )
    assert second.brand == "公文系統" and second.listed_on == datetime.date.today().isoformat()
    assert harmful.candidates(desk) == []
    with pytest.raises(UserError, match="沒有要帶入的資產"):
        harmful.adopt(desk)
    records.undo(desk)
    assert len(harmful.candidates(desk)) == 2


def test_an_asset_stands_in_the_register_once(desk: Office) -> None:
    records.change(desk, "asset", {1: {"harmful_doubt": "大陸廠牌"}}, "盤點")
    harmful.adopt(desk)
    again = records.add(desk, "harmful_product", [{"brand": "甲牌", "asset": 1}], "新增").added[0]
    found = records.findings(desk, desk.find("harmful_product", again))
    assert [each.text for each in found if each.field == "asset"] == ["這項資產已經在危害產品清單中。"]


def test_what_new_rows_begin_with(empty_office: Office) -> None:
    records.change(empty_office, "agency", {empty_office.agency.id: {"superior": "青埕縣政府"}}, "填寫")
    today = datetime.date.today().isoformat()
    [event] = proposals.complete(empty_office, "incident_event", [{"what": "重灌"}])
    assert str(event["happened_at"]).startswith(today[:4])
    [kept] = proposals.complete(empty_office, "incident_event", [{"what": "重灌", "happened_at": "2026-01-02T10:00"}])
    assert kept["happened_at"] == "2026-01-02T10:00"
    [came] = proposals.complete(empty_office, "intelligence", [{"summary": "漏洞"}])
    assert came["received_on"] == today
    social, own = proposals.complete(empty_office, "drill", [{"kind": "social"}, {"kind": "continuity"}])
    assert social["organiser"] == "青埕縣政府" and "organiser" not in own
    assert proposals.complete(empty_office, "incident", [{"summary": "舊事件"}]) == [{"summary": "舊事件"}]


def test_the_first_level_given_after_the_report_is_no_change_of_level(empty_office: Office, begun: int) -> None:
    incidents.mark_done(empty_office, begun, "reported_at", NOW)
    incidents.grade(empty_office, begun, "availability", GRAVE)
    assert the(empty_office, begun).regraded_at == ""
