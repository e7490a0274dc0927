"""The lock file and the wheel say the same as the project."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    exact = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in exact}


def test_every_dependency_is_locked_within_its_range():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = locked()
    groups = project["optional-dependencies"]
    for line in (*project["dependencies"], *groups["dev"], *groups["build"]):
        requirement = Requirement(line)
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier, line


def test_the_version_stands_in_one_place_and_in_the_changelog():
    from isms_desktop import __version__

    assert re.search(rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)


def test_the_wheel_carries_every_form_and_resource(tmp_path: Path):
    """Built without isolation where the build library is at hand, else in pip's own environment."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    for folder in ("forms", "resources"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"isms_desktop/_data/{path.relative_to(ROOT).as_posix()}" in names, path
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]


def test_what_the_build_needs_on_windows_is_locked_for_windows_only():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    markers = {line.partition("==")[0]: line.partition(";")[2].strip() for line in lines}
    for name in ("colorama", "pefile", "pywin32-ctypes"):
        assert markers[name] == 'sys_platform == "win32"', name
    assert not markers["pyinstaller"] and not markers["setuptools"]
