"""資通安全維護計畫自評表 as it comes with the program: the thirteen parts, questions that a clerk can answer."""

import re
import tomllib

from isms_desktop.domain.agency import GRADES
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.sources import UNVERIFIED
from isms_desktop.paths import shipped
from isms_desktop.services import library

PARTS = (
    "核心業務及其重要性",
    "資通安全政策及目標",
    "資通安全推動組織",
    "專職人力及經費之配置",
    "資通安全長之配置",
    "資通系統之盤點，並標示核心資通系統及相關資產",
    "資通安全風險管理",
    "資通安全防護及控制措施",
    "資通安全事件通報、應變及演練相關機制",
    "資通安全情資之評估及因應機制",
    "資通系統或服務委外辦理之管理措施",
    "所屬人員辦理業務涉及資通安全事項之考核機制",
    "資通安全維護計畫與實施情形之持續精進及績效管理機制",
)
"""施行細則§9Ⅰ in the wording of January 115."""
RAW = tomllib.loads(shipped("resources", "checklists", "self-check.toml").read_text(encoding="utf-8"))
ITEMS = library.checklists()["self-check"].items


def test_the_thirteen_parts_of_the_plan_in_their_order() -> None:
    sections = list(dict.fromkeys(item["section"] for item in ITEMS))
    assert tuple(section.partition("、")[2] for section in sections) == PARTS
    assert len(ITEMS) >= 80


def test_numbers_count_through_each_part() -> None:
    expected = [
        f"{part}.{number}"
        for part, section in enumerate(RAW["section"], start=1)
        for number in range(1, len(section["item"]) + 1)
    ]
    assert [item["number"] for item in ITEMS] == expected


def test_every_question_can_be_answered_and_proved() -> None:
    fields = record_type("checklist_item").by_key
    for item in ITEMS:
        assert item["question"].endswith("？") and "有沒有" not in item["question"]  # 符合 must mean yes
        assert len(item["question"]) <= 50 and item["evidence_hint"] and item["basis"]
        assert set(item) <= set(fields)
    assert len({item["question"] for item in ITEMS}) == len(ITEMS)


def test_no_article_of_the_law_that_is_no_longer_in_force() -> None:
    for item in ITEMS:
        assert not re.search(r"資安法§1[0-4](?!\d).*107|管理法§9(?!\d)|施行細則§[348](?!\d)", item["basis"]), item[
            "number"
        ]


def test_what_was_not_held_against_the_official_text_says_so() -> None:
    raw = [item for section in RAW["section"] for item in section["item"]]
    for item, made in zip(raw, ITEMS, strict=True):
        assert made["basis"].endswith(UNVERIFIED) is not item["verified"]
    assert not library.checklists()["self-check"].verified


def test_small_offices_are_asked_less_about_systems() -> None:
    asked = {each.value: sum(each.value in item.get("grades", (each.value,)) for item in ITEMS) for each in GRADES}
    assert asked["C"] > asked["D"] > asked["E"] > 80
