"""What the commands of the interview line by line say of the advice."""

from advisor.interview.plain.conversation import Conversation
from advisor.interview.state import delicate
from advisor.report.page import Extent
from advisor.report.page_formats import render


def result(talk: Conversation, extent: str) -> None:
    """Write the brief, or the full report."""
    if not _may_show(talk):
        return
    assessment = talk.room.adviser.assess(talk.session.scenario)
    length: Extent = "full" if extent == "full" else "brief"
    # Not say(): the writer has cleaned its texts, and ends in a line feed.
    talk.out.write(render(assessment, talk.rulebook, "text", extent=length))


def _may_show(talk: Conversation) -> bool:
    """Return whether the advice may be shown; what of it is delicate is asked about once."""
    room, session = talk.room, talk.session
    closed = {one.id for one in delicate.closed_questions(talk.rulebook, session)}
    if not delicate.partners_may_see(session.scenario) or closed <= room.agreed_to_show:
        return True
    if not talk.is_agreed(f"{delicate.what_it_shows(talk.rulebook, session)} Show it here?"):
        return False
    room.agreed_to_show = frozenset(closed)
    return True
