"""A password and what it becomes for one file.

SQLCipher makes the key of a file from the password and the first sixteen bytes of the file, on purpose so slowly that
nobody can try many. Doing it once when a file is opened, outside SQLite, keeps that wait away from the window and from
each of the connections that jobs open afterwards.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from isms_desktop.paths import reachable
from isms_desktop.store.errors import users_world

SALT_BYTES = 16
_ROUNDS = 256_000
_KEY_BYTES = 32
"""SQLCipher 4's own: PBKDF2-HMAC-SHA512."""


@dataclass(frozen=True, slots=True)
class Key:
    """A password, worked out for files that begin with one salt. Never shown: it has no readable ``repr``."""

    phrase: str = field(repr=False)
    """What the person typed."""
    salt: bytes = field(repr=False)
    raw: str = field(repr=False)
    """What SQLCipher takes in the place of a password: it need not work anything out."""

    def words_for(self, path: Path) -> str:
        """What opens that file, or makes it when there is none: quickly where the salt is ours. Raises FileProblem."""
        salt = _salt_of(path)
        return self.raw if salt in (b"", self.salt) else self.phrase


def new_key(phrase: str) -> Key:
    """A password for a file that does not exist yet. Takes some tenths of a second, on purpose."""
    return _worked_out(phrase, os.urandom(SALT_BYTES))


def key_of(path: Path, phrase: str) -> Key:
    """A password for an existing file; whether it fits shows itself when it is opened. Raises FileProblem."""
    return _worked_out(phrase, _salt_of(path))


def _salt_of(path: Path) -> bytes:
    path = reachable(path)
    with users_world(path):
        if not path.exists():
            return b""
        with path.open("rb") as file:
            return file.read(SALT_BYTES)


def _worked_out(phrase: str, salt: bytes) -> Key:
    import hashlib  # with it comes OpenSSL, for which a window with a file without a password need not wait

    made = hashlib.pbkdf2_hmac("sha512", phrase.encode("utf-8", "surrogatepass"), salt, _ROUNDS, _KEY_BYTES)
    return Key(phrase, salt, f"x'{made.hex()}{salt.hex()}'")
