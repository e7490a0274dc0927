"""Files are whole or not there, and the reason is said."""

import errno
import os

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.safe_write import write_safely


def refusal(path, write=lambda file: file.write(b"new")):
    with pytest.raises(UserError) as caught:
        write_safely(path, write)
    assert caught.value.advice
    return str(caught.value)


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "清冊.xlsx"
    path.write_bytes(b"old")
    return path


def fail(number):
    def write(file):
        file.write(b"half")
        raise OSError(number, os.strerror(number))

    return write


def alone(path):
    return [each.name for each in path.parent.iterdir() if each.is_file()] == [path.name]


def test_the_new_file_takes_the_place_of_the_old(target):
    write_safely(target, lambda file: file.write(b"new"))
    assert target.read_bytes() == b"new"
    assert alone(target)


def test_a_full_disk_leaves_the_old_file(target):
    said = refusal(target, fail(errno.ENOSPC))
    assert said == "磁碟空間不足，無法寫入「清冊.xlsx」。原來的檔案沒有變動。請清出空間，或存到其他磁碟。"
    assert target.read_bytes() == b"old"
    assert alone(target)


def test_a_file_that_excel_holds_open(target, monkeypatch):
    def held(self, other):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(type(target), "replace", held)
    assert "正由其他程式（例如 Excel）開啟" in refusal(target)
    assert target.read_bytes() == b"old"
    assert alone(target)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EROFS, "不允許寫入"), (errno.EIO, "無法寫入"), (errno.ENAMETOOLONG, "檔名太長")]
)
def test_other_reasons(tmp_path, number, said):
    assert said in refusal(tmp_path / "清冊.xlsx", fail(number))
    assert list(tmp_path.glob("*清冊*")) == []


def test_a_folder_that_is_not_there_and_one_in_the_way(tmp_path):
    assert "找不到資料夾" in refusal(tmp_path / "沒有" / "清冊.xlsx")
    (tmp_path / "清冊.xlsx").mkdir()
    assert "是資料夾" in refusal(tmp_path / "清冊.xlsx")


def test_a_bug_while_writing_is_not_hidden_and_leaves_nothing(target):
    def broken(file):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_safely(target, broken)
    assert target.read_bytes() == b"old"
    assert alone(target)
