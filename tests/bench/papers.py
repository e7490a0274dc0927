"""All papers of a practice office in one process, or the plan alone, as somebody's last click of the year.

python -m tests.bench.papers all|plan FILE.isms FOLDER
python -m tests.bench.papers words FILE.isms FOLDER    keeps what the printed papers say, line by line
python -m tests.bench.papers floor FILE.isms FOLDER    draws those lines on as many pages, and nothing else
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main(what: str, source: Path, folder: Path) -> None:
    """Do it, and say how long the whole process took and its peak memory in KiB."""
    words = folder / "words.json"
    if what == "words":
        words.write_text(json.dumps(_words(folder)), encoding="utf-8")
    elif what == "floor":
        from tests.bench.floors import raw_pages

        raw_pages(folder / "底線", json.loads(words.read_text(encoding="utf-8")))
    else:
        _print(what, source, folder)
    taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
    sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


def _print(what: str, source: Path, folder: Path) -> None:
    from isms_desktop.services import prints
    from isms_desktop.services.offices import open_office
    from isms_desktop.services.printing import PrintOrder, all_orders

    office = open_office(source)
    if what == "all":
        prints.print_all(office, folder / "全部", all_orders(office))
    else:
        prints.print_form(office, PrintOrder(what), folder / f"{what}.pdf")
    office.close()


def _words(folder: Path) -> list[list[list[str]]]:
    """Papers, their pages, their lines."""
    from pypdf import PdfReader

    made = sorted((folder / "全部").rglob("*.pdf"))
    assert len(made) > 30
    return [[page.extract_text().splitlines() for page in PdfReader(path).pages] for path in made]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
