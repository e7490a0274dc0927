"""A password is worked out once for a file, and opens it as SQLCipher itself would."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.store.driver import connect
from isms_desktop.store.errors import WrongKey
from isms_desktop.store.keys import key_of, new_key
from isms_desktop.store.office_file import create_store, open_store

PHRASE = "青埕的'貓 有九條命"


def test_what_is_worked_out_is_what_sqlcipher_works_out_itself(path: Path) -> None:
    create_store(path, PHRASE).close()
    plain = sqlite.connect(str(path))
    quoted = PHRASE.replace("'", "''")
    plain.execute(f"PRAGMA key = '{quoted}'")
    assert plain.execute("SELECT count(*) FROM agency").fetchone() == (0,)
    plain.close()
    connect(path, key_of(path, PHRASE)).close()


def test_a_file_that_sqlcipher_made_by_itself_is_opened_too(path: Path) -> None:
    connect(path, PHRASE, create=True).execute("CREATE TABLE t (a)").connection.close()
    connect(path, key_of(path, PHRASE)).close()


def test_a_key_of_another_file_still_knows_the_password(path: Path, tmp_path: Path) -> None:
    create_store(path, PHRASE).close()
    elsewhere = new_key(PHRASE)
    assert elsewhere.salt != key_of(path, PHRASE).salt
    open_store(path, elsewhere).close()
    with pytest.raises(WrongKey):
        open_store(path, new_key("別的密碼 12345"))


def test_what_jobs_and_copies_use_is_worked_out_already(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = create_store(path, PHRASE)

    def slow(*_: object) -> bytes:
        raise AssertionError("it was worked out once more")

    monkeypatch.setattr("hashlib.pbkdf2_hmac", slow)
    with store.worker() as own:
        assert own.key is store.key
    copy = store.copy("每日")
    assert store.key is not None and store.key.words_for(copy) == store.key.raw
    store.close()


def test_a_password_is_not_seen_where_a_program_is_looked_at() -> None:
    key = new_key(PHRASE)
    assert repr(key) == "Key()"
    assert "貓" not in repr(vars(create_store)) + str(key)
