"""The level of an incident by plain questions: every cell of the table, and a reasoning that can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.incident_law import HOW, INFRASTRUCTURE, SIDES, WHAT, Answers, IncidentEdition, edition_on
from isms_desktop.services import library

EDITIONS = library.incident_editions()
NOW, BEFORE = EDITIONS[-1], EDITIONS[0]


def said(what: str, how: str = "", ci: str = "") -> dict[str, str]:
    return {key: value for key, value in {WHAT: what, INFRASTRUCTURE: ci, HOW: how}.items() if value}


DATA = [  # (answers, level) for 機密性 and 完整性, line by line of the table
    (said("none"), 0),
    (said("other", "slight"), 1),
    (said("other", "grave"), 2),
    (said("core", "slight", "no"), 2),
    (said("core", "grave", "no"), 3),
    (said("secret", "slight"), 3),
    (said("core", "slight", "yes"), 3),
    (said("secret", "grave"), 4),
    (said("core", "grave", "yes"), 4),
    (said("state"), 4),
]
SYSTEMS = [
    (said("none"), 0),
    (said("other", "slight"), 1),
    (said("other", "grave"), 2),
    (said("core", "slight", "no"), 2),
    (said("core", "grave", "no"), 3),
    (said("core", "slight", "yes"), 3),
    (said("core", "grave", "yes"), 4),
]
CELLS = [(side, *cell) for side in ("confidentiality", "integrity") for cell in DATA] + [
    ("availability", *cell) for cell in SYSTEMS
]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.edition)
@pytest.mark.parametrize(("side", "answers", "level"), CELLS)
def test_every_cell_of_the_table(edition: IncidentEdition, side: str, answers: Answers, level: int) -> None:
    questions = edition.sides[side]
    assert questions.level(answers) == level
    # Asked one after the other, exactly these questions come up, and none is left.
    assert [question.key for question in questions.questions(answers)] == list(answers)
    for question in questions.questions(answers):
        assert answers[question.key] in {option.value for option in question.options}


@pytest.mark.parametrize(("side", "answers"), [(side, answers) for side, answers, _level in CELLS if len(answers) > 1])
def test_a_question_left_open_gives_no_level(side: str, answers: dict[str, str]) -> None:
    *kept, last = answers
    few = {key: answers[key] for key in kept}
    assert NOW.sides[side].level(few) is None
    assert NOW.sides[side].questions(few)[-1].key == last


def test_nothing_answered_asks_what_was_hit() -> None:
    for side in NOW.sides.values():
        [question] = side.questions({})
        assert question.key == WHAT and question.options[0].label == side.none
        assert side.level({}) is None and side.row({}) is None


def test_sensitive_information_was_a_class_of_its_own_until_115() -> None:
    def words(edition: IncidentEdition) -> str:
        return "".join(row.label for side in edition.sides.values() for row in side.rows)

    assert "敏感資訊" in words(BEFORE) and "敏感資訊" not in words(NOW)
    assert "非核心業務，" in words(BEFORE) and "非核心資通系統，" in words(NOW)


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ("2026-11-20", "115.1.5"),
        ("2026-01-05", "115.1.5"),
        ("2026-01-04", "110.8.23"),
        ("2019-03-01", "110.8.23"),
        ("", "115.1.5"),
    ],
)
def test_the_edition_in_force_on_the_day(day: str, edition: str) -> None:
    assert edition_on(EDITIONS, day).edition == edition


cells = st.sampled_from(CELLS)
own_words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), max_size=3)


@given(cell=cells, own=own_words)
def test_the_reasoning_tells_its_answers_again_and_keeps_the_clerks_words(
    cell: tuple[str, dict[str, str], int], own: list[str]
) -> None:
    name, answers, _level = cell
    side = NOW.sides[name]
    own = [line for line in own if not line.startswith((side.what, side.ci, side.how, "→ "))]
    text = side.reasoning(answers, "\n".join(own), NOW.basis)
    assert side.answers_in(text) == answers
    assert text.splitlines()[len(answers) :][1:] == own
    again = side.reasoning(said("none"), text, NOW.basis)
    assert side.answers_in(again) == said("none")
    assert again.splitlines()[2:] == own


def test_a_reasoning_in_the_clerks_own_words_tells_no_answers() -> None:
    side = NOW.sides[SIDES[0]]
    assert side.answers_in("只寄錯一封，已請對方刪除") == {}
    assert side.answers_in(f"{side.what}別的東西") == {}
    assert side.answers_in(f"{side.what}{side.rows[0].label}\n（程度待查）") == said("other")
