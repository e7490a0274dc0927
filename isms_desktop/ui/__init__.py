"""The room with Qt: the window, its pages and their parts."""

import builtins

import PySide6.QtCore  # noqa: F401

# Qt for Python reads the source of every module that is imported after it, in search of its own switches
# (``from __feature__ import …``) which nothing here uses. That is 2 % of a start, and all sources are kept in memory.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
