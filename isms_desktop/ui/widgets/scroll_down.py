"""Room for what may be higher than its place."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollDown(QScrollArea):
    """Scrolls up and down, never sideways; what is inside takes the width there is."""

    def __init__(self, inside: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if inside is not None:
            self.setWidget(inside)


class ScrollWords(ScrollDown):
    """The same for lines of words that break anew at every width: what is inside never gets less than they need.

    Without it the parts of a full column lie over each other: Qt asks how high they are at a width they do not have.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words, other lines."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        inside = self.widget()
        if inside is not None and (layout := inside.layout()) is not None:
            inside.setMinimumHeight(max(layout.minimumHeightForWidth(self.viewport().width()), 0))
