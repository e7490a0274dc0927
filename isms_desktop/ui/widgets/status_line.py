"""The foot of the window: which file, saved when, copied when, what is running, whose office and which year."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from isms_desktop.domain import rocdate
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.jobs import Job


class StatusLine(QStatusBar):
    """Quiet facts on the left, a running job in the middle, the office on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.file, self.saved, self.copy, self.owner = _Words(), _Words(), _Words(), _Words()
        self.job = JobStrip()
        for label in (self.file, self.saved, self.copy):
            set_role(label, "muted")
            self.addWidget(label)
        self.addPermanentWidget(self.job)
        self.addPermanentWidget(self.owner)

    def show_office(self, office: "Office | None", year: int = 0) -> None:
        """What the open file is and when it was last saved; nothing when no file is open."""
        if office is None:
            for label in (self.file, self.saved, self.copy, self.owner):
                label.clear()
            return
        self.file.setText(f"{office.path.name}　已加密" if office.encrypted else office.path.name)
        self.file.setToolTip(str(office.path))
        self.saved.setText(_saved_words(office))
        self.owner.setText(f"{office.agency.name}　{year} 年度")

    def show_copy(self, made: datetime.datetime | None) -> None:
        """When the last copy was made (local time); None for none yet."""
        self.copy.setText(f"最近備份 {_when(made)}" if made else "還沒有備份")


class JobStrip(QWidget):
    """The running job: its name, how far it is, and 取消. Hidden when nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _Words()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(GRID * 22)
        self.bar.setTextVisible(False)
        self.cancel = button_with("取消", link=True)
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        for widget in (self.label, self.bar, self.cancel):
            row.addWidget(widget)
        self.cancel.clicked.connect(self._on_cancel)
        self.hide()

    def follow(self, job: "Job") -> None:
        """Show this job until it ends."""
        self._job = job
        self.label.setText(job.title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        self.cancel.setEnabled(True)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self.show()

    def _on_progress(self, done: int, total: int, text: str) -> None:
        if self.sender() is not self._job or self._job is None:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.label.setText(f"{self._job.title}　{text}".strip())

    def _on_cancel(self) -> None:
        if self._job:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.label.setText(f"正在取消：{self._job.title}")

    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()


class _Words(QLabel):
    """Words that give way: a long file name must not make the window wider than the screen."""

    def minimumSizeHint(self) -> QSize:
        """Nothing, in the height of a line."""
        return QSize(0, super().minimumSizeHint().height())


def _saved_words(office: "Office") -> str:
    if office.read_only:
        return "唯讀"
    return f"已儲存 {office.saved_at:%H:%M}" if office.saved_at else "已儲存"


def _when(made: datetime.datetime) -> str:
    today = made.date() == datetime.date.today()
    return f"今天 {made:%H:%M}" if today else rocdate.write_moment(made.isoformat())
