"""The office's own words in the plan: written, taken back, and looked through for what is probably wrong."""

import datetime

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import plan, records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import reminders

TODAY = datetime.date(2026, 11, 20)
FIRST = "肆.一.1"


def one(office: Office, section: str) -> plan.Section:
    return next(each for each in plan.sections(office, TODAY) if each.id == section)


def findings(office: Office, wording: str) -> list[str]:
    plan.replace_paragraph(office, FIRST, wording)
    return [each.text for each in plan.check_plan(office, TODAY) if each.section == FIRST]


def test_sections_are_the_plan_in_order_with_the_office_s_names(office: Office) -> None:
    found = plan.sections(office, TODAY)
    assert [each.profile for each in found if each.depth == plan.CHAPTER][:2] == ["依據及目的", "適用範圍"]
    assert office.agency.department in one(office, "肆.三.文").profile
    assert office.agency.ciso_title in one(office, "伍.一.文").profile
    assert one(office, FIRST).chapter == "肆、資通安全政策及目標"
    assert [each.id for each in found if each.differs] == ["貳.文"]
    assert all(not each.profile for each in found if each.table)


def test_replacing_and_restoring_are_one_step_each(office: Office) -> None:
    before = office.count("plan_text")
    changed = plan.replace_paragraph(office, FIRST, "本所同仁每年參訓兩次。")
    assert changed is not None
    assert (one(office, FIRST).own, one(office, FIRST).differs) == ("本所同仁每年參訓兩次。", True)
    assert plan.replace_paragraph(office, FIRST, "本所同仁每年參訓兩次。") is None
    plan.replace_paragraph(office, FIRST, "本所同仁每年參訓三次。")
    assert office.count("plan_text") == before + 1
    plan.restore_paragraph(office, FIRST)
    assert not one(office, FIRST).differs
    assert plan.restore_paragraph(office, FIRST) is None
    records.undo(office)
    assert one(office, FIRST).own == "本所同仁每年參訓三次。"


@pytest.mark.parametrize("wording", ["", "  ", None])
def test_the_profile_s_words_or_none_restore_the_profile(office: Office, wording: str | None) -> None:
    profile = one(office, "貳.文").profile
    assert plan.replace_paragraph(office, "貳.文", profile if wording is None else wording) is not None
    assert not one(office, "貳.文").differs
    assert office.count("plan_text") == 0


@pytest.mark.parametrize("section", ["玖.九十", "參.一.表", ""])
def test_a_passage_that_has_no_words_takes_none(office: Office, section: str) -> None:
    with pytest.raises(UserError, match="沒有"):
        plan.replace_paragraph(office, section, "文字")


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("由黎明縣青山國民小學訂定本計畫。", "其他機關的名稱「黎明縣青山國民小學」"),
        ("本計畫適用於石門鄉公所全體同仁。", "其他機關的名稱「石門鄉公所」"),
        ("事件由石凱文負責通報。", "「石凱文」已經離職"),
        ("本所為資通安全責任等級 A 級機關。", "寫的是 A 級，機關資料是 C 級"),
        ("依資通安全管理法第 10 條訂定維護計畫。", "為「資通安全管理法第 13 條」（未經官方核對）"),
        ("依資通安全事件通報及應變辦法辦理。", "為「資通安全事件通報應變及演練辦法」。"),
        ("由○○○負責，於106年○○月完成。", "還有沒填的「○○○」"),
        ("由XX公司維護。", "還有沒填的「XX」"),
    ],
)
def test_what_was_copied_from_elsewhere_is_found(office: Office, wording: str, said: str) -> None:
    assert [text for text in findings(office, wording) if said in text] != []


@pytest.mark.parametrize(
    "wording",
    [
        "本計畫適用於青埕戶政事務所全體同仁。",
        "由湖山縣政府核定後，送各戶政事務所及轄內國民小學參考。",
        "施宥廷負責通報。",
        "本所為資通安全責任等級 C 級機關，處理 A 級或 B 級機關所涉業務。",
        "依資通安全管理法第 13 條訂定維護計畫，依第 12 條設資通安全長。",
        "使用 Office 與 SSL 3.0 以上。",
    ],
)
def test_what_is_right_is_left_in_peace(office: Office, wording: str) -> None:
    assert findings(office, wording) == []


def test_in_a_plan_of_108_the_old_article_is_alive(office: Office) -> None:
    plan.set_day(office, "108.8.15")
    assert findings(office, "依資通安全管理法第 10 條訂定維護計畫。") == []
    assert "第 10 條" in plan.law_in_words(office, TODAY)
    plan.set_day(office, "")
    assert "第 13 條" in plan.law_in_words(office, TODAY)
    assert plan.law_in_words(office, TODAY).endswith("（未經官方核對）")


def test_the_day_must_be_a_day(office: Office) -> None:
    with pytest.raises(UserError, match="不是日期"):
        plan.set_day(office, "上個月")
    plan.set_version(office, " 第 2 版 ")
    assert plan.day_and_version(office) == ("", "第 2 版")
    plan.set_version(office, "")
    assert plan.day_and_version(office) == ("", "")


def test_words_for_a_passage_that_the_plan_has_not_are_told(office: Office) -> None:
    records.add(office, "plan_text", [{"section": "玖.九十", "wording": "舊的文字"}], "新增")
    (finding,) = plan.check_plan(office, TODAY)
    assert "沒有「玖.九十」這一段" in finding.text
    assert finding.record_id == office.all("plan_text")[-1].id


def test_the_overview_reminds_of_what_needs_a_look(office: Office) -> None:
    assert not [each for each in reminders(office, TODAY) if each.view == "plan"]
    plan.replace_paragraph(office, FIRST, "本所為 D 級機關。")
    (reminder,) = [each for each in reminders(office, TODAY) if each.view == "plan"]
    assert reminder.text == "維護計畫有 1 段文字要確認"
    assert (reminder.page, reminder.ids) == ("yearly", {office.all("plan_text")[-1].id})
