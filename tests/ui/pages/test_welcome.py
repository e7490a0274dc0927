"""Three questions make an office."""

import pytest

from isms_desktop.ui.pages.welcome import WelcomePage
from isms_desktop.ui.workspace import Workspace
from tests.ui.conftest import settle


@pytest.fixture
def page(empty_window, qtbot) -> WelcomePage:
    empty_window.files.new_office()
    empty_window.show()
    return empty_window.room()


def test_a_new_office_is_made_with_the_chosen_profile(page, empty_window, qtbot, home):
    place = next(place for place, button in enumerate(page.profiles.buttons()) if "國民小學" in button.text())
    page.profiles.button(place).click()
    qtbot.keyClicks(page.name, "Songjian Elementary")
    assert page.path.text() == str(home / "documents" / "Songjian Elementary.isms")
    page.make.click()
    settle(qtbot, empty_window)
    assert isinstance(empty_window.room(), Workspace)
    agency = empty_window.office.agency
    assert (agency.name, agency.profile) == ("Songjian Elementary", "elementary-school-d")
    assert empty_window.settings.recent == (str(empty_window.office.path),)


def test_every_profile_is_offered_with_what_it_is(page):
    assert len(page.profiles.buttons()) == 5
    assert all(button.text() and button.accessibleDescription() for button in page.profiles.buttons())


def test_without_a_name_nothing_is_made_and_the_field_says_why(page, empty_window):
    page.make.click()
    assert not page.name_problem.isHidden() and page.name.hasFocus()
    assert not empty_window.jobs.running


def test_a_file_that_is_there_is_never_written_over(page, tmp_path, empty_window):
    there = tmp_path / "有了.isms"
    there.write_bytes(b"precious")
    page.name.setText("某國小")
    page.path.setText(str(there))
    page.make.click()
    assert not page.path_problem.isHidden()
    assert there.read_bytes() == b"precious" and not empty_window.jobs.running


def test_a_bare_name_goes_to_the_documents(page, empty_window, qtbot, home):
    page.name.setText("某國小")
    page.path.setText("資安")
    page.make.click()
    settle(qtbot, empty_window)
    assert empty_window.office.path == home / "documents" / "資安.isms"


def test_a_name_without_end_is_said_in_words(page, empty_window, qtbot, tmp_path):
    page.name.setText("某國小")
    page.path.setText(str(tmp_path / ("長" * 200 + ".isms")))
    page.make.click()
    settle(qtbot, empty_window)
    assert "太長" in page.messages.label.text()


def test_a_place_of_ones_own_stays_when_the_name_changes(page, qtbot):
    page.path.clear()
    qtbot.keyClicks(page.path, "/tmp/mine.isms")
    page.name.setText("某國小")
    assert page.path.text() == "/tmp/mine.isms"
    page.path.selectAll()
    qtbot.keyClicks(page.path, " ")
    assert page.path.text().endswith("某國小.isms")


def test_a_folder_that_cannot_be_made_is_said_in_words(page, tmp_path, empty_window, qtbot):
    (tmp_path / "檔案").write_bytes(b"")
    page.name.setText("某國小")
    page.path.setText(str(tmp_path / "檔案" / "某國小.isms"))
    page.make.click()
    settle(qtbot, empty_window)
    assert page.messages.kind == "error" and not page.messages.isHidden()


def test_the_practice_office_opens_filled(page, empty_window, qtbot):
    empty_window.files.practise()
    settle(qtbot, empty_window)
    assert len(empty_window.office.all("asset")) >= 40


def test_over_an_open_office_there_is_a_way_back(window, qtbot):
    workspace = window.workspace
    window.files.new_office()
    assert isinstance(window.room(), WelcomePage)
    window.show_workspace()
    assert window.room() is workspace
