"""Every encoding and separator in which Taiwan's offices exchange lists."""

import codecs
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book
from isms_desktop.exchange.text_reader import guard, sniff_separator, unguard

ROWS = [
    ("資產編號", "資產名稱", "備註", "數量"),
    ("HW-001", "戶政櫃檯電腦", '內含, 逗號; 分號\t定位 "引號"', "5"),
    ("0007", "碁峰伺服器", "兩行\n文字", "12"),
]
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "cp950": lambda text: text.encode("cp950"),
    "big5-hkscs": lambda text: text.encode("big5hkscs"),
    "utf-16-le with mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
}


def written(separator, line_end, rows=ROWS):
    return "".join(
        separator.join('"' + cell.replace('"', '""') + '"' if not cell.isalnum() else cell for cell in row) + line_end
        for row in rows
    )


@pytest.mark.parametrize(
    ("encoding", "separator", "line_end"), list(itertools.product(ENCODINGS, (",", ";", "\t"), ("\r\n", "\n")))
)
def test_every_encoding_with_every_separator(make, encoding, separator, line_end):
    book = read_book(make.text(ENCODINGS[encoding](written(separator, line_end))))
    assert book.sheets[0].rows == tuple(ROWS)


def test_characters_that_only_hong_kong_has(make):
    rows = [("編號", "保管人"), ("HW-001", "𨋢𠝹嘅")]
    book = read_book(make.text(written(",", "\n", rows).encode("big5hkscs")))
    assert book.sheets[0].cell(1, 1) == "𨋢𠝹嘅"
    assert "Big5-HKSCS" in book.notes[0]


def test_characters_beyond_the_basic_plane(make):
    book = read_book(make.text("編號,保管人\n1,𠮷野𡈽\n"))
    assert book.sheets[0].cell(1, 1) == "𠮷野𡈽"


def test_old_mac_line_ends_and_blank_rows(make):
    assert read_book(make.text("編號,名稱\r1,甲\r\r,\r")).sheets[0].rows == (("編號", "名稱"), ("1", "甲"))


def test_title_lines_without_separators_do_not_mislead():
    assert sniff_separator("資產清冊\n製表日期：113/5/1\n編號;名稱;備註\n1;甲;一,二,三\n2;乙;四,五\n3;丙;\n") == ";"


def test_excel_s_own_hint_line(make):
    sheet = read_book(make.text("sep=|\r\n編號|名稱\r\n1|甲\r\n")).sheets[0]
    assert sheet.rows == ((), ("編號", "名稱"), ("1", "甲"))


def test_excel_s_trick_for_zeros(make):
    assert read_book(make.text('編號,名稱\n="0007",甲\n')).sheets[0].cell(1, 0) == "0007"


def test_text_that_no_encoding_reads_names_its_row(make):
    with pytest.raises(UserError, match=r"第 3 列有無法辨識的文字"):
        read_book(make.text("編號,名稱\n1,甲\n".encode() + b"2,\xff\xfe\xff\n"))


def test_a_quotation_mark_that_is_never_closed(make):
    with pytest.raises(UserError, match=r"第 2 列.*引號") as caught:
        read_book(make.text('編號,名稱\n1,"甲\n' + "2,乙\n" * 40_000))
    assert "「清冊.csv」" in caught.value.text


@given(st.text(st.sampled_from("'=+-@\t a甲0＝"), max_size=8))
def test_what_is_guarded_against_running_comes_back_as_it_was(text):
    made = guard(text)
    assert unguard(made) == text
    assert not made.startswith(("=", "+", "-", "@"))
