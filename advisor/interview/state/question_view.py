"""What the screen shows of one question: its choices, its partners."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from advisor.files.clean_text import numbered, one_line
from advisor.interview.state.choice import Choice, GridRow
from advisor.reasoning.asked_questions import AskedQuestion, asked_of_each
from advisor.report.phrases import NOBODY_KNOWS, NOT_ASKED, counted
from advisor.report.writers.cells import shortened
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import UNKNOWN
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

UNKNOWN_KEY = "u"
REASON_KEY = "x"
WHO = "who could tell us? "
# A role, such as "the head of music". Longer, it would take the room of the note behind it.
_SAID_BY = 24


def keys_of(question: Question) -> tuple[str, ...]:
    """Return the keys across the grid: the levels' numbers, unknown, does not apply."""
    levels = () if question.number else tuple(map(str, range(1, len(question.levels) + 1)))
    return (*levels, UNKNOWN_KEY, *([REASON_KEY] if question.may_not_apply else []))


def key_of(question: Question, answer: Answer | None) -> str:
    """Return the key of an answer; nothing for none, and for a number."""
    if answer is None:
        return ""
    if answer.is_unknown:
        return UNKNOWN_KEY
    if answer.is_not_applicable:
        return REASON_KEY
    # A number has no key, but a number question has levels too: the bands it is read by.
    if question.number or not isinstance(answer.answer, str):
        return ""
    return str(question.order.index(answer.answer) + 1)


def answer_for(question: Question, key: str) -> Answer | None:
    """Return the answer that a key gives by itself: a level, or unknown."""
    if key == UNKNOWN_KEY:
        return Answer(answer=UNKNOWN)
    level = numbered(key, question.levels)
    return Answer(answer=level.id) if level else None


def choices_for(question: Question, answer: Answer | None) -> tuple[Choice, ...]:
    """Return everything that the question can be answered with, but a number."""
    chosen = key_of(question, answer)
    levels = () if question.number else question.levels
    found = [
        Choice(str(n), level.label, level.says, chosen == str(n))
        for n, level in enumerate(levels, 1)
    ]
    # Whom the room has named goes before whom the rules suggest.
    asked = (answer.who_could_tell if answer else None) or question.find_out.who
    who = f"{WHO}{asked}"
    found.append(Choice(UNKNOWN_KEY, "We don't know", who, chosen == UNKNOWN_KEY))
    if question.may_not_apply:
        given = (answer and answer.reason) or ""
        says = given or "choose the reason"
        found.append(Choice(REASON_KEY, "Does not apply", says, chosen == REASON_KEY))
    return tuple(found)


def sentences_for(question: Question, answer: Answer | None) -> tuple[Choice, ...]:
    """Return the same, each in one sentence, for where there is no room for a label too."""
    found = choices_for(question, answer)
    levels = len(question.levels)
    others = (f"{one.label} ({one.says.removeprefix(WHO)})" for one in found[levels:])
    says = (*(one.says for one in found[:levels]), *others)
    return tuple(replace(one, label="", says=text) for one, text in zip(found, says, strict=True))


def rows_for(question: Question, scenario: Scenario) -> tuple[GridRow, ...]:
    """Return the partners of the grid, each with its answer."""
    rows = []
    for _, partner, answer in asked_of_each(question, scenario):
        if partner is not None:
            name = f"{partner.name} ×{partner.count}" if partner.count > 1 else partner.name
            rows.append(GridRow(name, key_of(question, answer), short_answer(question, answer)))
    return tuple(rows)


def short_answer(question: Question, answer: Answer | None) -> str:
    """Return an answer in a few words."""
    if answer is None:
        return NOT_ASKED
    if answer.is_unknown:
        asked = answer.who_could_tell or ""
        return f"{NOBODY_KNOWS}; ask {asked}" if asked else NOBODY_KNOWS
    if answer.is_not_applicable:
        return f"does not apply: {answer.reason or ''}"
    if isinstance(answer.answer, str):
        return question.level(answer.answer).label
    assert question.number is not None
    band = question.level(question.number.band_of(answer.answer))
    return f"{counted(answer.answer, question.number.unit)}: {band.label}"


def by_answer(
    items: Iterable[AskedQuestion], in_words: Callable[[Question, Answer | None], str]
) -> dict[str, list[str]]:
    """Return each answer in words, with the partners who gave it; one without a name if once."""
    found: dict[str, list[str]] = {}
    for item in items:
        answer = in_words(item.question, item.answer)
        found.setdefault(answer, []).append(item.partner_name or "")
    return found


def keys_in_words(question: Question) -> str:
    """Return which keys answer the question, as "1-5 or u"."""
    levels = "a number and Enter," if question.number else f"1-{len(question.levels)}"
    if question.may_not_apply:
        return f"{levels.removesuffix(',')}, u or x"
    return f"{levels} or u"


def note_line(answer: Answer | None, owner: str) -> str:
    """Return what goes with an answer, in one line, and whose answer it is."""
    if answer is None:
        return ""
    whose = f" for {owner}" if owner else ""
    # The screen may be on a projector, so a private note, and who said it, are behind a key.
    if answer.note and answer.visibility == "private":
        return f"private note{whose}: n shows it"
    given_by = f" from {shortened(answer.said_by, _SAID_BY)}" if answer.said_by else ""
    # Last, since it is the end of this line that is cut.
    return f"n: note{whose}{given_by}" + (f": {one_line(answer.note)}" if answer.note else "")


def source_line(rulebook: Rulebook, question: Question) -> str:
    """Return the first passage behind why a question is asked; nothing if there is none."""
    passage = next(
        (passage for name in question.lessons for passage in rulebook.lessons[name].passages), None
    )
    if passage is None:
        return ""
    return f"Source: {rulebook.sources[passage.source].short}, {passage.locator}"


def said_before(
    rulebook: Rulebook, scenario: Scenario, question: Question, partner: str | None
) -> tuple[str, ...]:
    """Return what was answered to the questions that this one replaces, each in a line."""
    successors = rulebook.changes.successors
    found = []
    for one in scenario.earlier:
        if one.answer is None or one.question is None or one.partner not in {None, partner}:
            continue
        if question.id == one.question or question.id in successors.get(one.question, ()):
            found.append(f"Said before, to \u201c{one.asked}\u201d: {one.answer}")
    return tuple(dict.fromkeys(found))
