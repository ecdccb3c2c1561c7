"""The top of a page of advice: what it is, the day, who is in it, and who may read it."""

from advisor.report.blocks import Page
from advisor.report.partner_names import joined
from advisor.report.words import Words, dated, day_in_words

_PARTNERS_NAMED = 12


def header(words: Words, title: str) -> Page:
    """Return a page with nothing under its header."""
    assessment = words.assessment
    asks = words.rulebook.wording.stages[assessment.stage].decision
    if not assessment.stage_given:
        asks += f" (The file names no stage; read as {assessment.stage}.)"
    lines = (_partners(words), _audience(words))
    return Page(
        title=title,
        aside=_days(words),
        heading=assessment.partnership,
        asks=asks,
        about=tuple(line for line in lines if line),
        sections=(),
    )


def _days(words: Words) -> str:
    """Return the day of the answers, and the day from which days are counted if it is another."""
    assessment = words.assessment
    text, day = dated(assessment.as_of), assessment.days_from
    return text if day in {None, assessment.as_of} else f"{text}; days from {day_in_words(day)}"


def _partners(words: Words) -> str:
    partners = words.assessment.partners
    names = [
        words.partner(p.name) + (f" ({p.count})" if p.count > 1 else "")
        for p in partners[:_PARTNERS_NAMED]
    ]
    more = sum(p.count for p in partners[_PARTNERS_NAMED:])
    return ", ".join([*names, *([f"and {more} more"] if more else [])])


def _audience(words: Words) -> str:
    """Return for whom the page is, where it uses the answer to a delicate question."""
    assessment = words.assessment
    questions = words.rulebook.questions
    used = {
        reason.question
        for finding in (*assessment.risks, *assessment.strengths)
        for reason in finding.because
        if reason.question is not None
    }
    if not any(questions[question].delicate for question in used):
        return ""
    present = assessment.present
    readers = joined(present) if present else "the leaders in the room"
    return f"For {readers}. It uses answers given in private: keep it there."
