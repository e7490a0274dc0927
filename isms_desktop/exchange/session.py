"""The import session: compares a sheet with the records that are there and says what would become of every row.

Nothing is written here. The rules, for whoever wonders why a row came out as it did:

- A row belongs to the record with the same identity (資產編號 …); failing that, to the one named by the code in the
  hidden column of our own export, so that even the number may be edited there.
- A blank cell leaves the value alone. Only in a row of our own export does it clear the value, because there the cell
  was filled before. A new record takes the field's usual value for a blank.
- A cell that is exactly what we would write for the present value is no edit, even where that value is masked or odd.
- An import never deletes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from isms_desktop.domain.fields import Field, Record, RecordType, Rules, Surroundings, empty_value
from isms_desktop.domain.findings import Finding, Severity, UserError, error
from isms_desktop.domain.progress import IsCancelled, Progress
from isms_desktop.domain.values import TitleOf, show_masked
from isms_desktop.exchange.cells import CellMaker, cell_maker, same_cell
from isms_desktop.exchange.columns import Layout, find_layout
from isms_desktop.exchange.convert import BLANK, Resolve, convert, is_error
from isms_desktop.exchange.footnotes import FootnoteFinder
from isms_desktop.exchange.matching import Matcher, Row
from isms_desktop.exchange.plan import CellFinding, Change, ImportPlan, Outcome, PlanRow
from isms_desktop.exchange.progress import Pace
from isms_desktop.exchange.sheet import Book, Cell


def plan_import(
    record_type: RecordType[Any],
    rules: Rules,
    existing: Sequence[Record],
    book: Book,
    *,
    sheet_name: str = "",
    mapping: Mapping[str, str] | None = None,
    resolve: Resolve | None = None,
    title_of: TitleOf | None = None,
    around: Surroundings | None = None,
    origin: str = "",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """What importing a sheet of the book into the existing records of a type would do.

    ``mapping`` is heading or column letters → field key or label (see ``columns.find_layout``). ``resolve`` finds the
    id of a linked record by its title, ``title_of`` names one; ``around`` holds the other records that a row must
    agree with; ``origin`` is what the export of this file was given (see ``table.table_of``).
    UserError when the sheet as a whole cannot be imported; whatever is wrong with single rows stands in the plan.
    Raises Cancelled when ``cancelled`` says so.
    """
    layout = find_layout(book, record_type, sheet_name, mapping)
    _refuse_without(layout, record_type, [key for key in record_type.identity if record_type.field(key).required])
    session = _Session(record_type, rules, existing, layout, title_of, around, origin)
    rows = session.rows(resolve, Pace(len(layout.sheet.rows), progress, cancelled))
    met = {row.before.id for row in rows if row.before is not None}
    if not met:
        _refuse_without(layout, record_type, [field.key for field in record_type.stored if field.required])
    if not rows:
        raise UserError(f"{layout.sheet.place(layout.heading_row)}是標題，但下面沒有任何資料。", "請確認選對了工作表。")
    absent = len(existing) - len(met)
    return ImportPlan(record_type, layout, rows, (*book.notes, *_notes(layout, record_type, absent)), absent)


def _refuse_without(layout: Layout, record_type: RecordType[Any], keys: Iterable[str]) -> None:
    """UserError when the sheet lacks a heading that cannot be done without."""
    lacking = [record_type.field(key).label for key in keys if layout.column_of(key) is None]
    if lacking:
        there = "、".join(match.heading for match in layout.columns)
        raise UserError(
            f"{layout.sheet.place(layout.heading_row)}的標題缺少必要的「{'」「'.join(lacking)}」；這一列的標題有：{there}。",
            "請補上這些標題，或指定由哪一欄對應。",
        )


def _notes(layout: Layout, record_type: RecordType[Any], absent: int) -> Iterable[str]:
    for match in layout.taken:
        count = layout.sheet.formulas.get(match.column)
        if count:
            yield f"{match.letters} 欄「{match.heading}」有 {count} 格是公式，匯入的是上次計算的結果。"
    if absent:
        yield f"{record_type.label}裡有 {absent} {record_type.unit}不在這張工作表；匯入不會刪除任何資料。"


class _Session:
    """What stays the same over all rows of one import."""

    def __init__(
        self,
        record_type: RecordType[Any],
        rules: Rules,
        existing: Sequence[Record],
        layout: Layout,
        title_of: TitleOf | None,
        around: Surroundings | None,
        origin: str,
    ) -> None:
        self._type = record_type
        self._rules = rules
        self._layout = layout
        self._title_of = title_of
        self._around = around
        self._columns = [match.column for match in layout.taken]
        self._fields = [match.field for match in layout.taken if match.field is not None]
        self._keys = [field.key for field in self._fields]
        self._matcher = Matcher(record_type, self._keys, existing, origin)
        self._makers = [self._forms_of(field) for field in self._fields]
        self._empty = [empty_value(field.kind) for field in self._fields]
        usual = record_type.cls()
        self._usual = [getattr(usual, key) for key in self._keys]
        self._not_there = [field for field in record_type.stored if field.required and field.key not in self._keys]

    def rows(self, resolve: Resolve | None, pace: Pace) -> tuple[PlanRow, ...]:
        """The plan of every row below the headings that is not blank, in the order of the sheet."""
        planned: list[PlanRow] = []
        rows = self._read(resolve, planned)
        self._matcher.match(rows, self._untouched)
        twins = self._matcher.twins(rows)
        for done, row in enumerate(rows):
            pace.at(done)
            planned.append(self._refused(row, twins[row.number]) if row.number in twins else self._plan(row))
        pace.at(len(self._layout.sheet.rows))
        planned.sort(key=lambda each: each.row)
        return tuple(planned)

    def _read(self, resolve: Resolve | None, skipped: list[PlanRow]) -> list[Row]:
        layout, rows = self._layout, []
        converted = convert(layout, self._rules, resolve)
        footnotes = FootnoteFinder(layout)
        first = layout.heading_row + 1
        for place, values in enumerate(converted.rows):
            number = first + place
            findings = converted.findings.get(place, ())
            if not findings and not any(cell is not None for cell in layout.sheet.rows[number]):
                continue
            reason = footnotes.reason(number)
            if reason:
                skipped.append(PlanRow(number + 1, Outcome.SKIPPED, self._title(number), remark=reason))
            else:
                rows.append(Row(number, values, findings, self._code(number)))
        return rows

    def _code(self, number: int) -> str:
        column = self._layout.code_column
        return "" if column is None else str(self._layout.sheet.cell(number, column) or "").strip()

    def _forms_of(self, field: Field) -> tuple[CellMaker, ...]:
        """How our own exports may have written a value: openly, and masked where that is the custom."""
        openly = cell_maker(field, self._rules, self._title_of)
        if not field.sensitive:
            return (openly,)
        return (openly, cell_maker(field, self._rules, self._title_of, masked=True))

    def _untouched(self, row: Row, record: Record, place: int) -> bool:
        raw: Cell = self._layout.sheet.cell(row.number, self._columns[place])
        value = getattr(record, self._keys[place])
        return any(same_cell(raw, make(value)) for make in self._makers[place])

    def _plan(self, row: Row) -> PlanRow:
        if row.problem:
            finding = CellFinding(Severity.ERROR, self._place(row), "", row.problem, "請在檔案裡分清楚後再匯入。")
            return PlanRow(
                row.number + 1, Outcome.ERROR, self._title(row.number), before=row.record, findings=(finding,)
            )
        return self._plan_new(row) if row.record is None else self._plan_known(row, row.record)

    def _plan_new(self, row: Row) -> PlanRow:
        # A coded row without its record comes from another office's export: there, blank means blank.
        blanks = self._empty if row.code else self._usual
        values = [blank if value is BLANK else value for value, blank in zip(row.values, blanks, strict=True)]
        findings = [*row.findings, *self._lacking(row, values, range(len(values)))]
        problems = [self._finding(row, finding) for _, finding in findings]
        for field in self._not_there:
            text = f"{field.label}是空白的（這張工作表沒有這一欄）。"
            problems.append(
                CellFinding(Severity.ERROR, self._place(row), field.key, text, f"請補上「{field.label}」欄。")
            )
        return self._finish(
            row, Outcome.NEW, self._type.cls(**dict(zip(self._keys, values, strict=True))), (), problems
        )

    def _plan_known(self, row: Row, record: Record) -> PlanRow:
        before = [getattr(record, key) for key in self._keys]
        if not row.findings and list(row.values) == before:
            return PlanRow(row.number + 1, Outcome.UNCHANGED, self._title(row.number), before=record)
        clears = row.coded is not None
        wrong = {place for place, finding in row.findings if is_error(finding)}
        after = list(before)
        touched = []
        for place, value in enumerate(row.values):
            if value is BLANK and place not in wrong and not clears:
                continue
            new = self._empty[place] if value is BLANK else value
            if (new == before[place] and place not in wrong) or self._untouched(row, record, place):
                continue
            touched.append(place)
            after[place] = new
        findings = [each for each in row.findings if each[0] in touched or not is_error(each[1])]
        findings += self._lacking(row, after, touched)
        problems = [self._finding(row, finding) for _, finding in findings]
        if not touched:
            outcome = Outcome.ERROR if any(each.severity is Severity.ERROR for each in problems) else Outcome.UNCHANGED
            return PlanRow(row.number + 1, outcome, self._title(row.number), None, record, (), tuple(problems))
        readable = [place for place in touched if place not in wrong]
        changes = tuple(self._change(self._fields[place], before[place], after[place]) for place in readable)
        made = record.replace(**{self._keys[place]: after[place] for place in touched})
        return self._finish(row, Outcome.CHANGED, made, changes, problems)

    def _finish(
        self, row: Row, outcome: Outcome, made: Record, changes: tuple[Change, ...], problems: list[CellFinding]
    ) -> PlanRow:
        """Let the record type check what the row makes, and refuse the row when there is any error."""
        if not any(each.severity is Severity.ERROR for each in problems):
            for check in self._type.checks:
                problems.extend(self._finding(row, finding) for finding in check(made, self._rules))
            problems.extend(self._finding(row, finding) for finding in self._at_odds(made, row.record))
        if any(each.severity is Severity.ERROR for each in problems):
            return PlanRow(
                row.number + 1, Outcome.ERROR, self._title(row.number), None, row.record, changes, tuple(problems)
            )
        return PlanRow(row.number + 1, outcome, self._title(row.number), made, row.record, changes, tuple(problems))

    def _at_odds(self, made: Record, before: Record | None) -> list[Finding]:
        """Errors between the record and others that this row brings in.

        Warnings are left to the register: what they miss, such as a deputy, may stand further down in the same sheet.
        """
        if self._around is None:
            return []
        known = [] if before is None else [each for tell in self._type.relations for each in tell(before, self._around)]
        found = [each for tell in self._type.relations for each in tell(made, self._around)]
        return [each for each in found if is_error(each) and each not in known]

    def _lacking(self, row: Row, values: Sequence[Any], places: Iterable[int]) -> list[tuple[int, Finding]]:
        """Findings for required fields that the row leaves empty; a wrong cell already has one."""
        wrong = {place for place, _ in row.findings}
        return [
            (place, error(field.key, f"{field.label}是空白的。", f"請填寫{field.label}。"))
            for place in places
            if (field := self._fields[place]).required and place not in wrong and values[place] in (None, "", ())
        ]

    def _refused(self, row: Row, group: Sequence[Row]) -> PlanRow:
        """A row that stands in the sheet more than once. Of full copies the first counts; others are all refused."""
        same = all(each.values == group[0].values and not each.findings for each in group)
        if same and row is group[0]:
            return self._plan(row)
        others = "、".join(str(each.number + 1) for each in group if each is not row)
        labels = "、".join(self._type.field(key).label for key in self._type.identity)
        text = f"與第 {others} 列完全相同。" if same else f"與第 {others} 列的{labels}相同，內容卻不同。"
        advice = "只匯入第一次出現的那一列。" if same else "請在檔案裡只留一列，或改正其中的編號。"
        finding = CellFinding(Severity.ERROR, self._place(row), "", text, advice)
        return PlanRow(row.number + 1, Outcome.DUPLICATE, self._title(row.number), None, row.record, (), (finding,))

    def _change(self, field: Field, old: Any, new: Any) -> Change:
        shown = [show_masked(field, value, self._rules, self._title_of) for value in (old, new)]
        return Change(field, old, new, *shown)

    def _finding(self, row: Row, finding: Finding) -> CellFinding:
        column = next(
            (match.column for match in self._layout.taken if match.field and match.field.key == finding.field), None
        )
        return CellFinding(
            finding.severity, self._layout.sheet.place(row.number, column), finding.field, finding.text, finding.advice
        )

    def _place(self, row: Row) -> str:
        return self._layout.sheet.place(row.number)

    def _title(self, number: int) -> str:
        """How the sheet itself names the row, for the preview."""
        places = [self._keys.index(key) for key in self._type.title if key in self._keys]
        cells = (self._layout.sheet.cell(number, self._columns[place]) for place in places)
        return " ".join(str(cell)[:60] for cell in cells if cell is not None)
