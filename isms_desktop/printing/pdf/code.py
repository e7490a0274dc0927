"""QR codes on a page: dark squares, drawn as one shape so that no printer leaves a hair between them."""

from isms_desktop.printing.pdf.pen import BLACK, Pen
from isms_desktop.printing.qr import qr_code


def draw_qr(pen: Pen, text: str, x: float, y: float, side: float) -> None:
    """The code that says ``text``, its lower left corner at ``x, y``; ``side`` in points includes the quiet zone."""
    code = qr_code(text)
    module = side / code.size
    pen.shape(
        [
            (x + column * module, y + side - (row + height) * module, width * module, height * module)
            for column, row, width, height in code.squares
        ],
        BLACK,
    )
