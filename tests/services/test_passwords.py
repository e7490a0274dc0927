"""A clerk gives the office's file a password, another one, and takes it away again."""

import datetime
import shutil
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attachments, backups, offices, passwords, records
from isms_desktop.services.offices import Office, open_office

PHRASE, OTHER = "校園裡的 三隻橘貓", "圖書館 在二樓 左邊"


def close(office: Office) -> Path:
    office.close()
    return office.path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("七個字的密碼啊", "太短"),
        ("", "太短"),
        ("一" * 129, "太長"),
        ("11111111", "容易猜"),
        ("12345678", "容易猜"),
        ("１２３４５６７８", "容易猜"),
        ("hgfedcba", "容易猜"),
        ("青埕戶政事務所", "太短"),
        ("新設戶政事務所檔案", "不要用機關名稱"),
        ("tab\tinside it", "控制字元"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_reason(typed, said):
    assert said in passwords.problem_of(typed, "新設戶政事務所檔案")


@pytest.mark.parametrize(
    "typed", ["校園裡的 三隻橘貓", "correct horse", "aB3$aB3$", " 前後有空格 也可以 ", "長的密碼也" * 20]
)
def test_length_is_all_that_is_asked_for(typed):
    assert passwords.problem_of(typed, "青埕戶政事務所") == ""


def test_what_an_input_method_writes_full_width_is_the_same_password(empty_office: Office):
    path = close(empty_office)
    passwords.change(path, None, "Ａｐｐｌｅ１２３ ４")
    open_office(path, key="Apple123 4").close()
    open_office(path, key="Ａｐｐｌｅ１２３　４").close()


def test_a_file_that_was_given_another_spelling_by_an_older_program_still_opens(tmp_path: Path):
    from isms_desktop.store.office_file import create_store

    create_store(tmp_path / "舊.isms", "ＡＢＣ").close()
    assert passwords.unlock(tmp_path / "舊.isms", "ＡＢＣ").phrase == "ＡＢＣ"
    with pytest.raises(passwords.WrongKey):
        passwords.unlock(tmp_path / "舊.isms", "ABC")


def test_everything_survives_being_encrypted_and_decrypted(office: Office, tmp_path: Path):
    scan = tmp_path / "核章.pdf"
    scan.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 400)
    person = office.all("person")[0]
    attachments.attach(office, "person", person.id, [scan])
    counts = {kind: office.count(kind) for kind in ("asset", "risk", "person", "attachment")}
    path = close(office)
    key = passwords.change(path, None, PHRASE)
    with pytest.raises(passwords.WrongKey):
        open_office(path)
    opened = open_office(path, key=key)
    assert opened.encrypted and backups.verify(opened).ok
    assert {kind: opened.count(kind) for kind in counts} == counts
    kept = attachments.attachments_of(opened, "person", person.id)[-1]
    assert attachments.save_as(opened, kept, tmp_path / "取出.pdf").read_bytes() == scan.read_bytes()
    records.change(opened, "person", {person.id: {"extension": "123"}}, "修改分機")
    opened.close()
    assert passwords.change(path, key, None) is None
    plain = open_office(path)
    assert plain.find("person", person.id).extension == "123" and backups.verify(plain).ok
    assert records.undo(plain) is not None
    plain.close()


def test_a_file_that_somebody_has_open_keeps_its_password(office: Office):
    with pytest.raises(UserError, match="正在使用中"):
        passwords.change(office.path, None, PHRASE)
    assert not passwords.has_password(close(office))


def test_a_refused_password_changes_nothing(empty_office: Office):
    path = close(empty_office)
    before = path.read_bytes()
    with pytest.raises(UserError, match="太短"):
        passwords.change(path, None, "短")
    assert path.read_bytes() == before


def test_the_file_as_it_was_is_kept_only_when_asked_for(empty_office: Office):
    path = close(empty_office)
    key = passwords.change(path, None, PHRASE)
    assert backups.copies(path) == []
    passwords.change(path, key, OTHER, keep_copy=True)
    [kept] = backups.copies(path)
    assert kept.reason == "換密碼前"
    open_office(kept.path, key=PHRASE).close()


@pytest.fixture
def mixed(empty_office: Office) -> tuple[Path, passwords.Key, passwords.Key]:
    """A file whose password has changed: copies without one, with the old one, with a foreign one, with today's."""
    empty_office.store.copy("每日")
    path = close(empty_office)
    keys: list[passwords.Key | None] = [None]
    for phrase in (PHRASE, OTHER):
        keys.append(passwords.change(path, keys[-1], phrase))
        opened = open_office(path, key=keys[-1])
        opened.store.copy("每日")
        opened.close()
    _none, former, key = keys
    foreign = backups.copies(path)[0].path.with_name("20260101-080000-每日.isms")
    offices.create_office(foreign, profile="household-office-c", name="別處", key="沒有人知道的密碼").close()
    assert former is not None and key is not None
    return path, former, key


def test_the_copies_that_lag_behind_are_told_apart(mixed):
    path, former, key = mixed
    found = passwords.old_copies(path, key, former)
    assert [each.state for each in found] == ["former", "plain", "unknown"]
    assert [each.state for each in passwords.old_copies(path, key)] == ["unknown", "plain", "unknown"]
    assert [each.state for each in passwords.old_copies(path, None, key)] == ["former", "unknown", "unknown"]


def test_copies_follow_the_file_and_what_nobody_can_open_stays(mixed):
    path, former, key = mixed
    found = passwords.old_copies(path, key, former)
    days = [(each.made, each.reason) for each in backups.copies(path)]
    assert passwords.follow([each for each in found if each.can_follow], key) == []
    assert [each.state for each in passwords.old_copies(path, key, former)] == ["unknown"]
    assert [(each.made, each.reason) for each in backups.copies(path)] == days
    for copy in backups.copies(path)[:3]:
        open_office(copy.path, key=OTHER).close()


def test_a_damaged_copy_is_named_and_keeps_no_other_from_following(mixed):
    path, former, key = mixed
    found = [each for each in passwords.old_copies(path, key, former) if each.can_follow]
    plain = next(each.copy.path for each in found if each.state == "plain")
    whole = plain.read_bytes()
    plain.write_bytes(whole[: len(whole) // 2])
    assert passwords.follow(found, key) == [plain]
    assert plain.read_bytes() == whole[: len(whole) // 2]
    assert [each.state for each in passwords.old_copies(path, key, former)] == ["plain", "unknown"]


def test_copies_are_deleted_one_by_one_as_chosen(mixed):
    path, former, key = mixed
    plain = [each for each in passwords.old_copies(path, key, former) if each.state == "plain"]
    passwords.delete(plain)
    assert not plain[0].copy.path.exists() and len(backups.copies(path)) == 3


def test_the_days_copy_has_the_password_of_the_file(empty_office: Office):
    path = close(empty_office)
    office = open_office(path, key=passwords.change(path, None, PHRASE))
    copy = backups.daily_copy(office)
    assert copy is not None and passwords.has_password(copy)
    assert next(each.made for each in backups.copies(path)).date() == datetime.date.today()
    office.close()
    open_office(copy, key=PHRASE).close()


@pytest.mark.parametrize("given", [{"key": OTHER, "chosen_key": PHRASE}, {"key": OTHER}])
def test_a_copy_with_the_password_before_wants_that_one(mixed, given):
    path, former, _key = mixed
    old = next(each for each in passwords.old_copies(path, _key, former) if each.state == "former")
    before = path.read_bytes()
    if "chosen_key" in given:
        backups.restore(old.copy.path, path, **given)
        open_office(path, key=OTHER).close()
    else:
        with pytest.raises(passwords.WrongKey):
            backups.restore(old.copy.path, path, **given)
        assert path.read_bytes() == before


def test_a_copy_without_a_password_comes_back_with_todays(mixed):
    path, former, key = mixed
    plain = next(each for each in passwords.old_copies(path, key, former) if each.state == "plain")
    backups.restore(plain.copy.path, path, key=key)
    with pytest.raises(passwords.WrongKey):
        open_office(path)
    open_office(path, key=OTHER).close()


def test_a_letter_is_not_asked_for_a_password(tmp_path: Path, office: Office):
    letter = tmp_path / "信.isms"
    letter.write_text("親愛的同仁" * 50, encoding="utf-8")
    assert passwords.has_password(letter) and not passwords.may_be_unlocked(letter)
    assert not passwords.may_be_unlocked(tmp_path / "沒有.isms") and not passwords.has_password(tmp_path / "沒有.isms")
    path = close(office)
    passwords.change(path, None, PHRASE)
    assert passwords.may_be_unlocked(path)
    cut = Path(shutil.copy(path, tmp_path / "斷.isms"))
    cut.write_bytes(cut.read_bytes()[:-100])
    assert not passwords.may_be_unlocked(cut)


def test_a_password_stands_in_no_error_report(empty_office: Office):
    from isms_desktop.ui.messages import crash_report

    path = close(empty_office)
    passwords.change(path, None, PHRASE)
    with pytest.raises(passwords.WrongKey) as refusal:
        open_office(path, key=OTHER)
    assert OTHER not in crash_report(refusal.value) + str(refusal.value)
