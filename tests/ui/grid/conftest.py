"""A list of assets on a screen, over a real file, with the keys of a keyboard."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from isms_desktop.services import assets
from isms_desktop.services.offices import Office
from isms_desktop.services.settings import Settings
from isms_desktop.ui.grid.panel import RecordPanel
from isms_desktop.ui.grid.register import Register

COLUMNS = ("number", "category", "name", "department", "location", "quantity", "confidentiality", "integrity",
           "availability", "value", "purchased_on", "status")  # fmt: skip


@dataclass
class QuietShell:
    """A window without a window: hands changes to the panel and keeps what was said."""

    settings: Settings = field(default_factory=Settings)
    said: list[tuple[str, str]] = field(default_factory=list)
    offer: Callable[[], None] | None = None
    followers: list = field(default_factory=list)

    def remember(self, **values: object) -> None:
        self.settings = dataclasses.replace(self.settings, **values)

    def changed(self, changed) -> None:
        for each in self.followers:
            each.refresh(changed)

    def say(self, text: str, kind: str = "info", action=None) -> None:
        self.said.append((kind, text))
        self.offer = action[1] if action else None

    @property
    def last(self) -> str:
        return self.said[-1][1] if self.said else ""


class Desk:
    """The clerk's hands on one list."""

    def __init__(self, office: Office, shell: QuietShell, panel: RecordPanel) -> None:
        self.office, self.shell, self.panel = office, shell, panel
        self.model, self.view, self.commands = panel.model, panel.view, panel.commands

    def go(self, row: int, key: str) -> None:
        """Put the cursor into a cell."""
        self.view.setCurrentIndex(self.model.index(row, self.model.column_of(key)))
        self.view.setFocus()

    def select(self, row: int, key: str, rows: int = 1, columns: int = 1) -> None:
        """Drag over a block of cells."""
        self.view.select_block(row, self.model.column_of(key), rows, columns)
        self.view.setFocus()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key, wherever the cursor is."""
        combined = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            combined |= each
        QTest.keyClick(focused(), key, combined)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Type ASCII into whatever has the focus."""
        for character in text:
            QTest.keyClick(focused(), character)

    def write(self, text: str) -> None:
        """Begin to edit and put in any text, as an input method does, then Enter."""
        self.press(Qt.Key.Key_F2)
        editor = focused()
        editor.show_text(text)
        self.press(Qt.Key.Key_Return)

    def text(self, row: int, key: str) -> str:
        return self.model.data(self.model.index(row, self.model.column_of(key)))

    def column(self, key: str) -> list[str]:
        return [self.text(row, key) for row in range(len(self.model.rows.shown))]

    def row_of(self, number: str) -> int:
        return self.column("number").index(number)

    @property
    def here(self) -> tuple[int, str]:
        index = self.view.currentIndex()
        return index.row(), self.model.fields[index.column()].key

    @staticmethod
    def clipboard(text: str | None = None) -> str:
        board = QGuiApplication.clipboard()
        if text is not None:
            board.setText(text)
        return board.text()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def make_desk(qtbot):
    """Opens the asset list of an office and puts it on the screen."""

    def make(office: Office, **options) -> Desk:
        shell = QuietShell()
        register = Register(office, "asset", complete=lambda rows: assets.complete(office, rows))
        panel = RecordPanel(register, shell, "assets", COLUMNS, **{"chips": "category", **options})
        shell.followers.append(panel)
        qtbot.addWidget(panel)
        panel.resize(1200, 640)
        panel.refresh(None)
        panel.show()
        panel.activateWindow()
        qtbot.waitActive(panel).__enter__()
        qtbot.waitUntil(lambda: panel.isActiveWindow())
        return Desk(office, shell, panel)

    return make


@pytest.fixture
def desk(make_desk, office) -> Desk:
    return make_desk(office)


@pytest.fixture
def empty_desk(make_desk, empty_office) -> Desk:
    return make_desk(empty_office)
