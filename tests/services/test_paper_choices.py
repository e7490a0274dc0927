"""Which records a paper can be printed for, without working out the paper."""

import pytest

from isms_desktop.services import paper_choices, printing


@pytest.mark.parametrize("form", ["year_summary", "asset_register", "implementation"])
def test_a_paper_is_not_worked_out_to_know_its_records(office, form, monkeypatch):
    """A window asks this while somebody walks through the list; the summary of a year takes as long as the paper."""
    monkeypatch.setattr(printing, "inputs_of", lambda *_args, **_more: pytest.fail("that is for the job"))
    kind = printing.info(office, form).kind
    found = paper_choices.records_of(office, form)
    assert [each.id for each in found] == ([each.id for each in office.all(kind)] if kind else [])


def test_a_paper_for_each_of_its_records_offers_those_that_it_prints(office):
    people = paper_choices.records_of(office, "staff_pledge")
    assert {each.id for each in people} <= {each.id for each in office.all("person")} and people
