"""年度計畫: which kind of staff takes which course for how long; head-counts come from the people register."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from isms_desktop.domain.fields import Field, Record, Value
from isms_desktop.services import training_plan
from isms_desktop.services.training_plan import Headcounts
from isms_desktop.services.years import current_year
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.choice_box import YearBox
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

SPEC = RegisterSpec(
    kind="training_plan",
    purpose="年度資通安全教育訓練計畫：對象、課程、時數與期程；人數空白時由人員清單計算。",
    columns=("audience", "headcount", "course", "hours", "schedule", "mode", "year"),
    chips="audience",
    form="training_plan",
    also=("person",),
    empty="這個年度還沒有訓練計畫。\n\n按右上角建立，程式會抄去年的項目，或依法定時數提出；\n也可以在上面這一列直接輸入。",
)


class PlanRegister(Register):
    """The plan of one year. A blank head-count shows the number of the people register."""

    counts = Headcounts({}, 0)

    def show(self, record: Record, field: Field, *, masked: bool = True) -> str:
        """As every register, with the computed head-count."""
        audience = getattr(record, "audience", "")
        if field.key == "headcount" and getattr(record, "headcount", "") in (None, "") and audience:
            return str(self.counts.by_audience.get(audience, 0))
        return super().show(record, field, masked=masked)


class PlanView(RegisterView):
    """The plan of the chosen year under a line with the head-counts."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        years, counts, bar = YearBox(current_year(office)), QLabel(), QWidget()
        counts.setWordWrap(True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(years)
        row.addWidget(counts, 1)
        super().__init__(office, shell, SPEC, above=bar)
        self.years, self.counts, self._bar = years, counts, bar
        self.make = button_with("", tip="抄前一份計畫的項目；沒有的話，依本機關等級的法定時數提出")
        self.make.clicked.connect(lambda _checked=False: self.make_plan())
        self._row.insertWidget(0, self.make)
        self.years.set_years(training_plan.plan_years(self.office))
        self.years.currentIndexChanged.connect(lambda _place: self._show_year())

    def make_register(self) -> Register:
        """Only the chosen year; a new line belongs to it."""
        return PlanRegister(
            self.office, self.spec.kind, complete=self._complete, belongs=lambda each: each.year == self.year()
        )

    def year(self) -> int:
        """The year that is shown (民國)."""
        return self.years.year()

    def refresh(self, changed: "Changed | None") -> None:
        """Lines, head-counts and the years to choose from."""
        self.years.set_years(training_plan.plan_years(self.office))
        self._count()
        super().refresh(changed)

    def jump(self, **where: object) -> None:
        """As every register; a line of another year turns to that year."""
        record_id = where.get("record_id")
        line = self.office.find("training_plan", record_id) if isinstance(record_id, int) else None
        if line is not None and line.year != self.year():
            self.years.show_year(line.year)
        super().jump(**where)

    def make_plan(self) -> None:
        """The year's plan from the one before."""
        changed = attempt(self.shell, lambda: training_plan.make_plan(self.office, self.year()))
        if changed:
            self.shell.changed(changed)
            self.shell.say(f"已建立 {len(changed.added)} 項；人數由人員清單計算，期程請再確認。")

    def _show_year(self) -> None:
        self._count()
        self.panel.refresh(None)
        self.card.show_record(0)

    def _complete(self, rows: "list[dict[str, Value]]") -> "list[dict[str, Value]]":
        return training_plan.complete_plan(self.office, [{"year": self.year(), **row} for row in rows])

    def _count(self) -> None:
        year = self.year()
        register: Any = self.panel.register
        register.counts = found = training_plan.headcounts(self.office, year)
        field = self.type.field("audience")
        parts = [f"{field.label_of(audience)} {number} 人" for audience, number in found.by_audience.items()]
        self.counts.setText(f"{'　'.join(parts)}　共計 {found.total} 人（每人只算一次）")
        source = training_plan.plan_source(self.office, year)
        self.make.setText(f"由 {source} 年度計畫建立" if source else "依法定時數建立")
        has_lines = any(each.year == year for each in self.office.all("training_plan"))
        self.make.setEnabled(not has_lines and not self.office.read_only)
