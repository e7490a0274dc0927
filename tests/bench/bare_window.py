"""The floor of every start: a window with one word in it, and nothing else. Run from source, and frozen."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QLabel("視窗"))
    window.resize(1366, 768)
    window.show()
    sys.exit(app.exec())
