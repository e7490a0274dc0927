"""The program finds its own files in the checkout, in an installed wheel and as a frozen program."""

import os
import sys
from pathlib import Path

import pytest

from isms_desktop import paths

ROOT = Path(__file__).parents[1]


def _shipped_files() -> list[Path]:
    return [
        each.relative_to(ROOT)
        for folder in ("forms", "resources")
        for each in (ROOT / folder).rglob("*")
        if each.is_file()
    ]


@pytest.fixture
def in_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if installed: the data lies in ``_data`` inside the package."""
    package = tmp_path / "site-packages" / "isms_desktop"
    (package / "_data").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return package / "_data"


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if built with PyInstaller: everything lies in one folder."""
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    return bundle


def test_every_shipped_file_is_found_in_the_checkout() -> None:
    files = _shipped_files()
    assert len(files) > 10
    for each in files:
        assert paths.shipped(*each.parts).is_file(), each


@pytest.mark.parametrize("place", ["in_wheel", "frozen"])
def test_every_shipped_file_is_looked_for_where_it_was_installed(place: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(place)
    for each in _shipped_files():
        (root / each).parent.mkdir(parents=True, exist_ok=True)
        (root / each).touch()
        assert paths.shipped(*each.parts) == root / each
        assert paths.shipped(*each.parts).is_file()


def test_the_wheel_is_told_to_carry_both_folders() -> None:
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert build["force-include"] == {"forms": "isms_desktop/_data/forms", "resources": "isms_desktop/_data/resources"}


def test_the_users_folders_follow_the_home_that_is_set(home: Path) -> None:
    assert paths.config_folder() == home / "config" and paths.config_folder().is_dir()
    assert paths.data_folder() == home / "data" and paths.data_folder().is_dir()
    assert paths.documents_folder() == home / "documents"
    assert not paths.documents_folder().exists()  # only proposed


def test_without_it_they_are_those_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISMS_DESKTOP_HOME")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    if sys.platform == "linux":
        assert paths.config_folder() == tmp_path / "XDG_CONFIG_HOME" / "ISMS Desktop"
        assert paths.data_folder() == tmp_path / "XDG_DATA_HOME" / "ISMS Desktop"
    assert paths.documents_folder().name in ("Documents", "文件")


def test_another_home_lasts_as_long_as_it_is_wanted(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with paths.other_home(tmp_path / "別的家"):
        assert paths.config_folder() == tmp_path / "別的家" / "config"
    assert paths.config_folder() == home / "config"
    monkeypatch.delenv("ISMS_DESKTOP_HOME")
    with paths.other_home(tmp_path / "別的家"):
        assert paths.data_folder() == tmp_path / "別的家" / "data"
    assert "ISMS_DESKTOP_HOME" not in os.environ


LONG = "很長的資料夾名稱" * 12


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        (r"C:\資安\某所.isms", r"C:\資安\某所.isms"),
        (rf"C:\{LONG}\{LONG}\{LONG}\某所.isms", rf"\\?\C:\{LONG}\{LONG}\{LONG}\某所.isms"),
        (rf"C:\{LONG}\..\{LONG}\.\{LONG}/某所.isms", rf"\\?\C:\{LONG}\{LONG}\某所.isms"),
        (
            rf"\\主機\共用 資料夾\{LONG}\{LONG}\{LONG}\某所.isms",
            rf"\\?\UNC\主機\共用 資料夾\{LONG}\{LONG}\{LONG}\某所.isms",
        ),
        (rf"\\?\C:\{LONG}\{LONG}\{LONG}\某所.isms", rf"\\?\C:\{LONG}\{LONG}\{LONG}\某所.isms"),
    ],
)
def test_a_long_path_is_named_as_windows_wants_it(path: str, reached: str) -> None:
    assert paths.long_form(path) == reached
    assert not paths.plain_form(reached).startswith("\\\\?")
    assert paths.long_form(paths.plain_form(reached)) == reached


def test_the_longest_name_beside_a_file_fits_where_the_path_is_left_as_it_is() -> None:
    path = "C:\\" + "長" * (paths._ROOM - len("C:\\.isms") - 1) + ".isms"
    assert paths.long_form(path) == path
    assert len(path.removesuffix(".isms") + r".備份\20261231-235959-匯入前.isms.部分-journal") < 248


def test_elsewhere_a_path_is_a_path(tmp_path: Path) -> None:
    if sys.platform != "win32":
        long = tmp_path / LONG / LONG / LONG
        assert paths.reachable(long) is long and paths.shown(long) is long


@pytest.fixture
def portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if started from the unpacked portable program, without the tests' own home."""
    folder = tmp_path / "隨身碟 1" / "ISMS Desktop"
    folder.mkdir(parents=True)
    (folder / paths.PORTABLE_MARKER).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "ISMS Desktop.exe"))
    monkeypatch.delenv("ISMS_DESKTOP_HOME")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return folder


def test_a_portable_program_keeps_everything_beside_itself(portable: Path) -> None:
    assert paths.config_folder() == paths.data_folder() == portable / "設定"
    assert not list((portable / "設定").iterdir())  # what tried whether it can be written is gone
    assert not paths.portable_but_fixed()


def test_the_home_that_is_set_goes_before_a_portable_program(portable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISMS_DESKTOP_HOME", str(portable.parent / "別處"))
    assert paths.config_folder() == portable.parent / "別處" / "config"
    assert not (portable / "設定").exists()


@pytest.mark.parametrize("taken_away", ["marker", "frozen"])
def test_without_marker_or_unfrozen_it_is_the_users_folder(
    taken_away: str, portable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if taken_away == "marker":
        (portable / paths.PORTABLE_MARKER).unlink()
    else:
        monkeypatch.setattr(sys, "frozen", False)
    assert paths.portable_folder() is None and not paths.portable_but_fixed()
    assert portable not in paths.config_folder().parents


def test_a_portable_program_that_cannot_be_written_uses_the_users_folder_and_says_so(portable: Path) -> None:
    (portable / "設定").touch()  # in the way, for an administrator, too
    assert paths.portable_but_fixed()
    assert portable not in paths.config_folder().parents and paths.config_folder().is_dir()
    assert portable not in paths.data_folder().parents
