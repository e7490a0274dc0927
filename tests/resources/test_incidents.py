"""The regulation of incidents as data: every edition whole, every figure with its article, nothing called verified."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.drills import INTELLIGENCE_KINDS
from isms_desktop.domain.incident_law import SIDES, IncidentEdition, editions_from_table
from isms_desktop.domain.incidents import STEPS

RESOURCES = Path(__file__).parents[2] / "resources"
TABLE: dict[str, Any] = tomllib.loads((RESOURCES / "regulations" / "incidents.toml").read_text(encoding="utf-8"))
EDITIONS = editions_from_table(TABLE)
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.edition)


def test_the_editions_follow_each_other_and_the_newest_is_that_of_115() -> None:
    days = [edition.since for edition in EDITIONS]
    assert days == sorted(set(days)) and all(datetime.date.fromisoformat(day) for day in days)
    assert (EDITIONS[-1].edition, EDITIONS[-1].since) == ("115.1.5", "2026-01-05")
    assert EDITIONS[-1].name == "資通安全事件通報應變及演練辦法"


@every_edition
def test_every_step_has_its_limit_and_says_where_it_is_written(edition: IncidentEdition) -> None:
    assert set(edition.limits) == set(STEPS)
    assert all(limit.article.startswith("第 ") for limit in edition.limits.values())
    assert edition.source and edition.levels_article


@every_edition
def test_the_figures_are_those_of_the_law_notes(edition: IncidentEdition) -> None:
    report, control, final = (edition.limits[step] for step in ("report", "control", "final"))
    assert (report.hours, control.hours, control.major_hours, final.months) == (1, 72, 36, 1)
    assert edition.limits["report_again"].hours == 1
    assert edition.major_from == 3
    for step in ("supplement", "meeting"):  # the text gives no number of hours
        assert (edition.limits[step].hours, edition.limits[step].months) == (0, 0)


@every_edition
def test_nothing_is_called_verified_that_was_only_read_about(edition: IncidentEdition) -> None:
    assert not any(limit.verified for limit in edition.limits.values())
    assert not edition.all_verified


@every_edition
def test_each_side_asks_in_words_and_says_that_slight_and_grave_are_not_defined(edition: IncidentEdition) -> None:
    assert set(edition.sides) == set(SIDES)
    for side in edition.sides.values():
        assert all(text.endswith("？") for text in (side.what, side.ci, side.how))
        texts = [side.what, side.ci, side.how]
        assert not any(one != other and one.startswith(other) for one in texts for other in texts)
        assert len({row.label for row in side.rows}) == len({row.subject for row in side.rows})
    for side in ("confidentiality", "integrity"):
        assert "沒有定義" in edition.sides[side].help


@every_edition
def test_every_rule_that_a_paper_names_is_there_once(edition: IncidentEdition) -> None:
    assert list(edition.rules) == ["mechanism", "content", "notify_rules", "response_rules", "review"]
    assert all(re.search(r"第 \d+ 條$", rule.text) for rule in edition.rules.values())
    for of in ("content", "notify_rules", "response_rules"):
        assert edition.rules[of].text.startswith(edition.name)


def test_the_table_of_levels_in_words_says_what_the_questions_come_to() -> None:
    edition = EDITIONS[-1]
    assert [each.level for each in edition.levels] == [1, 2, 3, 4]
    assert [each.verified for each in edition.levels] == [True, True, False, False]
    words = {1: "輕微", 2: "嚴重"}
    for each in edition.levels:
        for side in ("confidentiality", "integrity"):
            text = getattr(each, side)
            for row in edition.sides[side].rows:
                for grave, level in enumerate(row.levels, 1):
                    if level == each.level and row.subject == "other":
                        assert re.search(f"非核心業務資訊.*遭{words[grave]}", text)
            assert ("國家機密" in text) is (each.level == 4)
        assert ("無法於" in each.availability) is (each.level > 1)


def test_an_office_reports_to_one_place_and_none_is_called_official() -> None:
    known = {path.stem for path in (RESOURCES / "profiles").glob("*.toml")}
    named = [profile for row in TABLE["platform"] for profile in row["profiles"]]
    assert set(named) <= known and len(set(named)) == len(named)
    assert sum(not row["profiles"] for row in TABLE["platform"]) == 1
    for row in TABLE["platform"]:
        assert row["address"].startswith("https://") and row["source"]
        assert row["verified"] is False


def test_each_class_of_intelligence_is_explained_once() -> None:
    assert [row["kind"] for row in TABLE["intelligence"]] == [kind.value for kind in INTELLIGENCE_KINDS]
    assert all(row["means"].endswith("。") and row["do"].endswith("。") for row in TABLE["intelligence"])
