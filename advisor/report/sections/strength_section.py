"""What is in the partnership's favour, a line each."""

from advisor.reasoning.assessment import Finding
from advisor.report.blocks import Paragraph, Point, Points, Section
from advisor.report.phrases import WE_DISAGREE, Phrases
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.report.writers.cells import on_one_line


def strength_section(phrases: Phrases) -> Section:
    """Return the strengths, with their answers and sources by number."""
    strengths = phrases.assessment.strengths
    if not strengths:
        nothing = Paragraph("We found nothing in your favour yet.")
        return Section("in-your-favour", "In your favour", (nothing,))
    quotes = AnswerQuotes(phrases)
    points = Points(tuple(Point("+", _line(strength, quotes)) for strength in strengths))
    return Section("in-your-favour", "In your favour", (points,))


def _line(strength: Finding, quotes: AnswerQuotes) -> str:
    questions = quotes.labels(quotes.questions_behind([strength]))
    answers = f"({questions})" if questions else ""
    sources = dict.fromkeys(quotes.phrases.cited[citation.source] for citation in strength.sources)
    parts = [strength.title, answers, *(f"[{number}]" for number in sources)]
    if strength.disagreement is not None:
        parts.append(f"{WE_DISAGREE}: {on_one_line(strength.disagreement)}")
    return " ".join(filter(None, parts))
