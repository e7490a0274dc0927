"""維護計畫 as a clerk uses it: what is the profile's, what is our own, what is wrong in it, and back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import plan, records
from isms_desktop.ui.pages.yearly.differences import marked
from isms_desktop.ui.theme import colours_of

FIRST = "肆.一.1"


@pytest.fixture
def view(window):
    """The view of the practice office 戶政事務所."""
    window.open_page("yearly", view="plan")
    return window.workspace.current().top()


def type_own(view, text: str) -> None:
    """As somebody would: take the profile's words over, change them, go elsewhere."""
    if view.adopt.isEnabled():
        view.adopt.click()
    view.own.setPlainText(text)


def marks(view) -> dict[str, str]:
    return {row.key: row.mark for row in view.list.rows.shown if row.key}


def test_every_passage_stands_there_below_its_chapter(view) -> None:
    chapters = [row.title for row in view.list.rows.shown if row.key is None]
    assert len(chapters) == 17
    assert chapters[0] == "壹、依據及目的"
    assert chapters[-1] == "壹拾柒、相關法規、程序及表單"
    assert marks(view)["貳.文"] == "已改"  # the practice office has its own words there
    assert "第 13 條" in view.law.text()
    assert "未經官方核對" in view.law.text()


def test_the_profile_s_words_can_only_be_read_until_they_are_taken_over(view) -> None:
    view.show_section(FIRST)
    assert view.place.text() == f"肆、資通安全政策及目標　{FIRST}"
    assert view.profile.isReadOnly()
    assert view.own.isReadOnly()
    assert view.own.toPlainText() == ""
    assert not view.restore.isEnabled()
    view.adopt.click()
    assert not view.own.isReadOnly()
    assert view.own.toPlainText() == view.profile.toPlainText()
    view.show_section("肆.一.2")
    assert FIRST not in {each.section for each in view.office.all("plan_text")}, "nothing was changed"


def test_what_is_typed_is_kept_when_another_passage_is_shown_and_comes_back_with_undo(view) -> None:
    view.show_section(FIRST)
    type_own(view, "應因應資通安全威脅情勢變化，本所同仁每年參與兩次教育訓練。")
    assert view.difference.isVisible()
    assert "<s" in view.difference.text()
    assert "<u" in view.difference.text()
    view.show_section("肆.一.2")
    assert marks(view)[FIRST] == "已改"
    view.show_section(FIRST)
    assert view.own.toPlainText().startswith("應因應")
    assert not view.own.isReadOnly()
    view.shell.undo()
    assert marks(view)[FIRST] == ""
    assert view.own.toPlainText() == ""


def test_the_editor_that_is_left_writes(view) -> None:
    view.show_section(FIRST)
    type_own(view, "本所同仁應參與教育訓練。")
    view.own.setFocus()
    view.search.setFocus()
    assert plan.own_words(view.office.all("plan_text"))[FIRST] == "本所同仁應參與教育訓練。"


def test_restoring_brings_the_profile_s_words_back_and_offers_the_way_back(view) -> None:
    view.show_section("貳.文")
    view.restore.click()
    assert marks(view)["貳.文"] == ""
    assert view.own.toPlainText() == ""
    assert view.adopt.isEnabled()
    (undo,) = view.shell.workspace.messages.buttons()
    undo.click()
    assert marks(view)["貳.文"] == "已改"


def test_what_is_probably_wrong_is_said_beside_the_words(view) -> None:
    view.show_section(FIRST)
    type_own(view, "依資通安全管理法第 10 條訂定維護計畫，本所為 D 級機關，由湖山縣黎明國民小學協助。")
    view.keep()
    assert marks(view)[FIRST] == "要確認"
    for word in ("第 13 條", "D 級", "黎明國民小學"):
        assert word in view.warnings.text()
    assert view.warnings.isVisible()


def test_only_what_differs_is_listed_on_request(view) -> None:
    view.only.setChecked(True)
    assert set(marks(view)) == {"貳.文"}
    view.only.setChecked(False)
    assert len(marks(view)) > 200


def test_a_table_is_not_for_typing(view) -> None:
    view.show_section("參.一.表")
    assert "登記簿" in view.profile.toPlainText()
    assert not view.adopt.isEnabled()


def test_the_day_of_the_plan_says_which_law_it_cites(view) -> None:
    view.day.setFocus()
    QTest.keyClicks(view.day, "108.8.15")
    QTest.keyClick(view.day, Qt.Key.Key_Return)
    assert plan.plan_day(view.office.all("plan_text"), "2026-11-20") == "2019-08-15"
    assert "第 10 條" in view.law.text()
    view.show_section("壹.文")
    assert "第 10 條及施行細則第 6 條" in view.profile.toPlainText()
    view.day.setText("昨天")
    view.day.setModified(True)
    QTest.keyClick(view.day, Qt.Key.Key_Return)
    assert view.shell.workspace.messages.kind == "error"
    assert view.day.text() == "108.8.15"


def test_the_print_button_shows_the_plan_among_the_papers(view, window) -> None:
    view.print_button.click()
    assert window.workspace.current().printable_form() == "plan"
    assert view.printable_form() == "plan"


def test_a_record_for_a_passage_that_there_is_not_is_told_and_can_go(view, window) -> None:
    changed = records.add(view.office, "plan_text", [{"section": "玖.九十", "wording": "舊的文字"}], "新增")
    window.changed(changed)
    assert view.list.rows.shown[-2].title == "計畫中沒有的段落"
    assert view.list.rows.shown[-1].key == "玖.九十"
    view.jump(record_id=changed.added[0])
    assert "沒有「玖.九十」這一段" in window.workspace.messages.label.text()
    (drop,) = window.workspace.messages.buttons()
    drop.click()
    assert "玖.九十" not in {each.section for each in view.office.all("plan_text")}


def test_jumping_to_a_record_shows_its_passage(view) -> None:
    (record,) = view.office.all("plan_text")
    view.show_section(FIRST)
    view.jump(record_id=record.id)
    assert view.section == "貳.文"


def test_differences_are_marked_word_by_word(view) -> None:
    words = marked("每年 3 小時<通識>", "每年 12 小時<通識>課程", colours_of(view))
    assert words.count("<s") == 1
    assert ">3</s>" in words
    assert ">12</u>" in words
    assert "&lt;通識&gt;" in words
    assert marked("一樣", "一樣", colours_of(view)) == "一樣"
