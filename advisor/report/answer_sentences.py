"""Answers as sentences that name the schools, for pages with room for only a few lines."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from advisor.reasoning.assessment_parts import Reason
from advisor.report.blocks import sentence
from advisor.report.grouping import grouped
from advisor.report.partner_names import PartnerNamed, joined, schools
from advisor.report.phrases import counted
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook


class NamingPhrases(Protocol):
    """What sentences about answers need: the rulebook, and the partners with their short names."""

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of the answers."""

    @property
    def partners(self) -> Collection[PartnerNamed]:
        """The partners, in the order of the file."""

    @property
    def short_names(self) -> Mapping[str, str]:
        """What to call each partner in a sentence."""


def answer_sentences(reasons: Iterable[Reason], phrases: NamingPhrases) -> list[str]:
    """Return the answers behind a risk, one sentence for each level of each question, worst first.

    Facts without a better end ("lessons are shared") come last; they are the setting.
    """
    return [sentence for sentence, _ in sentences_with_reasons(reasons, phrases)]


def sentences_with_reasons(
    reasons: Iterable[Reason], phrases: NamingPhrases
) -> list[tuple[str, list[Reason]]]:
    """Return the same sentences, each with the answers that it puts into words."""
    questions = phrases.rulebook.questions
    found = grouped(
        ((reason.question, level_of(questions[reason.question], reason)), reason)
        for reason in reasons
        if reason.question is not None
    )
    # Counted from the end, so that the first place of a question overwrites its later ones.
    first = {question: -place for place, (question, _) in enumerate(reversed(found))}

    def order(key: tuple[str, str]) -> tuple[bool, int, int]:
        question = questions[key[0]]
        return question.better == "neither", first[question.id], question.order.index(key[1])

    return [
        (_sentence(questions[key[0]], key[1], found[key], phrases), found[key])
        for key in sorted(found, key=order)
    ]


def level_of(question: Question, reason: Reason) -> str:
    """Return the level of an answer, or the band of its number."""
    if question.number is None or isinstance(reason.answer, str):
        return str(reason.answer)
    assert reason.answer is not None, "a reason holds known answers only"
    return question.number.band_of(reason.answer)


def goodness(reason: Reason, phrases: NamingPhrases) -> float:
    """Return how good an answer is, from 0 for the worst; a fact is 0 too."""
    if reason.question is None:
        return 0
    question = phrases.rulebook.questions[reason.question]
    level = level_of(question, reason)
    return question.order.index(level) / len(question.order) if level in question.order else 0


def _sentence(
    question: Question, level_id: str, reasons: list[Reason], phrases: NamingPhrases
) -> str:
    level = question.level(level_id)
    of_schools = schools_asked(question, {reason.partner for reason in reasons}, phrases)
    if level.in_brief is None:
        return f"{sentence(of_schools)}: {level.says}" if of_schools else level.says
    unit = question.number.unit if question.number else ""
    # Each number once, in order: a set would print them in another order each time.
    numbers = dict.fromkeys(
        counted(reason.answer, unit) for reason in reasons if isinstance(reason.answer, int | float)
    )
    # The names are filled in last: braces in a name are a person's text, not a placeholder.
    text = level.in_brief.replace("{number}", joined(numbers) if numbers else level.label)
    return sentence(text.replace("{schools}", of_schools))


def schools_asked(question: Question, names: Collection[str | None], phrases: NamingPhrases) -> str:
    """Return some of the partners that are asked a question, worded for a sentence, or ""."""
    named = [partner for partner in phrases.partners if partner.name in names]
    asked = [partner for partner in phrases.partners if question.is_asked_of(partner.role)]
    return schools(named, asked, phrases.short_names) if named else ""


def quotations(reasons: Iterable[Reason], phrases: NamingPhrases) -> list[str]:
    """Return the notes on answers as quotations, except on questions about a person.

    A note that several partners share is quoted once, without a name. If all answers are from one
    partner, its name is left out too.
    """
    reasons = list(reasons)
    is_of_several = len({reason.partner for reason in reasons if reason.partner}) > 1
    names = phrases.short_names if is_of_several else {}
    questions = phrases.rulebook.questions
    found = grouped(
        (" ".join(reason.note.split()), names.get(reason.partner or "", ""))
        for reason in reasons
        if reason.question and reason.note and not questions[reason.question].about_a_person
    )
    return [
        f'{of[0]}: "{note}"' if len(set(of)) == 1 and of[0] else f'"{note}"'
        for note, of in found.items()
    ]
