"""Answers that cannot all be true, and the question to ask about them."""

from dataclasses import replace

from advisor.reasoning.assessment import ContradictionShown
from advisor.report.blocks import Paragraph, Point, Points, Section
from advisor.report.partner_names import asked_back
from advisor.report.phrases import Phrases, plural
from advisor.report.sections.answer_quotes import AnswerQuotes

TITLE = "Two answers contradict each other"


def contradictions_alone(phrases: Phrases) -> Section | None:
    """Return every contradiction for a page without answers, and how to settle it."""
    section = contradiction_section(phrases, is_numbered=False)
    how = Paragraph("In what we heard (b, and b again), Enter on each opens its question.")
    return section and replace(section, blocks=(*section.blocks, how))


def contradiction_section(phrases: Phrases, *, is_numbered: bool = True) -> Section | None:
    """Return every contradiction; None if none.

    Args:
        phrases: The advice in words.
        is_numbered: Whether the page has the answers, each by its number.
    """
    if not (found := phrases.assessment.contradictions):
        return None
    quotes = AnswerQuotes(phrases)
    points = tuple(
        Point("?", asks_about(one, phrases) + (_numbers(one, quotes) if is_numbered else ""))
        for one in found
    )
    title = TITLE if len(found) == 1 else f"Answers that contradict each other ({len(found)})"
    return Section("contradictions", title, (Points(points),))


def _numbers(contradiction: ContradictionShown, quotes: AnswerQuotes) -> str:
    return f" ({quotes.labels(questions_in(contradiction))})"


def contradiction_lines(phrases: Phrases) -> tuple[Section, ...]:
    """Return the first contradiction in a line or two, and how many more there are."""
    if not (found := phrases.assessment.contradictions):
        return ()
    more = f" ({plural(len(found) - 1, 'more pair')} in the full report.)" if found[1:] else ""
    return (
        Section("contradictions", TITLE, lead=f"{asks_about(found[0], phrases)}{more}", joins=True),
    )


def questions_in(contradiction: ContradictionShown) -> list[str]:
    """Return the questions whose answers contradict each other, each once."""
    return list(dict.fromkeys(one.question for one in contradiction.answers if one.question))


def asks_about(contradiction: ContradictionShown, phrases: Phrases) -> str:
    """Return the question that a contradiction asks, after the partners it is about."""
    names = (phrases.short_names[one.partner] for one in contradiction.answers if one.partner)
    return asked_back(contradiction.ask, names)
