"""The files of a release: removing the program deletes what came with it, nothing else; the portable one is whole."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from isms_desktop import __version__, paths, windows_shell

ROOT = Path(__file__).parent.parent
SCRIPT = (ROOT / "packaging" / "installer.nsi").read_text("utf-8")
SHARED = (ROOT / "packaging" / "installer_shared.nsh").read_text("utf-8")


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch):
    """The release script, which imports its neighbours as they lie there; without a certificate."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    for name in ("ISMS_SIGN_THUMBPRINT", "ISMS_SIGN_PFX", "ISMS_SIGN_PASSWORD", "ISMS_SIGN_TIMESTAMP"):
        monkeypatch.delenv(name, raising=False)
    import release

    yield release
    for name in ("release", "contents", "make_icons"):
        sys.modules.pop(name, None)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small folder of the shape that PyInstaller makes for Windows."""
    folder = tmp_path / "dist" / "ISMS Desktop"
    for name in ("ISMS Desktop.exe", "isms-desktop.exe", "授權.txt", "_internal/a.dll", "_internal/forms/b/plan.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_files_are_removed_first_then_folders_from_the_inside_out(release, bundle: Path):
    lines = release.file_list(bundle).split("\r\n")
    assert lines == [
        "ISMS Desktop.exe", r"_internal\a.dll", r"_internal\forms\b\plan.toml", "isms-desktop.exe", "授權.txt",
        "_internal\\forms\\b\\", "_internal\\forms\\", "_internal\\", "",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["某所.isms", "uninstall.exe", "installed-files.txt", "portable.ini"])
def test_a_bundle_with_what_removing_must_not_touch_is_not_released(name: str, release, bundle: Path):
    release.check(bundle)
    (bundle / name).touch()
    with pytest.raises(SystemExit, match=re.escape(name)):
        release.check(bundle)


def test_half_a_bundle_is_not_released(release, bundle: Path):
    (bundle / "isms-desktop.exe").unlink()
    with pytest.raises(SystemExit, match=r"isms-desktop\.exe"):
        release.check(bundle)


def test_the_portable_program_is_the_same_with_a_marker_beside_it(release, bundle: Path, tmp_path: Path):
    with zipfile.ZipFile(release.portable(bundle, tmp_path)) as packed:
        names = set(packed.namelist())
        assert packed.read("ISMS Desktop/授權.txt") == (bundle / "授權.txt").read_bytes()
    inside = {f"ISMS Desktop/{path.as_posix()}" for path in release.files(bundle)}
    assert names == inside | {f"ISMS Desktop/{paths.PORTABLE_MARKER}"}


def test_the_checksums_can_be_checked(release, bundle: Path, tmp_path: Path):
    made = release.portable(bundle, tmp_path)
    assert made.name == f"ISMS-Desktop-{__version__}-portable.zip"
    line = release.checksums(tmp_path).read_bytes().decode("ascii")
    assert line == f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n"


def test_without_a_certificate_it_is_said_and_nothing_is_called(release, bundle: Path, capfdbinary):
    release.sign(bundle / "ISMS Desktop.exe")
    assert capfdbinary.readouterr().out == b"not signed, there is no certificate: ISMS Desktop.exe\n"


def test_a_certificate_of_the_store_or_of_a_file_signs(release, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ISMS_SIGN_PFX", "office.pfx")
    monkeypatch.setenv("ISMS_SIGN_PASSWORD", "word")
    assert release.signtool_arguments()[:4] == ["/f", "office.pfx", "/p", "word"]
    monkeypatch.setenv("ISMS_SIGN_THUMBPRINT", "ab12")
    assert release.signtool_arguments()[:2] == ["/sha1", "ab12"]
    assert "/tr" in release.signtool_arguments()


def test_a_program_that_grew_too_large_is_no_release(release, bundle: Path, monkeypatch: pytest.MonkeyPatch):
    setup = bundle.parent / "ISMS-Desktop-1-setup.exe"
    setup.write_bytes(b"12345")
    assert release.report(bundle, [setup]) == 0
    monkeypatch.setattr(release, "INSTALLER_LIMIT_ONE_FONT", 4)
    assert release.report(bundle, [setup]) == 1


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_installer_is_made_without_a_warning(release, bundle: Path, tmp_path: Path):
    made = release.installer(bundle, tmp_path, tmp_path / "work", quick=True)
    assert made.read_bytes()[:2] == b"MZ"
    listed = (tmp_path / "work" / "installed-files.txt").read_text("utf-16")
    assert listed.splitlines() == release.file_list(bundle).split("\r\n")[:-1]


def defined(name: str) -> str:
    """What a name stands for in the installer."""
    return re.search(rf'^!define {name} "?([^"\s;]+(?: [^"\s;]+)*)"?', SCRIPT + SHARED, re.M)[1]


def test_installer_and_program_mean_the_same_names(release):
    import contents

    assert defined("WINDOW_EXE") == f"{contents.WINDOWED}.exe"
    assert defined("CONSOLE_EXE") == f"{contents.CONSOLE}.exe"
    assert defined("APP") == paths.APP
    assert defined("MARKER") == paths.PORTABLE_MARKER
    assert defined("TASKBAR_NAME") == windows_shell.TASKBAR_NAME
    assert {defined("LIST_NAME"), defined("MARKER"), "uninstall.exe"} == set(release.RESERVED)


def test_every_exit_code_stands_in_readme_and_help():
    codes = re.findall(r"^!define CODE_\w+ (\d+)", SHARED, re.M)
    assert len(codes) == len(set(codes)) == 8
    for text in ((ROOT / "packaging" / "README.md"), paths.shipped("resources", "help", "installing.md")):
        assert not [code for code in codes if not re.search(rf"\b{code}\b", text.read_text("utf-8"))]


def test_nothing_is_removed_with_all_that_is_in_it():
    assert not re.search(r"^\s*RMDir\s+/r", SCRIPT + SHARED, re.M | re.I)


def test_the_linux_archive_holds_one_folder_of_nobody(release, tmp_path: Path):
    program = tmp_path / "ISMS Desktop"
    program.mkdir()
    for name in ("ISMS Desktop", "isms-desktop"):
        (program / name).write_text("#!/bin/sh\n")
    release.check(program)
    made = release.archive(program, tmp_path)
    listed = subprocess.run(["tar", "-tvzf", made], check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(listed) == 3 and all("0/0" in line and "ISMS Desktop/" in line for line in listed)
