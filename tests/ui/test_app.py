"""Starting: which file comes up, what happens when something breaks."""

import sys

from isms_desktop.services.settings import Settings, remember_file
from isms_desktop.ui import app
from isms_desktop.ui.pages.welcome import WelcomePage
from isms_desktop.ui.workspace import Workspace


def test_the_first_start_asks_the_three_questions(empty_window):
    app.show_first(empty_window, None)
    assert isinstance(empty_window.room(), WelcomePage)


def test_the_next_start_shows_the_last_file(empty_window, office):
    office.close()
    empty_window.settings = remember_file(Settings(), office.path)
    app.show_first(empty_window, None)
    assert isinstance(empty_window.room(), Workspace)


def test_a_last_file_that_is_gone_leads_to_the_first_page(empty_window, tmp_path):
    empty_window.settings = Settings(recent=(str(tmp_path / "不見了.isms"),))
    app.show_first(empty_window, None)
    assert isinstance(empty_window.room(), WelcomePage)
    said = empty_window.room().messages
    assert said.kind == "warning" and "不見了" in said.label.text() and str(tmp_path) in said.label.text()


def test_a_file_that_cannot_be_opened_is_said_on_the_first_page(empty_window, tmp_path):
    wrong = tmp_path / "照片.isms"
    wrong.write_bytes(b"\xff\xd8\xff\xe0" * 2000)
    app.show_first(empty_window, wrong)
    room = empty_window.room()
    assert isinstance(room, WelcomePage)
    assert room.messages.kind == "error" and not room.messages.isHidden()


def test_an_error_that_nobody_caught_is_said_with_a_report(window, qapp):
    try:
        raise KeyError("王小明")
    except KeyError:
        app._hook(window)(*sys.exc_info())
    messages = window.workspace.messages
    assert "已儲存的資料都在" in messages.label.text()
    messages.buttons()[0].click()
    assert "KeyError" in qapp.clipboard().text() and "王小明" not in qapp.clipboard().text()


def test_nothing_is_said_at_the_first_start(empty_window):
    app.show_first(empty_window, None)
    app.say_at_start(empty_window, "", "")
    assert empty_window.room().messages.isHidden()


def test_what_there_is_to_say_at_a_start_stands_in_one_message(empty_window, tmp_path, qapp):
    empty_window.settings = Settings(recent=(str(tmp_path / "不見了.isms"),))
    app.show_first(empty_window, None)
    app.say_at_start(empty_window, "偏好設定檔已損壞。", "Fatal Python error: Aborted")
    said = empty_window.room().messages
    assert [said.label.text().count(word) for word in ("不見了", "偏好設定檔已損壞", "上次執行時程式意外結束")] == [
        1,
        1,
        1,
    ]
    assert [button.text() for button in said.buttons()] == ["複製錯誤報告", "開啟資料夾"]
    said.buttons()[0].click()
    assert qapp.clipboard().text() == "Fatal Python error: Aborted"
