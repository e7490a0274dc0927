"""``python -m isms_desktop`` is ``isms-desktop``."""

import sys

from isms_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
