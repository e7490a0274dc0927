"""Which rows are shown, in what order, while a clerk types into the search box."""

from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.assets import Asset
from isms_desktop.services.offices import Office
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.grid.rows import Filter, RowSet
from isms_desktop.ui.grid.search import Haystack


def asset(record_id: int, name: str = "", category: str = "HW", number: str = "") -> Asset:
    return Asset.make(id=record_id, number=number or f"HW-{record_id:03}", name=name, category=category)


def rows_of(*records: Asset) -> RowSet:
    rows = RowSet(lambda each: each.name.casefold(), lambda each, key: getattr(each, key))
    rows.load(records)
    return rows


def look(rows: RowSet, wanted: Filter) -> list[int]:
    rows.begin(wanted)
    while rows.searching:
        rows.shown.extend(rows.step(0))
    return rows.shown


ALPHABET = st.text(alphabet="ab 電", max_size=4)


@given(st.lists(ALPHABET, max_size=30), st.lists(ALPHABET, max_size=5))
def test_typing_on_finds_the_same_as_asking_afresh(names, needles):
    records = [asset(place, name) for place, name in enumerate(names, 1)]
    rows = rows_of(*records)
    typed = ""
    for part in needles:
        typed += part
        words = typed.split()
        expected = [each.id for each in records if all(word in each.name for word in words)]
        assert look(rows, Filter(typed)) == expected


def test_a_category_and_words_and_a_cell_of_the_matrix_go_together():
    rows = rows_of(asset(1, "a"), asset(2, "a", "SW"), asset(3, "ab", "SW"), asset(4, "b", "SW"))
    chosen = {"category": frozenset({"SW"})}
    assert look(rows, Filter("a", chosen)) == [2, 3]
    assert look(rows, Filter("a", chosen, frozenset({3, 4}))) == [3]
    assert look(rows, Filter()) == [1, 2, 3, 4]


def test_rows_come_in_slices_when_there_are_many():
    rows = rows_of(*(asset(place, "x") for place in range(1, 2001)))
    rows.begin(Filter("x"))
    first = rows.step(0)
    assert 0 < len(first) < 2000
    assert rows.searching
    rows.shown.extend(first)
    while rows.searching:
        rows.shown.extend(rows.step(0))
    assert rows.shown == list(range(1, 2001))


def test_numbers_are_ordered_by_size_and_blanks_come_last():
    rows = rows_of(asset(1, number="HW-1000"), asset(2, number="HW-999"), asset(3, number="HW-1001"))
    rows.replace(rows.record(3).replace(number=""))
    rows.sort("number", descending=False)
    assert rows.shown == [2, 1, 3]
    rows.sort("number", descending=True)
    assert rows.shown == [1, 2, 3]
    rows.sort("", descending=False)
    assert rows.shown == [1, 2, 3]


def test_a_row_that_comes_back_returns_to_its_place():
    rows = rows_of(asset(1), asset(3))
    assert rows.place_of_new(asset(2)) == 1
    rows.shown.insert(1, 2)
    assert rows.place_of_new(asset(4)) == 3
    assert [each.id for each in rows.records()] == [1, 2, 3, 4]


def test_a_record_that_goes_while_being_looked_for_is_passed_over():
    rows = rows_of(*(asset(place, "x") for place in range(1, 1200)))
    rows.begin(Filter("x"))
    rows.shown.extend(rows.step(0))
    rows.drop(1100)
    while rows.searching:
        rows.shown.extend(rows.step(0))
    assert 1100 not in rows.shown


def test_counts_follow_the_records():
    rows = rows_of(asset(1), asset(2, category="SW"))
    assert rows.counts("category") == {"HW": 1, "SW": 1}
    rows.replace(asset(1, category="SW"))
    assert rows.counts("category") == {"SW": 2}
    rows.place_of_new(asset(3))
    assert rows.counts("category") == {"SW": 2, "HW": 1}
    rows.drop(3)
    rows.drop(3)
    rows.drop(2)
    assert rows.counts("category") == {"SW": 1}


def test_counts_of_a_value_that_is_worked_out_are_worked_out_anew():
    place = {1: "一樓", 2: "一樓"}
    rows = RowSet(lambda each: each.name, lambda each, _key: place[each.id])
    rows.load([asset(1), asset(2)])
    assert rows.counts("where") == {"一樓": 2}
    place[2] = "二樓"  # by a record that asset 1 points at, say
    rows.replace(asset(1))
    assert rows.counts("where") == {"一樓": 1, "二樓": 1}


def test_search_text_speaks_as_the_list_does(office: Office):
    register = Register(office, "asset")
    text = Haystack(register.type, office.rules, register.show)(
        Asset.make(id=1, number="ＨＷ-9", category="HW", name="Server", purchased_on="2024-05-01", core=True)
    )
    for word in ("hw-9", "server", "實體", "113.5.1"):
        assert word in text
    assert "是" not in text, "yes and no stand in every row"
