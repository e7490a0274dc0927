"""Makes 快速上手: pictures of a window that nobody sees, over a practice office of its own, and the two pages.

It is a program of its own (``isms-desktop guide``), also for the menu: colours and size of letters belong to the whole
program in Qt, and the pictures are light and of the usual size whatever the clerk's own window looks like. It reads no
settings and keeps none.
"""

import dataclasses
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QMenu, QWidget

from isms_desktop.services import guide, offices
from isms_desktop.services.guide import Mark, Shot
from isms_desktop.services.settings import Settings
from isms_desktop.ui import theme
from isms_desktop.ui.application import make_application
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages.assets import AssetsView
from isms_desktop.ui.pages.forms.papers import PapersView
from isms_desktop.ui.pages.registers_page import RegistersPage
from isms_desktop.ui.pages.risks.page import RisksPage
from isms_desktop.ui.pages.welcome import WelcomePage
from isms_desktop.ui.screenshots import rest
from isms_desktop.ui.shell import Page
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.about import KEYS

PROFILE = "elementary-school-d"
_SHARP = 2
"""Pixels of a picture for one of the window: from 200 to 400 dots an inch on paper."""
_BROAD = 2.65
"""Width of a picture beside words for its height."""


def make(target: Path, own: Path | None = None) -> int:
    """Make the guide as PDF in this file; the number of pages. ``own``: the office whose year is on the second page.

    Raises UserError when the office cannot be opened or the file cannot be written.
    """
    app = make_application()
    theme.apply(app, "light", 100)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        practice = Path(folder) / "練習用機關.isms"
        name = offices.practice_name(PROFILE)
        offices.create_office(practice, profile=PROFILE, name=name, sample=True).close()
        stage = _Stage()
        try:
            shots = {name: _take(stage, size, take, practice) for name, (size, take) in _SHOTS.items()}
        finally:
            stage.close()
        office = offices.open_office(own or practice, read_only=True)
        try:
            return guide.write(office, shots, keys(), target)
        finally:
            office.close()


class _Stage(MainWindow):
    """A window that is never on the screen and keeps no settings."""

    def __init__(self) -> None:
        super().__init__(Settings(theme="light"))
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)

    def remember(self, **values: object) -> None:
        """For itself only."""
        self.settings = dataclasses.replace(self.settings, **values)  # type: ignore[arg-type]

    def close_office(self) -> None:
        """As the window does, but the attachments that the clerk's own window has opened stay where they are."""
        if self.office is not None and self.workspace is not None:
            office, workspace = self.office, self.workspace
            self.office = self.workspace = None
            self.leave_room(workspace)
            office.close()

    def page(self, page_id: str, **where: object) -> Page:
        """The page of that name, on top, showing ``where``, and painted."""
        self.open_page(page_id, **where)
        rest(self)
        assert self.workspace is not None
        return self.workspace.current()


_Taking: TypeAlias = Callable[[_Stage, Path], Shot]


def _take(stage: _Stage, size: QSize, take: _Taking, practice: Path) -> Shot:
    stage.resize(size)
    stage.show()
    return take(stage, practice)


def keys() -> list[tuple[str, str]]:
    """The keys that a beginner needs."""
    return [each for each in KEYS if each[0].split("、")[0] in _FIRST_KEYS]


_FIRST_KEYS = ("F1", "Ctrl+Z", "Ctrl+F", "Ctrl+K", "Ctrl+P", "Ctrl+C", "Ctrl+D", "F2 或直接打字", "Ctrl++")


# The pictures


def _new_office(stage: _Stage, _practice: Path) -> Shot:
    stage.files.new_office()
    page = stage.room()
    assert isinstance(page, WelcomePage)
    page.name.setText("晴嵐市松澗國民小學")
    page.path.setText("D:\\資安\\晴嵐市松澗國民小學.isms")
    rest(stage)
    card = page.make.parentWidget()
    assert card is not None
    top = page.name.y() - 5 * GRID
    area = QRect(0, top, card.width(), page.make.geometry().bottom() + GRID - top)
    return _grab(card, area, ("1", page.name, None), ("2", page.make, None))


def _assets(stage: _Stage, practice: Path) -> Shot:
    stage.files.open_path(practice)
    page = stage.page("assets")
    assert isinstance(page, RegistersPage)
    view = page.top()
    assert isinstance(view, AssetsView)
    table = view.panel.view
    first = table.visualRect(table.model().index(0, 0))
    cells = QRect(first.left(), first.top(), table.viewport().width() - 2, 3 * first.height())
    area = QRect(0, 0, page.width(), _corner(table.viewport(), page).y() + 4 * first.height())
    return _grab(page, area, ("1", table.viewport(), cells), ("2", view.import_button, None))


def _risks(stage: _Stage, _practice: Path) -> Shot:
    page = stage.page("risks", view="assess")
    assert isinstance(page, RisksPage) and stage.office is not None
    panel = page.assess
    risk = next(each for each in stage.office.all("risk") if each.year == page.year() and each.likelihood == 2)
    panel.show_risk(risk)
    rest(stage)
    for each in (panel.assets, panel.events):
        each.scrollTo(each.currentIndex(), each.ScrollHint.PositionAtCenter)
    rest(stage)
    rows = [(each.viewport(), each.visualRect(each.currentIndex())) for each in (panel.assets, panel.events)]
    chosen = {"likelihood": risk.likelihood, "impact": risk.impact}
    levels = [(panel.levels[scale].buttons[level], None) for scale, level in chosen.items()]
    marks = [(str(number), *each) for number, each in enumerate((*rows, *levels), 1)]
    lowest = max(
        _corner(each, page, below=True).y() for scale in panel.levels.values() for each in scale.buttons.values()
    )
    top = _corner(panel, page).y() - GRID
    return _grab(page, QRect(GRID, top, page.width() - 2 * GRID, lowest + GRID - top), *marks)


def _forms(stage: _Stage, _practice: Path) -> Shot:
    page = stage.page("forms", form="risk_assessment")
    assert isinstance(page, RegistersPage)
    view = page.top()
    assert isinstance(view, PapersView) and view.tools is not None
    page.header.purpose.clear()
    left = _corner(view.preview, page).x() - GRID
    top = _corner(view.print, page).y() - GRID
    area = QRect(left, top, page.width() - left, round((page.width() - left) / _BROAD))
    both = view.save.geometry().united(view.print.geometry())
    shot = _grab(page, area, ("2", view.tools, both))
    return dataclasses.replace(shot, marks=tuple(dataclasses.replace(each, below=True) for each in shot.marks))


def _menu(stage: _Stage, _practice: Path) -> Shot:
    menu = stage.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.resize(menu.sizeHint())
    places = {each.text(): menu.actionGeometry(each) for each in menu.actions()}
    data, away, back, last = (
        next(place for text, place in places.items() if text.startswith(words))
        for words in ("機關資料", "備份到其他地方", "由備份還原", "列印本頁表單")
    )
    area = QRect(0, data.top(), menu.width(), last.bottom() + 2 - data.top())
    return _grab(menu, area, ("2", menu, away), ("3", menu, back))


_SHOTS: Mapping[str, tuple[QSize, _Taking]] = {
    "create": (QSize(900, 900), _new_office),
    "assets": (QSize(860, 560), _assets),
    "risks": (QSize(1180, 760), _risks),
    "forms": (QSize(940, 640), _forms),
    "backup": (QSize(940, 640), _menu),
}
"""Picture → how large the window is for it, and what takes it; in this order, each stands on what was opened before."""


def _corner(widget: QWidget, root: QWidget, *, below: bool = False) -> QPoint:
    """The upper left corner of a widget, or the lower one, in ``root``."""
    return widget.mapTo(root, QPoint(0, widget.height() if below else 0))


def _grab(widget: QWidget, area: QRect, *marked: tuple[str, QWidget, QRect | None]) -> Shot:
    """That part of a widget, sharper than a screen shows it; ``marked``, or a part of it, get their number there."""
    picture = QPixmap(area.size() * _SHARP)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(Qt.GlobalColor.white)
    widget.render(picture, QPoint(), QRegion(area))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    marks = []
    for number, each, part in marked:
        place = part or each.rect()
        corner = (each.mapTo(widget, place.topLeft()) if each is not widget else place.topLeft()) - area.topLeft()
        marks.append(Mark(number, corner.x(), corner.y(), place.width(), place.height()))
    return Shot(bytes(buffer.data().data()), area.width(), area.height(), tuple(marks))
