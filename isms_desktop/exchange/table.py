"""A table ready to be written: headings with what a spreadsheet should know about each column, and rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from isms_desktop.domain.fields import Field, Kind, Record, RecordType, Rules, Surroundings, Value
from isms_desktop.domain.values import TitleOf, options
from isms_desktop.exchange.cells import CODE_HEADING, cell_maker, code_of
from isms_desktop.exchange.sheet import Cell
from isms_desktop.sheet_text import clean

_MOST_SCALE_STEPS = 20


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: int = 12
    """In half-width characters."""
    numeric: bool = False
    options: tuple[str, ...] = ()
    """What the drop-down offers; empty for none."""
    strict: bool = False
    """Whether nothing but the options may be typed."""
    required: bool = False
    read_only: bool = False
    """Worked out by the program; an import passes it over."""
    hidden: bool = False
    help: str = ""

    @property
    def room(self) -> int:
        """Width in half-width characters that also shows the heading on one line."""
        return max(self.width, 2 * len(self.heading)) + 2


@dataclass(frozen=True, slots=True)
class Table:
    """What a writer writes: one sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    advice: str = ""
    """A line above the headings; only a template has one."""

    @property
    def first_row(self) -> int:
        """How many rows stand above the first record, the headings included."""
        return 2 if self.advice else 1


def title_finder(around: Surroundings) -> TitleOf:
    """How linked records are named: by the title of the record that ``around`` finds."""

    def title_of(kind: str, record_id: int) -> str:
        record = around.find(kind, record_id)
        return record.record_type.title_of(record, title_of) if record is not None else f"#{record_id}"

    return title_of


def table_of(
    record_type: RecordType[Any],
    records: Sequence[Record],
    around: Surroundings,
    *,
    keys: Sequence[str] = (),
    reveal: bool = False,
    origin: str = "",
) -> Table:
    """The table of a register: labels as headings, computed values, links as titles, and a hidden code column.

    ``keys`` chooses and orders the columns (all when empty). Sensitive fields are masked unless ``reveal``. ``origin``
    names the file that the records come from (any text that stays the same), see ``cells.code_of``.
    """
    fields = [record_type.field(key) for key in keys] or list(record_type.fields)
    title_of = title_finder(around)
    columns = [column_of(field, around.rules) for field in fields]
    cells = [_cells(field, records, around, title_of, masked=not reveal) for field in fields]
    columns.append(Column(CODE_HEADING, 12, hidden=True, read_only=True, help="匯入時認出是哪一筆，請勿更動。"))
    cells.append([code_of(record_type, record, origin) for record in records])
    return Table(record_type.label, tuple(columns), list(zip(*cells, strict=True)))


def template_of(record_type: RecordType[Any], rules: Rules, *, keys: Sequence[str] = ()) -> Table:
    """An empty table to be filled in: a line of advice, headings and drop-downs, without computed columns."""
    fields = [record_type.field(key) for key in keys] or list(record_type.stored)
    columns = tuple(column_of(field, rules) for field in fields if field.stored)
    required = "、".join(column.heading for column in columns if column.required)
    advice = f"請從標題下一列開始填寫，每列一{record_type.unit}；必填：{required}。日期請填 113/5/1 的形式。"
    return Table(record_type.label, columns, (), advice)


def column_of(field: Field, rules: Rules) -> Column:
    """What a spreadsheet should know about a field's column."""
    offered, strict = _offered(field, rules)
    return Column(
        heading=field.label,
        width=field.width,
        numeric=field.numeric,
        options=offered,
        strict=strict,
        required=field.required,
        read_only=not field.stored,
        help=field.help,
    )


def _offered(field: Field, rules: Rules) -> tuple[tuple[str, ...], bool]:
    if field.kind is Kind.CHOICE:
        return tuple(clean(each.label) for each in options(field, rules)), True
    if field.kind is Kind.YES_NO:
        return ("是", "否"), True
    span = rules.scale_range(field.scale) if field.scale else None
    if span and span[1] - span[0] < _MOST_SCALE_STEPS:
        return tuple(str(level) for level in range(span[0], span[1] + 1)), not field.words
    return (), False


def _cells(
    field: Field, records: Sequence[Record], around: Surroundings, title_of: TitleOf, *, masked: bool
) -> list[Cell]:
    make = cell_maker(field, around.rules, title_of, masked=masked)
    values: Sequence[Value]
    if field.compute is not None:
        compute = field.compute
        values = [compute(record, around) for record in records]
    else:
        values = list(map(attrgetter(field.key), records))
    return [make(value) for value in values]
