"""A register opened and saved as somebody with only our program would: imported into a new office and exported again.

python -m tests.bench.one_sheet PROFILE SHEET.ods OUT.ods
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from isms_desktop.services import exports, imports
from isms_desktop.services.offices import create_office


def main(profile: str, source: Path, target: Path) -> None:
    """Import and export, and say how long the whole process took and its peak memory in KiB."""
    with tempfile.TemporaryDirectory() as temporary:
        office = create_office(Path(temporary) / "量測.isms", profile=profile, name="量測用機關")
        imports.commit(office, imports.prepare(office, "asset", source))
        assert exports.export(office, "asset", target) > 1000
        office.close()
    taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
    sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
