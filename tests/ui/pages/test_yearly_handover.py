"""交接 as the leaving clerk and the next one use it: reading, going to the records, writing the remark, printing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isms_desktop.services import handover, records
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages.yearly.handover import HandoverView
from tests.ui.conftest import settle


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> HandoverView:
    """The view of the practice office, its parts gathered."""
    window.open_page("yearly", view="handover")
    assert window.workspace is not None
    shown = window.workspace.current().top()
    assert isinstance(shown, HandoverView)
    settle(qtbot, window)
    return shown


def go(view: HandoverView, words: str) -> None:
    """Press Enter on the first line that says this."""
    view.search.setText(words)
    row = next(each for each in view.list.rows.shown if each.key is not None)
    view.list.pick(row.key)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Return)


def test_every_part_stands_under_its_heading(view: HandoverView) -> None:
    headings = [row.title.partition("（")[0] for row in view.list.rows.shown if row.key is None]
    assert headings == [
        "辦理情形", "未完成的工作", "要留意的事", "表單與核章掃描檔", "檔案與資料在哪裡", "相關人員",
    ]  # fmt: skip
    assert any(row.mark.startswith("逾期") for row in view.list.rows.shown)


@pytest.mark.parametrize(
    ("words", "page", "shown"),
    [
        ("採購 2 臺櫃檯電腦汰換", "risks", "plans"),
        ("還沒有簽保密同意書", "people", "pledges"),
        ("守望資安有限公司：聯絡人", "vendors", "vendors"),
        ("紙本表單", "yearly", "prints"),
    ],
)
def test_enter_on_a_line_goes_to_what_it_speaks_of(
    view: HandoverView, window: MainWindow, words: str, page: str, shown: str
) -> None:
    go(view, words)
    assert window.workspace is not None
    current = window.workspace.current()
    assert (current.page_id, current.switch.current()) == (page, shown)


def test_every_line_that_has_records_leads_somewhere_without_a_complaint(
    view: HandoverView, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    for row in [each for each in view.list.rows.shown if each.key is not None]:
        view.list.picked.emit(row.key)
        assert "刪除" not in window.workspace.messages.label.text()
    settle(qtbot, window)


def test_the_remark_is_saved_when_the_clerk_leaves_it_and_taken_back_by_undo(
    view: HandoverView, window: MainWindow, qtbot: QtBot
) -> None:
    view.remarks.setFocus()
    QTest.keyClicks(view.remarks, "cabinet 2")
    view.list.setFocus()
    assert handover.remarks(view.office) == "cabinet 2"
    window.undo()
    settle(qtbot, window)
    assert (handover.remarks(view.office), view.remarks.raw()) == ("", "")


def test_a_task_that_is_done_leaves_the_list(view: HandoverView, window: MainWindow, qtbot: QtBot) -> None:
    task = next(each for each in view.office.all("task") if not each.done_on)
    assert any(task.name in row.title for row in view.list.rows.shown)
    window.changed(records.change(view.office, "task", {task.id: {"done_on": "2026-11-20"}}, "完成"))
    settle(qtbot, window)
    assert not any(task.name in row.title for row in view.list.rows.shown)


def test_the_button_leads_to_the_paper(view: HandoverView, window: MainWindow, qtbot: QtBot) -> None:
    assert view.printable_form() == "handover"
    view.print_button.click()
    settle(qtbot, window)
    assert window.workspace is not None
    assert window.workspace.current().page_id == "forms"
