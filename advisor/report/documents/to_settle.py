"""What of the open questions a meeting can settle, and what only absent partners could answer."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.report.blocks import Block, Paragraph, Point, Points
from advisor.report.phrases import Phrases

# In 45 minutes a group settles about so many: our judgement, three minutes for each.
MOST_QUESTIONS = 6


class OpenPoints(NamedTuple):
    """The open questions that could change the advice, by where they can be answered.

    Attributes:
        here: By those at the meeting.
        elsewhere: Only by partners who are not there.
        in_private: Delicate ones, by their topics.
    """

    here: tuple[Point, ...]
    elsewhere: tuple[Point, ...]
    in_private: tuple[str, ...]


def open_points(phrases: Phrases) -> OpenPoints:
    """Return the open questions that could change the advice, the most decisive first."""
    assessment, rulebook = phrases.assessment, phrases.rulebook
    absent = {one.name for one in assessment.partners if one.answers_from != "itself"}
    here: list[Point] = []
    elsewhere: list[Point] = []
    in_private: list[str] = []
    for one in assessment.could_change:
        question = rulebook.questions[one.question]
        if question.delicate:
            in_private.append(rulebook.topic_titles[question.topic])
            continue
        names = phrases.names(one.partners)
        where = f" ({names})" if names else ""
        who = phrases.whom_to_ask(one.question, one.partners)
        point = Point("?", f"{question.asks}{where}", f"Who could tell: {who}.")
        is_absent = bool(one.partners) and absent.issuperset(one.partners)
        (elsewhere if is_absent else here).append(point)
    return OpenPoints(
        here=tuple(here[:MOST_QUESTIONS]),
        elsewhere=tuple(elsewhere[:MOST_QUESTIONS]),
        in_private=tuple(dict.fromkeys(in_private)),
    )


def to_settle(found: OpenPoints) -> Iterator[Block]:
    """Yield the questions of an agenda: those to settle, and who asks the rest."""
    if not any(found):
        yield Paragraph("No answer that is still open would change the advice.")
    if found.here:
        yield Points(found.here)
    if found.elsewhere:
        yield Paragraph("Only partners who are not here can answer these. Who asks them, by when?")
        yield Points(found.elsewhere)
    if found.in_private:
        alone = "Best answered in private, each school on its own sheet"
        yield Paragraph(f"{alone}: {'; '.join(found.in_private)}.")
