"""Version 3: what is needed to make a print once more. Frozen once released: later changes are later migrations.

The history gets a fourth way of writing, ``keep``: an action that undo passes over. SQLite cannot change a CHECK in
place, so the table is made anew around the very same rows.
"""

from typing import Any

STATEMENTS = (
    "ALTER TABLE print ADD COLUMN output TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print ADD COLUMN ordered TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print ADD COLUMN position INTEGER",
    """CREATE TABLE changes_of_version_3 (
    number INTEGER PRIMARY KEY,
    moment TEXT NOT NULL,
    who TEXT NOT NULL,
    label TEXT NOT NULL,
    action INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('do', 'undo', 'redo', 'base', 'keep')),
    reverses INTEGER,
    kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT""",
    """INSERT INTO changes_of_version_3
SELECT number, moment, who, label, action, mode, reverses, kind, record_id, before, after, previous, hash
FROM changes ORDER BY number""",
    "DROP TABLE changes",
    "ALTER TABLE changes_of_version_3 RENAME TO changes",
    "CREATE INDEX changes_action ON changes (action)",
    "CREATE INDEX changes_record ON changes (kind, record_id)",
    """CREATE TRIGGER changes_stay BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are never altered'); END""",
    """CREATE TRIGGER changes_remain BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are never removed'); END""",
)


def up(connection: Any) -> None:
    """Add what version 3 keeps."""
    for statement in STATEMENTS:
        connection.execute(statement)
