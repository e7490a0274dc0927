"""風險評估: a risk in four clicks, a matrix that filters, measures against a risk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import records, risks
from isms_desktop.services.years import current_year


@pytest.fixture
def page(window):
    window.open_page("risks")
    return window.workspace.current()


class Mouse:
    """Clicks, and counts them."""

    def __init__(self) -> None:
        self.clicks = 0

    def row(self, view, key) -> None:
        index = view.rows.index(view.rows.place_of(key))
        view.scrollTo(index)
        self._click(view.viewport(), view.visualRect(index).center())

    def button(self, button) -> None:
        assert button.isEnabled()
        self._click(button, button.rect().center())

    def _click(self, widget, place) -> None:
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def assess(page, window):
    page.jump(view="assess")
    return page.assess


def fresh_pair(window):
    """An asset with values, and an event that it has not been assessed for."""
    year = current_year(window.office)
    known = {(risk.asset, risk.event) for risk in window.office.all("risk") if risk.year == year}
    for asset in window.office.all("asset"):
        if asset.status == "in_use" and risks.weigh(window.office, asset, 3, 3).score:
            for threat in risks.events_for(window.office, asset):
                if (asset.id, threat.event) not in known:
                    return asset, threat
    raise AssertionError


def test_four_clicks_make_a_risk(assess, window):
    asset, threat = fresh_pair(window)
    before, mouse = len(window.office.all("risk")), Mouse()
    mouse.row(assess.assets, asset.id)
    mouse.row(assess.events, threat.id)
    mouse.button(assess.levels["likelihood"].buttons[2])
    assert len(window.office.all("risk")) == before
    mouse.button(assess.levels["impact"].buttons[3])
    assert mouse.clicks == 4
    [risk] = window.office.all("risk")[before:]
    assert (risk.asset, risk.event, risk.likelihood, risk.impact) == (asset.id, threat.event, 2, 3)
    assert risk.year == current_year(window.office)
    weight = risks.weigh(window.office, asset, 2, 3)
    assert assess.outcome.formula.text() == weight.formula
    assert assess.outcome.badge.text == f"{weight.band.label} {weight.score}"


def test_what_each_level_would_come_to_is_seen_before_it_is_chosen(assess, window):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[3].click()
    for level, button in assess.levels["impact"].buttons.items():
        weight = risks.weigh(window.office, asset, 3, level)
        assert f"風險值 {weight.score} {weight.band.label}" in button.accessibleName()


def test_another_level_changes_the_risk_instead_of_adding_one(assess, window):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[1].click()
    assess.levels["impact"].buttons[1].click()
    count = len(window.office.all("risk"))
    assess.levels["impact"].buttons[2].click()
    assert len(window.office.all("risk")) == count
    assert assess.risk().impact == 2
    window.undo()
    assert assess.risk().impact == 1 and assess.levels["impact"].buttons[1].isChecked()
    window.undo()
    assert assess.risk() is None


def test_assets_without_an_assessment_come_first(assess, window):
    waiting = [asset.id for asset in risks.unassessed_assets(window.office, current_year(window.office))]
    shown = [row.key for row in assess.assets.rows.shown if row.key]
    assert shown[: len(waiting)] == waiting
    assert assess.assets.key() == waiting[0]


def test_the_asset_search_looks_everywhere_in_the_row(assess, window, qtbot):
    asset = window.office.all("asset")[5]
    assess.search.setText(asset.number.lower())
    assert asset.id in {row.key for row in assess.assets.rows.shown}
    assess.search.setText("沒有這種東西")
    assert assess.assets.rows.rowCount() == 0


def test_the_number_keys_choose_a_level(assess, window, qtbot):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    for scale, key in (("likelihood", "1"), ("impact", "3")):
        assess.levels[scale].buttons[1].setFocus()
        qtbot.keyClicks(assess.levels[scale].buttons[1], key)
    assert (assess.risk().likelihood, assess.risk().impact) == (1, 3)


def test_all_assets_of_this_kind_alike_is_one_step(assess, window):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[1].click()
    assess.levels["impact"].buttons[2].click()
    alike = assess._alike()
    assert len(alike) > 1 and str(len(alike)) in assess.outcome.alike.text()
    before = len(window.office.all("risk"))
    assess.outcome.alike.click()
    year = current_year(window.office)
    made = {risk.asset for risk in window.office.all("risk") if risk.event == threat.event and risk.year == year}
    assert made >= {each.id for each in alike}
    window.undo()
    assert len(window.office.all("risk")) == before


def test_a_risk_that_was_taken_back_is_not_called_saved(assess, window):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[3].click()
    assess.levels["impact"].buttons[3].click()
    assert "已儲存" in assess.outcome.hint.text()
    window.undo()
    assert "已儲存" not in assess.outcome.hint.text() and assess.outcome.formula.text().count("？") >= 1
    assert not any(button.isChecked() for levels in assess.levels.values() for button in levels.buttons.values())
    assert assess.threat().id == threat.id


def test_a_choice_that_could_not_be_written_is_not_called_saved(assess, window):
    asset, threat = fresh_pair(window)
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[1].click()
    before = len(window.office.all("risk"))
    with window.office.store.worker() as other, other.action("匯入"):
        assess.levels["impact"].buttons[2].click()
        assert len(window.office.all("risk")) == before
        assert "還沒有儲存" in assess.outcome.hint.text()
    assess.levels["impact"].buttons[2].click()
    assert len(window.office.all("risk")) == before + 1
    with window.office.store.worker() as other, other.action("匯入"):
        assess.outcome.alike.click()
    assert "已用同樣的評分" not in window.workspace.messages.label.text()
    assert len(window.office.all("risk")) == before + 1


def test_the_next_asset_stands_below_its_heading(assess, window):
    assess.assets.scrollToBottom()
    assess.show_unassessed()
    heading = assess.assets.rows.index(0)
    assert assess.assets.rows.shown[0].key is None
    assert assess.assets.visualRect(heading).top() >= 0


@pytest.mark.parametrize(("view", "place"), [("list", "list.panel.view"), ("assess", "assess.assets")])
def test_the_keyboard_is_in_the_list_of_the_view(page, view, place):
    page.switch.show_view(view)
    wanted = page
    for name in place.split("."):
        wanted = getattr(wanted, name)
    assert page.focusProxy() is wanted


def test_a_high_risk_asks_for_a_response(assess, window):
    asset, threat = next(
        (asset, threat)
        for asset in window.office.all("asset")
        if asset.status == "in_use"
        and (weight := risks.weigh(window.office, asset, 3, 3)).band
        and window.office.rules.needs_improvement(weight.band)
        for threat in risks.events_for(window.office, asset)
    )
    assess.choose_asset(asset.id)
    assess.choose_event(threat.id)
    assess.levels["likelihood"].buttons[3].click()
    assess.levels["impact"].buttons[3].click()
    assert assess.outcome._response_row.isVisible()
    value, button = next(iter(assess.outcome.responses.items()))
    button.click()
    assert assess.risk().response == value and button.isChecked()
    assess.outcome.plan.click()
    page = window.workspace.current()
    assert page.switch.current() == "plans"
    assert threat.event in page.plans.about.text()


def test_an_event_of_ones_own_joins_the_list_and_is_chosen(assess, window):
    asset, _ = fresh_pair(window)
    assess.choose_asset(asset.id)
    own = assess.own_event
    own.open.click()
    for key, words in (("threat", "颱風淹水"), ("weakness", "主機在一樓"), ("event", "淹水後主機無法使用。")):
        own.lines[key].setText(words)
    own.add.click()
    threat = assess.threat()
    assert (threat.event, threat.built_in) == ("淹水後主機無法使用。", False)
    assert threat.code == "自訂-001"
    own.lines["threat"].setText("停電")
    own.add.click()
    assert assess.threat() is threat
    assert "空白" in window.workspace.messages.label.text()


def test_a_cell_of_the_matrix_filters_the_list(page, window):
    matrix = risks.matrix(window.office, page.year())
    place, cell = next((place, cell) for place, cell in matrix.cells.items() if cell.count)
    page.list.map.heatmap.cells[place].click()
    assert set(page.list.panel.model.rows.shown) == set(cell.risk_ids)
    page.list.map.heatmap.cells[place].click()
    assert len(page.list.panel.model.rows.shown) == len(page.list.panel.model.rows)


def test_clearing_the_filter_lets_go_of_the_cell(page, window):
    place = next(place for place, cell in page.list.map.heatmap.cells.items() if cell.count)
    page.list.show_cell(place)
    page.list.panel.filter_bar.only.click()
    assert page.list.map.heatmap.selected() is None


def test_the_matrix_follows_a_change_while_a_cell_is_chosen(page, window):
    place, cell = next((place, cell) for place, cell in page.list.map.heatmap.cells.items() if cell.count > 1)
    page.list.show_cell(place)
    count, doomed = cell.count, page.list.panel.model.rows.shown[0]
    window.changed(records.delete(window.office, "risk", [doomed], "刪除風險", with_dependents=True))
    assert page.list.map.heatmap.cells[place].count == count - 1 == len(page.list.panel.model.rows.shown)


def test_a_band_that_only_the_extreme_reaches_is_said(page, window):
    assert "高風險只有在可能性＝3、衝擊性＝3" in page.list.map.note.text()


def test_the_steps_lead_to_what_is_to_be_done(page, window):
    page.jump(focus="improve")
    due = {risk.id for risk in risks.improvement_due(window.office, page.year())}
    assert set(page.list.panel.model.rows.shown) == due
    risk = window.office.all("risk")[0]
    page.jump(record_id=risk.id)
    assert page.list.panel.current_id() == risk.id


def test_the_card_leads_back_to_the_four_steps(page, window, qtbot):
    risk = next(risk for risk in window.office.all("risk") if risk.year == page.year())
    page.list.go_to(risk.id)
    qtbot.waitUntil(page.list.weigh.isEnabled, timeout=2000)
    page.list.weigh.click()
    assert page.switch.current() == "assess"
    assert page.assess.asset().id == risk.asset


def test_measures_are_shown_with_their_risk(page, window):
    treatment = window.office.all("treatment")[0]
    page._plan(treatment.risk)
    shown = page.plans.panel.model.rows
    assert treatment.id in shown.shown
    assert {shown.record(each).risk for each in shown.shown} == {treatment.risk}
    page.plans.all.click()
    assert len(shown.shown) > 1


def test_another_year_has_its_own_risks(page, window):
    year = page.year()
    risk = next(risk for risk in window.office.all("risk") if risk.year == year)
    window.changed(records.change(window.office, "risk", {risk.id: {"year": year - 1}}, "改年度"))
    page.years.setCurrentIndex(page.years.findData(year - 1))
    assert risk.id in page.list.panel.model.rows.shown
    assert sum(cell.count for cell in page.list.map.heatmap.cells.values()) <= len(page.list.panel.model.rows)


def test_who_may_only_look_cannot_assess(window, qtbot):
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.main_window import MainWindow

    second = MainWindow(Settings())
    qtbot.addWidget(second)
    second.files.open_path(window.office.path)
    second.open_page("risks", view="assess")
    page = second.workspace.current()
    asset, threat = fresh_pair(second)
    page.assess.choose_asset(asset.id)
    page.assess.choose_event(threat.id)
    assert not page.start.isEnabled()
    assert not any(button.isEnabled() for button in page.assess.levels["impact"].buttons.values())
    second.close()


def test_the_office_rewords_a_level_and_adds_an_event_of_its_own(page, window, qtbot):
    page.jump(view="library")
    library = page.library
    library.switch.show_view("scales")
    scale = window.office.all("scale")[0]
    library.scales.panel.go_to(scale.id)
    library.scales.panel.model.setData(
        library.scales.panel.model.index(
            library.scales.panel.model.row_of(scale.id), library.scales.panel.columns.keys.index("meaning")
        ),
        "本機關自己的說法",
    )
    assert window.office.find("scale", scale.id).meaning == "本機關自己的說法"
    assert page.printable_form() == "asset_value_scale"
    library.switch.show_view("threats")
    own = {"asset_kind": "physical", "threat": "淹水", "weakness": "主機在一樓", "event": "颱風時一樓淹水。"}
    records.add(window.office, "threat", library.threats.panel.register.complete([own]), "新增自己的事件")
    made = window.office.all("threat")[-1]
    assert (made.code, made.built_in) == ("自訂-001", False)
    assert made in risks.events_for(window.office, next(a for a in window.office.all("asset") if a.category == "HW"))
