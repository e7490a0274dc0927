"""What `make run` does where there is no screen: every paper and a picture of every page of the practice office."""

import sys
from pathlib import Path

from isms_desktop.cli import main
from isms_desktop.services.offices import practice_office


def show(folder: Path) -> int:
    """Print all papers into ``folder/表單`` and grab all pages into ``folder/畫面``; returns the exit code."""
    office = str(practice_office())
    for arguments in (["print", office, "--all", str(folder / "表單")], ["screenshots", office, str(folder / "畫面")]):
        code = main(arguments)
        if code:
            return code
    sys.stdout.write(f"完成：請看 {folder / '表單'} 與 {folder / '畫面'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(show(Path(sys.argv[1])))
