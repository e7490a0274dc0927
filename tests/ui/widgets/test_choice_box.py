"""Lists to choose from that change under the clerk's hands."""

import pytest

from isms_desktop.ui.widgets.choice_box import YearBox


@pytest.fixture
def box(qtbot) -> YearBox:
    made = YearBox(115)
    qtbot.addWidget(made)
    return made


def test_without_a_choice_this_year_is_meant(box: YearBox) -> None:
    assert box.year() == 115 and box.accessibleName() == "年度"


def test_another_year_is_kept_when_the_list_grows_and_nobody_is_told(box: YearBox) -> None:
    box.set_years([116, 115, 114])
    assert box.year() == 115
    box.show_year(114)
    told: list[int] = []
    box.currentIndexChanged.connect(told.append)
    box.set_years([117, 116, 115, 114])
    assert (box.year(), box.currentText(), told) == (114, "114 年度", [])
    box.set_years([117, 116])
    assert box.year() == 117


def test_a_year_that_is_not_there_is_not_shown(box: YearBox) -> None:
    box.set_years([115, 114])
    box.show_year(99)
    assert box.year() == 115
