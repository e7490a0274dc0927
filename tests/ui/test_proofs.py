"""What the self-test asks of Qt can be answered with no."""

import pytest
from PySide6.QtGui import QColor, QImage

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.prints import PrintOrder
from isms_desktop.services import printing
from isms_desktop.ui.proofs import colours, first_page, icon_is_drawn


def test_a_blank_picture_has_one_colour_and_what_is_none_has_no(qapp, tmp_path):
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.save(str(tmp_path / "白.png"))
    assert colours(tmp_path / "白.png") == 1
    assert colours(tmp_path / "沒有.png") == 0


def test_a_page_is_dark_where_its_words_are(qapp, office, tmp_path):
    printing.print_form(office, PrintOrder("asset_register"), tmp_path / "清冊.pdf")
    page = first_page((tmp_path / "清冊.pdf").read_bytes(), 100)
    assert not page.dark(5, 5)
    assert any(page.dark(x, y) for x in range(50, 800, 3) for y in range(40, 80))
    with pytest.raises(UserError, match="讀不到印出的 PDF"):
        first_page(b"%PDF-1.7 nothing", 100)


def test_an_icon_that_is_missing_is_noticed(qapp):
    assert icon_is_drawn("app") and icon_is_drawn("check")
    assert not icon_is_drawn("missing")
