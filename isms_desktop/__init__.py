"""ISMS Desktop (資安維護管家): the 資通安全管理法's year of one small public office, in one file."""

__version__ = "0.4.0"

PROGRAM = "資安維護管家"
"""What the program is called wherever somebody reads it."""
