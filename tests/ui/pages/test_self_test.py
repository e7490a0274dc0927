"""說明 → 自我檢測: a clerk starts it, sees what is well and what is not, and sends the report on."""

import json
import time

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.report import SelfTestReport, TimedPart
from isms_desktop.ui.pages.self_test import SelfTestPage

GOOD, BAD = TimedPart("版本", True, "程式 0.0", 0.1), TimedPart("字型", False, "不見了。請重新安裝。", 0.2)


def found(*parts: TimedPart):
    def run(told):
        told(SelfTestReport(parts[:1], running="字型", total=2))
        return SelfTestReport(parts, 0.3, 2)

    return run


def show(window, qtbot, run) -> SelfTestPage:
    page = SelfTestPage(window, run)
    page.back.clicked.connect(lambda: window.leave_room(page))
    window.show_room(page)
    # Not only that the work has ended: that the window has been told of it as well.
    qtbot.waitUntil(lambda: not window.jobs.running and page.again.text() == "再檢測一次")
    QApplication.processEvents()  # Qt shows what has been put into a layout with the next turn
    return page


def words(page) -> list[str]:
    return [label.text() for label in page.parts.findChildren(QLabel) if not label.isHidden()]


def test_what_is_well_and_what_is_not_stands_in_the_list(window, qtbot):
    page = show(window, qtbot, found(GOOD, BAD))
    assert words(page) == ["○", "版本", "程式 0.0", "0.1 秒", "×", "字型", "不見了。請重新安裝。", "0.2 秒"]
    assert page.verdict.text() == "1 項不正常（2 項，0.3 秒）。" and page.again.text() == "再檢測一次"
    page.copy.click()
    assert "× 字型（0.2 秒）：不見了。請重新安裝。" in QGuiApplication.clipboard().text()
    assert "已複製報告" in page.messages.label.text()


def test_the_report_is_saved_as_text_or_as_json(window, qtbot, tmp_path, monkeypatch):
    page = show(window, qtbot, found(GOOD, BAD))
    for name in ("報告.txt", "報告.json", "沒有這裡/報告.txt"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, name=name: (str(tmp_path / name), ""))
        page.save.click()
    assert (tmp_path / "報告.txt").read_text("utf-8-sig") == page.report.as_text()
    assert json.loads((tmp_path / "報告.json").read_text("utf-8"))["ok"] is False
    assert page.messages.kind == "error" and "找不到資料夾" in page.messages.label.text()


def test_it_can_be_given_up_begun_again_and_left(window, qtbot):
    def endless(told):
        while True:
            told(SelfTestReport((GOOD,), running="字型", total=2))
            time.sleep(0.01)

    page = SelfTestPage(window, endless)
    window.show_room(page)
    qtbot.waitUntil(lambda: "正在檢測「字型」（1／2）" in page.verdict.text())
    assert page.again.text() == "取消檢測" and not page.copy.isEnabled()
    page.again.click()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert page.verdict.text() == "檢測沒有做完。" and page.copy.isEnabled() and words(page)[0] == "○"
    page.again.click()
    qtbot.waitUntil(lambda: "正在檢測" in page.verdict.text())
    page.back.click()
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_one_that_cannot_begin_says_why_in_the_page(window, qtbot):
    def run(_told):
        raise UserError("無法啟動自我檢測。", "請重新安裝。")

    page = show(window, qtbot, run)
    assert page.messages.kind == "error" and "無法啟動" in page.messages.label.text()
    assert page.again.text() == "再檢測一次" and not page.copy.isEnabled()


def test_the_menu_leads_there_once_and_back(window, qtbot, monkeypatch):
    monkeypatch.setattr(SelfTestPage.__init__, "__defaults__", (found(GOOD),))
    window.menus.show_self_test()
    page = window.room()
    window.menus.show_self_test()
    assert window.room() is page and isinstance(page, SelfTestPage)
    qtbot.waitUntil(lambda: not window.jobs.running)
    page.back.click()
    assert window.room() is window.workspace
