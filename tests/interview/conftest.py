"""What tests of the screen share: a state folder of their own, and a file to ask about."""

import shutil
from pathlib import Path

import pytest

_SHIPPED = Path(__file__).parents[2] / "scenarios" / "trustees-not-told.yaml"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is worked in, with the state folder below it."""
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ours(room: Path) -> Path:
    """Return a partnership file in which nearly everything is answered."""
    return Path(shutil.copy(_SHIPPED, room / "ours.yaml"))
