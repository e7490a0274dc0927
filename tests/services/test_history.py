"""The life of a record in words, and the way back."""

import datetime
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attachments, history, records
from isms_desktop.services.offices import Office


def steps(desk: Office, asset: int = 1) -> list[history.Step]:
    return history.steps(desk, "asset", asset)


def test_each_action_is_one_step_the_newest_first(desk: Office) -> None:
    records.change(desk, "asset", {1: {"location": "一樓", "quantity": 3}}, "修改兩欄")
    newest, first = steps(desk)
    assert (newest.label, newest.who, newest.made) == ("修改兩欄", desk.store.who, False)
    assert [(each.label, each.before, each.after) for each in newest.changes] == [
        ("數量", "1", "3"),
        ("存放位置", "", "一樓"),
    ]
    assert first.made and ("資產名稱", "", "櫃檯電腦") in [(e.label, e.before, e.after) for e in first.changes]


def test_days_are_said_as_people_say_them(desk: Office) -> None:
    today = datetime.date.today()
    for days, begins in ((0, "今天 "), (1, "昨天 "), (3, "3 天前（")):
        (step,) = history.steps(desk, "asset", 1, today=today + datetime.timedelta(days=days))
        assert step.when.startswith(begins)
    (step,) = history.steps(desk, "asset", 1, today=today + datetime.timedelta(days=90))
    assert step.when.startswith(f"{today.year - 1911}.")


def test_of_a_long_text_the_difference_can_be_seen(desk: Office) -> None:
    long = "第一段說明。" * 20
    records.change(desk, "asset", {1: {"note": f"{long}每季清查一次。{long}"}}, "x")
    records.change(desk, "asset", {1: {"note": f"{long}每月清查一次。{long}"}}, "x")
    before, after = steps(desk)[0].changes[0].brief()
    assert "每季" in before and "每月" in after
    assert len(before) < 40 and before.startswith("…") and before.endswith("…")


def test_a_sensitive_value_stays_masked(desk: Office) -> None:
    person = records.add(desk, "person", [{"name": "林測試", "national_id": "A123456789"}], "x").added[0]
    (step,) = history.steps(desk, "person", person)
    assert all("A123456789" not in each.after for each in step.changes)
    assert any(each.after.endswith("****") for each in step.changes)


def test_attachments_are_part_of_the_life_of_their_record(desk: Office, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"photo")
    attachments.attach(desk, "asset", 1, [photo])
    (kept,) = attachments.attachments_of(desk, "asset", 1)
    attachments.rename(desk, kept, "櫃檯")
    attachments.remove(desk, attachments.attachments_of(desk, "asset", 1))
    removed, renamed, added, _made = steps(desk)
    assert added.attached == ("加上附件「照片.jpg」",) and not added.restorable
    assert renamed.attached == ("附件「照片.jpg」改名為「櫃檯.jpg」",)
    assert removed.attached == ("移除附件「櫃檯.jpg」",)
    assert len(steps(desk, 2)) == 1


def test_a_record_goes_back_to_a_moment_and_forward_again(desk: Office) -> None:
    before = desk.find("asset", 1)
    records.change(desk, "asset", {1: {"location": "一樓", "quantity": 3}}, "x")
    records.change(desk, "asset", {1: {"location": "地下室", "name": "改過的名稱"}}, "y")
    changed = history.restore(desk, "asset", 1, steps(desk)[-1].number)
    assert changed.label.startswith("還原成 ") and changed.label.endswith(" 的內容")
    after = desk.find("asset", 1)
    assert (after.location, after.quantity, after.name) == (before.location, before.quantity, before.name)
    records.undo(desk)
    assert desk.find("asset", 1).location == "地下室"
    history.restore(desk, "asset", 1, steps(desk)[-2].number)
    assert (desk.find("asset", 1).location, desk.find("asset", 1).name) == ("一樓", before.name)


def test_going_back_to_what_it_is_says_so(desk: Office) -> None:
    with pytest.raises(UserError, match="就是那個時候的內容"):
        history.restore(desk, "asset", 1, steps(desk)[0].number)


def test_going_back_to_a_number_that_another_has_now_is_refused(desk: Office) -> None:
    records.change(desk, "asset", {1: {"number": "HW-100"}}, "x")
    records.change(desk, "asset", {2: {"number": "HW-001"}}, "y")
    with pytest.raises(UserError, match="HW-001"):
        history.restore(desk, "asset", 1, steps(desk)[-1].number)
    assert desk.find("asset", 1).number == "HW-100"


def test_a_link_to_what_is_gone_stays_as_it_is(desk: Office) -> None:
    first, second = records.add(desk, "vendor", [{"name": "甲公司"}, {"name": "乙公司"}], "x").added
    row = {"name": "差勤系統", "development": "own", "vendor": first}
    system = records.add(desk, "system", [row], "x").added[0]
    records.change(desk, "system", {system: {"vendor": second, "address": "intra"}}, "y")
    records.delete(desk, "vendor", [first], "z", with_dependents=True)
    history.restore(desk, "system", system, history.steps(desk, "system", system)[-1].number)
    assert (desk.find("system", system).vendor, desk.find("system", system).address) == (second, "")
