"""Choosing a level of 可能性 or 衝擊性: every level with its meaning, and what the risk would come to."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain.scoring import Band
from isms_desktop.ui.theme import BAND_COLOURS, GRID, colours_of, set_role


class LevelButtons(QWidget):
    """A heading and one wide button a level. The number keys choose too while one of the buttons has the focus."""

    chosen = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, LevelButton] = {}
        self._title = title
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        heading = QLabel(title)
        set_role(heading, "heading")
        self._column.addWidget(heading)

    def set_levels(self, levels: list[tuple[int, str, str]]) -> None:
        """The levels as (number, name, meaning), from low to high."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self.buttons = {}
        for number, name, meaning in levels:
            button = LevelButton(self._title, number, name, meaning)
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            self._group.addButton(button)
            self._column.addWidget(button)
            self.buttons[number] = button

    def select(self, level: int | None) -> None:
        """Show a level as chosen, or none, without telling."""
        self._group.setExclusive(False)
        for number, button in self.buttons.items():
            button.setChecked(number == level)
        self._group.setExclusive(True)

    def set_outcomes(self, outcomes: dict[int, tuple[str, Band | None]]) -> None:
        """What the risk would come to at each level: words and band."""
        for number, button in self.buttons.items():
            button.set_outcome(*outcomes.get(number, ("", None)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses that level."""
        button = self.buttons.get(int(event.text())) if event.text().isdecimal() else None
        if button and button.isEnabled():
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
        else:
            super().keyPressEvent(event)


class LevelButton(QAbstractButton):
    """One level: its number, its name, its meaning, and on the right what the risk would come to."""

    def __init__(self, title: str, number: int, name: str, meaning: str) -> None:
        super().__init__()
        self.number, self.name, self.meaning = number, name, meaning
        self._title = title
        self._outcome = ""
        self._band: Band | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_outcome("", None)

    def set_outcome(self, text: str, band: Band | None) -> None:
        """Show what choosing this level would come to."""
        self._outcome, self._band = text, band
        outcome = f"，風險值 {text}" if text else ""
        self.setAccessibleName(f"{self._title} {self.number} {self.name}：{self.meaning}{outcome}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line for the name and two for the meaning."""
        return QSize(self.fontMetrics().height() * 14, self.heightForWidth(self.fontMetrics().height() * 18))

    def minimumSizeHint(self) -> QSize:
        """The name alone must fit."""
        return QSize(self.fontMetrics().height() * 8, self.fontMetrics().height() * 2)

    def heightForWidth(self, width: int) -> int:
        """As tall as the meaning needs at that width."""
        area = self._meaning_area(width)
        return area.bottom() + GRID

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card: number, name and meaning on the left, the outcome's badge in the upper right corner."""
        colours = colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(colours.link if strong else colours.line), 2 if strong else 1))
        ground = colours.selected if self.isChecked() else colours.hover if self.underMouse() else colours.base
        painter.setBrush(QColor(ground if self.isEnabled() else colours.window))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.muted))
        head = QRect(GRID * 3 // 2, GRID, self.width() - GRID * 3, QFontMetrics(self._bold()).height())
        painter.setFont(self._bold())
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, f"{self.number}　{self.name}")
        painter.setFont(self._small())
        painter.setPen(QColor(colours.muted if not self.isChecked() else colours.text))
        painter.drawText(self._meaning_area(self.width()), Qt.TextFlag.TextWordWrap, self.meaning)
        if self._outcome:
            self._paint_outcome(painter, head)

    def _paint_outcome(self, painter: QPainter, head: QRect) -> None:
        colours = colours_of(self)
        painter.setFont(self.font())
        width = self.fontMetrics().horizontalAdvance(self._outcome) + GRID * 2
        place = QRect(head.right() - width, head.y() - 2, width, head.height() + 4)
        back = BAND_COLOURS[self._band.id] if self._band else colours.hover
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(colours.on(back) if self._band else colours.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._outcome)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _meaning_area(self, width: int) -> QRect:
        top = GRID + QFontMetrics(self._bold()).height() + GRID // 2
        room = QRect(GRID * 3 // 2, top, max(width - GRID * 3, 40), 10_000)
        used = QFontMetrics(self._small()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.meaning)
        return QRect(room.x(), top, room.width(), used.height())
