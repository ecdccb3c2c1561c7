"""What the work takes from one school, need by need: what is known of it, and what is not."""

from collections.abc import Iterable

from advisor.report.answer_sentences import answer_sentences, quotations
from advisor.report.blocks import Section, Table
from advisor.report.documents.one_school import ends_early, in_a_sentence, own_answers
from advisor.report.phrases import Phrases
from advisor.rulebook.papers import GovernorsPaper

_NOT_ASKED = "Not asked at this stage"


def what_it_takes(phrases: Phrases, school: str, words: GovernorsPaper) -> Section:
    """Return the needs of a paper for one school's governors as a table."""
    needs = [
        (
            need.label,
            said_by(phrases, school, words, need.questions),
            _open(phrases, school, need.questions),
            _why_nothing_is_known(phrases, need.questions),
        )
        for need in words.needs
    ]
    columns = 3 if any(unknown for _, _, unknown, _ in needs) else 2
    rows = (
        (
            label,
            known or nothing,
            unknown
            or ("Not asked" if nothing == _NOT_ASKED and not known else "Nothing left open"),
        )
        for label, known, unknown, nothing in needs
    )
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
    seen = phrases.assessment
    reasons = [one.reason for one in seen.not_applicable if one.question in questions]
    if any(reasons):
        return f"Does not apply: {'; '.join(filter(None, reasons))}"
    states = {item.state for item in seen.find_out if item.question in questions}
    if "unknown" in states:
        return "Nobody could say yet"
    return "Not answered yet" if states else _NOT_ASKED
