"""What of an assessment may be shown to one school: every paper for a school is made from this."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from advisor.reasoning.assessment import Assessment, Finding
from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.open_questions import OpenQuestion
from advisor.report.blocks import Paragraph, sentence
from advisor.report.days_in_words import begin_verb, day_in_words, months_later
from advisor.report.documents.delicate import without_delicate
from advisor.report.documents.risks_of_one import with_risks_of_one
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS

F = TypeVar("F", bound=Finding)
Q = TypeVar("Q", bound=OpenQuestion)
MET_ALONE = "One school met alone; its partners were not there."
TO_FILL_IN = "[for the head to fill in]"
_MOST_DAYS = 3
_DISPUTED = "Not everybody agrees."
_YOU = re.compile(r"\byou(r|rs)?\b", re.IGNORECASE)


def seen_by(assessment: Assessment, rulebook: Rulebook, school: str) -> Assessment:
    """Return an assessment with the answers of one school and of the partnership only.

    Answers to delicate questions go, and so do notes on questions about a person, private notes,
    who said what, why somebody disagrees, notes on steps, and each risk that needs another school's
    answer: with two schools, "somebody has said no" tells who it was.
    """
    assessment = with_risks_of_one(without_delicate(assessment, rulebook), rulebook, school)

    def shown(question: str | None, partner: str | None) -> bool:
        if question is None:
            return True
        return partner in {None, school} and not rulebook.is_delicate(question)

    def quotable(question: str | None, partner: str | None) -> bool:
        about_a_person = question is not None and rulebook.is_about_a_person(question)
        return shown(question, partner) and not about_a_person

    notes = tuple(
        note.model_copy(update={"said_by": None})
        for note in assessment.notes
        if note.visibility == "shared" and quotable(note.question, note.partner)
    )
    # An assessment for the whole room may have private notes, among the reasons too.
    shared = {(note.question, note.note) for note in notes}

    def findings(found: Iterable[F]) -> tuple[F, ...]:
        return tuple(
            one.model_copy(
                update={
                    "because": reasons(one.because),
                    # That somebody disagrees, and not why: that is as somebody said it.
                    "disagreement": _DISPUTED if one.disagreement else None,
                }
            )
            for one in found
        )

    def reasons(found: Iterable[Reason]) -> tuple[Reason, ...]:
        return tuple(
            one.model_copy(
                update={
                    "said_by": None,
                    "note": one.note if (one.question, one.note) in shared else None,
                }
            )
            for one in found
            if shown(one.question, one.partner)
        )

    return assessment.model_copy(
        update={
            "risks": findings(assessment.risks),
            "strengths": findings(assessment.strengths),
            "answers": tuple(
                one.model_copy(update={"said_by": None, "who_could_tell": None})
                for one in assessment.answers
                if shown(one.question, one.partner)
            ),
            "notes": notes,
            "find_out": _of(assessment.find_out, shown),
            "unknown": _of(assessment.unknown, shown),
            "not_asked": _of(assessment.not_asked, shown),
            "not_applicable": _of(assessment.not_applicable, shown),
            "steps": tuple(s.model_copy(update={"note": None}) for s in assessment.steps),
            "agreed_besides": (),
            "disagreements_besides": (),
            "contradictions": (),
            "could_change": (),
            "undecided": (),
            "frameworks": (),
            "earlier": (),
            "present": (),
            "private_notes_left_out": 0,
        }
    )


def _of(found: Iterable[Q], shown: Callable[[str | None, str | None], bool]) -> tuple[Q, ...]:
    return tuple(one for one in found if shown(one.question, one.partner))


def own_answers(phrases: Phrases, question: str, school: str) -> list[Reason]:
    """Return the answers that a school may see to a question, each as its own or everybody's."""
    seen, once = phrases.assessment, phrases.rulebook.questions[question].once
    notes = {(note.question, note.partner): note.note for note in reversed(seen.notes)}
    return [
        Reason(
            question=question,
            answer=one.answer,
            partner=None if once else school,
            note=notes.get((question, one.partner)),
        )
        for one in seen.answers
        if one.question == question and one.state == "known"
    ]


def of_the_schools(text: str) -> str:
    """Return a text of ours in which "you" is the heads, for readers who are not."""
    for you, schools in (("You", "The schools"), ("you", "the schools")):
        text = re.sub(rf"\b{you}r\b", f"{schools}'", text)
        text = re.sub(rf"\b{you}\b", schools, text)
    return text


def not_to_heads(sentences: Iterable[str]) -> list[str]:
    """Return the sentences without "you", which means the heads: others read these papers."""
    return [text for text in sentences if not _YOU.search(text)]


def in_a_sentence(name: str) -> str:
    """Return a name as it is written inside a sentence: "the Castle School"."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def with_whom(phrases: Phrases, school: str) -> str:
    """Return the other partners as a sentence, or nothing if there is none."""
    # Without a mark for one that others answered for: none of its answers is here.
    others = [one.name for one in phrases.partners if one.name != school]
    if not others:
        return ""
    if phrases.assessment.room == "us":
        return f"{MET_ALONE.removesuffix('.')}: {joined(others)}."
    return f"With {joined(others)}."


def ends_early(seen: Assessment, question: str) -> str:
    """Return that the money ends before the first day of the work, or nothing.

    Args:
        seen: With the day of the answers, and the first day.
        question: Says for how many months it lasts from the day of the answers.
    """
    months = next((one.answer for one in seen.answers if one.question == question), None)
    if seen.as_of is None or seen.starts is None or not isinstance(months, int | float):
        return ""
    is_early = months_later(seen.as_of, int(months)) <= seen.starts
    return "That ends before the first day of the work." if is_early else ""


def days_that_matter(seen: Assessment, school: str) -> str:
    """Return the next days of a school and of the partnership, as a sentence; or nothing.

    The board's own meeting has its place, and when a head leaves is not for a paper.
    """
    coming = [
        f"{day_in_words(one.on)} ({one.what})"
        for one in seen.dates
        if one.partner in {None, school}
        and one.is_ not in {*PERSONAL_OCCASIONS, "board-meeting"}
        and (seen.days_from is None or one.on >= seen.days_from)
    ]
    return f"Days that matter: {', '.join(coming[:_MOST_DAYS])}." if coming else ""


def what_it_is(seen: Assessment, nothing: str, begins: str, said: str) -> Paragraph:
    """Return what the work is, or that nobody said it; when it begins; and what was said of it."""
    about = seen.about
    # Each with its name: typed as sentences of their own, they run on badly in one.
    told = (
        {"": about.what, "How often: ": about.how_often, "For: ": about.for_whom} if about else {}
    )
    what = ". ".join(name + text.rstrip(".") for name, text in told.items() if text)
    what = sentence(what) or nothing
    # One that runs has begun.
    begin = "" if seen.stage == "running" else f"It {begin_verb(seen.stage)}: {begins}. "
    return Paragraph(f"{what}. {begin}{said}".strip())
