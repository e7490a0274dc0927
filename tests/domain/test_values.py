"""Values at the border: what a clerk types or pastes, what the record then holds, and how it is shown again."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Choice, Field, Kind, Value
from isms_desktop.domain.people import Person
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.values import NO, YES, choice_lookup, read, same_key, show, show_masked

ASSET, PERSON = Asset.record_type.field, Person.record_type.field
COLOURS = (Choice("r", "紅色", ("紅", "Red")), Choice("g", "綠色"), Choice("b", "藍色", ("綠色",)))
FIELDS = {
    kind: Field(label="欄位", kind=kind, key="x", options=COLOURS, target="asset", longest=200)
    for kind in Kind
    if kind is not Kind.COMPUTED
}
anything = st.one_of(
    st.none(), st.text(), st.text("0123456789.,-+eEinfa年/: "), st.floats(), st.integers(), st.booleans(), st.dates(),
    st.datetimes(), st.times(), st.lists(st.text(), max_size=3), st.tuples(st.integers()),
)  # fmt: skip


def _error(field: Field, raw: object, rules: OfficeRules) -> str:
    value, finding = read(field, raw, rules)
    assert finding is not None, value
    assert not value and finding.field == field.key and finding.advice
    return finding.text


@pytest.mark.parametrize("kind", FIELDS)
@given(raw=anything)
def test_nothing_that_can_be_typed_or_pasted_raises(kind: Kind, raw: object) -> None:
    value, finding = read(FIELDS[kind], raw, NoLists())
    assert finding is None or not value


GIVEN: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.text(),
    Kind.LINES: st.text(st.sampled_from("甲乙 \n\r\tA1𠮷")),
    Kind.INTEGER: st.integers(-(10**15) + 1, 10**15 - 1),
    Kind.DECIMAL: st.floats(-1e14, 1e14),
    Kind.CHOICE: st.sampled_from(["r", "紅色", "red", "藍色", " 紅 "]),
    Kind.CHOICES: st.lists(st.sampled_from(["r", "紅", "藍色", "綠色"])),
    Kind.YES_NO: st.one_of(st.booleans(), st.sampled_from(YES + NO)),
    Kind.DATE: st.dates(datetime.date(1912, 1, 1), datetime.date(2910, 12, 31)),
    Kind.TIME: st.times(),
    Kind.MOMENT: st.datetimes().map(lambda moment: moment.replace(year=1912 + moment.year % 900, day=1)),
}


@pytest.mark.parametrize("kind", GIVEN)
@given(data=st.data())
def test_what_is_shown_reads_back_as_the_same_value(kind: Kind, data: st.DataObject) -> None:
    value, finding = read(FIELDS[kind], data.draw(GIVEN[kind]), NoLists())
    if finding is None:
        assert read(FIELDS[kind], show(FIELDS[kind], value, NoLists()), NoLists()) == (value, None)


class NoLists:
    """Rules of an office that has decided nothing."""

    def choices(self, name: str) -> tuple[Choice, ...]:
        return ()

    def scale_range(self, scale: str) -> None:
        return None


# Text


@pytest.mark.parametrize(("raw", "kept"), [("0007", "0007"), (7.0, "7"), (3140101, "3140101"), (" 甲 ", "甲")])
def test_a_property_number_keeps_its_zeros_and_a_sheet_number_loses_its_point(
    raw: object, kept: str, rules: OfficeRules
) -> None:
    assert read(ASSET("property_number"), raw, rules) == (kept, None)


def test_a_line_stays_one_line_and_lines_stay_lines(rules: OfficeRules) -> None:
    assert read(ASSET("name"), "  桌上型\r\n \n 電腦 ", rules) == ("桌上型 電腦", None)
    assert read(ASSET("note"), "甲\r\n\r乙\n", rules) == ("甲\n\n乙", None)


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x7f", "\x0b", "\ufffe", "\ud800", "\udfff"])
@pytest.mark.parametrize("key", ["name", "note", "quantity"])
def test_characters_that_no_file_or_paper_can_hold_are_refused(key: str, hidden: str, rules: OfficeRules) -> None:
    assert "控制字元" in _error(ASSET(key), f"電{hidden}腦", rules)


def test_a_name_outside_the_basic_plane_is_a_name(rules: OfficeRules) -> None:
    assert read(ASSET("owner"), "𠮷田𪚥", rules) == ("𠮷田𪚥", None)


def test_too_long_a_text_is_refused_with_both_numbers_and_the_limit_fits(rules: OfficeRules) -> None:
    assert read(ASSET("number"), "甲" * 40, rules) == ("甲" * 40, None)
    assert "有 41 個字，超過 40 個字" in _error(ASSET("number"), "甲" * 41, rules)


@pytest.mark.parametrize("filling", ["字", " ", "9", "T", "\n"])
@pytest.mark.parametrize("kind", FIELDS)
def test_a_cell_of_a_hundred_thousand_characters_is_refused_at_once(kind: Kind, filling: str) -> None:
    cell = f"1{filling * 100_000}1"
    value, finding = read(FIELDS[kind], cell, NoLists())
    if (kind, filling) == (Kind.TEXT, "\n"):
        assert value == "1 1"  # line breaks in one-line text are one space
    else:
        assert finding is not None
        assert len(str(finding)) < 120


# Numbers


@pytest.mark.parametrize(
    ("raw", "number"),
    [("3", 3), (3.0, 3), ("１２", 12), ("1,234", 1234), ("5 年", 5), ("5年", 5), ("+4", 4), ("7.0", 7)],
)
def test_whole_numbers_as_people_write_them(raw: object, number: int, rules: OfficeRules) -> None:
    value, finding = read(Field("年限", Kind.INTEGER, unit="年"), raw, rules)
    assert (value, type(value), finding) == (number, int, None)


@pytest.mark.parametrize("raw", ["1_000", "nan", "inf", "1e3", "三", "3-4", True, float("nan"), "--1"])
def test_what_only_a_programmer_calls_a_number_is_none(raw: object, rules: OfficeRules) -> None:
    assert "不是數字" in _error(FIELDS[Kind.INTEGER], raw, rules)


@pytest.mark.parametrize("raw", [2.5, "2.5"])
def test_half_a_computer_is_refused(raw: object, rules: OfficeRules) -> None:
    assert "不是整數" in _error(ASSET("quantity"), raw, rules)


@pytest.mark.parametrize("raw", ["9" * 16, "9" * 400, 10**18, float("inf"), float("-inf"), 1e300])
@pytest.mark.parametrize("key", ["quantity", "personal_data_count", "useful_years"])
def test_a_number_that_the_file_cannot_hold_is_refused(key: str, raw: object, rules: OfficeRules) -> None:
    assert "太大" in _error(ASSET(key), raw, rules)


def test_fifteen_digits_are_kept_to_the_last_one(rules: OfficeRules) -> None:
    assert read(ASSET("personal_data_count"), "999999999999999", rules) == (999999999999999, None)


@pytest.mark.parametrize("words", ["無", "由上級管理單位訂之", "約 300", "1 批"])
def test_words_stay_where_offices_write_words_for_numbers(words: str, rules: OfficeRules) -> None:
    assert read(ASSET("quantity"), words, rules) == (words, None)
    assert show(ASSET("quantity"), words, rules) == words


def test_words_are_refused_where_only_a_number_will_do(rules: OfficeRules) -> None:
    assert "「很高」不是數字" in _error(FIELDS[Kind.INTEGER], "很高", rules)


@pytest.mark.parametrize("level", [0, 5, "9", -1])
def test_a_level_outside_the_offices_scale_is_refused_with_the_range(level: object, rules: OfficeRules) -> None:
    assert "超出 1～4 的範圍" in _error(ASSET("confidentiality"), level, rules)


def test_the_scale_is_the_methods_own(rules: OfficeRules, protective_rules: OfficeRules) -> None:
    assert read(ASSET("confidentiality"), 4, rules) == (4, None)
    assert "1～3" in _error(ASSET("confidentiality"), 4, protective_rules)
    assert read(ASSET("compliance"), 9, rules) == (9, None)  # this method does not ask for it


@pytest.mark.parametrize(
    ("limits", "said"), [({"minimum": 0}, "「-1000000」小於 0"), ({"maximum": -2000000}, "「-1000000」大於 -2000000")]
)
def test_limits_are_said_in_plain_digits(limits: dict[str, float], said: str, rules: OfficeRules) -> None:
    assert said in _error(Field("數量", Kind.INTEGER, **limits), -1000000, rules)


@pytest.mark.parametrize(
    ("number", "shown"), [(0.5, "0.5"), (3.0, "3"), (1234567.25, "1234567.25"), (1e-7, "0.0000001")]
)
def test_decimals_are_shown_without_exponents(number: float, shown: str, rules: OfficeRules) -> None:
    assert show(FIELDS[Kind.DECIMAL], number, rules) == shown


# Choices, yes and no


@pytest.mark.parametrize("written", ["HW", "hw", "ＨＷ", "實體資產", " 實體資產 ", "硬體"])
def test_a_category_by_code_name_or_the_offices_other_word(written: str, rules: OfficeRules) -> None:
    assert read(ASSET("category"), written, rules) == ("HW", None)
    assert show(ASSET("category"), "HW", rules) == "實體資產"


def test_a_category_that_the_profile_does_not_have_lists_those_it_has(rules: OfficeRules) -> None:
    value, finding = read(ASSET("category"), "船舶", rules)
    assert value == ""
    assert "沒有「船舶」這個選項" in finding.text
    assert finding.advice == "可用的選項：資訊資產、軟體資產、實體資產、支援服務資產、人員資產。"


def test_a_label_wins_over_the_synonym_of_another_choice(rules: OfficeRules) -> None:
    assert choice_lookup(FIELDS[Kind.CHOICE], rules)[same_key("綠色")] == "g"


def test_a_value_that_is_no_choice_any_more_is_shown_as_it_stands(rules: OfficeRules) -> None:
    assert show(ASSET("status"), "lost", rules) == "lost"


@pytest.mark.parametrize("separator", ["、", ",", "，", "；", ";", "\n"])
def test_several_roles_in_one_cell(separator: str, rules: OfficeRules) -> None:
    value, finding = read(PERSON("roles"), separator.join(["主管", "資安長", "主管"]), rules)
    assert (value, finding) == (("manager", "ciso"), None)
    assert show(PERSON("roles"), value, rules) == "主管、資通安全長"


@pytest.mark.parametrize("word", [*YES, "Y", "TRUE", "Ｖ", " 是 ", True, 1, 1.0])
def test_every_word_for_yes(word: object, rules: OfficeRules) -> None:
    assert read(ASSET("core"), word, rules) == (True, None)


@pytest.mark.parametrize("word", [*NO, "N", "False", " 否", False, 0, 0.0])
def test_every_word_for_no(word: object, rules: OfficeRules) -> None:
    assert read(ASSET("core"), word, rules) == (False, None)


@pytest.mark.parametrize("word", ["也許", "2", 2, 0.5, "是否"])
def test_what_is_neither_yes_nor_no_is_refused(word: object, rules: OfficeRules) -> None:
    assert "不是「是」或「否」" in _error(ASSET("core"), word, rules)


def test_not_said_is_neither_yes_nor_no(rules: OfficeRules) -> None:
    assert read(ASSET("core"), " ", rules) == (None, None)
    assert [show(ASSET("core"), each, rules) for each in (None, True, False)] == ["", "是", "否"]


# Times, links, sensitive values


@pytest.mark.parametrize(
    ("raw", "kept"), [("8:05", "08:05"), ("８：０５", "08:05"), ("8時05分", "08:05"), ("23:59:59", "23:59")]
)
def test_times(raw: str, kept: str, rules: OfficeRules) -> None:
    assert read(FIELDS[Kind.TIME], raw, rules) == (kept, None)


@pytest.mark.parametrize("raw", ["24:00", "8:60", "8", "早上"])
def test_what_is_no_time_is_refused(raw: str, rules: OfficeRules) -> None:
    assert "不是時間" in _error(FIELDS[Kind.TIME], raw, rules)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("下午 2:30", "14:30"),
        ("上午08:05", "08:05"),
        ("下午12:00", "12:00"),
        ("上午 12:10", "00:10"),
        ("2:30 PM", "14:30"),
        ("11:59 am", "11:59"),
        ("2時30分", "02:30"),
    ],
)
def test_a_time_may_be_written_with_its_half_of_the_day(written: str, meant: str, rules: OfficeRules) -> None:
    assert read(FIELDS[Kind.TIME], written, rules) == (meant, None)
    if "時" not in written:
        assert read(FIELDS[Kind.MOMENT], f"113/5/1 {written}", rules) == (f"2024-05-01T{meant}", None)
    assert "不是時間" in _error(FIELDS[Kind.TIME], "下午 14:30", rules)


def test_a_moment_needs_day_and_time(rules: OfficeRules) -> None:
    assert read(FIELDS[Kind.MOMENT], "113/5/1  8:30", rules) == ("2024-05-01T08:30", None)
    assert "缺少日期或時間" in _error(FIELDS[Kind.MOMENT], "113/5/1", rules)


def test_a_link_is_an_id_and_is_shown_by_its_title(rules: OfficeRules) -> None:
    def title(kind: str, record_id: int) -> str:
        return f"{kind}#{record_id}"

    assert read(FIELDS[Kind.REF], 5, rules) == (5, None)
    assert show(FIELDS[Kind.REF], 5, rules, title) == "asset#5"
    assert show(FIELDS[Kind.REFS], (5, 6), rules, title) == "asset#5、asset#6"
    assert "找不到「五號」" in _error(FIELDS[Kind.REF], "五號", rules)


def test_only_sensitive_values_are_hidden(rules: OfficeRules) -> None:
    assert show_masked(PERSON("national_id"), "A123456789", rules) == "A12345****"
    assert show_masked(PERSON("extension"), "12345", rules) == "12345"


@pytest.mark.parametrize("value", [None, "", ()])
@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_is_shown_as_nothing(kind: Kind, value: Value, rules: OfficeRules) -> None:
    assert show(FIELDS[kind], value, rules) == ""


@pytest.mark.parametrize(
    "spell", [str.upper, str.lower, lambda text: f" {text} ", lambda text: text.replace("-", "－")]
)
def test_two_spellings_of_one_number_are_the_same(spell: Callable[[str], str]) -> None:
    assert same_key(spell("hw-001")) == same_key("HW-001")
