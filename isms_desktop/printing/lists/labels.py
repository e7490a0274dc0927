"""The list that labels are printed from: which assets carry one, and what stands on it in this office."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.row import AnyRow, Records, Row, names_of, numbered, plain, shown
from isms_desktop.printing.phrase import Datum

_PLAIN = ("number", "name")
"""What everybody knows for what it is; other contents carry their label: 保管人：…"""
_CORE = "【核心】"


def label_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return {"labelled_assets": names_of(Asset, ("label_text",))}


def _labelled_assets(around: Records) -> Iterator[Row]:
    """The assets that can be seen and touched (seed 000, 柒之一之6), whether they already carry a label or not."""
    codes = {category.code for category in around.rules.profile.categories if category.labelled}
    chosen = (asset for asset in around.assets if asset.category in codes)
    return numbered(chosen, around, lambda asset: {"label_text": plain(_contents(asset, around))})


def _contents(asset: Any, around: Records) -> str:
    """The label contents of the profile, a line each; what the asset does not have takes no line.

    A core asset says so (施行細則§9Ⅰ⑥; seed 003: 「核心資通系統及相關資產，並應加註標示」).
    """
    keys = around.rules.profile.label_contents
    if not asset.property_number and "number" not in keys:
        keys = ("number", *keys)  # nobody could tell such a label from the next
    data = ((key, shown(asset, key, around)) for key in keys)
    lines = [_line(asset, key, datum) for key, datum in data if datum.text]
    if asset.core:
        lines.append(_CORE)
    return "\n".join(lines)


def _line(asset: Any, key: str, datum: Datum) -> str:
    words = datum.text.replace("\n", " ")
    return words if key in _PLAIN else f"{asset.record_type.field(key).label}：{words}"


LABEL_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {"labelled_assets": _labelled_assets}
