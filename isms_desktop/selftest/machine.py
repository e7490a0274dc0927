"""What the program runs on: versions, the libraries that it is made of, folders with room that can be written."""

import importlib
import secrets
import shutil
import tempfile
from pathlib import Path

from isms_desktop.selftest.ground import REINSTALL, ROOM, Ground, expect
from isms_desktop.services.program_facts import in_short, program_facts

LIBRARIES = (
    ("視窗", ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")),
    ("預覽與列印", ("PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport")),
    ("機關檔案", ("sqlcipher3.dbapi2", "sqlite_utils", "platformdirs")),
    ("試算表", ("python_calamine", "openpyxl")),
    ("表單", ("reportlab.platypus", "reportlab.graphics.barcode.qrencoder", "PIL.PngImagePlugin", "pypdf", "odfdo")),
)
"""What each of them is for → modules of others, the compiled ones among them: these are what a broken bundle lacks."""
_MEGABYTE = 1_000_000


def versions(_ground: Ground) -> str:
    """Each version, the platform, and where the program lies."""
    try:
        from isms_desktop.ui.application import qt_version

        qt = qt_version()
    except ImportError:  # the next part says more of it
        qt = "載入不了"
    return "、".join(f"{fact.label} {fact.value}" for fact in program_facts(qt))


def components(_ground: Ground) -> str:
    """Each library is there and can be loaded with all that it stands on."""
    broken = []
    for purpose, modules in LIBRARIES:
        for module in modules:
            try:
                importlib.import_module(module)
            except Exception as problem:  # a damaged library raises whatever it likes
                broken.append(f"{module}（{purpose}；{problem}）")
    expect(not broken, f"缺少或載入不了 {len(broken)} 個程式元件：{'、'.join(broken)}。", REINSTALL)
    return f"{sum(len(modules) for _, modules in LIBRARIES)} 個程式元件都能載入"


def folders(ground: Ground) -> str:
    """The folders that the program needs can be written, and have room."""
    expect(
        len(ground.homes) == 2,
        "設定或錯誤報告的資料夾不能建立。",
        "請確認您的 Windows 使用者資料夾可以寫入；在此之前，設定不會留下來。",
    )
    places = {Path(tempfile.gettempdir()): "暫存資料夾", **dict.fromkeys(ground.homes, "設定資料夾"), ground.out: ""}
    for folder, name in places.items():
        _write_into(folder, name or "結果資料夾")
    free = {folder: shutil.disk_usage(folder).free // _MEGABYTE for folder in places}
    least = min(free, key=lambda folder: free[folder])
    expect(
        free[least] >= ROOM,
        f"「{in_short(least)}」所在的磁碟只剩 {free[least]} MB。",
        f"請清出至少 {ROOM} MB，備份與列印才放得下。",
    )
    named = "、".join(in_short(each) for each in dict.fromkeys((*ground.homes, Path(tempfile.gettempdir()))))
    return f"暫存、設定與結果資料夾都能寫入（{named}），剩餘空間 {free[least]} MB"


def _write_into(folder: Path, name: str) -> None:
    probe = folder / f"檢測 {secrets.token_hex(4)}.tmp"
    try:
        probe.write_text("寫入", encoding="utf-8")
        wrote = probe.read_text(encoding="utf-8") == "寫入"
        probe.unlink()
    except OSError:
        wrote = False
    expect(wrote, f"{name}「{in_short(folder)}」不能寫入。", "請確認磁碟還有空間，並請管理者開放這個資料夾的寫入權限。")
