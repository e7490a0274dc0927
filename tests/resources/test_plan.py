"""The plan's text as shipped: whole for every kind of office and grade, its names known, its law that of the day."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from isms_desktop.domain import plan as text
from isms_desktop.domain.agency import GRADES
from isms_desktop.domain.plan import Circumstances, Passage
from isms_desktop.printing.context import vocabulary
from isms_desktop.printing.phrase import parse
from isms_desktop.services import library
from tests.forms.invented import FORMS, PROFILES

PLAN = library.plan()
DAYS = ("2019-08-01", "2025-12-20", "2026-01-05", "2026-11-20")
CHAPTERS = [
    "依據及目的",
    "適用範圍",
    "核心業務及重要性",
    "資通安全政策及目標",
    "資通安全推動組織",
    "人力及經費",
    "盤點",
    "資通安全風險",
    "資通安全防護及控制措施",
    "資通安全事件通報、應變及演練相關機制",
    "資通安全情資之評估及因應",
    "資通系統或服務委外辦理之管理",
    "資通安全教育訓練",
    "所屬人員辦理業務涉及資通安全事項之考核機制",
    "資通安全維護計畫及實施情形之持續精進及績效管理機制",
    "資通安全維護計畫實施情形之提出",
    "相關法規、程序及表單",
]
CHANGED = {4: "陸", 5: "伍.一", 6: "柒", 7: "捌", 12: "壹拾肆"}
"""The five items of the rules that are worded anew → the heading that follows them."""


def passages(profile: str, day: str = DAYS[-1], grade: str = "", there: bool = True) -> list[Passage]:
    grade = grade or library.profiles()[profile].grade
    return PLAN.passages(Circumstances(profile, grade, day, lambda _name: there))


every_plan = pytest.mark.parametrize("profile", PROFILES)


@every_plan
@pytest.mark.parametrize("day", DAYS)
def test_every_kind_of_office_has_the_seventeen_chapters_in_order(profile: str, day: str) -> None:
    chapters = [each for each in passages(profile, day) if each.depth == text.CHAPTER and each.marker]
    assert [each.marker for each in chapters] == [f"{text.chapter_number(number)}、" for number in range(1, 18)]
    assert all(words in each.text for words, each in zip(CHAPTERS, chapters, strict=True))


@every_plan
@pytest.mark.parametrize("grade", [each.value for each in GRADES])
def test_no_grade_leaves_a_hole(profile: str, grade: str) -> None:
    for day in DAYS:
        found = passages(profile, day, grade)
        for heading, below in pairwise(found):
            assert not (heading.heading and below.heading and (below.depth or 0) <= (heading.depth or 0)), heading.id
        assert not found[-1].heading
        assert max(Counter(each.id for each in found).values()) == 1
        (place,) = [each for each in found if each.id == "柒.二.文"]
        assert "{grade} 級" in place.text


@every_plan
def test_every_name_list_and_table_is_known(profile: str) -> None:
    words = vocabulary()
    (chapters,) = [placed.block for placed in FORMS["plan"].blocks if hasattr(placed.block, "parts")]
    for day in DAYS:
        for grade in "ABCDE":
            for there in (True, False):
                for each in passages(profile, day, grade, there):
                    known = {*words.names, *words.lists[each.list]} if each.list else {*words.names}
                    assert {slot.name for slot in parse(each.text).slots()} <= known, each.id
                    assert not each.table or each.table in chapters.parts
                    assert not re.search(r"[〔〕<>｜]", each.text), each.text


def test_the_conditions_are_lists_or_names() -> None:
    words = vocabulary()
    assert {*PLAN.conditions.values()} <= {*words.lists, *words.names}
    assert set(PLAN.letters) == set(PROFILES)


def test_the_days_of_the_new_editions_are_those_of_the_articles() -> None:
    law = library.law()
    newest = {each: law.regulations[each].editions[-1].since for each in ("act", "rules", "grading")}
    assert newest == text._NEW


@every_plan
def test_five_headings_follow_the_new_wordings_of_the_rules(profile: str) -> None:
    law = library.law()
    new = {each.id: each.text for each in passages(profile)}
    old = {each.id: each.text for each in passages(profile, DAYS[0])}
    assert {number: new[place] for number, place in CHANGED.items()} == {
        number: law.item(number, DAYS[-1]) for number in CHANGED
    }
    assert all(old[place] != new[place] for place in CHANGED.values())
    assert old["捌"] == law.item(7, DAYS[0])
    assert old["壹拾肆"] == law.item(12, DAYS[0])


@every_plan
def test_no_office_place_or_person_of_the_seeds_is_left(profile: str) -> None:
    words = "".join(each.text for day in DAYS for each in passages(profile, day))
    assert not re.findall(r"高雄|基隆|嘉義|屏東|枋寮|港坪|環境保護署|四維|鳳山|EPAIS|監資處|教務處|戶籍資料", words)
    assert not re.findall(r"第 (?:6|7|10|11|12) 條", words), "articles come from the law, not from the text"


@every_plan
def test_what_no_list_says_is_said_by_the_seed(profile: str) -> None:
    goals = {each.text for each in passages(profile, there=False) if each.id.startswith("肆.二.")}
    assert len(goals) >= 2 or profile == "ministry-office-iso27001"


@every_plan
def test_the_practice_office_has_words_of_its_own_for_a_passage_of_its_plan(profile: str) -> None:
    own = {text.same_id(each["section"]) for each in library.sample(profile)["plan_text"]}
    assert own
    assert own <= {each.id for each in passages(profile)}
