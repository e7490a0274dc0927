"""A profile: everything that makes one kind of office different, read from ``resources/profiles/<id>.toml``.

The code has no "if school": what differs between the five seed documents is data here.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from isms_desktop.domain.agency import DEFAULT_CHAIN
from isms_desktop.domain.fields import Choice

if TYPE_CHECKING:
    from isms_desktop.domain.training_law import HoursDuty


class AssetCategory(NamedTuple):
    """One 資產類別 of the profile."""

    code: str
    """What the file holds and what a number starts with (HW in seed 000)."""
    label: str
    examples: str
    """What belongs to it, in the seed's words."""
    threat_kind: str
    """Which part of the threat catalogue fits it (``threats.THREAT_KINDS``)."""
    labelled: bool
    """Whether its assets carry a label (看得到、摸得到)."""
    synonyms: tuple[str, ...]


class Numbering(NamedTuple):
    """How an asset number is made: code, separator, running number with leading zeros (HW-001)."""

    digits: int = 3
    separator: str = "-"


class FormVariant(NamedTuple):
    """How this office wants one paper: what its own attachment list calls it and which columns it has."""

    title: str = ""
    attachment: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """(field key, heading) pairs; empty means the form's own."""


class Note(NamedTuple):
    """Something the office should know about this profile, such as a figure that the law has changed since."""

    topic: str
    text: str
    source: str
    verified: bool


class Profile(NamedTuple):
    """One kind of office, after one seed document."""

    id: str
    title: str
    summary: str
    seed: str
    grade: str
    head_title: str
    ciso_title: str
    categories: tuple[AssetCategory, ...]
    numbering: Numbering
    method: str
    """Id of the risk method (``resources/scales/methods.toml``)."""
    responses: tuple[Choice, ...]
    """風險對策 in this office's words."""
    improve_from: str
    """Lowest band that needs a 風險改善計畫."""
    label_contents: tuple[str, ...]
    committee_groups: tuple[Choice, ...]
    signoff: tuple[str, ...]
    forms: Mapping[str, FormVariant]
    attachments: tuple[tuple[str, str, str], ...]
    """The seed's own attachment list: (number, title, form id or "")."""
    asset_columns: tuple[str, ...]
    """Columns of the asset page that this kind of office looks at first."""
    notes: tuple[Note, ...] = ()
    training: "tuple[HoursDuty, ...]" = ()
    """Hours of training that this kind of office asks for beyond the law."""
    drill_targets: Mapping[str, float] = MappingProxyType({})
    """Rate of an exercise (field key of ``drill``) → the percentage below which it has to stay."""

    def category(self, code: str) -> AssetCategory | None:
        """The category with that code, or None."""
        return next((category for category in self.categories if category.code == code), None)

    def form(self, form_id: str) -> FormVariant:
        """The office's variant of a paper; an empty one when it has nothing of its own to say."""
        return self.forms.get(form_id, FormVariant())


def profile_from_table(table: Mapping[str, Any]) -> Profile:
    """A profile from its TOML table. KeyError, TypeError or ValueError when the file is wrong."""
    return Profile(
        id=table["id"],
        title=table["title"],
        summary=table["summary"],
        seed=table["seed"],
        grade=table["grade"],
        head_title=table["head_title"],
        ciso_title=table["ciso_title"],
        categories=tuple(_category(each) for each in table["asset_category"]),
        numbering=Numbering(**table.get("numbering", {})),
        method=table["risk"]["method"],
        responses=_choices(table["risk"]["response"]),
        improve_from=table["risk"]["improve_from"],
        label_contents=tuple(table["label"]["contents"]),
        committee_groups=_choices(table["committee"]["group"]),
        signoff=tuple(table.get("signoff", DEFAULT_CHAIN)),
        forms={form_id: _variant(each) for form_id, each in table.get("forms", {}).items()},
        attachments=tuple((each["number"], each["title"], each.get("form", "")) for each in table["attachment"]),
        asset_columns=tuple(table["asset_columns"]),
        notes=tuple(
            Note(each["topic"], each["text"], each["source"], each["verified"]) for each in table.get("note", ())
        ),
        training=_training(table.get("training", ())),
        drill_targets={key: float(rate) for key, rate in table.get("drill_targets", {}).items()},
    )


def _category(table: Mapping[str, Any]) -> AssetCategory:
    return AssetCategory(
        code=table["code"],
        label=table["label"],
        examples=table["examples"],
        threat_kind=table["threat_kind"],
        labelled=table["labelled"],
        synonyms=tuple(table.get("synonyms", ())),
    )


def _choices(tables: list[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(each["value"], each["label"], tuple(each.get("synonyms", ()))) for each in tables)


def _training(tables: Sequence[Mapping[str, Any]]) -> "tuple[HoursDuty, ...]":
    if not tables:  # most kinds of office ask for nothing of their own: no reason to make the window wait
        return ()
    from isms_desktop.domain.training_law import hours_duty

    return tuple(map(hours_duty, tables))


def _variant(table: Mapping[str, Any]) -> FormVariant:
    columns = tuple((key, heading) for key, heading in table.get("columns", ()))
    return FormVariant(title=table.get("title", ""), attachment=table.get("attachment", ""), columns=columns)
