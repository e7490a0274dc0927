"""Sheets in and out: one neutral ``Sheet``, its readers and writers, column matching, and the import plan.

Knows ``domain`` only. The three doors that services use: ``readers.read_book``, ``session.plan_import`` and
``writers.write_table`` (with ``table.table_of`` and ``table.template_of``).
"""
