"""What the names of a form file stand for: from plain records to words on paper.

Whatever a paper has to work out is worked out here or in ``rows`` and gets a name; a form file only names it. The names
that are not a row's, first those that keep their words on the blank version:

office, office_full          簡稱 (全銜 where there is none); 機關全銜
title, attachment            the paper's name in this office; 附件4
grade, department            資通安全責任等級; 承辦單位
head_title, head_name        首長職稱、姓名
ciso_title, ciso_name        資通安全長職稱、姓名
method, method_bands         the formula of the risk method; 低風險 3–37、中風險 …
improve_bands                the bands that need a 風險改善計畫
superior, report_to, phone   上級或監督機關; 實施情形提報對象; 電話
platform_name, platform_address   where this kind of office reports incidents
incident_law, incident_mechanism, incident_content, incident_notify_rules, incident_response_rules,
incident_review_rule         the regulation of incidents in force, and the articles that its papers name
number, today, year          編號; 製表日期; 民國 year of the paper
counted_on, gone_count       latest 盤點日; assets scrapped or moved out
own_chain                    whether the office has decided the 陳核層級 of this very paper
checklist_name, question_count   the checklist of this copy of the paper and how many questions it has; on the blank
                             version the one that an audit of that kind would use
offers_partly                whether it offers 部分符合
baseline_source              edition and source of 附表十, and that nobody verified it
risk_count, to_improve_count, unweighed_count   risks of the year: all, those to be improved, those without a score
law_<regulation>_name        what a regulation is called on the day of the paper: law_incidents_name, law_staff_name …
                             (``law.REGULATIONS``)
law_<topic>_article          where a duty stands then, 「第 13 條」: law_plan_article, law_ciso_article,
                             law_report_article, law_rules_article (施行細則, 13 項) … (``law.TOPICS``)
law_item_1 … law_item_13     the thirteen items of a 維護計畫 in the wording of that day
month_1 … month_12           the months in the order of the office's year: 8 … 12, 1 … 7 for a school
report_reason, report_to     why the office has its grade; to whom it reports
report_other                 其他說明 of the report
open_count                   how many matters are open
staff_needed                 資安專職人員 that the grade asks for; "" where it asks for none
plan_date, plan_version      of the 維護計畫: 115年11月, 第 2 版 (``plan_text`` 日期, 版次)
we, place, government, plan_receiver, label_words, register_columns …   what the plan says of the office
                             (``office_names.PLAN_NAMES``)
"""

import copy
import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeAlias, TypeVar

from isms_desktop.domain import rocdate
from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.law import REGULATIONS, TOPICS, Law
from isms_desktop.domain.plan import Plan, plan_day
from isms_desktop.domain.risks import Risk
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scoring import band_of
from isms_desktop.domain.sources import cited
from isms_desktop.printing.document import Matrix
from isms_desktop.printing.form import Form, Vocabulary
from isms_desktop.printing.lists import list_names, rows_of
from isms_desktop.printing.lists.audits import questions_of
from isms_desktop.printing.lists.incidents import INCIDENT_NAMES
from isms_desktop.printing.lists.reports import REPORT_NAMES
from isms_desktop.printing.lists.risks import GONE, counted_assets, weighed_risks
from isms_desktop.printing.lists.row import AnyRow
from isms_desktop.printing.matrix import matrix_of
from isms_desktop.printing.office_names import PLAN_NAMES
from isms_desktop.printing.phrase import Datum


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """How labels are printed this time."""

    sheet: str = ""
    """Id of the sheet; "" for the one that the form proposes."""
    skip: int = 0
    """Places of the first sheet that are used up."""
    rulers: bool = False
    """Print a page for trying out instead: outlines and rulers."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a print is made from."""

    agency: Agency
    rules: OfficeRules
    records: Mapping[str, Sequence[Any]]
    """Kind → the records of that kind; what a form does not need may be left out."""
    today: datetime.date
    """製表日期."""
    year: int | None = None
    """民國 year of yearly papers; None takes the newest year that has risks."""
    number: str = ""
    """編號 of this print; "" leaves a line to write it on."""
    undated: bool = False
    """Without 製表日期: what is hashed, so that the same records are the same content on any day."""
    blank: bool = False
    """A paper to be filled in by hand."""
    unmasked: bool = False
    """Print sensitive fields in full."""
    picked: Collection[str] = ()
    """The record types of which only chosen records are handed over: they are printed whatever their day."""
    guide: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """The tables of ``resources/threats/responses.toml``, ``response`` and ``risk_kind``; ``control`` has the rows of
    附表十, ``baseline`` says where they are from; ``shipped_checklist`` and ``previous_audit`` are those of
    ``services.audit_papers``; what was worked out for the year of the paper (``training_hours``, ``report``,
    ``summary`` …) is named by ``services.paper_guide``."""
    law: Law | None = None
    """Names and articles of the regulations; without it their names stand for nothing."""
    labels: LabelChoice = LabelChoice()
    """Sheet and place of labels; other papers do not look at it."""
    plan: Plan | None = None
    """The text of the 維護計畫, for the paper that prints it."""


class Context:
    """The names of one paper. Implements what rows and computed fields look at (``rows.Records``)."""

    def __init__(self, form: Form, inputs: Inputs) -> None:
        self.form = form
        self.inputs = inputs
        self.variant = inputs.rules.profile.form(form.id)
        self._links: dict[tuple[str, str], dict[int, list[Any]]] = {}
        self._by_id: dict[str, dict[int, Any]] = {}
        self._data: dict[str, Datum] = {}
        self._rows: dict[str, list[AnyRow]] = {}
        # 編號 is that of the print, whatever numbers the records have of their own.
        self._item_names = list_names()[form.each].keys() - {"number"} if form.each else frozenset()
        self.item: AnyRow | None = None
        self.personal = set[str]()
        """Labels of the sensitive fields met so far; one set for all copies of the paper."""

    def copies(self) -> Iterator[Self]:
        """One context for each row of the list that the form is printed for; one alone where there is none."""
        items: Sequence[AnyRow] = self.rows(self.form.each) if self.form.each and not self.inputs.blank else ()
        for item in items or (None,):
            mine = copy.copy(self)  # links stay looked up, but not the names and rows, which may be the item's
            mine.item, mine._rows, mine._data = item, {}, {}
            yield mine

    @property
    def rules(self) -> OfficeRules:
        """How this office counts and names things."""
        return self.inputs.rules

    @property
    def agency(self) -> Agency:
        """The office."""
        return self.inputs.agency

    @property
    def unmasked(self) -> bool:
        """Whether sensitive fields are printed in full."""
        return self.inputs.unmasked

    @property
    def blank(self) -> bool:
        """Whether the paper is to be filled in by hand."""
        return self.inputs.blank

    @property
    def each(self) -> str:
        """The list for each of whose rows the form is printed; "" for a paper that is one."""
        return self.form.each

    @property
    def guide(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Tables that come with the program."""
        return self.inputs.guide

    @property
    def title(self) -> str:
        """What this office calls the paper."""
        return self.variant.title or self.form.title

    @property
    def year(self) -> int:
        """The 民國 year of the paper."""
        years = [risk.year for risk in self.all("risk") if risk.year]
        return self.inputs.year or max(years, default=rocdate.roc_year(self.inputs.today))

    @property
    def year_starts(self) -> int:
        """The month in which the office's year starts."""
        return self.inputs.agency.year_starts or 1

    @property
    def today(self) -> datetime.date:
        """製表日期."""
        return self.inputs.today

    @property
    def law_day(self) -> str:
        """The day (ISO) whose law the paper cites: that of the plan on the plan, else today."""
        return plan_day(self.all("plan_text"), self.today.isoformat())

    def in_year(self, day: str) -> bool:
        """Whether a day (ISO) lies in the year of the paper; what has no day yet belongs to the present one."""
        return self.year_of(day) == self.year

    def year_of(self, day: str) -> int | None:
        """The 民國 year to which a day (ISO; "" for today) belongs in this office; None for what is no day."""
        return rocdate.office_year_of(day or self.today.isoformat(), self.inputs.agency.year_starts)

    def picked(self, kind: str) -> bool:
        """Whether somebody chose the records of that kind, so that neither their year nor their end leaves them out."""
        return kind in self.inputs.picked

    def __getitem__(self, name: str) -> Datum:
        """What a name stands for. KeyError for an unknown one, which the form loader has refused before."""
        if name in self._item_names:
            return self.item[name] if self.item else Datum("", None, True)
        if name not in self._data:
            standing, find = _NAMES[name]
            open_ = self.inputs.blank and not standing
            self._data[name] = Datum("", None, True) if open_ else find(self)
        return self._data[name]

    def has(self, name: str) -> bool:
        """Whether a name stands for something, or a list has rows."""
        try:
            datum = self[name]
        except KeyError:
            return bool(self.rows(name))
        return bool(datum.value)

    @cached_property
    def assets(self) -> Sequence[Asset]:
        """The assets that the office has, by category and number."""
        return counted_assets(self)

    @cached_property
    def risks(self) -> Sequence[Risk]:
        """The risks of the year, by asset."""
        return weighed_risks(self)

    def rows(self, name: str) -> list[AnyRow]:
        """The rows of a list."""
        if name not in self._rows:
            self._rows[name] = rows_of(name, self)
        return self._rows[name]

    def matrix(self, *, named: bool = True) -> Matrix:
        """The heat map of the year's risks, without them on the blank version."""
        return matrix_of([] if self.inputs.blank else self.risks, self, named=named)

    def chain(self, proposed: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The titles of the sign-off cells of this paper; ``proposed`` where the office has decided nothing."""
        return self.inputs.agency.chain_for(self.title, proposed or self.rules.profile.signoff)

    def all(self, kind: str) -> Sequence[Any]:
        """Every record of a kind."""
        return self.inputs.records.get(kind, ())

    def find(self, kind: str, record_id: int) -> Any:
        """One record, or None."""
        if kind not in self._by_id:
            self._by_id[kind] = {each.id: each for each in self.all(kind)}
        return self._by_id[kind].get(record_id)

    def pointing(self, kind: str, key: str, record_id: int) -> Sequence[Any]:
        """The records of a kind whose link ``key`` points at that id."""
        if (kind, key) not in self._links:
            found: dict[int, list[Any]] = {}
            for record in self.all(kind):
                found.setdefault(getattr(record, key) or 0, []).append(record)
            self._links[kind, key] = found
        return self._links[kind, key].get(record_id, ())

    def title_of(self, kind: str, record_id: int) -> str:
        """How a person names that record; "" when it is gone."""
        found = self.find(kind, record_id)
        return record_type(kind).title_of(found, self.title_of) if found else ""


def vocabulary() -> Vocabulary:
    """The names that form files may use."""
    return Vocabulary(tuple(_NAMES), list_names(), KINDS)


def _text(text: str) -> Datum:
    return Datum(text, text)


def _count(count: int) -> Datum:
    return Datum(str(count), count)


def _today(context: Context) -> Datum:
    day = "" if context.inputs.undated else context.today.isoformat()
    return Datum(rocdate.write(day), day)


def _counted_on(context: Context) -> Datum:
    latest = max((asset.counted_on for asset in context.assets), default="")
    return Datum(rocdate.write(latest), latest)


def _gone(context: Context) -> Datum:
    return _count(sum(asset.status in GONE for asset in context.all("asset")))


def _bands(context: Context) -> str:
    return "、".join(f"{band.label} {band.lowest}–{band.highest}" for band in context.rules.method.bands)


def _improve(context: Context) -> str:
    bands = [band.label for band in context.rules.method.bands if context.rules.needs_improvement(band)]
    return "、".join(bands)


def _to_improve(context: Context) -> Datum:
    bands = (band_of(risk, context.rules) for risk in context.risks)
    return _count(sum(band is not None and context.rules.needs_improvement(band) for band in bands))


def _unweighed(context: Context) -> Datum:
    return _count(sum(band_of(risk, context.rules) is None for risk in context.risks))


def _baseline_source(context: Context) -> Datum:
    rows = context.guide.get("baseline", ())
    return _text("、".join(cited(each["source"], each["verified"]) for each in rows))


def _month(place: int) -> Callable[[Context], Datum]:
    """The month at that place of the office's year."""
    return lambda here: _count((here.year_starts + place - 2) % 12 + 1)


_Name: TypeAlias = tuple[bool, Callable[[Context], Datum]]
_Key = TypeVar("_Key")


def _by_law(find: Callable[[Law, _Key, str], str], key: _Key) -> _Name:
    """A name that the law of the paper's day answers, on the blank version too."""
    return True, lambda here: _text(find(here.inputs.law, key, here.law_day) if here.inputs.law else "")


_LAW_NAMES: Mapping[str, _Name] = {
    **{f"law_{each}_name": _by_law(Law.name, each) for each in REGULATIONS},
    **{f"law_{each}_article": _by_law(Law.cited, each) for each in TOPICS},
    **{f"law_item_{each}": _by_law(Law.item, each) for each in range(1, 14)},
}
_NAMES: Mapping[str, _Name] = {
    # name: (standing on the blank version too, what it stands for)
    "office": (True, lambda here: _text(here.inputs.agency.short_name or here.inputs.agency.name)),
    "office_full": (True, lambda here: _text(here.inputs.agency.name)),
    "title": (True, lambda here: _text(here.title)),
    "attachment": (True, lambda here: _text(f"附件{here.variant.attachment}" if here.variant.attachment else "")),
    "number": (True, lambda here: Datum(here.inputs.number, here.inputs.number, not here.inputs.number)),
    "today": (False, lambda here: _today(here)),
    "year": (False, lambda here: _count(here.year)),
    "grade": (True, lambda here: _text(here.inputs.agency.grade)),
    "department": (True, lambda here: _text(here.inputs.agency.department)),
    "head_title": (True, lambda here: _text(here.inputs.agency.head_title or here.rules.profile.head_title)),
    "head_name": (True, lambda here: _text(here.inputs.agency.head_name)),
    "ciso_title": (True, lambda here: _text(here.inputs.agency.ciso_title or here.rules.profile.ciso_title)),
    "ciso_name": (True, lambda here: _text(here.inputs.agency.ciso_name)),
    "own_chain": (True, lambda here: Datum("", here.inputs.agency.decides_chain(here.title))),
    "superior": (True, lambda here: _text(here.agency.superior)),
    "report_to": (True, lambda here: _text(here.agency.report_to)),
    "phone": (True, lambda here: _text(here.agency.phone)),
    "method": (True, lambda here: _text(here.rules.method.label)),
    "method_bands": (True, lambda here: _text(_bands(here))),
    "improve_bands": (True, lambda here: _text(_improve(here))),
    "counted_on": (False, _counted_on),
    "gone_count": (False, _gone),
    "risk_count": (False, lambda here: _count(len(here.risks))),
    "to_improve_count": (False, _to_improve),
    "unweighed_count": (False, _unweighed),
    "baseline_source": (True, _baseline_source),
    "checklist_name": (True, lambda here: _text(questions_of(here).name)),
    "question_count": (True, lambda here: _count(len(questions_of(here).items))),
    "offers_partly": (True, lambda here: Datum("", questions_of(here).grading == "four")),
    **_LAW_NAMES,
    **{f"month_{each}": (True, _month(each)) for each in range(1, 13)},
    **REPORT_NAMES,
    **{name: (True, find) for name, find in INCIDENT_NAMES.items()},
    **PLAN_NAMES,
}
