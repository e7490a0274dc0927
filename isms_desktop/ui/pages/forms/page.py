"""表單列印: every paper by subject with the office's attachment numbers; look at it, print it, save it."""

import dataclasses
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from isms_desktop.services import printing, prints
from isms_desktop.services.printing import PrintOrder
from isms_desktop.services.years import current_year
from isms_desktop.ui.jobs import Job, JobControl
from isms_desktop.ui.pages.forms.preview import Preview, print_pdf
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.choice_box import YearBox
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.printing import FormInfo, MissingCharacter, Print
    from isms_desktop.services.records import Changed

T = TypeVar("T")
_NOTHING = b""
NO_FORM_OF_ITS_OWN = "剛才那一頁沒有對應的表單；請在左邊選一張，或回到那一頁按「匯出」存成試算表再列印。"
NO_FORM = "剛才那一頁的表單還沒有收錄在這個版本；請在左邊另選一張，或回到那一頁按「匯出」存成試算表再列印。"


class FormsPage(Page):
    """The list of papers on the left, the chosen one on the right."""

    page_id = "forms"
    title = "表單列印"
    kinds = frozenset(
        {
            "agency", "asset", "risk", "scale", "threat", "treatment", "person", "access_entry", "account_review",
            "action", "attendance", "audit", "business", "communication", "context_issue", "control_check", "course",
            "document", "finding", "harmful_product", "intelligence", "measurement", "objective", "room_log", "system",
            "vendor",
        }
    )  # fmt: skip

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.pdf = _NOTHING
        self._form_id = ""
        self._asked: PrintOrder | None = None
        """An order of the print register that is looked at again, for the records that it had chosen."""
        self._forms: dict[str, FormInfo] = {}
        self._drawing: Job | None = None
        self._again = False
        self.header = PageHeader("表單列印", "選一張表單，先看再印。空白表單留有手寫的行距。")
        self.save_all = self.header.add_button("全部存到資料夾…", tip="把所有表單各存成一個 PDF。")
        self.save = self.header.add_button("存成 PDF…")
        self.print = self.header.add_button("列印…", main=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("找表單：名稱或附件編號")
        self.search.setAccessibleName("找表單")
        self.search.setClearButtonEnabled(True)
        self.list = PickList("表單", lines=2)
        self.preview = Preview()
        self.state = QLabel()
        set_role(self.state, "muted")
        self.filling = ViewSwitch(name="填好或空白")
        self.year = YearBox(current_year(office))
        self.zoom = ViewSwitch(name="顯示大小")
        self._lay_out()
        self._connect()

    def refresh(self, _changed: "Changed | None") -> None:
        """The list may have other titles, and the paper other words."""
        self._forms = {form.id: form for form in printing.forms(self.office)}
        self.list.rows.set_rows(_rows(list(self._forms.values())))
        if self._form_id not in self._forms:
            self._form_id = next(iter(self._forms), "")
        self.list.pick(self._form_id)
        self._draw()

    def focus_search(self) -> None:
        """The search box over the list."""
        self.search.setFocus()

    def printable_form(self) -> str:
        """The paper that is shown."""
        return self._form_id

    def jump(self, **where: object) -> None:
        """``form``: the paper to show; one that there is not is said, with what can be done instead.

        ``order``: a paper as it was ordered once, with its year and its records.
        """
        order = where.get("order")
        if isinstance(order, PrintOrder) and order.form in self._forms:
            self.search.clear()
            self.list.pick(order.form)
            self._form_id, self._asked = order.form, order
            self.filling.show_view("blank" if order.blank else "filled")
            self._draw()
            return
        form = order.form if isinstance(order, PrintOrder) else where.get("form")
        if isinstance(form, str) and form not in self._forms:
            self.shell.say(NO_FORM if form else NO_FORM_OF_ITS_OWN)
        elif isinstance(form, str):
            self.search.clear()
            self.list.pick(form)
            self.show_form(form)

    def show_form(self, form_id: str) -> None:
        """Draw this paper and show it."""
        self._form_id, self._asked = form_id, None
        self._draw()

    def chosen_year(self) -> int | None:
        """The 民國 year whose records a yearly paper shows; None is the present one."""
        chosen = self.year.currentData()
        return chosen if isinstance(chosen, int) else None

    def order(self) -> PrintOrder:
        """What is chosen: everything that decides what stands on the paper."""
        asked = self._asked or PrintOrder(self._form_id)
        return dataclasses.replace(asked, blank=self.blank(), year=self.chosen_year())

    # ---- drawing

    def blank(self) -> bool:
        """Whether the paper is shown for filling in by hand."""
        return self.filling.current() == "blank"

    def _draw(self) -> None:
        """Draw the chosen paper beside the window; a choice made meanwhile is drawn next."""
        if not self._form_id:
            return
        if self._drawing is not None:
            self._again = True
            self._drawing.cancel()
            return
        form_id = self._form_id
        self.year.set_years(printing.years(self.office, form_id))
        self.year.setVisible(self._forms[form_id].yearly and self.year.count() > 1)
        if self._asked is not None and self._asked.year is not None:
            self.year.show_year(self._asked.year)
            self._asked = dataclasses.replace(self._asked, year=None)  # from here on the clerk chooses
        order = self.order()
        self.state.setText("準備中…")
        self._set_ready(False)
        self._drawing = self.shell.run_job(
            f"準備「{self._forms[form_id].title}」",
            lambda office, control: _drawn(office, order, control),
            done=self._show,
            failed=lambda text: self._show_nothing(text),
            cancelled=lambda: self._show_nothing(""),
        )

    def _show(self, drawn: "tuple[bytes, Print]") -> None:
        if self._start_again():
            return
        self.pdf, result = drawn
        self.preview.show_pdf(self.pdf)
        self.state.setText(f"共 {result.pages} 頁")
        self._set_ready(True)
        if result.missing:
            self.shell.say(_missing_words(result.missing), "warning")

    def _show_nothing(self, text: str) -> None:
        if not self._start_again():
            self.pdf = _NOTHING
            self.preview.show_pdf(_NOTHING)
            self.state.setText(text)

    def _start_again(self) -> bool:
        self._drawing = None
        again, self._again = self._again, False
        if again:
            self._draw()
        return again

    def _set_ready(self, ready: bool) -> None:
        for button in (self.print, self.save):
            button.setEnabled(ready)

    # ---- printing and saving

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._forms[self._form_id].title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, self.preview.pages()))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Register the paper that is shown and print it."""
        order, title = self.order(), self._forms[self._form_id].title
        self._run_registered(
            f"列印「{title}」",
            lambda office, told, control: prints.print_on_paper(
                office, order, lambda pdf: print_pdf(pdf, printer, control), told=told, cancelled=control.cancelled
            ),
            done=lambda printed: self.shell.say(f"已送出「{title}」到印表機。{_number_words([printed])}"),
            cancelled="已取消列印；送出的頁面可能已經印出。",
        )

    def _save(self) -> None:
        form = self._forms[self._form_id]
        proposed = self.office.path.parent / f"{_file_name(form, blank=self.blank())}.pdf"
        name, _filter = QFileDialog.getSaveFileName(self, "存成 PDF", str(proposed), "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the shown paper to a file."""
        order = self.order()
        self._run_registered(
            f"儲存「{self._forms[order.form].title}」",
            lambda office, told, control: prints.print_form(
                office, order, path, told=told, progress=control.progress, cancelled=control.cancelled
            ),
            done=lambda printed: self.shell.say(f"已存到「{path}」。{_number_words([printed])}", "info", _open(path)),
            cancelled="已取消，沒有存成檔案。",
        )

    def _save_all(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "全部存到資料夾", str(self.office.path.parent))
        if name:
            self.save_all_to(Path(name))

    def save_all_to(self, folder: Path) -> None:
        """Write every paper into a folder."""

        def said(made: "list[Print]") -> None:
            missing = [each for printed in made for each in printed.missing]
            words = f"已把 {len(made)} 張表單存到「{folder}」。{_number_words(made)}"
            self.shell.say(words + _missing_words(missing), "warning" if missing else "info", _open(folder))

        year = self.chosen_year()
        self._run_registered(
            "儲存全部表單",
            lambda office, told, control: prints.print_all(
                office, folder, year=year, told=told, progress=control.progress, cancelled=control.cancelled
            ),
            done=said,
            cancelled="已取消；已經存好的表單留在資料夾裡。",
        )

    def _run_registered(
        self,
        title: str,
        work: "Callable[[Office, prints.Told, JobControl], T]",
        *,
        done: Callable[[T], None],
        cancelled: str,
    ) -> None:
        """A job that writes the print register: the window hears of its entries, however the job ends."""
        changes: list[Changed] = []

        def ended(say: Callable[[], object]) -> None:
            for each in changes:
                self.shell.changed(each)
            say()

        self.shell.run_job(
            title,
            lambda office, control: work(office, changes.append, control),
            done=lambda result: ended(lambda: done(result)),
            failed=lambda _text: ended(lambda: None),
            cancelled=lambda: ended(lambda: self.shell.say(cancelled, "warning")),
        )

    # ---- inside

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.list.picked.connect(self.show_form)
        self.filling.switched.connect(lambda _name: self._draw())
        self.year.activated.connect(lambda _place: self._draw())
        self.zoom.switched.connect(lambda name: self.preview.fit_width(name == "width"))
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.save_all.clicked.connect(self._save_all)

    def _on_search(self, needle: str) -> None:
        self.list.rows.search(needle)
        self.list.pick(self._form_id)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        self.filling.add("filled", "填好的")
        self.filling.add("blank", "空白（手寫）")
        self.zoom.add("width", "頁寬")
        self.zoom.add("page", "整頁")
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.filling)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.state)
        top.addWidget(self.zoom)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addLayout(top)
        right.addWidget(self.preview, 1)
        below = QHBoxLayout()
        below.setSpacing(GRID * 2)
        below.addLayout(left, 2)
        below.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        column.setSpacing(GRID * 2)
        column.addWidget(self.header)
        column.addLayout(below, 1)
        self.setFocusProxy(self.list)


def _drawn(office: "Office", order: PrintOrder, control: JobControl) -> "tuple[bytes, Print]":
    """The paper as PDF in memory, and what came of it."""
    pdf = io.BytesIO()
    result = printing.print_form(office, order, pdf, progress=control.progress, cancelled=control.cancelled)
    return pdf.getvalue(), result


def _number_words(made: "Sequence[Print]") -> str:
    """The numbers that the papers have got, as a sentence."""
    numbers = [each.number for each in made if each.number]
    if not numbers:
        return "檔案目前是唯讀的，這次沒有列印編號，也沒有登記。"
    return f"列印編號 {numbers[0]}。" if len(numbers) == 1 else f"列印編號 {numbers[0]} 至 {numbers[-1]}。"


def _rows(forms: "list[FormInfo]") -> list[PickRow]:
    rows: list[PickRow] = []
    for subject in dict.fromkeys(form.subject for form in forms):
        rows.append(PickRow(None, subject))
        rows += [PickRow(form.id, form.title, mark=_attachment(form)) for form in forms if form.subject == subject]
    return rows


def _attachment(form: "FormInfo") -> str:
    return f"附件 {form.attachment}" if form.attachment else ""


def _missing_words(missing: "Sequence[MissingCharacter]") -> str:
    """Which characters no font draws and where they stand; "" when there are none."""
    if not missing:
        return ""
    places = "；".join(f"{each.record} 的{each.field}「{each.character}」" for each in missing[:3])
    more = f"等 {len(missing)} 處" if len(missing) > 3 else ""
    return f"有字型印不出來的字，紙上會是〓：{places}{more}。請先改用別的寫法，或安裝含這些字的字型。"


def _file_name(form: "FormInfo", *, blank: bool) -> str:
    parts = (_attachment(form), form.title, "空白" if blank else "")
    return "-".join(part for part in parts if part).replace("/", "／")


def _open(path: Path) -> tuple[str, Callable[[], None]]:
    return "開啟", lambda: _open_now(path)


def _open_now(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
