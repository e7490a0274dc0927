"""Which law is in force when, and which citations it has left behind."""

import tomllib
from itertools import pairwise

import pytest

from isms_desktop.domain.law import REGULATIONS, TOPICS, Law, law_from_table
from isms_desktop.paths import shipped

LAW: Law = law_from_table(
    tomllib.loads(shipped("resources", "regulations", "articles.toml").read_text(encoding="utf-8"))
)
IN_108, BETWEEN, IN_115 = "2019-08-01", "2025-12-20", "2026-11-20"
CHANGED = {4, 5, 6, 7, 12}


def test_the_file_knows_just_the_names_that_papers_use() -> None:
    assert tuple(LAW.regulations) == REGULATIONS
    assert set(LAW.topics) == set(TOPICS)
    assert [each.number for each in LAW.items] == list(range(1, 14))


@pytest.mark.parametrize(
    ("topic", "old", "between", "new"),
    [
        ("plan", "第 10 條", "第 13 條", "第 13 條"),
        ("rules", "第 6 條", "第 6 條", "第 9 條"),
        ("ciso", "第 11 條", "第 12 條", "第 12 條"),
        ("report", "第 12 條", "第 14 條", "第 14 條"),
        ("incident", "第 14 條", "第 17 條", "第 17 條"),
        ("core", "第 7 條", "第 7 條", "第 10 條"),
        ("products", "", "第 11 條", "第 11 條"),
    ],
)
def test_an_article_is_that_of_the_day(topic: str, old: str, between: str, new: str) -> None:
    assert [LAW.cited(topic, day) for day in (IN_108, BETWEEN, IN_115)] == [old, between, new]
    assert LAW.cited(topic, "1999-01-01") == old
    assert LAW.cited(topic, "") == new


def test_the_regulation_of_incidents_has_got_another_name() -> None:
    assert LAW.name("incidents", IN_108) == "資通安全事件通報及應變辦法"
    assert LAW.name("incidents", IN_115) == "資通安全事件通報應變及演練辦法"
    assert LAW.name("incidents", "2026-01-04") == "資通安全事件通報及應變辦法"


def test_five_of_the_thirteen_items_are_worded_anew() -> None:
    assert {each.number for each in LAW.items if LAW.item(each.number, IN_108) != LAW.item(each.number, IN_115)} == (
        CHANGED
    )
    assert LAW.item(4, IN_115) == "專職人力及經費之配置"
    assert LAW.item(7, IN_108) == "資通安全風險評估"


def test_editions_follow_each_other_and_say_where_they_are_from() -> None:
    for regulation in LAW.regulations.values():
        assert all(one.since < other.since for one, other in pairwise(regulation.editions))
        assert all(each.source and each.name and each.edition for each in regulation.editions)
        # What was read second hand only must not pass for official.
        assert all(not each.verified for each in regulation.editions if "第二手" in each.source)


@pytest.mark.parametrize(
    ("text", "successors"),
    [
        (
            "本計畫依據資通安全管理法第 10 條及施行細則第 6 條訂定。",
            ["資通安全管理法第 13 條", "資通安全管理法施行細則第 9 條"],
        ),
        ("依本法第11條之規定，本機關訂定秘書為資通安全長", ["資通安全管理法第 12 條"]),
        ("依據本法第 12 條之規定，提出資通安全維護計畫實施情形", ["資通安全管理法第 14 條"]),
        ("請參考資通安全管理法施行細則第 7 條之規定列示核心業務", ["資通安全管理法施行細則第 10 條"]),
        ("資通安全事件通報及應變辦法", ["資通安全事件通報應變及演練辦法"]),
        ("公務機關所屬人員資通安全事項獎懲辦法", ["公務機關所屬人員辦理資通安全事項作業辦法"]),
        ("依資通安全管理法第 13 條訂定維護計畫，第 12 條設資通安全長", []),
        ("依資通安全管理法第 10 條，委外辦理時應選任適當之受託者", []),
        ("依個人資料保護法第 10 條", []),
        ("特定非公務機關資通安全維護計畫實施情形稽核辦法", ["資通安全維護計畫實施情形稽核辦法"]),
        ("資通安全維護計畫實施情形稽核辦法", []),
    ],
)
def test_a_dead_citation_is_found_with_its_successor(text: str, successors: list[str]) -> None:
    assert [each.successor for each in LAW.dead_citations(text, IN_115)] == successors


def test_in_108_the_old_citation_is_alive_and_the_new_one_is_nobody_s() -> None:
    assert list(LAW.dead_citations("本計畫依據資通安全管理法第 10 條及施行細則第 6 條訂定。", IN_108)) == []
