"""What stands at the left of the handbook: the contents, and in their place what was found."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from isms_desktop.services import handbook
from isms_desktop.services.handbook import Place

_PLACE = Qt.ItemDataRole.UserRole
_LEAST_LEVEL, _MOST_LEVEL = 2, 2
"""Levels of the headings that are listed below a page."""


class PlaceTree(QTreeWidget):
    """A tree whose rows stand for places of the handbook."""

    chosen = Signal(object)
    """Carries the ``Place`` of the row on which the cursor is now."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._tell)

    def places(self) -> list[Place]:
        """The places of all rows that are there now, from top to bottom."""
        return [place for item in self._items() if (place := place_at(item)) is not None]

    def _items(self) -> Iterator[QTreeWidgetItem]:
        iterator = QTreeWidgetItemIterator(self)
        while (item := iterator.value()) is not None:
            yield item
            iterator += 1

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (place := place_at(item)) is not None:
            self.chosen.emit(place)


class ContentsTree(PlaceTree):
    """Chapters, pages, sections. The sections of a page are listed when it is opened: reading all pages takes time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("目次", parent)
        self._pages: dict[str, QTreeWidgetItem] = {}
        self._shown: QTreeWidgetItem | None = None
        for chapter in handbook.chapters():
            top = QTreeWidgetItem(self, [chapter.title])
            for page_id in chapter.pages:
                item = _row(top, handbook.title_of(page_id), Place(page_id, 0))
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
                self._pages[page_id] = item
        self.itemExpanded.connect(self._list_sections)

    def show_place(self, place: Place) -> None:
        """Put the cursor on a place without telling anybody."""
        page = self._pages[place.page]
        self._list_sections(page)
        below = (page.child(number) for number in range(page.childCount()))
        item = next((each for each in below if each is not None and place_at(each) == place), page)
        if self._shown is not None and self._shown is not page:
            self._shown.setExpanded(False)  # the tree stays short enough to see where one is
        self._shown = page
        page.setExpanded(page.isExpanded() or item is not page)
        self.blockSignals(True)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.scrollToItem(item)

    def _list_sections(self, item: QTreeWidgetItem) -> None:
        place = place_at(item)
        if place is None or place.section or item.childCount():
            return
        for number, section in enumerate(handbook.page(place.page).sections):
            if _LEAST_LEVEL <= section.level <= _MOST_LEVEL:
                _row(item, section.title, Place(place.page, number))
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicatorWhenChildless)


class HitTree(PlaceTree):
    """Pages in which something was found, below them the sections with a piece of their text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("找到的說明", parent)
        self.setUniformRowHeights(False)

    def show_hits(self, query: str) -> int:
        """Find, and list what was found; how many sections that are. The cursor rests on the first."""
        self.clear()
        pages: dict[str, QTreeWidgetItem] = {}
        rows: list[QTreeWidgetItem] = []
        hits = handbook.find(query)
        for hit in hits:
            page_id = hit.place.page
            if page_id not in pages:
                pages[page_id] = QTreeWidgetItem(self, [handbook.title_of(page_id)])
                pages[page_id].setFlags(Qt.ItemFlag.ItemIsEnabled)
            title = hit.title if hit.place.section else "（開頭）"
            rows.append(_row(pages[page_id], f"{title}\n{hit.words}", hit.place))
        self.expandAll()
        if rows:
            self.setCurrentItem(rows[0])
        return len(hits)


def place_at(item: QTreeWidgetItem) -> Place | None:
    """The place that a row stands for; None for the title of a chapter or of a page with hits."""
    found = item.data(0, _PLACE)
    return found if isinstance(found, Place) else None


def _row(above: QTreeWidgetItem, words: str, place: Place) -> QTreeWidgetItem:
    item = QTreeWidgetItem(above, [words])
    item.setData(0, _PLACE, place)
    item.setToolTip(0, words)
    return item
