"""What was ticked in a checklist that somebody has filled in: V, ■, ☑ and whatever else fits into a small cell."""

import re
from collections.abc import Mapping

from isms_desktop.domain.systems import RESULTS
from isms_desktop.domain.values import same_key

_EMPTY_BOXES = "□☐▢◻⬜"
_CIRCLES = "○〇◯o"
_DENIALS = frozenset(("", "0", "-", "—", "－", "無", "否", "n", "no", "false"))
_TICKED_BOX = "■☑☒✓✔√●◎☆★▣⬛"
_LONGEST = 4
"""A tick is short; more characters are a remark."""
_SPACES = re.compile(r"\s+")


def ticked(cells: Mapping[str, str]) -> list[str]:
    """The results whose cell is ticked. A circle counts as a tick where it stands alone: empty circles stand in all."""
    plain = {result: same_key(_SPACES.sub("", text)) for result, text in cells.items()}
    strong = [result for result, text in plain.items() if _is_tick(text)]
    if strong:
        return strong
    circled = [result for result, text in plain.items() if text and all(each in _CIRCLES for each in text)]
    return circled if len(circled) == 1 else []


def remarks(cells: Mapping[str, str]) -> list[str]:
    """What stands in the cells to be ticked and is too long to be a tick."""
    return [text for text in cells.values() if len(_SPACES.sub("", text)) > _LONGEST]


def chosen(text: str) -> str:
    """The result that one cell names: 「符合」, or 「■符合 □不符合 □不適用」; "" when it names none or several."""
    whole = same_key(text)
    boxed = [each.value for each in RESULTS if re.search(rf"[{_TICKED_BOX}v]\s*{re.escape(each.label)}", whole)]
    if boxed:
        return boxed[0] if len(boxed) == 1 else ""
    for each in RESULTS:
        if whole in {same_key(word) for word in (each.label, *each.synonyms)}:
            return each.value
    return ""


def _is_tick(text: str) -> bool:
    left = text.strip(_EMPTY_BOXES)
    return left not in _DENIALS and len(left) <= _LONGEST and not all(each in _CIRCLES for each in left)
