"""組織人員 as data: the committee, who has not signed, certificates that end, what somebody leaves behind."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.findings import Severity, UserError
from isms_desktop.services import leaving, links, people, proposals, records
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)
CHIEF, KO, NI, HO, GONE = range(1, 6)


@pytest.fixture
def bureau(empty_office: Office) -> Office:
    """A chief, three members and somebody who has left with an open account and an asset."""
    rows: list[dict[str, Any]] = [
        {"name": "詹麗容", "roles": ("ciso", "manager"), "deputy": "耿書豪"},
        {"name": "耿書豪", "committee_group": "*", "duties": "盤點", "deputy": "倪安琪", "roles": ("security_staff",)},
        {"name": "倪安琪", "committee_group": "*", "duties": "盤點", "deputy": "耿書豪"},
        {"name": "何一凡", "committee_group": "*", "duties": "稽核"},
        {"name": "顏離開", "left_on": "2024-06-30"},
    ]
    rows = [{**row, **_group(empty_office, row)} for row in rows]
    records.add(empty_office, "person", rows, "新增人員")
    assets = [("HW-001", "顏離開", "in_use"), ("HW-002", "倪安琪、顏離開", "in_use"), ("HW-003", "耿書豪", "scrapped")]
    records.add(
        empty_office,
        "asset",
        [{"number": n, "category": "HW", "name": "電腦", "custodian": c, "status": s} for n, c, s in assets],
        "新增資產",
    )
    return empty_office


def _group(office: Office, row: dict[str, Any]) -> dict[str, Any]:
    first = office.rules.choices("committee_groups")[0].value
    return {"committee_group": first} if row.get("committee_group") else {}


def _item(office: Office, person: int, key: str) -> leaving.Item:
    return next(item for item in leaving.leaving_list(office, person, TODAY).items if item.key == key)


def _add(office: Office, register: str, /, **values: Any) -> int:
    return records.add(office, register, [values], "新增").added[0]


# Fields


def _about(office: Office, key: str, **values: Any) -> list[tuple[Severity, str]]:
    person = office.find("person", HO).replace(**values)
    return [(each.severity, str(each)) for each in records.findings(office, person) if each.field == key]


def test_a_deputy_must_be_another_who_is_there(bureau: Office) -> None:
    assert _about(bureau, "deputy", deputy="倪安琪") == []
    assert _about(bureau, "deputy", deputy="何一凡") == [(Severity.ERROR, "代理人不能是本人。請改填另一位同仁。")]
    assert _about(bureau, "deputy", deputy="倪安琪、何一凡")[0][0] is Severity.ERROR
    [(weight, text)] = _about(bureau, "deputy", deputy="路人甲")
    assert weight is Severity.WARNING and "人員清單裡沒有「路人甲」" in text
    [(weight, text)] = _about(bureau, "deputy", deputy="顏離開")
    assert weight is Severity.WARNING and text == "代理人「顏離開」已經離職。請改填另一位同仁。"
    with pytest.raises(UserError, match="「何一凡」代理人不能是本人"):
        records.change(bureau, "person", {HO: {"deputy": " 何一凡 "}}, "改代理人")


def test_days_the_wrong_way_round_and_an_odd_number_are_said_at_their_field(bureau: Office) -> None:
    for key in ("left_on", "account_closed_on"):
        assert "早於到職日" in _about(bureau, key, joined_on="2024-05-01", **{key: "2024-04-01"})[0][1]
    assert _about(bureau, "national_id", national_id="A123456788")[0][0] is Severity.WARNING
    assert "帳號停用日還沒有填" in _about(bureau, "account_closed_on", left_on="2024-04-01")[0][1]
    with pytest.raises(UserError, match="到期日早於取得日"):
        _add(
            bureau, "certificate", person=KO, kind="professional", name="甲",
            obtained_on="2026-05-01", expires_on="2025-05-01",
        )  # fmt: skip


# The committee


def test_the_chief_first_then_the_groups_and_equal_duties_once(bureau: Office) -> None:
    head, first, *others = people.committee(bureau, TODAY)
    assert [seat.person.name for seat in head.seats] == ["詹麗容"]
    assert [(seat.person.name, seat.duties, seat.span) for seat in first.seats] == [
        ("耿書豪", "盤點", 2), ("倪安琪", "", 0), ("何一凡", "稽核", 1),
    ]  # fmt: skip
    assert [seat.concern for seat in first.seats] == ["", "", "沒有代理人"]
    assert others and all(group.seats == () for group in others)
    assert [group.label for group in (first, *others)] == [
        choice.label for choice in bureau.rules.choices("committee_groups")
    ]


def test_seats_are_taken_and_given_up_in_one_step_each(bureau: Office) -> None:
    second = bureau.rules.choices("committee_groups")[1]
    changed = people.seat(bureau, [HO, GONE], second.value)
    assert changed.label == f"何一凡、顏離開編入{second.label}"
    group = people.committee(bureau, TODAY)[2]
    assert [seat.concern for seat in group.seats] == ["沒有代理人", "已離職，請由其他同仁接任"]
    assert people.seat(bureau, [HO], "").label == "何一凡移出推動小組"


def test_a_new_chief_takes_the_place_of_the_old_one(bureau: Office) -> None:
    changed = people.appoint(bureau, NI)
    assert changed.touched == {"person": {CHIEF, NI}}
    assert bureau.find("person", CHIEF).roles == ("manager",)
    head, first, *_ = people.committee(bureau, TODAY)
    assert [seat.person.id for seat in head.seats] == [NI]
    assert NI not in [seat.person.id for seat in first.seats]
    records.undo(bureau)
    assert bureau.find("person", CHIEF).roles == ("ciso", "manager")


# Signed papers


def test_who_has_not_signed_and_noting_it_for_several_at_once(bureau: Office) -> None:
    _add(bureau, "pledge", kind="staff", signer="詹麗容", signed_on="2026-01-05")
    _add(bureau, "pledge", kind="staff", signer="耿書豪", person=KO, signed_on="2024-01-05", valid_until="2025-01-05")
    _add(bureau, "pledge", kind="auditor", signer="倪安琪", person=NI, signed_on="2026-01-05")
    assert [each.id for each in people.unsigned(bureau, TODAY)] == [KO, NI, HO]
    assert KO not in [each.id for each in people.unsigned(bureau, datetime.date(2025, 1, 5))]
    changed = people.sign(bureau, [KO, NI], "2026-11-19", TODAY)
    assert records.undo_label(bureau) == changed.label == "登錄 2 人已簽員工保密同意書"
    assert [each.id for each in people.unsigned(bureau, TODAY)] == [HO]
    records.undo(bureau)
    assert len(people.unsigned(bureau, TODAY)) == 3


@pytest.mark.parametrize(
    ("ids", "day", "words"),
    [([], "2026-11-19", "還沒有勾選任何人"), ([KO], "", "沒有填簽署日"), ([KO], "2026-11-21", "115.11.21 還沒有到")],
)
def test_a_signature_needs_somebody_and_a_day_that_has_been(bureau: Office, ids: Any, day: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        people.sign(bureau, ids, day, TODAY)
    assert bureau.all("pledge") == []


def test_a_certificate_of_a_known_name_brings_kind_and_issuer(bureau: Office) -> None:
    _add(bureau, "certificate", person=KO, kind="professional", name="主導稽核員", issuer="某驗證機構")
    rows = [{"name": "主導稽核員"}, {"name": "資安職能評量"}, {"name": "主導稽核員", "issuer": "另一家"}, {}]
    first, second, third, fourth = proposals.complete(bureau, "certificate", rows)
    assert (first["kind"], first["issuer"]) == ("professional", "某驗證機構")
    assert second["kind"] == "competency"
    assert third["issuer"] == "另一家"
    assert fourth == {}


# Leaving


def test_the_checklist_says_what_is_open_from_the_records_alone(bureau: Office) -> None:
    _add(bureau, "task", name="內部稽核", responsible="耿書豪")
    _add(bureau, "task", name="去年的工作", responsible="耿書豪", done_on="2025-12-01")
    _add(bureau, "system", name="差勤系統", development="own", administrator="耿書豪、何一凡")
    listed = leaving.leaving_list(bureau, KO, TODAY)
    assert {item.key: item.state for item in listed.items} == {
        "day": "open", "accounts": "open", "assets": "done", "systems": "open", "deputy": "open", "work": "open",
        "committee": "open", "security_staff": "open", "pledge": "note", "certificates": "note",
    }  # fmt: skip
    assert listed.open == 7
    assert _item(bureau, KO, "work").text == "年度工作 1 項（負責人）。"
    assert _item(bureau, KO, "deputy").text == "人員 2 人（代理人）。"
    assert _item(bureau, GONE, "assets").text == "資產清冊 2 筆（保管人）。"


def test_everything_is_handed_over_in_one_step_and_nobody_becomes_a_deputy_of_oneself(bureau: Office) -> None:
    _add(bureau, "task", name="內部稽核", responsible="耿書豪")
    done = _add(bureau, "task", name="去年的工作", responsible="耿書豪", done_on="2025-12-01")
    changed = leaving.hand_over(bureau, KO, NI, ["assets", "systems", "deputy", "work"], TODAY)
    assert changed.label == "耿書豪移交給倪安琪：擔任代理人、負責的工作"
    assert bureau.find("person", CHIEF).deputy == "倪安琪"
    assert bureau.find("person", NI).deputy == "耿書豪"
    assert _item(bureau, KO, "work").state == "done"
    assert _item(bureau, KO, "deputy").text == "人員 1 人（代理人）。"
    assert bureau.find("task", done).responsible == "耿書豪"
    records.undo(bureau)
    assert bureau.find("person", CHIEF).deputy == "耿書豪"


def test_what_two_share_is_kept_once(bureau: Office) -> None:
    leaving.hand_over(bureau, GONE, NI, ["assets"], TODAY)
    assert [asset.custodian for asset in bureau.all("asset")] == ["倪安琪", "倪安琪", "耿書豪"]
    assert _item(bureau, GONE, "assets").state == "done"


def test_there_must_be_somebody_to_hand_over_to_and_something(bureau: Office) -> None:
    for taker in (GONE, 99):
        with pytest.raises(UserError, match="沒有可以接手的同仁"):
            leaving.hand_over(bureau, KO, taker, ["work"], TODAY)
    with pytest.raises(UserError, match="沒有可以移交的項目"):
        leaving.hand_over(bureau, HO, NI, ["work"], TODAY)
    with pytest.raises(UserError, match="不能移交給同名"):
        leaving.hand_over(bureau, GONE, _add(bureau, "person", name="顏離開", department="會計室"), ["assets"], TODAY)


def test_of_two_with_the_same_name_the_list_only_cautions(bureau: Office) -> None:
    _add(bureau, "person", name="耿書豪", department="會計室")
    assert "另有一位同仁也叫「耿書豪」" in leaving.leaving_list(bureau, KO, TODAY).caution
    with pytest.raises(UserError, match="另有一位同仁"):
        leaving.hand_over(bureau, KO, NI, ["deputy"], TODAY)


def test_the_deputy_is_proposed_for_taking_over(bureau: Office) -> None:
    assert leaving.successor(bureau, KO, TODAY) == NI
    assert leaving.successor(bureau, HO, TODAY) == 0


def test_days_are_filled_in_from_the_checklist(bureau: Office) -> None:
    assert leaving.set_day(bureau, GONE, "account_closed_on", "2026-07-01").label == "帳號停用日：顏離開 115.7.1"
    assert _item(bureau, GONE, "accounts").state == "done"
    with pytest.raises(UserError, match="離職日早於到職日"):
        records.change(bureau, "person", {HO: {"joined_on": "2026-12-01"}}, "到職")
        leaving.set_day(bureau, HO, "left_on", "2026-11-20")


# What wants attention


def test_reminders_say_what_is_missing_and_where(bureau: Office) -> None:
    for name, day in (("甲", "2026-11-19"), ("乙", "2027-01-19"), ("丙", "2027-01-20"), ("丁", "")):
        _add(bureau, "certificate", person=KO, kind="professional", name=name, expires_on=day)
    _add(bureau, "certificate", person=KO, kind="professional", name="戊", expires_on="2025-01-01")
    _add(bureau, "certificate", person=KO, kind="professional", name="戊", expires_on="2028-01-01")
    _add(bureau, "certificate", person=GONE, kind="professional", name="己", expires_on="2025-01-01")
    found = {each.text: each for each in people.reminders(bureau, TODAY)}
    assert list(found) == [
        "1 張資安證照已到期", "1 張資安證照 60 天內到期", "4 位同仁還沒有簽保密同意書", "1 位離職同仁的帳號還沒有停用",
        "1 位離職同仁名下還有資產", "1 位推動小組成員沒有可用的代理人或已離職",
    ]  # fmt: skip
    assert found["1 張資安證照已到期"].urgent and found["1 張資安證照已到期"].due == "2026-11-19"
    assert found["1 位離職同仁的帳號還沒有停用"].ids == {GONE}
    people.seat(bureau, [HO], "")
    people.appoint(bureau, HO)
    records.change(bureau, "person", {HO: {"roles": ()}}, "卸任")
    assert "還沒有指定資通安全長" in [each.text for each in people.reminders(bureau, TODAY)]


def test_an_office_without_people_is_not_reminded_of_them(empty_office: Office) -> None:
    assert people.reminders(empty_office, TODAY) == []


def test_the_asset_of_a_leaver_whose_name_somebody_bears_is_not_theirs(bureau: Office) -> None:
    _add(bureau, "person", name="顏離開", department="新人")
    assert leaving.keepers(bureau, [bureau.find("person", GONE)], TODAY) == []
    assert links.mentions(bureau, "person", {GONE}) == []


def test_somebody_entered_twice_is_pointed_out_and_still_kept(empty_office: Office) -> None:
    same = {"name": "王小明", "department": "總務處", "job_title": "組長"}
    first, second, other = records.add(
        empty_office, "person", [same, same, {**same, "department": "教務處"}], "新增"
    ).added

    def said(record_id: int) -> list[str]:
        return [each.text for each in records.findings(empty_office, empty_office.find("person", record_id))]

    for record_id in (first, second):
        assert any("都相同的人" in text for text in said(record_id))
    assert not any("都相同的人" in text for text in said(other))
    records.change(empty_office, "person", {second: {"left_on": "2026-10-01"}}, "離職")
    assert not any("都相同的人" in text for text in said(first))
