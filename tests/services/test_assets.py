"""Assets: the next free number, what a new row can know by itself, what still waits for work."""

from typing import Any

import pytest

from isms_desktop.domain.profile import Numbering
from isms_desktop.services import assets, records
from isms_desktop.services.offices import Office


def _add(office: Office, *numbers: str) -> None:
    rows = [{"number": number, "category": "HW", "name": "電腦"} for number in numbers]
    records.add(office, "asset", rows, "新增")


def _proposed(office: Office, category: str, *others: str) -> Any:
    """The number of a new row without one, typed together with others that have theirs."""
    rows: list[dict[str, Any]] = [{"category": category}, *({"number": number} for number in others)]
    return assets.complete(office, rows)[0]["number"]


@pytest.mark.parametrize(
    ("used", "proposed"),
    [
        ((), "HW-001"),
        (("HW-001", "HW-002"), "HW-003"),
        (("HW-001", "HW-009"), "HW-010"),  # a gap may be a scrapped asset whose papers still bear the number
        (("hw-004",), "HW-005"),
        (("ＨＷ－００６",), "HW-007"),
        (("HW-0041",), "HW-042"),
        (("HW-999",), "HW-1000"),
        (("HW_007", "HW008", "HW-一", "HW-00A", "XHW-050", "SW-020"), "HW-001"),
    ],
)
def test_the_next_free_number_is_one_above_the_highest(
    used: tuple[str, ...], proposed: str, empty_office: Office
) -> None:
    _add(empty_office, *used)
    assert _proposed(empty_office, "HW") == proposed
    _add(empty_office, proposed)


def test_numbering_is_the_profiles_own(desk: Office) -> None:
    profile = desk.rules.profile._replace(numbering=Numbering(digits=4, separator=""))
    desk._rules = desk.rules._replace(profile=profile)
    assert _proposed(desk, "HW") == "HW0001"
    _add(desk, "HW0007")
    assert _proposed(desk, "HW") == "HW0008"


def test_rows_not_yet_written_count_as_well(desk: Office) -> None:
    assert _proposed(desk, "HW", "HW-005") == "HW-006"


def test_a_blank_asset_has_everything_that_can_be_proposed(desk: Office) -> None:
    records.change(desk, "agency", {1: {"department": "資料股"}}, "改機關資料")
    [blank] = assets.complete(desk, [{"category": "SW"}])
    assert blank == {
        "number": "SW-002", "category": "SW", "quantity": 1, "status": "in_use", "department": "資料股",
    }  # fmt: skip


def test_pasted_rows_get_numbers_of_their_own_and_a_category_from_their_code(desk: Office) -> None:
    rows: list[dict[str, Any]] = [
        {"name": "甲", "category": "HW"},
        {"name": "乙", "category": "HW", "number": ""},
        {"name": "丙", "number": "sw-030"},
        {"name": "丁", "category": "SW"},
        {"name": "戊"},
    ]
    done = assets.complete(desk, rows)
    assert [row.get("number") for row in done] == ["HW-003", "HW-004", "sw-030", "SW-031", None]
    assert [row.get("category") for row in done] == ["HW", "HW", "SW", "SW", None]
    assert rows[0] == {"name": "甲", "category": "HW"}


def test_what_still_lacks_a_value_or_a_label(desk: Office) -> None:
    assert [asset.number for asset in assets.unvalued(desk)] == ["SW-001"]
    assert [asset.number for asset in assets.unlabelled(desk)] == ["HW-001", "HW-002"]
    records.change(
        desk, "asset", {1: {"confidentiality": "由上級訂之", "labelled": True}, 2: {"status": "scrapped"}}, "x"
    )
    assert [asset.number for asset in assets.unvalued(desk)] == ["HW-001", "SW-001"]
    assert assets.unlabelled(desk) == []
