"""Opens an office file as the program does and leaves: what start-up and memory are measured on.

``python -m tests.bench.open_window FILE [assets | idle]`` prints how long it took until the first page was painted,
counted from the moment in the environment, and the peak memory; with ``assets`` the asset page has been shown as well,
with ``idle`` all that the window reads ahead while nobody touches it has been read.
"""

import gc
import os
import resource
import sys
import time

IDLE = "idle"


def main(file: str, *pages: str) -> None:
    """Start the program with this file, and say when its window was painted."""
    # What the command line imports, in its order: only then the end of the start can be listened to.
    from isms_desktop import cli

    gc.disable()
    from isms_desktop.services import overview  # noqa: F401
    from isms_desktop.ui import app

    settle = app.settle

    def painted() -> None:
        from PySide6.QtWidgets import QApplication

        from isms_desktop.ui.main_window import MainWindow

        settle()
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        window.resize(1366, 768)
        window.grab()
        taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
        for page in pages:
            if page == IDLE:
                _wait_until_read()
            else:
                window.open_page(page)
                window.grab()
        sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")
        QApplication.quit()

    app.settle = painted
    cli.main([file])


def _wait_until_read() -> None:
    """Until the last module has been read ahead, and the day's copy has been made."""
    from PySide6.QtCore import QEventLoop, QTimer

    from isms_desktop.ui.warming import PRINTING

    read = time.monotonic()
    while PRINTING[-1] not in sys.modules or time.monotonic() - read < 4:
        turn = QEventLoop()
        QTimer.singleShot(100, turn.quit)
        turn.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
