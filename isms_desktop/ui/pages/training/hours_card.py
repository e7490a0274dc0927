"""How one person's hours come about: what is asked, what counts for it, and which courses they came to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop.domain.rocdate import write as write_day
from isms_desktop.domain.sources import cited
from isms_desktop.services.training_hours import Asked, PersonHours, duty_name, kind_name
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import BAND_COLOURS, GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    pass

NOBODY = "請在清單中選一個人，這裡會顯示時數怎麼來的。"
_COURSES_SHOWN = 40
_BAR = 4


class HoursCard(QFrame):
    """One person beside the table."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._shell = shell
        self._row: PersonHours | None = None
        self.title, self.about = QLabel(), QLabel()
        for label, role in ((self.title, "heading"), (self.about, "muted")):
            label.setWordWrap(True)
            set_role(label, role)
        self.body = QWidget()
        set_role(self.body, "body")
        self._area = ScrollDown()
        self.open_person = button_with("這位同仁的資料", link=True)
        self.open_person.clicked.connect(lambda _checked=False: self._open())
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self._area, 1)
        column.addWidget(self.open_person)
        self.show_person(None)

    def show_person(self, row: PersonHours | None) -> None:
        """Show somebody's year; None says what to do."""
        self._row = row
        self.open_person.setVisible(row is not None)
        self._area.setVisible(row is not None)
        self.about.setVisible(row is not None)
        if row is None:
            self.title.setText(NOBODY)
            set_role(self.title, "muted")
            return
        set_role(self.title, "heading")
        self.title.setText(" ".join(filter(None, (row.person.name, row.person.job_title))))
        self.about.setText("　".join(filter(None, (row.person.department, row.who))))
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GRID)
        for asked in row.asked:
            column.addWidget(AskedLine(asked, row.year))
        column.addWidget(_courses(row))
        column.addStretch(1)
        self._area.setWidget(body)
        self.body = body

    def words(self) -> str:
        """All that the card says, for tests and screen readers."""
        labels = self.body.findChildren(QLabel) if self._row is not None else []
        return "\n".join(each.text() for each in (self.title, self.about, *labels))

    def _open(self) -> None:
        if self._row is not None:
            self._shell.open_page("people", view="people", record_id=self._row.person.id)


class AskedLine(QWidget):
    """「通識：每年 3 小時。已有 1 小時，尚缺 2 小時。」 with a bar of its colour at the left."""

    def __init__(self, asked: Asked, year: int) -> None:
        super().__init__()
        duty, later = asked.duty, asked.until > year
        self._band = "low" if not asked.missing else "medium" if later else "high"
        span = "每年" if duty.years == 1 else f"每 {duty.years} 年"
        enough = f"（全機關 {duty.people} 人即可）" if duty.people else ""
        text = f"{duty_name(duty)}：{span} {duty.hours:g} 小時{enough}。已有 {asked.hours:g} 小時，"
        if not asked.missing:
            text += "達標。"
        else:
            text += f"{asked.until} 年底前還要 {asked.missing:g} 小時。" if later else f"尚缺 {asked.missing:g} 小時。"
        words, source = QLabel(text), QLabel(cited(duty.source, duty.verified))
        column = QVBoxLayout(self)
        column.setContentsMargins(_BAR + GRID, 0, 0, 0)
        column.setSpacing(2)
        set_role(source, "small")
        for label in (words, source):
            label.setWordWrap(True)
            column.addWidget(label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        QPainter(self).fillRect(0, 0, _BAR, self.height(), QColor(BAND_COLOURS[self._band]))


def _courses(row: PersonHours) -> QWidget:
    """The courses of this year and the one before, newest first."""
    taken, whole = row.taken, QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, GRID, 0, 0)
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID // 2)
    years = f"{row.year - 1}、{row.year} 年度"
    heading = QLabel(f"{years}參加過的課程" if taken else f"{years}還沒有參加過課程。")
    set_role(heading, "heading" if taken else "muted")
    grid.addWidget(heading, 0, 0, 1, 3)
    for line, each in enumerate(taken[:_COURSES_SHOWN], start=1):
        day, name = QLabel(write_day(each.course.held_on)), QLabel(each.course.name)
        name.setWordWrap(True)
        hours = QLabel(f"{kind_name(each.course.kind)} {each.hours:g}")
        set_role(day, "muted")
        grid.addWidget(day, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, line, 1)
        grid.addWidget(hours, line, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    if len(taken) > _COURSES_SHOWN:
        more = QLabel(f"另有 {len(taken) - _COURSES_SHOWN} 場。")
        set_role(more, "muted")
        grid.addWidget(more, _COURSES_SHOWN + 1, 0, 1, 3)
    grid.setColumnStretch(1, 1)
    return whole
