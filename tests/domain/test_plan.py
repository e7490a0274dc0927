"""The text of the plan: which lines an office has, what they are called, and what the office's own words do to them."""

from types import SimpleNamespace

import pytest

from isms_desktop.domain.plan import (
    Circumstances,
    Passage,
    Plan,
    chapter_number,
    chinese_number,
    mark_of,
    own_words,
    plan_day,
    plan_from_table,
    same_id,
    take_apart,
    with_own_words,
)

TABLE = {
    "source": "test",
    "letters": {"office": "所", "school": "校"},
    "terms": {"業務": {"所": "系統", "校": "業務"}},
    "conditions": {"目標": "goals"},
    "chapter": [
        {"headings": "依據", "text": "所｜本計畫依據。\n校 舊則｜本校依據舊法。\n校 新則｜本校依據新法。"},
        {
            "headings": "舊則｜評估\n新則｜管理",
            "text": """
一、政策：
為使資通<業務>運作：
1. 甲
所｜1. 乙
1. 丙〔校註：見附件。〕。
有目標｜〔列：goals〕1. {goal}
無目標｜1. 丁
一、組織
(一) 分工
1. 戊
(1) 己
(二) 職掌
說明。
〔表：team〕
C｜1. 庚
D｜1. 辛
""",
        },
        {"headings": "校｜附表 1：清單", "numbered": False, "text": "〔表：others〕"},
    ],
}
PLAN: Plan = plan_from_table(TABLE)


def passages(profile: str = "office", grade: str = "C", day: str = "2026-11-20", goals: bool = False) -> list[Passage]:
    return PLAN.passages(Circumstances(profile, grade, day, lambda name: goals and name == "goals"))


def written(found: list[Passage]) -> list[str]:
    return [each.marker + each.text for each in found]


def test_an_office_has_its_own_lines_and_they_are_counted_anew() -> None:
    assert written(passages()) == [
        "壹、依據", "本計畫依據。", "貳、管理", "一、政策：", "為使資通系統運作：", "1.甲", "2.乙", "3.丙。", "4.丁",
        "二、組織", "(一)分工", "1.戊", "(1)己", "(二)職掌", "說明。", "", "1.庚",
    ]  # fmt: skip
    school = written(passages("school", "D"))
    assert school[:2] == ["壹、依據", "本校依據新法。"]
    assert school[4:7] == ["為使資通業務運作：", "1.甲", "2.丙。"]
    assert school[-3:] == ["1.辛", "附表 1：清單", ""]


def test_the_day_decides_between_two_editions() -> None:
    old = written(passages("school", day="2025-12-31"))
    assert (old[1], old[2]) == ("本校依據舊法。", "貳、評估")
    assert written(passages("school", day="2026-01-05"))[2] == "貳、管理"


def test_a_line_stands_only_where_its_list_has_rows() -> None:
    (listed,) = [each for each in passages(goals=True) if each.list]
    assert (listed.list, listed.text, listed.marker) == ("goals", "{goal}", "1.")
    assert "4.丁" not in written(passages(goals=True))


def test_ids_are_the_way_of_the_marks_and_there_are_no_two_alike() -> None:
    ids = [each.id for each in passages()]
    assert ids == [
        "壹", "壹.文", "貳", "貳.一", "貳.一.文", "貳.一.1", "貳.一.2", "貳.一.3", "貳.一.4", "貳.二", "貳.二.(一)",
        "貳.二.(一).1", "貳.二.(一).1.(1)", "貳.二.(二)", "貳.二.(二).文", "貳.二.(二).表", "貳.二.(二).1",
    ]  # fmt: skip
    assert [each.id for each in passages("school")][-2:] == ["附表1", "附表1.表"]


def test_a_remark_is_only_for_those_whom_it_is_written_for() -> None:
    of = {each.text: each.notes for each in passages("school")}
    assert of["丙。"] == ((1, "見附件。"),)
    assert {each.text: each.notes for each in passages()}["丙。"] == ()


def test_a_heading_is_a_section_whose_line_is_no_sentence() -> None:
    assert [each.text for each in passages() if each.heading] == ["依據", "管理", "政策：", "組織"]


@pytest.mark.parametrize(
    ("own", "place", "expected"),
    [
        ({"貳.一.2": "自己的話"}, slice(5, 8), ["1.甲", "2.自己的話", "3.丙。"]),
        ({"貳.一.2": "2. 自己的話"}, slice(5, 8), ["1.甲", "2.自己的話", "3.丙。"]),
        ({"貳.一.2": "第一\n3. 第二\n(1) 其下\n補充"}, slice(6, 11), ["2.第一", "3.第二", "(1)其下", "補充", "4.丙。"]),
        ({"貳.一": "本所政策"}, slice(3, 5), ["一、本所政策", "為使資通系統運作："]),
        ({"貳.一": "本所政策如下。\n1. 子"}, slice(3, 7), ["一、政策：", "本所政策如下。", "1.子", "二、組織"]),
        ({"貳": "另訂之。"}, slice(2, 9), ["貳、管理", "另訂之。"]),
        ({"壹.文": "   "}, slice(0, 2), ["壹、依據", "本計畫依據。"]),
        ({"貳.二.(二).表": "不是文字"}, slice(15, 16), [""]),
    ],
)  # fmt: skip
def test_own_words_take_the_place_of_what_they_are_for(own: dict[str, str], place: slice, expected: list[str]) -> None:
    assert written(with_own_words(passages(), own))[place] == expected


def test_own_words_are_taken_as_they_are() -> None:
    (found,) = [each for each in with_own_words(passages(), {"貳.一.1": "用 {大括號} 〔註：不是〕"}) if each.own]
    assert (found.text, found.notes) == ("用 {大括號} 〔註：不是〕", ())


@pytest.mark.parametrize(
    ("section", "same"),
    [("肆、一、3", "肆.一.3"), ("伍.二.（一）.2", "伍.二.(一).2"), (" 肆 . 一 ", "肆.一"), ("貳.文", "貳.文")],
)
def test_an_id_may_be_written_as_people_write_it(section: str, same: str) -> None:
    assert same_id(section) == same


@pytest.mark.parametrize(
    ("written_day", "day"),
    [("108.8.15", "2019-08-15"), ("中華民國108年8月15日", "2019-08-15"), ("", "2026-11-20"), ("八月", "2026-11-20")],
)
def test_the_plan_is_of_the_day_that_the_office_says_else_of_today(written_day: str, day: str) -> None:
    texts = [SimpleNamespace(section="日期", wording=written_day), SimpleNamespace(section="貳、文", wording="甲")]
    assert plan_day(texts, "2026-11-20") == day
    assert own_words(texts)["貳.文"] == "甲"


def test_marks_and_numbers() -> None:
    assert [chapter_number(number) for number in (1, 9, 10, 11, 17)] == ["壹", "玖", "壹拾", "壹拾壹", "壹拾柒"]
    assert [chinese_number(number) for number in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert [mark_of(depth, 2) for depth in range(1, 6)] == ["二、", "(二)", "2.", "(2)", "B."]
    assert take_apart("(十二) 職掌") == (2, "(十二)", "職掌")
    assert take_apart("3.5 小時") == (None, "", "3.5 小時")


@pytest.mark.parametrize("line", ["鎮｜甲", "所 新規｜甲", "有其他｜甲"])
def test_a_word_before_the_bar_that_nobody_knows_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="看不懂"):
        plan_from_table({**TABLE, "chapter": [{"headings": "依據", "text": line}]})
