"""Rooms for tests that need no screen."""

import io

from advisor.interview.plain.line_interview import LineInterview
from advisor.interview.state.journal import Journal
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook


def room_with(session: Session, journal: Journal | None = None) -> Room:
    """Return the room of an interview under way."""
    room = Room(shipped_rulebook())
    room.session = session
    room.journal = journal or room.journal
    return room


def interviewed_by_line(room: Room, lines: bytes) -> tuple[Scenario, str]:
    """Return what was said once the lines were typed, and what was written."""
    out = io.StringIO()
    LineInterview(room, io.BytesIO(lines), out).run()
    return room.current.scenario, out.getvalue()
