"""A small office file, hands that reach behind the program's back, and programs that can be killed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

import isms_desktop
from isms_desktop.store.office_file import Store, create_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where this test's office file lies."""
    return tmp_path / "測試所.isms"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open office file with two assets and a risk of the first."""
    made = create_store(path)
    with made.action("新增資產") as action:
        first, _second = action.insert_many("asset", [{"number": "HW-001", "name": "電腦"}, {"number": "HW-002"}])
        action.insert("risk", {"year": 115, "asset": first, "event": "停電"})
    yield made
    made.close()


@pytest.fixture
def raw(store: Store) -> Iterator[Any]:
    """A connection of somebody who reaches around the program; the triggers are out of the way."""
    connection = sqlite.connect(str(store.path), isolation_level=None)
    for trigger in ("changes_stay", "changes_remain"):
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


@pytest.fixture
def run_program() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a Python program of its own that knows this package; ends it after the test."""
    started = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        root = str(Path(isms_desktop.__file__).parents[1])
        program = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=os.environ | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()
