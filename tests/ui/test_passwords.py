"""The file has a password: it is asked for in the window, set, changed and taken away there."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from isms_desktop import PROGRAM, paths
from isms_desktop.services import backups, offices, passwords, records
from isms_desktop.ui.pages.copies import CopiesPage
from isms_desktop.ui.pages.old_copies import OldCopiesPage
from isms_desktop.ui.pages.password import PasswordPage
from isms_desktop.ui.pages.unlock import UnlockPage
from isms_desktop.ui.pages.welcome import WelcomePage
from isms_desktop.ui.workspace import Workspace
from tests.conftest import EMPTY
from tests.ui.conftest import settle

PHRASE, OTHER = "校園裡的 三隻橘貓", "圖書館 在二樓 左邊"


@pytest.fixture(scope="session")
def locked_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office with a password, closed."""
    path = Path(shutil.copy(made_once / EMPTY, tmp_path_factory.mktemp("加密")))
    passwords.change(path, None, PHRASE)
    return path


@pytest.fixture
def locked(locked_once: Path, tmp_path: Path) -> Path:
    """The same, to be worked with."""
    return Path(shutil.copy(locked_once, tmp_path / "加密的所.isms"))


def answer(window, qtbot, typed: str) -> None:
    """Type a password where it is asked for, and press Enter."""
    room = window.room()
    assert isinstance(room, UnlockPage)
    room.password.line.setText(typed)
    qtbot.keyClick(room.password.line, Qt.Key.Key_Return)
    settle(qtbot, window)


def said(window) -> str:
    return window.room().messages.label.text()


@pytest.fixture
def secret(empty_window, locked, qtbot):
    """A window with the file open that has a password."""
    empty_window.show()
    empty_window.files.open_path(locked)
    answer(empty_window, qtbot, PHRASE)
    assert isinstance(empty_window.room(), Workspace)
    return empty_window


# Opening


def test_a_file_with_a_password_is_opened_by_typing_it_and_enter(empty_window, locked, qtbot):
    empty_window.show()
    qtbot.waitExposed(empty_window)
    assert not empty_window.files.open_path(locked)
    room = empty_window.room()
    assert isinstance(room, UnlockPage) and room.name.text() == "加密的所.isms"
    assert room.password.line.echoMode() is QLineEdit.EchoMode.Password
    qtbot.waitUntil(room.password.line.hasFocus)
    answer(empty_window, qtbot, PHRASE)
    assert empty_window.office.agency.name == "新設戶政事務所"
    assert empty_window.status.file.text() == "加密的所.isms　已加密"
    assert empty_window.settings.recent == (str(locked),)


def test_a_wrong_password_is_said_in_one_sentence_and_waits_selected(empty_window, locked, qtbot):
    empty_window.show()
    empty_window.files.open_path(locked)
    room = empty_window.room()
    answer(empty_window, qtbot, "不是這個密碼")
    assert empty_window.room() is room and empty_window.office is None
    assert room.problem.text().startswith("密碼不對") and not room.problem.isHidden()
    assert room.password.line.selectedText() and room.password.text() == "不是這個密碼"
    qtbot.keyClicks(room.password.line, "x")
    assert room.password.text() == "x" and room.problem.isHidden()
    answer(empty_window, qtbot, PHRASE)
    assert empty_window.office is not None


def test_while_it_is_being_tried_the_window_says_so_and_takes_no_second_answer(empty_window, locked, qtbot):
    empty_window.show()
    empty_window.files.open_path(locked)
    room = empty_window.room()
    room.password.line.setText(PHRASE)
    room.open.click()
    assert not room.busy.isHidden() and room.password.line.isReadOnly() and not room.open.isEnabled()
    qtbot.keyClick(room.password.line, Qt.Key.Key_Return)
    assert len(empty_window.jobs.running) == 1
    settle(qtbot, empty_window)
    assert empty_window.office is not None


def test_nothing_is_tried_without_a_password(empty_window, locked):
    empty_window.files.open_path(locked)
    empty_window.room().open.click()
    assert empty_window.room().problem.text() == "請輸入密碼。" and not empty_window.jobs.running


def test_f1_leads_to_the_words_about_passwords(empty_window, locked):
    from isms_desktop.ui.help import topic_of

    empty_window.files.open_path(locked)
    assert topic_of(empty_window.room()) == "password"
    assert paths.shipped("resources", "help", "password.md").read_text("utf-8").startswith("# 加密與密碼")


def test_cancelling_goes_back_to_what_was_open(window, locked, qtbot):
    workspace = window.workspace
    window.files.open_path(locked)
    window.room().cancel.click()
    assert window.room() is workspace and window.office is not None
    window.files.open_path(locked)
    qtbot.keyClick(window.room(), Qt.Key.Key_Escape)
    assert window.room() is workspace


def test_cancelling_with_nothing_open_leads_to_the_first_page(empty_window, locked):
    empty_window.files.open_path(locked)
    empty_window.room().cancel.click()
    assert isinstance(empty_window.room(), WelcomePage)


def test_who_cancels_while_it_is_tried_is_not_thrown_into_the_file(window, locked, qtbot):
    office = window.office
    window.files.open_path(locked)
    window.room().password.line.setText(PHRASE)
    window.room().open.click()
    window.room().cancel.click()
    settle(qtbot, window)
    assert window.office is office and isinstance(window.room(), Workspace)


def test_another_file_takes_the_place_of_the_question(empty_window, locked, tmp_path):
    other = Path(shutil.copy(locked, tmp_path / "另一個.isms"))
    empty_window.files.new_office()
    for path in (locked, other):
        empty_window.files.open_path(path)
    assert empty_window.room().name.text() == "另一個.isms"
    empty_window.room().cancel.click()
    assert isinstance(empty_window.room(), WelcomePage)


def test_a_letter_and_a_torn_file_are_said_to_be_so(empty_window, locked, tmp_path):
    letter = tmp_path / "信.isms"
    letter.write_text("親愛的同仁" * 100, encoding="utf-8")
    locked.write_bytes(locked.read_bytes()[:-7])
    for path in (letter, locked):
        empty_window.files.open_path(path)
        assert isinstance(empty_window.room(), WelcomePage) and "不是本程式的檔案" in said(empty_window)


def test_the_password_can_be_looked_at_and_the_capital_lock_is_noticed(empty_window, locked, qtbot, qapp):
    empty_window.show()
    empty_window.files.open_path(locked)
    edit = empty_window.room().password
    edit.show_it.click()
    assert edit.line.echoMode() is QLineEdit.EchoMode.Normal and edit.show_it.text() == "隱藏"
    qtbot.keyClicks(edit.line, "a")
    assert edit.capitals.isHidden()
    qtbot.keyClicks(edit.line, "A")  # without the shift key
    assert edit.capitals.isVisible() and "Caps Lock" in edit.capitals.text()
    shift = Qt.KeyboardModifier.ShiftModifier
    qapp.sendEvent(edit.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, shift, "B"))
    assert edit.capitals.isHidden() and edit.text() == "aAB"
    edit.show_it.click()
    assert edit.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_second_window_asks_and_may_then_only_look(secret, locked, qtbot):
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.main_window import MainWindow

    second = MainWindow(Settings())
    qtbot.addWidget(second)
    second.files.open_path(locked)
    answer(second, qtbot, PHRASE)
    assert second.office.read_only and "唯讀" in second.workspace.banner.label.text()
    second.files.set_password()
    assert "唯讀" in said(second)
    secret.close_office()
    second.workspace.banner.retry.click()  # it is not asked twice
    assert second.office is not None and not second.office.read_only
    second.close()


def test_work_beside_the_window_has_the_password_too(secret, qtbot):
    counted = []
    secret.run_job("數一數", lambda office, _control: office.count("scale"), done=counted.append)
    settle(qtbot, secret)
    assert counted == [secret.office.count("scale")] and counted[0] > 0
    secret.files.verify()
    settle(qtbot, secret)
    assert "都完整" in said(secret)


def test_the_password_is_written_nowhere(secret, locked, home):
    secret.close_office()
    assert secret.windowTitle() == PROGRAM
    written = [each.read_bytes() for each in [*home.rglob("*"), *locked.parent.rglob("*")] if each.is_file()]
    for spelling in (PHRASE.encode(), PHRASE.encode("utf-16-le"), "三隻橘貓".encode()):
        assert not any(spelling in each for each in written)
    assert paths.data_folder().is_dir()


# Setting, changing, removing


def show(window, menu_entry) -> PasswordPage:
    window.menus.update()
    assert menu_entry.isEnabled() and menu_entry.isVisible()
    menu_entry.trigger()
    room = window.room()
    assert isinstance(room, PasswordPage)
    return room


def fill(room: PasswordPage, new: str, again: str | None = None, present: str = "") -> None:
    room.present.line.setText(present)
    room.new.line.setText(new)
    room.again.line.setText(new if again is None else again)
    room.go.click()


def test_a_password_is_set_and_the_copies_without_one_are_offered(window, qtbot):
    window.office.store.copy("每日")
    window.office.store.copy("匯入前")
    path = window.office.path
    assert window.menus.password.text() == "設定密碼(&W)…" and not window.menus.no_password.isVisible()
    room = show(window, window.menus.password)
    fill(room, PHRASE)
    assert window.office is None and not room.bar.isHidden() and room.go.isHidden()
    settle(qtbot, window)
    assert window.office.encrypted and passwords.has_password(path)
    assert window.menus.password.text() == "變更密碼(&W)…" and window.menus.no_password.isVisible()
    assert said(window) == "密碼已設定，檔案已加密。備份資料夾裡有 2 份舊備份還沒有密碼。"
    window.room().messages.buttons()[0].click()
    old = window.room()
    assert isinstance(old, OldCopiesPage) and len(old.list.ticked()) == 2
    old.follow.click()
    settle(qtbot, window)
    assert isinstance(window.room(), Workspace) and "2 份" in said(window)
    assert all(passwords.has_password(each.path) for each in backups.copies(path))


def test_no_copy_is_deleted_without_being_ticked_and_asked_about(window, qtbot):
    for _ in range(3):
        window.office.store.copy("每日")
    path = window.office.path
    fill(show(window, window.menus.password), PHRASE)
    settle(qtbot, window)
    window.room().messages.buttons()[0].click()
    old = window.room()
    old.list.tick([0], False)
    old.delete.click()
    assert len(backups.copies(path)) == 3 and "2 份" in said(window)
    old.messages.buttons()[0].click()
    assert len(backups.copies(path)) == 1 and "已刪除 2 份" in said(window)
    left = window.room()
    assert isinstance(left, OldCopiesPage) and left.list.rows.rowCount() == 1
    left.list.tick([0], False)
    assert not left.follow.isEnabled() and not left.delete.isEnabled()
    left.back.click()
    assert isinstance(window.room(), Workspace) and len(backups.copies(path)) == 1


def test_with_no_copies_there_is_nothing_to_ask(window, qtbot):
    fill(show(window, window.menus.password), PHRASE)
    settle(qtbot, window)
    assert said(window) == "密碼已設定，檔案已加密。" and not window.room().messages.buttons()


@pytest.mark.parametrize(
    ("new", "again", "problem"),
    [("短", None, "太短"), ("12345678", None, "太容易猜"), ("青埕戶政事務所一號", "青埕戶政事務所二號", "不一樣")],
)
def test_what_is_not_right_is_said_and_nothing_is_touched(window, new, again, problem):
    room = show(window, window.menus.password)
    fill(room, new, again)
    assert problem in room.problem.text() and not room.problem.isHidden()
    assert window.office is not None and not window.office.encrypted
    room.cancel.click()
    assert isinstance(window.room(), Workspace)


def test_the_password_is_changed_by_who_knows_the_present_one(secret, qtbot):
    secret.office.store.copy("每日")
    path = secret.office.path
    room = show(secret, secret.menus.password)
    assert room.task == "change"
    fill(room, OTHER, present="不是這個密碼")
    assert "目前的密碼不對" in room.problem.text()
    fill(room, PHRASE, present=PHRASE)
    assert "相同" in room.problem.text()
    fill(room, OTHER, present=PHRASE)
    settle(qtbot, secret)
    assert "1 份舊備份還不是新的密碼" in said(secret)
    secret.room().messages.buttons()[0].click()
    assert secret.room().list.rows.shown[0].mark == "舊的密碼"
    secret.room().follow.click()
    settle(qtbot, secret)
    secret.close_office()
    offices.open_office(path, key=OTHER).close()
    offices.open_office(backups.copies(path)[0].path, key=OTHER).close()


def test_the_password_is_removed_by_who_knows_it_and_one_copy_is_kept_when_asked(secret, qtbot):
    path = secret.office.path
    room = show(secret, secret.menus.no_password)
    assert room.new.isHidden() or room.new.parent() is None
    room.present.line.setText(PHRASE)
    room.keep.setChecked(True)
    room.go.click()
    settle(qtbot, secret)
    assert not secret.office.encrypted and secret.status.file.text() == path.name
    assert "密碼已移除" in said(secret) and "1 份舊備份還有當時的密碼" in said(secret)
    [kept] = backups.copies(path)
    assert kept.reason == "換密碼前" and passwords.has_password(kept.path)


def test_a_change_that_fails_leaves_the_file_open_as_it_was(secret, qtbot, monkeypatch):
    from isms_desktop.domain.findings import UserError

    def full(*_: object, **__: object) -> None:
        raise UserError("磁碟空間不足。", "請清出空間。")

    monkeypatch.setattr(passwords, "change", full)
    fill(show(secret, secret.menus.password), OTHER, present=PHRASE)
    settle(qtbot, secret)
    assert secret.office.encrypted and isinstance(secret.room(), Workspace)
    assert said(secret) == "磁碟空間不足。請清出空間。"


def test_a_change_that_is_cancelled_leaves_the_file_open_as_it_was(secret, qtbot, monkeypatch):
    def endless(*_: object, progress, **__: object) -> None:
        while True:
            progress(1, 100)

    monkeypatch.setattr(passwords, "change", endless)
    fill(show(secret, secret.menus.password), OTHER, present=PHRASE)
    qtbot.waitUntil(lambda: secret.room().bar.value() == 1, timeout=5000)
    secret.status.job.cancel.click()
    settle(qtbot, secret)
    assert secret.office.encrypted and said(secret) == "已取消，密碼沒有變動。"


def test_what_was_typed_does_not_wait_behind_another_page(window, locked):
    room = show(window, window.menus.password)
    room.new.line.setText(PHRASE)
    window.files.open_path(locked)
    assert room.new.text() == "" and not room.new.line.isUndoAvailable()


def test_a_new_office_is_offered_a_password_once_it_is_there(empty_window, qtbot):
    empty_window.files.new_office()
    page = empty_window.room()
    page.name.setText("松澗國民小學")
    page.make.click()
    settle(qtbot, empty_window)
    assert "可以加上密碼" in said(empty_window)
    empty_window.room().messages.buttons()[0].click()
    assert isinstance(empty_window.room(), PasswordPage)


# Copies


def test_a_copy_under_the_same_password_is_restored_without_asking(secret, qtbot):
    copy = secret.office.store.copy("每日")
    records.add(secret.office, "person", [{"name": "新同仁"}], "新增")
    secret.files.show_copies()
    assert secret.room().tidy.isHidden()
    secret.room().restore.click()
    secret.room().messages.buttons()[0].click()
    settle(qtbot, secret)
    qtbot.waitUntil(lambda: secret.office is not None, timeout=10_000)
    assert copy.exists() and secret.office.encrypted and secret.office.count("person") == 0
    assert "已還原" in said(secret)


def test_a_copy_under_the_password_before_asks_for_that_one(secret, qtbot):
    secret.office.store.copy("每日")
    fill(show(secret, secret.menus.password), OTHER, present=PHRASE)
    settle(qtbot, secret)
    secret.files.show_copies()
    secret.room().restore.click()
    secret.room().messages.buttons()[0].click()
    settle(qtbot, secret)
    assert isinstance(secret.room(), UnlockPage) and secret.room().open.text() == "繼續"
    answer(secret, qtbot, OTHER)
    assert "密碼不對" in secret.room().problem.text() and secret.office is not None
    answer(secret, qtbot, PHRASE)
    path = secret.office.path
    assert "已還原" in said(secret)
    secret.close_office()
    offices.open_office(path, key=OTHER).close()  # today's password stays


def test_who_is_asked_for_the_password_of_a_copy_can_go_back(secret, qtbot):
    secret.office.store.copy("每日")
    fill(show(secret, secret.menus.password), OTHER, present=PHRASE)
    settle(qtbot, secret)
    secret.files.show_copies()
    copies = secret.room()
    copies.restore.click()
    copies.messages.buttons()[0].click()
    settle(qtbot, secret)
    secret.room().cancel.click()
    assert secret.room() is copies and secret.office is not None


def test_copies_without_a_password_are_marked_and_can_be_dealt_with_later(window, qtbot):
    window.office.store.copy("每日")
    fill(show(window, window.menus.password), PHRASE)
    settle(qtbot, window)
    window.files.show_copies()
    room = window.room()
    assert isinstance(room, CopiesPage) and room.list.rows.shown[0].mark.startswith("沒有密碼")
    room.tidy.click()
    settle(qtbot, window)
    assert isinstance(window.room(), OldCopiesPage)


def test_who_forgot_the_password_can_go_back_to_a_copy_without_one(
    empty_window, locked_once, made_once, tmp_path, qtbot
):
    path = Path(shutil.copy(made_once / EMPTY, tmp_path / "忘記.isms"))
    office = offices.open_office(path)
    office.store.copy("每日")
    office.close()
    shutil.copy(locked_once, path)
    empty_window.show()
    empty_window.files.open_path(path)
    empty_window.room().copies.click()
    room = empty_window.room()
    assert isinstance(room, CopiesPage)
    room.restore.click()
    room.messages.buttons()[0].click()
    settle(qtbot, empty_window)
    assert empty_window.office is not None and not empty_window.office.encrypted
    assert list(backups.copying.folder_of(path).glob("*打不開的檔案*"))


def test_the_start_asks_for_the_password_of_the_last_file(empty_window, locked, qtbot):
    from isms_desktop.ui.app import show_first

    empty_window.remember(recent=(str(locked),))
    show_first(empty_window, None)
    empty_window.show()
    answer(empty_window, qtbot, PHRASE)
    assert empty_window.office.path == locked
