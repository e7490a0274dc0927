"""Ctrl and the mouse wheel: the paper under the mouse grows or shrinks, everywhere else the text does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

_NOTCH = 120
"""What one notch of a wheel is to Qt; a touch pad sends parts of it."""
_GATHER = 40
"""Milliseconds in which notches become one step: showing everything anew takes longer than turning on."""


class ZoomWheel(QObject):
    """Sees what the wheel does before any part of the window does, so that nothing scrolls at the same time.

    It watches the system's window, not the application: of the thousands of events that pages send to themselves it
    is told of none.
    """

    def __init__(self, window: QWidget, zoom_text: Callable[[int], None]) -> None:
        """``window`` has been shown; ``zoom_text`` takes so many sizes up, or down below 0."""
        super().__init__(window)
        self._window = window
        self._zoom_text = zoom_text
        self._zoom = zoom_text
        self._turned = 0
        self._timer = QTimer(self, singleShot=True, interval=_GATHER)
        self._timer.timeout.connect(self._apply)
        if (handle := window.windowHandle()) is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is turned while Ctrl is down."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._turn(event)
                return True
            self._turned = 0
        return False

    def _turn(self, event: QWheelEvent) -> None:
        zoom = self._under(event)
        if zoom != self._zoom:
            self._zoom, self._turned = zoom, 0
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _NOTCH and not self._timer.isActive():
            self._timer.start()

    def _apply(self) -> None:
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self._zoom(steps)

    def _under(self, event: QWheelEvent) -> Callable[[int], None]:
        """What the wheel changes here: a widget with ``zoom_by`` changes itself."""
        widget = self._window.childAt(event.position().toPoint())
        while widget is not None:
            if (own := getattr(widget, "zoom_by", None)) is not None:
                return own  # type: ignore[no-any-return]
            widget = widget.parentWidget()
        return self._zoom_text
