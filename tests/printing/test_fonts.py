"""The chain of fonts: who draws what, and what nobody can draw."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from isms_desktop.domain.findings import UserError
from isms_desktop.paths import shipped
from isms_desktop.printing.fonts import FontChain, _system_folders, find_fonts
from isms_desktop.printing.truetype import FontFile

BUNDLED = shipped("resources", "fonts")
SmallFont = Callable[..., Path]
NOWHERE = "\U0002ebf0"
"""Extension I: in none of the fonts."""


def test_the_names_that_clerks_ask_for_first_are_in_the_bundled_font() -> None:
    chain = find_fonts(BUNDLED, ())
    assert chain.missing("邱志堃、林喆、樊犇、峯、尤佩綉　ABC 123 □■") == ()
    assert chain.main.name.startswith("TW-Kai")


def test_rare_names_come_from_the_fall_back_fonts_where_the_machine_has_them(fonts: FontChain) -> None:
    if fonts.find("𠮷") is None:
        pytest.skip("TW-Kai-Ext-B is not installed on this machine (Debian: fonts-cns11643-kai)")
    assert list(fonts.runs("王𠮷𡘙英")) == [(0, "王"), (1, "𠮷𡘙"), (0, "英")]
    assert fonts.advance("𠮷") == 1000


def test_without_fall_back_fonts_rare_names_are_reported() -> None:
    chain = find_fonts(BUNDLED, ())
    assert chain.missing("王𠮷𠮷英𤧟") == ("𠮷", "𤧟")
    assert list(chain.runs("王𠮷英")) == [(0, "王〓英")]


def test_a_character_of_no_font_takes_the_room_of_the_mark_that_stands_for_it(fonts: FontChain) -> None:
    assert fonts.find(NOWHERE) is None
    assert fonts.advance(NOWHERE) == fonts.advance("〓")


def test_a_compatibility_character_is_drawn_as_the_plain_one() -> None:
    chain = find_fonts(BUNDLED, ())
    assert chain.find("\uf90a") == (0, "金")
    assert chain.missing("\uf90a") == ()


def test_windows_own_kai_comes_first_and_the_bundled_one_draws_the_rest(tmp_path: Path, small_font: SmallFont) -> None:
    small_font(tmp_path / "kaiu.ttf", "甲")
    chain = find_fonts(BUNDLED, (tmp_path,))
    assert chain.main.name == "Small-Regular"
    assert list(chain.runs("甲乙")) == [(0, "甲"), (1, "乙")]


def test_the_offices_own_characters_are_looked_for_last(tmp_path: Path, small_font: SmallFont) -> None:
    small_font(tmp_path / "EUDC.tte", "\ue000")
    chain = find_fonts(BUNDLED, (tmp_path,))
    assert list(chain.runs("王\ue000")) == [(0, "王"), (1, "\ue000")]


def test_a_rare_name_is_drawn_from_the_collection_that_every_windows_has(tmp_path: Path, small_font: SmallFont) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(small_font(tmp_path / f"{name}.ttf", name)) for name in ("𠮷", "甲")]
    collection.save(tmp_path / "mingliub.ttc")
    chain = find_fonts(BUNDLED, (tmp_path,))
    number, _character = chain.find("𠮷") or (-1, "")
    assert chain.font(number).path.name == "mingliub.ttc"
    font = chain.font(number)
    (outline,) = TTFont(io.BytesIO(font.subset([font.glyphs[ord("𠮷")]])))["glyf"].glyphs.keys() - {".notdef"}
    assert outline


def test_a_damaged_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "kaiu.ttf").write_bytes(b"broken")
    assert find_fonts(BUNDLED, (tmp_path,)).main.name.startswith("TW-Kai")


def test_fall_back_fonts_are_only_opened_when_a_character_asks_for_them(tmp_path: Path, small_font: SmallFont) -> None:
    asked = []

    def later() -> list[FontFile]:
        asked.append(True)
        return []

    chain = FontChain([FontFile(small_font(tmp_path / "small.ttf", "甲"))], later)
    chain.find("甲")
    assert not asked
    chain.find("乙")
    chain.find("丙")
    assert len(asked) == 1


def test_a_broken_installation_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"TW-Kai\.ttf.*重新安裝"):
        find_fonts(tmp_path / "empty", ())


def test_where_each_system_keeps_its_fonts() -> None:
    windows = _system_folders({"WINDIR": r"D:\Windows", "LOCALAPPDATA": r"C:\Users\a"}, "win32")
    assert [str(folder).replace("/", "\\") for folder in windows] == [
        r"D:\Windows\Fonts",
        r"C:\Users\a\Microsoft\Windows\Fonts",
    ]
    assert _system_folders({"SYSTEMROOT": r"E:\Windows"}, "win32") == (Path(r"E:\Windows") / "Fonts",)
    assert Path("/usr/share/fonts") in _system_folders({"HOME": "/home/a"}, "linux")
    assert Path("/Library/Fonts") in _system_folders({"HOME": "/Users/a"}, "darwin")
