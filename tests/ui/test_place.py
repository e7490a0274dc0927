"""The window comes back where it was, or where it can be seen."""

import base64

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRect

from isms_desktop.services.settings import Settings
from isms_desktop.ui.main_window import MainWindow

LEFT_OF_IT, RIGHT_OF_IT = QRect(-2500, 100, 600, 500), QRect(3000, 200, 600, 500)
LARGER, ABOVE = QRect(0, 0, 3800, 2100), QRect(100, -700, 600, 500)


def kept(place: QRect, *, maximised: bool = False, screen: int = 0, width: int = 800) -> str:
    """A window's place as Qt keeps it: frame, place when not maximised, screen and its width, place once more."""
    made = QByteArray()
    stream = QDataStream(made, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(QDataStream.Version.Qt_4_0)
    stream.writeUInt32(0x1D9D0CB)
    stream.writeUInt16(3)
    stream.writeUInt16(0)
    _ = stream << place << place
    stream.writeInt32(screen)
    stream.writeUInt8(maximised)
    stream.writeUInt8(False)
    stream.writeInt32(width)
    _ = stream << place
    return base64.b64encode(made.data()).decode()


@pytest.fixture
def shown(qtbot):
    """A window with that place in its settings."""

    def show(window: str) -> MainWindow:
        made = MainWindow(Settings(window=window))
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return show


def wholly_seen(window: MainWindow) -> bool:
    return window.screen().availableGeometry().contains(window.geometry())


@pytest.mark.parametrize("width", [800, 1920, 3840])
@pytest.mark.parametrize("screen", [0, 1, 7, -1])
@pytest.mark.parametrize("place", [LEFT_OF_IT, RIGHT_OF_IT, LARGER, ABOVE])
def test_a_window_of_a_screen_that_is_gone_comes_wholly_onto_the_one_that_is_there(shown, place, screen, width):
    window = shown(kept(place, screen=screen, width=width))
    assert wholly_seen(window)
    assert window.width() >= 400 and window.height() >= 300


@pytest.mark.parametrize("width", [800, 1920])
@pytest.mark.parametrize("place", [RIGHT_OF_IT, LARGER])
def test_a_maximised_window_stays_maximised_and_has_a_size_to_go_back_to(shown, place, width):
    window = shown(kept(place, maximised=True, width=width))
    assert window.isMaximized()
    window.showNormal()
    assert wholly_seen(window)
    assert window.width() >= 400 and window.height() >= 300


def test_a_window_that_can_be_seen_stays_where_it_was(shown):
    window = shown(kept(QRect(40, 60, 700, 600)))
    assert window.geometry() == QRect(40, 60, 700, 600)
    again = shown(window.saveGeometry().toBase64().toStdString())
    assert again.geometry() == window.geometry()


@pytest.mark.parametrize(
    "window", ["", "x", "不是位置", "AdnQywAD", base64.b64encode(b"\x01\xd9\xd0\xcb" + b"\xff" * 62).decode()]
)
def test_a_place_that_means_nothing_gives_the_usual_window(shown, window):
    assert wholly_seen(shown(window))
