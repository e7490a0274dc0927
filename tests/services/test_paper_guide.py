"""What papers need that is worked out first."""

from isms_desktop.services import paper_guide, records
from isms_desktop.services.offices import Office


def test_a_review_printed_alone_still_knows_what_the_one_before_left(empty_office: Office) -> None:
    rows = [
        {"held_on": "2025-12-17", "chair": "羅秋蘋", "follow_up": "計畫修正"},
        {"held_on": "2026-10-28", "chair": "羅秋蘋"},
    ]
    records.add(empty_office, "meeting", rows, "新增審查")
    second = empty_office.all("meeting")[1].id
    found = paper_guide.worked_out(empty_office, "management_review", 115, blank=False)
    assert found["previous_meeting"] == [{"meeting": second, "follow_up": "計畫修正"}]
    assert paper_guide.worked_out(empty_office, "management_review", 115, blank=True)["previous_meeting"] == []


def test_a_paper_that_needs_nothing_gets_nothing(empty_office: Office) -> None:
    assert paper_guide.worked_out(empty_office, "team", 115, blank=False) == {}
