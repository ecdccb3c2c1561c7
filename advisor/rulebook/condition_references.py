"""Check that every name in a condition refers to something."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest
from advisor.files.validation import FileModel
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question
from advisor.rulebook.wording import Wording

Part = tuple[str, str]
"""A part of a rulebook: its sort (rule, question, step, …) and its id."""

Found = Iterator[tuple[Place, str]]
"""Places in a part, each with what is wrong there."""


class Names(NamedTuple):
    """Every name that something may refer to, with the parts that could be read."""

    models: Mapping[Part, FileModel]
    declared: Mapping[str, frozenset[str]]
    topics: tuple[str, ...] | None
    wording: Wording | None

    def missing(self, sort: str, name: str) -> str:
        """Return the message about a name that refers to nothing, or an empty text."""
        known = self.declared.get(sort)
        # Not every part could be read, and a name may be that of one which could not.
        if known is None or name in known:
            return ""
        return f"there is no {sort} {quoted(name)}{nearest(name, known)}"

    def missing_level(self, name: str, level: str) -> str:
        """Return the message about a level that a question does not have, or an empty text."""
        question = self.question(name)
        if question is None or level in question.order:
            return ""
        return f"{quoted(name)} has no level {quoted(level)}{nearest(level, question.order)}"

    def question(self, name: str) -> Question | None:
        found = self.models.get(("question", name))
        return found if isinstance(found, Question) else None


def each_named(sort: str, ids: tuple[str, ...], place: Place, names: Names) -> Found:
    """Yield each name that refers to nothing, with its key path."""
    for number, name in enumerate(ids):
        if message := names.missing(sort, name):
            yield (*place, number), message


def rests_on_something(condition: Condition) -> bool:
    """Return whether every way in which the condition can be true includes more than a ``not``."""
    match condition:
        case language.Not():
            return False
        case language.All():
            return any(rests_on_something(part) for part in condition.parts)
        case language.AnyOf():
            return all(rests_on_something(part) for part in condition.parts)
        case language.Leaf():
            return True
        case _:
            assert_never(condition)


def condition_faults(
    condition: Condition, within: Place, names: Names, *, may_read_findings: bool
) -> Found:
    """Yield each name in a condition that refers to nothing or cannot be used in this way."""
    for place, part in language.parts(condition, within):
        if isinstance(part, language.FindingStands):
            if not may_read_findings:
                yield place, "only a rule can read a finding"
            elif message := names.missing("rule", part.rule):
                yield (*place, "finding"), message
        for read in language.questions_read(part):
            yield from _of_question(part, read, place, names)


def _of_question(part: Condition, read: language.QuestionRead, place: Place, names: Names) -> Found:
    at, name = (*place, *read.place), read.question
    if message := names.missing("question", name):
        yield at, message
        return
    # It exists, but could not be read. That is a fault where it is written, not here.
    question = names.question(name)
    if question is None:
        return
    if question.once and read.of_partners:
        yield at, f"{quoted(name)} is asked once, not of partners"
    elif not question.once and not read.of_partners:
        yield at, f"{quoted(name)} is asked of partners; use any_partner or every_partner"
    if isinstance(part, language.DifferBy) and part.number >= len(question.order):
        yield (*place, "differ_by"), f"{quoted(name)} has {len(question.order)} levels only"
    for number, level in enumerate(read.levels or ()):
        if message := names.missing_level(name, level):
            yield (*at, number), message
