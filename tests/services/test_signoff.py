"""Whose seals stand on which paper."""

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.signoff import DEFAULT, MOST, chains, parse_cells, set_chain


def cells(office: Office, form: str) -> tuple[str, ...]:
    return next(each.cells for each in chains(office) if each.form == form)


def test_an_office_that_has_decided_nothing_follows_the_official_forms(empty_office: Office) -> None:
    first, *papers = chains(empty_office)
    assert (first.form, first.title, first.cells) == ("", DEFAULT, empty_office.rules.profile.signoff)
    assert cells(empty_office, "team") == ("資通安全長",)
    assert cells(empty_office, "audit_improvement") == ("單位主管", "資通安全長")
    assert not any(each.own for each in papers)


def test_one_paper_is_decided_and_given_back(empty_office: Office) -> None:
    set_chain(empty_office, "資通安全推動小組成員及分工表", ["承辦人", " 主任 ", "", "所長"])
    assert cells(empty_office, "team") == ("承辦人", "主任", "所長")
    assert cells(empty_office, "audit_improvement") == ("單位主管", "資通安全長")
    set_chain(empty_office, "資通安全推動小組成員及分工表", [])
    assert cells(empty_office, "team") == ("資通安全長",)
    assert empty_office.agency.signoff_chains == ""


def test_the_default_holds_for_every_paper_without_its_own(empty_office: Office) -> None:
    set_chain(empty_office, "資通安全推動小組成員及分工表", ["所長"])
    set_chain(empty_office, DEFAULT, ["承辦人", "所長"])
    assert empty_office.agency.signoff_chains.splitlines()[0] == "預設：承辦人、所長"
    assert cells(empty_office, "team") == ("所長",)
    assert cells(empty_office, "audit_improvement") == ("承辦人", "所長")


def test_lines_that_somebody_typed_by_hand_stay(empty_office: Office) -> None:
    typed = "舊表單:甲,乙\n資通安全推動小組成員及分工表:丙"
    records.change(empty_office, "agency", {empty_office.agency.id: {"signoff_chains": typed}}, "手寫")
    set_chain(empty_office, "資通安全推動小組成員及分工表", ["丁"])
    assert empty_office.agency.signoff_chains.splitlines() == ["舊表單:甲,乙", "資通安全推動小組成員及分工表：丁"]


def test_it_can_be_undone(empty_office: Office) -> None:
    set_chain(empty_office, DEFAULT, ["所長"])
    records.undo(empty_office)
    assert cells(empty_office, "") == empty_office.rules.profile.signoff


def test_more_officers_than_a_page_has_room_for_are_refused(empty_office: Office) -> None:
    with pytest.raises(UserError, match="紙上排不下"):
        set_chain(empty_office, DEFAULT, [f"第{number}" for number in range(MOST + 1)])


def test_a_typed_line_is_divided_at_commas_of_any_kind() -> None:
    assert parse_cells("承辦人、單位主管，所長, ") == ("承辦人", "單位主管", "所長")
    assert parse_cells("、 ，") == ()
