"""Labels stand where the packet says, whatever is on them is whole, and every code is read back from a 300-dpi scan."""

import dataclasses
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from isms_desktop.paths import shipped
from isms_desktop.printing import Document, FontChain, load_forms, write_pdf
from isms_desktop.printing.document import Heading, Label, Labels, LabelSheet
from isms_desktop.printing.measures import MM
from isms_desktop.printing.pdf.labels import UNPRINTABLE, fit, white
from isms_desktop.printing.text import Ruler

SHEETS = load_forms((shipped("forms"),))["asset_labels"].label_sheets
every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
reader = pytest.mark.skipif(
    not (shutil.which("zbarimg") and shutil.which("pdftoppm")), reason="needs zbarimg (zbar-tools) and poppler-utils"
)
SOLD = {
    "2x7": (14, 99.1, 38.1, 101.6, 38.1),
    "3x8": (24, 70, 37, 70, 37),
    "3x10": (30, 70, 29.7, 70, 29.7),
    "5x13": (65, 38.1, 21.2, 40.6, 21.2),
}
"""Labels on a sheet, width, height, and the distance from one label to the next across and down, as on the packets."""
DPI = 300
PAPER = (210, 297)


def printed(labels: Labels, fonts: FontChain, *more: Heading) -> bytes:
    document = Document("asset_labels", "資產標籤", "青埕戶政事務所", "", "115-003", "", False, False, (*more, labels))
    stream = io.BytesIO()
    write_pdf(document, stream, fonts)
    return stream.getvalue()


def full(sheet: LabelSheet, count: int, skip: int = 0) -> Labels:
    labels = (Label(f"HW-{number:03}", (f"HW-{number:03}", "登記櫃檯個人電腦")) for number in range(1, count + 1))
    return Labels(sheet, tuple(labels), skip)


def rectangles(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Every rectangle of a page in millimetres: left and top from the upper left corner, width, height."""
    content = PdfReader(io.BytesIO(pdf)).pages[page].get_contents()
    assert content is not None
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", content.get_data().decode("latin-1"))
    boxes = (tuple(float(number) / MM for number in each) for each in found)
    return [(x, PAPER[1] - y - height, width, height) for x, y, width, height in boxes]


@every_sheet
def test_a_sheet_has_the_measures_of_its_packet_and_is_centred_on_the_paper(sheet: LabelSheet) -> None:
    count, width, height, across, down = SOLD[sheet.id]
    assert (sheet.count, sheet.width, sheet.height) == (count, width, height)
    (x, top), (right, _) = sheet.corner(0), sheet.corner(1)
    _, lower = sheet.corner(sheet.columns)
    assert (right - x, lower - top) == pytest.approx((across, down))
    last_x, last_top = sheet.corner(count - 1)
    assert (x, top) == pytest.approx((PAPER[0] - last_x - width, PAPER[1] - last_top - height), abs=0.05)
    assert f"{sheet.columns} 欄 × {sheet.rows} 列（{width:g} × {height:g} 公釐）" == sheet.name


@every_sheet
def test_the_outlines_of_the_page_for_trying_out_are_within_a_tenth_of_a_millimetre(
    sheet: LabelSheet, fonts: FontChain
) -> None:
    pdf = printed(Labels(sheet, (Label("", ("第 1 格",)),), rulers=True), fonts)
    boxes = rectangles(pdf)
    assert len(boxes) == sheet.count
    for place, box in enumerate(boxes):
        assert box == pytest.approx((*sheet.corner(place), sheet.width, sheet.height), abs=0.1)


@every_sheet
def test_the_rulers_are_true_and_stay_on_the_printable_part(sheet: LabelSheet, fonts: FontChain) -> None:
    pdf = printed(Labels(sheet, (), rulers=True), fonts)
    content = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    found = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", content.get_data().decode("latin-1"))
    ticks = [[float(number) / MM for number in each] for each in found]
    across = sorted(x for x, _, end, _ in ticks if x == end)
    down = sorted(PAPER[1] - y for _, y, _, end in ticks if y == end)
    for marks, length in ((across, 190), (down, 270)):
        assert marks == pytest.approx([10 + mm for mm in range(length + 1)], abs=0.02)
    text = "".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert "190" in text and "270" in text


@reader
@every_sheet
@pytest.mark.parametrize("largest", [100, 15])
def test_every_code_of_a_full_sheet_is_read_from_a_scan(
    sheet: LabelSheet, largest: float, fonts: FontChain, tmp_path: Path
) -> None:
    """Label by label, as they are looked at once they stick on a machine; at the size of the sheet, and at 15 mm."""
    sheet = dataclasses.replace(sheet, code=min(sheet.code, largest))
    labels = full(sheet, sheet.count)
    assert codes(printed(labels, fonts), sheet, tmp_path) == [label.code for label in labels.labels]


def codes(pdf: bytes, sheet: LabelSheet, folder: Path) -> list[str]:
    """What the code on each label says, seen in a picture of the first page from which the labels were cut out."""
    (folder / "sheet.pdf").write_bytes(pdf)
    draw = ["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", str(folder / "sheet.pdf"), str(folder / "sheet")]
    subprocess.run(draw, check=True)
    head, size, _, grey = (folder / "sheet.pgm").read_bytes().split(b"\n", 3)
    width, _height = map(int, size.split())
    assert head == b"P5"
    pieces = []
    for place in range(sheet.count):
        left, top, right, bottom = (
            round(mm / 25.4 * DPI)
            for mm in (
                *sheet.corner(place),
                *map(sum, zip(sheet.corner(place), (sheet.width, sheet.height), strict=True)),
            )
        )
        rows = (grey[row * width + left : row * width + min(right, width)] for row in range(top, bottom))
        piece = folder / f"{place:03}.pgm"
        piece.write_bytes(b"P5\n%d %d\n255\n" % (min(right, width) - left, bottom - top) + b"".join(rows))
        pieces.append(str(piece))
    read = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *pieces]
    return subprocess.run(read, capture_output=True, text=True, check=False).stdout.split()


@every_sheet
def test_a_code_is_as_large_as_the_label_allows_with_white_around_it_and_inside_its_label(
    sheet: LabelSheet, fonts: FontChain
) -> None:
    pdf = printed(full(sheet, sheet.count), fonts)
    assert sheet.code >= (12 if sheet.id == "5x13" else 15)
    squares = rectangles(pdf)
    quiet = sheet.code / 21 * 4
    across, _down = white(sheet)
    for place in range(sheet.count):
        x, top = sheet.corner(place)
        inside = [
            each for each in squares if x <= each[0] < x + sheet.width and top <= each[1] < top + sheet.height
        ]  # fmt: skip
        left, right = min(each[0] for each in inside), max(each[0] + each[2] for each in inside)
        upper, lower = min(each[1] for each in inside), max(each[1] + each[3] for each in inside)
        assert (right - left, lower - upper) == pytest.approx((sheet.code, sheet.code), abs=0.1)
        assert left - x >= min(quiet, across) - 0.01 and left - x >= quiet - 0.01
        assert upper - top >= quiet - 0.01 and top + sheet.height - lower >= quiet - 0.01


@every_sheet
def test_used_places_stay_empty_and_the_rest_goes_on_to_the_next_sheet(sheet: LabelSheet, fonts: FontChain) -> None:
    pdf = printed(full(sheet, sheet.count, skip=5), fonts)
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert first.count("HW-") == sheet.count - 5 and second.count("HW-") == 5
    x, top = sheet.corner(5)
    left, upper, _, _ = min(rectangles(pdf), key=lambda each: (round(each[1]), each[0]))
    assert left >= min(x, sheet.corner(0)[0]) and upper >= (top if sheet.columns > 5 else sheet.corner(5)[1])


@every_sheet
def test_nothing_else_stands_on_a_page_of_labels(sheet: LabelSheet, fonts: FontChain) -> None:
    pdf = printed(full(sheet, 2), fonts)
    text = "".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert text == "HW-001登記櫃檯個人電腦HW-002登記櫃檯個人電腦"


def test_labels_after_a_title_have_pages_of_their_own(fonts: FontChain) -> None:
    pdf = printed(full(SHEETS[0], 2), fonts, Heading("標籤", 1))
    title, labels = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "標籤" in title and "HW-001" in labels and "頁" not in labels


@every_sheet
@pytest.mark.parametrize("length", [4, 40, 200])
def test_words_shrink_and_break_but_are_never_cut(sheet: LabelSheet, length: int, fonts: FontChain) -> None:
    ruler, words = Ruler(fonts), ("3140101-03-0000123", "登" * length, "保管人：倪安琪")
    width, height = 19 * MM, (sheet.height - 3) * MM
    size, lines = fit(words, width, height, ruler)
    assert "".join(lines) == "".join(words)
    assert len(lines) * size * 1.2 <= height
    assert all(ruler.width(line) * size / 1000 <= width + 0.01 for line in lines)
    assert size >= 4 or length == 200


def test_a_number_is_whole_as_long_as_it_can_be_read(fonts: FontChain) -> None:
    ruler, words = Ruler(fonts), ("財產編號：3140101-03-0000123", "保管人：倪安琪", "廠牌：昱訊", "型號：YX-D5200")
    size, lines = fit(words, 36 * MM, 34 * MM, ruler)
    assert "3140101-03-0000123" in lines and size >= 10
    small, torn = fit(words, 15 * MM, 30 * MM, ruler)
    assert "3140101-03-0000123" not in torn and small >= 6, "letters nobody can read help nobody"


def test_labels_of_one_print_have_letters_of_one_size_but_for_the_longest_names(fonts: FontChain) -> None:
    labels = full(SHEETS[0], 20)
    long = Label("HW-099", ("HW-099", "放在三樓影印室靠窗第二張桌子下面的" * 6))
    pdf = printed(Labels(labels.sheet, (*labels.labels, long)), fonts)
    content = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    sizes = {float(size) for size in re.findall(r"/F\d+ ([\d.]+) Tf", content.get_data().decode("latin-1"))}
    assert len(sizes) == 2 and min(sizes) < 10 < max(sizes)


@every_sheet
def test_nothing_is_drawn_where_office_printers_print_nothing(sheet: LabelSheet, fonts: FontChain) -> None:
    across, down = white(sheet)
    assert sheet.left + across >= UNPRINTABLE - 0.01 and sheet.top + down >= UNPRINTABLE - 0.01
    boxes = rectangles(printed(full(sheet, sheet.count), fonts))
    assert min(box[0] for box in boxes) >= UNPRINTABLE - 0.01
    assert max(box[1] + box[3] for box in boxes) <= PAPER[1] - UNPRINTABLE + 0.01
