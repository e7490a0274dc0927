"""The tabs, their registers and their papers name only what exists."""

import ast
from pathlib import Path

import pytest

from isms_desktop import ui
from isms_desktop.domain.catalog import KINDS
from isms_desktop.ui.pages import PAGES, PageEntry, place_of
from isms_desktop.ui.pages.registers_page import RegistersPage

WITHOUT_A_REGISTER = {"agency", "attachment"}
"""The office itself has its own sheet; attachments stand on the card of their record."""

SHOWN_IN_PART = {"answers"}
"""Answers have no list of their own: they are shown in the filled checklist of their audit."""

# The ids of the official papers as the project lays them down: most of them get their file in `forms/` later, and until
# then nothing else would notice a misspelt one.
PAPERS = frozenset({
    "team", "staff_pledge", "request", "asset_register", "asset_labels", "asset_value_scale",
    "likelihood_impact_scale", "threat_map", "risk_assessment", "risk_matrix", "risk_treatment", "risk_responses",
    "system_register", "system_baseline", "core_business", "other_business", "harmful_products", "disposal",
    "access_log", "remote_access", "account_review", "room_log", "vendor_pledge", "vendor_nda", "vendor_audit",
    "training_plan", "sign_in", "training_hours", "audit_plan", "audit_items", "audit_results", "self_audit",
    "auditor_pledge", "audit_improvement", "improvement_tracking", "management_review", "incident_report",
    "incident_review", "incident_procedure", "intelligence", "drill", "implementation", "plan", "objectives",
    "context", "communication", "documents", "year_plan", "year_summary", "handover",
})  # fmt: skip

every_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.page_id)


def test_every_register_has_one_place() -> None:
    shown = [kind for entry in PAGES for kind in entry.shows]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(KINDS) - WITHOUT_A_REGISTER
    assert all(place_of(kind) == ("", "") for kind in WITHOUT_A_REGISTER)


@every_page
def test_a_page_is_called_as_its_tab_and_has_the_views_that_lead_to_it(entry: PageEntry) -> None:
    page = entry.load()
    assert (page.page_id, page.title) == (entry.page_id, entry.title)
    assert set(entry.shows) <= page.kinds
    if issubclass(page, RegistersPage):
        names = [each.name for each in page.entries]
        assert len(names) == len(set(names))
        assert set(entry.shows.values()) - {"", *names} <= SHOWN_IN_PART


def _papers_named(tree: ast.AST) -> set[str]:
    """What ``form=`` says, and every word that a ``printable_form`` can give back."""
    found = {
        keyword.value.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "form" and isinstance(keyword.value, ast.Constant)
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == "printable_form":
            for given in (each for each in ast.walk(function) if isinstance(each, ast.Return) and each.value):
                found |= {each.value for each in _results(given.value)}
    return {str(each) for each in found} - {""}


def _results(value: ast.AST | None) -> list[ast.Constant]:
    match value:
        case ast.Constant():
            return [value]
        case ast.IfExp():
            return _results(value.body) + _results(value.orelse)
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=[_, usual]):
            return [each for one in (*values, usual) for each in _results(one)]
    return []


def test_a_page_prints_only_papers_that_there_are() -> None:
    named: set[str] = set()
    for path in Path(ui.__file__).parent.rglob("*.py"):
        named |= _papers_named(ast.parse(path.read_text("utf-8")))
    assert named <= PAPERS
    assert {"vendor_audit", "audit_items", "system_baseline", "threat_map", "team"} <= named  # each way of saying it


def test_the_keys_are_for_the_register_that_was_asked_for(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("vendors")
    window.open_page("vendors", view="contracts")
    view = window.workspace.current().top()
    assert view.panel.view.hasFocus()
