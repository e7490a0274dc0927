"""What the sheet library keeps to itself: error values, unfinished formulas, padded numbers, far-away cells."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = (
    '<row r="1">' + text_cell("A1", "資產編號") + text_cell("B1", "資產類別") + text_cell("C1", "資產名稱") + "</row>"
)


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "#NAME?"])
def test_an_error_value_is_an_error_at_its_cell(make, plan, value):
    wrong = f'<c r="B2" t="e"><f>X1</f><v>{value}</v></c>'
    row = f'<row r="2">{text_cell("A2", "HW-001")}{wrong}{text_cell("C2", "甲")}</row>'
    (found,) = plan(make.raw_xlsx(HEAD + row)).rows
    assert found.outcome == "error"
    assert str(found.findings[0]).startswith(f"工作表「清冊」第 2 列 B 欄：資產類別：公式的結果是錯誤值 {value}")


def test_a_formula_that_nobody_has_calculated(make, plan):
    path = make.xlsx([["資產編號", "資產類別", "資產名稱"], ["HW-001", "實體資產", '="甲"&"乙"']])
    (found,) = plan(path).rows
    assert str(found.findings[0]).startswith("工作表「清冊」第 2 列 C 欄：資產名稱：公式還沒有計算結果。")


def test_a_calculated_formula_gives_its_value_and_a_note(make, plan):
    formula = '<c r="C2" t="str"><f>A2&amp;"x"</f><v>HW-001x</v></c>'
    row = f'<row r="2">{text_cell("A2", "HW-001")}{text_cell("B2", "HW")}{formula}</row>'
    made = plan(make.raw_xlsx(HEAD + row))
    assert made.creates[0].name == "HW-001x"
    assert made.notes == ("C 欄「資產名稱」有 1 格是公式，匯入的是上次計算的結果。",)


def test_a_number_shown_with_zeros_keeps_them(make):
    path = make.folder / "零.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["財產編號", "數量"])
    workbook.active.append([7, 7])
    workbook.active["A2"].number_format = "0000"
    workbook.save(path)
    assert read_book(path).sheets[0].rows[1] == ("0007", 7)


def test_one_stray_cell_at_the_end_of_the_world_is_named(make, plan):
    # Without the look beforehand the sheet library asks for 550 GB here, and the whole program is gone.
    stray = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    path = make.raw_xlsx(HEAD + stray)
    (sheet,) = read_book(path).sheets
    with pytest.raises(UserError, match="第 1048576 列 XFD 欄，範圍太大"):
        plan(path)
    assert sheet.rows == ()


def test_cells_without_addresses(make):
    row = "<row><c t='inlineStr'><is><t>甲</t></is></c><c><v>5</v></c></row>"
    assert read_book(make.raw_xlsx(row)).sheets[0].rows == (("甲", 5),)


def test_a_workbook_whose_elements_carry_a_prefix(make):
    plain = make.raw_xlsx("<row r='1'><c r='A1' t='e'><v>#N/A</v></c><c r='B1'><v>5</v></c></row>", "素.xlsx")
    with zipfile.ZipFile(plain) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    sheet = re.sub(r"<(/?)(?=\w)", r"<\1x:", parts["xl/worksheets/sheet1.xml"]).replace("xmlns=", "xmlns:x=")
    (read,) = read_book(make.package({**parts, "xl/worksheets/sheet1.xml": sheet}, "前綴.xlsx")).sheets
    assert read.cell(0, 1) == 5
    assert "#N/A" in read.flaws[(0, 0)].text


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
def test_a_million_ghost_rows_cost_neither_memory_nor_rows(make):
    ghosts = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>'
        for row in range(3, 1_000_001)
    )
    row = f'<row r="2">{text_cell("A2", "HW-001")}{text_cell("B2", "HW")}{text_cell("C2", "甲")}</row>'
    path = make.raw_xlsx(HEAD + row + ghosts)
    code = (
        "from pathlib import Path; from isms_desktop.exchange.readers import read_book\n"
        f"print(len(read_book(Path({str(path)!r})).sheets[0].rows))\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows, kilobytes = (int(each) for each in done.stdout.split())
    assert rows == 2
    assert kilobytes < 150_000


def test_control_characters_are_refused_at_their_cell(make, plan):
    row = f'<row r="2">{text_cell("A2", "HW-001")}{text_cell("B2", "HW")}{text_cell("C2", "甲_x0007_乙")}</row>'
    (found,) = plan(make.raw_xlsx(HEAD + row)).rows
    assert str(found.findings[0]) == "工作表「清冊」第 2 列 C 欄：資產名稱：含有看不見的控制字元。請重新輸入這一格。"
