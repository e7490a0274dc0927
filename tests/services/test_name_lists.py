"""A list of names as people keep them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.services.name_lists import bare, looks_like_list, read_lines

KNOWN = frozenset({"王小明", "陳怡君", "林明", "歐陽立安", "johnsmith"})


def names(text: str) -> list[str]:
    return [bare(line.name) for line in read_lines(text, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "王小明\n陳怡君",
        "王小明、陳怡君",
        "王小明，陳怡君；",
        "1. 王小明\n2. 陳怡君",
        "1\t王小明\n2\t陳怡君",
        "■ 王小明\r\n□ 陳怡君",
        "王小明 老師\n陳怡君主任",
        "教務處\t主任\t王小明\n總務處\t組長\t陳怡君",
        "王小明\t教務處\n陳怡君\t總務處",
        "單位\t職稱\t姓名\t簽名\n教務處\t主任\t王小明\t\n總務處\t組長\t陳怡君\t",
        "\n\n　王小明　\n\n陳 怡 君\n",
    ],
)
def test_however_it_is_written_two_people_are_named(text: str) -> None:
    assert names(text) == ["王小明", "陳怡君"]


def test_a_name_of_two_characters_written_with_a_space_and_a_western_name() -> None:
    assert names("林　明\nJohn Smith") == ["林明", "johnsmith"]


def test_unit_and_title_come_along_for_who_is_unknown() -> None:
    [line] = read_lines("合作廠商\t工程師\t趙大同", KNOWN)
    assert (line.name, line.department) == ("趙大同", "合作廠商")
    [line] = read_lines("姓名\t單位\t職稱\n趙大同\t合作廠商\t工程師", KNOWN)
    assert (line.name, line.department, line.job_title) == ("趙大同", "合作廠商", "工程師")
    [line] = read_lines("趙大同 業務經理", KNOWN)
    assert (line.name, line.job_title) == ("趙大同", "業務經理")


def test_a_title_is_not_part_of_the_name_but_an_unknown_longer_name_stays_whole() -> None:
    assert names("歐陽立安老師") == ["歐陽立安"]
    assert names("王小明德") == ["王小明德"]


def test_one_word_is_looked_for_and_two_are_a_list() -> None:
    assert not looks_like_list("王小明") and not looks_like_list("王小明\n")
    assert looks_like_list("王小明\n陳怡君") and looks_like_list("王小明、陳怡君") and looks_like_list("處室\t王小明")


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_complaint(text: str) -> None:
    assert all(bare(line.name) for line in read_lines(text, KNOWN))
