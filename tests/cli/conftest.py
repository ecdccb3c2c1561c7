"""Runs the command in this process, and writes partnership files for it."""

import io
import sys
from pathlib import Path

import pytest

from advisor.__main__ import run
from tests.cli.shell import READY, SMALL, Done, Run


@pytest.fixture(name="advisor")
def _advisor(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("ADVISOR_TRACEBACK", raising=False)

    def done(*arguments: str | Path, given: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "ascii"))
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return done


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership file that fits the small rulebook and is ready."""
    path = tmp_path_factory.mktemp("partnerships") / "ready.yaml"
    path.write_text(READY)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A partnership file that fits the small rulebook."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A partnership file with two faults."""
    path = tmp_path / "bad.yaml"
    path.write_text(SMALL.replace("cluster", "clutser").replace("one-by-one", "one-by-oen"))
    return path
