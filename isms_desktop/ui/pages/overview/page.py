"""總覽: what there is, how the risks lie, and what to do next. Everything on it leads to where the work is done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import KINDS
from isms_desktop.services import overview
from isms_desktop.ui.pages.overview.reminders import ReminderCard
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.band import BandLegend
from isms_desktop.ui.widgets.header import PageHeader, button_with
from isms_desktop.ui.widgets.heatmap import HeatMap, level_names

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.overview import Count, Overview, Step
    from isms_desktop.services.records import Changed


class OverviewPage(Page):
    """Numbers along the top, next steps on the left, the matrix on the right."""

    page_id = "overview"
    title = "總覽"
    kinds = frozenset(KINDS)

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.header = PageHeader("總覽", "")
        self._counts = QHBoxLayout()
        self._counts.setSpacing(GRID * 2)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(GRID)
        self.heatmap = HeatMap(small=True)
        self.heatmap.chosen.connect(self._on_cell)
        self.legend = BandLegend()
        below = QHBoxLayout()
        below.setSpacing(GRID * 2)
        self.reminders = ReminderCard(office, shell)
        left = QVBoxLayout()
        left.setSpacing(GRID * 2)
        left.addWidget(self.reminders)
        left.addWidget(_card("接下來可以做的事", self._steps))
        left.addStretch(1)
        below.addLayout(left, 3)
        below.addWidget(self._matrix_card(), 2, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        set_role(body, "body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        inside.setSpacing(GRID * 2)
        inside.addWidget(self.header)
        inside.addLayout(self._counts)
        inside.addLayout(below)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def refresh(self, _changed: "Changed | None") -> None:
        """Count everything anew."""
        self.reminders.refresh()
        now = overview.summary(self.office)
        profile = self.office.rules.profile
        self.header.title.setText(self.office.agency.name)
        self.header.purpose.setText(f"{now.year} 年度　資通安全責任等級 {self.office.agency.grade} 級　{profile.title}")
        self._show_counts(now)
        self._show_steps(now)
        self.heatmap.set_matrix(now.matrix, self.office.rules.method, level_names(self.office))
        self.legend.set_bands(self.office.rules.method.bands, dict(now.matrix.totals))

    def _matrix_card(self) -> QFrame:
        inside = QVBoxLayout()
        inside.setSpacing(GRID)
        inside.addWidget(self.heatmap)
        inside.addWidget(self.legend)
        go = button_with("查看風險清單", link=True)
        go.clicked.connect(lambda: self.shell.open_page("risks"))
        inside.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return _card("風險分布", inside)

    def _show_counts(self, now: "Overview") -> None:
        _clear(self._counts)
        for count in now.counts:
            card = CountCard(count)
            card.clicked.connect(lambda _checked=False, page=count.page: self.shell.open_page(page))
            self._counts.addWidget(card, 1)

    def _show_steps(self, now: "Overview") -> None:
        _clear(self._steps)
        for place, step in enumerate(now.next_steps, start=1):
            row = StepRow(place, step)
            row.button.clicked.connect(lambda _checked=False, step=step: self._go(step))
            self._steps.addWidget(row)

    def _go(self, step: "Step") -> None:
        where = {"focus": step.focus} if step.focus else {}
        self.shell.open_page(step.page, **where)

    def _on_cell(self, place: object) -> None:
        self.heatmap.select(None)
        if place:
            self.shell.open_page("risks", cell=place)


class CountCard(QPushButton):
    """One number and what it counts; a click shows the records."""

    def __init__(self, count: "Count") -> None:
        super().__init__()
        number, label = QLabel(f"{count.number:,}"), QLabel(count.label)
        set_role(number, "number")
        set_role(label, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(0)
        for words in (number, label):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(words)
        self.setAccessibleName(f"{count.label} {count.number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As large as the two lines."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()


class StepRow(QWidget):
    """One thing to do: what, why, and the button that goes there."""

    def __init__(self, place: int, step: "Step") -> None:
        super().__init__()
        number, text, why = QLabel(f"{place}"), QLabel(step.text), QLabel(step.why)
        set_role(number, "number")
        set_role(text, "heading")
        set_role(why, "muted")
        number.setFixedWidth(GRID * 5)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        why.setWordWrap(True)
        text.setWordWrap(True)
        self.button = button_with("開始" if place > 1 else "現在就做", main=place == 1)
        self.button.setAccessibleName(f"開始：{step.text}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        grid.addWidget(number, 0, 0, 2, 1)
        grid.addWidget(text, 0, 1)
        grid.addWidget(why, 1, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)


def _card(title: str, inside: QVBoxLayout) -> QFrame:
    card = QFrame()
    set_role(card, "card")
    heading = QLabel(title)
    set_role(heading, "heading")
    column = QVBoxLayout(card)
    column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
    column.setSpacing(GRID * 2)
    column.addWidget(heading)
    column.addLayout(inside)
    return card


def _clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
