"""What a page and the window around it promise each other.

A page is built with the open office and a shell; it knows no other page. The window is the shell; it knows pages only
as a list of classes. Everything that one page wants of another goes through ``Shell``. A page of several registers is
made of views, each with the same promises as a page.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from isms_desktop.domain.findings import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.jobs import Job, JobControl

T = TypeVar("T")
MessageKind: TypeAlias = Literal["info", "warning", "error"]
Action: TypeAlias = tuple[str, Callable[[], None]]
"""A button in a message: its label and what it does."""


class DropOffer(NamedTuple):
    """What a page does with files that are dropped on it."""

    file: "Path"
    """The one of them that it takes."""
    words: str
    """What letting go will do."""
    act: Callable[[], object]


class Shell(Protocol):
    """What a page may ask of the window."""

    @property
    def settings(self) -> "Settings":
        """What this person has chosen on this machine."""

    def remember(self, **values: object) -> None:
        """Replace these parts of ``settings`` and keep them, e.g. ``remember(text_size=125)``."""

    def changed(self, changed: "Changed") -> None:
        """Tell every page that records have changed. Call it after each service that answers with ``Changed``."""

    def say(self, text: str, kind: MessageKind = "info", action: Action | None = None) -> None:
        """One line in the message bar, with at most one button. An info line goes away by itself."""

    def open_page(self, page_id: str, **where: object) -> None:
        """Show a page and hand ``where`` to its ``jump``."""

    def run_job(
        self,
        title: str,
        work: Callable[["Office", "JobControl"], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> "Job":
        """Run long work beside the window, on its own connection, with progress and 取消 in the status bar.

        ``title`` names it to the clerk (匯入資產清冊). Exactly one of the three ends is called, on the window's thread;
        the window itself has already said what went wrong when ``failed`` gets the sentence.
        """


class View(QWidget):
    """A page, or one of the views of a page: a register, a checklist being answered. Built when it is first shown."""

    whole_page = Signal(bool)
    """It needs the height of the page's own head (a checklist being filled in), or no longer does."""

    kinds: frozenset[str] = frozenset()
    """The record types it shows: it is refreshed when one of them changes. ``agency`` stands for the office's rules."""
    purpose: str = ""
    """One line that says what it is for."""
    help_id: str = ""
    """The handbook's topic about it; "" for the usual one: that of its page and its own name."""
    tools: QWidget | None = None
    """Its buttons, which the page puts at the right end of its header."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self.office = office
        self.shell = shell
        self._stale = False

    @property
    def takes_page(self) -> bool:
        """Whether it has the whole page just now (see ``whole_page``)."""
        return False

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; ``changed`` says what is different, None means everything may be.

        Called only while it is visible; what is hidden catches up when it is next shown.
        """

    def missed(self, changed: "Changed | None") -> None:
        """Records have changed (None: anything may have) while it was hidden."""
        if changed is None or not self.kinds.isdisjoint(changed.touched):
            self._stale = True

    def catch_up(self) -> None:
        """It is about to be shown: take in what was missed."""
        if self._stale:
            self._stale = False
            self.refresh(None)

    def focus_search(self) -> None:
        """Put the cursor where it is searched (Ctrl+F)."""

    def printable_form(self) -> str:
        """The form that Ctrl+P prints from here; "" when there is none."""
        return ""

    def help_topic(self) -> str:
        """The handbook's topic about what it shows just now (F1); "" leaves it to the page."""
        return self.help_id

    def print_shown(self) -> bool:
        """Print what is shown (Ctrl+P), where that is a paper already; False where Ctrl+P leads to the paper."""
        return False

    def drop_offer(self, files: "Sequence[Path]") -> DropOffer | None:
        """What dropping these files here would do; None when there is no use for them."""
        return None

    def jump(self, **where: object) -> None:
        """Show what another page points at, such as ``record_id=7``. Unknown keys are passed over."""


class Page(View):
    """One tab. A subclass sets ``page_id``, ``title`` and ``kinds``, and overrides what it needs."""

    page_id: ClassVar[str]
    title: ClassVar[str]
    views: Mapping[str, str] = MappingProxyType({})
    """Its further views beside the first: what ``jump(view=…)`` takes → what it is called."""

    def help_topic(self) -> str:
        """The page itself."""
        return self.help_id or self.page_id


def attempt(shell: Shell, action: Callable[[], T]) -> T | None:
    """Do what a service does; say a ``UserError`` in the message bar and answer None."""
    try:
        return action()
    except UserError as problem:
        shell.say(str(problem), "error")
        return None
