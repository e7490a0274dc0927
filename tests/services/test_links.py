"""Links stay true: where somebody is used, what a deletion asks, and a new name that is followed."""

from typing import Any

import pytest

from isms_desktop.domain.catalog import KINDS, mentions_of
from isms_desktop.domain.findings import UserError
from isms_desktop.services import links, records
from isms_desktop.services.offices import Office

WANG, LEE, CHEN = 1, 2, 3


@pytest.fixture
def bureau(empty_office: Office) -> Office:
    """Wang is named in assets, tasks and as a deputy, holds a certificate, has come to a course and signed."""
    office = empty_office
    _add(
        office,
        "person",
        {"name": "王小明", "job_title": "組長"},
        {"name": "李大華"},
        {"name": "陳一", "deputy": "王小明"},
    )
    rows = [("HW-001", "王小明", ""), ("HW-002", "李大華、王小明", "王小明"), ("HW-003", "王小明明", "王小")]
    _add(
        office,
        "asset",
        *({"number": n, "category": "HW", "name": "電腦", "custodian": c, "owner": o} for n, c, o in rows),
    )
    _add(office, "task", {"name": "辦理內部稽核", "responsible": "王小明 ，陳一"})
    _add(office, "certificate", {"person": WANG, "kind": "professional", "name": "資安管理證照"})
    _add(office, "course", {"name": "資安通識", "hours": 3})
    _add(office, "attendance", {"course": 1, "person": WANG, "name": "王小明", "present": True})
    _add(office, "pledge", {"kind": "staff", "signer": "王小明", "person": WANG, "signed_on": "2026-01-05"})
    return office


def _add(office: Office, kind: str, *rows: dict[str, Any]) -> None:
    records.add(office, kind, rows, f"新增{kind}")


def _rename(office: Office, kind: str, values: dict[int, str]) -> list[links.Rename]:
    changes = {record_id: {links.name_key(kind): name} for record_id, name in values.items()}
    return links.rename_offers(office, records.change(office, kind, changes, "改名"))


# Where it is used


def test_every_place_is_found_by_whole_names_only(bureau: Office) -> None:
    assert links.in_words(links.uses(bureau, "person", WANG)) == (
        "資安證照 1 張（人員）",
        "保密文件 1 份（本機關人員、簽署人）",
        "參訓紀錄 1 人（人員）",
        "人員 1 人（代理人）",
        "資產清冊 2 筆（擁有者、保管人）",
        "年度工作 1 項（負責人）",
    )
    assert links.uses(bureau, "person", LEE) == [links.Use("asset", "custodian", (2,), "mention")]


def test_the_types_that_text_names_are_those_that_the_fields_suggest() -> None:
    assert set(links.MENTIONED) == {kind for kind in KINDS if mentions_of(kind)}


# Deleting


def test_deleting_a_person_says_what_goes_what_is_unlinked_and_what_keeps_the_name(bureau: Office) -> None:
    with pytest.raises(records.InUse) as asked:
        records.delete(bureau, "person", [WANG], "刪除人員")
    assert str(asked.value) == (
        "刪除「王小明 組長」時，資安證照 1 張（人員）會一併刪除；"
        "保密文件 1 份（本機關人員）、參訓紀錄 1 人（人員）保留，只解除連結；"
        "人員 1 人（代理人）、資產清冊 2 筆（擁有者、保管人）、保密文件 1 份（簽署人）、年度工作 1 項（負責人）"
        "保留，仍寫著這個名稱。刪除後仍可復原。同仁離職時，改填離職日就好，過去的紀錄才找得到人。"
    )
    assert bureau.find("person", WANG)


def test_attendance_and_pledge_keep_the_name_when_the_person_goes_and_undo_brings_the_link_back(bureau: Office) -> None:
    records.change(bureau, "attendance", {1: {"name": ""}}, "清除姓名")
    records.delete(bureau, "person", [WANG], "刪除人員", with_dependents=True)
    [came], [signed] = bureau.all("attendance"), bureau.all("pledge")
    assert (came.person, came.name, came.present) == (None, "王小明", True)
    assert (signed.person, signed.signer) == (None, "王小明")
    assert bureau.all("certificate") == []
    assert bureau.find("asset", 2).custodian == "李大華、王小明"
    records.undo(bureau)
    assert bureau.all("attendance")[0].person == bureau.all("pledge")[0].person == WANG
    assert bureau.all("certificate")[0].person == WANG


def test_somebody_who_is_only_named_in_text_is_asked_about_too(bureau: Office) -> None:
    with pytest.raises(records.InUse, match="資產清冊 1 筆（保管人）保留，仍寫著這個名稱") as asked:
        records.delete(bureau, "person", [LEE], "刪除人員")
    assert (asked.value.goes, asked.value.loosened) == ((), ())


def test_of_many_registers_the_sentence_names_five(bureau: Office) -> None:
    found = [
        links.Use(kind, "", (1, 2), "link")
        for kind in ("asset", "risk", "task", "person", "vendor", "system", "course")
    ]
    words = "資產清冊 2 筆、風險評估 2 筆、年度工作 2 項、人員 2 人、委外廠商 2 家及其他 2 種紀錄 4 筆"
    assert links.in_sentence(found) == words


def test_the_second_of_two_alike_goes_at_once_because_the_text_means_the_first_as_well(bureau: Office) -> None:
    _add(bureau, "person", {"name": "李大華", "department": "重複匯入"})
    records.delete(bureau, "person", [4], "刪除人員")
    assert len(bureau.all("person")) == 3


# Renaming


def test_a_new_name_is_offered_for_all_text_and_written_in_one_step(bureau: Office) -> None:
    [offer] = _rename(bureau, "person", {WANG: "王大明"})
    assert str(offer) == (
        "「王小明」也寫在人員 1 人（代理人）、資產清冊 2 筆（擁有者、保管人）、"
        "保密文件 1 份（簽署人）、年度工作 1 項（負責人）。"
    )
    changed = links.rename_mentions(bureau, [offer])
    assert changed.label == records.undo_label(bureau) == "一併改名：王小明 → 王大明"
    assert [each.custodian for each in bureau.all("asset")] == ["王大明", "李大華、王大明", "王小明明"]
    assert bureau.find("asset", 2).owner == "王大明"
    assert bureau.find("task", 1).responsible == "王大明，陳一"
    assert bureau.find("person", CHEN).deputy == "王大明"
    assert bureau.find("certificate", 1).person == WANG
    assert links.rename_offers(bureau, changed) == []
    undone = records.undo(bureau)
    assert undone and links.rename_offers(bureau, undone) == []
    assert [each.custodian for each in bureau.all("asset")] == ["王小明", "李大華、王小明", "王小明明"]
    records.undo(bureau)
    assert bureau.find("person", WANG).name == "王小明"


def test_two_who_change_their_names_for_each_other_are_told_apart(bureau: Office) -> None:
    offers = _rename(bureau, "person", {WANG: "李大華", LEE: "王小明"})
    assert len(offers) == 2 and all("分不出" in each.problem for each in offers)
    changed = links.rename_mentions(bureau, offers)
    assert changed.touched == {}


def test_of_two_with_the_same_name_nothing_is_offered_by_itself(bureau: Office) -> None:
    _add(bureau, "person", {"name": "王小明", "department": "會計室"})
    [offer] = _rename(bureau, "person", {WANG: "王大明"})
    assert "另有一人也叫「王小明」，分不出寫的是誰" in str(offer)
    assert links.rename_mentions(bureau, [offer]).touched == {}


def test_a_name_that_another_has_already_is_not_offered(bureau: Office) -> None:
    [offer] = _rename(bureau, "person", {WANG: "李大華"})
    assert "已經另有一人叫「李大華」" in offer.problem


def test_only_what_reads_differently_counts_as_another_name(bureau: Office) -> None:
    assert _rename(bureau, "person", {WANG: "王小明　"}) == []
    assert links.rename_offers(bureau, records.change(bureau, "person", {WANG: {"extension": "12"}}, "改分機")) == []
    _add(bureau, "person", {"name": "無人提到"})
    assert _rename(bureau, "person", {4: "還是沒有"}) == []


def test_vendors_systems_and_business_are_followed_as_well(empty_office: Office) -> None:
    _add(empty_office, "vendor", {"name": "明澤資訊"})
    _add(empty_office, "system", {"name": "公文系統", "development": "own", "business": "公文處理"})
    _add(
        empty_office,
        "business",
        {"name": "公文處理", "core": True, "system": "公文系統、差勤系統", "vendor": "明澤資訊"},
    )
    for kind, new in (("vendor", "明澤科技"), ("system", "公文管理系統"), ("business", "文書處理")):
        links.rename_mentions(empty_office, _rename(empty_office, kind, {1: new}))
    [found], [system] = empty_office.all("business"), empty_office.all("system")
    assert (found.system, found.vendor, system.business) == ("公文管理系統、差勤系統", "明澤科技", "文書處理")


def test_a_cell_that_would_become_too_long_refuses_the_whole_step(bureau: Office) -> None:
    many = "、".join(["王小明", *("某" + chr(0x4E00 + n) * 9 for n in range(17))])
    records.change(bureau, "asset", {1: {"custodian": many}}, "多人保管")
    offers = _rename(bureau, "person", {WANG: "王" + "小" * 30})
    with pytest.raises(UserError, match=r"資產清冊「HW-001 電腦」的保管人會超過 200 個字，沒有改名。請先縮短"):
        links.rename_mentions(bureau, offers)
    assert bureau.find("task", 1).responsible.startswith("王小明")


def test_work_is_handed_over_in_the_cells_named(bureau: Office) -> None:
    assets = [use for use in links.uses(bureau, "person", WANG) if use.kind == "asset"]
    links.hand_over(bureau, assets, "王小明", "李大華", "移交")
    assert [each.custodian for each in bureau.all("asset")] == ["李大華", "李大華", "王小明明"]
    assert bureau.find("task", 1).responsible.startswith("王小明")
