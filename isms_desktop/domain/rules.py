"""What one office has decided, in one object: its profile, its risk method, its lists."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from isms_desktop.domain.fields import Choice
from isms_desktop.domain.profile import Profile
from isms_desktop.domain.scoring import Band, Method

if TYPE_CHECKING:
    from isms_desktop.domain.incident_law import IncidentEdition


def no_edition(_day: str) -> None:
    """What rules without a regulation answer: they know no clocks and no levels of incidents."""


class OfficeRules(NamedTuple):
    """The rules by which this office's records are checked, counted and shown."""

    profile: Profile
    method: Method
    lists: Mapping[str, tuple[Choice, ...]]
    """Lists that do not come from the profile: ``profiles`` and ``risk_methods``."""
    incident_edition: "Callable[[str], IncidentEdition | None]" = no_edition
    """Day (ISO; "" for today) → the regulation of incidents in force then. Read when it is first asked for."""

    def needs_improvement(self, band: Band) -> bool:
        """Whether a risk in that band needs a 風險改善計畫 (seed 000: 高風險)."""
        order = [each.id for each in self.method.bands]
        return order.index(band.id) >= order.index(self.profile.improve_from)

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The office's list of that name; empty when it has none."""
        match name:
            case "asset_categories":
                return tuple(
                    Choice(each.code, each.label, (each.code, *each.synonyms)) for each in self.profile.categories
                )
            case "risk_responses":
                return self.profile.responses
            case "committee_groups":
                return self.profile.committee_groups
            case _:
                return self.lists.get(name, ())

    def scale_range(self, scale: str) -> tuple[int, int] | None:
        """Lowest and highest level of a scale; None when the office's method does not use it."""
        return self.method.range_of(scale)
