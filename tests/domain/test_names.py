"""Several names in one cell."""

from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.names import each_name, names_in, replaced
from isms_desktop.domain.values import same_key

NAMES = st.lists(st.text("王李陳小大明 Ａa", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=4)


@given(NAMES, st.sampled_from("、，,；;\n"))
def test_a_cell_of_several_names_names_each_of_them(names: list[str], between: str) -> None:
    cell = between.join(names)
    assert names_in(cell) == {same_key(each) for each in names}
    gone = same_key(names[0])
    assert gone not in names_in(replaced(cell, {gone: "新名字"}))
    assert names_in(replaced(cell, {gone: "新名字"})) == (names_in(cell) - {gone}) | {"新名字"}
    assert replaced(cell, {"別人": "新名字"}).count("新名字") == 0


def test_a_cell_of_titles_or_places_names_nobody_by_chance() -> None:
    assert names_in("王小明明、總務處 王小明") == {"王小明明", "總務處 王小明"}
    assert replaced("王小明明、 王小明 ；李大華", {"王小明": "王大明"}) == "王小明明、王大明；李大華"
    assert names_in("、，\n") == frozenset()


def test_names_are_read_in_their_order_as_they_are_written() -> None:
    assert each_name("施宥廷、 藍國祥 ，施宥廷；\nＡlex、") == ("施宥廷", "藍國祥", "Ａlex")
    assert each_name("") == ()
