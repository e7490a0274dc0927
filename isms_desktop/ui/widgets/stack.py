"""A stack that asks for no more room than the widget on top needs."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """Qt's own stack is as tall as its tallest widget, shown or not: on a small screen the page would scroll."""

    def sizeHint(self) -> QSize:
        """What the widget on top would like."""
        top = self.currentWidget()
        return top.sizeHint() if top is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        """What the widget on top needs."""
        top = self.currentWidget()
        return top.minimumSizeHint() if top is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        """No: asked for a height at some width, Qt's own layout answers for the tallest widget, shown or not."""
        return False
