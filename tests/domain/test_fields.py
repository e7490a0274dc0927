"""The record kit: one declaration says everything about a record type."""

import dataclasses

import pytest

from isms_desktop.domain import fields as kit
from isms_desktop.domain.fields import Choice, Kind, Record, record
from isms_desktop.domain.scales import Scale


@record("lamp", "檯燈", identity=("number",), unit="盞")
class Lamp(Record):
    """A record type for these tests: every sort of field, a computed one in the middle."""

    number: str = kit.text("編號", required=True)
    watts: int | None = kit.integer("瓦數", default=40)
    bright = kit.computed("明亮", lambda lamp, around: (lamp.watts or 0) > around, unit="number")
    colours: tuple[str, ...] = kit.choices("顏色", (Choice("w", "白"),))
    bought_on: str = kit.date("購買日")


KIND = Lamp.record_type


def test_fields_come_in_the_order_of_the_declaration_and_the_note_last() -> None:
    assert [field.key for field in KIND.fields] == ["number", "watts", "bright", "colours", "bought_on", "note"]


def test_the_file_holds_everything_but_what_is_computed() -> None:
    assert [field.key for field in KIND.stored] == ["number", "watts", "colours", "bought_on", "note"]
    assert not KIND.field("bright").stored
    assert "bright" not in {each.name for each in dataclasses.fields(Lamp)}


def test_a_computed_field_is_worked_out_from_the_record_and_its_surroundings() -> None:
    bright = KIND.field("bright")
    assert bright.compute is not None
    assert bright.compute(Lamp.make(watts=60), 50) is True
    assert bright.compute(Lamp.make(), 50) is False


def test_a_new_record_holds_the_defaults_and_empty_values() -> None:
    lamp = Lamp.make(number="L-1")
    assert (lamp.id, lamp.number, lamp.watts, lamp.colours, lamp.bought_on, lamp.note) == (0, "L-1", 40, (), "", "")


def test_a_record_is_never_changed_only_replaced() -> None:
    lamp = Lamp.make(number="L-1")
    assert lamp.replace(watts=60) == Lamp.make(number="L-1", watts=60)
    assert lamp.watts == 40
    with pytest.raises(dataclasses.FrozenInstanceError):
        lamp.watts = 60  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        lamp.colour = "w"  # type: ignore[attr-defined]


def test_numbers_stand_to_the_right_computed_ones_too() -> None:
    assert [field.key for field in KIND.fields if field.numeric] == ["watts", "bright"]


def test_a_record_is_named_by_what_its_type_says() -> None:
    assert KIND.title_of(Lamp.make(number="L-1")) == "L-1"
    assert KIND.title_of(Lamp.make()) == ""


def test_a_title_shows_the_choice_as_people_read_it() -> None:
    assert Scale.record_type.title_of(Scale.make(scale="confidentiality", level=3)) == "機密性 3"
    assert Scale.record_type.title_of(Scale.make(scale="lost", level=0)) == "lost 0"


def test_an_unknown_field_is_a_bug_and_says_so() -> None:
    with pytest.raises(KeyError):
        KIND.field("volts")


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_field_of_each_kind_is_empty(kind: Kind) -> None:
    assert kit.empty_value(kind) in ("", (), None)
