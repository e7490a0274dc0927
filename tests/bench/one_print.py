"""One print of a register in a process of its own, so that loading the font counts for both sides.

python -m tests.bench.one_print ours FILE.isms OUT.pdf
python -m tests.bench.one_print floor ROWS OUT.pdf
"""

import os
import resource
import sys
import time
from pathlib import Path

from isms_desktop import paths


def main(side: str, source: str, target: Path) -> None:
    """Print, and say how long the whole process took and its peak memory in KiB."""
    if side == "ours":
        from isms_desktop.services.offices import open_office
        from isms_desktop.services.printing import PrintOrder, print_form

        office = open_office(Path(source), read_only=True)
        print_form(office, PrintOrder("asset_register"), target)
        office.close()
    else:
        from tests.bench.floors import raw_table, register_cells

        raw_table(target, *register_cells(int(source)), paths.shipped("resources", "fonts", "TW-Kai.ttf"))
    taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
    sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
