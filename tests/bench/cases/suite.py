"""What an office would use instead, where it is installed: LibreOffice, without its window, on the same register."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, in_turn, process
from tests.bench.materials import PROFILE, office_file


def _soffice(folder: Path, ending: str, source: Path) -> Path:
    """Let LibreOffice open a file and save it as another kind; its profile is kept, as on a desk."""
    out = folder / "suite"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = out / f"{source.stem}.{ending.partition(':')[0]}"
    assert made.stat().st_size > 10_000, "LibreOffice wrote nothing"
    return made


def office_suite(folder: Path) -> Iterator[Figure]:
    """The register of 2,000 rows to PDF, and a sheet of 5,000 rows opened and saved; both as whole processes."""
    if shutil.which("soffice") is None:
        return
    from isms_desktop.services.exports import export
    from isms_desktop.services.offices import open_office

    home = folder / "home"
    for count in (2000, 5000):
        office = open_office(office_file(folder / f"清冊{count}.isms", count))
        export(office, "asset", folder / f"清冊{count}.ods")
        office.close()
    paper = folder / "清冊2000.ods"
    _soffice(folder, "pdf", paper)  # the first run makes its profile
    ours = ("-m", "tests.bench.one_print", "ours", str(folder / "清冊2000.isms"), str(folder / "清冊.pdf"))
    runs = in_turn(lambda: process(*ours, home=home), lambda: _soffice(folder, "pdf", paper), 3)
    yield Figure("列印 2,000 項資產清冊成 PDF／LibreOffice 由 ods 轉成 PDF", *runs, 0.2)
    sheet = folder / "清冊5000.ods"
    ours = ("-m", "tests.bench.one_sheet", PROFILE, str(sheet), str(folder / "再存.ods"))
    process(*ours, home=home)
    runs = in_turn(lambda: process(*ours, home=home), lambda: _soffice(folder, "ods:calc8", sheet), 3)
    yield Figure("匯入 5,000 列的 ods 再匯出／LibreOffice 開啟並存檔", *runs, 1)


CASES = (office_suite,)
