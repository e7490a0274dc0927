"""What follows from a change, written in the same undoable step.

A risk of the open year goes with its asset's values; an office that changes its way of weighing gets the texts of the
scales that the new way uses.
"""

from collections.abc import Mapping

from isms_desktop.domain.fields import Value
from isms_desktop.domain.scoring import ASSET_SCALES
from isms_desktop.services import library
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Action


def follow_up(office: Office, action: Action, kind: str, record_id: int, new: Mapping[str, Value]) -> None:
    """Write whatever a change to a record brings with it."""
    if kind == "asset":
        _revalue_risks(office, action, record_id, new)
    elif kind == "agency" and ("risk_method" in new or "profile" in new):
        _fit_scales(office, action, new)


def _revalue_risks(office: Office, action: Action, asset_id: int, new: Mapping[str, Value]) -> None:
    levels = {scale: new[scale] for scale in ASSET_SCALES if scale in new}
    if not levels:
        return
    year = current_year(office)
    for risk in office.store.pointing_at("risk", "asset", asset_id):
        if risk.year == year:
            action.update("risk", risk.id, levels)


def _fit_scales(office: Office, action: Action, new: Mapping[str, Value]) -> None:
    """Replace texts nobody has reworded; keep the office's own words; add what the new method needs."""
    agency = office.agency.replace(**new)
    before = office.rules.method
    after = library.methods()[agency.risk_method or library.profiles()[agency.profile].method]
    old_texts = {(each["scale"], each["level"]): each for each in library.level_texts(before)}
    wanted = {(each["scale"], each["level"]): each for each in library.level_texts(after)}
    for scale in office.all("scale"):
        where = (scale.scale, scale.level)
        proposed = old_texts.get(where, {})
        own_words = any(proposed.get(key) != getattr(scale, key) for key in ("label", "meaning"))
        text = wanted.pop(where, None)
        if text is not None and not own_words:
            action.update("scale", scale.id, text)
        elif text is None and not own_words:
            action.delete("scale", scale.id)
    action.insert_many("scale", wanted.values())
