"""What a grade asks of whom: one kind of staff a person, the edition of the day, the office's own on top."""

import pytest

from isms_desktop.domain.training_law import HoursDuty, TrainingLaw, hours_duty

USERS = hours_duty({"id": "users", "who": "一般使用者及主管", "roles": [], "kinds": ["general"], "hours": 3})
IT = hours_duty(
    {"id": "it", "who": "資訊人員", "roles": ["it_staff"], "grades": ["C"], "kinds": ["professional"], "hours": 3}
)
STRICTER = hours_duty(
    {"id": "own", "who": "資訊人員", "roles": ["it_staff"], "kinds": ["professional"], "hours": 6, "source": "本市"}
)


def law(*duties: HoursDuty) -> TrainingLaw:
    return TrainingLaw(duties, ())


def ids(found: tuple[HoursDuty, ...]) -> list[str]:
    return [each.id for each in found]


def test_everybody_is_one_kind_of_staff_the_first_that_fits() -> None:
    both = law(IT, USERS)
    assert ids(both.required_hours("C", ("it_staff", "manager"), "2026-12-31")) == ["it"]
    assert ids(both.required_hours("C", ("manager",), "2026-12-31")) == ["users"]
    assert ids(both.required_hours("C", (), "2026-12-31")) == ["users"]


def test_who_owes_nothing_particular_at_this_grade_is_like_everybody_else() -> None:
    assert ids(law(IT, USERS).required_hours("D", ("it_staff",), "2026-12-31")) == ["users"]


def test_an_office_that_asks_for_more_is_not_asked_for_less_as_well() -> None:
    assert ids(law(IT, USERS).required_hours("C", ("it_staff",), "2026-12-31", [STRICTER])) == ["own"]
    assert ids(law(IT, USERS).required_hours("C", ("user",), "2026-12-31", [STRICTER])) == ["users"]


@pytest.mark.parametrize(
    ("other", "covered"),
    [
        ({"hours": 6, "years": 1}, True),
        ({"hours": 2, "years": 2}, False),
        ({"hours": 12, "years": 2}, False),
        ({"kinds": ["professional", "general"], "hours": 12}, False),
    ],
)
def test_hours_are_covered_by_as_many_of_the_same_kinds_in_no_longer_time(
    other: dict[str, object], covered: bool
) -> None:
    table = {"id": "x", "who": "某", "roles": [], "kinds": ["professional"], "hours": 3, **other}
    assert hours_duty(table).covers(IT) is covered


def test_a_duty_binds_from_its_first_day_to_its_last() -> None:
    old = hours_duty(
        {"id": "it", "who": "資訊人員", "roles": [], "kinds": ["general"], "hours": 3, "valid_from": "2019-01-01"}
        | {"valid_to": "2026-01-06"}
    )
    assert [old.binds("C", day) for day in ("2018-12-31", "2019-01-01", "2026-01-06", "2026-01-07")] == [
        False,
        True,
        True,
        False,
    ]
