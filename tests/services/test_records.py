"""Working with records as a clerk does: changing, adding, deleting, taking back, asking what happened."""

from typing import Any

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.findings import Severity, UserError
from isms_desktop.domain.people import Person
from isms_desktop.services import attachments, history, records
from isms_desktop.services.offices import Office, open_office
from isms_desktop.services.records import InUse


def _numbers(office: Office) -> list[str]:
    return [asset.number for asset in office.all("asset")]


def _everything(office: Office) -> dict[str, list[Any]]:
    kinds = ("asset", "risk", "treatment", "attachment", "person")
    return {kind: [each.replace(changed="") for each in office.all(kind)] for kind in kinds}


def _kept(office: Office) -> dict[str, list[Any]]:
    """What really stands in the file, read anew by somebody else."""
    other = open_office(office.path, read_only=True)
    try:
        return _everything(other)
    finally:
        other.close()


# Changing


def test_what_was_changed_is_in_memory_in_the_file_and_in_the_answer(desk: Office) -> None:
    changed = records.change(desk, "asset", {1: {"name": "服務台電腦", "core": True}}, "修改資產")
    assert changed.touched == {"asset": frozenset({1})}
    assert (records.get(desk, "asset", 1).name, records.get(desk, "asset", 1).core) == ("服務台電腦", True)
    assert _kept(desk) == _everything(desk)
    assert desk.saved_at is not None


def test_one_wrong_cell_and_nothing_of_the_step_is_written(desk: Office) -> None:
    before = _everything(desk)
    with pytest.raises(UserError) as refusal:
        records.change(desk, "asset", {1: {"name": "新名字"}, 2: {"category": "ZZ"}}, "整批修改")
    assert refusal.value.text.startswith("「HW-002 印表機」資產類別：沒有「ZZ」這個選項")
    assert [finding.field for finding in refusal.value.findings] == ["category"]
    assert _everything(desk) == before == _kept(desk)
    assert records.undo_label(desk) == "新增資產"


def test_one_wrong_new_row_and_no_row_is_written(desk: Office) -> None:
    good = {"number": "HW-003", "category": "HW", "name": "螢幕"}
    with pytest.raises(UserError, match="資產名稱是空白的"):
        records.write(desk, "asset", {1: {"name": "x"}}, [good, {**good, "number": "HW-004", "name": ""}], "貼上")
    assert _numbers(desk) == ["HW-001", "HW-002", "SW-001"]
    assert records.get(desk, "asset", 1).name == "櫃檯電腦"


def test_new_records_are_named_in_the_answer_in_their_order(desk: Office) -> None:
    rows = [{"number": f"HW-01{n}", "category": "HW", "name": "螢幕"} for n in range(3)]
    assert records.add(desk, "asset", rows, "新增").added == (4, 5, 6)
    assert _numbers(desk)[3:] == ["HW-010", "HW-011", "HW-012"]
    records.undo(desk)
    assert len(_numbers(desk)) == 3


def test_an_old_odd_value_does_not_keep_another_field_from_being_mended(desk: Office) -> None:
    with desk.action("舊資料") as action:
        action.update("asset", 1, {"category": "舊類別", "purchased_on": "不詳"})
    records.change(desk, "asset", {1: {"name": "新名字"}}, "修改")
    assert records.get(desk, "asset", 1).name == "新名字"
    with pytest.raises(UserError, match="購置日期"):
        records.change(desk, "asset", {1: {"purchased_on": "也不詳"}}, "修改")


def test_one_wrong_value_cannot_be_changed_into_another_with_the_same_fault(desk: Office) -> None:
    with desk.action("舊資料") as action:
        action.update("asset", 1, {"name": "電\x07腦"})
    with pytest.raises(UserError, match="控制字元"):
        records.change(desk, "asset", {1: {"name": "螢\x07幕"}}, "修改")


@pytest.mark.parametrize(
    ("values", "said"), [({"joined_on": "2024-06-01"}, "離職日早於到職日"), ({"name": "乙"}, "代理人不能是本人")]
)
def test_a_change_that_makes_another_field_wrong_is_refused(
    values: dict[str, Any], said: str, empty_office: Office
) -> None:
    person = {"name": "甲", "deputy": "乙", "joined_on": "2024-01-01", "left_on": "2024-05-01"}
    records.add(empty_office, "person", [person], "新增人員")
    with pytest.raises(UserError, match=said):
        records.change(empty_office, "person", {1: values}, "修改")
    assert records.get(empty_office, "person", 1).name == "甲"


def test_an_old_contradiction_does_not_block_a_change_that_has_nothing_to_do_with_it(empty_office: Office) -> None:
    with empty_office.action("舊資料") as action:
        action.insert("person", {"name": "甲", "joined_on": "2024-06-01", "left_on": "2024-05-01"})
    records.change(empty_office, "person", {1: {"extension": "12"}}, "修改")
    assert records.get(empty_office, "person", 1).extension == "12"


def test_what_somebody_else_has_deleted_cannot_be_changed_or_deleted(desk: Office) -> None:
    records.delete(desk, "asset", [2], "刪除")
    for attempt in (
        lambda: records.change(desk, "asset", {2: {"name": "x"}}, "修改"),
        lambda: records.delete(desk, "asset", [1, 2], "刪除"),
    ):
        with pytest.raises(UserError, match="已經被刪除了"):
            attempt()
    assert _numbers(desk) == ["HW-001", "SW-001"]


def test_a_read_only_office_refuses_and_shows_what_it_has(desk: Office) -> None:
    reader = open_office(desk.path, read_only=True)
    with pytest.raises(UserError, match="唯讀"):
        records.change(reader, "asset", {1: {"name": "x"}}, "修改")
    with pytest.raises(UserError, match="唯讀"):
        records.undo(reader)
    assert _everything(reader) == _everything(desk)
    reader.close()


# Deleting and taking back


def test_an_asset_in_use_is_not_deleted_by_accident(weighed: Office) -> None:
    with pytest.raises(
        InUse, match=r"刪除這 2 筆時，風險評估 2 筆（資產）、風險改善計畫 1 項（風險）會一併刪除"
    ) as refusal:
        records.delete(weighed, "asset", [1, 2], "刪除資產")
    assert refusal.value.goes == ("風險評估 2 筆（資產）", "風險改善計畫 1 項（風險）")
    assert refusal.value.advice == "刪除後仍可復原。資產報廢或移出時，改填狀態就好，過去的紀錄才完整。"
    assert len(weighed.all("asset")) == 3


def test_deleting_with_everything_that_hangs_on_it_and_undoing_brings_all_of_it_back(
    weighed: Office, tmp_path: Any
) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"jpeg")
    for kind, record_id in (("asset", 1), ("risk", 2), ("treatment", 1), ("asset", 3)):
        attachments.attach(weighed, kind, record_id, [photo])
    before = _everything(weighed)
    records.delete(weighed, "asset", [1], "刪除資產", with_dependents=True)
    assert [[each.id for each in weighed.all(kind)] for kind in ("asset", "risk", "treatment", "attachment")] == [
        [2, 3], [], [], [4],
    ]  # fmt: skip
    assert weighed.store.verify().ok
    records.undo(weighed)
    assert _everything(weighed) == before == _kept(weighed)
    records.redo(weighed)
    assert [asset.id for asset in weighed.all("asset")] == [2, 3]


def test_an_asset_nobody_points_at_goes_at_once(weighed: Office) -> None:
    records.delete(weighed, "asset", [2, 3], "刪除 2 筆資產")
    assert _numbers(weighed) == ["HW-001"]
    assert records.undo_label(weighed) == "刪除 2 筆資產"


def test_a_whole_day_is_undone_and_redone_step_by_step(weighed: Office) -> None:
    days = [_everything(weighed)]
    records.change(weighed, "asset", {1: {"confidentiality": 4}}, "改機密性")
    days.append(_everything(weighed))
    records.delete(weighed, "asset", [1], "刪除", with_dependents=True)
    days.append(_everything(weighed))
    for day in reversed(days[:-1]):
        records.undo(weighed)
        assert _everything(weighed) == day
    for day in days[1:]:
        records.redo(weighed)
        assert _everything(weighed) == day == _kept(weighed)
    assert (records.redo(weighed), records.redo_label(weighed), records.undo_label(weighed)) == (None, "", "刪除")


def test_a_fresh_office_has_nothing_to_take_back(empty_office: Office) -> None:
    assert (records.undo(empty_office), records.undo_label(empty_office)) == (None, "")
    assert len(empty_office.all("agency")) == 1


def test_many_changes_at_once_are_seen_in_memory_too(desk: Office) -> None:
    records.add(desk, "asset", [{"number": f"N-{n}", "category": "HW", "name": "x"} for n in range(600)], "匯入")
    assert len(desk.all("asset")) == 603
    records.undo(desk)
    assert _everything(desk) == _kept(desk)


def test_what_a_worker_wrote_shows_once_the_window_takes_notice(desk: Office) -> None:
    assert len(desk.all("asset")) == 3
    with desk.worker() as worker:
        changed = records.add(worker, "asset", [{"number": "HW-009", "category": "HW", "name": "x"}], "匯入")
    desk.absorb(changed)
    desk.absorb(changed)
    assert _numbers(desk)[-1] == "HW-009"
    assert _everything(desk) == _kept(desk)


# Reading what was typed


def test_a_link_is_found_by_number_or_by_title(desk: Office) -> None:
    for written in ("HW-002", "hw-002", "ＨＷ-002 印表機", " HW-002 "):
        assert records.parse(desk, "risk", "asset", written) == (2, None)
    value, finding = records.parse(desk, "risk", "asset", "HW-999")
    assert value is None and finding is not None
    assert "資產清冊中找不到「HW-999」" in finding.text


def test_a_cell_that_must_not_be_empty_says_so(desk: Office) -> None:
    _value, finding = records.parse(desk, "asset", "name", "  ", 1)
    assert finding is not None and finding.text == "資產名稱不能是空白。"


def test_values_are_shown_as_a_person_reads_them(weighed: Office) -> None:
    risk = weighed.all("risk")[0]
    field = risk.record_type.field
    assert records.show(weighed, risk, field("asset")) == "HW-001 櫃檯電腦"
    assert records.show(weighed, risk, field("score")) == "36"
    assert records.show(weighed, risk, field("level")) == "低風險"
    assert records.title_of(weighed)("asset", 99) == "（已刪除）"


def test_a_national_id_is_hidden_unless_asked_for(desk: Office) -> None:
    person = Person.make(name="甲", national_id="A123456789")
    field = Person.record_type.field("national_id")
    assert records.show(desk, person, field) == "A12345****"
    assert records.show(desk, person, field, masked=False) == "A123456789"


def test_findings_know_the_other_records(desk: Office) -> None:
    clean = records.get(desk, "asset", 1)
    assert records.findings(desk, clean) == []
    (finding,) = records.findings(desk, clean.replace(number="hw-002"))
    assert (finding.field, finding.severity) == ("number", Severity.ERROR)
    assert "資產清冊第 2 筆「HW-002 印表機」" in finding.text
    assert records.findings(desk, Asset.make(number="HW-009", category="HW", name="新的")) == []


# What happened


def test_the_history_of_a_record_in_words_newest_first(desk: Office) -> None:
    records.change(desk, "asset", {3: {"status": "stopped", "purchased_on": "2024-05-01"}}, "停用系統")
    records.undo(desk)
    last, change, first = history.steps(desk, "asset", 3)
    assert change.label == "停用系統"
    assert change.lines == ("購置日期：（空白） → 113.5.1", "狀態：使用中 → 停用")
    assert (last.label, last.lines[1]) == ("復原：停用系統", "狀態：停用 → 使用中")
    assert first.lines == ("資產編號：SW-001", "資產類別：軟體資產", "資產名稱：公文系統", "數量：1", "狀態：使用中")
    assert change.who == desk.store.who
    assert change.when.startswith("今天 ") and change.when[-3] == ":"


def test_the_history_of_a_risk_names_its_asset(weighed: Office) -> None:
    (entry,) = history.steps(weighed, "risk", 2)
    assert "資產：HW-001 櫃檯電腦" in entry.lines


def test_history_never_shows_a_whole_national_id(empty_office: Office) -> None:
    records.add(empty_office, "person", [{"name": "甲", "national_id": "A123456789", "roles": ("ciso",)}], "新增")
    records.change(empty_office, "person", {1: {"national_id": "A800000014", "roles": ("user", "ciso")}}, "改正")
    records.delete(empty_office, "person", [1], "刪除")
    lines = [line for entry in history.steps(empty_office, "person", 1) for line in entry.lines]
    assert "身分證字號：A12345**** → A80000****" in lines
    assert "角色：資通安全長 → 一般使用者、資通安全長" in lines
    assert not any("6789" in line or "0014" in line for line in lines)


def _vendor_with_all(office: Office) -> dict[str, int]:
    vendor = records.add(office, "vendor", [{"name": "明澤資訊"}], "新增廠商").added[0]
    contract = records.add(office, "contract", [{"vendor": vendor, "name": "網站維護"}], "新增契約").added[0]
    staff = [{"vendor": vendor, "contract": contract, "name": "何工程師"}]
    person = records.add(office, "vendor_staff", staff, "新增人員").added[0]
    system = [{"name": "機關網站", "development": "outsourced", "vendor": vendor}]
    website = records.add(office, "system", system, "新增系統").added[0]
    return {"vendor": vendor, "contract": contract, "vendor_staff": person, "system": website}


def test_what_cannot_be_without_a_vendor_goes_along_and_what_can_stays(empty_office: Office) -> None:
    ids = _vendor_with_all(empty_office)
    with pytest.raises(records.InUse) as asked:
        records.delete(empty_office, "vendor", [ids["vendor"]], "刪除廠商")
    assert asked.value.goes == ("委外契約 1 件（廠商）", "委外執行人員 1 人（廠商）")
    assert asked.value.loosened == ("資通系統清冊 1 個（維運廠商）",)
    assert "資通系統清冊 1 個（維運廠商）保留，只解除連結" in asked.value.text
    records.delete(empty_office, "vendor", [ids["vendor"]], "刪除廠商", with_dependents=True)
    assert empty_office.all("contract") == empty_office.all("vendor_staff") == []
    assert empty_office.find("system", ids["system"]).vendor is None
    records.undo(empty_office)
    assert empty_office.find("system", ids["system"]).vendor == ids["vendor"]
    assert empty_office.find("vendor_staff", ids["vendor_staff"]).contract == ids["contract"]


def test_deleting_a_contract_only_loosens_its_people(empty_office: Office) -> None:
    ids = _vendor_with_all(empty_office)
    with pytest.raises(records.InUse, match="「網站維護」時，委外執行人員 1 人（契約）保留，只解除連結") as asked:
        records.delete(empty_office, "contract", [ids["contract"]], "刪除契約")
    assert asked.value.goes == ()
    records.delete(empty_office, "contract", [ids["contract"]], "刪除契約", with_dependents=True)
    assert empty_office.find("vendor_staff", ids["vendor_staff"]).contract is None


def test_somebody_is_found_by_the_name_alone_while_it_is_the_only_one(empty_office: Office) -> None:
    people = [{"name": "王小明", "job_title": "組長"}, {"name": "李小華"}, {"name": "李小華", "department": "總務處"}]
    first, *_ = records.add(empty_office, "person", people, "新增人員").added
    value, finding = records.parse(empty_office, "certificate", "person", "王小明")
    assert (value, finding) == (first, None)
    value, finding = records.parse(empty_office, "certificate", "person", "李小華")
    assert value is None and finding is not None


def test_a_page_pasted_into_a_name_does_not_bury_the_sentence(empty_office: Office) -> None:
    with pytest.raises(UserError, match="有 5000 個字，超過 200 個字") as refusal:
        records.add(empty_office, "vendor", [{"name": "晨" * 5000}], "新增")
    assert len(str(refusal.value)) < 120


def test_a_name_in_use_is_not_called_a_number(empty_office: Office) -> None:
    records.add(empty_office, "vendor", [{"name": "晨曦資訊"}], "新增")
    with pytest.raises(UserError, match="已經用在委外廠商第 1 家") as refusal:
        records.add(empty_office, "vendor", [{"name": "晨曦資訊"}], "新增")
    assert refusal.value.advice == "請修改原有的那一家，或改用別的名稱。"
