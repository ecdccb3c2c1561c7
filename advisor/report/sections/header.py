"""The top of a page of advice: its title, the date, the partners, and who may read it."""

from collections.abc import Iterable

from advisor.report.blocks import Page
from advisor.report.days_in_words import dated, day_in_words
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases


def header(
    phrases: Phrases, title: str, shown: Iterable[str | None], *, room: int | None = None
) -> Page:
    """Return a page with only its header.

    Args:
        phrases: The phrases for the assessment.
        title: What the page is.
        shown: The questions whose answers the page shows.
        room: Characters for the names of the partners; None to name them all.
    """
    assessment = phrases.assessment
    asks = phrases.rulebook.wording.stages[assessment.stage].decision
    if not assessment.stage_given:
        asks += f" (The file names no stage; read as {assessment.stage}.)"
    lines = (_partners(phrases, room), audience(phrases, shown))
    return Page(
        title=title,
        aside=_days(phrases),
        heading=assessment.partnership,
        asks=asks,
        about=tuple(line for line in lines if line),
        sections=(),
    )


def _days(phrases: Phrases) -> str:
    """Return the day of the answers, and the day from which days are counted if it differs."""
    assessment = phrases.assessment
    text, day = dated(assessment.as_of), assessment.days_from
    return text if day in {None, assessment.as_of} else f"{text}; days from {day_in_words(day)}"


def _partners(phrases: Phrases, room: int | None) -> str:
    """Return as many partners as there is room for, but at least one, and how many more."""
    partners = phrases.assessment.partners
    names = [phrases.partner(p.name) + (f" ({p.count})" if p.count > 1 else "") for p in partners]
    for count in range(len(names), 0, -1):
        more = sum(p.count for p in partners[count:])
        text = ", ".join([*names[:count], *([f"and {more} more"] if more else [])])
        if room is None or len(text) <= room:
            break
    return text


def audience(phrases: Phrases, shown: Iterable[str | None]) -> str:
    """Return who may read a page with the answers to these questions, if any is delicate."""
    assessment, rulebook = phrases.assessment, phrases.rulebook
    if not any(question and rulebook.is_delicate(question) for question in shown):
        return ""
    readers = joined(assessment.present) if assessment.present else "the leaders in the room"
    return f"For {readers} only: it uses delicate answers."


def questions_behind(phrases: Phrases) -> set[str | None]:
    """Return the questions whose answers support a risk or a strength, or contradict each other."""
    assessment = phrases.assessment
    found = {r.question for one in (*assessment.risks, *assessment.strengths) for r in one.because}
    return found | {r.question for one in assessment.contradictions for r in one.answers}


def questions_answered(phrases: Phrases) -> set[str | None]:
    """Return the questions that have an answer or a note, and old ones."""
    assessment = phrases.assessment
    known = {answer.question for answer in assessment.answers if answer.state == "known"}
    noted = {note.question for note in assessment.notes}
    return known | noted | {one.question for one in assessment.earlier}
