"""A page of several views: a plain row of buttons for them, or a list at the side when there are many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from isms_desktop.domain.catalog import KINDS
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import DropOffer, Page, Shell, View
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.side_list import SideList
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from pathlib import Path

    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One view of a page: its name, what it is called, how it is made."""

    name: str
    label: str
    make: Callable[["Office", Shell], View]
    group: str = ""
    """The heading below which a list at the side shows it."""
    kind: str = ""
    """The record type whose records a list at the side counts."""


def register(name: str, label: str, spec: RegisterSpec, group: str = "") -> ViewEntry:
    """The entry of a register that needs nothing but its declaration."""
    return ViewEntry(name, label, lambda office, shell: RegisterView(office, shell, spec), group, spec.kind)


class RegistersPage(Page):
    """Header, buttons, and below them the view that is pressed. A subclass declares ``entries``."""

    kinds = frozenset(KINDS)
    entries: ClassVar[tuple[ViewEntry, ...]]
    side: ClassVar[bool] = False
    """Many views: a list at the side, in groups and with counts, instead of the row of buttons."""
    fold_title: ClassVar[str] = "不常用的登記簿"
    """What the list at the side calls the views that ``needed`` leaves out."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.views = MappingProxyType({entry.name: entry.label for entry in self.entries[1:]})
        self._made: dict[str, View] = {}
        self.header = PageHeader(self.title, "")
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        set_role(self.remark, "muted")
        name = f"{self.title}的登記簿"
        self.switch = SideList(name=name, fold_title=self.fold_title) if self.side else ViewSwitch(name=name)
        for entry in self.entries:
            if isinstance(self.switch, SideList):
                self.switch.add(entry.name, entry.label, entry.group)
            else:
                self.switch.add(entry.name, entry.label)
        self.switch.switched.connect(self._on_switched)
        self._lay_out()
        self._on_switched(self.entries[0].name)

    def view(self, name: str) -> View:
        """The view of that name, made when it has not been yet. ValueError when there is none: a bug."""
        if name not in self._made:
            place = [entry.name for entry in self.entries].index(name)
            view = self.entries[place].make(self.office, self.shell)
            self._made[name] = view
            self.switch.fill(name, view)
            if view.tools is not None:
                self.header.add_widget(view.tools)
            view.whole_page.connect(lambda _whole: self._give_page())
            self.on_made(view)
            view.refresh(None)
        return self._made[name]

    def on_made(self, view: View) -> None:
        """A view has just been made. Views know nothing of each other: what one wants of another goes through here."""

    def top(self) -> View:
        """The view that is shown."""
        return self.view(self.switch.current())

    def needed(self, entry: ViewEntry) -> bool:
        """Whether a list at the side shows a view among the others; what is not needed goes into its fold."""
        return True

    def remark_on(self, entry: ViewEntry) -> str:
        """A sentence that stands above a view; "" for none."""
        return ""

    def refresh(self, changed: "Changed | None") -> None:
        """The view on top follows at once, the others when they are shown."""
        top = self.top()
        for view in self._made.values():
            if view is not top:
                view.missed(changed)
            elif changed is None or not view.kinds.isdisjoint(changed.touched):
                view.refresh(changed)
        self._count()

    def missed(self, changed: "Changed | None") -> None:
        """Each view remembers for itself."""
        for view in self._made.values():
            view.missed(changed)

    def catch_up(self) -> None:
        """Only what is shown."""
        self.top().catch_up()
        self._count()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.top().focus_search()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return self.top().printable_form()

    def print_shown(self) -> bool:
        """Ctrl+P."""
        return self.top().print_shown()

    def drop_offer(self, files: "Sequence[Path]") -> DropOffer | None:
        """A sheet goes into the register that is shown."""
        return self.top().drop_offer(files)

    def help_topic(self) -> str:
        """F1: what the view on top says, else page and view, as in ``yearly-prints``."""
        return self.top().help_topic() or f"{self.page_id}-{self.switch.current()}"

    def jump(self, **where: object) -> None:
        """``view``: that view; the rest is for the view."""
        if isinstance(name := where.get("view"), str) and name in {entry.name for entry in self.entries}:
            self.switch.show_view(name)
            self.top().setFocus(Qt.FocusReason.OtherFocusReason)  # the keys are for the register, not its search
        rest = {key: value for key, value in where.items() if key != "view"}
        if rest:
            self.top().jump(**rest)

    def _on_switched(self, name: str) -> None:
        view = self.view(name)
        view.catch_up()
        entry = next(each for each in self.entries if each.name == name)
        if self.side:
            self.header.title.setText(entry.label)
        self.remark.setText(self.remark_on(entry))
        self.remark.setVisible(bool(self.remark.text()))
        self.header.purpose.setText(view.purpose)
        for each in self._made.values():
            if each.tools is not None:
                each.tools.setVisible(each is view)
        self.setFocusProxy(view)
        self._give_page()

    def _give_page(self) -> None:
        """Another page may ask for another view while a checklist is open: what counts is the one on top."""
        whole = self.top().takes_page
        self.header.setHidden(whole)
        self.switch.setHidden(whole or len(self.entries) < 2)

    def _count(self) -> None:
        """How many records each register has: counted, not read."""
        if isinstance(self.switch, SideList):
            counts = {each.name: self.office.count(each.kind) if each.kind else 0 for each in self.entries}
            folded = [each.name for each in self.entries if not self.needed(each)]
            self.switch.set_state({name: f"{number:,}" if number else "" for name, number in counts.items()}, folded)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(self.header)
        if not self.side:
            column.addWidget(self.switch)
        column.addWidget(self.remark)
        column.addWidget(self.switch.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID if self.side else GRID * 2, GRID * 2, GRID * 2, GRID)
        row.setSpacing(GRID * 2)
        if self.side:
            row.addWidget(self.switch)
        row.addLayout(column, 1)
