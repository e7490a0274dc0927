"""Attachments of a record: adding several at once, listing, looking at one, writing one out, renaming, removing.

The window and the command line both call these; a file of 100 MB goes through them in pieces, on a worker thread.
"""

import contextlib
import os
import stat
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isms_desktop import paths as places
from isms_desktop.domain import rocdate
from isms_desktop.domain.attachments import is_program, numbered_name, safe_name, size_words, split_name
from isms_desktop.domain.findings import UserError
from isms_desktop.safe_write import write_safely
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.store import attachments as bytes_of
from isms_desktop.store.history import Changed, entries_of_record

KIND = "attachment"
PATIENCE = 10.0
"""Seconds to wait for whoever is writing: a cell that is being saved is no reason to give up thirty files."""
_NAMED = 3
"""How many refused files a sentence names."""
_STALE = 24 * 3600
"""Seconds after which a copy that an earlier session could not clear away goes."""
_FOLDER = "opened"

Progress = Callable[[int, int, str], object]
"""(bytes done, bytes in all, words); raises to stop."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of the files that were to be attached."""

    changed: Changed | None
    """None when nothing was added."""
    kept: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    """Names of files that the record has already."""
    refused: tuple[UserError, ...] = ()

    def sentence(self) -> str:
        """All of it in one message."""
        parts = []
        if self.kept:
            parts.append(f"已附上「{self.kept[0]}」。" if len(self.kept) == 1 else f"已附上 {len(self.kept)} 個檔案。")
        if self.repeated:
            names = "」「".join(self.repeated[:_NAMED])
            parts.append(f"「{names}」{_and_more(self.repeated)}這筆紀錄已經有了，沒有重複附上。")
        if self.refused:
            parts.append(_refusal(self.refused))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One attachment as a list shows it."""

    id: int
    name: str
    size: str
    """「1.2 MB」."""
    who: str
    moment: str
    """Local, ``115.11.20 08:30``."""
    program: bool
    """Whether it would run something when opened."""


# Adding


def attach(
    office: Office, kind: str, record_id: int, paths: Iterable[Path], *, progress: Progress | None = None
) -> Attached:
    """Keep files with a record as one undoable step; the same bytes are stored once.

    A file that cannot be attached does not keep the others out: it is named in the answer. Raises UserError when none
    could be attached, when the record is gone, or when the office's file cannot be written; then nothing is kept.
    """
    wanted = list(dict.fromkeys(paths))
    if office.read_only:
        raise UserError("檔案目前是唯讀的，不能附加檔案。", "請等對方關閉後再試，或先把附件放在自己的資料夾。")
    has = {each.sha256: each.name for each in attachments_of(office, kind, record_id)}
    total = sum(map(_size, wanted))
    links: list[dict[str, Any]] = []
    repeated: list[str] = []
    refused: list[UserError] = []
    stored: list[str] = []
    label = f"附上檔案「{safe_name(wanted[0].name)}」" if len(wanted) == 1 else f"附上 {len(wanted)} 個檔案"
    try:
        done = 0
        for path in wanted:
            try:
                content = bytes_of.read(path, _reporter(progress, done, total, path))
            except UserError as problem:
                refused.append(problem)
                continue
            finally:
                done += _size(path)
            if content.sha256 in has:
                repeated.append(content.name)
                continue
            name = numbered_name(content.name, {each.casefold() for each in has.values()})
            has[content.sha256] = name
            with office.action(label, patience=PATIENCE) as action:
                if bytes_of.keep(action.connection, content):
                    stored.append(content.sha256)
            links.append({"name": name, "sha256": content.sha256, "size": content.size})
        changed = _link(office, kind, record_id, links, label) if links else None
    except BaseException:
        _forget(office, stored)
        raise
    if not links and refused:
        raise refused[0] if len(refused) == 1 and not repeated else UserError(_refusal(refused))
    return Attached(changed, tuple(each["name"] for each in links), tuple(repeated), tuple(refused))


def _reporter(progress: Progress | None, done: int, total: int, path: Path) -> Callable[[int], object]:
    name = safe_name(path.name)
    return lambda read: progress and progress(min(done + read, total), total, name)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _link(office: Office, kind: str, record_id: int, links: Sequence[dict[str, Any]], label: str) -> Changed:
    label = f"附上檔案「{links[0]['name']}」" if len(links) == 1 else f"附上 {len(links)} 個檔案"
    with office.action(label, patience=PATIENCE) as action:
        if office.store.get(kind, record_id) is None:
            raise UserError("這筆紀錄已經被刪除了，檔案沒有附上。", "請先按 Ctrl+Z 復原那筆紀錄。")
        action.insert_many(KIND, ({**each, "owner_kind": kind, "owner_id": record_id} for each in links))
    return action.result()


def _forget(office: Office, stored: Sequence[str]) -> None:
    # Best effort: what went wrong is to be heard, and bytes that stay do no harm.
    with contextlib.suppress(UserError):
        if stored:
            with office.action("取消附加檔案", patience=PATIENCE) as action:
                bytes_of.forget(action.connection, stored)


def _refusal(refused: Sequence[UserError]) -> str:
    if len(refused) == 1:
        return f"沒有附上：{refused[0]}"
    words = "；".join(each.text.rstrip("。") for each in refused[:_NAMED])
    return f"有 {len(refused)} 個檔案沒有附上：{words}{_and_more(refused)}。"


def _and_more(every: Sequence[object]) -> str:
    return f"等 {len(every)} 個" if len(every) > _NAMED else ""


# Looking


def attachments_of(office: Office, kind: str, record_id: int) -> list[Any]:
    """The attachments of a record, oldest first."""
    return [each for each in office.pointing(KIND, "owner_id", record_id) if each.owner_kind == kind]


def listed(office: Office, kind: str, record_id: int) -> list[Listed]:
    """The attachments of a record in words, oldest first: who attached each, and when."""
    found = []
    for each in attachments_of(office, kind, record_id):
        first = entries_of_record(office.store.connection, KIND, each.id)[-1:]
        who = first[0].who if first else ""
        moment = rocdate.write_local(first[0].moment if first else each.created)
        found.append(Listed(each.id, each.name, size_words(each.size or 0), who, moment, is_program(each.name)))
    return found


def save_as(office: Office, attachment: Any, target: Path) -> Path:
    """Write an attachment's bytes to a file. Raises UserError when they are damaged or the place is not writable."""

    def write(file: Any) -> None:
        for piece in bytes_of.pieces_of(office.store.connection, attachment.sha256):
            file.write(piece)

    write_safely(target, write)
    return target


def open_copy(office: Office, attachment: Any) -> Path:
    """A read-only copy to look at, in a folder of this session that ``clear_copies`` empties.

    Raises UserError for a program: it is never opened from here, only saved by whoever knows what it is.
    """
    if is_program(attachment.name):
        raise UserError(f"「{attachment.name}」是程式檔，不會直接開啟。", "確定來源可靠時，請用「另存…」存出後再處理。")
    _clear_stale()
    for number in range(100):
        # Whoever changed the copy of this morning keeps it until the program ends; this one lies beside it.
        folder = places.ensure_folder(_session_folder() / f"{attachment.sha256[:12]}-{number}")
        target = folder / safe_name(attachment.name)
        if not target.exists():
            save_as(office, attachment, target)
            target.chmod(stat.S_IREAD)
            return target
        if not os.access(target, os.W_OK) and target.stat().st_size == attachment.size:
            return target
    raise UserError("這個附件今天已經開啟太多次。", "請用「另存…」存到自己的資料夾。")


def clear_copies() -> None:
    """Remove the copies that were opened to look at. One that a viewer still holds open goes another day."""
    _remove(_session_folder())


def unlinked_size(office: Office) -> int:
    """Bytes of attachments that have been removed from their records and are kept for undo."""
    return bytes_of.unlinked_size(office.store.connection)


def _session_folder() -> Path:
    return places.data_folder() / _FOLDER / str(os.getpid())


def _clear_stale() -> None:
    root = places.data_folder() / _FOLDER
    with contextlib.suppress(OSError):
        for folder in root.iterdir():
            if folder.name != str(os.getpid()) and time.time() - folder.stat().st_mtime > _STALE:
                _remove(folder)


def _remove(folder: Path) -> None:
    # Not shutil.rmtree: a read-only file, as these are, stops it on Windows.
    if not folder.is_dir():
        return
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            _remove(each)
            continue
        with contextlib.suppress(OSError):
            each.chmod(stat.S_IREAD | stat.S_IWRITE)
            each.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


# Changing


def rename(office: Office, attachment: Any, name: str) -> Changed:
    """Give an attachment another name; its ending stays, so that it opens as before. Raises UserError."""
    ending = split_name(attachment.name)[1]
    typed = name.strip()
    if ending and typed.casefold().endswith(ending.casefold()):
        typed = typed[: -len(ending)].rstrip()
    if not typed:
        raise UserError("檔名是空白的。", "請填寫檔名。")
    wanted = safe_name(typed + ending)
    others = attachments_of(office, attachment.owner_kind, attachment.owner_id)
    if wanted.casefold() in {each.name.casefold() for each in others if each.id != attachment.id}:
        raise UserError(f"這筆紀錄已經有一個附件叫「{wanted}」。", "請換一個檔名。")
    return records.change(office, KIND, {attachment.id: {"name": wanted}}, f"附件改名為「{wanted}」")


def remove(office: Office, attachments: Collection[Any]) -> Changed:
    """Take attachments off their record; undo brings them back. Raises UserError when one is gone already."""
    names = [each.name for each in attachments]
    label = f"移除附件「{names[0]}」" if len(names) == 1 else f"移除 {len(names)} 個附件"
    return records.delete(office, KIND, [each.id for each in attachments], label)
