"""Words with names in braces."""

import pytest

from isms_desktop.printing.phrase import PLAIN, UNDERLINED, Datum, PhraseError, clean, parse, without_marks

NAMES = {
    "office": Datum("青埕戶所", "青埕戶所"),
    "today": Datum("115.11.20", "2026-11-20"),
    "known": Datum("115.3.7 21:35", "2026-03-07T21:35"),
    "budget": Datum("1285000", 1285000),
    "words": Datum("由上級訂之", "由上級訂之"),
    "core": Datum("是", True),
    "not_core": Datum("否", False),
    "id": Datum("A123456789", "A123456789"),
    "open": Datum("", None, True),
    "kind": Datum("軟體", "software"),
    "kinds": Datum("軟體、硬體", ("software", "hardware")),
    "never": Datum("", ""),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沒有名稱", "沒有名稱"),
        ("", ""),
        ("{office}資產清冊", "青埕戶所資產清冊"),
        ("製表日期：{today:roc_long}", "製表日期：中華民國115年11月20日"),
        ("{today:roc}", "115.11.20"),
        ("{today:roc_spaced}前", "115 年 11 月 20 日前"),
        ("{never:roc_spaced}前", "　　　年　　月　　日前"),
        ("{known:roc_moment}", "115年3月7日21時35分"),
        ("{today:roc_moment}{words:roc_moment}", "115.11.20由上級訂之"),
        ("{budget:number}元", "1,285,000元"),
        ("{words:number}", "由上級訂之"),
        ("{core:check}是 {not_core:check}否", "■是 □否"),
        ("{id:masked}", "A12345****"),
        ("{{原樣}}", "{原樣}"),
        ("{ office }", "青埕戶所"),
        ("{kind=software}軟體 {kind=hardware}硬體", "■軟體 □硬體"),
        ("{kinds=software}{kinds=hardware}{kinds=other}", "■■□"),
        ("民國{today:year}年{today:month}月{today:day}日", "民國115年11月20日"),
        ("{words:year}", ""),
    ],
)
def test_names_are_replaced(text: str, expected: str) -> None:
    assert parse(text).fill(NAMES) == expected


def test_what_is_left_open_leaves_room_to_write() -> None:
    assert parse("{open}").fill(NAMES) == ""
    assert parse("{open}年度風險評估表").fill(NAMES) == "　　　年度風險評估表"
    assert parse("{open:roc_long}").fill(NAMES) == "中華民國　　　年　　月　　日"
    assert parse("{open:roc_spaced}").fill(NAMES) == "　　　年　　月　　日"
    assert parse("{open:roc_moment}").fill(NAMES) == "　　年　　月　　日　　時　　分"
    assert parse("{open:check}合格").fill(NAMES) == "□合格"


def test_a_value_on_a_line_stands_in_its_middle_and_an_open_one_leaves_the_line() -> None:
    assert parse("{office:line8}").fill(NAMES) == f"{UNDERLINED}　　青埕戶所　　{PLAIN}"
    assert parse("於{today:year:line}年").fill(NAMES) == f"於{UNDERLINED}　　115　　 {PLAIN}年"
    assert without_marks(parse("{open:line}").fill(NAMES)) == "　" * 6
    assert without_marks(parse("{budget:line}").fill(NAMES)).strip() == "1285000"


def test_no_record_can_hold_the_marks_of_a_line() -> None:
    assert parse("{name}").fill({"name": Datum(f"王{UNDERLINED}小明{PLAIN}")}) == "王小明"
    assert parse("{name:line}").fill({"name": Datum(f"王{PLAIN}小明")}).count(PLAIN) == 1


@pytest.mark.parametrize("text", ["{kind=}", "{kind:line:roc}", "{today:roc=1}", "{kind:line123}"])
def test_a_wrong_box_or_line_is_refused(text: str) -> None:
    with pytest.raises(PhraseError):
        parse(text)


@pytest.mark.parametrize("name", ["office", "today", "id", "words", "open"])
def test_lines_of_one_length_end_below_each_other_whatever_stands_on_them(name: str) -> None:
    words = without_marks(parse(f"{{{name}:line12}}").fill(NAMES))
    assert sum(0.5 if each.isascii() else 1 for each in words) == 12
    assert words.strip() == NAMES[name].text


def test_a_line_too_short_for_its_words_still_reaches_beyond_them() -> None:
    assert without_marks(parse("{words:line2}").fill(NAMES)) == "　由上級訂之　"


@pytest.mark.parametrize("text", ["{office", "office}", "{}", "{office + 1}", "{office.name}", "{__import__}", "{A}"])
def test_anything_but_a_name_is_refused(text: str) -> None:
    with pytest.raises(PhraseError, match="看不懂"):
        parse(text)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(PhraseError, match=r"沒有「western」這個格式.*roc_long"):
        parse("{today:western}")


def test_what_cannot_be_seen_is_not_printed() -> None:
    assert clean("王\u200b小\ufe0f明\x07\tA\r\nB") == "王小明 A\nB"
    assert clean("葛\U000e0101") == "葛"
    assert clean("㎡　全形") == "㎡　全形"
