"""Words with names in braces."""

import pytest

from isms_desktop.printing.phrase import Datum, PhraseError, clean, parse

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
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沒有名稱", "沒有名稱"),
        ("", ""),
        ("{office}資產清冊", "青埕戶所資產清冊"),
        ("製表日期：{today:roc_long}", "製表日期：中華民國115年11月20日"),
        ("{today:roc}", "115.11.20"),
        ("{known:roc_moment}", "115年3月7日21時35分"),
        ("{today:roc_moment}{words:roc_moment}", "115.11.20由上級訂之"),
        ("{budget:number}元", "1,285,000元"),
        ("{words:number}", "由上級訂之"),
        ("{core:check}是 {not_core:check}否", "■是 □否"),
        ("{id:masked}", "A12345****"),
        ("{{原樣}}", "{原樣}"),
        ("{ office }", "青埕戶所"),
    ],
)
def test_names_are_replaced(text: str, expected: str) -> None:
    assert parse(text).fill(NAMES) == expected


def test_what_is_left_open_leaves_room_to_write() -> None:
    assert parse("{open}").fill(NAMES) == ""
    assert parse("{open}年度風險評估表").fill(NAMES) == "　　　年度風險評估表"
    assert parse("{open:roc_long}").fill(NAMES) == "中華民國　　　年　　月　　日"
    assert parse("{open:roc_moment}").fill(NAMES) == "　　年　　月　　日　　時　　分"
    assert parse("{open:check}合格").fill(NAMES) == "□合格"


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
