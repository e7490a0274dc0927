"""What this user likes: recent files, text size, theme, columns. Not part of any office's file."""

import dataclasses
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from isms_desktop import paths
from isms_desktop.domain.findings import UserError

RECENT_KEPT = 8
_UNREACHABLE = "偏好設定讀不到，這次使用預設值。"
_WIDEST = 10_000
"""Pixels of a column; more than Qt can count would be a crash."""
_NOT_BESIDE = "可攜式版本的資料夾不能寫入，這次的設定改存在這台電腦的「{folder}」。"
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one user on one machine."""

    recent: tuple[str, ...] = ()
    text_size: int = 100
    """Percent, 90 to 200."""
    theme: str = "system"
    """``system``, ``light`` or ``dark``."""
    columns: dict[str, list[str]] = field(default_factory=dict)
    """Page → keys of the columns shown, in order."""
    widths: dict[str, dict[str, int]] = field(default_factory=dict)
    """Page → column key → width in pixels at 100 %."""
    window: str = ""
    """The window's place as the window system writes it, in hexadecimal."""
    help_window: str = ""
    """The place of the handbook's window, written in the same way."""
    warning: str = ""
    """Said once at start when the settings could not be read; never saved."""


def load_settings() -> Settings:
    """The user's settings. A file that cannot be read is set aside and said, never a reason not to start."""
    try:
        path = _path()
    except UserError:
        return Settings(warning=_UNREACHABLE)
    settings = _read(path)
    if paths.portable_but_fixed() and not settings.warning:
        return dataclasses.replace(settings, warning=_NOT_BESIDE.format(folder=path.parent))
    return settings


def _read(path: Path) -> Settings:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        known = {each.name for each in dataclasses.fields(Settings)} - {"warning"}
        return _sound(Settings(**{key: value for key, value in kept.items() if key in known}))
    except FileNotFoundError:
        return Settings()
    except PermissionError:
        if not path.is_dir():  # to Windows a folder is a file that one may not read
            return Settings(warning=_UNREACHABLE)  # a virus scanner has it just now: it is not broken
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    return _set_aside(path)


def _set_aside(path: Path) -> Settings:
    aside = path.with_suffix(".損壞.json")
    try:
        if aside.is_dir():  # a folder gives way to nothing; this one was set aside before
            aside = path.with_suffix(f".損壞-{time.time_ns()}.json")
        path.replace(aside)
    except OSError:
        return Settings(warning=_UNREACHABLE)
    return Settings(warning=f"偏好設定檔已損壞，改用預設值；原檔留在「{aside.name}」。")


def save_settings(settings: Settings) -> bool:
    """Keep the settings; whether that worked. A folder that cannot be written is no reason to stop."""
    values = dataclasses.asdict(settings)
    del values["warning"]
    try:
        path = _path()
        unfinished = path.with_suffix(f".{os.getpid()}.部分")  # two windows may save at once
        unfinished.write_text(json.dumps(values, indent=1), encoding="utf-8")
        try:
            unfinished.replace(path)
        except OSError:
            unfinished.unlink()
            return False
    except (OSError, UserError):
        return False
    return True


def remember_file(settings: Settings, path: Path) -> Settings:
    """The settings with a file at the head of the recent ones."""
    here = str(path.absolute())
    return dataclasses.replace(
        settings, recent=(here, *(each for each in settings.recent if each != here))[:RECENT_KEPT]
    )


def _path() -> Path:
    return paths.config_folder() / "settings.json"


def _sound(settings: Settings) -> Settings:
    """The settings when each is what it should be. ValueError or TypeError when one is not: then none is trusted."""
    if settings.theme not in ("system", "light", "dark") or not isinstance(settings.window, str):
        raise ValueError("unknown theme or window")
    if not isinstance(settings.help_window, str):
        raise TypeError("the place of a window is text")
    if not _are_words(settings.recent):
        raise TypeError("recent files are a list of paths")
    if not all(map(_are_words, settings.columns.values())):
        raise TypeError("columns are lists by page")
    if not all(isinstance(width, int) for each in settings.widths.values() for width in each.values()):
        raise TypeError("widths are tables of pixels by page")
    widths = {page: {key: min(width, _WIDEST) for key, width in each.items()} for page, each in settings.widths.items()}
    size = min(200, max(90, int(settings.text_size)))
    return dataclasses.replace(settings, text_size=size, widths=widths, recent=tuple(settings.recent[:RECENT_KEPT]))


def _are_words(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
