"""Importing a list: looked at first, written whole or not at all, and taken back with one Ctrl+Z."""

from pathlib import Path

import openpyxl
import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import exports, imports, records
from isms_desktop.services.offices import Office

HEAD = "資產編號,資產類別,資產名稱,機密性,財產編號\n"


def _sheet(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "清冊.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return path


def _names(office: Office) -> dict[str, str]:
    return {asset.number: asset.name for asset in office.all("asset")}


def test_a_list_is_looked_at_without_writing_and_then_written_in_one_step(weighed: Office, tmp_path: Path) -> None:
    path = _sheet(tmp_path, "HW-001,HW,櫃檯電腦,4,0007", "HW-002,HW,印表機,2,", "HW-003,硬體,投影機,1,")
    before = weighed.all("asset")
    plan = imports.prepare(weighed, "asset", path)
    assert [plan.counts[each] for each in ("new", "changed", "unchanged", "errors")] == [1, 1, 1, 0]
    assert weighed.all("asset") == before

    changed = imports.commit(weighed, plan)
    assert (len(changed.added), changed.touches("risk")) == (1, True)
    asset = weighed.find("asset", 1)
    assert (asset.confidentiality, asset.property_number, asset.integrity) == (4, "0007", 2)
    assert [risk.confidentiality for risk in weighed.all("risk")] == [2, 4]  # the open year's goes along
    assert records.undo_label(weighed) == "匯入資產清冊"

    records.undo(weighed)
    assert [asset.replace(changed="") for asset in weighed.all("asset")] == [
        asset.replace(changed="") for asset in before
    ]
    assert [risk.confidentiality for risk in weighed.all("risk")] == [2, 2]
    assert weighed.store.verify().ok


def test_a_verified_copy_is_made_before_anything_is_written(desk: Office, tmp_path: Path) -> None:
    from isms_desktop.services import backups

    imports.commit(desk, imports.prepare(desk, "asset", _sheet(tmp_path, "HW-009,HW,投影機,1,")))
    assert [copy.reason for copy in backups.copies(desk.path)] == [backups.BEFORE_IMPORT]


@pytest.mark.parametrize(
    "wrong", ["HW-010,船舶,投影機,1,", "HW-010,HW,,1,", "HW-010,HW,投影機,9,", "HW-009,HW,又一台,1,", ",HW,無號,1,"]
)
def test_one_wrong_row_and_no_row_is_written(wrong: str, desk: Office, tmp_path: Path) -> None:
    plan = imports.prepare(desk, "asset", _sheet(tmp_path, "HW-009,HW,投影機,1,", wrong))
    assert not plan.clean
    assert any(line.startswith("第 3 列") for line in imports.as_lines(plan))
    with pytest.raises(UserError, match="沒有匯入任何資料"):
        imports.commit(desk, plan)
    assert len(desk.all("asset")) == 3 and records.undo_label(desk) == "新增資產"


def _delete(office: Office) -> None:
    records.delete(office, "asset", [1], "刪除")


def _rename(office: Office) -> None:
    records.change(office, "asset", {1: {"location": "庫房"}}, "修改")


def _take_the_number(office: Office) -> None:
    records.add(office, "asset", [{"number": "hw-003", "category": "HW", "name": "搶先"}], "新增")


@pytest.mark.parametrize("meanwhile", [_delete, _rename, _take_the_number])
def test_a_register_that_changed_after_the_preview_is_not_written_over(
    meanwhile: object, desk: Office, tmp_path: Path
) -> None:
    plan = imports.prepare(desk, "asset", _sheet(tmp_path, "HW-001,HW,新名字,2,", "HW-003,HW,投影機,1,"))
    assert callable(meanwhile)
    meanwhile(desk)
    before = _names(desk)
    with pytest.raises(UserError, match="又有了變動"):
        imports.commit(desk, plan)
    assert _names(desk) == before


def test_export_edit_import_comes_back_as_exactly_the_edits(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "資產清冊.xlsx"
    number = exports.export(office, "asset", path)
    assert number == len(office.all("asset"))
    assert imports.prepare(office, "asset", path).counts["unchanged"] == number

    book = openpyxl.load_workbook(path)
    sheet = book[imports.read(path).sheets[0].name]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "資產名稱")
    place.offset(1, 0).value = "改過的名稱"
    book.save(path)

    plan = imports.prepare(office, "asset", path)
    assert (plan.counts["changed"], plan.counts["unchanged"]) == (1, number - 1)
    before = office.all("asset")
    imports.commit(office, plan)
    after = office.all("asset")
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in differing] == [
        old.replace(name="改過的名稱", changed=new.changed) for old, new in differing
    ]
    assert len(differing) == 1


def test_risks_find_their_assets_by_number(desk: Office, tmp_path: Path) -> None:
    path = tmp_path / "風險.csv"
    path.write_text("年度,資產編號,事件說明,可能性,衝擊性\n115,HW-002,停電,2,3\n", "utf-8")
    imports.commit(desk, imports.prepare(desk, "risk", path))
    (risk,) = desk.all("risk")
    assert (risk.asset, risk.likelihood) == (2, 2)


def _audits(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "查核.csv"
    path.write_text("種類,檢核表版本,對象,查核日期\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def test_an_audit_by_a_checklist_for_others_or_of_an_unknown_version_is_refused(desk: Office, tmp_path: Path) -> None:
    rows = [
        {"name": "廠商表", "version": "115", "kind": "vendor"},
        {"name": "自評表", "version": "115", "kind": "self"},
    ]
    records.add(desk, "checklist", rows, "新增")
    lines = ("內部稽核,自評表 115,甲,115/11/1", "內部稽核,廠商表 115,乙,115/11/2", "內部稽核,自評表 999,丙,115/11/3")
    plan = imports.prepare(desk, "audit", _audits(tmp_path, *lines))
    assert [plan.counts[each] for each in ("new", "errors")] == [1, 2]
    other, unknown = (row.findings[0] for row in plan.rows[1:])
    assert "第 3 列 B 欄：這份檢核表用於「委外廠商查核」" in str(other)
    assert "找不到「自評表 999」" in str(unknown)
    with pytest.raises(UserError, match="沒有匯入任何資料"):
        imports.commit(desk, plan)
    assert desk.all("audit") == []


def test_what_was_at_odds_before_does_not_keep_a_list_out(desk: Office, tmp_path: Path) -> None:
    [form] = records.add(desk, "checklist", [{"name": "自評表", "version": "115", "kind": "self"}], "新增").added
    values = {"kind": "internal", "checklist": form, "subject": "甲", "held_on": "2026-11-01"}
    records.add(desk, "audit", [values], "新增")
    with desk.action("舊檔") as action:
        action.update("checklist", form, {"kind": "vendor"})
    desk.absorb(action.result())
    path = tmp_path / "查核.csv"
    path.write_text("種類,對象,查核日期,綜合意見\n內部稽核,甲,115/11/1,良好\n", "utf-8")
    plan = imports.prepare(desk, "audit", path)
    assert plan.clean and plan.counts["changed"] == 1


def test_a_file_that_is_no_spreadsheet_is_said(desk: Office, tmp_path: Path) -> None:
    path = tmp_path / "相片.xlsx"
    path.write_bytes(b"\xff\xd8\xff jpeg")
    with pytest.raises(UserError):
        imports.prepare(desk, "asset", path)
