"""Installations in which something is amiss: copies of this program, tried in processes of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from isms_desktop import paths

ROOT = Path(paths.__file__).parent.parent
TRY = """
import sys
from isms_desktop.selftest import run
chosen = [(name, trial) for name, trial in run.TRIALS if name in sys.argv[2:]]
report = run.run_self_test(out=None, trials=chosen)
open(sys.argv[1], "w", encoding="utf-8").write(report.as_json())
"""


class Copy:
    """A copy of the program that may be damaged."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def part(self, *names: str, before: str = "") -> dict[str, tuple[bool, str]]:
        """What these parts of the self-test find: {name: (ok, text)}. ``before``: Python that runs first."""
        answer = self.root / "答案.json"
        path = os.pathsep.join(str(each) for each in (self.root / "libraries", self.root))
        program = subprocess.run(
            [sys.executable, "-c", before + TRY, str(answer), *names],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
        )
        assert answer.exists(), program.stderr
        parts = json.loads(answer.read_text("utf-8"))["parts"]
        return {part["name"]: (part["ok"], part["text"]) for part in parts}

    def spoil_library(self, name: str) -> None:
        """As if a DLL that it stands on were missing."""
        folder = self.root / "libraries" / name
        folder.mkdir(parents=True)
        words = "DLL load failed: The specified module could not be found."
        (folder / "__init__.py").write_text(f"raise ImportError({words!r}, name={name!r})\n", "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy as good as new."""
    root = tmp_path / "資安 程式"
    shutil.copytree(ROOT / "isms_desktop", root / "isms_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("forms", "resources"):
        shutil.copytree(ROOT / folder, root / folder)
    return Copy(root)
