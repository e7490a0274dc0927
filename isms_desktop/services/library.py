"""The data that comes with the program: profiles, weighing methods, level texts, threats, checklists, samples."""

import functools
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from isms_desktop.domain.fields import Choice
from isms_desktop.domain.profile import Profile, profile_from_table
from isms_desktop.domain.scoring import Method, method_from_table
from isms_desktop.domain.sources import cited
from isms_desktop.paths import shipped

if TYPE_CHECKING:
    from isms_desktop.domain.incident_law import IncidentEdition
    from isms_desktop.domain.law import Law
    from isms_desktop.domain.plan import Plan


@functools.cache
def profiles() -> Mapping[str, Profile]:
    """Every kind of office by id, in the order of the seed documents."""
    found = [_profile(path.name) for path in shipped("resources", "profiles").glob("*.toml")]
    return {profile.id: profile for profile in sorted(found, key=lambda profile: profile.seed)}


def profile(profile_id: str) -> Profile | None:
    """One kind of office; None when there is none of that name. Reads no other: a start-up counts milliseconds."""
    known = shipped("resources", "profiles", f"{profile_id}.toml")
    return _profile(known.name) if known.is_file() else None


@functools.cache
def methods() -> Mapping[str, Method]:
    """Every way of weighing risk by id."""
    found = [method_from_table(table) for table in _read("methods.toml", "scales")["method"]]
    return {method.id: method for method in found}


def level_texts(method: Method) -> list[dict[str, Any]]:
    """The proposed meaning of every level that a method uses, as values of ``scale`` records."""
    return [
        {key: level[key] for key in ("scale", "level", "label", "meaning")}
        for level in _read("levels.toml", "scales")["level"]
        if (span := method.range_of(level["scale"])) and span[1] == level["of"]
    ]


def threat_catalogue() -> list[dict[str, Any]]:
    """The program's threat–weakness pairs, as values of ``threat`` records."""
    return [{**entry, "built_in": True} for entry in _read("catalog.toml", "threats")["threat"]]


def response_guide() -> Mapping[str, Any]:
    """風險類型暨風險對策參考表: kinds of risk with examples and usual responses."""
    return _read("responses.toml", "threats")


class ShippedChecklist(NamedTuple):
    """A checklist that comes with the program, as written in ``resources/checklists``."""

    id: str
    name: str
    version: str
    kind: str
    """The sort of audit it is for (``audits.AUDIT_KINDS``)."""
    grading: str
    """Which answers it offers (``audits.GRADINGS``)."""
    source: str
    edition: str
    verified: bool
    """Whether its wording was compared with the official document; if not, it must not be called official."""
    items: tuple[Mapping[str, Any], ...]
    """Values of ``checklist_item`` records in their order, without the link to the checklist."""

    @property
    def head(self) -> dict[str, Any]:
        """Values of the ``checklist`` record of an office that uses it."""
        own = {key: getattr(self, key) for key in ("name", "version", "kind", "grading")}
        return {**own, "source": cited(self.source, self.verified), "built_in": self.id}


@functools.cache
def checklists() -> Mapping[str, ShippedChecklist]:
    """Every checklist that comes with the program, by id."""
    names = sorted(path.name for path in shipped("resources", "checklists").glob("*.toml"))
    return {each.id: each for each in map(_checklist, names)}


def checklist(checklist_id: str) -> ShippedChecklist | None:
    """One checklist that comes with the program, read without the others; None when there is none of that id."""
    known = shipped("resources", "checklists", f"{checklist_id}.toml")
    return _checklist(known.name) if known.is_file() else None


@functools.cache
def incident_editions() -> "tuple[IncidentEdition, ...]":
    """Every text of the regulation of incidents that the program knows, oldest first."""
    # Not at the top: a window that opens shows no incident.
    from isms_desktop.domain.incident_law import editions_from_table

    return editions_from_table(_read("incidents.toml", "regulations"))


def incident_edition(day: str) -> "IncidentEdition":
    """The regulation of incidents in force on a day (ISO; "" for the newest)."""
    from isms_desktop.domain.incident_law import edition_on

    return edition_on(incident_editions(), day)


@functools.cache
def law() -> "Law":
    """Names, editions and articles of the regulations."""
    from isms_desktop.domain.law import law_from_table

    return law_from_table(_read("articles.toml", "regulations"))


@functools.cache
def plan() -> "Plan":
    """The text of the 資通安全維護計畫 of every kind of office."""
    from isms_desktop.domain.plan import plan_from_table

    return plan_from_table(_read("chapters.toml", "plans"))


@functools.cache
def incident_platforms() -> tuple[Mapping[str, Any], ...]:
    """Where incidents are reported: ``profiles`` (empty for all others), ``name``, ``address``, ``verified``."""
    return tuple(_read("incidents.toml", "regulations")["platform"])


@functools.cache
def intelligence_guide() -> Mapping[str, Mapping[str, str]]:
    """Class of 情資 → what belongs to it (``means``) and what is done (``do``)."""
    return {each["kind"]: each for each in _read("incidents.toml", "regulations")["intelligence"]}


@functools.cache
def regulation(name: str) -> Mapping[str, Any]:
    """One file of ``resources/regulations``: rows with their edition, their source and whether they were verified."""
    return _read(f"{name}.toml", "regulations")


def sample(profile_id: str) -> Mapping[str, Any]:
    """The practice office of a profile as written: its agency, and the tables of each record type in their order."""
    found: dict[str, Any] = {}
    for path in sorted(shipped("resources", "samples", profile_id).glob("*.toml")):
        for kind, tables in _read(path.name, "samples", profile_id).items():
            if kind == "agency":
                found[kind] = tables
            else:
                found.setdefault(kind, []).extend(tables)
    return found


def sample_agency(profile_id: str) -> Mapping[str, Any]:
    """Only the agency of a practice office."""
    agency: Mapping[str, Any] = _read("agency.toml", "samples", profile_id)["agency"]
    return agency


class _Lists(Mapping[str, tuple[Choice, ...]]):
    """Each list is read when it is first asked for."""

    _MAKERS: Mapping[str, Callable[[], tuple[Choice, ...]]] = {
        "profiles": lambda: tuple(Choice(each.id, each.title) for each in profiles().values()),
        "risk_methods": lambda: tuple(Choice(each.id, each.label) for each in methods().values()),
    }

    def __getitem__(self, name: str) -> tuple[Choice, ...]:
        return self._MAKERS[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._MAKERS)

    def __len__(self) -> int:
        return len(self._MAKERS)


def lists() -> Mapping[str, tuple[Choice, ...]]:
    """Lists of choices that every office has: the profiles and the weighing methods."""
    return _Lists()


@functools.cache
def _profile(name: str) -> Profile:
    return profile_from_table(_read(name, "profiles"))


@functools.cache
def _checklist(name: str) -> ShippedChecklist:
    table = _read(name, "checklists")
    rows = [(section["title"], item) for section in table["section"] for item in section["item"]]
    head = {key: table[key] for key in ("id", "name", "version", "kind", "grading", "source", "edition", "verified")}
    return ShippedChecklist(
        **head,
        items=tuple(
            {"position": position, "section": section, **_item(item)}
            for position, (section, item) in enumerate(rows, start=1)
        ),
    )


def _item(table: Mapping[str, Any]) -> dict[str, Any]:
    """Values of one question. An article that was not held against the official text says so wherever it is shown."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    verified = values.pop("verified", True)
    if values.get("basis"):
        values["basis"] = cited(values["basis"], verified)
    return values


def _read(name: str, *folders: str) -> dict[str, Any]:
    return tomllib.loads(shipped("resources", *folders, name).read_text(encoding="utf-8"))
