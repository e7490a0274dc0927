"""What every test stands on: its own home folder, no window on a screen, silence made to fail."""

import os
import shutil
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from isms_desktop.services.offices import create_office, open_office

HOUSEHOLD = "household-office-c"
PRACTICE, EMPTY = "青埕戶所.isms", "新設戶所.isms"

# A busy machine is no failure: no example has a time limit.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, practice files and proposals of this test go into a folder of its own."""
    folder = tmp_path / "使用者"
    monkeypatch.setenv("ISMS_DESKTOP_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office and an empty one, closed: making one takes twenty times as long as copying it."""
    folder = tmp_path_factory.mktemp("機關")
    create_office(folder / PRACTICE, profile=HOUSEHOLD, name="青埕戶政事務所", sample=True).close()
    create_office(folder / EMPTY, profile=HOUSEHOLD, name="新設戶政事務所").close()
    return folder


@pytest.fixture
def office(made_once: Path, tmp_path: Path):
    """A practice office on a real file."""
    made = open_office(Path(shutil.copy(made_once / PRACTICE, tmp_path)))
    yield made
    made.close()


@pytest.fixture
def empty_office(made_once: Path, tmp_path: Path):
    """A new office without any records of its own."""
    made = open_office(Path(shutil.copy(made_once / EMPTY, tmp_path)))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_unexpected_logs(caplog: pytest.LogCaptureFixture):
    """A warning or error in the log that a test did not ask for is a failure."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelname in ("WARNING", "ERROR", "CRITICAL")]
    assert not loud, [record.getMessage() for record in loud]
