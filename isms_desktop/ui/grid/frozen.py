"""The first column that stays in sight while the others scroll sideways: a second, narrow view over the same rows."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """Shows column 0 of its owner at the left edge, only while the owner is scrolled away from it.

    It is for looking and selecting; an edit takes the owner back to the real column.
    """

    def __init__(self, owner: QTableView) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setAccessibleName("")
        owner.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(owner.verticalScrollBar().setValue)
        owner.horizontalScrollBar().valueChanged.connect(self.place)
        owner.viewport().installEventFilter(self)
        self.hide()

    def attach(self, painter: QAbstractItemDelegate) -> None:
        """Share the owner's rows and selection. ``painter`` is a delegate of its own: views must not share editors."""
        self.setModel(self._owner.model())
        self.setSelectionModel(self._owner.selectionModel())
        self.setItemDelegate(painter)
        self.setVerticalScrollMode(self._owner.verticalScrollMode())
        self._owner.model().modelReset.connect(self.hide_others)
        self.hide_others()

    def hide_others(self) -> None:
        """Only the first column is shown here."""
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column > 0)

    def place(self) -> None:
        """Lie over the owner's left edge, or vanish when its own first column is in sight."""
        owner = self._owner
        away = self.model() is not None and owner.horizontalScrollBar().value() > 0
        if away:
            width = owner.columnWidth(0)
            self.verticalHeader().setDefaultSectionSize(owner.verticalHeader().defaultSectionSize())
            self.setColumnWidth(0, width)
            self.horizontalHeader().setFixedHeight(owner.horizontalHeader().height())
            seen = owner.viewport().geometry()
            heading = owner.horizontalHeader().height()
            self.setGeometry(seen.left(), seen.top() - heading, width + 1, seen.height() + heading)
            self.verticalScrollBar().setValue(owner.verticalScrollBar().value())
            self.raise_()
        self.setVisible(away)

    @property
    def covered(self) -> int:
        """Pixels of the owner's viewport that lie under this column."""
        return self.width() if self.isVisible() else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the owner's viewport, which also changes when a scroll bar comes or goes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit in the real column."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._owner.setCurrentIndex(index)
            self._owner.edit(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the owner."""
        self._owner.wheelEvent(event)
