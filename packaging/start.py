"""Where the frozen programs begin."""

import sys

from isms_desktop.windowed import main

if __name__ == "__main__":
    sys.exit(main())
