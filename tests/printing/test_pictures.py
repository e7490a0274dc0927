"""A few pages look as they did: compared with small pictures of them, so that nothing moves unnoticed.

Where a paper is meant to look otherwise, look at it, then make its picture anew::

    ISMS_DESKTOP_PICTURES=new python -m pytest tests/printing/test_pictures.py
"""

import dataclasses
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from isms_desktop.paths import shipped
from isms_desktop.printing import build, find_fonts, write_pdf
from tests.forms.invented import FORMS, office

PICTURES = Path(__file__).parent / "pictures"
PAGES = {
    "asset_register": False,
    "improvement_tracking": True,
    "incident_report": True,
    "risk_matrix": False,
    "vendor_pledge": True,
}
"""Paper → whether its blank version is looked at; always the first page."""
DPI = "40"
MOST = 0.004
"""Part of a page that may differ: edges of letters are drawn a little differently by every version of the reader."""
pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm (poppler-utils) is not installed")


def picture(form_id: str, blank: bool, folder: Path) -> Image.Image:
    """The first page of a paper, small and grey."""
    pdf = io.BytesIO()
    inputs = dataclasses.replace(office("household-office-c", 3), blank=blank)
    # The bundled fonts only: kaiu.ttf of some machine would be another picture.
    write_pdf(build(FORMS[form_id], inputs), pdf, find_fonts(shipped("resources", "fonts"), ()))
    (folder / "page.pdf").write_bytes(pdf.getvalue())
    draw = ["pdftoppm", "-r", DPI, "-gray", "-png", "-singlefile", str(folder / "page.pdf"), str(folder / "page")]
    subprocess.run(draw, check=True)
    return Image.open(folder / "page.png").convert("L")


def difference(ours: Image.Image, kept: Image.Image) -> float:
    """The part of the page that looks different to somebody who does not look closely."""
    assert ours.size == kept.size
    soft = [each.filter(ImageFilter.BoxBlur(1)) for each in (ours, kept)]
    counts = ImageChops.difference(*soft).histogram()
    return sum(counts[40:]) / (ours.width * ours.height)


@pytest.mark.parametrize("form_id", PAGES)
def test_a_page_looks_as_it_did(form_id: str, tmp_path: Path) -> None:
    ours = picture(form_id, PAGES[form_id], tmp_path)
    path = PICTURES / f"{form_id}.png"
    if os.environ.get("ISMS_DESKTOP_PICTURES") == "new":
        ours.quantize(8).save(path, optimize=True)
    assert difference(ours, Image.open(path).convert("L")) <= MOST


def test_a_page_that_has_moved_by_two_millimetres_is_found(tmp_path: Path) -> None:
    ours = picture("vendor_pledge", True, tmp_path)
    assert difference(ImageChops.offset(ours, 3, 0), ours) > 3 * MOST
    assert difference(ImageChops.offset(ours, 0, 3), ours) > 3 * MOST
