"""Codes on a page are read back by a reader that knows nothing of us."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from isms_desktop.printing import FontChain
from isms_desktop.printing.measures import MM
from isms_desktop.printing.pdf.code import draw_qr
from isms_desktop.printing.pdf.font import Typecase
from isms_desktop.printing.pdf.pen import Pen
from isms_desktop.printing.text import Ruler

reader = pytest.mark.skipif(
    not (shutil.which("zbarimg") and shutil.which("pdftoppm")), reason="needs zbarimg (zbar-tools) and poppler-utils"
)


def read_codes(pdf: bytes, folder: Path, dpi: int) -> list[str]:
    """What the codes on the first page of a PDF say, looked at as a picture of that sharpness."""
    (folder / "page.pdf").write_bytes(pdf)
    draw = ["pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-gray", str(folder / "page.pdf"), str(folder / "page")]
    subprocess.run(draw, check=True)
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(folder / "page.png")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.splitlines()


@reader
@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("text", ["ISMS1:A1B2C3:115-0042:3F2A00112233AABB", "HW-001", "資產－堃-001"])
def test_a_code_of_12_mm_is_read_from_a_scan(text: str, dpi: int, fonts: FontChain, tmp_path: Path) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, (100, 100))
    ruler = Ruler(fonts)
    canvas.typecase = Typecase(ruler.fonts, canvas._doc)
    pen = Pen(canvas, ruler)
    draw_qr(pen, text, 20.3, 30.7, 12 * MM)
    pen.done()
    canvas.save()
    assert read_codes(stream.getvalue(), tmp_path, dpi) == [text]
