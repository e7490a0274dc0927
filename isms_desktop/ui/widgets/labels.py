"""Lines of text."""

from PySide6.QtWidgets import QLabel

from isms_desktop.ui.theme import set_role


def wrapped(role: str, text: str = "") -> QLabel:
    """Text that goes on in the next line; ``role`` as in the theme: ``muted``, ``heading``, ``error`` …"""
    label = QLabel(text)
    label.setWordWrap(True)
    set_role(label, role)
    return label
