"""管理: reviews, the context, who is told what, and controlled documents (seed 003, chapter 拾伍; seed 002)."""

from collections.abc import Iterator

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import Choice, Record, Rules, choice, choices, date, lines, record, text
from isms_desktop.domain.findings import Finding, warning

TOPICS = (
    Choice("past", "過往管理審查議案之處理狀態"),
    Choice("changes", "內部及外部議題的變更", ("與資通安全管理系統有關之內部及外部議題的變更",)),
    Choice("plan", "資通安全維護計畫內容之適切性"),
    Choice("performance", "資通安全績效之回饋"),
    Choice("risk", "風險評鑑結果及風險處理計畫執行進度"),
    Choice("incidents", "重大資通安全事件之處理及改善情形"),
    Choice("feedback", "利害關係人之回饋"),
    Choice("improvement", "持續改善之機會"),
)
"""The eight kinds of agenda (seed 003, 拾伍)."""


def _all_topics(meeting: "Meeting", _rules: Rules) -> Iterator[Finding]:
    lacking = [each.label for each in TOPICS if each.value not in meeting.topics]
    if lacking and meeting.decisions:
        more = f"等 {len(lacking)} 項" if len(lacking) > 1 else ""
        yield warning("topics", f"議題中沒有「{lacking[0]}」{more}。", "八類議題都應討論；確實討論過的請勾選。")


def _decided(meeting: "Meeting", _rules: Rules) -> Iterator[Finding]:
    if meeting.topics and not meeting.decisions:
        yield warning("decisions", "沒有填決議。", "沒有特別決議時，請寫「洽悉」或「照案通過」。")


@record("meeting", "管理審查會議", identity=("held_on",), title=("held_on",), unit="次", checks=(_all_topics, _decided))
class Meeting(Record):
    """One management review."""

    held_on: str = date("會議日期", required=True, synonyms=("日期", "開會日期"))
    place: str = text("地點", width=14, synonyms=("會議地點",))
    chair: str = text("主席", suggest="person", width=12, synonyms=("主持人",))
    attendees: str = lines("出席人員", synonyms=("出席", "出席者"))
    topics: tuple[str, ...] = choices("議題", TOPICS, width=24)
    discussion: str = lines("討論內容", synonyms=("報告事項", "討論事項"))
    decisions: str = lines("決議", synonyms=("決議事項",))
    follow_up: str = lines("追蹤事項", synonyms=("後續追蹤",))


CONTEXTS = (
    Choice("environment", "內／外部環境", ("內外部環境", "內部議題", "外部議題")),
    Choice("party", "利害關係人", ("關注方",)),
)


@record("context_issue", "組織全景", identity=("kind", "aspect"), title=("aspect",), unit="項")
class ContextIssue(Record):
    """One issue or interested party and what the office does about it (seed 002, 組織全景確認表)."""

    kind: str = choice("組織全景分類", CONTEXTS, required=True, width=14, synonyms=("組織全景", "分類"))
    aspect: str = text("影響構面", required=True, width=18, synonyms=("構面",))
    explanation: str = lines("說明")
    strategy: str = lines("策略", synonyms=("因應策略",))


@record("communication", "溝通規劃", identity=("subject",), unit="項")
class Communication(Record):
    """Who is told what, when and how (seed 002, ISMS 溝通規劃表)."""

    subject: str = text("溝通項目", required=True, width=24, synonyms=("項目",))
    occasion: str = text("溝通時機", width=18, synonyms=("時機",))
    audience: str = text("溝通對象", width=18, synonyms=("對象",))
    responsible: str = text("權責人員", suggest="person", width=14, synonyms=("負責人員",))
    effect: str = lines("預期效果", synonyms=("效果",))
    means: str = text("溝通方式", width=18, synonyms=("方式",))


@record(
    "document",
    "文件與紀錄",
    identity=("number",),
    title=("number", "name"),
    unit="份",
    checks=(in_order("approved_on", "review_on"),),
)
class Document(Record):
    """One controlled document."""

    number: str = text("文件編號", required=True, unique=True, width=14, synonyms=("編號", "文號"))
    name: str = text("文件名稱", required=True, width=26, synonyms=("名稱",))
    version: str = text("版次", width=8, synonyms=("版本",))
    department: str = text("權責單位", width=14, synonyms=("權責", "制定單位"))
    approved_on: str = date("核定日", synonyms=("核定日期", "發行日期"))
    review_on: str = date("下次檢視日", synonyms=("下次檢視", "下次審查日"))
    retention: str = text("保存年限", width=10, help="例如「5 年」「永久」。")
    location: str = text("存放位置", width=16, synonyms=("存放", "保存位置"))
