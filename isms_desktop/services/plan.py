"""資通安全維護計畫: its paragraphs, where the office's wording differs from its kind's, and what in it needs a look."""

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.agency import bare_name
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.people import is_here
from isms_desktop.domain.plan import CHAPTER as CHAPTER
from isms_desktop.domain.plan import DATE, VERSION, Passage, own_words, plan_day
from isms_desktop.domain.plan import same_id as same_id
from isms_desktop.domain.sources import UNVERIFIED
from isms_desktop.paths import shipped
from isms_desktop.services import library, records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Changed

if TYPE_CHECKING:
    from isms_desktop.printing import Form, Inputs

FORM = "plan"
KIND = "plan_text"
_NOTE = re.compile(r"（註\d+）")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading, paragraph or table of the plan as the office's kind has it, and the office's own words for it."""

    id: str
    """「肆.一.3」."""
    depth: int | None
    marker: str
    heading: bool
    table: bool
    """Filled from a register: it has no words to replace."""
    profile: str
    """The wording of its kind of office with the office's names filled in."""
    own: str
    """The office's wording, "" for none."""
    chapter: str
    """The chapter that it belongs to: 「肆、資通安全政策及目標」."""

    @property
    def differs(self) -> bool:
        """Whether the paper says something else here than the plans of its kind."""
        return bool(self.own) and self.own.strip() != self.profile.strip()

    @property
    def title(self) -> str:
        """How a list names it."""
        text = self.own or self.profile
        return f"{self.marker}{text.splitlines()[0] if text else ''}"


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """Something in the office's own words that is probably wrong."""

    section: str
    record_id: int
    text: str
    advice: str


@functools.cache
def _form() -> "Form":
    from isms_desktop import printing as papers  # the overview, which asks for reminders, prints nothing

    return papers.load_form(shipped("forms", f"{FORM}.toml"))


def inputs(office: Office, today: datetime.date | None = None) -> "Inputs":
    """Everything that the plan is made from."""
    from isms_desktop import printing as papers

    form = _form()
    return papers.Inputs(
        agency=office.agency,
        rules=office.rules,
        records={kind: office.all(kind) for kind in form.records},
        today=today or datetime.date.today(),
        law=library.law(),
        plan=library.plan(),
    )


def sections(office: Office, today: datetime.date | None = None) -> list[Section]:
    """Every passage of the plan in order, with the office's words beside those of its kind."""
    from isms_desktop import printing as papers

    own = own_words(office.all(KIND))
    chapter, found = "", []
    for passage, words in papers.plan_words(_form(), inputs(office, today)):
        text = "\n".join(words)
        if passage.depth == CHAPTER:
            chapter = passage.marker + text
        found.append(_section(passage, text, own.get(passage.id, ""), chapter))
    return found


def _section(passage: Passage, text: str, own: str, chapter: str) -> Section:
    return Section(
        id=passage.id,
        depth=passage.depth,
        marker=passage.marker,
        heading=passage.heading,
        table=bool(passage.table),
        profile=_NOTE.sub("", text),
        own=own,
        chapter=chapter,
    )


def replace_paragraph(office: Office, section: str, wording: str) -> Changed | None:
    """Let the office's wording stand there; one like the profile's, or none, restores that. None when nothing changes.

    UserError for a section that this office's plan does not have.
    """
    known = {each.id: each for each in sections(office)}
    if section not in known or known[section].table:
        raise UserError(f"本機關的計畫沒有「{section}」這一段。", "請重新選擇段落。")
    meant = known[section]
    if wording.strip() in ("", meant.profile.strip()):
        return restore_paragraph(office, section)
    heading = meant.profile if meant.heading else meant.chapter
    return _write(office, section, wording.strip(), heading, f"維護計畫 {section}：改用本機關文字")


def restore_paragraph(office: Office, section: str) -> Changed | None:
    """Let the wording of the profile stand there again; None when it does already."""
    known = _records(office).get(same_id(section), [])
    if not known:
        return None
    return records.delete(office, KIND, [each.id for each in known], f"維護計畫 {section}：恢復範本")


def set_day(office: Office, written: str) -> Changed | None:
    """The day of the plan as a clerk writes it; "" is the day on which it is printed. UserError for no day."""
    day = rocdate.read(written)
    if not day:
        return restore_paragraph(office, DATE)
    return _write(office, DATE, rocdate.write(day), "計畫日期", "維護計畫：計畫日期")


def set_version(office: Office, version: str) -> Changed | None:
    """The edition as it stands on the cover; "" for none."""
    if not version.strip():
        return restore_paragraph(office, VERSION)
    return _write(office, VERSION, version.strip(), "計畫版次", "維護計畫：計畫版次")


def day_and_version(office: Office) -> tuple[str, str]:
    """(day, version) as the office has written them; "" for none."""
    own = own_words(office.all(KIND))
    return own.get(DATE, ""), own.get(VERSION, "")


def law_in_words(office: Office, today: datetime.date | None = None) -> str:
    """Which law the plan cites, and what of it nobody held against the official text: for the screen, not the paper."""
    law = library.law()
    day = plan_day(office.all(KIND), (today or datetime.date.today()).isoformat())
    place, rules = law.article("plan", day), law.article("rules", day)
    words = f"依 {rocdate.write(day)} 之法規：資通安全管理法{place.article}、施行細則{rules.article}"
    used = (law.edition(each, day) for each in ("act", "rules", "grading"))
    sure = place.verified and rules.verified and all(each.verified for each in used)
    return words if sure else words + UNVERIFIED


def _records(office: Office) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in office.all(KIND):
        found.setdefault(same_id(each.section), []).append(each)
    return found


def _write(office: Office, section: str, wording: str, heading: str, label: str) -> Changed | None:
    known = _records(office).get(same_id(section), [])
    values: dict[str, Value] = {"wording": wording, "heading": heading[: record_type(KIND).field("heading").longest]}
    if not known:
        return records.add(office, KIND, [{"section": section, **values}], label)
    if known[0].wording == wording:
        return None
    return records.change(office, KIND, {known[0].id: values}, label)


# ---- what needs a look

_OFFICES = (
    "國民小學", "國小", "國民中學", "國中", "高級中學", "高中", "戶政事務所", "地政事務所", "衛生所", "鄉公所",
    "鎮公所", "市公所", "區公所", "稅務局", "警察局", "消防局", "教育局", "文化局", "新聞局", "衛生局", "環保局",
)  # fmt: skip
_OFFICE_NAME = re.compile(rf"[\u4e00-\u9fff]{{2,16}}?(?:{'|'.join(_OFFICES)})")
_GENERAL = re.compile(r"(各|本|該|其他|所屬|所轄|轄內|上級|全國|全市|全縣|市立|縣立|公立|私立|當地|之|或|及|與|、)$")
_BEFORE_NAME = re.compile(r".*(?:適用於|依據|由|向|於|為|至|送|及|與|和|或|經|請|如)")
_GRADES = (re.compile(r"責任等級[^。；]{0,8}?([A-E])\s*級"), re.compile(r"([A-E])\s*級(?:公務)?機關"))
_STATUTE = re.compile(r"[A-E]\s*級(?:或|、)\s*[A-E]\s*級")
"""為主管機關核定資通安全責任等級 A 級或 B 級機關所涉業務: words of the rules."""
_PLACEHOLDER = re.compile(r"[〇○◯ＯO]{2,}|[ＸX]{2,}(?![A-Za-z0-9])")


def check_plan(office: Office, today: datetime.date | None = None) -> list[PlanFinding]:
    """What is probably wrong in the office's own words, and words for a passage that the plan does not have."""
    day = today or datetime.date.today()
    found = own_findings(office, day)
    if office.count(KIND):
        known = {each.id for each in sections(office, day)} | {DATE, VERSION}
        found += [
            PlanFinding(each.section, each.id, f"計畫中沒有「{each.section}」這一段，這段文字不會印出來。",
                        "請在左邊選對的段落貼上，再刪除這一段。")
            for each in office.all(KIND)
            if same_id(each.section) not in known
        ]  # fmt: skip
    return found


def own_findings(office: Office, today: datetime.date) -> list[PlanFinding]:
    """The part of ``check_plan`` that needs no plan: quick enough for the overview."""
    texts = [each for each in office.all(KIND) if same_id(each.section) not in (DATE, VERSION)]
    if not texts:
        return []
    day = plan_day(office.all(KIND), today.isoformat())
    return [
        PlanFinding(each.section, each.id, text, advice)
        for each in texts
        for text, advice in _wrong_in(office, each.wording, day, today)
    ]


def _wrong_in(office: Office, wording: str, day: str, today: datetime.date) -> Iterator[tuple[str, str]]:
    for name in _other_offices(office, wording):
        yield f"出現其他機關的名稱「{name}」。", "請改成本機關，或確認是有意提到的。"
    for name in _gone_people(office, wording, today):
        yield f"「{name}」已經離職。", "請改成現在的承辦人或職稱。"
    grade = office.agency.grade
    for other in sorted(_grades(wording) - {grade}):
        yield f"寫的是 {other} 級，機關資料是 {grade} 級。", "請改成核定的責任等級。"
    for dead in library.law().dead_citations(wording, day):
        sure = "" if dead.verified else UNVERIFIED
        since = rocdate.write(dead.since)
        yield f"「{dead.cited}」自 {since} 起為「{dead.successor}」{sure}。", f"這是關於「{dead.topic}」的規定。"
    if found := _PLACEHOLDER.search(wording):
        yield f"還有沒填的「{found[0]}」。", "請填上本機關的資料。"


def _other_offices(office: Office, wording: str) -> Iterator[str]:
    agency = office.agency
    own = [bare_name(each) for each in (agency.name, agency.short_name, agency.superior, agency.report_to) if each]
    text = wording
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "、")
    for found in _OFFICE_NAME.finditer(text):
        name = _BEFORE_NAME.sub("", found[0])
        ending = next(each for each in _OFFICES if name.endswith(each))
        before = name.removesuffix(ending)
        if len(before) >= 2 and not _GENERAL.search(before):
            yield name


def _gone_people(office: Office, wording: str, today: datetime.date) -> Iterator[str]:
    people = office.all("person")
    here = {each.name for each in people if is_here(each, today.isoformat())}
    gone = {each.name for each in people if each.left_on and not is_here(each, today.isoformat())}
    yield from sorted(name for name in gone - here if len(name) > 1 and name in wording)


def _grades(wording: str) -> set[str]:
    text = _STATUTE.sub("", wording)
    return {found[1] for pattern in _GRADES for found in pattern.finditer(text)}


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """The office's own words of the plan that need a look."""
    if not office.count(KIND):
        return []
    found = own_findings(office, today)
    if not found:
        return []
    ids = frozenset(each.record_id for each in found)
    why = found[0].text + ("" if len(found) == 1 else f"（等 {len(found)} 處）")
    return [Reminder(f"維護計畫有 {len(ids)} 段文字要確認", why, "yearly", "plan", ids)]
