"""快速上手 before it is printed: made at this moment, shown as it will come out, to be printed or kept as PDF."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QProcessEnvironment, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import isms_desktop
from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.safe_write import write_safely
from isms_desktop.ui.jobs import Failure, Job, JobRunner
from isms_desktop.ui.pages.forms.preview import Preview, print_pdf
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

TITLE = "快速上手"
_MAKING = "正在準備畫面與版面，約需五秒…"
_FAILED = "快速上手沒有做成。請再試一次；還是不行時，請關閉其他程式或重新啟動本程式。"
_PATIENCE = 2000
"""Milliseconds that the other program gets to go."""
_READY = "A4 兩頁，適合正反面印在一張紙上。畫面與文字是現在這個版本的。"
_WIDTH, _HEIGHT = 100 * GRID, 84 * GRID


class GuideWindow(QDialog):
    """A window that may stay open beside the work."""

    def __init__(self, parent: QWidget, office: "Office | None") -> None:
        """``office``: whose year stands on the second page; None without an open one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.resize(_WIDTH, _HEIGHT)
        self.pdf = b""
        self.jobs = JobRunner(self)
        self.state = QLabel()
        self.state.setWordWrap(True)
        set_role(self.state, "muted")
        self.preview = Preview()
        self.save = button_with("存成 PDF…")
        self.print = button_with("列印…", main=True)
        self._lay_out()
        self._set_ready(False)
        self.save.clicked.connect(lambda _checked=False: self._choose_file())
        self.print.clicked.connect(lambda _checked=False: self._choose_printer())
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.destroyed.connect(self._folder.cleanup)
        self._made = Path(self._folder.name) / f"{TITLE}.pdf"
        self._maker = QProcess(self)
        self._maker.finished.connect(self._on_finished)
        self._maker.errorOccurred.connect(lambda _error: self._say_wrong(_FAILED))
        self._say(_MAKING)
        self._start(office)

    def save_as(self, target: Path) -> None:
        """Keep it as this file, and say so, or why not."""
        try:
            write_safely(target, lambda stream: stream.write(self.pdf))
        except UserError as problem:
            self._say_wrong(str(problem))
            return
        self._say(f"已存成「{target}」。")

    def print_on(self, printer: QPrinter) -> None:
        """Send both pages to a printer, beside the window."""
        job = Job(f"列印{TITLE}", lambda control: print_pdf(self.pdf, printer, control))
        job.done.connect(lambda pages: self._say(f"已送出 {pages} 頁到印表機。"))
        job.failed.connect(self._on_failed)
        self.jobs.run(job)

    def done(self, result: int) -> None:
        """Whatever is being made is not wanted any more; what is on its way to the printer is."""
        if self.jobs.running:
            return
        self._maker.blockSignals(True)
        self._maker.kill()
        self._maker.waitForFinished(_PATIENCE)
        super().done(result)

    def _start(self, office: "Office | None") -> None:
        """Begin to make it, in a program of its own (see ``guide``)."""
        module = [] if getattr(sys, "frozen", False) else ["-m", "isms_desktop"]
        # A file with a password would have to be opened anew there: the guide shows the year of the practice office.
        own = ["--office", str(office.path)] if office is not None and not office.encrypted else []
        environment = QProcessEnvironment.systemEnvironment()
        if module:
            ways = [str(Path(isms_desktop.__file__).parents[1]), environment.value("PYTHONPATH")]
            environment.insert("PYTHONPATH", os.pathsep.join(filter(None, ways)))
        # What it makes beside the PDF goes with this window, also when it is stopped half-way.
        for name in ("TMPDIR", "TEMP", "TMP"):
            environment.insert(name, self._folder.name)
        environment.insert("PYTHONIOENCODING", "utf-8")
        self._maker.setProcessEnvironment(environment)
        self._maker.start(sys.executable, [*module, "guide", str(self._made), *own])

    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if code or not self._made.is_file():
            said = bytes(self._maker.readAllStandardError().data()).decode(errors="replace").strip()
            self._say_wrong(said.splitlines()[-1] if code == 1 and said else _FAILED)
            return
        self.pdf = self._made.read_bytes()
        self._folder.cleanup()
        self.preview.show_pdf(self.pdf)
        self._set_ready(True)
        self._say(_READY)

    def _say(self, text: str) -> None:
        set_role(self.state, "muted")
        self.state.setText(text)

    def _say_wrong(self, text: str) -> None:
        set_role(self.state, "error")
        self.state.setText(text)

    def _on_failed(self, failure: Failure) -> None:
        self._say_wrong(failure.text)

    def _set_ready(self, ready: bool) -> None:
        for button in (self.save, self.print):
            button.setEnabled(ready)

    def _choose_file(self) -> None:
        proposed = paths.documents_folder() / f"{TITLE}.pdf"
        name, _filter = QFileDialog.getSaveFileName(self, "存成 PDF", str(proposed), "PDF (*.pdf)")
        if name:
            self.save_as(Path(name))

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(TITLE)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.state, 1)
        row.addWidget(self.save)
        row.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
