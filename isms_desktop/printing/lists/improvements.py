"""改善績效追蹤報告: each finding of the year with everything that is done about it (seed 001, form 11)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.domain.improvements import ASPECTS, FINDING_KINDS, verdict_of
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, natural, plain, shown
from isms_desktop.printing.phrase import Datum

_AREAS = {
    # name: words by which the audited area, or what was found there, is known to be that area of the official form
    "area_room": ("機房",),
    "area_vendor": ("委外", "廠商"),
    "area_backup": ("備份",),
}
_FOUND_NAMES = ("audited_on", "audited_unit", *_AREAS, "area_other", "area_words", "content_words")
_TRACKED_NAMES = (
    "verdict", "follow_up_by", "failed_words", "budget", "spent", "due_on", "finished_on", "state_words", "effect",
    "follow_ups",
)  # fmt: skip
_COLUMNS = ("measure", "expected", "progress")
_KIND_WORDS = {"nonconformity": "缺失項目", "improvement": "待改善項目", "suggestion": "建議事項"}
"""As the official form introduces what was found."""


def improvement_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    fields = {f"finding_{field.key}": field for field in record_type("finding").stored}
    cells = [f"{column}_{aspect.value}" for aspect in ASPECTS for column in _COLUMNS]
    return {"tracked_findings": {**fields, **dict.fromkeys(("row", *_FOUND_NAMES, *cells, *_TRACKED_NAMES))}}


def _tracked(around: Records) -> Iterator[FreeRow]:
    """The findings of the year that ask for something: a suggestion only once there is a measure."""

    def wanted(finding: Any) -> bool:
        asks = finding.kind != FINDING_KINDS[-1].value or around.pointing("action", "finding", finding.id)
        return around.picked("finding") or (bool(asks) and around.in_year(_day_of(finding, around)))

    chosen = [each for each in around.all("finding") if wanted(each)]
    chosen.sort(key=lambda each: (_day_of(each, around) or "9999", natural(each.number)))
    for number, finding in enumerate(chosen, 1):
        row = Row(finding, around)
        actions = around.pointing("action", "finding", finding.id)
        data = {f"finding_{field.key}": row[field.key] for field in record_type("finding").stored}
        data |= {"row": Datum(str(number), number), **_found(finding, around), **_aspects(actions)}
        yield FreeRow({**data, **_come_to(finding, actions, around)}, row.source)


def _day_of(finding: Any, around: Records) -> str:
    audit = around.find("audit", finding.audit or 0)
    return str((audit.held_on if audit else "") or finding.found_on)


# ---- 稽核發現


def _found(finding: Any, around: Records) -> dict[str, Datum]:
    audit = around.find("audit", finding.audit or 0)
    day = _day_of(finding, around)
    unit = finding.department
    if audit is not None:
        whose = around.title_of("vendor", audit.vendor) if audit.vendor else ""
        unit = " ".join(filter(None, (whose, audit.audited_unit))) or unit
    number = f"（{finding.number}）" if finding.number else ""
    return {
        "audited_on": Datum(rocdate.write(day), day),
        "audited_unit": plain(unit),
        "content_words": plain(f"{_KIND_WORDS.get(finding.kind, '')}：{finding.content}{number}".lstrip("：")),
        **_areas(finding, audit, around),
    }


def _areas(finding: Any, audit: Any, around: Records) -> dict[str, Datum]:
    """The boxes of 稽核區域: those that scope and finding name, else 其他 with the scope or where it came from."""
    scope = audit.scope if audit is not None else shown(finding, "source", around).text
    kind = shown(audit, "kind", around).text if audit is not None else ""
    text = f"{scope} {kind} {finding.content}"
    ticked = {name: any(word in text for word in words) for name, words in _AREAS.items()}
    other = not any(ticked.values())
    return {
        **{name: Datum("", value) for name, value in ticked.items()},
        "area_other": Datum("", other),
        "area_words": plain(scope if other else ""),
    }


# ---- 改善措施成效追蹤


def _aspects(actions: Sequence[Any]) -> dict[str, Datum]:
    """What is done in each aspect, what it shall bring and how far it is: numbered where there are several."""
    found: dict[str, Datum] = {}
    for aspect in ASPECTS:
        mine = [each for each in actions if each.aspect == aspect.value]
        for column in _COLUMNS:
            texts = [_progress(each) if column == "progress" else getattr(each, column) for each in mine]
            found[f"{column}_{aspect.value}"] = plain(_listed(texts))
    return found


def _progress(action: Any) -> str:
    evidence = f"（佐證：{action.evidence}）" if action.evidence else ""
    return f"{action.progress}{evidence}"


def _listed(texts: Sequence[str]) -> str:
    """Texts below each other with the numbers that they have in every column; one alone without."""
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1) if text)


# ---- 績效管考


def _come_to(finding: Any, actions: Sequence[Any], around: Records) -> dict[str, Datum]:
    """What all measures come to: one verdict, the days between which they lie, and the rounds of follow-up."""
    verdict = verdict_of(actions)
    follow_up = min(filter(None, (each.follow_up_by for each in actions if each.verdict == "follow_up")), default="")
    finished = all(each.finished_on for each in actions)
    days = {
        "follow_up_by": follow_up if verdict == "follow_up" else "",
        "due_on": max((each.due_on for each in actions), default=""),
        "finished_on": max((each.finished_on for each in actions), default="") if finished else "",
    }
    return {
        "verdict": Datum("", verdict),
        **{key: Datum(rocdate.write(day), day) for key, day in days.items()},
        "failed_words": plain(_joined(each.progress for each in actions if each.verdict == "failed")),
        **{key: plain(_joined(getattr(each, key) for each in actions)) for key in ("budget", "spent", "effect")},
        "state_words": plain(_state(finding, actions, around)),
        "follow_ups": plain("\n".join(_rounds(actions, around))),
    }


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _state(finding: Any, actions: Sequence[Any], around: Records) -> str:
    """「改善中：改善措施 2 項，已完成 1 項。」"""
    state = shown(finding, "state", around).text
    if not actions:
        return f"{state}：尚未研議改善措施。" if state != "供參考" else state
    done = sum(each.verdict == "passed" for each in actions)
    return f"{state}：改善措施 {len(actions)} 項，已完成 {done} 項。"


def _rounds(actions: Sequence[Any], around: Records) -> Iterator[str]:
    """「115.1.15 第 1 次：待追蹤（期限 115.4.30）。契約已加入條款。（嚴維堃）」, by day."""
    rounds = [each for action in actions for each in around.pointing("action_review", "action", action.id)]
    for review in sorted(rounds, key=lambda each: (each.reviewed_on, each.round or 0)):
        until = f"（期限 {rocdate.write(review.follow_up_by)}）" if review.follow_up_by else ""
        verdict = shown(review, "verdict", around).text
        said = "。".join(filter(None, (f"{verdict}{until}", review.progress.rstrip("。"))))
        who = f"（{review.reviewer}）" if review.reviewer else ""
        yield f"{rocdate.write(review.reviewed_on)} 第 {review.round or 1} 次：{said}。{who}".replace("：。", "：")


IMPROVEMENT_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {"tracked_findings": _tracked}
