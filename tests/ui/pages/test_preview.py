"""The paper on screen: always the one that was chosen, where the clerk was reading, or where the officers sign."""

import io

import pytest

from isms_desktop.services import printing
from isms_desktop.services.printing import PrintOrder
from isms_desktop.ui.pages.forms.preview import Preview


@pytest.fixture
def pdf(office):
    """A paper, drawn."""

    def draw(form: str, *, blank: bool = False) -> bytes:
        made = io.BytesIO()
        printing.print_form(office, PrintOrder(form, blank=blank), made)
        return made.getvalue()

    return draw


@pytest.fixture
def preview(qtbot):
    made = Preview()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def picture(preview, qtbot, wait: int = 500):
    qtbot.wait(wait)  # pages are drawn on a thread of Qt's that tells nobody
    return preview.grab().toImage()


def test_a_page_of_the_paper_before_never_stays_under_the_name_of_the_next(preview, pdf, qtbot):
    first, second = pdf("asset_register"), pdf("staff_pledge")
    preview.show_pdf(second)
    picture(preview, qtbot)
    wanted = picture(preview, qtbot)
    for pause in range(0, 40, 5):
        preview.show_pdf(first)
        qtbot.wait(pause)
        preview.show_pdf(second)
        assert picture(preview, qtbot) == wanted, f"{pause} ms after the paper before"


def test_a_paper_is_made_larger_and_smaller_around_what_is_being_read(preview, pdf):
    preview.zoom_by(1)  # nothing is shown yet
    preview.show_pdf(pdf("plan"))
    bar = preview.view.verticalScrollBar()
    width = preview._shown_zoom()
    bar.setValue(bar.maximum() // 2)
    preview.zoom_by(3)
    assert preview.view.zoomFactor() == pytest.approx(width * 1.15**3)
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.02)
    preview.zoom_by(-3)
    assert preview.view.zoomFactor() == pytest.approx(width)
    for _ in range(40):
        preview.zoom_by(1)
    assert preview.view.zoomFactor() == 5
    preview.fit_width(False)
    whole = preview._shown_zoom()
    preview.zoom_by(1)
    assert preview.view.zoomFactor() == pytest.approx(whole * 1.15)
    preview.show_pdf(pdf("staff_pledge"))
    assert preview.view.zoomFactor() == pytest.approx(whole * 1.15), "the next paper is shown as large"
    preview.fit_width(True)
    assert preview.view.zoomMode() == preview.view.ZoomMode.FitToWidth


def test_a_paper_drawn_anew_stays_where_it_was_being_read(preview, pdf):
    paper = pdf("plan")
    preview.show_pdf(paper)
    preview.view.verticalScrollBar().setValue(1234)
    preview.show_pdf(paper, stay=True)
    assert preview.view.verticalScrollBar().value() == 1234
    preview.show_pdf(paper)
    assert preview.view.verticalScrollBar().value() == 0


def test_the_officers_row_is_found_although_a_note_below_names_one_of_them(preview, pdf):
    paper = pdf("team", blank=True)
    preview.show_pdf(paper)
    text = preview.document.getAllText(0).text()
    assert text.count("資通安全長") > 1
    row = preview.document.getSelectionAtIndex(0, text.index("資通安全長"), 5).boundingRectangle()
    preview.show_row(("資通安全長",))
    bar = preview.view.verticalScrollBar()
    top = row.top() * preview.view.viewport().width() / preview.document.pagePointSize(0).width()
    assert bar.value() < top < bar.value() + preview.view.viewport().height()


def test_the_keys_stay_with_the_preview_when_its_paper_is_drawn_anew(preview, pdf, qtbot):
    preview.activateWindow()
    preview.show_pdf(pdf("team"))
    preview.view.setFocus()
    qtbot.waitUntil(preview.view.hasFocus)
    preview.show_pdf(pdf("team"))
    assert preview.view.hasFocus() and preview.view.accessibleName() == "表單預覽"
