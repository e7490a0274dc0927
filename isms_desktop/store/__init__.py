"""The office's file: open, lock, key, schema, migrations, changes and undo, attachments, copies."""
