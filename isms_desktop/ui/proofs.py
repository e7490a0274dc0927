"""What the self-test asks of Qt: is there something on this picture, on this page, in this icon?"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.ui.application import make_application

_POINTS_AN_INCH = 72
_DARK = 128
_ICON = 64


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as the printer gets it."""

    image: QImage
    width_points: float
    height_points: float

    @property
    def width(self) -> int:
        """In pixels."""
        return self.image.width()

    @property
    def height(self) -> int:
        """In pixels."""
        return self.image.height()

    def dark(self, x: float, y: float) -> bool:
        """Whether it is dark there; points from the upper left corner."""
        scale = self.image.width() / self.width_points
        return QColor(self.image.pixel(int(x * scale), int(y * scale))).lightness() < _DARK


def first_page(pdf: bytes, dpi: int) -> DrawnPage:
    """The first page of a PDF as Qt draws it. UserError when Qt cannot read it."""
    _application()
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
        raise UserError("預覽元件讀不到印出的 PDF。", "請重新安裝本程式；機關的檔案不受影響。")
    points = document.pagePointSize(0)
    scale = dpi / _POINTS_AN_INCH
    drawn = document.render(0, QSize(round(points.width() * scale), round(points.height() * scale)))
    # The page has no ground of its own: what is not drawn is clear.
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    return DrawnPage(image, points.width(), points.height())


def colours(picture: Path) -> int:
    """How many colours a picture has; 0 when it is none."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    return 0 if image.isNull() else len(set(memoryview(image.constBits()).cast("I")))


def icon_is_drawn(name: str) -> bool:
    """Whether an icon of the program is there and something of it can be seen."""
    _application()
    path = paths.shipped("resources", "icons", f"{name}.svg")
    if not path.is_file():
        return False
    image = QIcon(str(path)).pixmap(_ICON, _ICON).toImage()
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def _application() -> None:
    """Not anew when there is one: choosing the style again dresses every widget that there is, which takes seconds."""
    if QApplication.instance() is None:
        make_application()
