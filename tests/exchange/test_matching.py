"""Which record a row belongs to, when the sheet is our own export and the clerk edits even the numbers."""

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.risks import Treatment
from isms_desktop.exchange.sheet import Book, Sheet
from isms_desktop.exchange.table import table_of

ASSET = Asset.record_type
KEYS = ("number", "category", "name", "location")


@pytest.fixture
def existing():
    return [
        Asset(id=place, number=f"HW-{place}", category="HW", name=f"電腦{place}", location="一樓")
        for place in (1, 2, 3)
    ]


@pytest.fixture
def exported(existing, around):
    """The export as rows of cells that a test edits like a clerk."""
    table = table_of(ASSET, existing, around(), keys=KEYS, origin="甲所")
    return [[column.heading for column in table.columns], *[list(row) for row in table.rows]]


@pytest.fixture
def looked_at(existing, plan):
    def looked_at(rows, origin="甲所", records=None):
        book = Book("清冊.xlsx", "xlsx", (Sheet("清冊", tuple(tuple(row) for row in rows)),))
        return plan(book, existing if records is None else records, origin=origin)

    return looked_at


def result(existing, made):
    """The register after the import, by id (0 for new ones)."""
    after = {record.id: record for record in existing} | {record.id: record for _, record in made.updates}
    return [(record.id, record.number, record.name) for record in [*after.values(), *made.creates]]


def test_untouched_is_unchanged(exported, looked_at):
    assert looked_at(exported).counts["unchanged"] == 3


def test_a_new_number_is_a_change_of_the_same_asset(exported, looked_at, existing):
    exported[2][0] = "HW-77"
    assert result(existing, looked_at(exported)) == [(1, "HW-1", "電腦1"), (2, "HW-77", "電腦2"), (3, "HW-3", "電腦3")]


def test_numbers_handed_down_in_a_chain(exported, looked_at, existing):
    exported[3][0], exported[2][0], exported[1][0] = "HW-4", "HW-3", "HW-2"
    assert result(existing, looked_at(exported)) == [(1, "HW-2", "電腦1"), (2, "HW-3", "電腦2"), (3, "HW-4", "電腦3")]


def test_a_copied_row_with_a_new_number_is_a_new_asset(exported, looked_at, existing):
    exported.append([*exported[1]])
    exported[-1][0], exported[-1][2] = "HW-9", "新電腦"
    assert result(existing, looked_at(exported))[3:] == [(0, "HW-9", "新電腦")]


def test_copies_of_a_row_that_is_itself_renumbered_cannot_be_told_apart(exported, looked_at):
    exported.append([*exported[1]])
    exported[1][0], exported[-1][0] = "HW-8", "HW-9"
    made = looked_at(exported)
    assert made.counts["errors"] == 2
    assert "第 2、5 列複製自同一列" in made.rows[0].findings[0].text


def test_a_cleared_cell_clears_and_a_cleared_required_cell_is_refused(exported, looked_at):
    exported[1][3] = None
    exported[2][2] = None
    made = looked_at(exported)
    assert made.updates[0][1].location == ""
    assert made.rows[1].findings[0].text == "資產名稱是空白的。"


def test_a_row_typed_in_below_needs_no_code(exported, looked_at, existing):
    exported.append(["HW-4", "實體資產", "印表機", None, None])
    (new,) = looked_at(exported).creates
    assert (new.number, new.quantity) == ("HW-4", 1)


def test_the_export_of_another_office_hits_no_stranger(exported, looked_at, existing):
    exported[1][0] = "HW-50"
    exported[2][3] = None
    made = looked_at(exported, origin="乙所")
    assert [str(row.outcome) for row in made.rows] == ["new", "unchanged", "unchanged"]


def test_a_record_renumbered_in_the_program_meanwhile(exported, looked_at, existing):
    moved = [existing[0].replace(number="HW-100"), *existing[1:]]
    made = looked_at(exported, records=moved)
    assert made.counts["new"] == 1
    assert made.updates == ()


def test_a_code_that_somebody_made_up(exported, looked_at):
    exported[1][-1], exported[2][-1] = "1-00000000", "真的嗎"
    assert looked_at(exported).counts["unchanged"] == 3


def test_columns_sorted_apart_from_their_codes_keep_the_numbers_right(exported, looked_at, existing):
    codes = [row[-1] for row in exported[1:]]
    for row, code in zip(exported[1:], [codes[1], codes[2], codes[0]], strict=True):
        row[-1] = code
    assert result(existing, looked_at(exported)) == [(1, "HW-1", "電腦1"), (2, "HW-2", "電腦2"), (3, "HW-3", "電腦3")]


def test_rows_whose_links_have_one_name_are_still_told_apart(around, plan):
    existing = [Treatment(id=place, risk=place, measure="更新", responsible="王") for place in (1, 2)]
    table = table_of(Treatment.record_type, existing, around())
    rows = [[column.heading for column in table.columns], *[list(row) for row in table.rows]]
    titles = list(rows[0])
    for row in rows[1:]:
        row[titles.index("風險")] = "中毒"
    rows[2][titles.index("負責人")] = "李"
    book = Book("計畫.xlsx", "xlsx", (Sheet("計畫", tuple(tuple(row) for row in rows)),))
    made = plan(
        book, existing, Treatment.record_type, resolve=lambda kind, text: None, title_of=lambda kind, number: "中毒"
    )
    ((before, after),) = made.updates
    assert (before.id, after.responsible, after.risk) == (2, "李", 2)
