"""The form kit: what a record looks like beside its list, made from the record type's own declaration."""

from isms_desktop.ui.formkit.card import RecordCard
from isms_desktop.ui.formkit.row import FieldRow

__all__ = ["FieldRow", "RecordCard"]
