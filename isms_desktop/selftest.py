"""Proves that this very installation works, frozen or not: every library, file and path that a clerk will use.

Works on a throwaway office in a temporary folder; nothing of the user's is read or changed.
"""

import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from isms_desktop import __version__, paths
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.reports import Part, Report
from isms_desktop.services import backups, library, records
from isms_desktop.services.offices import Office, create_office, open_office

PROFILE = "household-office-c"
SIGNALS = 20_000
"""PySide6 6.12 aborts on Python 3.11 before this many: see the note in pyproject.toml."""


@dataclass(frozen=True, slots=True)
class SelfTestReport(Report):
    """All that was tried, and how long it took."""

    seconds: float

    @property
    def verdict(self) -> str:
        """One closing sentence."""
        bad = sum(not part.ok for part in self.parts)
        return f"{'全部正常' if self.ok else f'{bad} 項不正常'}（{len(self.parts)} 項，{self.seconds:.1f} 秒）。"


def run_self_test(out: Path | None = None) -> SelfTestReport:
    """Try everything; what is made (papers, sheets, a picture of the window) stays in ``out`` when given.

    Raises UserError when ``out`` cannot be made; what fails later is a part of the report.
    """
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="isms-", ignore_cleanup_errors=True) as temporary:
        folder = paths.ensure_folder(out or Path(temporary))
        parts = tuple(_try(name, trial, folder) for name, trial in _TRIALS)
    return SelfTestReport(parts, time.perf_counter() - started)


def _try(name: str, trial: Callable[[Path], str], folder: Path) -> Part:
    try:
        return Part(name, True, trial(folder))
    except UserError as problem:
        return Part(name, False, str(problem))
    except Exception as problem:  # a part that breaks must not hide the others
        return Part(name, False, f"{type(problem).__name__}: {problem}")


def _expect(condition: bool, what: str) -> None:
    if not condition:
        raise UserError(what)


def _versions(_folder: Path) -> str:
    from sqlcipher3 import dbapi2 as sqlite

    from isms_desktop.ui.application import qt_version

    cipher = sqlite.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    return (
        f"程式 {__version__}、Python {platform.python_version()}、Qt {qt_version()}、"
        f"SQLite {sqlite.sqlite_version}、SQLCipher {cipher}、{platform.platform()}"
    )


def _shipped(_folder: Path) -> str:
    from isms_desktop.services.printing import form_list

    profiles = library.profiles()
    for profile in profiles:
        library.sample(profile)
    forms = form_list()
    _expect(
        len(profiles) >= 5 and len(library.threat_catalogue()) >= 60 and len(forms) >= 8, "程式檔案不完整，請重新安裝。"
    )
    font = paths.shipped("resources", "fonts", "TW-Kai.ttf")
    _expect(font.stat().st_size > 1_000_000, "列印字型不完整，請重新安裝。")
    return f"{len(profiles)} 種機關類型、{len(forms)} 張表單、列印字型"


def _fresh(folder: Path, name: str, key: str | None = None) -> Office:
    path = folder / f"{name}.isms"
    path.unlink(missing_ok=True)
    return create_office(path, profile=PROFILE, name="自我檢測機關", sample=True, key=key)


def _office(folder: Path) -> str:
    office = _fresh(folder, "新機關")
    try:
        asset = office.all("asset")[0]
        records.change(office, "asset", {asset.id: {"name": "改過的名稱"}}, "自我檢測")
        records.undo(office)
        _expect(office.find("asset", asset.id).name == asset.name, "復原沒有作用。")
        report = backups.verify(office)
        _expect(report.ok, "；".join(part.text for part in report.parts if not part.ok))
    finally:
        office.close()
    return "建立、修改、復原、檢查"


def _encrypted(folder: Path) -> str:
    office = _fresh(folder, "加密機關", key="自我檢測 123")
    path = office.path
    count = len(office.all("asset"))
    office.close()
    _expect(b"SQLite" not in path.read_bytes()[:16], "檔案沒有加密。")
    again = open_office(path, key="自我檢測 123")
    try:
        _expect(len(again.all("asset")) == count, "加密檔案讀回的筆數不符。")
    finally:
        again.close()
    return "加密、關閉、再開啟"


def _copies(folder: Path) -> str:
    office = _fresh(folder, "備份機關")
    path = office.path
    copy = backups.daily_copy(office) or office.store.copy("自我檢測")
    asset = office.all("asset")[0]
    records.change(office, "asset", {asset.id: {"name": "備份之後"}}, "自我檢測")
    office.close()
    backups.restore(copy, path)
    again = open_office(path)
    try:
        _expect(again.find("asset", asset.id).name == asset.name, "還原的內容不符。")
    finally:
        again.close()
    return "每日備份、還原"


def _sheets(folder: Path) -> str:
    from isms_desktop.services import imports
    from isms_desktop.services.exports import export

    office = _fresh(folder, "匯入機關")
    try:
        for ending in ("xlsx", "ods", "csv"):
            sheet = folder / f"資產清冊.{ending}"
            export(office, "asset", sheet)
            counts = imports.prepare(office, "asset", sheet).counts
            _expect(counts["unchanged"] == len(office.all("asset")), f"{ending} 匯出後再匯入的內容不符。")
    finally:
        office.close()
    return "xlsx、ods、csv 匯出再匯入，內容相同"


def _papers(folder: Path) -> str:
    from pypdf import PdfReader

    from isms_desktop.services.printing import all_orders
    from isms_desktop.services.prints import print_all

    office = _fresh(folder, "列印機關")
    try:
        made = print_all(office, folder / "表單", all_orders(office, labels=True))
        pages = 0
        for paper in made:
            reader = PdfReader(paper.path)
            # Sheets of labels have nothing on them but labels, among them that of the first machine.
            words = "HW-001" if paper.form == "asset_labels" else paper.title.replace(" ", "")
            _expect(words in _squeezed(reader.pages[0].extract_text()), f"{paper.title}讀不回標題。")
            pages += len(reader.pages)
    finally:
        office.close()
    return f"{len(made)} 張表單、{pages} 頁，印出並讀回"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _window(folder: Path) -> str:
    from isms_desktop.ui.screenshots import take

    office = _fresh(folder, "視窗機關")
    path = office.path
    office.close()
    pictures = take(path, folder / "畫面")
    _expect(bool(pictures) and all(picture.stat().st_size > 2000 for picture in pictures), "視窗畫面是空白的。")
    return f"{len(pictures)} 頁畫面"


def _signals(_folder: Path) -> str:
    from isms_desktop.ui.application import emit_signals

    _expect(emit_signals(SIGNALS) == SIGNALS, "視窗訊號有遺漏。")
    return f"{SIGNALS} 個訊號"


_TRIALS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("版本", _versions),
    ("程式檔案", _shipped),
    ("機關檔案", _office),
    ("加密", _encrypted),
    ("備份與還原", _copies),
    ("試算表", _sheets),
    ("表單", _papers),
    ("視窗", _window),
    ("訊號", _signals),
)
