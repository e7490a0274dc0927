"""陳核層級: whose seals stand on which paper, as this office has decided (「註：陳核層級請機關依需求調整」, seed 001).

The decisions are lines of the agency's record, 「表單名稱：承辦人、單位主管」, and one 「預設：…」 for all others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.form import Form, SignOffBlock
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.own_forms import forms_of

DEFAULT = "預設"
MOST = 8
"""More officers than that have no room side by side on A4."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The officers of one paper, first to last."""

    form: str
    """Id of the paper; "" for the line that holds for all others."""
    title: str
    subject: str
    cells: tuple[str, ...]
    own: bool
    """Whether the office has decided it for this very paper; else it follows the 預設 line or the official form."""


def chains(office: Office) -> list[Chain]:
    """What holds for all papers first, then every paper that is signed."""
    agency, profile = office.agency, office.rules.profile
    decided = dict(_lines(agency.signoff_chains))
    found = [Chain("", DEFAULT, "", agency.chain_for(DEFAULT, profile.signoff), DEFAULT in decided)]
    for form in forms_of(office).forms.values():
        block = _signed(form)
        if block is not None:
            title = profile.form(form.id).title or form.title
            cells = agency.chain_for(title, block.proposed or profile.signoff)
            found.append(Chain(form.id, title, form.subject, cells, title in decided))
    return found


def set_chain(office: Office, title: str, cells: Sequence[str]) -> records.Changed:
    """Decide the officers of a paper (or of 預設); no cells follow the others again. One undoable step.

    Raises UserError when a cell cannot stand in such a line, or there are too many.
    """
    wanted = tuple(each.strip() for each in cells if each.strip())
    if len(wanted) > MOST:
        raise UserError(f"「{title}」有 {len(wanted)} 個核章欄，紙上排不下。", f"請留下最多 {MOST} 個。")
    lines = [line for line in office.agency.signoff_chains.splitlines() if line.strip()]
    kept = [line for line in lines if _name(line) != title]
    line = [f"{title}：{'、'.join(wanted)}"] if wanted else []
    # The line for all papers comes first, as the help of the field says.
    text = "\n".join([*line, *kept] if title == DEFAULT else [*kept, *line])
    label = f"改「{title}」的陳核層級" if wanted else f"「{title}」的陳核層級改回預設"
    return records.change(office, "agency", {office.agency.id: {"signoff_chains": text}}, label)


def parse_cells(text: str) -> tuple[str, ...]:
    """The officers in a typed line, divided by 、 or commas."""
    return tuple(each.strip() for each in text.replace("，", "、").replace(",", "、").split("、") if each.strip())


def _signed(form: Form) -> SignOffBlock | None:
    """The block of a paper whose officers an office may choose; None where there is none or the paper fixes them."""
    blocks = (placed.block for placed in form.blocks)
    return next((each for each in blocks if isinstance(each, SignOffBlock) and not each.titles), None)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, separator, cells = line.replace(":", "：").partition("：")
        if separator and cells.strip():
            yield name.strip(), cells


def _name(line: str) -> str:
    return line.replace(":", "：").partition("：")[0].strip()
