"""An installation from which the font for printing has gone: it is said, and everything else goes on."""

from pathlib import Path

import pytest

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.printing import fonts
from isms_desktop.services import printing
from isms_desktop.services.printing import PrintOrder
from tests.ui.conftest import settle


@pytest.fixture
def no_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own files without TW-Kai.ttf, on a machine without 標楷體."""
    root = tmp_path / "程式"
    (root / "resources" / "fonts").mkdir(parents=True)
    (root / "forms").symlink_to(paths.shipped("forms"))
    for each in paths.shipped("resources").iterdir():
        if each.name != "fonts":
            (root / "resources" / each.name).symlink_to(each)
    monkeypatch.setattr(fonts, "_system_folders", lambda: ())
    monkeypatch.setattr(paths, "_root", lambda: root)


def test_the_window_opens_and_the_paper_says_what_is_missing(no_font, window, qtbot):
    assert window.workspace.current().page_id == "overview"
    window.open_page("assets")
    window.open_page("forms", form="staff_pledge")
    settle(qtbot, window)
    page = window.workspace.current().top()
    qtbot.waitUntil(lambda: "TW-Kai.ttf" in said(window, page), timeout=20_000)
    assert "重新安裝" in said(window, page)
    window.open_page("people")
    assert window.workspace.current().isVisible()


def said(window, page) -> str:
    return window.workspace.messages.label.text() + page.state.text()


def test_printing_says_it_too(no_font, office, tmp_path):
    with pytest.raises(UserError, match=r"TW-Kai\.ttf.*重新安裝"):
        printing.print_form(office, PrintOrder("staff_pledge"), tmp_path / "切結書.pdf")
    assert not (tmp_path / "切結書.pdf").exists()
