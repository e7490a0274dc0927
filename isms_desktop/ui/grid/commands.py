"""What a clerk does with selected cells and rows: copy, paste, clear, fill down, change alike, duplicate, delete.

Each is one undoable action, or nothing at all and a sentence with the place.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from isms_desktop.domain.fields import Field, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.services import duplicating, records
from isms_desktop.ui.grid.batch import Batch
from isms_desktop.ui.grid.clipboard import Pasted, Table, decode, encode, understand
from isms_desktop.ui.grid.editors import files_in
from isms_desktop.ui.grid.offers import Offer, undo_offer
from isms_desktop.ui.grid.view import RecordTableView

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed

_WITH_HEADING = "也可以連同標題列一起複製，程式會依標題對應欄位。"


class GridCommands(QObject):
    """The commands of one list, as functions and as actions with keys."""

    said = Signal(str, str, object)
    """(sentence, ``info``/``warning``/``error``, ``Offer``)."""
    edited = Signal(object)
    """Carries a ``Changed``; the list shows it already."""
    files_pasted = Signal(list)
    """Files from the file manager: they are to be attached to the record that the cursor is in."""
    bulk_asked = Signal()
    """The clerk wants to change one column of the selected rows."""

    def __init__(self, view: RecordTableView) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.records
        self._register = view.records.register
        keys = QKeySequence.StandardKey
        self.copy_cells = self._action("複製", self.copy, keys.Copy)
        self.cut_cells = self._action("剪下", self.cut, keys.Cut)
        self.paste_cells = self._action("貼上", self.paste, keys.Paste)
        self.clear_cells = self._action("清除內容", self.clear, "Del")
        self.fill_cells = self._action("向下填滿", self.fill_down, "Ctrl+D")
        self.bulk_change = self._action("整批修改…", self.bulk_asked.emit, "Ctrl+H")
        self.add_row = self._action("新增一列", self._view.go_to_draft, "Ctrl+Shift+N")
        self.duplicate_rows = self._action("複製成新的一列", self.duplicate, "Ctrl+Shift+D")
        self.delete_rows = self._action("刪除列", self.delete, "Ctrl+Del")
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # -- cells --------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the selected cells on the clipboard; what is not selected inside their frame stays blank."""
        self._view.select_current()
        columns = self._view.selected_columns()
        table: Table = []
        for row, chosen in self._view.selected_cells():
            record = self._model.record_at(row)
            if record is not None:
                fields = [self._model.fields[column] if column in chosen else None for column in columns]
                table.append([self._register.show(record, field) if field else "" for field in fields])
        if table:
            QGuiApplication.clipboard().setText(encode(table))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empty the selected cells."""
        self._view.select_current()
        cells = [(row, self._model.id_at(row), columns) for row, columns in self._view.selected_cells()]
        batch = Batch(self._register, [record_id for _row, record_id, _columns in cells if record_id])
        for row, record_id, columns in cells:
            if record_id:
                batch.put(_row(row), record_id, {self._model.fields[column]: "" for column in columns})
        self._write(batch, "清除內容")

    def paste(self, text: str | None = None) -> None:
        """Write a table from the clipboard: by its headings when it has them, else from the cursor on."""
        if text is None and (files := files_in(QGuiApplication.clipboard().mimeData())):
            self.files_pasted.emit(files)
            return
        table = decode(QGuiApplication.clipboard().text() if text is None else text)
        if not table:
            self.said.emit("剪貼簿沒有可以貼上的文字。", "warning", None)
            return
        pasted = understand(table, self._register.type.fields)
        if pasted.columns:
            self._paste_records(pasted)
        else:
            self._paste_block(pasted.rows)

    def _paste_records(self, pasted: Pasted) -> None:
        """Every line is a record: one with a known number is changed, any other is new."""
        identity, known = self._known()
        lines = []
        for number_of_line, row in enumerate(pasted.rows, 2):
            cells = {field: raw for field, raw in zip(pasted.columns, row, strict=True) if field is not None}
            number = same_key(cells.get(identity, "")) if identity else ""
            lines.append((f"貼上資料的第 {number_of_line} 列", known.get(number, 0) if number else 0, cells))
        batch = Batch(self._register, [record_id for _place, record_id, _cells in lines if record_id])
        for place, record_id, cells in lines:
            if record_id:
                batch.put(place, record_id, cells)
            else:
                batch.add(place, cells, self._given())
        changed = self._write(batch, f"貼上 {len(batch)} {self._register.type.unit}{self._register.type.label}")
        if changed:
            self._view.select_ids([*batch.changes, *changed.added])
            self._say_pasted(batch, pasted.unknown)

    def _known(self) -> tuple[Field | None, Mapping[str, int]]:
        """The one field that names a record, such as 資產編號, and every record by it; nothing where several do."""
        if len(self._register.type.identity) != 1:
            return None, {}
        field = self._register.type.field(self._register.type.identity[0])
        return field, {same_key(getattr(each, field.key)): each.id for each in self._register.all()}

    def _paste_block(self, table: Table) -> None:
        """From the cursor to the right and down; lines beyond the last row become new records."""
        top = (self._view.selected_rows() or [self._model.rowCount() - 1])[0]
        column = (self._view.selected_columns() or [0])[0]
        table = self._repeated(table)
        fields = self._model.fields[column : column + len(table[0])]
        if len(fields) < len(table[0]):
            words = f"貼上的資料有 {len(table[0])} 欄，從「{fields[0].label}」起只剩 {len(fields)} 欄，沒有貼上。"
            self.said.emit(words + "請從比較左邊的欄位貼上，或在「欄位」顯示更多欄。", "error", None)
            return
        places = [(row, self._model.id_at(row)) for row in range(top, top + len(table))]
        batch = Batch(self._register, [record_id for _row_number, record_id in places if record_id])
        for (row, record_id), line in zip(places, table, strict=True):
            cells: dict[Field, object] = dict(zip(fields, line, strict=True))
            if record_id:
                batch.put(_row(row), record_id, cells)
            else:
                batch.add(_row(row), cells, self._given())
        advice = "" if places[-1][1] else _WITH_HEADING
        changed = self._write(batch, "貼上", advice)
        if changed:
            if batch.new:
                self._model.clear_draft()
            self._view.select_block(top, column, len(table), len(fields))
            self._say_pasted(batch, ())

    def _repeated(self, table: Table) -> Table:
        """A small block fills a larger selection of which it is a part, as in a spreadsheet."""
        rows, columns = len(self._view.selected_ids()), len(self._view.selected_columns())
        down = rows // len(table) if rows and rows % len(table) == 0 else 1
        across = columns // len(table[0]) if columns and columns % len(table[0]) == 0 else 1
        return [row * across for row in table] * down

    def _given(self) -> Mapping[str, Value]:
        return {**self._register.given_by(self._model.rows.filter), **self._model.draft}

    def _say_pasted(self, batch: Batch, unknown: tuple[str, ...]) -> None:
        unit = self._register.type.unit
        parts = [f"新增 {len(batch.new)} {unit}"] if batch.new else []
        parts += [f"更改 {len(batch.changes)} {unit}"] if batch.changes else []
        words = f"已貼上：{'、'.join(parts)}。"
        if unknown:
            words += f"「{'」「'.join(unknown[:5])}」沒有對應的欄位，未貼上。"
        self.said.emit(words, "warning" if unknown else "info", self._undo_offer())

    def fill_down(self) -> None:
        """The first selected row's values into the rows below it; with one row selected, the row above it."""
        self._view.select_current()
        cells = [(row, columns) for row, columns in self._view.selected_cells() if self._model.id_at(row)]
        if len(cells) == 1 and cells[0][0] > 0:
            cells.insert(0, (cells[0][0] - 1, cells[0][1]))
        if len(cells) < 2:
            self.said.emit("請先選取兩列以上，最上面一列的內容會填到下面各列。", "warning", None)
            return
        (first, columns), *rest = cells
        source = self._model.record_at(first)
        fields = [field for column in columns if (field := self._model.fields[column]).stored]
        batch = Batch(self._register, [self._model.id_at(row) for row, _columns in rest])
        for row, _columns in rest:
            batch.put(_row(row), self._model.id_at(row), {each: getattr(source, each.key) for each in fields})
        self._write(batch, "向下填滿")

    def change_alike(self, field: Field, raw: object) -> bool:
        """Give one field the same value in all selected rows. False when it was refused."""
        rows = [(row, record_id) for row in self._view.selected_rows() if (record_id := self._model.id_at(row))]
        batch = Batch(self._register, [record_id for _row_number, record_id in rows])
        for row, record_id in rows:
            batch.put(_row(row), record_id, {field: raw})
        changed = self._write(batch, f"整批修改{field.label}（{len(rows)} {self._register.type.unit}）")
        if changed:
            words = f"已把 {len(rows)} {self._register.type.unit}的「{field.label}」改好。"
            self.said.emit(words, "info", self._undo_offer())
        return changed is not None

    # -- rows ---------------------------------------------------------------------------------------------------

    def duplicate(self) -> None:
        """The selected rows once more at the end, without what must be unique; that is proposed anew."""
        self._view.select_current()
        ids = self._view.selected_ids()
        if not ids:
            self.said.emit("請先選取要複製的列。", "warning", None)
            return
        try:
            changed = self._register.duplicate(ids)
        except UserError as problem:
            self.said.emit(str(problem), "error", None)
            return
        self._took(changed)
        self._view.select_ids(list(changed.added))
        self.said.emit(duplicating.sentence(self._register.kind, len(ids)), "info", self._undo_offer())

    def delete(self) -> None:
        """Delete the selected rows; when others point at them, offer to delete those as well."""
        self._view.select_current()
        ids = self._view.selected_ids()
        if ids:
            self._delete(ids, with_dependents=False)
        else:
            self.said.emit("請先選取要刪除的列。", "warning", None)

    def _delete(self, ids: list[int], *, with_dependents: bool) -> None:
        unit, label = self._register.type.unit, self._register.type.label
        top = self._model.row_of(ids[0])
        try:
            changed = self._register.delete(ids, f"刪除 {len(ids)} {unit}{label}", with_dependents=with_dependents)
        except records.InUse as problem:
            words = "連同這些一併刪除" if problem.goes else "解除連結並刪除" if problem.loosened else "仍要刪除"
            offer = (words, lambda: self._delete(ids, with_dependents=True))
            self.said.emit(str(problem), "warning", offer)
            return
        except UserError as problem:
            self.said.emit(str(problem), "error", None)
            return
        self._took(changed)
        self._view.setCurrentIndex(self._model.index(min(top, self._model.rowCount() - 1), 0))
        self.said.emit(f"已刪除 {len(ids)} {unit}。", "info", self._undo_offer())

    # -- together -----------------------------------------------------------------------------------------------

    def _write(self, batch: Batch, label: str, advice: str = "") -> "Changed | None":
        if batch.empty:
            return None
        try:
            changed = batch.write(label)
        except UserError as problem:
            self.said.emit(str(problem) + advice, "error", None)
            return None
        if not changed.touched:  # nothing to take back either: 復原 would take back what was done before
            self.said.emit("內容和原來的相同，沒有變更。", "info", None)
            return None
        self._took(changed)
        return changed

    def _took(self, changed: "Changed") -> None:
        self._model.apply(changed)
        self.edited.emit(changed)

    def _undo_offer(self) -> Offer:
        return undo_offer(self._register.office, self._took, lambda text: self.said.emit(text, "warning", None))

    def _action(self, text: str, act: Callable[[], object], keys: "QKeySequence.StandardKey | str") -> QAction:
        action = QAction(text, self._view)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self._view.addAction(action)
        return action


def _row(row: int) -> str:
    return f"第 {row + 1} 列"
