"""Whatever a clerk picks, it is either read or answered with one sentence that says what to do."""

import io
import zipfile

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book

ROWS = [["資產編號", "資產名稱", "數量"], ["HW-001", "櫃檯電腦", 5], ["HW-002", "伺服器", 1]]
AS_READ = tuple(tuple(row) for row in ROWS)


def refusal(path):
    with pytest.raises(UserError) as caught:
        read_book(path)
    assert caught.value.advice
    return str(caught.value)


def test_xlsx_xls_and_csv_give_the_same_rows(make):
    for path in (make.xlsx(ROWS), make.xls(ROWS)):
        assert read_book(path).sheets[0].rows == AS_READ
    book = read_book(make.text("資產編號,資產名稱,數量\nHW-001,櫃檯電腦,5\nHW-002,伺服器,1\n"))
    assert book.sheets[0].rows == (AS_READ[0], ("HW-001", "櫃檯電腦", "5"), ("HW-002", "伺服器", "1"))
    assert book.sheets[0].name == "清冊"


def test_an_old_xls_that_was_renamed_is_simply_read(make):
    book = read_book(make.xls(ROWS, "清冊.xlsx"))
    assert (book.format, book.sheets[0].rows) == ("xls", AS_READ)
    assert "舊版 Excel" in book.notes[0]


def test_a_csv_called_xls_and_an_xlsx_called_csv(make):
    assert read_book(make.text("編號,名稱\n1,甲\n", "清冊.xls")).format == "csv"
    assert read_book(make.xlsx(ROWS, "清冊.csv")).format == "xlsx"


def test_numbers_without_decimals_are_whole_and_text_keeps_its_zeros(make):
    (sheet,) = read_book(make.xlsx([["財產編號", "數量"], ["0007", 7.0], ["0008", 1.5]])).sheets
    assert sheet.rows[1:] == (("0007", 7), ("0008", 1.5))
    assert type(sheet.rows[1][1]) is int


def test_a_table_that_begins_in_the_middle_keeps_its_addresses(make):
    (sheet,) = read_book(make.xlsx([[], [None, None, "資產編號"], [None, None, "HW-001"]])).sheets
    assert sheet.cell(2, 2) == "HW-001"
    assert sheet.place(2, 2) == "工作表「清冊」第 3 列 C 欄"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "是PDF 文件，不是試算表"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "是圖片，不是試算表"),
        (b"SQLite format 3\0" + bytes(50), "是資料庫檔案"),
        (b"\x00\x01\x02\x03 not a sheet \x00\xff" * 9, "不是試算表檔案"),
        (bytes(range(1, 32)) * 40, "不是試算表檔案"),
        (b"", "是空的檔案"),
        (b'<?xml version="1.0"?><note/>', "不是試算表檔案"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "另存為 .xlsx"),
        (b"PK\x03\x04 and then nothing", "已損壞"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "已損壞"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "WordDocument".encode("utf-16-le"), "是Word 文件"),
        (b"\n \n,,,\n", "沒有任何資料"),
    ],
)
def test_what_is_no_spreadsheet_is_named_for_what_it_is(make, content, said):
    assert said in refusal(make.text(content, "清冊.xlsx"))


def test_packages_of_other_programs(make):
    assert "Word 文件" in refusal(make.package({"word/document.xml": "<w/>"}, "清冊.xlsx"))
    assert "簡報" in refusal(make.package({"ppt/presentation.xml": "<p/>"}, "清冊.xlsx"))
    assert "xlsb" in refusal(make.package({"xl/workbook.bin": "x"}, "清冊.xlsx"))
    assert "壓縮檔" in refusal(make.package({"清冊.txt": "x"}, "清冊.xlsx"))
    assert "不是試算表）" in refusal(make.package({"mimetype": "application/vnd.oasis.opendocument.text"}, "清冊.ods"))


def test_a_missing_file_and_a_folder(make):
    assert "找不到檔案「沒有.xlsx」" in refusal(make.folder / "沒有.xlsx")
    (make.folder / "資料夾.xlsx").mkdir()
    assert "是資料夾" in refusal(make.folder / "資料夾.xlsx")


def test_a_workbook_with_a_password(make):
    locked = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "密碼" in refusal(make.text(locked, "清冊.xlsx"))
    assert "密碼" in refusal(make.xls(ROWS, locked=True))
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    assert "密碼" in refusal(make.raw_ods("", **{"META-INF/manifest.xml": manifest}))


def test_empty_sheets_are_passed_over_and_an_empty_book_is_refused(make):
    assert "沒有任何資料" in refusal(make.xlsx([]))
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.create_sheet("資料").append(["資產編號"])
    workbook.save(make.folder / "兩張.xlsx")
    assert [sheet.name for sheet in read_book(make.folder / "兩張.xlsx").sheets] == ["資料"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_cut_short_or_scrambled_is_damaged_and_never_more(make, kind):
    row = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>" * 50
    whole = (make.raw_ods(row) if kind == "ods" else getattr(make, kind)(ROWS * 30)).read_bytes()
    for part in range(1, 12):
        path = make.text(whole[: len(whole) * part // 12], f"斷.{kind}")
        assert "斷" in refusal(path)
    for step in range(7, 60, 5):
        scrambled = bytearray(whole)
        scrambled[100::step] = bytes(len(scrambled[100::step]))
        path = make.text(bytes(scrambled), f"亂.{kind}")
        try:
            read_book(path)
        except UserError as problem:
            assert problem.advice


def test_a_part_missing_from_a_workbook(make):
    whole = make.xlsx(ROWS).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist() if "sheet1" not in name}
    assert "已損壞" in refusal(make.package(parts, "缺.xlsx"))
