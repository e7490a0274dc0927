"""The papers: one is looked at and printed with its records, or several are ticked and printed or saved in one go."""

import io
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.services import own_forms, paper_choices, printing
from isms_desktop.services.printing import PrintOrder
from isms_desktop.services.years import current_year
from isms_desktop.ui.jobs import Job, JobControl
from isms_desktop.ui.pages.forms.label_options import LabelOptions
from isms_desktop.ui.pages.forms.personal import PersonalChoice
from isms_desktop.ui.pages.forms.preview import Preview
from isms_desktop.ui.pages.forms.sending import Sending, missing_words
from isms_desktop.ui.shell import Shell, View
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.choice_box import YearBox
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_button import PickButton
from isms_desktop.ui.widgets.pick_list import PickRow
from isms_desktop.ui.widgets.tick_list import TickList
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.printing import FormInfo, Print
    from isms_desktop.services.records import Changed

_NOTHING = b""
_WITHOUT = "還沒有這種紀錄，"
NO_FORM_OF_ITS_OWN = "剛才那一頁沒有對應的表單；請在左邊選一張，或回到那一頁按「匯出」存成試算表再列印。"
NO_FORM = "沒有這張表單；請在左邊另選一張，或回到那一頁按「匯出」存成試算表再列印。"


class PapersView(View):
    """The list of papers on the left, the chosen one on the right."""

    kinds = frozenset(KINDS)
    purpose = "選一張表單，先看再印。勾選多張可以一次列印或存檔；空白表單留有手寫的行距。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.pdf = _NOTHING
        self._form_id = ""
        self._without = False
        self._forms: dict[str, FormInfo] = {}
        self._drawing: Job | None = None
        self._again = False
        self._said: tuple[str, ...] = ()
        self._shown = ""
        self.sending = Sending(self)
        self._make_tools()
        self.search = QLineEdit()
        self.search.setPlaceholderText("找表單：名稱或附件編號")
        self.search.setAccessibleName("找表單")
        self.search.setClearButtonEnabled(True)
        self.list = TickList("表單", lines=2)
        self.ticks = QLabel()
        self.untick = button_with("清除勾選", link=True)
        self.preview = Preview()
        self.state = QLabel()
        set_role(self.state, "muted")
        self.filling = ViewSwitch(name="填好或空白")
        self.year = YearBox(current_year(office))
        self.records = PickButton("要列印的紀錄")
        self.labels = LabelOptions()
        self.personal = PersonalChoice()
        self.zoom = ViewSwitch(name="顯示大小")
        self.edit = button_with("修改表單檔", link=True, tip="把這張表單複製到本機關資料夾，改成自己的版本")
        self._lay_out()
        self._connect()

    # ---- what the page asks

    def refresh(self, changed: "Changed | None") -> None:
        """The list may have other titles, and the paper other words."""
        self._forms = {form.id: form for form in printing.forms(self.office)}
        self.list.rows.set_rows(_rows(list(self._forms.values())))
        if self._form_id not in self._forms:
            self._form_id = next(iter(self._forms), "")
        self.list.pick(self._form_id)
        self._count_ticks()
        self._say_problems()
        shown = printing.kinds_of(self.office, self._form_id)
        if changed is None or not shown.isdisjoint(changed.touched):
            self._redraw()

    def focus_search(self) -> None:
        """The search box over the list."""
        self.search.setFocus()

    def printable_form(self) -> str:
        """The paper that is shown."""
        return self._form_id

    def print_shown(self) -> bool:
        """Ctrl+P prints what is chosen here, as the button does."""
        if self.print.isEnabled():
            self.sending.print()
        return True

    def jump(self, **where: object) -> None:
        """``form``: the paper to show, with ``ids`` those of its records; ``order``: a paper as it was ordered once.

        A paper that there is not is said, with what can be done instead.
        """
        order, form, ids = where.get("order"), where.get("form"), where.get("ids")
        if not isinstance(order, PrintOrder):
            if not isinstance(form, str):
                return
            order = PrintOrder(form, ids=ids if isinstance(ids, tuple) else ())
        if order.form not in self._forms:
            self.shell.say(NO_FORM if order.form else NO_FORM_OF_ITS_OWN)
            return
        self.search.clear()
        self.list.pick(order.form)
        self._form_id = order.form
        self._take(order)
        self._draw()

    def form(self) -> "FormInfo":
        """The paper that is shown."""
        return self._forms[self._form_id]

    def show_form(self, form_id: str, ids: tuple[int, ...] = ()) -> None:
        """Draw this paper, of these records (all of them when there are none), and show it."""
        if form_id != self._form_id:
            self.personal.choose(False)
        self._form_id = form_id
        if self.list.key() != form_id:
            self.list.pick(form_id)
        self._offer_choices(ids)
        self._draw()

    def _take(self, order: PrintOrder) -> None:
        """Choose what an order asks for."""
        self.filling.blockSignals(True)
        self.filling.show_view("blank" if order.blank else "filled")
        self.filling.blockSignals(False)
        form = self.form()
        self.year.set_years(printing.years(self.office, form.id))
        if order.year:
            self.year.show_year(order.year)
        elif order.ids and form.yearly:
            # That of a record that is asked for by itself: it is offered among those of its own year.
            self.year.show_year(paper_choices.year_of(self.office, form.kind, order.ids[0]) or 0)
        self.personal.choose(order.unmasked)
        if form.labels:
            self.labels.set_sheets(form.labels)
            self.labels.choose(order.label_sheet, order.label_skip, order.rulers)
        self._offer_choices(order.ids)

    def form_named(self, form_id: str) -> "FormInfo":
        """Another paper of the office."""
        return self._forms[form_id]

    def year_of_papers(self) -> int:
        """民國 year of the year's papers: the chosen one where the shown paper has years."""
        return self.year.year() if self.form().yearly else current_year(self.office)

    def order(self, form_id: str = "") -> PrintOrder:
        """What is to be printed: the shown paper as it is shown, or another with the same year and filling."""
        form = self._forms[form_id or self._form_id]
        shown = form.id == self._form_id
        labels = shown and bool(form.labels)
        return PrintOrder(
            form=form.id,
            blank=self.filling.current() == "blank",
            year=self.year.year() if form.yearly else None,
            ids=self.records.keys() if shown else (),
            label_sheet=self.labels.chosen_sheet() if labels else "",
            label_skip=self.labels.skip() if labels else 0,
            rulers=self.labels.rulers.isChecked() if labels else False,
            unmasked=shown and self.personal.full.isChecked(),
        )

    def orders(self) -> list[PrintOrder]:
        """What the buttons are for: the ticked papers, or the shown one when none is ticked."""
        return [self.order(form_id) for form_id in self.list.ticked()] or [self.order()]

    # ---- drawing

    def _offer_choices(self, ids: tuple[int, ...] = ()) -> None:
        """The years and the records that this paper has."""
        form = self.form()
        self.year.set_years(printing.years(self.office, form.id))
        self.year.setVisible(form.yearly and self.year.count() > 1)
        found = paper_choices.records_of(self.office, form.id, self.year.year() if form.yearly else None)
        unit = record_type(form.kind).unit if form.kind else ""
        self.records.set_choices([PickRow(each.id, each.title, mark=each.mark) for each in found], unit)
        self.records.choose(ids)
        self.records.setVisible(len(found) > 1 and self.filling.current() == "filled")
        self._without = bool(form.kind) and not found
        self.labels.set_sheets(form.labels)
        self.edit.setText("打開表單檔" if form.own else "修改表單檔")

    def _redraw(self) -> None:
        """Draw it with what there is to choose now."""
        if self._form_id:
            self._offer_choices(self.records.keys())
            self._draw()

    def _draw(self) -> None:
        """Draw the chosen paper beside the window; a choice made meanwhile is drawn next."""
        if not self._form_id:
            return
        if self._drawing is not None:
            self._again = True
            self._drawing.cancel()
            return
        order = self.order()
        self.state.setText("準備中…")
        self._set_ready(False)
        self._drawing = self.shell.run_job(
            f"準備「{self.form().title}」",
            lambda office, control: _drawn(office, order, control),
            done=self._show,
            failed=lambda text: self._show_nothing(text),
            cancelled=lambda: self._show_nothing(""),
        )

    def _show(self, drawn: "tuple[bytes, Print]") -> None:
        if self._start_again():
            return
        self.pdf, result = drawn
        self._show_pdf()
        without = self._without and self.filling.current() == "filled"
        self.state.setText(f"{_WITHOUT if without else ''}共 {result.pages} 頁")
        self.personal.offer(result.personal)
        self._set_ready(True)
        if result.missing:
            self.shell.say(missing_words(result.missing), "warning")

    def _show_nothing(self, text: str) -> None:
        if not self._start_again():
            self.pdf = _NOTHING
            self._show_pdf()
            self.state.setText(text)
            self._set_ready(False)

    def _show_pdf(self) -> None:
        """The paper, at its old place when it is the same one, and at once with it what belongs to it."""
        self.labels.setVisible(bool(self.form().labels))
        self.preview.show_pdf(self.pdf, stay=self._shown == self._form_id)
        self._shown = self._form_id

    def _start_again(self) -> bool:
        self._drawing = None
        again, self._again = self._again, False
        if again:
            self._draw()
        return again

    def _set_ready(self, ready: bool) -> None:
        for button in (self.print, self.save):
            button.setEnabled(ready or bool(self.list.ticked()))

    def _say_problems(self) -> None:
        """What is wrong with the office's own form files, once for each state of them."""
        problems = tuple(str(each) for each in own_forms.forms_of(self.office).problems)
        if problems != self._said:
            self._said = problems
            if problems:
                self.shell.say(f"{problems[0]}目前先用內建的表單。", "warning")

    # ---- inside

    def _count_ticks(self) -> None:
        count = len(self.list.ticked())
        self.ticks.setText(f"已勾選 {count} 張" if count else "勾選多張可一次列印、存檔")
        set_role(self.ticks, "" if count else "muted")
        self.untick.setVisible(bool(count))
        self.print.setText(f"列印 {count} 張…" if count else "列印…")
        self.save.setText(f"存檔 {count} 張…" if count else "存檔…")
        self._set_ready(bool(self.pdf) and self._drawing is None)

    def _make_tools(self) -> None:
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.year_papers = button_with("年度表單…", tip="把一個年度的全部表單各存成 PDF，依附件編號放進一個資料夾")
        self.save = button_with("存檔…", tip="存成 PDF、ODT 或試算表")
        self.print = button_with(
            "列印…", main=True, tip="選印表機，印出勾選的表單；沒有勾選時印出畫面上這一張（Ctrl+P）"
        )
        for button in (self.year_papers, self.save, self.print):
            row.addWidget(button)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.list.rows.search)
        self.search.textChanged.connect(lambda _needle: self.list.pick(self._form_id))
        self.list.picked.connect(lambda form_id: self.show_form(form_id))
        self.list.rested.connect(self._on_rested)
        self.list.ticks_changed.connect(self._count_ticks)
        self.untick.clicked.connect(lambda _checked=False: self.list.tick(self.list.ticked(), False))
        self.filling.switched.connect(lambda _name: self._redraw())
        self.year.activated.connect(lambda _place: self._redraw())
        self.records.chosen.connect(self._draw)
        self.labels.changed.connect(self._draw)
        # Pressed, not switched: after the wheel has changed the size, the same button leads back.
        self.zoom.pressed.connect(lambda name: self.preview.fit_width(name == "width"))
        self.personal.changed.connect(self._draw)
        self.personal.dropped.connect(self._on_dropped)
        self.print.clicked.connect(lambda _checked=False: self.sending.print())
        self.save.clicked.connect(lambda _checked=False: self.sending.save())
        self.year_papers.clicked.connect(lambda _checked=False: self.sending.save_year())
        self.edit.clicked.connect(lambda _checked=False: self.sending.edit_form())

    def _on_dropped(self) -> None:
        """What was shown in full is not seen again when the clerk comes back."""
        self.pdf = _NOTHING
        self._show_pdf()
        self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Also when it comes up from below something that lay over the page."""
        super().showEvent(event)
        self.catch_up()

    def _on_rested(self, form_id: str) -> None:
        if form_id != self._form_id:
            self.show_form(form_id)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.ticks, 1)
        below.addWidget(self.untick)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addLayout(below)
        self.filling.add("filled", "填好的")
        self.filling.add("blank", "空白（手寫）")
        self.zoom.add("width", "頁寬")
        self.zoom.add("page", "整頁")
        top = QHBoxLayout()
        top.setSpacing(GRID)
        chosen: tuple[QWidget, ...] = (self.filling, self.year, self.records)
        for widget in chosen:
            top.addWidget(widget)
        top.addStretch(1)
        shown: tuple[QWidget, ...] = (self.state, self.edit, self.zoom)
        for widget in shown:
            top.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addLayout(top)
        right.addWidget(self.labels)
        right.addWidget(self.personal)
        right.addWidget(self.preview, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GRID * 2)
        both.addLayout(left, 2)
        both.addLayout(right, 5)
        self.setFocusProxy(self.list)


def _drawn(office: "Office", order: PrintOrder, control: JobControl) -> "tuple[bytes, Print]":
    """The paper as PDF in memory, and what came of it."""
    pdf = io.BytesIO()
    result = printing.print_form(office, order, pdf, progress=control.progress, cancelled=control.cancelled)
    return pdf.getvalue(), result


def _rows(forms: "list[FormInfo]") -> list[PickRow]:
    rows: list[PickRow] = []
    for subject in dict.fromkeys(form.subject for form in forms):
        rows.append(PickRow(None, subject))
        rows += [PickRow(form.id, form.title, mark=_mark(form)) for form in forms if form.subject == subject]
    return rows


def _mark(form: "FormInfo") -> str:
    return "　".join(
        part for part in ("本機關版" if form.own else "", form.attachment and f"附件 {form.attachment}") if part
    )
