"""Runs the interview on the terminal, and says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.clean_text import one_line
from advisor.files.faults import Faults
from advisor.interview.app import InterviewApp
from advisor.interview.clean_exit import BUG, CANNOT

if TYPE_CHECKING:
    from advisor.rulebook.rulebook import Rulebook


class Failed(Exception):
    """The app ended on a fault of its own; the text says where the report is."""


def run(load: Callable[[], Rulebook], file: Path | None) -> int:
    """Run the app and return its exit code.

    Raises:
        Faults: It could not do what it was asked.
        Failed: It ended on a fault of its own.
    """
    app = InterviewApp(load, file)
    app.run()
    # Not after a signal: the terminal may be gone with its window.
    if app.farewell and app.return_code in {0, CANNOT}:
        print(one_line(app.farewell))
    if app.faults is not None:
        raise Faults(app.faults.faults)
    if app.return_code == BUG:
        kept = f" {one_line(app.farewell)}" if app.farewell else ""
        report = f" The report, without what was said: {app.crash}." if app.crash else ""
        raise Failed(f"this is a bug.{kept}{report}")
    return app.return_code or 0
