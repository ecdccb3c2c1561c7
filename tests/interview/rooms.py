"""Rooms for tests that need no screen."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from advisor.interview.plain.line_interview import LineInterview
from advisor.interview.state.journal import Journal
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook


def room_with(session: Session, journal: Journal | None = None) -> Room:
    """Return the room of an interview under way."""
    room = Room(shipped_rulebook())
    room.session = session
    room.journal = journal or room.journal
    return room


def said_in(file: Path) -> Scenario:
    """Return what a saved file says, but for the id that a save gives it."""
    scenario = load_scenario(file, shipped_rulebook())
    assert scenario.id, "a saved file has an id"
    return scenario.with_facts(id=None)


def interviewed_by_line(room: Room, lines: bytes) -> tuple[Scenario, str]:
    """Return what was said once the lines were typed, and what was written."""
    out = io.StringIO()
    LineInterview(room, io.BytesIO(lines), out).run()
    return room.current.scenario, out.getvalue()


def interviewed_in_turn(room: Room, reply: Callable[[str], str | None]) -> str:
    """Return what was written, where each line that is typed answers what was written last.

    Args:
        room: The interview.
        reply: Returns the line for what was written since the line before; None ends the input.
    """
    out, heard = io.StringIO(), 0

    class Typist(io.BytesIO):
        def readline(self, _size: int | None = -1, /) -> bytes:
            nonlocal heard
            said = out.getvalue()
            line, heard = reply(said[heard:]), len(said)
            return b"" if line is None else f"{line}\n".encode()

    LineInterview(room, Typist(), out).run()
    return out.getvalue()


def way_on(said: str) -> str | None:
    """Return the number of the way on to the questions that are left, where one is offered."""
    found = re.search(r"^  (\d)\. (?:Go on with|Back to|Take up)", said, re.MULTILINE)
    return found[1] if found else None
