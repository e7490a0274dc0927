"""Lengths that everything on paper shares, in points unless said otherwise."""

MM = 72 / 25.4
"""Points in a millimetre."""
THIN, FRAME = 0.4, 0.9
"""Rules inside and around a table."""
ASCENT = 0.8
"""Height of 楷體 above the baseline, as a part of its size."""
SIDE, LANDSCAPE_SIDE, TOP, BOTTOM = 18 * MM, 15 * MM, 15 * MM, 16 * MM
"""Margins of a page; its foot stands in the lower one."""
RUNNING_HEAD = 8 * MM
"""Room for the name of the paper above its second and later pages."""
RUNNING_SIZE = 9.0
TITLE_SIZE, PART_SIZE, FIELD_SIZE, TEXT_SIZE, NOTE_SIZE, SIGN_SIZE = 18.0, 13.0, 11.0, 12.0, 9.5, 12.0
HEADING_LEADING, NOTE_LEADING, TABLE_LEADING, GRID_LEADING = 1.35, 1.45, 1.28, 1.4
"""Distance of lines, as a part of the letters' size."""
