"""Lists of the 資通安全維護計畫: the goals by their kind, the asset categories, the attachments, what is outsourced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, numbered, plain
from isms_desktop.printing.phrase import Datum

STANDING = frozenset({"asset_categories", "plan_attachments", "plan_bands"})
"""Lists that say what kind of office it is: they stand on a paper to be filled in by hand, too."""


def plan_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    goals = names_of(record_type("objective").cls, ("statement_sentence", "indicator_words"))
    return {
        "plan_objectives": goals,
        "quantitative_objectives": goals,
        "qualitative_objectives": goals,
        "asset_categories": dict.fromkeys(("row", "code", "label", "examples")),
        "plan_attachments": dict.fromkeys(("row", "title")),
        "plan_bands": dict.fromkeys(("row", "label", "span")),
        "contracts": names_of(record_type("contract").cls, ()),
    }


def _goals(kind: str = "") -> Callable[[Records], Iterator[Row]]:
    def rows(around: Records) -> Iterator[Row]:
        wanted = [each for each in around.all("objective") if not kind or each.kind == kind]
        return numbered(
            wanted,
            around,
            lambda each: {
                "statement_sentence": plain(each.statement if each.statement.endswith("。") else f"{each.statement}。"),
                "indicator_words": plain(each.indicator or each.statement),
            },
        )

    return rows


def _free(rows: Iterable[Mapping[str, str]], source: str) -> Iterator[FreeRow]:
    for number, row in enumerate(rows, 1):
        data = {key: plain(text) for key, text in row.items()}
        yield FreeRow({"row": Datum(str(number), number), **data}, source)


def _asset_categories(around: Records) -> Iterator[FreeRow]:
    found = ({"code": each.code, "label": each.label, "examples": each.examples} for each in _categories(around))
    return _free(found, "資產類別")


def _categories(around: Records) -> Sequence[Any]:
    return around.rules.profile.categories


def _attachments(around: Records) -> Iterator[FreeRow]:
    return _free(({"title": title} for _, title, _ in around.rules.profile.attachments), "附件表單")


def _bands(around: Records) -> Iterator[FreeRow]:
    """From low to high, as seed 000 has them: 低風險 3~37."""
    bands = sorted(around.rules.method.bands, key=lambda each: each.lowest)
    return _free(({"label": each.label, "span": f"{each.lowest}~{each.highest}"} for each in bands), "風險等級")


def _contracts(around: Records) -> Iterator[Row]:
    return numbered(around.all("contract"), around, lambda _: {})


PLAN_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "plan_objectives": _goals(),
    "quantitative_objectives": _goals("quantitative"),
    "qualitative_objectives": _goals("qualitative"),
    "asset_categories": _asset_categories,
    "plan_attachments": _attachments,
    "plan_bands": _bands,
    "contracts": _contracts,
}
