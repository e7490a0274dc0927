"""The password of an office's file: unlocking it, giving it another one, and the copies that still have the old one."""

import contextlib
import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import IsCancelled, Progress, look_up
from isms_desktop.paths import reachable
from isms_desktop.store import backup
from isms_desktop.store.driver import connect, is_encrypted, may_be_encrypted
from isms_desktop.store.encryption import convert
from isms_desktop.store.errors import FileProblem, users_world
from isms_desktop.store.errors import WrongKey as WrongKey
from isms_desktop.store.keys import Key as Key
from isms_desktop.store.keys import key_of, new_key
from isms_desktop.store.lock import Holder, acquire

LEAST = 8
"""Characters. Length is what counts: nobody is asked for a digit, a capital and a sign."""
MOST = 128
BEFORE_CHANGE = "換密碼前"
_FEW_KINDS = 4
_WRONG = "密碼不對，檔案沒有開啟。"
_WRONG_ADVICE = "請再輸入一次，並留意大寫鎖定與中英文輸入法。"


def normal(typed: str) -> str:
    """A password in one spelling: a letter is the same letter whether an input method wrote it full-width or not."""
    return unicodedata.normalize("NFKC", typed)


def problem_of(typed: str, *names: str) -> str:
    """What speaks against a new password, one sentence; "" when nothing does. ``names`` are too easy to guess."""
    phrase = normal(typed)
    if len(phrase) < LEAST:
        return f"密碼太短：至少 {LEAST} 個字，愈長愈好。"
    if len(phrase) > MOST:
        return f"密碼太長：最多 {MOST} 個字。"
    if any(unicodedata.category(each) == "Cc" for each in phrase):
        return "密碼裡有看不見的控制字元，請重新輸入。"
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(phrase)}
    if len(set(phrase)) < _FEW_KINDS or steps in ({1}, {-1}):
        return "這個密碼太容易猜：不要用連續或一再重複的字。"
    if phrase.casefold() in {normal(each).casefold() for each in names}:
        return "這個密碼太容易猜：不要用機關名稱或檔名。"
    return ""


def has_password(path: Path) -> bool:
    """Whether an existing file has one (or is no file of ours). False when it cannot be read."""
    with contextlib.suppress(UserError):
        return is_encrypted(path)
    return False


def may_be_unlocked(path: Path) -> bool:
    """Whether it makes sense to ask for a password: not for a letter, nor for a file of which a part is missing."""
    with contextlib.suppress(UserError):
        return may_be_encrypted(path)
    return False


def unlock(path: Path, typed: str) -> Key:
    """The worked-out password of a file, tried on it. Takes some tenths of a second. Raises WrongKey, FileProblem."""
    for phrase in dict.fromkeys((normal(typed), typed)):
        key = key_of(path, phrase)
        if opens(path, key):
            return key
    raise WrongKey(_WRONG, _WRONG_ADVICE)


def unlocking(path: Path, typed: str) -> Key | None:
    """As ``unlock``; None for a file that is not there or needs no password."""
    return unlock(path, typed) if reachable(path).is_file() and has_password(path) else None


def opens(path: Path, key: Key | None) -> bool:
    """Whether that key opens the file, None a file without a password. Raises FileProblem for other troubles."""
    try:
        connect(path, key, read_only=True).close()
    except WrongKey:
        return False
    return True


def is_same(key: Key, typed: str) -> bool:
    """Whether that is the password of the open file."""
    return key.phrase in (typed, normal(typed))


def change(
    path: Path,
    key: Key | None,
    new: str | None,
    *,
    keep_copy: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Key | None:
    """Give a closed file another password, or none for None; what opens it from now on.

    ``key`` opens it now; ``keep_copy`` leaves a copy as it was, under the old password, among the daily ones. Raises
    UserError (somebody has it open, the password is too short, no room on the disk …) and Cancelled; then the file is
    as it was.
    """
    if new is not None and (problem := problem_of(new, path.stem)):
        raise UserError(problem, "請換一個密碼。")
    lock = acquire(path)
    if isinstance(lock, Holder):
        raise UserError(f"檔案正在使用中：{lock.in_words()}，密碼沒有變動。", "請先把那邊關閉，再試一次。")
    try:
        wanted = None if new is None else new_key(normal(new))
        if keep_copy:
            with contextlib.closing(connect(path, key)) as opened:
                backup.make_copy(opened, path, key, BEFORE_CHANGE)
        convert(path, path, key, wanted, progress=progress, cancelled=cancelled)
    finally:
        lock.release()
    return wanted


# The copies that there are already


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A kept copy that does not have the password of the file."""

    copy: backup.Copy
    state: Literal["plain", "former", "unknown"]
    """Without a password, with the one before, or with one that nobody has told us."""
    key: Key | None = None
    """What opens it."""

    @property
    def can_follow(self) -> bool:
        """Whether it can be given the password of the file."""
        return self.state != "unknown"


def old_copies(
    office_path: Path,
    key: Key | None,
    former: Key | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[OldCopy]:
    """The copies of a file that have another password than ``key``, newest first. Raises Cancelled.

    ``former`` is the password before, where it is known.
    """
    found = []
    every = backup.copies(office_path)
    for place, copy in enumerate(every):
        look_up(place, len(every), progress, cancelled)
        with contextlib.suppress(FileProblem):  # a damaged copy is no worse for it
            found += _lagging(copy, key, former)
    look_up(len(every), len(every), progress, cancelled)
    return found


def _lagging(copy: backup.Copy, key: Key | None, former: Key | None) -> list[OldCopy]:
    if not is_encrypted(copy.path):
        return [] if key is None else [OldCopy(copy, "plain")]
    if key is not None and opens(copy.path, key):
        return []
    if former is not None and opens(copy.path, former):
        return [OldCopy(copy, "former", former)]
    return [OldCopy(copy, "unknown")]


def plain_copies(office_path: Path) -> list[OldCopy]:
    """The copies that anybody can read, newest first. Looks only at how they begin."""
    return [OldCopy(each, "plain") for each in backup.copies(office_path) if not has_password(each.path)]


def follow(
    chosen: Sequence[OldCopy],
    key: Key | None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[Path]:
    """Give copies the password of the file; those for which it was not possible. Raises Cancelled."""
    left = []
    for place, each in enumerate(chosen):
        look_up(place, len(chosen), progress, cancelled)
        try:
            convert(each.copy.path, each.copy.path, each.key, key, cancelled=cancelled)
        except FileProblem:
            left.append(each.copy.path)
    look_up(len(chosen), len(chosen), progress, cancelled)
    return left


def delete(chosen: Iterable[OldCopy]) -> None:
    """Delete copies for good. Raises FileProblem at the first that cannot be deleted."""
    for each in chosen:
        with users_world(each.copy.path):
            each.copy.path.unlink(missing_ok=True)
