"""Exports: what a spreadsheet program finds in them, and that they come back as exactly the edits."""

import csv
import datetime
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isms_desktop.domain.assets import STATUS, Asset
from isms_desktop.domain.fields import Kind
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.people import Person
from isms_desktop.domain.progress import Cancelled
from isms_desktop.domain.values import options, read
from isms_desktop.exchange.readers import read_book
from isms_desktop.exchange.session import plan_import
from isms_desktop.exchange.sheet import Book, Sheet
from isms_desktop.exchange.table import Column, Table, table_of, template_of
from isms_desktop.exchange.writers import write_table

ASSET = Asset.record_type
ENDINGS = [".xlsx", ".ods", ".csv"]
NASTY = [
    "=1+1",
    "+886",
    "-",
    "@甲",
    "'甲",
    "'=甲",
    "0007",
    "#N/A",
    "true",
    "_x0041_",
    "a\tb",
    '"',
    "<&>",
    "1e5",
    "𠮷",
    "113/5/1",
]


@pytest.fixture
def register():
    return [
        Asset(id=place, number=f"HW-{place:03}", category="HW", name=name, note="一\n  二", quantity=place, core=True,
              status="stopped", purchased_on="2024-05-01", property_number="0007", confidentiality=3)
        for place, name in enumerate(NASTY, start=1)
    ]  # fmt: skip


def edited(path: Path, ending: str, edit) -> Path:
    """The file after a clerk opened it, changed cells and saved it."""
    sheet = read_book(path).sheets[0]
    rows = [list(row) + [None] * (sheet.width - len(row)) for row in sheet.rows]
    edit(rows)
    table = Table(sheet.name, tuple(Column(str(heading)) for heading in rows[0]), rows[1:])
    target = path.with_name(f"改{ending}")
    write_table(target, table)
    return target


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_comes_back_unchanged(register, around, plan, tmp_path, ending):
    path = tmp_path / f"清冊{ending}"
    write_table(path, table_of(ASSET, register, around()))
    made = plan(path, register)
    assert made.counts == dict.fromkeys(made.counts, 0) | {"unchanged": len(NASTY)}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_edited_export_comes_back_as_exactly_the_edits(register, around, plan, tmp_path, ending):
    path = tmp_path / f"清冊{ending}"
    write_table(path, table_of(ASSET, register, around()))

    def edit(rows):
        column = {heading: place for place, heading in enumerate(rows[0])}
        rows[1][column["資產名稱"]] = "=新名稱"
        rows[2][column["資產編號"]] = "HW-900"
        rows[3][column["備註"]] = None
        rows[4][column["購置日期"]] = "113/12/31"
        rows[5][column["核心"]] = "否"
        rows[6][column["狀態"]] = "報廢"
        rows[7][column["數量"]] = "無"

    made = plan(edited(path, ending, edit), register)
    edits = [(row.before.id, {change.field.key: change.new}) for row in made.rows for change in row.changes]
    assert edits == [
        (1, {"name": "=新名稱"}),
        (2, {"number": "HW-900"}),
        (3, {"note": ""}),
        (4, {"purchased_on": "2024-12-31"}),
        (5, {"core": False}),
        (6, {"status": "scrapped"}),
        (7, {"quantity": "無"}),
    ]  # fmt: skip
    assert made.counts["unchanged"] == len(NASTY) - 7


def values_of(field, rules):
    """Any value that the field can hold, by way of its own reader."""
    free = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
    raw = {
        Kind.TEXT: free | st.sampled_from([each for each in NASTY if "\t" not in each]),
        Kind.LINES: st.lists(free, max_size=3).map("\n".join),
        Kind.INTEGER: st.integers(0, 9) | st.sampled_from(["無", "=1"]) if field.words else st.integers(0, 9),
        Kind.CHOICE: st.sampled_from([each.value for each in options(field, rules)] or [""]),
        Kind.CHOICES: st.lists(
            st.sampled_from([each.value for each in options(field, rules)] or ["x"]), unique=True
        ).map(tuple),
        Kind.YES_NO: st.booleans(),
        Kind.DATE: st.dates(datetime.date(1912, 1, 1), datetime.date(2900, 1, 1)).map(str),
    }[field.kind]
    return (
        (st.none() | raw)
        .map(lambda given: read(field, given, rules))
        .filter(lambda found: found[1] is None)
        .map(lambda found: found[0])
    )


def records_of(record_type, rules):
    """Registers of one to four records that the program itself would accept."""
    fields = [field for field in record_type.stored if field.key not in record_type.identity]
    bodies = st.lists(
        st.fixed_dictionaries({field.key: values_of(field, rules) for field in fields}), min_size=1, max_size=4
    )

    def made(all_values):
        return [
            record_type.cls(id=place, **values | dict.fromkeys(record_type.identity, f"N-{place}"))
            for place, values in enumerate(all_values, start=1)
            if all(values.get(field.key) for field in fields if field.required)
        ]

    return bodies.map(made).filter(bool)


@pytest.mark.parametrize("record_type", [ASSET, Person.record_type], ids=["asset", "person"])
@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_register_and_any_edit_survive_the_trip(rules, around, tmp_path, record_type, ending, data):
    before = data.draw(records_of(record_type, rules))
    after = [
        record.replace(**data.draw(st.fixed_dictionaries({}, optional=_edits(record_type, rules)))) for record in before
    ]
    path = tmp_path / f"清冊{ending}"
    write_table(path, table_of(record_type, before, around(), reveal=True))
    assert plan_import(record_type, rules, before, read_book(path)).updates == ()
    # What the clerk types is what a register with the new values would show; the codes stay those of the old rows.
    codes = [row[-1] for row in table_of(record_type, before, around()).rows]
    table = table_of(record_type, after, around(), reveal=True)
    rows = [[*row[:-1], code] for row, code in zip(table.rows, codes, strict=True)]
    write_table(path, Table(table.name, table.columns, rows))
    made = plan_import(record_type, rules, before, read_book(path))
    allowed = {row.before.id for row in made.rows if row.before and str(row.outcome) != "error"}
    changed = {old.id: new for old, new in made.updates}
    assert made.creates == ()
    for old, new in zip(before, after, strict=True):
        if old.id in allowed:
            assert changed.get(old.id, old) == new


def _edits(record_type, rules):
    return {field.key: values_of(field, rules) for field in record_type.stored if not field.required}


@pytest.mark.parametrize("ending", ENDINGS)
def test_masked_values_come_back_as_they_were(around, plan, tmp_path, ending):
    people = [
        Person(id=1, name="王小明", national_id="A123456789"),
        Person(id=2, name="李大同", national_id="B223456781"),
    ]
    path = tmp_path / f"人員{ending}"
    write_table(path, table_of(Person.record_type, people, around()))
    assert plan(path, people, Person.record_type).counts["unchanged"] == 2
    write_table(path, table_of(Person.record_type, people, around(), reveal=True))
    assert read_book(path).sheets[0].cell(1, 5) == "A123456789"


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_form_can_be_filled_in_and_imported(rules, plan, tmp_path, ending):
    path = tmp_path / f"空白{ending}"
    write_table(path, template_of(ASSET, rules))
    sheet = read_book(path).sheets[0]
    assert "必填：資產編號、資產類別、資產名稱" in sheet.cell(0, 0)
    assert "資產價值" not in sheet.rows[1]
    filled = Sheet(sheet.name, (*sheet.rows, ("HW-001", "實體資產", None, "電腦")))
    (new,) = plan(Book(path.name, "xlsx", (filled,))).creates
    assert (new.number, new.quantity, new.status) == ("HW-001", 1, "in_use")


def test_what_excel_finds_in_an_xlsx(register, around, rules, tmp_path):
    path = tmp_path / "清冊.xlsx"
    write_table(path, table_of(ASSET, register, around()))
    workbook = openpyxl.load_workbook(path)
    sheet, lists = workbook["資產清冊"], workbook["選項"]
    assert lists.sheet_state == "hidden"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["E"].width
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    formula, zeros = sheet[f"{column['資產名稱']}2"], sheet[f"{column['財產編號']}2"]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert (zeros.value, zeros.number_format) == ("0007", "@")
    assert sheet[f"{column['數量']}2"].value == 1
    assert sheet.column_dimensions[column["識別碼"]].hidden
    offered = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    rule = offered[f"{column['狀態']}2"]
    place = re.fullmatch(r"'選項'!\$([A-Z])\$2:\$[A-Z]\$(\d)", rule.formula1)
    assert [lists[f"{place[1]}{row}"].value for row in range(2, int(place[2]) + 1)] == [each.label for each in STATUS]
    assert rule.errorStyle in (None, "stop")
    assert offered[f"{column['機密性']}2"].errorStyle == "warning"


def test_a_cell_too_long_for_excel_is_said_and_ods_takes_it(tmp_path):
    table = Table("清冊", (Column("備註"),), [("短",), ("長" * 32_768,)])
    with pytest.raises(UserError, match="第 3 列「備註」有 32,768 個字"):
        write_table(tmp_path / "清冊.xlsx", table)
    assert not (tmp_path / "清冊.xlsx").exists()
    write_table(tmp_path / "清冊.ods", table)
    assert len(read_book(tmp_path / "清冊.ods").sheets[0].cell(2, 0)) == 32_768


def test_what_is_in_an_ods(register, around, tmp_path):
    path = tmp_path / "清冊.ods"
    write_table(path, table_of(ASSET, register, around()))
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        if name.endswith(".xml"):
            ElementTree.fromstring(parts[name])
    content = parts["content.xml"].decode()
    assert 'table:formula="' not in content
    assert 'office:value-type="float" office:value="1"' in content
    assert "cell-content-is-in-list(" in content
    assert "<table:table-header-rows>" in content
    assert b"VerticalSplitPosition" in parts["settings.xml"]


def test_a_csv_is_known_to_excel_and_runs_nothing(register, around, tmp_path):
    path = tmp_path / "清冊.csv"
    write_table(path, table_of(ASSET, register, around()))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[3] for row in rows[1:5]] == ["'=1+1", "'+886", "'-", "'@甲"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_an_unknown_ending_and_stopping_halfway(around, tmp_path):
    table = Table("清冊", (Column("備註"),), [("甲",)] * 2000)
    with pytest.raises(UserError, match=r"無法匯出成「清冊.doc」。檔名的結尾請用 .xlsx、.ods、.csv。"):
        write_table(tmp_path / "清冊.doc", table)
    for ending in ENDINGS:
        seen = []
        write_table(tmp_path / f"全{ending}", table, progress=lambda done, total, seen=seen: seen.append((done, total)))
        assert seen[-1] == (2000, 2000)
        with pytest.raises(Cancelled):
            write_table(tmp_path / f"半{ending}", table, cancelled=lambda: True)
        assert not list(tmp_path.glob("*半*"))


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_both_and_saves_what_imports_as_unchanged(register, around, plan, tmp_path):
    # In a csv of anybody else an apostrophe before = counts as a guard, so a name that begins so cannot survive there.
    register = [record for record in register if record.name != "'=甲"]
    for ending, into in (
        (".ods", "xlsx"),
        (".xlsx", "ods"),
        (".xlsx", "xls"),
        (".ods", "csv:Text - txt - csv (StarCalc):44,34,76"),
    ):
        path = tmp_path / f"清冊{ending}"
        write_table(path, table_of(ASSET, register, around()))
        home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        subprocess.run(
            ["soffice", home, "--headless", "--convert-to", into, "--outdir", str(tmp_path / "存"), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        made = plan(tmp_path / "存" / f"清冊.{into[:4].rstrip(chr(58))}", register)
        changed = [(row.title, change.field.key, change.old, change.new) for row in made.rows for change in row.changes]
        assert changed == [], into
        assert made.counts["unchanged"] == len(register)
