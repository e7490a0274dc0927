"""SQLite's and the system's codes as one sentence for the clerk; a bug stays a bug."""

import errno
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.store.errors import FileProblem, WrongKey, os_sentence, users_world


def _problem(name: str) -> sqlite.DatabaseError:
    problem = sqlite.DatabaseError("english")
    problem.sqlite_errorname = name
    return problem


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SQLITE_FULL", "磁碟空間不足"),
        ("SQLITE_BUSY", "另一個程式"),
        ("SQLITE_BUSY_SNAPSHOT", "另一個程式"),
        ("SQLITE_LOCKED", "另一項作業"),
        ("SQLITE_READONLY_DBMOVED", "唯讀"),
        ("SQLITE_IOERR_WRITE", "讀寫磁碟"),
        ("SQLITE_CORRUPT_VTAB", "已損壞"),
        ("SQLITE_CANTOPEN", "打不開"),
        ("SQLITE_PERM", "沒有權限"),
    ],
)
def test_what_the_user_can_mend_is_said_with_the_files_name_and_a_next_step(code: str, said: str) -> None:
    with pytest.raises(FileProblem, match=said) as problem, users_world(Path("某所.isms")):
        raise _problem(code)
    assert problem.value.text.startswith("「某所.isms」：") and problem.value.advice
    assert "english" not in str(problem.value)


@pytest.mark.parametrize(
    ("english", "said"), [("database or disk is full", "磁碟空間不足"), ("disk I/O error", "讀寫磁碟")]
)
def test_an_error_of_the_backup_api_without_a_code_is_known_by_its_words(english: str, said: str) -> None:
    with pytest.raises(FileProblem, match=said), users_world(Path("x.isms")):
        raise sqlite.OperationalError(english)


def test_no_database_at_all_looks_like_a_wrong_password() -> None:
    with pytest.raises(WrongKey), users_world(Path("x.isms")):
        raise _problem("SQLITE_NOTADB")


@pytest.mark.parametrize("code", ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_ERROR", "SQLITE_FULLER", ""])
def test_a_bug_is_let_through_as_it_is(code: str) -> None:
    problem = _problem(code)
    with pytest.raises(sqlite.DatabaseError) as caught, users_world(Path("x.isms")):
        raise problem
    assert caught.value is problem


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁碟空間不足"),
        (errno.EDQUOT, "磁碟空間不足"),
        (errno.EROFS, "沒有權限"),
        (errno.EACCES, "沒有權限"),
        (errno.ENOENT, "找不到"),
        (errno.ENAMETOOLONG, "路徑太長"),
        (errno.EIO, "讀寫檔案時發生錯誤"),
    ],
)
def test_the_systems_troubles_in_words(number: int, said: str) -> None:
    assert said in os_sentence(OSError(number, "english"))
    with pytest.raises(FileProblem, match=said), users_world(Path("x.isms")):
        raise OSError(number, "english")


@pytest.mark.parametrize(("number", "winerror"), [(errno.EINVAL, 123), (errno.ENOENT, 206)])
def test_a_name_that_windows_does_not_take(number: int, winerror: int) -> None:
    problem = OSError(number, "english")
    problem.winerror = winerror  # type: ignore[attr-defined]
    assert "太長" in os_sentence(problem)
