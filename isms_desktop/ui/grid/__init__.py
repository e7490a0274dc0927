"""The spreadsheet feel: one grid for every register, built from the record type's own declaration."""
