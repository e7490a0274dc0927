"""列印登記: every paper that goes out gets a number, and years later the number says what has become of its records.

    printed = prints.print_form(office, PrintOrder("asset_register"), Path("清冊.pdf"))   # registered as 115-0042
    kept = prints.find(office, "115-42")                                                  # or what a scanner has typed
    prints.state(office, kept).text                                                       # 印出後資料未變更
    prints.attach_scan(office, kept.id, [Path("核章.pdf")])

What is registered: everything that is printed or saved, blank papers too (what is filled in by hand comes back as a
scan and wants its number as much; their hash is that of the form's own words). A preview is not. A file that can only
be read prints without numbers.

A print is never undone. Ctrl+Z passes over it to what was done before: the sheet lies on somebody's desk, and a number
on paper that the file does not know would be worse than one that is not wanted any more. When a print fails or is
cancelled before anything came out, its entry goes again; the number is not given a second time.
"""

import contextlib
import datetime
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from isms_desktop.domain import prints as words
from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.prints import PrintOrder
from isms_desktop.domain.progress import IsCancelled, Progress, look_up
from isms_desktop.paths import ensure_folder
from isms_desktop.printing import Stamp
from isms_desktop.services import attachments, printing
from isms_desktop.services.attachments import Attached
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Changed, Entry, entries_since, newest_change, values_ever

KIND = "print"
PATIENCE = 10.0
"""Seconds to wait for whoever is writing."""
Told: TypeAlias = Callable[[Changed], object]
"""Hears of each change of the register, also when the print fails afterwards."""
_ON_PAPER = frozenset(KINDS) - {KIND, attachments.KIND}
_SCANS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""PDF, PNG, JPEG and TIFF of both byte orders: how the files begin that a scanner or a telephone makes."""


# Registering


@dataclass(frozen=True, slots=True)
class Registration:
    """Numbers that have been given: one for each order, in the same order."""

    ids: tuple[int, ...] = ()
    stamps: tuple[Stamp, ...] = ()


def register(
    office: Office,
    orders: Sequence[PrintOrder],
    output: str,
    told: Told = lambda _changed: None,
    *,
    now: datetime.datetime | None = None,
) -> Registration:
    """Give each order the next number of the office's year, in one transaction, before anything is printed.

    ``orders`` are settled (``printing.settled``), ``output`` is one of ``domain.prints.OUTPUTS``. Raises UserError for
    an unknown form and for a file that cannot be written.
    """
    now = now or datetime.datetime.now()
    moment, today = now.isoformat(timespec="minutes"), now.date()
    position = newest_change(office.store.connection)
    rows: list[dict[str, Value]] = [
        {
            "form": order.form,
            "title": printing.title_of(office, order.form),
            "printed_at": moment,
            "sha256": printing.content_hash(office, order, today),
            "printed_by": office.store.who,
            "output": output,
            "ordered": order.as_text(),
            "position": position,
        }
        for order in orders
    ]
    label = f"列印「{rows[0]['title']}」" if len(rows) == 1 else f"列印 {len(rows)} 張表單"
    with office.action(label, outside=True, patience=PATIENCE) as action:
        # Inside, where nobody else writes: two prints at once never get the same number.
        year = current_year(office, today)
        first = _last_place(office, year) + 1
        numbered = [{"number": words.print_number(year, place), **row} for place, row in enumerate(rows, first)]
        ids = action.insert_many(KIND, numbered)
    told(action.result())
    return Registration(tuple(ids), tuple(_stamp(office, row) for row in numbered))


def _last_place(office: Office, year: int) -> int:
    """The place of the newest number of that year, of entries that are gone as well."""
    given = values_ever(office.store.connection, KIND, "number") + [each.number for each in office.all(KIND)]
    places = [parts[1] for number in given if (parts := words.parts_of_number(str(number))) and parts[0] == year]
    return max(places, default=0)


def _stamp(office: Office, row: Mapping[str, Any]) -> Stamp:
    code = words.print_code(office.origin, row["number"], row["sha256"])
    when = rocdate.write_moment(row["printed_at"])
    return Stamp(row["number"], when, row["sha256"][: words.HASH_ON_PAPER], str(code))


def _complete(office: Office, pages: Mapping[int, int], told: Told) -> None:
    """Note the number of pages: {id: pages}."""
    if pages:
        with office.action("登記列印頁數", outside=True, patience=PATIENCE) as action:
            for record_id, count in pages.items():
                action.update(KIND, record_id, {"pages": count})
        told(action.result())


def _withdraw(office: Office, ids: Sequence[int], told: Told) -> None:
    """Take entries away of which nothing came out. Best effort: what went wrong is to be heard."""
    if ids:
        with contextlib.suppress(UserError):
            with office.action("沒有印成，取消登記", outside=True, patience=PATIENCE) as action:
                for record_id in ids:
                    action.delete(KIND, record_id)
            told(action.result())


@contextlib.contextmanager
def _registered(
    office: Office, orders: Sequence[PrintOrder], output: str, told: Told
) -> Iterator[tuple[Registration, dict[int, int]]]:
    """A registration, and a dictionary for the pages of what has come out; what has not is withdrawn at the end."""
    registration = Registration() if office.read_only else register(office, orders, output, told)
    pages: dict[int, int] = {}
    try:
        yield registration, pages
    finally:
        _withdraw(office, [each for each in registration.ids if each not in pages], told)
        _complete(office, pages, told)


# Printing


def print_form(
    office: Office,
    order: PrintOrder,
    target: Path,
    *,
    told: Told = lambda _changed: None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> printing.Print:
    """Register a paper and save it as a file. Raises as ``printing.print_form``; then it is not registered either."""
    output = target.suffix.lower().removeprefix(".")
    if output not in {each.value for each in words.OUTPUTS[1:]}:
        return printing.print_form(office, order, target)  # it knows what to say
    order = printing.settled(office, order)
    with _registered(office, [order], output, told) as (registration, pages):
        stamp = next(iter(registration.stamps), None)
        made = printing.print_form(office, order, target, stamp=stamp, progress=progress, cancelled=cancelled)
        pages.update((each, made.pages) for each in registration.ids)
    return made


def print_on_paper(
    office: Office,
    order: PrintOrder,
    send: Callable[[bytes], object],
    *,
    told: Told = lambda _changed: None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> printing.Print:
    """Register a paper, draw it and ``send`` the PDF to the printer.

    From then on the entry stays, even when ``send`` raises: some of its pages may lie in the tray.
    """
    order = printing.settled(office, order)
    with _registered(office, [order], "paper", told) as (registration, pages):
        pdf = io.BytesIO()
        stamp = next(iter(registration.stamps), None)
        made = printing.print_form(office, order, pdf, stamp=stamp, progress=progress, cancelled=cancelled)
        pages.update((each, made.pages) for each in registration.ids)
    send(pdf.getvalue())
    return made


def print_all(
    office: Office,
    folder: Path,
    orders: Mapping[str, PrintOrder],
    *,
    told: Told = lambda _changed: None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[printing.Print]:
    """Register these papers in one step and save each as PDF into a folder, under its name (without the ending).

    ``printing.all_orders`` are all of a year. Raises UserError and Cancelled; what lies in the folder by then stays
    there and in the register.
    """
    ensure_folder(folder)
    every = {name: printing.settled(office, order) for name, order in orders.items()}
    made = []
    with _registered(office, list(every.values()), "pdf", told) as (registration, pages):
        stamps = registration.stamps or (None,) * len(every)
        for number, ((name, order), stamp) in enumerate(zip(every.items(), stamps, strict=True)):
            look_up(number, len(every), progress, cancelled)
            made.append(printing.print_form(office, order, folder / f"{name}.pdf", stamp=stamp, cancelled=cancelled))
            if registration.ids:
                pages[registration.ids[number]] = made[-1].pages
        look_up(len(every), len(every), progress, cancelled)
    return made


# Finding


def find(office: Office, text: str) -> Any:
    """The print of a number typed loosely, or of what a scanner has typed from the code at the foot of a paper.

    Raises UserError: another office's paper, a number that is not in the register, a paper of other content.
    """
    code = words.code_read(text)
    number = code.number if code else words.number_typed(text, current_year(office))
    if not number:
        raise UserError(
            f"「{text.strip()[:40]}」不是列印編號。", "請輸入表單左下角的列印編號，例如 115-42，或掃描右下角的條碼。"
        )
    if code and code.mark != words.mark_of(office.origin):
        raise UserError(
            f"這張表單（{number}）是由另一個機關檔案印出的，不在這裡的列印登記中。", "請開啟印出它的那個機關檔案再查。"
        )
    found = next((each for each in office.all(KIND) if each.number == number), None)
    if found is None:
        raise UserError(
            f"列印登記中沒有 {number}。", "請核對表單左下角的列印編號；若檔案由備份還原，備份之後印的不在其中。"
        )
    if code and not words.same_content(code, found.sha256):
        raise UserError(
            f"這張表單和登記的 {number} 不是同一份：內容雜湊不同。", "檔案可能由備份還原過，編號後來給了另一份。"
        )
    return found


def order_of(printed: Any) -> PrintOrder | None:
    """What to print to get this paper once more; None when the register does not know."""
    return words.order_from(printed.form, printed.ordered)


# What has become of it


@dataclass(frozen=True, slots=True)
class PrintState:
    """Whether the records still say what the paper says."""

    kind: Literal["unchanged", "changed", "unknown"]
    text: str
    """One sentence for the clerk."""
    records: int = 0
    """How many records of the paper are other than they were."""


def state(office: Office, printed: Any) -> PrintState:
    """Make the same paper of today's records, as on the day of the print, and compare."""
    order = order_of(printed)
    if order is None or not printed.sha256:
        return PrintState("unknown", "這筆登記沒有留下列印條件，無法比對。")
    try:
        now = printing.content_hash(office, order, datetime.date.fromisoformat(printed.printed_at[:10]))
    except UserError:
        return PrintState("unknown", "現在已經沒有這張表單，無法重新製作比對。")
    if now == printed.sha256:
        return PrintState("unchanged", "印出後資料未變更。")
    position = printed.position or 0
    # What a paper works out for itself may look further than the record types that it names.
    changed = _changed_since(office, position, order, printing.kinds_of(office, order.form)) or _changed_since(
        office, position, order, _ON_PAPER
    )
    if not changed:
        return PrintState("changed", "資料未變更，但表單的文字已經不同（程式或自訂的表單檔更新過）。")
    first, last = (rocdate.write_local(moment).split()[0] for moment in _span(changed.values()))
    when = first if first == last else f"{first} 至 {last} 間"
    return PrintState("changed", f"已於 {when} 變更 {len(changed)} 筆：{_in_words(changed)}。", len(changed))


def _span(moments: Collection[str]) -> tuple[str, str]:
    return min(moments), max(moments)


_Changes: TypeAlias = Mapping[tuple[str, int], str]
"""(record type, id) → the moment of its last change."""


def _changed_since(office: Office, position: int, order: PrintOrder, kinds: Collection[str]) -> _Changes:
    """The records of these types that the paper may show and that are other than they were after that change."""
    lives: dict[tuple[str, int], _Life] = {}
    for entry in entries_since(office.store.connection, position):
        if entry.kind in kinds and _shown(office, entry, order):
            lives.setdefault((entry.kind, entry.record_id), _Life(entry.before is not None)).take(entry)
    return {each: life.moment for each, life in lives.items() if life.differs()}


def _shown(office: Office, entry: Entry, order: PrintOrder) -> bool:
    return not order.ids or entry.kind != printing.first_kind(office, order.form) or entry.record_id in order.ids


class _Life:
    """What a record was at first, and what it has become."""

    def __init__(self, existed: bool) -> None:
        self._existed = self._exists = existed
        self._before: dict[str, Any] = {}
        self._after: dict[str, Any] = {}
        self.moment = ""

    def take(self, entry: Entry) -> None:
        """One more change."""
        self.moment = entry.moment
        self._exists = entry.after is not None
        for key, value in (entry.before or {}).items():
            self._before.setdefault(key, value)
        if entry.after is None:
            self._after = dict.fromkeys(self._before)
        self._after |= entry.after or {}

    def differs(self) -> bool:
        """Whether it is not what it was: what was undone is as it was."""
        if not (self._existed and self._exists):
            return self._existed != self._exists
        keys = self._before.keys() | self._after.keys()
        return any((self._before.get(key) or None) != (self._after.get(key) or None) for key in keys - {"created"})


def _in_words(changed: _Changes) -> str:
    counts = Counter(kind for kind, _ in changed)
    types = [(record_type(kind), count) for kind, count in counts.items()]
    return "、".join(f"{each.label} {count} {each.unit}" for each, count in types)


# The signed scan


def attach_scan(
    office: Office, print_id: int, paths: Sequence[Path], *, progress: attachments.Progress | None = None
) -> Attached:
    """Keep the signed paper with its entry: PDF, PNG, JPEG or TIFF, told by what is in the file and not by its name.

    Raises UserError for anything else; then nothing is attached.
    """
    for path in paths:
        if path.is_file() and not _is_scan(path):
            raise UserError(
                f"「{path.name}」不是掃描檔，沒有附上。", "核章後的表單請掃描或拍照成 PDF、PNG、JPEG 或 TIFF。"
            )
    return attachments.attach(office, KIND, print_id, paths, progress=progress)


def _is_scan(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            beginning = file.read(max(map(len, _SCANS)))
    except OSError:
        return True  # attaching says what is the matter with it
    return beginning.startswith(_SCANS)


def scans_of(office: Office, print_id: int) -> list[Any]:
    """The attachments of a print, oldest first."""
    return attachments.attachments_of(office, KIND, print_id)
