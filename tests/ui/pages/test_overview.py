"""總覽 counts, and leads to where the work is done."""

from PySide6.QtWidgets import QLabel

from isms_desktop.services import overview, records
from isms_desktop.ui.pages.overview.page import CountCard, StepRow


def test_the_numbers_are_those_of_the_file(window):
    page = window.workspace.current()
    shown = {card.accessibleName() for card in page.findChildren(CountCard) if not card.isHidden()}
    assert shown == {f"{count.label} {count.number}" for count in overview.summary(window.office).counts}


def test_a_number_follows_a_change(window):
    asset = window.office.all("asset")[-1]
    count = len(window.office.all("asset"))
    window.changed(records.delete(window.office, "asset", [asset.id], "刪除", with_dependents=True))
    cards = [card.accessibleName() for card in window.workspace.current().findChildren(CountCard)]
    assert f"資產 {count - 1}" in cards[-4:]


def test_each_step_has_a_button_that_goes_there(window, qtbot):
    steps = overview.summary(window.office).next_steps
    rows = [row for row in window.workspace.current().findChildren(StepRow) if row.isVisible()]
    assert [row.button.accessibleName() for row in rows] == [f"開始：{step.text}" for step in steps]
    where = next(place for place, step in enumerate(steps) if step.page == "risks")
    rows[where].button.click()
    assert window.workspace.current().page_id == "risks"


def test_an_empty_office_is_told_to_begin_with_its_assets(empty_window, empty_office, qtbot):
    empty_office.close()
    empty_window.files.open_path(empty_office.path)
    empty_window.show()
    page = empty_window.workspace.current()
    assert any("資產清冊" in label.text() for label in page.findChildren(StepRow)[0].findChildren(QLabel))


def test_a_cell_of_the_small_matrix_opens_the_list_with_those_risks(window):
    page = window.workspace.current()
    place, cell = next((place, cell) for place, cell in page.heatmap.cells.items() if cell.count)
    cell.click()
    risks = window.workspace.current()
    assert risks.page_id == "risks"
    assert risks.list.map.heatmap.selected() == place
    assert len(risks.list.panel.model.rows.shown) == cell.count
