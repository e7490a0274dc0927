"""Keys that write in the big office: answering a checklist, ticking who came. Each until it is painted."""

import datetime
import statistics
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from isms_desktop.services.offices import Office
from isms_desktop.ui.main_window import MainWindow
from tests.bench.window import settle

LINES = 110
PEOPLE = 300
_KEYS = 40


def make_long_lists(office: Office) -> tuple[int, int]:
    """(audit, course): an audit with a checklist of 110 lines, and a course to which 300 people are invited."""
    people = office.all("person")[:PEOPLE]
    with office.action("量測用長清單", undoable=False) as action:
        checklist = action.insert(
            "checklist", {"name": f"量測用檢核表（{LINES} 項）", "version": "1", "kind": "self", "grading": "three"}
        )
        action.insert_many(
            "checklist_item",
            [
                {"checklist": checklist, "position": place, "number": f"{1 + place // 10}.{1 + place % 10}",
                 "section": f"{1 + place // 10}. 構面", "question": f"第 {place + 1} 項是否訂有書面程序並經核定？"}
                for place in range(LINES)
            ],
        )  # fmt: skip
        today = datetime.date.today().isoformat()
        audit = action.insert(
            "audit", {"kind": "self", "checklist": checklist, "subject": "受查對象", "held_on": today}
        )
        course = action.insert("course", {"name": "全體講習", "kind": "general", "held_on": today, "hours": 3.0})
        action.insert_many(
            "attendance",
            [
                {"course": course, "person": each.id, "name": each.name, "department": each.department}
                for each in people
            ],
        )
    return audit, course


def answer_key(window: MainWindow, audit: int) -> float:
    """Milliseconds from an answer key in the checklist to the painted next line, the median of many."""
    window.open_page("audits", fill=audit)
    assert window.workspace is not None
    page: Any = window.workspace.page("audits")
    table = page.top().fill.table
    settle(1)
    return _median_key(table, table, Qt.Key.Key_1)


def tick_key(window: MainWindow, course: int) -> float:
    """Milliseconds from the space bar in the list of who came to the painted next line, the median of many."""
    window.open_page("training", record_id=course)
    assert window.workspace is not None
    page: Any = window.workspace.page("training")
    view = page.top()
    view.start_sign_in()
    settle(1)
    return _median_key(view.sign_in.line, view.sign_in, Qt.Key.Key_Space)


def _median_key(target: QWidget, shown: QWidget, key: Qt.Key) -> float:
    taken = []
    for _ in range(_KEYS):
        taken.append(_until_painted(lambda: QTest.keyClick(target, key), shown))
        settle(0.03)
    return statistics.median(taken)


def _until_painted(act: Callable[[], object], shown: QWidget) -> float:
    """Milliseconds until what the act has made out of date is painted."""
    started = time.perf_counter()
    act()
    send_to_screen(shown)
    return (time.perf_counter() - started) * 1000


def send_to_screen(shown: QWidget) -> None:
    """Paint what is out of date, as the screen's next refresh would ask."""
    QApplication.sendPostedEvents()
    QApplication.sendEvent(shown.window(), QEvent(QEvent.Type.UpdateRequest))
