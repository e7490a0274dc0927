"""A font file is read as a font tool reads it, and its cut-down copy draws the same shapes."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from isms_desktop.paths import shipped
from isms_desktop.printing.truetype import FontError, FontFile

KAI = shipped("resources", "fonts", "TW-Kai.ttf")
NAME = "資訊及資通系統資產清冊，堃喆犇峯綉 HW-001"


@pytest.fixture(scope="module")
def kai() -> FontFile:
    return FontFile(KAI)


@pytest.fixture(scope="module")
def reference() -> Iterator[TTFont]:
    with TTFont(KAI) as font:
        yield font


SmallFont = Callable[..., Path]


def test_every_character_and_width_is_read(kai: FontFile, reference: TTFont) -> None:
    assert kai.glyphs == {code: reference.getGlyphID(name) for code, name in reference.getBestCmap().items()}
    for character in NAME:
        expected = reference["hmtx"][reference.getBestCmap()[ord(character)]][0]
        assert kai.advance(kai.glyphs[ord(character)]) == pytest.approx(expected * 1000 / 1024)


def test_the_printing_font_has_lost_its_hinting_and_nothing_else(reference: TTFont) -> None:
    assert len(reference.getBestCmap()) == 39155
    assert reference["maxp"].numGlyphs == 39160
    assert not {"fpgm", "prep", "cvt ", "gasp"} & set(reference.keys())


def test_a_subset_holds_exactly_the_glyphs_that_were_asked_for(kai: FontFile, reference: TTFont) -> None:
    wanted = [kai.glyphs[ord(character)] for character in dict.fromkeys(NAME)]
    subset = TTFont(io.BytesIO(kai.subset(wanted)))
    assert subset["maxp"].numGlyphs == len(wanted) + 1
    order = reference.getGlyphOrder()
    for place, glyph in enumerate(wanted, 1):
        new, old = subset["glyf"][subset.getGlyphName(place)], reference["glyf"][order[glyph]]
        assert list(new.getCoordinates(subset["glyf"])[0]) == list(old.getCoordinates(reference["glyf"])[0])
        assert subset["hmtx"][subset.getGlyphName(place)] == reference["hmtx"][order[glyph]]


def test_a_composed_glyph_brings_its_parts_along(tmp_path: Path, small_font: SmallFont) -> None:
    font = FontFile(small_font(tmp_path / "small.ttf"))
    subset = TTFont(io.BytesIO(font.subset([font.glyphs[ord("é")]])))
    assert subset["maxp"].numGlyphs == 3
    parts = [part.glyphName for part in subset["glyf"][subset.getGlyphName(1)].components]
    assert [subset.getGlyphID(part) for part in parts] == [0, 2]


def test_characters_beyond_the_basic_plane_and_other_units(tmp_path: Path, small_font: SmallFont) -> None:
    font = FontFile(small_font(tmp_path / "small.ttf", "A𠮷"))
    assert font.draws("𠮷")
    assert not font.draws("吉")
    assert font.advance(font.glyphs[ord("A")]) == 1000
    assert font.name == "Small-Regular"
    assert (font.shape.ascent, font.shape.descent) == (800, -200)


@pytest.mark.parametrize("content", [b"", b"OTTO" + bytes(60), b"\0\1\0\0\0\3" + bytes(6), "文字檔".encode()])
def test_what_is_no_truetype_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kaiu.ttf"
    path.write_bytes(content)
    with pytest.raises(FontError):
        FontFile(path)


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path, small_font: SmallFont) -> None:
    with pytest.raises(FontError, match="embedded"):
        FontFile(small_font(tmp_path / "closed.ttf", permission=2))
