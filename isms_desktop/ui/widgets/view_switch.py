"""A plain row of buttons for the registers or views of one page; the pressed one is shown below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.stack import Stack


class ViewSwitch(QWidget):
    """The buttons; ``stack`` holds what they show and is put wherever the page wants it."""

    switched = Signal(str)
    """Carries the name of the view that is now shown."""
    pressed = Signal(str)
    """A button has been pressed, also the one of the view that is shown."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.stack = Stack()
        self.setAccessibleName(name)
        self._names: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_pressed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch(1)

    def add(self, name: str, label: str, view: QWidget | None = None) -> None:
        """One more view; without a widget of its own it only says that it was switched to."""
        button = button_with(label)
        button.setCheckable(True)
        button.setChecked(not self._names)
        self._group.addButton(button, len(self._names))
        self._row.insertWidget(len(self._names), button)
        self._names.append(name)
        self.stack.addWidget(view or QWidget())

    def _on_pressed(self, place: int) -> None:
        self.show_view(self._names[place])
        self.pressed.emit(self._names[place])

    def fill(self, name: str, view: QWidget) -> None:
        """Give a view its widget, which was not there when it was added."""
        place = self._names.index(name)
        empty = self.stack.widget(place)
        self.stack.insertWidget(place, view)
        self.stack.setCurrentIndex(self._names.index(self.current_pressed()))
        if empty is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def current_pressed(self) -> str:
        """The name of the view whose button is pressed."""
        return self._names[self._group.checkedId()]

    def current(self) -> str:
        """The name of the view that is shown."""
        return self._names[self.stack.currentIndex()]

    def show_view(self, name: str) -> None:
        """Show a view and press its button. KeyError is impossible: a wrong name is a ValueError, a bug."""
        place = self._names.index(name)
        self._group.button(place).setChecked(True)
        if place != self.stack.currentIndex():
            self.stack.setCurrentIndex(place)
            self.switched.emit(name)

    def show_button(self, name: str, shown: bool) -> None:
        """Whether a view has a button: one that is reached from another need not have one all the time."""
        self._group.button(self._names.index(name)).setVisible(shown)

    def add_right(self, widget: QWidget) -> None:
        """Something at the right end of the row, such as the choice of a year."""
        self._row.addWidget(widget)
