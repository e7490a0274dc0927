"""Papers that somebody signs, printed from the practice office: all of them, those of chosen records, and how fast."""

import io
import time

import pytest
from pypdf import PdfReader

from isms_desktop.services import printing, records
from isms_desktop.services.offices import Office
from isms_desktop.services.printing import PrintOrder

CHOSEN = {
    "staff_pledge": "person",
    "request": "request",
    "vendor_pledge": "vendor_staff",
    "vendor_nda": "vendor_staff",
    "auditor_pledge": "audit",
    "remote_access": "remote_access",
    "disposal": "disposal",
    "sign_in": "course",
}
"""Paper → the records by which it is picked."""
NAMED_BY = {"request": "item_name", "remote_access": "applicant", "audit": "subject", "disposal": "asset"}


def read(office: Office, form: str, **how: object) -> list[str]:
    """The pages of a print, without blanks."""
    stream = io.BytesIO()
    made = printing.print_form(office, PrintOrder(form, **how), stream)  # type: ignore[arg-type]
    assert made.missing == ()
    return ["".join(page.extract_text().split()) for page in PdfReader(stream).pages]


def name_of(office: Office, kind: str, record: object) -> str:
    value = getattr(record, NAMED_BY.get(kind, "name"))
    return office.find("asset", value).number if kind == "disposal" else "".join(value.split())


@pytest.mark.parametrize(("form", "kind"), CHOSEN.items())
def test_every_record_can_be_picked_whatever_its_year(form: str, kind: str, office: Office) -> None:
    (records_of,) = [each["records"] for each in printing.form_list() if each["id"] == form]
    assert records_of[0] == kind
    assert office.all(kind)
    for record in office.all(kind):
        text = "".join(read(office, form, ids=(record.id,)))
        assert name_of(office, kind, record) in text


def test_several_are_picked_at_once_in_the_order_of_the_register(office: Office) -> None:
    first, second, third, *_ = office.all("person")
    pages = read(office, "staff_pledge", ids=(third.id, first.id))
    assert len(pages) == 2
    assert first.name in pages[0] and third.name in pages[1]
    assert second.name not in "".join(pages)


def test_somebody_who_has_signed_can_sign_again(office: Office) -> None:
    signed = next(each for each in office.all("pledge") if each.kind == "staff" and each.person)
    (page,) = read(office, "staff_pledge", ids=(signed.person,))
    assert page.count(signed.signer) >= 2
    assert page.endswith("中華民國年月日"), "the day is for the signer to write"


def test_numbers_are_masked_until_somebody_asks_for_them(office: Office) -> None:
    person = office.all("person")[3]
    records.change(office, "person", {person.id: {"national_id": "A123456789"}}, "補登")
    (masked,), (full,) = (read(office, "staff_pledge", ids=(person.id,), unmasked=each) for each in (False, True))
    assert "A12345****" in masked and "A123456789" not in masked
    assert "A123456789" in full


def test_a_chosen_signer_stands_alone_in_the_signers_table(office: Office) -> None:
    vendor = next(each for each in office.all("vendor") if len(office.pointing("vendor_staff", "vendor", each.id)) > 1)
    first, second, *_ = office.pointing("vendor_staff", "vendor", vendor.id)
    text = "".join(read(office, "vendor_pledge", ids=(second.id,)))
    assert second.name in text and first.name not in text
    assert vendor.name in text and vendor.representative in text


def test_the_sign_in_sheet_of_a_course_has_those_invited_and_rows_for_others(office: Office) -> None:
    course = max(office.all("course"), key=lambda each: len(office.pointing("attendance", "course", each.id)))
    text = "".join(read(office, "sign_in", ids=(course.id,)))
    place = text.index("單位職稱姓名簽名")
    for each in office.pointing("attendance", "course", course.id):
        place = text.index("".join((each.department, each.job_title, each.name)).replace(" ", ""), place)


def test_the_years_of_these_papers_are_those_of_their_records(office: Office) -> None:
    first, *_ = office.all("request")
    records.change(office, "request", {first.id: {"requested_on": "2020-05-05"}}, "改日期")
    assert 109 in printing.years(office, "request")
    assert first.item_name in "".join(read(office, "request", year=109))
    assert first.item_name not in "".join(read(office, "request"))


def test_a_sign_in_sheet_is_there_before_the_eye_has_turned(office: Office) -> None:
    """From click to preview 300 ms; the first print also reads the fonts, which the window does beforehand."""
    course = max(office.all("course"), key=lambda each: len(office.pointing("attendance", "course", each.id)))
    read(office, "sign_in", ids=(course.id,))
    start = time.perf_counter()
    printing.print_form(office, PrintOrder("sign_in", ids=(course.id,)), io.BytesIO())
    assert time.perf_counter() - start < 1.5, "five times the aim: a busy machine is no failure"
