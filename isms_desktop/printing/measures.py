"""Lengths that everything on paper shares, in points unless said otherwise."""

MM = 72 / 25.4
"""Points in a millimetre."""
THIN, FRAME = 0.4, 0.9
"""Rules inside and around a table."""
ASCENT = 0.8
"""Height of 楷體 above the baseline, as a part of its size."""
