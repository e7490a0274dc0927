"""按鍵與關於本程式: what a helper asks for is copied with one click."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from isms_desktop import __version__
from isms_desktop.ui import theme
from isms_desktop.ui.widgets.about import About


def test_versions_and_folders_are_copied(window, home):
    about = About(window)
    about.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == f"程式：{__version__}（原始碼）"
    assert f"設定資料夾：{home / 'config'}" in copied
    assert {line.partition("：")[0] for line in copied} >= {"Python", "Qt", "SQLite", "SQLCipher", "作業系統"}
    assert about.said.text() == "已複製。"
    about.close()


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_of_it_is_cut_off_and_it_fits_the_screen(window, qapp, qtbot, size):
    theme.apply(qapp, "light", size)
    about = About(window)
    about.show()
    room = about.screen().availableSize()
    assert about.width() <= room.width() and about.height() <= room.height()

    def cut() -> list[str]:
        every = [label for label in about.findChildren(QLabel) if label.wordWrap()]
        return [label.text() for label in every if label.height() < label.heightForWidth(label.width())]

    qtbot.waitUntil(lambda: not cut())
    about.close()
