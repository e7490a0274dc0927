"""Lengths that everything on paper shares, in points unless said otherwise."""

MM = 72 / 25.4
"""Points in a millimetre."""
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
"""A4, upright."""
PAGE_SIDE, PAGE_TOP, PAGE_BOTTOM = 18 * MM, 15 * MM, 16 * MM
"""Margins; the foot of the page stands in the lower one."""
LANDSCAPE_SIDE = 15 * MM
RUNNING_HEAD = 8 * MM
"""Room for the name of the paper above its second and later pages."""
TITLE_SIZE, PART_SIZE, FIELD_SIZE, TEXT_SIZE, NOTE_SIZE, SIGN_SIZE, SMALL = 18.0, 13.0, 11.0, 12.0, 9.5, 12.0, 9.0
"""Sizes of letters: titles of the paper and of its parts, labels and values, text, remarks, officers, head and foot."""
STAMP_SIZE = 7.0
STAMP_CODE = 13.8 * MM
"""Side of the code at the foot, the white around it included; with 0.48 mm a module it is read from a scan of 150 dpi,
where smaller ones are not.
"""
STAMP_CODE_BOTTOM, STAMP_CODE_BESIDE = 2.4 * MM, 1.9 * MM
"""Below the code, and how far it reaches into the margin at its side, its white included: its squares stand above the
four millimetres that printers leave white, below the body, and flush with it."""
LINE_TO_WRITE_ON, LONGEST_LINE = 30 * MM, 70 * MM
"""A line behind a label without a value: its least length, and that where a spread line has the room."""
FIELD_GAP = 18.0
"""Least room between labels with values that stand in one line."""
WIDEST_SIGN_CELL = 62 * MM
HEADING_LEADING, NOTE_LEADING, TABLE_LEADING, GRID_LEADING = 1.35, 1.45, 1.28, 1.4
"""Distance of lines, as a part of the letters' size."""
GRID_PADDING = 4.0
"""Room around the text in a cell of a grid."""
THIN, FRAME = 0.4, 0.9
"""Rules inside and around a table."""
ASCENT = 0.8
"""Height of 楷體 above the baseline, as a part of its size."""
