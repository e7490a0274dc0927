"""評估量表: what each level of a scale means (attachments 5 and 6 of seed 000). The office may reword every one."""

from isms_desktop.domain.fields import Choice, Record, choice, integer, lines, record, text

SCALES = (
    Choice("confidentiality", "機密性", ("C",)),
    Choice("integrity", "完整性", ("I",)),
    Choice("availability", "可用性", ("A",)),
    Choice("compliance", "法律遵循性", ("L", "法遵性")),
    Choice("likelihood", "可能性", ()),
    Choice("impact", "衝擊性", ("影響",)),
)


@record("scale", "評估量表", identity=("scale", "level"), title=("scale", "level"), unit="級")
class Scale(Record):
    """One level of one scale and its meaning."""

    scale: str = choice("量表", SCALES, required=True)
    level: int | None = integer("評分", required=True, minimum=0, maximum=10, synonyms=("等級", "分數"))
    label: str = text("等級名稱", width=10, synonyms=("名稱",))
    meaning: str = lines("評估標準", required=True, synonyms=("說明", "標準"))
