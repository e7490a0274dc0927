"""Whoever passes the program on can say on what terms each part of it comes."""

import tomllib
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import licences

ROOT = Path(__file__).parent.parent.parent
PUBLIC_DOMAIN = {"SQLite"}


def test_every_library_that_the_program_requires_has_its_terms_in_full():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {licences._plain(each.name): each for each in licences.components()}
    for line in project["dependencies"]:
        name = licences._plain(licences._NAME.match(line)[0])
        assert name in found, line
    for each in found.values():
        assert each.licence and each.home, each.name
        assert each.texts or each.name in PUBLIC_DOMAIN, each.name
        assert all(len(text) > 300 for text in each.texts), each.name


def test_the_page_names_the_parts_that_no_package_speaks_of():
    page = licences.page()
    for name in ("Python 3", "OpenSSL", "SQLCipher", "SQLite", "TW-Kai", "GNU LESSER GENERAL PUBLIC LICENSE"):
        assert name in page, name
    assert "自行修改版取代" in page, "how Qt may be replaced"


def test_terms_that_several_parts_share_stand_once():
    page = licences.page()
    assert page.count("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION") < 4
    assert page.count("This version of the GNU Lesser General Public License incorporates") == 1


def test_only_what_is_bundled_is_named():
    names = {each.name for each in licences.components(["pypdf"])}
    assert "pypdf" in names and "Python" in names
    assert not names & {"SQLCipher", "sqlcipher3", "PySide6_Essentials", "PySide6-Essentials", "reportlab"}


def test_a_package_that_is_not_there_is_said():
    with pytest.raises(UserError, match="no-such-package"):
        licences.components(["no-such-package"])


def test_a_frozen_program_shows_the_page_that_the_build_wrote(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "licences.txt").write_text("授權聲明", encoding="utf-8")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert licences.page() == "授權聲明"


def test_the_page_is_taken_apart_again_part_by_part():
    parts = licences.components()
    found = licences.sections(licences.written(parts))
    assert [each.title for each in found] == [f"{each.name} {each.version}".rstrip() for each in parts]
    assert [each.licence for each in found] == [each.licence for each in parts]
    assert "Redistribution" in next(each.text for each in found if each.title.startswith("reportlab"))
