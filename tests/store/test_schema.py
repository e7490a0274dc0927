"""The tables that the migrations have made are those that today's declarations ask for."""

import re
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.catalog import record_types
from isms_desktop.domain.fields import Field, Kind, RecordType, Value
from isms_desktop.store.office_file import Store
from isms_desktop.store.schema import columns, from_column, table_sql, to_column


def _normal(sql: str) -> str:
    """Without line breaks; SQLite sets a column that was added later its own way."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))


@pytest.mark.parametrize("record_type", record_types(), ids=lambda each: each.kind)
def test_the_table_in_the_file_is_the_declared_one(record_type: RecordType[Any], store: Store) -> None:
    found = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (record_type.kind,)).fetchone()
    assert _normal(found[0]) == _normal(table_sql(record_type))


def test_no_table_lies_in_the_file_that_nobody_declares(store: Store) -> None:
    found = {row[0] for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {"changes", "blob", "sqlite_sequence", "_sqlite_migrations"}
    assert found - own == {each.kind for each in record_types()}


@pytest.mark.parametrize("record_type", record_types(), ids=lambda each: each.kind)
def test_the_class_takes_the_columns_in_their_order(record_type: RecordType[Any]) -> None:
    values = [f"value of {name}" for name in columns(record_type)]
    made = record_type.cls(*values)
    assert [getattr(made, name) for name in columns(record_type)] == values


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.CHOICES, [(), ("ciso", "主管")]),
        (Kind.REFS, [(), (3, 1)]),
        (Kind.YES_NO, [True, False]),  # NULL never reaches the reader of a column
        (Kind.INTEGER, [None, 0, -7]),
        (Kind.TEXT, ["", "0007"]),
    ],
)
def test_a_value_comes_back_from_its_column(kind: Kind, values: list[Value]) -> None:
    back = from_column(Field("欄位", kind)) or (lambda stored: stored)
    for value in values:
        returned = back(to_column(value))
        assert (returned, type(returned)) == (value, type(value))


@pytest.mark.parametrize("quantity", [7, "0007", "1 批", "3.0", None])
def test_a_number_that_may_be_words_is_kept_exactly_as_given(quantity: Value, store: Store, path: Path) -> None:
    with store.action("改數量") as action:
        action.update("asset", 1, {"quantity": quantity})
    kept = store.get("asset", 1).quantity
    assert (kept, type(kept)) == (quantity, type(quantity))


def test_a_value_of_the_wrong_sort_is_never_kept(store: Store) -> None:
    with pytest.raises(Exception, match="cannot store TEXT"), store.action("改核心") as action:
        action.update("asset", 1, {"core": "是"})
    assert store.get("asset", 1).core is None
