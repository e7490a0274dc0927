"""Opens an office file as the program does and leaves: what start-up and memory are measured on.

``python -m tests.bench.open_window FILE [assets]`` prints how long it took until the first page was painted, counted
from the moment in the environment, and the peak memory; with ``assets`` the asset page has been shown as well.
"""

import gc
import os
import resource
import sys
import time
from pathlib import Path


def main(path: Path, *pages: str) -> None:
    """Show the window as ``cli`` and ``ui.app.run`` do, and say when it was painted."""
    gc.disable()
    from PySide6.QtCore import QTimer

    from isms_desktop.services.settings import load_settings
    from isms_desktop.ui import theme
    from isms_desktop.ui.app import settle, show_first
    from isms_desktop.ui.application import make_application
    from isms_desktop.ui.main_window import MainWindow

    app = make_application()
    settings = load_settings()
    theme.apply(app, settings.theme, settings.text_size)
    window = MainWindow(settings)
    show_first(window, path)
    window.resize(1366, 768)
    window.show()

    def painted() -> None:
        settle()
        window.grab()
        taken = (time.time() - float(os.environ["BENCH_STARTED"])) * 1000
        for page in pages:
            window.open_page(page)
            window.grab()
        sys.stdout.write(f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")
        app.quit()

    QTimer.singleShot(0, painted)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
