"""Lines are broken as Chinese papers break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.paths import shipped
from isms_desktop.printing.fonts import find_fonts
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.text import NO_END, NO_START, Ruler

RULER = Ruler(find_fonts(shipped("resources", "fonts")))
EM = 1000.0

characters = st.sampled_from("機關資通安全維護計畫一二三")
words = st.sampled_from(["Windows", "HW-001", "192.168.1.5", "115.10.5", "AI"])
closing = st.tuples(characters, st.sampled_from(["。", "，", "、", "；", "？", "！", "）", "」", "》", "。」", "）。"]))
opening = st.tuples(st.sampled_from(["（", "「", "『", "《", "【"]), characters)
pieces = st.one_of(characters, words, closing.map("".join), opening.map("".join), st.just(" "))
paragraphs = st.lists(pieces, max_size=60).map("".join)


@given(paragraphs, st.integers(7, 30))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str, width: int) -> None:
    lines = RULER.wrap(text, width * EM)
    assert not [line for line in lines[1:] if line and line[0] in NO_START]
    assert not [line for line in lines[:-1] if line and line[-1] in NO_END]


@given(paragraphs, st.integers(7, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = RULER.wrap(text, width * EM)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(RULER.width(line) <= width * EM for line in lines)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80), st.integers(1, 12))
def test_any_text_comes_through_in_any_width(text: str, width: int) -> None:
    lines = RULER.wrap(text, width * EM)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(RULER.width(line) <= width * EM or len(line) == 1 for line in lines)


@pytest.mark.parametrize("word", ["Windows", "192.168.1.5", "HW-001"])
def test_a_latin_word_or_a_number_stays_whole(word: str) -> None:
    for width in range(6, 16):
        assert any(word in line for line in RULER.wrap(f"辦公室內的電腦設備{word}應列冊管理", width * EM))


def test_a_word_longer_than_the_line_is_broken_after_a_joint() -> None:
    lines = RULER.wrap("https://www.example.gov.tw/security/plan", 9 * EM)
    assert len(lines) > 1
    assert all(line[-1] in "/.:" for line in lines[:-1])


@given(paragraphs, st.text(characters, min_size=1, max_size=40), st.integers(7, 30))
def test_words_on_a_line_keep_it_over_line_breaks(before: str, marked: str, width: int) -> None:
    lines = RULER.wrap(f"{before}{UNDERLINED}{marked}{PLAIN}{before}", width * EM)
    on_line = [part.split(PLAIN)[0] for line in lines for part in line.split(UNDERLINED)[1:]]
    assert "".join(on_line) == marked
    assert all(line.count(UNDERLINED) == line.count(PLAIN) for line in lines)
    assert all(RULER.width(line) <= width * EM for line in lines)


def test_line_breaks_of_the_text_are_kept() -> None:
    assert RULER.wrap("第一行\n\n第三行", 20 * EM) == ("第一行", "", "第三行")
    assert RULER.wrap("", EM) == ("",)


def test_no_single_character_is_left_over() -> None:
    assert RULER.wrap("員工人事及差勤資料", 8.5 * EM) == ("員工人事及差勤", "資料")
    assert RULER.wrap("列印後未立即取走。", 7.6 * EM)[-1] != "走。"


@pytest.mark.parametrize(
    ("heading", "width", "expected"),
    [
        ("風險等級", 3.5, ("風險", "等級")),
        ("防護需求等級", 5, ("防護需", "求等級")),
        ("資產", 5, ("資產",)),
        ("風險值\n及等級", 4, ("風險值", "及等級")),
    ],
)
def test_headings_are_broken_evenly(heading: str, width: float, expected: tuple[str, ...]) -> None:
    assert RULER.balance(heading, width * EM) == expected


@given(paragraphs.filter(lambda text: text.strip()), st.integers(7, 30), st.sampled_from(["□ ", "■ ", "□"]))
def test_words_behind_a_box_to_tick_hang_from_it(text: str, width: int, box: str) -> None:
    text = text.strip()
    first, *others = RULER.wrap(box + text, width * EM)
    blank = "　" + " " * (len(box) - 1)
    assert RULER.width(blank) == RULER.width(box)
    assert first.startswith(box) and all(line.startswith(blank) for line in others)
    assert all(RULER.width(line) <= width * EM for line in (first, *others))
    assert "".join("".join(line.split()) for line in (first, *others)) == "".join((box + text).split())


def test_a_line_of_several_boxes_does_not_hang() -> None:
    lines = RULER.wrap("□ 無影響　□ 第一級　□ 第二級　□ 第三級", 10 * EM)
    assert [line[0] for line in lines] == ["□"] * len(lines)
