"""The papers of one office: those that come with the program, and its own form files, which take their place.

An office that wants a paper otherwise puts a form file into the folder 本機關表單 beside its .isms file. A file with
the id of a built-in paper takes its place, another id is one more paper. A wrong file never stops the others: the
built-in paper stays in use, and what is wrong is said with file, block and key.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from isms_desktop import printing as papers
from isms_desktop.domain.findings import UserError
from isms_desktop.paths import ensure_folder, reachable, shipped
from isms_desktop.safe_write import write_safely
from isms_desktop.services.offices import Office

if TYPE_CHECKING:
    from isms_desktop.printing import Form

FOLDER = "本機關表單"
"""Beside the office's file, so that it moves house with it."""
_HEAD = "# 本機關自己的版本。刪除這個檔案，就會改回程式內建的表單。\n#\n"


@dataclass(frozen=True, slots=True)
class OfficeForms:
    """The form files that an office prints from."""

    forms: "Mapping[str, Form]"
    own: frozenset[str]
    """Ids of those that are the office's own."""
    problems: tuple[UserError, ...]
    """What is wrong with its own files; the built-in papers are used in their place."""


def folder_of(office: Office) -> Path:
    """Where the office's own form files lie; it need not be there."""
    return office.path.parent / FOLDER


def forms_of(office: Office) -> OfficeForms:
    """The papers of this office. Its own files are read anew when one of them has changed."""
    try:
        files = tuple((path, path.stat().st_mtime_ns) for path in sorted(reachable(folder_of(office)).glob("*.toml")))
    except OSError:  # a share that has gone: its papers come back with it
        files = ()
    return _with_own(files)


def form_of(office: Office, form_id: str) -> "Form":
    """One paper of this office. UserError for an unknown one."""
    forms = forms_of(office).forms
    if form_id not in forms:
        raise UserError(f"沒有「{form_id}」這張表單。", f"可用的表單：{'、'.join(forms)}。")
    return forms[form_id]


def copy_to_edit(office: Office, form_id: str) -> Path:
    """The office's own file for a paper, made from the built-in one when there is none yet.

    Raises UserError for an unknown paper and where the folder cannot be written.
    """
    form = form_of(office, form_id)
    target = folder_of(office) / f"{form_id}.toml"
    if not target.exists():
        ensure_folder(target.parent)
        words = _HEAD + form.path.read_text(encoding="utf-8")
        write_safely(target, lambda stream: stream.write(words.encode("utf-8")))
    return target


@functools.cache
def built_in() -> "Mapping[str, Form]":
    """The papers that come with the program, by id."""
    return MappingProxyType({path.stem: _built_in(path) for path in built_in_files()})


@functools.cache
def built_in_files() -> tuple[Path, ...]:
    """The form files that come with the program."""
    return tuple(sorted(shipped("forms").glob("*.toml")))


def read_ahead(path: Path) -> None:
    """Read one of them while nobody waits: all at once take longer than a window may be stuck."""
    _built_in(path)


@functools.cache
def _built_in(path: Path) -> "Form":
    return papers.load_form(path)


@functools.lru_cache(maxsize=8)
def _with_own(files: tuple[tuple[Path, int], ...]) -> OfficeForms:
    own: dict[str, Form] = {}
    problems = []
    for path, _changed in files:
        try:
            own[path.stem] = papers.load_form(path)
        except UserError as problem:
            problems.append(problem)
    return OfficeForms(MappingProxyType({**built_in(), **own}), frozenset(own), tuple(problems))
