"""Many registers in one page: a quiet list at the side, in groups, with counts and a fold for what is seldom wanted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from isms_desktop.ui.theme import GRID, colours_of, set_role
from isms_desktop.ui.widgets.pick_list import PickModel, PickRow
from isms_desktop.ui.widgets.stack import Stack

_SWITCH_AFTER = 60
"""Milliseconds that the cursor must rest before the register follows: holding ↓ must not open twenty."""
_FOLD = "…"
"""Key of the row that opens and closes the fold."""
_SMALL = 0.88


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    label: str
    group: str


class SideList(QListView):
    """The names; ``stack`` holds what they show. Serves a page as ``ViewSwitch`` does."""

    switched = Signal(str)
    """Carries the name of the view that is now shown."""

    def __init__(self, *, name: str, fold_title: str) -> None:
        """``fold_title``: what the fold is called; the number of what is in it is added."""
        super().__init__()
        self.stack = Stack()
        self.rows = PickModel()
        self._fold_title = fold_title
        self._entries: list[_Entry] = []
        self._marks: Mapping[str, str] = {}
        self.folded: frozenset[str] = frozenset()
        """The names in the fold."""
        self.open = False
        """Whether the fold is open."""
        self._rest = QTimer(self, singleShot=True, interval=_SWITCH_AFTER)
        self._rest.timeout.connect(self._follow)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "side")
        self.clicked.connect(self._on_clicked)

    # -- as ViewSwitch ------------------------------------------------------------------------------------------

    def add(self, name: str, label: str, group: str = "") -> None:
        """One more view below the heading ``group``; it gets its widget later (``fill``)."""
        self._entries.append(_Entry(name, label, group))
        self.stack.addWidget(QWidget())
        self._show_rows(self.current())

    def fill(self, name: str, view: QWidget) -> None:
        """Give a view its widget."""
        place, shown = self._place(name), self.stack.currentIndex()
        empty = self.stack.widget(place)
        self.stack.insertWidget(place, view)
        self.stack.setCurrentIndex(shown)
        if empty is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def current(self) -> str:
        """The name of the view that is shown."""
        return self._entries[self.stack.currentIndex()].name

    def show_view(self, name: str) -> None:
        """Show a view and mark its name; one in the fold opens it. A wrong name is a ValueError, a bug."""
        place = self._place(name)
        if name in self.folded and not self.open:
            self.open = True
            self._show_rows(name)
        self._mark_current(name)
        if place != self.stack.currentIndex():
            self.stack.setCurrentIndex(place)
            self.switched.emit(name)

    # -- what the page tells ------------------------------------------------------------------------------------

    def set_state(self, marks: Mapping[str, str], folded: Collection[str]) -> None:
        """``marks``: name → what stands at its right, such as a count; ``folded``: the names that go into the fold."""
        if (marks, frozenset(folded)) != (self._marks, self.folded):
            self._marks, self.folded = dict(marks), frozenset(folded)
            self._show_rows(self.current())

    def toggle_fold(self, opened: bool | None = None) -> None:
        """Open or close the fold. What is shown stays shown."""
        self.open = not self.open if opened is None else opened
        self._show_rows(_FOLD)
        self.scrollToBottom()

    # -- keys and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ move, letters find, Enter goes into the register, → ← and Enter open and close the fold."""
        key = event.key()
        if self._key_at(self.currentIndex()) == _FOLD and key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            sideways = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
            self.toggle_fold(sideways.get(Qt.Key(key)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._follow()
            top = self.stack.currentWidget()
            if top is not None:
                top.setFocus()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A Chinese word typed through an input method finds a register as a letter does."""
        if event.commitString():
            self.keyboardSearch(event.commitString())
        event.accept()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The register follows when the cursor rests."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # Qt takes it away: nothing here can be edited
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    # -- inside -------------------------------------------------------------------------------------------------

    def _place(self, name: str) -> int:
        return [entry.name for entry in self._entries].index(name)

    def _key_at(self, index: QModelIndex | QPersistentModelIndex) -> int | str | None:
        return self.rows.shown[index.row()].key if index.isValid() else None

    def _follow(self) -> None:
        key = self._key_at(self.currentIndex())
        if isinstance(key, str) and key != _FOLD and key != self.current():
            self.show_view(key)

    def _on_clicked(self, index: QModelIndex) -> None:
        key = self._key_at(index)
        if key == _FOLD:
            self.toggle_fold()
        elif key is not None:
            self._follow()

    def _mark_current(self, key: str) -> None:
        index = self.rows.index(self.rows.place_of(key))
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._rest.stop()

    def _show_rows(self, current: str) -> None:
        self.rows.set_rows(self._rows())
        self._mark_current(current if self.rows.place_of(current) >= 0 else _FOLD)
        self._fit()

    def _rows(self) -> Iterator[PickRow]:
        group = ""
        for entry in self._entries:
            if entry.name in self.folded:
                continue
            if entry.group != group:
                group = entry.group
                yield PickRow(None, group)
            yield PickRow(entry.name, entry.label, "", self._marks.get(entry.name, ""))
        if self.folded:
            yield PickRow(_FOLD, f"{self._fold_title}（{len(self.folded)}）", "", "▾" if self.open else "▸")
        for entry in self._entries:
            if self.open and entry.name in self.folded:
                yield PickRow(entry.name, entry.label, "", self._marks.get(entry.name, ""))

    def _fit(self) -> None:
        """As wide as the longest name with its count, and no wider."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(entry.label) for entry in self._entries), default=0)
        self.setFixedWidth(longest + metrics.horizontalAdvance("00000") + 5 * GRID)


class _Delegate(QStyledItemDelegate):
    """Paints a heading, a name with its count, or the fold."""

    def __init__(self, view: SideList) -> None:
        super().__init__(view)
        self._view = view

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line; the fold may need two."""
        row = self._view.rows.shown[index.row()]
        line = self._view.fontMetrics().height()
        if row.key is None:
            return QSize(10, QFontMetrics(self._small()).height() + 5)
        if row.key == _FOLD:
            room = QRect(0, 0, self._view.width() - 4 * GRID, 10 * line)
            words = QFontMetrics(self._small()).boundingRect(room, Qt.TextFlag.TextWrapAnywhere, row.title)
            return QSize(10, words.height() + GRID)
        return QSize(10, line + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, bar of the chosen one, name, count."""
        row = self._view.rows.shown[index.row()]
        colours = colours_of(self._view)
        state: QStyle.StateFlag = option.state
        area = QRect(option.rect)
        painter.save()
        if row.key == self._view.current():
            painter.fillRect(area, QColor(colours.selected))
            painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), QColor(colours.link))
        elif state & QStyle.StateFlag.State_MouseOver and row.key is not None:
            painter.fillRect(area, QColor(colours.hover))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colours.link))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        area.adjust(GRID + 4, 0, -GRID, 0)
        small = row.key is None or row.key == _FOLD
        painter.setFont(self._small() if small else self._view.font())
        muted = small or row.key in self._view.folded
        painter.setPen(QColor(colours.muted if muted else colours.text))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if row.key is None:
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.title)
        elif row.key == _FOLD:
            painter.drawText(area.adjusted(0, 0, -2 * GRID, 0), side | Qt.TextFlag.TextWrapAnywhere, row.title)
        else:
            painter.drawText(area, side, row.title)
        if row.mark:
            painter.setPen(QColor(colours.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.mark)
        painter.restore()
