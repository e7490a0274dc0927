"""實施情形 as a clerk uses it: a part is chosen, written, compared with what the records say, and copied out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from isms_desktop.services import reports
from isms_desktop.services.years import current_year
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages.yearly.report import ReportView


@pytest.fixture
def view(window: MainWindow) -> ReportView:
    """The view of the practice office."""
    window.open_page("yearly", view="report")
    assert window.workspace is not None
    shown = window.workspace.current().top()
    assert isinstance(shown, ReportView)
    return shown


def choose(view: ReportView, number: str) -> None:
    view.list.pick(number)
    view.list.picked.emit(number)


def mark(view: ReportView, number: str) -> str:
    return view.list.rows.shown[view.list.rows.place_of(number)].mark


def test_a_part_shows_the_office_s_words_and_beside_them_those_of_the_records(view: ReportView) -> None:
    choose(view, "4.2")
    line = reports.line(view.office, view.year(), "4.2")
    assert view.title.text() == "4.2　經費之配置"
    assert view.text.raw() == line.own
    assert view.proposal.raw() == line.proposal
    assert "不同" in view.comparison.text()
    assert "經費" in view.law.text()
    assert [mark(view, number) for number in ("4.1", "4.2")] == ["建議", "已改"]


def test_what_is_typed_is_saved_when_the_clerk_goes_on(view: ReportView) -> None:
    choose(view, "3.1")
    assert view.text.raw() == ""
    view.text.setFocus()
    QTest.keyClicks(view.text, "CISO.")
    view.evidence.setFocus()
    assert reports.line(view.office, view.year(), "3.1").own == "CISO."
    assert mark(view, "3.1") == "已改"
    view.shell.undo()
    assert reports.line(view.office, view.year(), "3.1").own == ""
    assert view.text.raw() == ""


def test_the_proposal_is_taken_with_one_button_and_can_be_taken_back(view: ReportView) -> None:
    choose(view, "3.1")
    view.adopt.click()
    line = reports.line(view.office, view.year(), "3.1")
    assert view.text.raw() == line.own == line.proposal
    assert not view.adopt.isEnabled()
    assert mark(view, "3.1") == "已寫"
    view.shell.undo()
    assert view.text.raw() == ""
    assert view.adopt.isEnabled()


def test_all_that_is_missing_is_filled_at_once(view: ReportView) -> None:
    before = len(view.office.all("report_item"))
    own = reports.line(view.office, view.year(), "4.2").own
    view.fill.click()
    assert all(each.own for each in reports.lines(view.office, view.year())[:-1])
    assert reports.line(view.office, view.year(), "4.2").own == own
    view.shell.undo()
    assert len(view.office.all("report_item")) == before


def test_evidence_is_saved_beside_the_words(view: ReportView) -> None:
    choose(view, "4.2")
    view.evidence.setFocus()
    view.evidence.setText("預算書、契約")
    view.text.setFocus()
    assert reports.line(view.office, view.year(), "4.2").evidence == "預算書、契約"


def test_the_whole_report_is_copied_as_text(view: ReportView) -> None:
    view.copy.click()
    assert QGuiApplication.clipboard().text() == reports.as_text(view.office, view.year())


def test_another_year_shows_its_own_words(view: ReportView) -> None:
    choose(view, "1.1")
    view.years.show_year(current_year(view.office) - 1)
    assert view.text.raw() == reports.line(view.office, current_year(view.office) - 1, "1.1").own


def test_a_link_to_a_record_leads_to_its_part_and_year(view: ReportView) -> None:
    record = next(each for each in view.office.all("report_item") if each.year == current_year(view.office) - 1)
    view.jump(record_id=record.id)
    assert view.year() == record.year
    assert view.text.raw() == record.explanation


def test_the_keys_walk_through_the_parts(view: ReportView) -> None:
    choose(view, "2.1")
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.title.text().startswith("2.2")


def test_the_paper_is_one_button_away(view: ReportView, window: MainWindow) -> None:
    assert view.printable_form() == "implementation"
    view.print.click()
    assert window.workspace is not None
    assert window.workspace.current().printable_form() == "implementation"
