"""The law on training as shipped: whole, dated, honest about what was verified."""

import datetime
import itertools
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.people import CERTIFICATE_KINDS, ROLES
from isms_desktop.domain.profile import profile_from_table
from isms_desktop.domain.training import COURSE_KINDS
from isms_desktop.domain.training_law import HoursDuty, TrainingLaw, law_from_tables

RESOURCES = Path(__file__).parents[2] / "resources"
TABLES: dict[str, Any] = tomllib.loads((RESOURCES / "regulations" / "training.toml").read_text("utf-8"))
LAW: TrainingLaw = law_from_tables(TABLES)
NOW, BEFORE, FIRST = "2026-12-31", "2025-12-31", "2019-12-31"


def asked(grade: str, role: str, day: str, extras: Iterable[HoursDuty] = ()) -> dict[str, tuple[float, int]]:
    """Duty → (hours, years)."""
    return {each.id: (each.hours, each.years) for each in LAW.required_hours(grade, (role,), day, extras)}


@pytest.mark.parametrize(
    "table", [*TABLES["hours"], *TABLES["certificates"]], ids=lambda t: f"{t['id']} {t['edition']}"
)
def test_every_row_names_what_exists_and_says_where_it_comes_from(table: dict[str, Any]) -> None:
    assert set(table["roles"]) <= {each.value for each in ROLES}
    assert set(table["grades"]) <= set("ABCDE")
    assert table["source"] and isinstance(table["verified"], bool)
    assert set(table.get("kinds", [])) <= {each.value for each in COURSE_KINDS} - {"awareness"}
    assert table.get("kind", "professional") in {each.value for each in CERTIFICATE_KINDS}
    datetime.date.fromisoformat(table["valid_from"])


def test_an_edition_begins_the_day_after_the_one_before_it() -> None:
    for rows in (TABLES["hours"], TABLES["certificates"]):
        for duty in {each["id"] for each in rows}:
            editions = [each for each in rows if each["id"] == duty]
            for older, newer in itertools.pairwise(editions):
                last = datetime.date.fromisoformat(older["valid_to"])
                assert newer["valid_from"] == (last + datetime.timedelta(days=1)).isoformat(), duty
            assert "valid_to" not in editions[-1]


def test_a_c_office_asks_twelve_hours_of_its_officers_and_three_of_everybody() -> None:
    assert asked("C", "security_staff", NOW) == {"security_staff": (12, 1)}
    assert asked("C", "it_staff", NOW) == {"it_staff_professional": (3, 2), "it_staff_general": (3, 1)}
    assert asked("C", "manager", NOW) == asked("C", "user", NOW) == {"users": (3, 1)}


def test_a_d_office_asks_its_it_staff_since_115_and_an_e_office_only_the_general_hours() -> None:
    assert set(asked("D", "it_staff", NOW)) == {"it_staff_professional", "it_staff_general"}
    assert set(asked("D", "it_staff", BEFORE)) == {"users"}
    assert set(asked("E", "it_staff", NOW)) == set(asked("E", "user", NOW)) == {"users"}


def test_year_108_asks_what_108_asked() -> None:
    [duty] = LAW.required_hours("C", ("it_staff",), FIRST)
    assert (duty.hours, duty.people, duty.who) == (12, 1, "資安及資訊人員")
    assert LAW.required_hours("C", ("user",), "2018-06-30") == ()


def test_professional_hours_never_count_as_general_ones() -> None:
    assert all(not ({"general"} < each.kinds) for each in LAW.hours)


def test_only_what_was_read_in_the_official_text_is_called_verified() -> None:
    assert not any(each.verified for each in LAW.hours)
    assert {each.id for each in LAW.certificates if each.verified and each.edition == "115.1.7"} == {
        "security_staff_professional",
        "security_staff_competency",
    }
    assert [each.kind for each in LAW.certificates if each.binds("C", NOW)] == ["professional", "competency"]
    assert not any(each.binds("D", NOW) for each in LAW.certificates)


def test_the_seed_with_six_hours_for_part_time_security_staff_asks_for_them() -> None:
    path = RESOURCES / "profiles" / "elementary-school-keelung-d.toml"
    extras = profile_from_table(tomllib.loads(path.read_text("utf-8"))).training
    assert asked("D", "security_staff", NOW, extras) == {"part_time_security": (6, 1), "users": (3, 1)}
    assert asked("D", "it_staff", NOW, extras) == {"part_time_security": (6, 1), "it_staff_general": (3, 1)}
    assert asked("D", "user", NOW, extras) == {"users": (3, 1)}
