"""How a line of an audit looks: the question, □■ marks for the answers, the explanation, last time's answer faintly."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QStaticText, QTextOption, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from isms_desktop.domain.audits import Answer
from isms_desktop.services.audits import Line
from isms_desktop.ui.checklist.lines import ANSWER, EXPLANATION, LAST, QUESTION, Index, LinesModel, Section
from isms_desktop.ui.grid.editors import LinesEditor
from isms_desktop.ui.theme import BAND_COLOURS, GRID, Colours, colours_of

FINDING, MADE = "列為缺失", "已列為缺失 ›"
REST = "本節其餘符合"
SAME = "＝沿用"
EDITOR_HINT = "Enter 儲存並到下一項，Shift+Enter 換行"
_WRAP = QTextOption(Qt.AlignmentFlag.AlignLeft)
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
_KEPT_TEXTS = 1000
_RESULT_COLOURS = {"yes": BAND_COLOURS["low"], "partly": BAND_COLOURS["medium"], "no": BAND_COLOURS["high"]}
_EDITOR_LINES = 4
"""Lines of text that the editor of an explanation has room for at least."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a row that can be clicked: an answer (its value) or a link (``finding``, ``rest``, ``same``)."""

    does: str
    text: str
    place: QRect


class LinePainter(QStyledItemDelegate):
    """Paints the cells, knows what stands where in them, and makes the editor of the explanation."""

    def __init__(self, view: QTableView, model: LinesModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self._bold = QFont()
        self._widths: dict[str, int] = {}
        self.forget()

    def forget(self) -> None:
        """The font is another one: nothing that was measured is true any more."""
        self._texts.clear()
        self._bold = QFont(self._view.font())
        self._bold.setBold(True)
        metrics = QFontMetrics(self._bold)
        beside = metrics.ascent() + 2 * GRID
        self._widths = {
            each.label: beside + metrics.horizontalAdvance(each.label)
            for each in Answer.record_type.field("result").options
        }
        self._widths |= {each: metrics.horizontalAdvance(each) for each in (FINDING, MADE)}
        self._side, self._line_height = metrics.ascent() - 2, metrics.lineSpacing()

    # -- where things are ---------------------------------------------------------------------------------------

    def height(self, row: int) -> int:
        """What the row needs at the present widths."""
        metrics, line = self._view.fontMetrics(), self._model.line(row)
        if line is None:
            return metrics.lineSpacing() + 2 * GRID
        heights = [
            self._text_height(self._words(row, column), self._view.columnWidth(column) - 2 * GRID)
            for column in (QUESTION, EXPLANATION)
        ]
        heights.append(self._marks_height(line))
        if not self._view.isColumnHidden(LAST):
            width = self._view.columnWidth(LAST) - 2 * GRID
            extra = metrics.lineSpacing() if line.last_explanation else 0
            heights.append(self._text_height(line.last_explanation, width) + extra)
        return max(heights) + 2 * GRID - 2

    def marks_width(self) -> int:
        """What all answers need in one line."""
        return GRID + sum(self._widths[each.label] for each in self._model.choices)

    def marks(self, row: int, cell: QRect, column: int) -> list[Mark]:
        """What can be clicked in a cell."""
        line, metrics = self._model.line(row), self._view.fontMetrics()
        if line is None:
            heading = self._model.heading(row)
            if not heading or heading.answered == heading.total or not self._model.writable:
                return []
            width = metrics.horizontalAdvance(REST)
            return [Mark("rest", REST, QRect(cell.right() - width - GRID, cell.top(), width + GRID, cell.height()))]
        if column == ANSWER:
            return self._answer_marks(line, cell)
        if column == LAST and self._model.writable and may_take(line) and row == self._view.currentIndex().row():
            width = metrics.horizontalAdvance(SAME)
            place = QRect(cell.right() - GRID - width, cell.top() + GRID - 1, width, metrics.lineSpacing())
            return [Mark("same", SAME, place)]
        return []

    def _answer_marks(self, line: Line, cell: QRect) -> list[Mark]:
        height = self._line_height
        at = QPoint(cell.left() + GRID, cell.top() + GRID - 1)
        found = []
        for each in self._model.choices:
            width = self._widths[each.label]
            if at.x() > cell.left() + GRID and at.x() + width > cell.right() + GRID:
                at = QPoint(cell.left() + GRID, at.y() + height)
            found.append(Mark(each.value, each.label, QRect(at.x(), at.y(), width, height)))
            at.setX(at.x() + width)
        if line.wanting and (line.finding or self._model.writable):
            text = MADE if line.finding else FINDING
            place = QRect(cell.left() + GRID, at.y() + height, self._widths[text], height)
            found.append(Mark("finding", text, place))
        return found

    def _marks_height(self, line: Line) -> int:
        marks = self._answer_marks(line, QRect(0, 0, self._view.columnWidth(ANSWER), 0))
        return max((each.place.bottom() for each in marks), default=0) - GRID + 2

    def _words(self, row: int, column: int) -> str:
        return str(self._model.data(self._model.index(row, column)) or "")

    def _text(self, text: str, width: int) -> QStaticText:
        """The text broken into lines of that width; laid out once, because every key paints a dozen rows anew."""
        known = self._texts.get((text, width))
        if known is None:
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.clear()
            known = QStaticText(text.replace("\n", "\u2028"))
            known.setTextFormat(Qt.TextFormat.PlainText)
            known.setTextOption(_WRAP)
            known.setTextWidth(max(width, 40))
            known.prepare(QTransform(), self._view.font())
            self._texts[text, width] = known
        return known

    def _text_height(self, text: str, width: int) -> int:
        return round(self._text(text, width).size().height()) if text else self._view.fontMetrics().lineSpacing()

    # -- painting -----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then what belongs into that column."""
        colours = colours_of(self._view)
        cell: QRect = QRect(option.rect)
        line = self._model.line(index.row())
        painter.save()
        if line is None:
            self._paint_heading(painter, cell, index.row(), colours)
        else:
            self._paint_ground(painter, cell, index, option.state, colours)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            # Quiet words and links are too pale for the ground of the current line.
            quiet, words = (colours.text, colours.text) if chosen else (colours.muted, colours.link)
            inner = cell.adjusted(GRID, GRID - 1, -GRID, 0)
            if index.column() == ANSWER:
                self._paint_answers(painter, line, cell, colours, words)
            else:
                text = self._words(index.row(), index.column())
                painter.setPen(QColor(colours.text))
                if index.column() == LAST:
                    painter.setPen(QColor(quiet))
                    last = self._model.label(line.last_result)
                    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, f"{last}（沿用）" if line.carried else last)
                    inner.adjust(0, self._view.fontMetrics().lineSpacing(), 0, 0)
                    text = line.last_explanation
                if text:
                    painter.drawStaticText(inner.topLeft(), self._text(text, inner.width()))
                self._paint_links(painter, self.marks(index.row(), cell, index.column()), words)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, cell: QRect, index: Index, state: QStyle.StateFlag, colours: Colours
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, QColor(colours.selected))
            if index.column() == QUESTION:
                painter.fillRect(QRect(cell.left(), cell.top(), 4, cell.height()), QColor(colours.link))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(colours.line))

    def _paint_heading(self, painter: QPainter, cell: QRect, row: int, colours: Colours) -> None:
        heading: Section | None = self._model.heading(row)
        if heading is None:
            return
        painter.fillRect(cell, QColor(colours.hover))
        marks = self.marks(row, cell, QUESTION)
        right = marks[0].place.left() - GRID if marks else cell.right() - GRID
        font = QFont(self._view.font())
        metrics = QFontMetrics(font)
        painter.setPen(QColor(colours.text))
        width = metrics.horizontalAdvance(heading.progress)
        painter.drawText(
            QRect(right - width, cell.top(), width, cell.height()), Qt.AlignmentFlag.AlignVCenter, heading.progress
        )
        font.setBold(True)
        painter.setFont(font)
        place = QRect(cell.left() + GRID, cell.top(), right - width - 2 * GRID - cell.left(), cell.height())
        title = QFontMetrics(font).elidedText(heading.title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(self._view.font())
        self._paint_links(painter, marks, colours.link)

    def _paint_links(self, painter: QPainter, marks: list[Mark], colour: str) -> None:
        font = QFont(self._view.font())
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        for each in marks:
            painter.drawText(each.place, Qt.AlignmentFlag.AlignVCenter, each.text)

    def _paint_answers(self, painter: QPainter, line: Line, cell: QRect, colours: Colours, link: str) -> None:
        plain, bold, side = self._view.font(), self._bold, self._side
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for each in self._answer_marks(line, cell):
            if each.does == "finding":
                self._paint_links(painter, [each], link)
                continue
            chosen = each.does == line.result
            colour = QColor(_RESULT_COLOURS.get(each.does, colours.muted))
            box = QRectF(each.place.left() + 0.5, each.place.center().y() - side // 2 + 0.5, side, side)
            painter.setPen(QPen(colour if chosen else QColor(colours.muted), 1.4))
            painter.setBrush(colour if chosen else QColor(colours.base))
            painter.drawRect(box)
            painter.setPen(QColor(colours.text if chosen or not line.result or link == colours.text else colours.muted))
            painter.setFont(bold if chosen else plain)
            place = each.place.adjusted(side + GRID - 1, 0, GRID, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, each.text)

    # -- editing ------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Room for several lines, in the place of the cell; the list itself says what Enter does there."""
        editor = LinesEditor(parent)
        editor.installEventFilter(self._view)
        editor.setPlaceholderText(EDITOR_HINT)
        editor.setAccessibleName(self._model.headerData(EXPLANATION, Qt.Orientation.Horizontal))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The explanation as it stands; once, so that a refresh does not take away what is being typed."""
        if isinstance(editor, LinesEditor) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.show_text(self._words(index.row(), EXPLANATION))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand the text over without the blanks around it."""
        if isinstance(editor, LinesEditor) and isinstance(model, LinesModel):
            model.setData(index, editor.raw().strip())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """At least four lines high, and inside the list."""
        place: QRect = QRect(option.rect)
        wanted = self._view.fontMetrics().lineSpacing() * _EDITOR_LINES + 2 * GRID
        place.setHeight(max(place.height(), wanted))
        below = place.bottom() - self._view.viewport().height()
        if below > 0 and place.top() - below >= 0:
            place.translate(0, -below)
        editor.setGeometry(place)


def may_take(line: Line) -> bool:
    """Whether something of last time can be taken over in that line."""
    if not line.last_result:
        return False
    if not line.result:
        return True
    return line.result == line.last_result and bool(line.last_explanation) and not line.explanation
