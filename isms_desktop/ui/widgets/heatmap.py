"""風險分布圖: how many risks lie at each pair of 可能性 and 衝擊性, and how serious they are.

A cell is a real button, so that the keyboard and a screen reader find it; it paints itself.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QSizePolicy, QWidget

from isms_desktop.domain.scoring import Band, Method
from isms_desktop.ui.theme import BAND_COLOURS, GRID, colours_of, fill, set_role

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.risks import Cell, Matrix

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
"""Arrow key → change of (likelihood, impact): likelihood rises to the right, impact upwards, as on the paper."""
_FAINT = 0.16
"""How much of the band's colour an empty cell shows."""


class HeatMap(QWidget):
    """The matrix. A click on a cell that holds risks chooses it, a second click lets go of it."""

    chosen = Signal(object)
    """Carries the (likelihood, impact) of the chosen cell, or None."""

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self.small = small
        self.cells: dict[tuple[int, int], HeatCell] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID // 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_matrix(self, matrix: "Matrix", method: Method, names: Mapping[tuple[str, int], str]) -> None:
        """Show these counts. The chosen cell stays chosen where it still holds risks.

        ``names``: (scale, level) → the level's name, as the office words it.
        """
        wanted = {(likelihood, impact) for likelihood in matrix.likelihoods for impact in matrix.impacts}
        if wanted != set(self.cells) or names != self._names:
            self._names = dict(names)
            self._build(matrix)
        for place, cell in self.cells.items():
            cell.set_content(matrix.cells.get(place), method)

    def selected(self) -> tuple[int, int] | None:
        """The chosen cell as (likelihood, impact)."""
        return next((place for place, cell in self.cells.items() if cell.isChecked()), None)

    def select(self, place: tuple[int, int] | None) -> None:
        """Choose a cell, or none, without telling."""
        for each, cell in self.cells.items():
            cell.setChecked(each == place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys walk over the cells; Escape lets go of the chosen one."""
        here = next((place for place, cell in self.cells.items() if cell.hasFocus()), None)
        step = _STEPS.get(Qt.Key(event.key()))
        if here and step:
            target = self.cells.get((here[0] + step[0], here[1] + step[1]))
            if target:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Escape and self.selected():
            self.select(None)
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def _build(self, matrix: "Matrix") -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.cells = {}
        rows, columns = list(reversed(matrix.impacts)), list(matrix.likelihoods)
        self._grid.addWidget(_axis("衝\n擊\n性"), 0, 0, len(rows), 1)
        for row, impact in enumerate(rows):
            self._grid.addWidget(self._level("impact", impact), row, 1)
            self._grid.setRowStretch(row, 1)
            for column, likelihood in enumerate(columns):
                cell = HeatCell(likelihood, impact, self)
                cell.clicked.connect(lambda _checked=False, place=(likelihood, impact): self._on_click(place))
                self.cells[likelihood, impact] = cell
                self._grid.addWidget(cell, row, column + 2)
        for column, likelihood in enumerate(columns):
            self._grid.addWidget(self._level("likelihood", likelihood), len(rows), column + 2)
            self._grid.setColumnStretch(column + 2, 1)
        self._grid.addWidget(_axis("可能性"), len(rows) + 1, 2, 1, len(columns))

    def _level(self, scale: str, level: int) -> QLabel:
        return _axis(f"{level} {self._names.get((scale, level), '')}".strip())

    def _on_click(self, place: tuple[int, int]) -> None:
        now = place if self.cells[place].isChecked() and self.cells[place].count else None
        self.select(now)
        self.chosen.emit(now)


class HeatCell(QAbstractButton):
    """One pair of levels: the number of risks, coloured by the most serious of them."""

    def __init__(self, likelihood: int, impact: int, parent: HeatMap) -> None:
        super().__init__(parent)
        self.likelihood, self.impact = likelihood, impact
        self.count = 0
        self._words = ""
        self._band: Band | None = None
        self._small = parent.small
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_content(self, cell: "Cell | None", method: Method) -> None:
        """Show what lies here; an empty cell shows faintly the worst that could."""
        self.count = len(cell.risk_ids) if cell else 0
        by_band = [(band, cell.by_band.get(band.id, 0)) for band in reversed(method.bands)] if cell else []
        present = [(band, number) for band, number in by_band if number]
        self._band = present[0][0] if present else _worst_possible(self.likelihood, self.impact, method)
        self._words = "　".join(f"{band.label[0]} {number}" for band, number in present)
        in_words = "、".join(f"{band.label} {number} 筆" for band, number in present)
        where = f"可能性 {self.likelihood}、衝擊性 {self.impact}"
        self.setText(f"{self.count}" if self.count else "")
        self.setAccessibleName(f"{where}：{self.count} 筆" + (f"，{in_words}" if in_words else ""))
        self.setToolTip(self.accessibleName() + ("\n按一下，只看這些風險" if self.count and not self._small else ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.count else Qt.CursorShape.ArrowCursor)
        if not self.count:
            self.setChecked(False)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Escape are the matrix's; a button's own arrows would go through the cells in one line."""
        if event.key() in _STEPS or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the number and the words below it."""
        line = self.fontMetrics().height()
        return QSize(line * 5, line * (3 if self._small else 4))

    def minimumSizeHint(self) -> QSize:
        """The least at which both lines can be read."""
        line = self.fontMetrics().height()
        return QSize(line * 3, line * 5 // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The band's colour, full when risks lie here, faint when none do."""
        colours = colours_of(self)
        full = BAND_COLOURS[self._band.id] if self._band else colours.hover
        back = QColor(full) if self.count else _mixed(full, colours.base, _FAINT)
        painter = QPainter(self)
        fill(painter, self.rect(), back)
        if self.count:
            painter.setPen(QColor(colours.on(back.name())))
            self._paint_words(painter)
        if self.isChecked() or self.hasFocus():
            width = 4 if self.isChecked() else 2
            painter.setPen(QPen(QColor(colours.text), width, j=Qt.PenJoinStyle.MiterJoin))
            inset = width // 2
            painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))

    def _paint_words(self, painter: QPainter) -> None:
        """「高 4」, or the sum above 「高 1　中 3」 when several bands meet; the word is always there."""
        plain, strong = QFont(self.font()), QFont(self.font())
        strong.setBold(True)
        strong.setPointSizeF(strong.pointSizeF() * (1.15 if self._small else 1.4))
        line = self.fontMetrics().height()
        area, middle = self.rect(), Qt.AlignmentFlag.AlignCenter
        if "　" not in self._words:
            painter.setFont(_fitted(strong, self._words, area.width()))
            painter.drawText(area, middle, self._words)
            return
        painter.setFont(strong)
        top = area.center().y() - line * 5 // 4
        painter.drawText(QRect(area.x(), top, area.width(), line * 3 // 2), middle, self.text())
        painter.setFont(_fitted(plain, self._words, area.width()))
        painter.drawText(QRect(area.x(), top + line * 3 // 2, area.width(), line), middle, self._words)


def level_names(office: "Office") -> dict[tuple[str, int], str]:
    """(scale, level) → name, for the axes."""
    axes, seen = ("likelihood", "impact"), ("scale", "level", "label")
    return {(each.scale, each.level): each.label for each in office.glance("scale", *seen) if each.scale in axes}


def _fitted(font: QFont, text: str, width: int) -> QFont:
    """The font, smaller when the text would not fit."""
    needed = QFontMetrics(font).horizontalAdvance(text) + GRID
    if needed > width:
        font.setPointSizeF(font.pointSizeF() * width / needed)
    return font


def _axis(text: str) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_role(label, "muted")
    label.setMargin(GRID // 4)
    return label


def _worst_possible(likelihood: int, impact: int, method: Method) -> Band | None:
    """The band of the most valuable asset at these levels."""
    top = {scale: highest for scale, (_lowest, highest) in method.ranges.items()}
    return method.band_of(method.score(top | {"likelihood": likelihood, "impact": impact}))


def _mixed(colour: str, ground: str, share: float) -> QColor:
    one, other = QColor(colour), QColor(ground)
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in pairs)
    return QColor(red, green, blue)
