"""The matrix for eyes, keyboard and screen reader alike."""

import pytest
from PySide6.QtCore import Qt

from isms_desktop.services.library import methods
from isms_desktop.services.risks import Cell, Matrix
from isms_desktop.ui.theme import BAND_COLOURS, DARK, contrast
from isms_desktop.ui.widgets.heatmap import HeatMap


def matrix(**counts) -> Matrix:
    cells = {(a, b): Cell() for a in (1, 2, 3) for b in (1, 2, 3)}
    cells[3, 3] = Cell((7, 8, 9), ("HW-001",), {"high": 2, "medium": 1})
    cells[1, 2] = Cell((5,), ("SW-001",), {"low": 1})
    return Matrix((1, 2, 3), (1, 2, 3), cells, {"low": 1, "medium": 1, "high": 2}, 0)


@pytest.fixture
def heatmap(qtbot):
    made = HeatMap()
    qtbot.addWidget(made)
    made.set_matrix(matrix(), methods()["cia-sum"], {("likelihood", 1): "低"})
    made.resize(480, 360)
    made.show()
    return made


def colour(cell):
    return cell.grab().toImage().pixelColor(6, 6).name()


def test_a_cell_is_coloured_by_its_most_serious_risk_and_says_so_in_words(heatmap):
    cell = heatmap.cells[3, 3]
    assert colour(cell) == BAND_COLOURS["high"].lower()
    assert cell.accessibleName() == "可能性 3、衝擊性 3：3 筆，高風險 2 筆、中風險 1 筆"
    assert colour(heatmap.cells[1, 2]) == BAND_COLOURS["low"].lower()


def test_an_empty_cell_shows_faintly_the_worst_that_could_be(heatmap):
    empty = heatmap.cells[2, 3]
    assert colour(empty) not in {each.lower() for each in BAND_COLOURS.values()}
    assert empty.accessibleName() == "可能性 2、衝擊性 3：0 筆"


def test_likelihood_rises_to_the_right_and_impact_upwards_as_on_the_paper(heatmap):
    low, right, up = (heatmap.cells[place].pos() for place in ((1, 1), (3, 1), (1, 3)))
    assert right.x() > low.x() and right.y() == low.y()
    assert up.y() < low.y() and up.x() == low.x()


def test_a_click_chooses_a_second_one_lets_go_and_an_empty_cell_does_nothing(heatmap, qtbot):
    heard = []
    heatmap.chosen.connect(heard.append)
    qtbot.mouseClick(heatmap.cells[3, 3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(heatmap.cells[3, 3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(heatmap.cells[2, 2], Qt.MouseButton.LeftButton)
    assert heard == [(3, 3), None, None]
    assert heatmap.selected() is None


def test_the_arrow_keys_walk_and_space_chooses(heatmap, qtbot):
    heatmap.cells[1, 1].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):
        qtbot.keyClick(heatmap.focusWidget(), key)
    assert heatmap.cells[3, 3].hasFocus()
    qtbot.keyClick(heatmap.focusWidget(), Qt.Key.Key_Space)
    assert heatmap.selected() == (3, 3)
    qtbot.keyClick(heatmap.focusWidget(), Qt.Key.Key_Escape)
    assert heatmap.selected() is None


def test_words_on_a_band_can_be_read():
    assert all(contrast(DARK.on(band), band) >= 4.5 for band in BAND_COLOURS.values())
