"""Opens an office file as the program does, shows its assets, and leaves: what start-up and memory are measured on.

python -m tests.bench.open_window FILE
"""

import resource
import sys
from pathlib import Path

from isms_desktop.services.settings import load_settings
from isms_desktop.ui import theme
from isms_desktop.ui.app import make_application, show_first
from isms_desktop.ui.main_window import MainWindow


def main(path: Path) -> None:
    """Until the rows of the asset page are painted; prints the peak memory in KiB."""
    from PySide6.QtCore import QTimer

    app = make_application()
    settings = load_settings()
    theme.apply(app, settings.theme, settings.text_size)
    window = MainWindow(settings)
    show_first(window, path)
    window.resize(1366, 768)
    window.show()
    window.open_page("assets")
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, app.quit))
    app.exec()
    window.grab()
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
