"""The top of a page of advice: its title, the date, the partners, and who may read it."""

from collections.abc import Iterable

from advisor.report.blocks import Page
from advisor.report.days_in_words import dated, day_in_words
from advisor.report.partner_names import joined
from advisor.report.words import Words


def header(
    words: Words, title: str, shown: Iterable[str | None], *, room: int | None = None
) -> Page:
    """Return a page with only its header.

    Args:
        words: The words for the assessment.
        title: What the page is.
        shown: The questions whose answers the page shows.
        room: Characters for the names of the partners; None to name them all.
    """
    assessment = words.assessment
    asks = words.rulebook.wording.stages[assessment.stage].decision
    if not assessment.stage_given:
        asks += f" (The file names no stage; read as {assessment.stage}.)"
    lines = (_partners(words, room), audience(words, shown))
    return Page(
        title=title,
        aside=_days(words),
        heading=assessment.partnership,
        asks=asks,
        about=tuple(line for line in lines if line),
        sections=(),
    )


def _days(words: Words) -> str:
    """Return the day of the answers, and the day from which days are counted if it differs."""
    assessment = words.assessment
    text, day = dated(assessment.as_of), assessment.days_from
    return text if day in {None, assessment.as_of} else f"{text}; days from {day_in_words(day)}"


def _partners(words: Words, room: int | None) -> str:
    """Return as many partners as there is room for, but at least one, and how many more."""
    partners = words.assessment.partners
    names = [words.partner(p.name) + (f" ({p.count})" if p.count > 1 else "") for p in partners]
    for count in range(len(names), 0, -1):
        more = sum(p.count for p in partners[count:])
        text = ", ".join([*names[:count], *([f"and {more} more"] if more else [])])
        if room is None or len(text) <= room:
            break
    return text


def audience(words: Words, shown: Iterable[str | None]) -> str:
    """Return who may read a page with the answers to these questions, if any is delicate."""
    assessment, rulebook = words.assessment, words.rulebook
    if not any(question and rulebook.is_delicate(question) for question in shown):
        return ""
    readers = joined(assessment.present) if assessment.present else "the leaders in the room"
    return f"For {readers}. It uses answers given in private: keep it there."


def questions_behind(words: Words) -> set[str | None]:
    """Return the questions whose answers support a risk or a strength, or contradict each other."""
    assessment = words.assessment
    found = {r.question for one in (*assessment.risks, *assessment.strengths) for r in one.because}
    return found | {r.question for one in assessment.contradictions for r in one.answers}


def questions_answered(words: Words) -> set[str | None]:
    """Return the questions that have an answer or a note, and old ones."""
    assessment = words.assessment
    known = {answer.question for answer in assessment.answers if answer.state == "known"}
    noted = {note.question for note in assessment.notes}
    return known | noted | {one.question for one in assessment.earlier}
