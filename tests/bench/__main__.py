"""``make bench``: one table, each figure beside its floor from the same run and the limit that we set ourselves.

``python -m tests.bench NAME…`` measures only these cases.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.cases import CASES


def main(names: list[str]) -> None:
    """Measure the cases named, or all of them."""
    unknown = set(names) - {case.__name__ for case in CASES}
    if unknown:
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(case.__name__ for case in CASES)}")
    print(f"| 項目（{os.cpu_count()} 核心，Python {sys.version.split()[0]}） | 本程式 | 底線 | 比值 | 目標 | |")
    print("|---|---|---|---|---|---|")
    for case in CASES:
        if names and case.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            os.environ["ISMS_DESKTOP_HOME"] = str(Path(temporary) / "home")
            for figure in case(Path(temporary)):
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
