"""維護計畫: chapters and paragraphs on the left; on the right the wording of the profile and the office's own."""

import html
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from isms_desktop.services import plan
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.pages.yearly.differences import marked
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID, colours_of, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.scroll_down import ScrollWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_KINDS = frozenset({"plan_text", "agency", "business", "objective", "person", "context_issue", "contract"})
_TABLE = "這裡是由登記簿帶出的表格，請到該登記簿修改內容。"
_AS_PROFILE = "照範本。按「改用本機關文字」後修改，離開這一格就儲存。"


class PlanView(View):
    """The plan, passage by passage; what differs is marked, what looks wrong is said."""

    kinds = _KINDS
    purpose = "維護計畫的每一段：範本文字與本機關文字；不同處標示出來，印出時用本機關的文字。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.section = ""
        self._sections: dict[str, plan.Section] = {}
        self._findings: dict[str, list[plan.PlanFinding]] = {}
        self.search, self.only = QLineEdit(), QCheckBox("只列與範本不同的")
        self.list = PickList("計畫的段落", lines=2)
        self.day, self.version = QLineEdit(), QLineEdit()
        self.law, self.place, self.warnings = QLabel(), QLabel(), QLabel()
        self.profile, self.own = QPlainTextEdit(), QPlainTextEdit()
        self.difference = QLabel()
        self.adopt = self._button("改用本機關文字", self._adopt, "把範本文字帶到下面修改")
        self.restore = self._button("恢復範本", self._restore, "刪除本機關文字，印出範本的文字")
        self.print_button = button_with("列印計畫", main=True, tip="到「表單列印」預覽整份計畫（Ctrl+P）")
        self.tools = self.print_button
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def refresh(self, _changed: "Changed | None") -> None:
        """Show what the file holds now."""
        self._sections = {each.id: each for each in plan.sections(self.office)}
        self._findings = {}
        for finding in plan.check_plan(self.office):
            self._findings.setdefault(plan.same_id(finding.section), []).append(finding)
        if self.section not in self._sections:
            self.section = next((each.id for each in self._sections.values() if not _is_chapter(each)), "")
        day, version = plan.day_and_version(self.office)
        _show_in(self.day, day)
        _show_in(self.version, version)
        self.law.setText(plan.law_in_words(self.office))
        self._show_rows()
        self._show_section()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return plan.FORM

    def jump(self, **where: object) -> None:
        """``record_id``, or the first of ``ids``: the passage that the record is for."""
        wanted = where.get("record_id")
        if isinstance(ids := where.get("ids"), frozenset) and ids:
            wanted = min(ids)
        record = self.office.find(plan.KIND, wanted) if isinstance(wanted, int) else None
        if record is None:
            return
        self.search.clear()
        self.only.setChecked(False)
        self.show_section(plan.same_id(record.section))

    def show_section(self, section: str) -> None:
        """Show one passage; what was typed for the one before it is kept. Words that belong nowhere may be deleted."""
        self.keep()
        if section in self._sections:
            self.section = section
            self.list.pick(section)
            self._show_section()
        elif lost := self._findings.get(section):
            self.list.pick(self.section)
            self.shell.say(f"{lost[0].text}{lost[0].advice}", "warning", ("刪除這段文字", lambda: self._drop(section)))

    def keep(self) -> None:
        """Write what was typed, when it is something else than what the file holds."""
        shown = self._sections.get(self.section)
        if shown is None or self.own.isReadOnly() or not self.own.isVisibleTo(self):
            return
        typed = self.own.toPlainText().strip()
        if typed != (shown.own or shown.profile).strip():
            self._do(lambda: plan.replace_paragraph(self.office, shown.id, typed))

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        rows: list[PickRow] = []
        for each in self._sections.values():
            if _is_chapter(each):
                rows.append(PickRow(None, each.title))
            elif each.differs or not self.only.isChecked():
                rows.append(PickRow(each.id, self._title(each), mark=self._mark(each)))
        lost = [each for each in self._findings if each not in self._sections]
        rows += (
            [PickRow(None, "計畫中沒有的段落"), *(PickRow(each, each, mark="要確認") for each in lost)] if lost else []
        )
        if rows != self.list.rows.shown or self.search.text():
            self.list.rows.set_rows(rows)
        self.list.pick(self.section)

    def _title(self, section: plan.Section) -> str:
        return "〔表格〕" if section.table else "　" * max((section.depth or 3) - 1, 0) + section.title

    def _mark(self, section: plan.Section) -> str:
        if section.id in self._findings:
            return "要確認"
        return "已改" if section.differs else ""

    def _show_section(self) -> None:
        shown = self._sections.get(self.section)
        writes = bool(shown and not shown.table and not self.office.read_only)
        self.place.setText(f"{shown.chapter}　{shown.id}" if shown else "")
        self.profile.setPlainText(_TABLE if shown and shown.table else shown.profile if shown else "")
        own = shown.own if shown else ""
        if self.own.toPlainText() != own:
            self.own.setPlainText(own)
        self.own.setReadOnly(not (writes and own))
        self.own.setPlaceholderText(_AS_PROFILE if writes else "")
        self.own.setEnabled(writes)
        self.adopt.setEnabled(writes and not own)
        self.restore.setEnabled(writes and bool(own))
        self._show_difference()
        found = self._findings.get(self.section, [])
        self.warnings.setText("\n".join(f"{each.text}{each.advice}" for each in found))
        self.warnings.setVisible(bool(found))

    def _show_difference(self) -> None:
        shown = self._sections.get(self.section)
        typed = self.own.toPlainText().strip()
        differs = bool(shown and typed and typed != shown.profile.strip())
        self.difference.setVisible(differs)
        if shown and differs:
            words = marked(shown.profile, typed, colours_of(self))
            self.difference.setText(f"<p>{html.escape('差異：')}{words}</p>")

    # -- doing --------------------------------------------------------------------------------------------------

    def _adopt(self) -> None:
        shown = self._sections[self.section]
        self.own.setReadOnly(False)
        self.own.setPlainText(shown.profile)
        self.own.setFocus()
        self.own.moveCursor(self.own.textCursor().MoveOperation.End)

    def _restore(self) -> None:
        self.own.setReadOnly(True)
        changed = self._do(lambda: plan.restore_paragraph(self.office, self.section))
        if changed is not None:
            self._offer_undo(changed)

    def _drop(self, section: str) -> None:
        self._do(lambda: plan.restore_paragraph(self.office, section))

    def _set_day(self) -> None:
        if self.day.isModified():
            self.day.setModified(False)
            if self._do(lambda: plan.set_day(self.office, self.day.text())) is None:
                self.day.setText(plan.day_and_version(self.office)[0])

    def _set_version(self) -> None:
        if self.version.isModified():
            self.version.setModified(False)
            self._do(lambda: plan.set_version(self.office, self.version.text()))

    def _do(self, act: "Callable[[], Changed | None]") -> "Changed | None":
        changed = attempt(self.shell, act)
        if changed is not None:
            self.shell.changed(changed)
        return changed

    def _offer_undo(self, changed: "Changed") -> None:
        offer = undo_offer(self.office, self.shell.changed, lambda text: self.shell.say(text, "warning"))
        self.shell.say(f"{changed.label}。", "info", offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The own wording is written when its editor is left."""
        if watched is self.own and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    # -- making -------------------------------------------------------------------------------------------------

    def _button(self, text: str, act: "Callable[[], None]", tip: str) -> QPushButton:
        made = button_with(text, tip=tip)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _connect(self) -> None:
        self.list.picked.connect(self.show_section)
        self.list.selectionModel().currentChanged.connect(self._on_walked)
        self.search.textChanged.connect(self._on_search)
        self.only.toggled.connect(lambda _on: self._show_rows())
        self.own.installEventFilter(self)
        self.own.textChanged.connect(self._show_difference)
        self.day.editingFinished.connect(self._set_day)
        self.version.editingFinished.connect(self._set_version)
        self.print_button.clicked.connect(lambda _checked=False: self.shell.open_page("forms", form=plan.FORM))
        done = QShortcut(QKeySequence("Ctrl+Return"), self.own, self.keep)
        done.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _on_walked(self) -> None:
        key = self.list.key()
        if isinstance(key, str) and key != self.section:
            self.show_section(key)

    def _on_search(self, needle: str) -> None:
        self.list.rows.search(needle)
        self.list.pick(self.section)

    def _lay_out(self) -> None:
        for label, role in ((self.place, "heading"), (self.law, "small"), (self.warnings, "error")):
            set_role(label, role)
            label.setWordWrap(True)
        self.difference.setWordWrap(True)
        self.difference.setTextFormat(Qt.TextFormat.RichText)
        self.profile.setReadOnly(True)
        set_role(self.profile, "muted")
        self.profile.setAccessibleName("範本文字")
        self.own.setAccessibleName("本機關文字")
        for editor in (self.profile, self.own):
            editor.setTabChangesFocus(True)
            # Their own wish is 192 pixels each, which a small screen does not have beside the differences.
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            editor.setMinimumHeight(11 * GRID)
        self.search.setPlaceholderText("搜尋段落")
        self.search.setClearButtonEnabled(True)
        self.day.setPlaceholderText("列印當天")
        self.version.setPlaceholderText("例如 第 2 版")
        for each in (self.day, self.version):
            each.setReadOnly(self.office.read_only)
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.only)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2 * GRID)
        split.addWidget(left)
        split.addWidget(self._card())
        split.setStretchFactor(1, 1)
        split.setSizes([48 * GRID, 90 * GRID])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _card(self) -> QWidget:
        inner = QWidget()
        set_role(inner, "body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID // 2, 0)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        for label, line in (("計畫日期", self.day), ("版次", self.version)):
            name = QLabel(label)
            name.setBuddy(line)
            top.addWidget(name)
            top.addWidget(line)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.law)
        column.addWidget(self.place)
        for words, editor, beside in (
            ("範本文字", self.profile, ()),
            ("本機關文字", self.own, (self.adopt, self.restore)),  # beside their text: below, a small screen hides them
        ):
            name = QLabel(words)
            set_role(name, "muted")
            name.setBuddy(editor)
            head = QHBoxLayout()
            head.addWidget(name, 1)
            for button in beside:
                head.addWidget(button)
            column.addLayout(head)
            column.addWidget(editor, 1)
        column.addWidget(self.difference)
        column.addWidget(self.warnings)
        for before, after in pairwise((self.profile, self.adopt, self.restore, self.own)):
            QWidget.setTabOrder(before, after)
        return ScrollWords(inner)


def _is_chapter(section: plan.Section) -> bool:
    return section.depth == plan.CHAPTER


def _show_in(editor: QLineEdit, text: str) -> None:
    """Show what the file holds, unless somebody is typing there."""
    if not editor.isModified():
        editor.setText(text)
