"""Names that say of an office what its plan says of it: what it calls itself, whom it reports to, its numbering."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.agency import Agency, bare_name
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.plan import VERSION, chinese_number, own_words, plan_day
from isms_desktop.domain.profile import AssetCategory
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scoring import ValueRule
from isms_desktop.printing.phrase import Datum

_SELVES = (
    (r"(國民小學|國小|國民中學|國中|高級中學|高中|學校|大學)", "本校"),
    (r"(公所|事務所|衛生所|所)$", "本所"),
    (r"局$", "本局"),
    (r"署$", "本署"),
    (r"部$", "本部"),
    (r"處$", "本處"),
    (r"(委員會|會)$", "本會"),
    (r"院$", "本院"),
    (r"府$", "本府"),
)
"""What an office whose name ends so calls itself."""


def _self(agency: Agency, _rules: OfficeRules) -> str:
    name = bare_name(agency.name)
    return next((word for ending, word in _SELVES if re.search(ending, name)), "本機關")


def _place(agency: Agency, _rules: OfficeRules) -> str:
    """晴嵐市, from 晴嵐市政府教育處."""
    for text in (agency.superior, agency.report_to, agency.name):
        if found := re.match(r"(\w{1,3}[市縣])", text):
            return found[1]
    return ""


def _government(agency: Agency, rules: OfficeRules) -> str:
    place = _place(agency, rules)
    return f"{place}政府" if place else agency.superior or "上級機關"


def _categories(rules: OfficeRules, chosen: Callable[[AssetCategory], bool]) -> Sequence[str]:
    return [each.label for each in rules.profile.categories if chosen(each)]


def _example(_agency: Agency, rules: OfficeRules) -> str:
    """The number of a computer: HW-001."""
    categories = rules.profile.categories
    physical = next((each for each in categories if each.threat_kind == "physical"), categories[0])
    form = rules.profile.numbering
    return f"{physical.code}{form.separator}{1:0{form.digits}}"


def _register_columns(_agency: Agency, rules: OfficeRules) -> str:
    """The columns of the office's register that its method fills."""
    without_value = rules.method.value_rule is ValueRule.NONE
    shown = []
    for key, heading in rules.profile.form("asset_register").columns:
        scale = Asset.record_type.field(key).scale
        if not (key == "value" and without_value) and (not scale or rules.scale_range(scale)):
            shown.append(heading.replace("\n", ""))
    return "、".join(shown)


def _label(_agency: Agency, rules: OfficeRules) -> list[str]:
    return [Asset.record_type.field(key).label for key in rules.profile.label_contents]


OFFICE_NAMES: Mapping[str, Callable[[Agency, OfficeRules], str]] = {
    "we": _self,
    "place": _place,
    "government": _government,
    "plan_receiver": lambda agency, _: agency.report_to or agency.superior or "上級或監督機關",
    "category_labels": lambda _, rules: "、".join(_categories(rules, lambda each: True)),
    "labelled_categories": lambda _, rules: "以及".join(_categories(rules, lambda each: each.labelled)),
    "number_digits": lambda _, rules: chinese_number(rules.profile.numbering.digits),
    "number_example": _example,
    "register_title": lambda _, rules: rules.profile.form("asset_register").title or "資訊及資通系統資產清冊",
    "register_columns": _register_columns,
    "label_words": lambda agency, rules: "、".join(_label(agency, rules)),
    "label_sum": lambda agency, rules: "＋".join(_label(agency, rules)),
    "method_is_sum": lambda _, rules: "1" if rules.method.id == "cia-sum" else "",
}
"""Name → what it says of this office; all of them stand on the blank version, too."""


def _staff_needed(here: Any) -> Datum:
    """How many 資安專職人員 the grade asks for; "" where it asks for none."""
    law, grade = here.inputs.law, here.inputs.agency.grade
    return _datum(str(law.staff.get(grade, "")) if law else "")


def _plan_date(here: Any) -> Datum:
    if here.blank:
        return _datum("中華民國　　　年　　　月")
    # A paper without 製表日期 has none here either, unless the office has said of which day the plan is.
    day = plan_day(here.all("plan_text"), str(here["today"].value or ""))
    return Datum("") if not day else Datum(f"{int(day[:4]) - rocdate.FIRST_YEAR + 1}年{int(day[5:7])}月", day)


def _plan_version(here: Any) -> Datum:
    return _datum("" if here.blank else own_words(here.all("plan_text")).get(VERSION, ""))


def _of_office(find: Callable[[Agency, OfficeRules], str]) -> Callable[[Any], Datum]:
    return lambda here: _datum(find(here.inputs.agency, here.rules))


def _datum(text: str) -> Datum:
    return Datum(text, text)


PLAN_NAMES: Mapping[str, tuple[bool, Callable[[Any], Datum]]] = {
    "staff_needed": (True, _staff_needed),
    "plan_date": (True, _plan_date),
    "plan_version": (True, _plan_version),
    **{name: (True, _of_office(find)) for name, find in OFFICE_NAMES.items()},
}
"""Name → what it stands for on the paper of a ``Context``; all of them stand on the blank version, too."""
