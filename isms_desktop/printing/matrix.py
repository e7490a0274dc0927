"""風險分布圖: the risks of a year by likelihood and impact, as plain data that a writer draws."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from isms_desktop.domain.risks import Risk
from isms_desktop.domain.scoring import Method, ValueRule, band_of
from isms_desktop.printing.document import Matrix, MatrixCell, MatrixMark
from isms_desktop.printing.lists.risks import asset_numbers
from isms_desktop.printing.lists.row import Records
from isms_desktop.printing.phrase import clean


def matrix_of(risks: Sequence[Risk], around: Records, *, named: bool = True) -> Matrix:
    """The heat map of ``risks`` under the office's method; a small one counts them, without naming the assets."""
    method = around.rules.method
    likelihoods, impacts = (_levels(scale, around) for scale in ("likelihood", "impact"))
    cells = tuple(
        MatrixCell(likelihood, impact, _reach(method, likelihood, impact), _marks(risks, likelihood, impact, around))
        for (impact, _), (likelihood, _) in itertools.product(impacts, likelihoods)
    )
    bands = tuple((band.id, band.label, f"{band.lowest}–{band.highest}") for band in method.bands)
    weighs_value = method.value_rule is not ValueRule.NONE
    note = "底色為該格可能出現的最高等級；格內依各項風險實際的風險值分列。" if weighs_value else ""
    return Matrix(likelihoods, impacts, cells, bands, method.label if named else "", note if named else "", named)


def listed(items: Sequence[str]) -> str:
    """The assets of a mark in one line; one with several risks in the cell stands once, with their number."""
    return "、".join(_counted(items))


def _counted(items: Sequence[str]) -> Iterator[str]:
    for item, count in Counter(items).items():
        yield item if count == 1 else f"{item}×{count}"


def _levels(scale: str, around: Records) -> tuple[tuple[int, str], ...]:
    low, high = around.rules.method.ranges[scale]
    words = {each.level: each.label for each in around.all("scale") if each.scale == scale}
    return tuple((level, words.get(level, "")) for level in range(low, high + 1))


def _reach(method: Method, likelihood: int, impact: int) -> str:
    band = method.band_of(method.asset_values()[-1] * likelihood * impact)
    return band.id if band else ""


def _marks(risks: Sequence[Risk], likelihood: int, impact: int, around: Records) -> tuple[MatrixMark, ...]:
    here = [risk for risk in risks if (risk.likelihood, risk.impact) == (likelihood, impact)]
    marks = []
    for band in reversed(around.rules.method.bands):
        inside = [risk for risk in here if band_of(risk, around.rules) == band]
        if inside:
            marks.append(MatrixMark(band.id, band.label, tuple(map(clean, asset_numbers(inside, around)))))
    return tuple(marks)
