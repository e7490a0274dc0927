"""Ctrl and the mouse wheel, over every kind of page."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QAbstractScrollArea

from isms_desktop.ui.wheel import ZoomWheel
from tests.ui.conftest import settle

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def turning(window):
    """The window as it is some milliseconds after it has been shown."""
    ZoomWheel(window, window.menus.zoom)
    return window


def turn(window, widget, angle: int, keys=CTRL) -> None:
    """Turn the wheel over the middle of a widget, as the system does: the event goes to the system's window."""
    place = QPointF(widget.mapTo(window, widget.rect().center()))
    event = QWheelEvent(
        place, QPointF(window.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(window.windowHandle(), event)


def scrolled(window) -> list[int]:
    return [area.verticalScrollBar().value() for area in window.findChildren(QAbstractScrollArea) if area.isVisible()]


@pytest.mark.parametrize("page", ["overview", "assets", "risks", "people", "yearly"])
def test_ctrl_and_the_wheel_change_the_text_size_and_scroll_nothing(turning, page, qtbot):
    turning.open_page(page)
    settle(qtbot, turning)
    area = turning.workspace.current().findChildren(QAbstractScrollArea)[0]
    assert not any(scrolled(turning))
    turn(turning, area.viewport(), -120)
    qtbot.waitUntil(lambda: turning.settings.text_size == 90)
    turn(turning, area.viewport(), 240)
    qtbot.waitUntil(lambda: turning.settings.text_size == 110)
    assert not any(scrolled(turning))


def test_over_a_table_the_wheel_alone_scrolls_and_changes_nothing(turning, qtbot):
    turning.resize(1366, 400)
    turning.open_page("assets")
    view = turning.workspace.current().top().panel.view
    turn(turning, view.viewport(), -120, NONE)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    place = view.verticalScrollBar().value()
    turn(turning, view.viewport(), -120)
    qtbot.waitUntil(lambda: turning.settings.text_size == 90)
    assert view.verticalScrollBar().value() in (place, view.verticalScrollBar().maximum())


def test_many_notches_at_once_are_one_step_that_far(turning, qtbot, monkeypatch):
    sizes = []
    monkeypatch.setattr(turning, "set_text_size", lambda size: sizes.append(size))
    for _ in range(3):
        turn(turning, turning.workspace, 120)
    qtbot.waitUntil(lambda: bool(sizes))
    assert sizes == [150]


def test_the_parts_of_a_notch_that_a_touch_pad_sends_add_up(turning, qtbot):
    for _ in range(7):
        turn(turning, turning.workspace, 15)
    qtbot.wait(60)
    assert turning.settings.text_size == 100
    turn(turning, turning.workspace, 15)
    qtbot.waitUntil(lambda: turning.settings.text_size == 110)


@pytest.mark.parametrize(("steps", "size"), [(1, 110), (-1, 90), (2, 125), (99, 200), (-99, 90), (0, 100)])
def test_the_text_grows_no_further_than_there_are_sizes(window, steps, size):
    window.menus.zoom(steps)
    assert window.settings.text_size == size


def test_over_the_paper_the_paper_grows_and_the_text_stays(turning, qtbot):
    turning.open_page("forms", form="staff_pledge")
    page = turning.workspace.current().top()
    qtbot.waitUntil(lambda: page.preview.pages() > 0, timeout=20_000)
    settle(qtbot, turning)
    preview = page.preview
    before = preview.view.verticalScrollBar().maximum()
    turn(turning, preview, 120)
    qtbot.waitUntil(lambda: preview.view.zoomMode() == QPdfView.ZoomMode.Custom)
    assert preview.view.verticalScrollBar().maximum() > before
    larger = preview.view.zoomFactor()
    turn(turning, preview, -240)
    qtbot.waitUntil(lambda: preview.view.zoomFactor() < larger)
    assert turning.settings.text_size == 100
    page.zoom._group.buttons()[0].click()
    assert preview.view.zoomMode() == QPdfView.ZoomMode.FitToWidth
