"""What follows from a change, written in the same undoable step.

A risk of the open year goes with its asset's values; an office that changes its way of weighing gets the texts of the
scales that the new way uses.
"""

import importlib
from collections.abc import Mapping

from isms_desktop.domain.fields import Value
from isms_desktop.domain.scoring import ASSET_SCALES
from isms_desktop.services import library
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Action

WHERE: Mapping[str, tuple[str, str]] = {
    "system": ("yearly", "graded"),
    "disposal": ("yearly", "disposed"),
    "measurement": ("yearly", "measured"),
    "incident": ("incidents", "regraded"),
    "action_review": ("improvements", "follow_round"),
    "attendance": ("attendance", "reseated"),
}
"""Record type → module of ``services`` and its function (office, action, record id, what is new in the record)."""
_ALSO_NEW = frozenset({"action_review", "disposal"})
"""Those for which a new record brings something with it, too."""


def follow_up(office: Office, action: Action, kind: str, record_id: int, new: Mapping[str, Value]) -> None:
    """Write whatever a change to a record brings with it."""
    if kind == "asset":
        _revalue_risks(office, action, record_id, new)
    elif kind == "agency" and ("risk_method" in new or "profile" in new):
        _fit_scales(office, action, new)
    elif kind in WHERE:
        module, name = WHERE[kind]
        getattr(importlib.import_module(f"isms_desktop.services.{module}"), name)(office, action, record_id, new)


def follow_new(office: Office, action: Action, kind: str, rows: Mapping[int, Mapping[str, Value]]) -> None:
    """Write whatever new records bring with them: {id: values}."""
    if kind in _ALSO_NEW:
        for record_id, row in rows.items():
            follow_up(office, action, kind, record_id, row)


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
