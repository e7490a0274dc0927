"""What Windows is asked, with a Windows that writes down what it hears."""

import ctypes
from pathlib import Path
from types import SimpleNamespace

import pytest

from isms_desktop import windows_shell


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What has been asked of shell32 and user32."""
    calls: list[tuple[object, ...]] = []

    class Library:
        def __getattr__(self, name: str) -> object:
            return lambda *arguments: calls.append((name, *(each.value for each in arguments)))

    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=Library(), user32=Library()), raising=False)
    return calls


def test_windows_are_kept_together_under_one_name(heard: list[tuple[object, ...]]) -> None:
    windows_shell.take_taskbar_name()
    assert heard == [("SetCurrentProcessExplicitAppUserModelID", "ISMSDesktop.ISMSDesktop")]


def test_a_file_is_put_among_the_recent_ones(heard: list[tuple[object, ...]]) -> None:
    windows_shell.remember_document(Path("某 機關.isms"))
    assert heard == [("SHAddToRecentDocs", 3, "某 機關.isms")]


def test_whoever_was_started_by_hand_lets_the_other_window_come_to_the_front(heard: list[tuple[object, ...]]) -> None:
    windows_shell.let_others_come_to_front()
    assert heard == [("AllowSetForegroundWindow", 0xFFFFFFFF)]


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    windows_shell.take_taskbar_name()
    windows_shell.remember_document(Path("x.isms"))
    windows_shell.let_others_come_to_front()
