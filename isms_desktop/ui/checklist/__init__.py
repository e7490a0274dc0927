"""Filling in a checklist with the number keys, whosever questions they are."""
