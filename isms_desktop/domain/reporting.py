"""計畫與陳報: the office's own words for its plan and report, and what has been printed (seed 001, form 9)."""

from typing import Any

from isms_desktop.domain.fields import Record, Surroundings, choice, computed, integer, lines, moment, record, text
from isms_desktop.domain.prints import OUTPUTS, order_from


@record("plan_text", "維護計畫文字", identity=("section",), title=("section",), unit="段")
class PlanText(Record):
    """One section of 資通安全維護計畫 in the office's own words, where they differ from the profile's."""

    section: str = text("章節", required=True, unique=True, width=14)
    heading: str = text("標題", width=24)
    wording: str = lines("本機關文字", synonyms=("內容", "文字"))


@record("report_item", "實施情形", identity=("year", "item"), title=("item", "heading"), unit="項")
class ReportItem(Record):
    """What the office reports on one item of 資通安全維護計畫實施情形."""

    year: int | None = integer("年度", required=True, minimum=90, maximum=200, unit="年")
    item: str = text("實施項目", required=True, width=10, synonyms=("項目", "項次"))
    heading: str = text("實施內容", width=26, synonyms=("內容",))
    explanation: str = lines("實施情形說明", synonyms=("說明", "實施情形"))
    evidence: str = text("佐證", width=20, longest=500, synonyms=("佐證資料", "證明資料"))


def _extent(printed: Any, _around: Surroundings) -> str:
    order = order_from(printed.form, printed.ordered)
    return order.in_words() if order else ""


def _scans(printed: Any, around: Surroundings) -> str:
    kept = sum(each.owner_kind == "print" for each in around.pointing("attachment", "owner_id", printed.id))
    return f"{kept} 個" if kept else ""


@record("print", "列印登記", identity=("number",), title=("number", "title"), unit="份")
class Print(Record):
    """One paper that went out, as paper or as a file, with what is needed to make it once more."""

    number: str = text("列印編號", required=True, unique=True, width=14, synonyms=("編號",))
    form: str = text("表單代號", width=16)
    title: str = text("表單名稱", required=True, width=24, synonyms=("名稱", "表單"))
    extent = computed("範圍", _extent, width=18)
    printed_at: str = moment("列印時間", synonyms=("時間",))
    sha256: str = text("內容雜湊", width=20, longest=64, help="表單內容的 SHA-256；資料沒有變，重新計算會相同")
    pages: int | None = integer("頁數", minimum=1, unit="頁")
    printed_by: str = text("列印人", width=12)
    output: str = choice("輸出", OUTPUTS, width=8)
    scans = computed("核章檔", _scans, width=8)
    ordered: str = text("列印條件", width=20, longest=100_000)
    """``PrintOrder.as_text``."""
    position: int | None = integer("異動序號", minimum=0, help="印出時，異動紀錄的最後一號")
