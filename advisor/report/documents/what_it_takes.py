"""What the work takes from one school, need by need: what is known of it, and what is not."""

from collections.abc import Iterable

from advisor.report.answer_sentences import answer_sentences, quotations
from advisor.report.blocks import Section, Table
from advisor.report.documents.one_school import ends_early, in_a_sentence, own_answers
from advisor.report.phrases import Phrases
from advisor.rulebook.papers import GovernorsPaper


def what_it_takes(phrases: Phrases, school: str, words: GovernorsPaper) -> Section:
    """Return the needs of a paper for one school's governors as a table.

    A need is left out if nothing about it is asked at this stage.
    """
    needs = [
        (
            need.label,
            said_by(phrases, school, words, need.questions)
            or _why_nothing_is_known(phrases, need.questions),
            _open(phrases, school, need.questions),
        )
        for need in words.needs
    ]
    needs = [need for need in needs if need[1]]
    columns = 3 if any(unknown for *_, unknown in needs) else 2
    rows = ((label, known, unknown or "Nothing left open") for label, known, unknown in needs)
    table = Table(
        ("Need", "What we know", "What we do not know")[:columns],
        tuple(row[:columns] for row in rows),
        wraps=frozenset(range(1, columns)),
        narrow=frozenset({0}),
    )
    return Section("takes", "What it takes", (table,))


def said_by(phrases: Phrases, school: str, words: GovernorsPaper, questions: Iterable[str]) -> str:
    """Return what a school and the partnership have answered, with notes of fact."""
    texts: list[str] = []
    for question in questions:
        reasons = own_answers(phrases, question, school)
        texts += answer_sentences(reasons, phrases)
        if question == words.covered_for:
            texts.append(ends_early(phrases.assessment, question))
        if question in words.notes_of:
            texts += quotations(reasons, phrases)
    return " ".join(filter(None, texts))


def _open(phrases: Phrases, school: str, questions: Iterable[str]) -> str:
    open_here = {item.question for item in phrases.assessment.find_out}
    asked = " ".join(phrases.question(name) for name in questions if name in open_here)
    return asked.replace("this partner", in_a_sentence(school))


def _why_nothing_is_known(phrases: Phrases, questions: Iterable[str]) -> str:
    """Return why nothing is known of a need; nothing if it is not asked at this stage."""
    seen = phrases.assessment
    states = {item.state for item in seen.find_out if item.question in questions}
    if states:
        return "Nobody could say yet" if "unknown" in states else "Not answered yet"
    reasons = [one.reason for one in seen.not_applicable if one.question in questions]
    return f"Does not apply: {'; '.join(filter(None, reasons))}" if any(reasons) else ""
