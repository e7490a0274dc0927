"""自我檢測: the installation proves itself, in a process of its own, while the window goes on."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from isms_desktop import paths
from isms_desktop.domain import rocdate
from isms_desktop.safe_write import write_safely
from isms_desktop.selftest.beside import run_beside
from isms_desktop.selftest.report import SelfTestReport, TimedPart
from isms_desktop.ui.jobs import Job, JobControl
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import PageHeader, button_with
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.scroll_down import ScrollWords
from isms_desktop.ui.widgets.sheet import lay_out_page

_TITLE = "自我檢測"
_PURPOSE = "另外啟動一次本程式，把每一項功能都試過。使用練習資料，不會動到您的機關檔案與設定。"
_CANCEL, _AGAIN = "取消檢測", "再檢測一次"


class Window(Shell, Protocol):
    """What it asks of the window."""

    def start_job(
        self,
        job: Job,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Start a job that needs no open office."""


class SelfTestPage(QWidget):
    """Lies over what is open until the clerk goes back; begins when it is first shown."""

    def __init__(self, window: Window, run: Callable[..., SelfTestReport] = run_beside) -> None:
        """``run`` is given a function that hears of each part, and answers with the whole report."""
        super().__init__()
        self._window, self._run = window, run
        self._job: Job | None = None
        self._latest = self.report = SelfTestReport(())
        self.messages = MessageBar()
        header = PageHeader(_TITLE, _PURPOSE)
        self.back = header.add_button("返回")
        self.again = header.add_button(_AGAIN, main=True)
        self.again.clicked.connect(self._on_again)
        self.back.clicked.connect(self.stop)
        self.verdict = QLabel()
        self.verdict.setAccessibleName("檢測結果")
        set_role(self.verdict, "heading")
        self.copy = button_with("複製報告")
        self.copy.clicked.connect(self._copy)
        self.save = button_with("存成檔案…")
        self.save.clicked.connect(self._choose_file)
        self.parts = _Parts()
        summary = QHBoxLayout()
        summary.setSpacing(GRID)
        summary.addWidget(self.verdict, 1)
        summary.addWidget(self.copy)
        summary.addWidget(self.save)
        inside = lay_out_page(self, self.messages)
        inside.addWidget(header)
        inside.addLayout(summary)
        inside.addWidget(ScrollWords(self.parts), 1)
        self._show(self.report)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes here wants it done."""
        super().showEvent(event)
        if self._job is None and not self.report.parts:
            self.start()

    def start(self) -> None:
        """Begin, from the first part."""
        self.messages.hide()
        self._latest = SelfTestReport((), running="啟動", total=1)
        self._job = Job(_TITLE, self._work)
        self._job.progressed.connect(self._on_progress)
        self._job.ended.connect(self._on_ended)
        self._window.start_job(self._job, self._on_done, lambda _text: self._on_stopped(), self._on_stopped)
        self._show(self._latest)

    def stop(self) -> None:
        """Give up what runs, if anything does."""
        if self._job is not None:
            self._job.cancel()

    def save_as(self, path: Path) -> Path:
        """Write the report: as JSON where the name says so, else as text. UserError where that cannot be."""
        as_json = path.suffix.lower() == ".json"
        content = self.report.as_json().encode() if as_json else self.report.as_text().encode("utf-8-sig")
        write_safely(path, lambda stream: stream.write(content))
        return path

    def _work(self, control: JobControl) -> SelfTestReport:
        def told(report: SelfTestReport) -> None:
            self._latest = report  # the window's thread shows it when it hears of the progress
            control.progress(len(report.parts), report.total, report.running)

        return self._run(told)

    def _on_again(self) -> None:
        if self._job is None:
            self.start()
        else:
            self.stop()

    def _on_progress(self) -> None:
        if self._job is not None:
            self._show(self._latest)

    def _on_ended(self) -> None:
        self._job = None

    def _on_done(self, report: SelfTestReport) -> None:
        self._show(report)

    def _on_stopped(self) -> None:
        self._show(SelfTestReport(self._latest.parts))
        self.verdict.setText("檢測沒有做完。")

    def _show(self, report: SelfTestReport) -> None:
        self.report = report
        self.verdict.setText(report.verdict if report.parts or report.running else "")
        self.parts.show_parts(report.parts)
        ready = self._job is None
        self.again.setText(_AGAIN if ready else _CANCEL)
        for button in (self.copy, self.save):
            button.setEnabled(ready and bool(report.parts))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.as_text())
        self._window.say("已複製報告，可以貼到電子郵件或文件中。")

    def _choose_file(self) -> None:
        proposed = paths.documents_folder() / f"{_TITLE} {rocdate.write(datetime.date.today().isoformat(), '')}.txt"
        name, _filter = QFileDialog.getSaveFileName(self, "存成檔案", str(proposed), "文字檔 (*.txt);;JSON (*.json)")
        path = Path(name)
        if name and attempt(self._window, lambda: self.save_as(path)) is not None:
            self._window.say(f"已存成「{name}」。")


class _Parts(QFrame):
    """One line for each part: whether it is well, its name, what was found, how long it took."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        self._grid.setHorizontalSpacing(GRID * 2)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        self._shown: tuple[TimedPart, ...] = ()
        self.hide()

    def show_parts(self, parts: tuple[TimedPart, ...]) -> None:
        """These and no others; those that stand there already stay."""
        if self._shown != parts[: len(self._shown)]:
            self._clear()
        for row, part in enumerate(parts[len(self._shown) :], len(self._shown)):
            self._add(row, part)
        self._grid.setRowStretch(len(self._shown), 0)
        self._grid.setRowStretch(len(parts), 1)
        self._shown = parts
        self.setVisible(bool(parts))

    def _add(self, row: int, part: TimedPart) -> None:
        role = "" if part.ok else "error"
        words = ("○" if part.ok else "×", part.name, part.text, f"{part.seconds:.1f} 秒")
        for column, word in enumerate(words):
            label = QLabel(word)
            if column == 0:
                label.setAccessibleName("正常" if part.ok else "不正常")
            set_role(label, role or ("muted" if column == len(words) - 1 else ""))
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if column == 2:
                label.setWordWrap(True)
                label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._grid.addWidget(label, row, column)

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._shown = ()
