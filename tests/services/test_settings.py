"""What this user likes: kept between sessions, and never a reason not to start."""

import json
import sys
from pathlib import Path

import pytest

from isms_desktop import paths
from isms_desktop.services.settings import RECENT_KEPT, Settings, load_settings, remember_file, save_settings


def _file(home: Path) -> Path:
    return home / "config" / "settings.json"


def test_the_first_start_has_the_usual_settings_and_says_nothing() -> None:
    assert load_settings() == Settings()


def test_what_was_saved_is_there_at_the_next_start(home: Path) -> None:
    liked = Settings(
        ("/甲/某所.isms", "/old\udcff.isms"), 150, "dark", {"assets": ["number"]}, {"assets": {"number": 90}}, "aa"
    )
    save_settings(liked)
    assert load_settings() == liked
    assert [each.name for each in _file(home).parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not json", b"\xff\xfe\x00", b"[1, 2]", b"null", b'"text"', b'{"text_size": "big"}', b'{"theme": "pink"}',
        b'{"recent": 5}', b'{"columns": []}', b'{"columns": {"assets": 5}}', b'{"widths": {"assets": [1]}}',
        b'{"recent": "C:\\\\x.isms"}', b'{"recent": [5, null]}', b'{"recent": {"a": 1}}',
        b'{"columns": {"assets": [[]]}}',
        b'{"widths": {"assets": {"number": "wide"}}}', b'{"widths": {"assets": {"number": null}}}', b'{"widths": 5}',
        b'{"columns": "x"}', b'{"theme": {}}', b'{"theme": []}', b"[" * 50_000, b'{"text_size": {}}',
        b'{"window": 7}', b'{"text_size": null}', b'{"text_size": Infinity}', b'{"text_size": 1',
    ],
)  # fmt: skip
def test_a_settings_file_that_cannot_be_read_is_set_aside_and_said_once(content: bytes, home: Path) -> None:
    save_settings(Settings(theme="dark"))
    _file(home).write_bytes(content)
    settings = load_settings()
    assert (settings.theme, settings.recent) == ("system", ())
    assert "已損壞" in settings.warning and "settings.損壞.json" in settings.warning
    assert (home / "config" / "settings.損壞.json").read_bytes() == content
    save_settings(settings)
    assert load_settings().warning == ""


def test_words_of_a_newer_program_are_passed_over(home: Path) -> None:
    save_settings(Settings())
    _file(home).write_text(json.dumps({"theme": "dark", "sparkles": True}))
    assert load_settings() == Settings(theme="dark")


@pytest.mark.parametrize(("written", "used"), [(10, 90), (90, 90), (1000, 200), (125.0, 125)])
def test_the_text_stays_readable(written: float, used: int, home: Path) -> None:
    save_settings(Settings())
    _file(home).write_text(json.dumps({"text_size": written}))
    assert load_settings().text_size == used


def test_a_folder_in_the_place_of_the_file_is_set_aside_as_often_as_need_be(home: Path) -> None:
    for _ in range(2):
        _file(home).mkdir(parents=True)
        assert not save_settings(Settings(theme="dark"))
        assert "已損壞" in load_settings().warning
    assert save_settings(Settings(theme="dark"))
    assert load_settings() == Settings(theme="dark")
    assert len([each for each in _file(home).parent.iterdir() if each.is_dir()]) == 2


def test_a_file_that_cannot_be_read_just_now_is_not_taken_for_a_broken_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(Settings(theme="dark"))

    def refuse(*_arguments: object, **_details: object) -> str:
        raise PermissionError

    with monkeypatch.context() as scanner:
        scanner.setattr(Path, "read_text", refuse)
        assert "讀不到" in load_settings().warning
    assert load_settings() == Settings(theme="dark")


def test_what_is_wider_than_any_screen_is_made_narrower(home: Path) -> None:
    save_settings(Settings())
    _file(home).write_text('{"widths": {"assets": {"number": 1000000000000000000000000}}}')
    assert load_settings().widths["assets"]["number"] == 10_000


def test_a_warning_is_never_saved(home: Path) -> None:
    save_settings(Settings(warning="x"))
    assert "warning" not in json.loads(_file(home).read_text())


def test_the_last_file_stands_first_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in (*range(RECENT_KEPT + 3), 5):
        settings = remember_file(settings, tmp_path / f"{number}.isms")
    assert [Path(each).stem for each in settings.recent] == ["5", "10", "9", "8", "7", "6", "4", "3"]
    assert all(Path(each).is_absolute() for each in settings.recent)


def test_a_home_that_cannot_be_made_is_no_reason_not_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "檔案").touch()
    monkeypatch.setenv("ISMS_DESKTOP_HOME", str(tmp_path / "檔案" / "家"))
    assert "讀不到" in load_settings().warning
    save_settings(Settings(theme="dark"))


def test_a_portable_program_on_a_locked_stick_says_where_its_settings_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / paths.PORTABLE_MARKER).touch()
    (stick / paths.PORTABLE_FOLDER).touch()  # in the way
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(stick / "ISMS Desktop.exe"))
    monkeypatch.delenv("ISMS_DESKTOP_HOME")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    save_settings(Settings(theme="dark"))
    settings = load_settings()
    assert settings.theme == "dark"
    assert "不能寫入" in settings.warning and str(paths.config_folder()) in settings.warning
    (paths.config_folder() / "settings.json").write_text("broken", encoding="utf-8")
    assert "已損壞" in load_settings().warning  # what cannot be mended comes first
    assert "不能寫入" in load_settings().warning


def test_the_uninstaller_can_read_where_the_office_files_are(home: Path) -> None:
    """``packaging/installer_shared.nsh`` knows no more of JSON: one value a line, its indent, all else escaped."""
    save_settings(Settings(("C:\\文件\\某所.isms", "D:\\b.isms"), columns={"assets": ["recent"]}))
    lines = _file(home).read_text(encoding="ascii").splitlines()
    start = lines.index(' "recent": [')
    assert lines[start + 1 : start + 4] == [
        '  "C:\\\\\\u6587\\u4ef6\\\\\\u67d0\\u6240.isms",',
        '  "D:\\\\b.isms"',
        " ],",
    ]
