"""On paper and into files: what the buttons of 表單列印 do with the shown paper, or with all that are ticked."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from isms_desktop.services import own_forms, printing, prints
from isms_desktop.services.printing import PrintOrder
from isms_desktop.ui.jobs import JobControl
from isms_desktop.ui.pages.forms.preview import print_pdf
from isms_desktop.ui.shell import Action, Shell, attempt

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.printing import FormInfo, MissingCharacter, Print
    from isms_desktop.services.records import Changed

T = TypeVar("T")
OUTPUT_WORDS = {"pdf": "PDF（不會走樣）", "odt": "ODT 文件（可再編輯）", "ods": "ODS 試算表", "xlsx": "Excel 活頁簿"}
"""What a paper can be saved as, in the order in which it is offered."""


class Desk(Protocol):
    """What the buttons ask of the view."""

    office: "Office"
    shell: Shell

    def form(self) -> "FormInfo":
        """The paper that is shown."""

    def form_named(self, form_id: str) -> "FormInfo":
        """Another paper of the office."""

    def orders(self) -> list[PrintOrder]:
        """What is to be printed or saved."""

    def year_of_papers(self) -> int:
        """民國 year of the year's papers."""

    def window(self) -> QWidget:
        """Over which dialogs stand."""


class Sending:
    """The buttons 列印, 存檔, 年度表單 and 修改表單檔. Everything that leaves the office is registered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # ---- on paper

    def print(self) -> None:
        """Ask for the printer, then look for what cannot be drawn, then print."""
        orders = self._desk.orders()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title(orders))
        dialog = QPrintDialog(printer, self._desk.window())
        if len(orders) > 1:  # a range of pages makes no sense for several papers
            dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.check(orders, lambda: self.print_on(printer, orders))

    def check(self, orders: Sequence[PrintOrder], go_on: Callable[[], None]) -> None:
        """Go on at once when every character can be drawn; else say which cannot, and ask."""

        def look(office: "Office", control: JobControl) -> "list[MissingCharacter]":
            found: list[MissingCharacter] = []
            for place, order in enumerate(orders):
                control.progress(place, len(orders))
                found += printing.missing_characters(office, order)
            return found

        def decide(missing: "list[MissingCharacter]") -> None:
            if missing:
                self._desk.shell.say(missing_words(missing), "warning", ("仍要列印", go_on))
            else:
                go_on()

        self._desk.shell.run_job("檢查文字", look, done=decide)

    def print_on(self, printer: QPrinter, orders: Sequence[PrintOrder]) -> None:
        """Register, draw and print these papers, one after the other."""
        title = self._title(orders)

        def work(office: "Office", control: JobControl, told: prints.Told) -> "list[Print]":
            def send(pdf: bytes) -> None:
                print_pdf(pdf, printer, control)

            return [
                prints.print_on_paper(office, order, send, told=told, cancelled=control.cancelled) for order in orders
            ]

        self._run(
            f"列印{title}",
            work,
            done=lambda made: self._desk.shell.say(
                f"已送出{title}共 {sum(each.pages for each in made)} 頁到印表機。{number_words(made)}"
            ),
            cancelled=lambda: self._desk.shell.say("已取消列印；送出的頁面可能已經印出。", "warning"),
        )

    # ---- into files

    def save(self) -> None:
        """Ask where to, and as what."""
        orders = self._desk.orders()
        if len(orders) > 1:
            name = QFileDialog.getExistingDirectory(self._desk.window(), "存到資料夾", str(self._folder()))
            if name:
                self.save_into(Path(name), orders)
            return
        form = self._desk.form_named(orders[0].form)
        filters = {f"{OUTPUT_WORDS[each]} (*.{each})": f".{each}" for each in OUTPUT_WORDS if each in form.outputs}
        proposed = self._folder() / f"{file_name(form, blank=orders[0].blank)}.pdf"
        name, chosen = QFileDialog.getSaveFileName(self._desk.window(), "存檔", str(proposed), ";;".join(filters))
        if name:
            path = Path(name)
            wanted = filters.get(chosen, ".pdf")
            # The proposed ending stays behind in some dialogs when another kind is chosen.
            self.save_to(path.with_suffix(wanted) if path.suffix.lower() in ("", ".pdf") else path, orders[0])

    def save_to(self, path: Path, order: PrintOrder) -> None:
        """Write one paper to a file, of the kind that its ending says."""

        def work(office: "Office", control: JobControl, told: prints.Told) -> "Print":
            return prints.print_form(
                office, order, path, told=told, progress=control.progress, cancelled=control.cancelled
            )

        self._run(f"儲存{self._title([order])}", work, done=lambda made: self._say_saved([made], path))

    def save_into(self, folder: Path, orders: Sequence[PrintOrder]) -> None:
        """Write several papers into a folder, each as PDF under its own name."""
        named = {file_name(self._desk.form_named(each.form), blank=each.blank): each for each in orders}
        self._save_all(f"儲存 {len(named)} 張表單", folder, named)

    def save_year(self) -> None:
        """Ask for the folder of the year's papers."""
        name = QFileDialog.getExistingDirectory(self._desk.window(), "年度表單放在哪裡", str(self._folder()))
        if name:
            self.save_year_to(Path(name))

    def save_year_to(self, folder: Path) -> None:
        """Every paper of the year into a folder of its own below this one."""
        year = self._desk.year_of_papers()
        named = printing.all_orders(self._desk.office, year=year)
        self._save_all(f"儲存 {year} 年度表單", folder / f"{year}年度表單", named)

    def edit_form(self) -> None:
        """The office's own file for the shown paper, opened in whatever edits text here."""
        path = attempt(self._desk.shell, lambda: own_forms.copy_to_edit(self._desk.office, self._desk.form().id))
        if path is not None:
            words = f"這張表單的檔案在「{path.parent.name}」資料夾裡的「{path.name}」，修改存檔後回到這裡就會使用。"
            self._desk.shell.say(words, "info", _open(path))

    # ---- inside

    def _save_all(self, title: str, folder: Path, named: Mapping[str, PrintOrder]) -> None:
        def work(office: "Office", control: JobControl, told: prints.Told) -> "list[Print]":
            return prints.print_all(
                office, folder, named, told=told, progress=control.progress, cancelled=control.cancelled
            )

        self._run(
            title,
            work,
            done=lambda made: self._say_saved(made, folder),
            cancelled=lambda: self._desk.shell.say("已取消；已經存好的表單留在資料夾裡。", "warning", _open(folder)),
        )

    def _say_saved(self, made: "Sequence[Print]", path: Path) -> None:
        missing = [each for printed in made for each in printed.missing]
        words = f"已把 {len(made)} 張表單存到「{path}」。" if len(made) > 1 else f"已存到「{path}」。"
        said = words + number_words(made) + missing_words(missing)
        self._desk.shell.say(said, "warning" if missing else "info", _open(path))

    def _run(
        self,
        title: str,
        work: "Callable[[Office, JobControl, prints.Told], T]",
        *,
        done: Callable[[T], None],
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Run it as a job; what it has written into the register is told however it ends."""
        told: list[Changed] = []

        def tell() -> None:
            for changed in told:
                self._desk.shell.changed(changed)

        def end(result: T) -> None:
            tell()
            done(result)

        def end_cancelled() -> None:
            tell()
            if cancelled is not None:
                cancelled()

        self._desk.shell.run_job(
            title,
            lambda office, control: work(office, control, told.append),
            done=end,
            failed=lambda _text: tell(),
            cancelled=end_cancelled,
        )

    def _title(self, orders: Sequence[PrintOrder]) -> str:
        return f"「{self._desk.form_named(orders[0].form).title}」" if len(orders) == 1 else f" {len(orders)} 張表單"

    def _folder(self) -> Path:
        return self._desk.office.path.parent


def missing_words(missing: "Sequence[MissingCharacter]") -> str:
    """Which characters no font draws and where they stand; "" when there are none."""
    if not missing:
        return ""
    places = "；".join(f"{each.record} 的{each.field}「{each.character}」" for each in missing[:3])
    more = f"等 {len(missing)} 處" if len(missing) > 3 else ""
    return f"有字型印不出來的字，紙上會是〓：{places}{more}。請先改用別的寫法，或安裝含這些字的字型。"


def number_words(made: "Sequence[Print]") -> str:
    """The numbers that the papers have got, as a sentence."""
    numbers = [each.number for each in made if each.number]
    if not numbers:
        return "檔案目前是唯讀的，這次沒有列印編號，也沒有登記。"
    return f"列印編號 {numbers[0]}。" if len(numbers) == 1 else f"列印編號 {numbers[0]} 至 {numbers[-1]}。"


def file_name(form: "FormInfo", *, blank: bool) -> str:
    """The name of a paper's file, without its ending."""
    parts = (f"附件 {form.attachment}" if form.attachment else "", form.title, "空白" if blank else "")
    return "-".join(part for part in parts if part).replace("/", "／")


def _open(path: Path) -> Action:
    return "開啟", lambda: _open_now(path)


def _open_now(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
