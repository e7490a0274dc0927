"""Writing a register as a spreadsheet: .xlsx, .ods or .csv, by the name of the file."""

from pathlib import Path

from isms_desktop.domain.catalog import record_type
from isms_desktop.services.offices import Office


def export(office: Office, kind: str, path: Path, *, blank: bool = False, masked: bool = True) -> int:
    """Write all records of a type, or with ``blank`` an empty table to fill in; returns the number of rows.

    Sensitive fields are masked unless ``masked`` is false. Raises UserError when the place cannot be written or the
    kind of file is unknown; a file that was there before stays as it was.
    """
    from isms_desktop.exchange.table import table_of, template_of
    from isms_desktop.exchange.writers import write_table

    register = record_type(kind)
    if blank:
        table = template_of(register, office.rules)
    else:
        table = table_of(register, office.all(kind), office, reveal=not masked, origin=office.origin)
    write_table(path, table)
    return len(table.rows)
