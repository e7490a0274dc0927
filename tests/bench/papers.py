"""All papers of a practice office in one process, or the plan alone, as somebody's last click of the year.

python -m tests.bench.papers all|plan FILE.isms FOLDER
"""

import os
import resource
import sys
import time
from pathlib import Path

from isms_desktop.services import prints
from isms_desktop.services.offices import open_office
from isms_desktop.services.printing import PrintOrder, all_orders


def main(what: str, source: Path, folder: Path) -> None:
    """Print, and say how long the whole process took and its peak memory in KiB."""
    office = open_office(source)
    if what == "all":
        prints.print_all(office, folder, all_orders(office))
    else:
        prints.print_form(office, PrintOrder(what), folder / f"{what}.pdf")
    office.close()
    taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
    sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
