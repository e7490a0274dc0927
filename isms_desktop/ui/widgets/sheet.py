"""How what lies over an open office is laid out: one card in the middle, or a page with its message bar."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID, points, set_role
from isms_desktop.ui.widgets.message_bar import MessageBar

_LETTERS = 40
"""Characters that a line of the card has room for."""


def lay_out_card(room: QWidget, messages: MessageBar, inside: QLayout) -> QFrame:
    """Put ``inside`` on a card in the middle of a room, under its message bar; it scrolls where it has no room."""
    card = QFrame()
    set_role(card, "card")
    card.setFixedWidth(round(points(room) * 1.4 * _LETTERS))
    column = QVBoxLayout(card)
    column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
    column.addLayout(inside)
    body = QWidget()
    set_role(body, "body")
    middle = QVBoxLayout(body)
    middle.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
    middle.addStretch(1)
    row = QHBoxLayout()  # an alignment would not give lines that are broken the height that they need
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    middle.addLayout(row)
    middle.addStretch(2)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(body)
    outside = QVBoxLayout(room)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.setSpacing(0)
    outside.addWidget(messages)
    outside.addWidget(scroll, 1)
    return card


def lay_out_page(room: QWidget, messages: MessageBar) -> QVBoxLayout:
    """The column for the parts of a page that lies over the open office, below its message bar."""
    inside = QVBoxLayout()
    inside.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
    inside.setSpacing(GRID * 2)
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(messages)
    column.addLayout(inside, 1)
    return inside
