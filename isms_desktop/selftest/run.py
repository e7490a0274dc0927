"""The trials in their order, and what holds around each of them."""

import contextlib
import dataclasses
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.codes import codes
from isms_desktop.selftest.files import attachments, copies, encryption, office
from isms_desktop.selftest.ground import Ground, Trial, explain
from isms_desktop.selftest.machine import components, folders, versions
from isms_desktop.selftest.papers import editable, pdf, plan
from isms_desktop.selftest.quiet import told_nobody, watched
from isms_desktop.selftest.report import SelfTestReport, TimedPart, Told, write_files
from isms_desktop.selftest.screen import handbook, signals, window
from isms_desktop.selftest.sheets import imports, registers
from isms_desktop.selftest.shipped import contents, fonts, licences, shipped_files

TRIALS: tuple[tuple[str, Trial], ...] = (
    ("版本", versions),
    ("程式元件", components),
    ("程式檔案", shipped_files),
    ("表單與資料", contents),
    ("字型", fonts),
    ("授權", licences),
    ("資料夾與空間", folders),
    ("機關檔案", office),
    ("加密", encryption),
    ("備份與還原", copies),
    ("附件", attachments),
    ("匯入試算表", imports),
    ("匯出登記簿", registers),
    ("表單", pdf),
    ("可編輯的表單", editable),
    ("維護計畫", plan),
    ("條碼", codes),
    ("使用說明", handbook),
    ("視窗", window),
    ("視窗訊號", signals),
)
_NETWORK, _FILES = "網路", "報告檔"


def run_self_test(
    out: Path | None = None,
    *,
    on_screen: bool = True,
    told: Told | None = None,
    trials: Sequence[tuple[str, Trial]] = (),
) -> SelfTestReport:
    """Try everything; what is made (papers, sheets, pictures) and the report stay in ``out`` when given.

    ``on_screen``: whether the window may be seen while it is looked at. ``trials`` are others than all. Raises
    UserError when ``out`` cannot be made; what fails later is a part of the report.
    """
    started = time.perf_counter()
    every = [*(trials or TRIALS)]
    parts: list[TimedPart] = []
    homes = tuple(_own_folders())
    if out is not None:
        paths.ensure_folder(out)

    def tell(running: str = "") -> SelfTestReport:
        report = SelfTestReport(tuple(parts), time.perf_counter() - started, len(every) + 1, running)
        if out is not None:
            try:
                write_files(report, out)
            except UserError as problem:
                if not running:  # until then nobody needs it
                    parts.append(TimedPart(_FILES, False, str(problem)))
                    report = dataclasses.replace(report, parts=tuple(parts))
        if told:
            told(report)
        return report

    with _work_folder(out) as work, _other_home(work), watched() as calls:
        ground = Ground(work, work if out is None else out.absolute(), on_screen, homes)
        for name, trial in every:
            tell(name)
            parts.append(_try(name, trial, ground))
        parts.append(_try(_NETWORK, lambda _ground: told_nobody(calls), ground))
    return tell()


def _try(name: str, trial: Trial, ground: Ground) -> TimedPart:
    started = time.perf_counter()
    try:
        ok, text = True, trial(ground)
    except Exception as problem:  # a part that breaks must not hide the others
        ok, text = False, explain(problem)
    return TimedPart(name, ok, text, round(time.perf_counter() - started, 2))


def _own_folders() -> Iterator[Path]:
    """The user's own folders, made when missing; what is wrong with them the trial will say."""
    for find in (paths.config_folder, paths.data_folder):
        with contextlib.suppress(Exception):
            yield find()


@contextlib.contextmanager
def _work_folder(out: Path | None) -> Iterator[Path]:
    """A folder that goes at the end: among the temporary ones, or where these cannot be written, in ``out``."""
    try:
        place = tempfile.TemporaryDirectory(prefix="isms-", ignore_cleanup_errors=True)
    except OSError as problem:
        if out is None:
            raise UserError(
                "找不到可以寫入的暫存資料夾。", "請確認磁碟還有空間、TEMP 資料夾可以寫入，或用 --out 指定資料夾。"
            ) from problem
        place = tempfile.TemporaryDirectory(prefix="isms-", dir=out, ignore_cleanup_errors=True)
    with place as folder:
        work = Path(folder).resolve() / "自我檢測 的資料夾"
        work.mkdir()
        yield work


@contextlib.contextmanager
def _other_home(work: Path) -> Iterator[None]:
    """Settings, recent files and proposals of the user stay as they are: this run has a home of its own."""
    with paths.other_home(work / "使用者"):
        from isms_desktop.services.attachments import clear_copies

        try:
            yield
        finally:
            clear_copies()
