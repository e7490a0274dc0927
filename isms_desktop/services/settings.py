"""What this user likes: recent files, text size, theme, columns. Not part of any office's file."""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path

from isms_desktop import paths
from isms_desktop.domain.findings import UserError

RECENT_KEPT = 8
_UNREACHABLE = "偏好設定讀不到，這次使用預設值。"
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
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        known = {each.name for each in dataclasses.fields(Settings)} - {"warning"}
        settings = Settings(**{key: value for key, value in kept.items() if key in known})
        return dataclasses.replace(_sound(settings), recent=tuple(str(each) for each in settings.recent))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, AttributeError, OverflowError):
        aside = path.with_suffix(".損壞.json")
        try:
            path.replace(aside)
        except OSError:
            return Settings(warning=_UNREACHABLE)
        return Settings(warning=f"偏好設定檔已損壞，改用預設值；原檔留在「{aside.name}」。")


def save_settings(settings: Settings) -> None:
    """Keep the settings. A folder that cannot be written is no reason to stop: they are lost, nothing else is."""
    values = dataclasses.asdict(settings)
    del values["warning"]
    try:
        path = _path()
        unfinished = path.with_suffix(".部分")
        unfinished.write_text(json.dumps(values, indent=1), encoding="utf-8")
        unfinished.replace(path)
    except (OSError, UserError):
        return


def remember_file(settings: Settings, path: Path) -> Settings:
    """The settings with a file at the head of the recent ones."""
    here = str(path.absolute())
    return dataclasses.replace(
        settings, recent=(here, *(each for each in settings.recent if each != here))[:RECENT_KEPT]
    )


def _path() -> Path:
    return paths.config_folder() / "settings.json"


def _sound(settings: Settings) -> Settings:
    if settings.theme not in ("system", "light", "dark") or not isinstance(settings.window, str):
        raise ValueError("unknown theme or window")
    if not isinstance(settings.help_window, str):
        raise TypeError("the place of a window is text")
    if not all(isinstance(each, list) for each in settings.columns.values()):
        raise TypeError("columns are lists by page")
    if not all(isinstance(each, dict) for each in settings.widths.values()):
        raise TypeError("widths are tables by page")
    return dataclasses.replace(settings, text_size=min(200, max(90, int(settings.text_size))))
