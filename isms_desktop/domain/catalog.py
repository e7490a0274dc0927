"""Every record type there is. A new register is one more line here and one module beside this one."""

from typing import Any

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.attachments import Attachment
from isms_desktop.domain.fields import RecordType
from isms_desktop.domain.people import Person
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.threats import Threat

RECORD_TYPES: tuple[RecordType[Any], ...] = tuple(
    cls.record_type for cls in (Agency, Person, Asset, Scale, Threat, Risk, Treatment, Attachment)
)
BY_KIND = {record_type.kind: record_type for record_type in RECORD_TYPES}


def record_type(kind: str) -> RecordType[Any]:
    """The record type of that name. KeyError when there is none."""
    return BY_KIND[kind]


def references_to(kind: str) -> tuple[tuple[RecordType[Any], str], ...]:
    """Every (record type, field key) that may point at records of that kind."""
    return tuple((each, field.key) for each in RECORD_TYPES for field in each.stored if field.target == kind)
