"""機關基本資料: the one row that says whose file this is and how this office does things."""

import re
from collections.abc import Iterator

from isms_desktop.domain.fields import Choice, Record, Rules, choice, integer, lines, record, text
from isms_desktop.domain.findings import Finding, warning
from isms_desktop.domain.identifiers import check_business_number

GRADES = tuple(Choice(grade, f"{grade} 級") for grade in "ABCDE")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]\s*$")
DEFAULT_CHAIN = ("承辦人", "單位主管", "資通安全長")
"""註：陳核層級請機關依需求調整 (seed 001): the office edits this per paper."""


def bare_name(name: str) -> str:
    """The name of an office without what stands in brackets behind it, such as （練習用）."""
    return _IN_BRACKETS.sub("", name).strip()


def _business_number(agency: "Agency", _rules: Rules) -> Iterator[Finding]:
    problem = check_business_number(agency.business_number) if agency.business_number else ""
    if problem:
        yield warning("business_number", problem, "請再核對一次；仍可儲存。")


@record("agency", "機關資料", identity=("name",), title=("name",), checks=(_business_number,))
class Agency(Record):
    """The office that owns the file."""

    name: str = text("機關全銜", required=True, width=24, longest=80, group="機關")
    short_name: str = text("簡稱", group="機關", help="列印表單抬頭時使用；空白時用全銜。")
    grade: str = choice("資通安全責任等級", GRADES, required=True, group="機關")
    profile: str = choice("機關類型", options_from="profiles", required=True, group="機關")
    oid: str = text("OID", group="機關", width=24)
    business_number: str = text("統一編號", group="機關", longest=20)
    address: str = text("地址", group="機關", width=30)
    phone: str = text("電話", group="機關")
    superior: str = text("上級或監督機關", group="陳報", width=20)
    report_to: str = text("實施情形提報對象", group="陳報", width=20)
    head_title: str = text("首長職稱", group="首長與資安長")
    head_name: str = text("首長姓名", suggest="person", group="首長與資安長")
    ciso_title: str = text("資通安全長職稱", group="首長與資安長")
    ciso_name: str = text("資通安全長姓名", suggest="person", group="首長與資安長")
    department: str = text("承辦單位", group="首長與資安長")
    year_starts: int | None = integer("年度起月", default=1, minimum=1, maximum=12, unit="月", group="作業方式")
    risk_method: str = choice(
        "風險計算方式", options_from="risk_methods", group="作業方式", help="空白時依機關類型的方式計算。"
    )
    signoff_chains: str = lines(
        "陳核層級",
        group="作業方式",
        help="每行一張表單，例如「資產清冊：承辦人、單位主管、資通安全長」；第一行可寫「預設：…」。",
    )
    property_threshold: int | None = integer(
        "財產金額門檻",
        default=10000,
        minimum=0,
        unit="元",
        group="作業方式",
        help="達此金額且使用兩年以上列為財產，其餘為物品。",
    )

    def chain_for(self, form_title: str, proposed: tuple[str, ...] = DEFAULT_CHAIN) -> tuple[str, ...]:
        """The sign-off cells of a paper, first to last: the office's line for it, its 預設 line, or ``proposed``."""
        decided = self._chains()
        return decided.get(form_title) or decided.get("預設") or proposed

    def decides_chain(self, form_title: str) -> bool:
        """Whether the office has a line for this very paper, so that the cells of the official form give way to it."""
        return bool(self._chains().get(form_title))

    def _chains(self) -> dict[str, tuple[str, ...]]:
        """Title of a paper, or 預設 → the cells of its line."""
        return {
            name.strip(): tuple(cell.strip() for cell in cells.replace(",", "、").split("、") if cell.strip())
            for name, separator, cells in (
                line.replace(":", "：").partition("：") for line in self.signoff_chains.splitlines()
            )
            if separator
        }
