"""總覽: what there is, how the risks lie, and what to do next."""

from collections.abc import Iterator
from typing import NamedTuple

from isms_desktop.domain.scoring import ASSET_SCALES, ValueRule
from isms_desktop.services.assets import unlabelled, unvalued, valued_by
from isms_desktop.services.offices import Office
from isms_desktop.services.risks import Matrix, improvement_due, matrix, risks_of, unassessed_assets
from isms_desktop.services.years import current_year

_SEEN = ("number", "category", "core", "status", "labelled", "protection_level", *ASSET_SCALES)
"""What the overview looks at in an asset: fetched at once, because a start-up counts milliseconds."""


class Count(NamedTuple):
    """One number of the overview and the page that shows its records."""

    label: str
    number: int
    page: str


class Step(NamedTuple):
    """One thing to do next, why, and where."""

    text: str
    why: str
    page: str
    focus: str = ""
    """What to show there: ``unvalued``, ``unassessed``, ``improve`` … (see the page's ``jump``)."""


class Overview(NamedTuple):
    """The first page, as data."""

    year: int
    counts: tuple[Count, ...]
    matrix: Matrix
    next_steps: tuple[Step, ...]


def summary(office: Office) -> Overview:
    """The overview of the office's current year."""
    year = current_year(office)
    risks = risks_of(office, year)
    measures = [
        each for each in office.glance("treatment", "risk", "progress") if each.progress not in ("done", "accepted")
    ]
    assets = office.glance("asset", *_SEEN)
    counts = (
        Count("資產", len(assets), "assets"),
        Count("核心資產", sum(bool(asset.core) for asset in assets), "assets"),
        Count(f"{year} 年度風險", len(risks), "risks"),
        Count("未完成的改善措施", len(measures), "risks"),
    )
    return Overview(year, counts, matrix(office, year), tuple(_steps(office, year)))


def _steps(office: Office, year: int) -> Iterator[Step]:
    if not office.glance("asset"):
        yield Step("匯入或新增資產清冊", "風險評估與各項表單都從資產清冊開始。", "assets", "import")
        return
    without_value = unvalued(office)
    if without_value:
        yield Step(f"為 {len(without_value)} 項資產填寫價值評分", _why_values(office), "assets", "unvalued")
    waiting = unassessed_assets(office, year)
    if waiting:
        yield Step(
            f"評估 {len(waiting)} 項資產的 {year} 年度風險",
            "每年應針對資訊及資通系統資產進行風險評估。",
            "risks",
            "unassessed",
        )
    due = improvement_due(office, year)
    if due:
        yield Step(f"為 {len(due)} 項風險擬定改善計畫", "這個等級的風險應填寫風險改善計畫表。", "risks", "improve")
    without_label = unlabelled(office)
    if without_label:
        yield Step(
            f"為 {len(without_label)} 項設備貼上標籤",
            "看得到、摸得到的設備都要標示；貼好後勾選「標籤已貼」。",
            "assets",
            "unlabelled",
        )
    yield Step("列印資產清冊與風險評估表陳核", "印出後由承辦人、單位主管及資通安全長核章。", "forms")


def _why_values(office: Office) -> str:
    from isms_desktop.domain.catalog import record_type  # seldom: not every office has assets without a value

    fields = record_type("asset").by_key
    scales = "、".join(fields[scale].label for scale in valued_by(office))
    if office.rules.method.value_rule is ValueRule.NONE:
        return f"填齊{scales}，取最高者填防護需求等級。"
    return f"{scales}要填齊，才算得出風險值。"
