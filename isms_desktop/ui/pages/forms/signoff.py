"""陳核層級: whose seals stand on which paper, decided in one place, with the paper itself beside it."""

import io
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from isms_desktop.services import printing, signoff
from isms_desktop.services.printing import PrintOrder
from isms_desktop.ui.pages.forms.preview import Preview
from isms_desktop.ui.pages.forms.seal_cells import SealCells
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.services.signoff import Chain
    from isms_desktop.ui.jobs import Job, JobControl

_OF_ALL = "所有沒有另外指定的表單都用這一行。下面以「{example}」為例。"
_AS_OFFICIAL = "目前照官方範例，沒有範例的照預設；在這裡修改，就只用在這一張表單。"
_OF_ONE = "本機關為這一張表單另外指定的；清空就不再指定。"


class SignOffView(View):
    """The papers with their officers on the left; on the right those of the chosen one, and its paper."""

    kinds = frozenset({"agency"})
    purpose = "每張表單由誰核章；職稱之間用「、」分開，輸入後按 Enter。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self._chains: dict[str, Chain] = {}
        self._form = ""
        self._drawing: Job | None = None
        self._drawn = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("找表單")
        self.search.setAccessibleName("找表單")
        self.search.setClearButtonEnabled(True)
        self.list = PickList("表單的陳核層級", lines=2, details=True)
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "heading")
        self.about = QLabel()
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self.cells = QLineEdit()
        self.cells.setAccessibleName("核章職稱，以頓號分開")
        self.cells.setReadOnly(office.read_only)
        self.follow = button_with("改回預設", link=True, tip="不再為這張表單另外指定")
        self.seals = SealCells()
        self.preview = Preview()
        self._lay_out()
        self._connect()

    def refresh(self, _changed: "Changed | None") -> None:
        """What the file holds now."""
        found = signoff.chains(self.office)
        self._chains = {each.form: each for each in found}
        self.list.rows.set_rows(_rows(found))
        self.show_chain(self._form if self._form in self._chains else "")

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()

    def printable_form(self) -> str:
        """The paper that is shown."""
        return self._form

    def jump(self, **where: object) -> None:
        """``chain``: the paper whose officers are to be decided."""
        if isinstance(form := where.get("chain"), str) and form in self._chains:
            self.show_chain(form)
            self.cells.setFocus()

    def show_chain(self, form: str) -> None:
        """The officers of this paper ("" for all others) and what they look like on it."""
        self._form = form
        chain = self._chains[form]
        self.list.pick(form)
        self.title.setText(chain.title if form else "預設")
        self.about.setText(self._about(chain))
        self.cells.setText("、".join(chain.cells))
        self.seals.set_titles(chain.cells)
        self.follow.setVisible(chain.own and not self.office.read_only)
        self._draw()

    def save(self) -> None:
        """Keep what was typed, if it says anything else than what holds."""
        chain = self._chains[self._form]
        cells = signoff.parse_cells(self.cells.text())
        if self.office.read_only or cells == chain.cells or (not cells and not chain.own):
            self.show_chain(self._form)
        else:
            self._set(chain, cells)

    def _about(self, chain: "Chain") -> str:
        if chain.form:
            return _OF_ONE if chain.own else _AS_OFFICIAL
        return _OF_ALL.format(example=self._chains[self._paper()].title)

    def _paper(self) -> str:
        """The paper to look at: for the line of all others, the first that follows it."""
        every = [each for each in self._chains.values() if each.form]
        usual = self._chains[""].cells
        following = next((each.form for each in every if each.cells == usual and not each.own), every[0].form)
        return self._form or following

    def _set(self, chain: "Chain", cells: tuple[str, ...]) -> None:
        changed = attempt(self.shell, lambda: signoff.set_chain(self.office, chain.title, cells))
        if changed is not None:
            self.shell.changed(changed)

    def _draw(self) -> None:
        """Draw the paper beside the window; what is chosen meanwhile is drawn next."""
        if self._drawing is not None:
            return
        form = self._drawn = self._paper()

        def work(office: "Office", control: "JobControl") -> bytes:
            pdf = io.BytesIO()
            printing.print_form(office, PrintOrder(form, blank=True), pdf, cancelled=control.cancelled)
            return pdf.getvalue()

        self._drawing = self.shell.run_job(
            f"準備「{self._chains[form].title}」",
            work,
            done=self._show,
            failed=lambda _text: self._show(b""),
            cancelled=lambda: self._show(b""),
        )

    def _show(self, pdf: bytes) -> None:
        self._drawing = None
        if self._paper() != self._drawn:
            self._draw()
            return
        self.preview.show_pdf(pdf)
        self.preview.show_row(self._chains[self._drawn].cells)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.list.picked.connect(self.show_chain)
        self.cells.textEdited.connect(lambda text: self.seals.set_titles(signoff.parse_cells(text)))
        self.cells.editingFinished.connect(self.save)
        self.follow.clicked.connect(lambda _checked=False: self._set(self._chains[self._form], ()))

    def _on_search(self, needle: str) -> None:
        self.list.rows.search(needle)
        self.list.pick(self._form)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.cells, 1)
        line.addWidget(self.follow)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        for widget in (self.title, self.about):
            right.addWidget(widget)
        right.addLayout(line)
        right.addWidget(self.seals)
        right.addWidget(self.preview, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GRID * 2)
        both.addLayout(left, 2)
        both.addLayout(right, 5)
        self.setFocusProxy(self.list)


def _rows(chains: "list[Chain]") -> list[PickRow]:
    first, *others = chains
    rows = [_row(first)]
    for subject in dict.fromkeys(each.subject for each in others):
        rows.append(PickRow(None, subject))
        rows += [_row(each) for each in others if each.subject == subject]
    return rows


def _row(chain: "Chain") -> PickRow:
    return PickRow(chain.form, chain.title, detail="、".join(chain.cells), mark="自訂" if chain.own else "")
