"""What is printed is what the records say: read back, embedded, whole, and in its place on A4."""

import dataclasses
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.paths import shipped
from isms_desktop.printing import (
    Document,
    FontChain,
    Form,
    Inputs,
    Stamp,
    build,
    find_fonts,
    missing_characters,
    write_pdf,
)
from isms_desktop.printing.document import (
    Block,
    Column,
    FieldItem,
    Fields,
    Grid,
    GridCell,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Text,
)
from isms_desktop.printing.measures import MM
from isms_desktop.printing.pdf.blocks import FieldsPart
from isms_desktop.printing.text import Ruler
from tests.printing.registers import small_office

NOWHERE = "\U0002ebf0"
NAMES = '[[block]]\ntype = "table"\nlist = "assets"\ncolumns = [{ key = "number" }, { key = "name" }]\n'


def renamed(inputs: Inputs, *names: str) -> Inputs:
    """The inputs with assets of these names only."""
    first = inputs.records["asset"][0]
    assets = [first.replace(id=number, number=f"HW-{number}", name=name) for number, name in enumerate(names, 1)]
    return dataclasses.replace(inputs, records={**inputs.records, "asset": assets})


def test_the_text_reads_back_in_the_order_of_the_paper(
    forms: Mapping[str, Form], inputs: Inputs, printed: Callable[[Document], Any]
) -> None:
    text = printed(build(forms["asset_register"], inputs)).text
    expected = (
        "附件4", "青埕縣青埕戶政事務所資訊及資通系統資產清冊", "編號：115-003", "盤點日：中華民國115年10月5日",
        "製表日期：中華民國115年11月20日", "資產編號", "資產類別", "資產名稱", "權責單位", "存放位置", "數量",
        "資訊及資通系統名稱", "ID-001", "資訊資產", "除戶簿冊影像", "資訊資產小計1項", "HW-9", "實體資產", "檔案伺服器",
        "機櫃間", "一批", "HW-010", "櫃檯電腦", "登記股", "15", "實體資產小計2項", "合計3項",
        "註：另有1項已報廢或移出", "承辦人", "單位主管", "資通安全長",
    )  # fmt: skip
    place = 0
    for words in expected:
        place = text.index(words, place) + len(words)
    assert "第1頁／共1頁" in text


def test_every_font_is_embedded_as_a_subset(
    forms: Mapping[str, Form], inputs: Inputs, printed: Callable[[Document], Any]
) -> None:
    print_ = printed(build(forms["risk_matrix"], inputs))
    fonts = print_.fonts()
    assert {font["/Subtype"] for font in fonts} == {"/Type0", "/CIDFontType2"}
    assert all("+" in font["/BaseFont"] for font in fonts)
    for font in fonts:
        if font["/Subtype"] == "/CIDFontType2":
            assert font["/FontDescriptor"]["/FontFile2"].get_data()
        else:
            assert "beginbfchar" in font["/ToUnicode"].get_data().decode()
    assert len(print_.content) < 400_000


@pytest.mark.parametrize(("page", "size"), [("portrait", (210, 297)), ("landscape", (297, 210))])
def test_pages_are_a4_and_nothing_stands_outside_their_margins(
    paper: Callable[..., Any], inputs: Inputs, page: str, size: tuple[int, int]
) -> None:
    long = renamed(inputs, *("資訊及資通系統 ThinkCentre-M70q-Gen3-11T3 資產清冊" * 3 for _ in range(60)))
    print_ = paper('[[block]]\ntype = "heading"\ntext = "{title}"\n' + NAMES, page, records=long.records)
    assert print_.size == size
    assert len(print_.reader.pages) > 1
    places: list[tuple[float, float]] = []

    def visit(text: str, page: Any, line: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            places.append(((page[4] + line[4]) / 72 * 25.4, (page[5] + line[5]) / 72 * 25.4))

    print_.reader.pages[1].extract_text(visitor_text=visit)
    assert len(places) > 10
    assert all(14 <= x <= size[0] - 14 and 5 <= y <= size[1] - 10 for x, y in places)


def test_the_head_of_a_table_and_the_name_of_the_paper_stand_on_every_page(
    paper: Callable[..., Any], inputs: Inputs
) -> None:
    print_ = paper(NAMES, records=renamed(inputs, *(f"設備{number}" for number in range(120))).records)
    pages = len(print_.reader.pages)
    assert pages > 1
    for number in range(1, pages + 1):
        text = print_.page(number)
        assert f"第{number}頁／共{pages}頁" in text
        assert "資產編號資產名稱" in text
        if number > 1:
            assert "青埕戶政事務所測試用表" in text
            assert "編號：115-003製表日期：115.11.20" in text
    assert [f"設備{number}" in print_.text for number in range(120)] == [True] * 120


def test_a_row_taller_than_a_page_is_printed_whole(paper: Callable[..., Any], inputs: Inputs) -> None:
    story = "".join(f"第{number}句，備份還原。" for number in range(900))
    print_ = paper(NAMES, records=renamed(inputs, "前一項", story, "後一項").records)
    assert len(print_.reader.pages) > 1
    body = "".join(print_.page(number) for number in range(1, len(print_.reader.pages) + 1))
    missing = [number for number in range(900) if f"第{number}句" not in body]
    # A sentence that begins on one page and ends on the next has a page's head between its halves.
    assert len(missing) < len(print_.reader.pages)
    assert body.index("前一項") < body.index("第0句") < body.index("第899句") < body.index("後一項")


def test_a_merged_cell_is_named_again_on_the_next_page(paper: Callable[..., Any], inputs: Inputs) -> None:
    block = NAMES.replace("{ key", '{ key = "category", merge = true }, { key', 1)
    print_ = paper(block, records=renamed(inputs, *(f"設備{number}" for number in range(100))).records)
    assert [print_.page(number).count("實體資產") for number in range(1, len(print_.reader.pages) + 1)] == [1] * len(
        print_.reader.pages
    )


@pytest.mark.parametrize("count", range(25, 60, 3))
def test_the_officers_never_sign_on_a_page_without_a_row(paper: Callable[..., Any], inputs: Inputs, count: int) -> None:
    block = NAMES + '[[block]]\ntype = "note"\ntext = "註：附註"\n[[block]]\ntype = "signoff"\n'
    print_ = paper(block, records=renamed(inputs, *(f"設備{number}台" for number in range(count))).records)
    last = print_.page(len(print_.reader.pages))
    assert "資通安全長" in last
    assert all(f"設備{number}台" in last for number in range(count - 3, count))


def test_rare_names_print_and_read_back(paper: Callable[..., Any], inputs: Inputs, fonts: FontChain) -> None:
    if fonts.missing("𠮷𡘙𤧟"):
        pytest.skip("TW-Kai-Ext-B is not installed on this machine (Debian: fonts-cns11643-kai)")
    names = "邱志堃、林喆、樊犇、高峯、尤佩綉、王𠮷、𡘙氏、李𤧟"
    print_ = paper(NAMES, records=renamed(inputs, names).records)
    assert names in print_.text
    assert len({font["/BaseFont"] for font in print_.fonts()}) == 2


def test_a_character_of_no_font_is_reported_with_record_and_field_and_marked(
    made_form: Callable[[str], Form], inputs: Inputs, printed: Callable[[Document], Any], fonts: FontChain
) -> None:
    document = build(made_form(NAMES), renamed(inputs, "正常", f"王{NOWHERE}之電腦"))
    (found,) = missing_characters(document, fonts)
    assert (found.record, found.field, found.code) == (f"資產清冊 HW-2 王{NOWHERE}之電腦", "資產名稱", "U+2EBF0")
    assert "U+2EBF0" in str(found)
    assert "王〓之電腦" in printed(document).text
    assert write_pdf(document, io.BytesIO(), fonts).missing == (found,)


def test_without_fall_back_fonts_a_rare_name_is_reported(made_form: Callable[[str], Form], inputs: Inputs) -> None:
    bundled = find_fonts(shipped("resources", "fonts"), ())
    document = build(made_form(NAMES), renamed(inputs, "王𠮷之電腦"))
    assert [each.code for each in missing_characters(document, bundled)] == ["U+20BB7"]


def test_the_file_says_what_it_is(
    forms: Mapping[str, Form], inputs: Inputs, printed: Callable[[Document], Any]
) -> None:
    reader = printed(build(forms["threat_map"], inputs)).reader
    assert reader.metadata.title == "青埕戶政事務所威脅弱點對應表"
    assert reader.metadata.author == "青埕戶政事務所"
    assert reader.trailer["/Root"]["/Lang"] == "zh-TW"


def test_the_same_paper_gives_the_same_bytes(forms: Mapping[str, Form], inputs: Inputs, fonts: FontChain) -> None:
    contents = []
    for _ in range(2):
        stream = io.BytesIO()
        write_pdf(build(forms["risk_assessment"], inputs), stream, fonts)
        contents.append(stream.getvalue())
    assert contents[0] == contents[1]


def test_progress_rises_to_the_end(
    tmp_path: Path, made_form: Callable[[str], Form], inputs: Inputs, fonts: FontChain
) -> None:
    told: list[tuple[int, int]] = []
    document = build(made_form(NAMES), renamed(inputs, *(f"設備{number}" for number in range(200))))
    result = write_pdf(document, tmp_path / "清冊.pdf", fonts, progress=lambda done, total: told.append((done, total)))
    assert result.pages == len(told) - 1
    assert told == sorted(told)
    assert told[-1] == (200, 200)


def test_a_cancelled_print_leaves_nothing_behind(
    tmp_path: Path, made_form: Callable[[str], Form], inputs: Inputs, fonts: FontChain
) -> None:
    document = build(made_form(NAMES), renamed(inputs, *(f"設備{number}" for number in range(200))))
    target = tmp_path / "清冊.pdf"
    target.write_bytes(b"yesterday")
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        write_pdf(document, target, fonts, cancelled=lambda: next(asked))
    assert target.read_bytes() == b"yesterday"
    assert [path.name for path in tmp_path.glob("*.p*")] == ["清冊.pdf"]


def test_a_place_that_cannot_be_written_to_is_named(
    tmp_path: Path, made_form: Callable[[str], Form], inputs: Inputs, fonts: FontChain
) -> None:
    document = build(made_form(NAMES), inputs)
    with pytest.raises(UserError, match=r"無法寫入「清冊\.pdf」") as problem:
        write_pdf(document, tmp_path / "沒有這個資料夾" / "清冊.pdf", fonts)
    assert problem.value.advice


GRID = """
[[block]]
type = "grid"
widths = [1, 2, 1, 2]
rows = [
  [{ text = "申請", rows = 2, label = true }, "單位：{office}", "日期", "{today:roc}"],
  ["全銜：{office_full}", "等級", "{grade}"],
  ["用途說明", { text = "REPEATED", columns = 3, height = 40 }],
]
"""


def test_a_grid_flows_and_keeps_its_words(paper: Callable[..., Any]) -> None:
    text = paper(GRID.replace("REPEATED", "資訊設備汰換說明。" * 900)).text
    assert "申請單位：青埕戶政事務所日期115.11.20全銜：青埕縣青埕戶政事務所等級C用途說明" in text
    assert text.count("汰") == 900


@pytest.mark.parametrize("rows", range(24, 33))
def test_a_heading_in_a_grid_stays_with_the_row_below_it(paper: Callable[..., Any], rows: int) -> None:
    lines = ", ".join(f'["第{number}列", "{{office}}"]' for number in range(rows))
    heading = '[{ text = "以下為說明", label = true, columns = 2 }]'
    words = "說明" * 1500
    print_ = paper(
        f'[[block]]\ntype = "grid"\nwidths = [1, 3]\n'
        f'rows = [{lines}, {heading}, [{{ text = "{{year}}{words}", columns = 2, height = 60 }}]]\n'
    )
    pages = [print_.page(number) for number in range(1, len(print_.reader.pages) + 1)]
    (holding,) = (page for page in pages if "以下為說明" in page)
    assert "以下為說明115說明說明" in holding
    assert print_.text.count("說明") == 1501


def test_articles_hang_from_their_numbers_and_flow_over_pages(paper: Callable[..., Any]) -> None:
    articles = "\n".join(f"{number}. 第{number}條之內容，" + "應善盡保管及保密之責；" * 12 for number in range(1, 41))
    print_ = paper(f"[[block]]\ntype = \"text\"\ntext = '''\n{articles}\n'''\n")
    assert len(print_.reader.pages) > 2
    assert all(f"{number}.第{number}條之內容" in print_.text for number in range(1, 41))


@pytest.mark.parametrize("lines", range(30, 40))
def test_lines_to_sign_on_stay_with_the_day_below_them(paper: Callable[..., Any], lines: int) -> None:
    block = "[[block]]\ntype = \"text\"\n{}text = '''\n{}\n'''\n"
    clauses = "\n".join(f"{number}. 條文。" for number in range(1, lines + 1))
    signing = block.format("keep = true\nleading = 2.5\n", "立書人：\n地址：\n電話：")
    day = block.format('align = "spread"\nleading = 3\n', "中華民國年月日")
    pages = paper(block.format("", clauses) + signing + day).reader.pages
    signed = [number for number, page in enumerate(pages) for word in ("立書人", "地址", "電話", "中華民國年月日")
              if word in "".join(page.extract_text().split())]  # fmt: skip
    assert len(signed) == 4 and len(set(signed)) == 1


def test_many_officers_sign_in_several_rows(paper: Callable[..., Any]) -> None:
    titles = [f"職稱{number}" for number in range(1, 10)]
    text = paper(f'[[block]]\ntype = "signoff"\ntitles = {titles!r}\n').text
    assert all(title in text for title in titles)


def test_a_long_title_of_an_officer_is_broken_not_shrunk(paper: Callable[..., Any]) -> None:
    titles = ["承辦人", "教務主任兼資通安全推動小組執行秘書", "會辦單位（主計室）", "覆核", "校長"]
    print_ = paper(f'[[block]]\ntype = "signoff"\ntitles = {titles!r}\n')
    sizes: dict[str, float] = {}

    def visit(text: str, _page: Any, _line: Any, _font: Any, size: Any) -> None:
        sizes.update(dict.fromkeys(text.split(), float(size)))

    print_.reader.pages[0].extract_text(visitor_text=visit)
    assert all(title in print_.text for title in titles)
    assert titles[1] not in sizes
    assert min(size for text, size in sizes.items() if text in "".join(titles)) >= 9


def test_a_later_page_carries_the_whole_title_with_its_year(paper: Callable[..., Any], inputs: Inputs) -> None:
    title = '[[block]]\ntype = "heading"\ntext = "{office_full}\\n{year}年度{title}"\n'
    print_ = paper(title + NAMES, records={**inputs.records, **renamed(inputs, *("設備" for _ in range(90))).records})
    assert "青埕縣青埕戶政事務所115年度測試用表" in print_.page(2)


def test_each_copy_of_a_form_begins_a_paper_and_ends_with_its_signatures(
    forms: Mapping[str, Form], inputs: Inputs, printed: Callable[[Document], Any]
) -> None:
    office = dataclasses.replace(inputs, records={**inputs.records, **small_office()})
    paper = printed(build(forms["room_log"], office))
    assert len(paper.reader.pages) == 2
    for number, month in ((1, "115年9月"), (2, "115年11月")):
        assert paper.page(number).count("機房工作日誌") == 1, "no running head above a title"
        assert month in paper.page(number) and "資通安全長" in paper.page(number)


@pytest.mark.parametrize("blank", [False, True])
def test_the_map_stays_below_a_title_of_many_lines(
    inputs: Inputs, forms: Mapping[str, Form], printed: Callable[..., Any], blank: bool
) -> None:
    agency = inputs.agency.replace(name="國家海洋生物多樣性暨氣候變遷監測調查教育推廣中心附設水域研究站第三辦公處" * 2)
    print_ = printed(build(forms["risk_matrix"], dataclasses.replace(inputs, agency=agency, blank=blank)))
    assert "可能性→" in print_.page(1)
    assert len(print_.reader.pages) == (1 if blank else 2)


@pytest.mark.parametrize("form_id", ["asset_register", "risk_assessment", "risk_treatment", "threat_map"])
def test_a_paper_for_handwriting_is_one_page_in_an_office_with_a_long_name_and_five_officers(
    inputs: Inputs, forms: Mapping[str, Form], printed: Callable[..., Any], form_id: str
) -> None:
    chain = "預設：承辦人、資訊組長兼資通安全專責人員、教務主任兼資通安全推動小組執行秘書、會辦單位、資通安全長兼副首長"
    agency = inputs.agency.replace(name="國家海洋生物多樣性暨氣候變遷監測教育推廣中心" * 2, signoff_chains=chain)
    print_ = printed(build(forms[form_id], dataclasses.replace(inputs, agency=agency, blank=True)))
    assert len(print_.reader.pages) == 1
    assert "資通安全長兼副首長" in print_.text.replace("\n", "")


@pytest.mark.parametrize("form_id", ["staff_pledge", "vendor_pledge", "sign_in", "request", "auditor_pledge"])
def test_what_is_signed_by_hand_is_one_page_in_an_office_with_a_name_of_thirty_characters(
    inputs: Inputs, forms: Mapping[str, Form], printed: Callable[..., Any], form_id: str
) -> None:
    agency = inputs.agency.replace(name="湖山縣青埕鄉戶政事務所暨所屬第一第二辦公處聯合服務中心籌備處", short_name="")
    print_ = printed(build(forms[form_id], dataclasses.replace(inputs, agency=agency, blank=True)))
    assert len(print_.reader.pages) == 1
    assert agency.name in print_.text  # in one line: broken over two, something stands between


def test_a_cell_of_the_map_with_thousands_of_risks_counts_them(
    inputs: Inputs, forms: Mapping[str, Form], printed: Callable[..., Any]
) -> None:
    asset, risk = inputs.records["asset"][0], inputs.records["risk"][0]
    records = {
        **inputs.records,
        "asset": [dataclasses.replace(asset, id=number, number=f"HW-{number:04}") for number in range(1, 2001)],
        "risk": [dataclasses.replace(risk, id=number, asset=number) for number in range(1, 2001)],
    }
    text = printed(build(forms["risk_matrix"], dataclasses.replace(inputs, records=records))).page(1)
    assert "高風險2000項" in text and "HW-0001" in text and "等" in text and "HW-2000" not in text


ON_A_LINE = """
[[block]]
type = "text"
text = "立同意書人{office:line20}於民國{today:year:line4}年起任職。"
[[block]]
type = "text"
align = "spread"
text = "中華民國年月日"
"""


def test_words_on_a_line_have_a_rule_below_exactly_their_width(paper: Callable[..., Any]) -> None:
    print_ = paper(ON_A_LINE)
    assert "立同意書人青埕戶政事務所於民國115年起任職。" in print_.text
    content = print_.reader.pages[0].get_contents().get_data().decode("latin-1")
    rules = [tuple(map(float, each)) for each in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", content)]
    assert [round(to_x - x) for x, y, to_x, to_y in rules if y == to_y] == [20 * 12, 4 * 12]


def test_a_spread_line_reaches_from_margin_to_margin(paper: Callable[..., Any]) -> None:
    print_ = paper(ON_A_LINE)
    content = print_.reader.pages[0].get_contents().get_data().decode("latin-1")
    gaps = [float(each) for each in re.findall(r"([\d.]+) Tc", content)]
    assert max(gaps) * 6 + 7 * 12 == pytest.approx((210 - 36) / 25.4 * 72, abs=0.1)


@pytest.mark.parametrize("below", ["signoff", "grid"])
def test_the_cells_of_the_officers_never_stand_alone_below_a_boxed_form(paper: Callable[..., Any], below: str) -> None:
    officers = {
        "signoff": '[[block]]\ntype = "signoff"\ntitles = ["單位主管"]\n',
        "grid": '[[block]]\ntype = "grid"\nwidths = [1, 1]\nrows = [["單位主管", { height = 40 }]]\n',
    }[below]
    note = '[[block]]\ntype = "note"\ntext = "註：陳核層級請機關依需求調整"\n'
    for last in range(8, 13):
        rows = ", ".join(f'["項目{number}", {{ text = "內容{number}", height = 20 }}]' for number in range(1, last + 1))
        made = paper(f'[[block]]\ntype = "grid"\nwidths = [1, 3]\nrows = [{rows}]\n' + officers + note)
        page = made.page(len(made.reader.pages))
        assert f"內容{last}" in page and "單位主管" in page and "註：陳核層級" in page


def test_a_stamped_paper_says_at_the_foot_of_every_page_which_print_it_is(
    forms: Mapping[str, Form], inputs: Inputs, printed: Callable[[Document], Any]
) -> None:
    long = renamed(inputs, *(f"電腦{number}" for number in range(120)))
    document = build(forms["asset_register"], long)
    stamp = Stamp("115-0042", "115.11.20 14:32", "3f2a00112233", "ISMS1:11500042123456789012")
    plain, stamped = printed(document), printed(dataclasses.replace(document, stamp=stamp))
    pages = range(1, len(plain.reader.pages) + 1)
    assert len(pages) == len(stamped.reader.pages) > 2
    line = "列印編號115-0042115.11.2014:32內容3f2a00112233"
    for number in pages:
        assert line in stamped.page(number) and line not in plain.page(number)
        assert f"第{number}頁／共{len(pages)}頁" in stamped.page(number)
        assert stamped.page(number).replace(line, "") == plain.page(number), "the same words on the same page"


def test_the_code_stands_in_the_foot_beside_the_text_and_below_the_body(
    forms: Mapping[str, Form], inputs: Inputs, tmp_path: Path, fonts: FontChain
) -> None:
    code_side = 13.8 - 2 * 1.9
    for form in ("asset_register", "team"):  # landscape, portrait
        document = build(forms[form], dataclasses.replace(inputs, records={**inputs.records, **small_office()}))
        stamp = Stamp("115-12345", "115.11.20 14:32", "3f2a00112233", "ISMS1:11500042123456789012")
        stream = io.BytesIO()
        write_pdf(dataclasses.replace(document, stamp=stamp), stream, fonts)
        page = PdfReader(stream).pages[0]
        boxes = _dark_boxes(page)
        left, right = min(x for x, _, _, _ in boxes), max(x + width for x, _, width, _ in boxes)
        low, high = min(y for _, y, _, _ in boxes), max(y + height for _, y, _, height in boxes)
        margin = 15 if document.landscape else 18
        assert right == pytest.approx(float(page.mediabox.width) / MM - margin, abs=0.1)
        assert right - left == pytest.approx(high - low, abs=0.01) == pytest.approx(code_side, abs=0.1)
        assert low > 4.2 and high < 16 - 4 * code_side / 21 + 0.3, "printable, and white up to the body"


def _dark_boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """The black rectangles of the stamp, in millimetres."""
    (name,) = [key for key in page["/Resources"]["/XObject"] if "stamp" in key]
    content = page["/Resources"]["/XObject"][name].get_data().decode("latin-1")
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", content)
    return [(float(x) / MM, float(y) / MM, float(w) / MM, float(h) / MM) for x, y, w, h in found]


def test_a_number_that_comes_with_the_print_breaks_no_line_that_the_preview_does_not(fonts: FontChain) -> None:
    ruler = Ruler(fonts)
    for length in range(8, 40):
        others = FieldItem("製表日期", "中" * length)
        heights = {
            FieldsPart(Fields((FieldItem("編號", number, late=True), others), None), ruler).measure(400)
            for number in ("", "115-0042", "115-12345")
        }
        assert len(heights) == 1


def test_a_value_longer_than_the_line_hangs_behind_its_label(paper: Callable[..., Any], inputs: Inputs) -> None:
    agency = inputs.agency.replace(department="資訊業務推動及個人資料保護辦公室" * 8)
    blocks = '[[block]]\ntype = "fields"\nitems = [["承辦單位", "{department}"], ["等級", "{grade}"]]\n'
    print_ = paper(blocks, agency=agency)
    assert f"承辦單位：{agency.department}等級：C" in print_.text
    places: list[float] = []

    def visit(text: str, page: Any, line: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            places.append((page[4] + line[4]) / 72 * 25.4 + len(text.strip()) * 11 / 72 * 25.4)

    print_.reader.pages[0].extract_text(visitor_text=visit)
    assert max(places) <= 210 - 17


def test_each_copy_counts_its_own_pages(fonts: FontChain) -> None:
    long, short = Text((Paragraph("字"),) * 50), Text((Paragraph("字"),))
    blocks = (long, PageBreak(anew=True), short, PageBreak(), short, PageBreak(anew=True), short)
    stream = io.BytesIO()
    write_pdf(Document("paper", "測試用表", "機關", "", "", "", False, False, blocks), stream, fonts)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(stream).pages]
    feet = [re.findall(r"第(\d+)頁／共(\d+)頁", page) for page in pages]
    assert feet == [[("1", "2")], [("2", "2")], [("1", "2")], [("2", "2")], [("1", "1")]]


def _boxes(stream: io.BytesIO) -> list[tuple[float, float, float]]:
    """(left, bottom, top) of every rectangle that is drawn on the first page, in points on the paper."""
    found: list[tuple[float, float, float]] = []

    def visit(operator: bytes, operands: Any, matrix: Any, _text: Any) -> None:
        if operator == b"re":
            x, y, _, height = map(float, operands)
            found.append((x + matrix[4], y + matrix[5], y + matrix[5] + height))

    PdfReader(stream).pages[0].extract_text(visitor_operand_before=visit)
    return found


@pytest.mark.parametrize("table_first", [False, True])
def test_a_boxed_form_and_a_table_below_each_other_are_one(fonts: FontChain, table_first: bool) -> None:
    table = Table((Column("編號", 1), Column("內容", 3)), (Row(("1", "甲")), Row(("2", "乙"))))
    blocks: list[Block] = [Grid((1, 3), ((GridCell("範圍", label=True), GridCell("全所")),)), table]
    stream = io.BytesIO()
    made = Document("paper", "測試用表", "機關", "", "", "", False, False, tuple(blocks[:: -1 if table_first else 1]))
    write_pdf(made, stream, fonts)
    spans = sorted({(round(bottom, 1), round(top, 1)) for _, bottom, top in _boxes(stream)}, key=lambda each: -each[1])
    reached = spans[0][0]
    for bottom, top in spans:
        assert top >= reached - 0.1  # no white between one rectangle and the next below it
        reached = min(reached, bottom)
