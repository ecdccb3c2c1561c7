"""The largest number of questions that answers can lead to, and whether that is too many."""

from collections.abc import Iterator, Mapping

from advisor.authoring.satisfiable import OPEN, Test, answer_key, cases_of, choices_of, test_of
from advisor.rulebook.condition import Condition, parts
from advisor.rulebook.references import Complaint
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage

MAX_ASKED: Mapping[Stage, int] = {"exploring": 20, "agreeing": 46, "starting": 56, "running": 48}
"""What one sitting can answer: our judgement, from how long the interview takes."""
MAX_ESSENTIAL = 18


def most_asked(rulebook: Rulebook, kind: Kind, stage: Stage) -> int:
    """Return the largest number of questions that one kind can be asked at a stage.

    A question that every partner answers counts once. Every answer is a level, or
    ``not-applicable`` if the question allows that; a hidden question has no answer. Conditions on
    partners can have any value, so the count may be too high there, but never too low.

    Raises:
        ValueError: The questions read too much to try every case.
    """
    here = [q for q in rulebook.questions.values() if q.exists_at(frozenset([kind]), stage)]
    hidden_by = {q.id: q.ask_when for q in here if q.ask_when is not None}
    not_here = rulebook.questions.keys() - {question.id for question in here}
    not_asked = {answer_key(name): OPEN for name in not_here}
    read = {name: _read_by(name, hidden_by[name], kind, stage, rulebook) for name in hidden_by}
    found = len(here) - len(hidden_by)
    # In groups, since the cases of all questions multiply: 160 at once for one kind and stage, and
    # 5 in the largest group of the shipped questions.
    for group in _apart(read):
        conditions = tuple(hidden_by[name] for name in group)
        tests = {name: test_of(hidden_by[name]) for name in group}
        found += max(
            _shown(tests, {**case, **not_asked})
            for case in cases_of(conditions, (kind,), (stage,), rulebook)
        )
    return found


def _shown(tests: Mapping[str, Test], case: dict[str, object]) -> int:
    """Return how many questions are asked, given in the order in which they are."""
    found = 0
    for name, test in tests.items():
        if test(case):
            found += 1
        else:
            case[answer_key(name)] = OPEN
    return found


def _read_by(
    name: str, condition: Condition, kind: Kind, stage: Stage, rulebook: Rulebook
) -> frozenset[str]:
    """Return what links a question to others: its own answer, and everything it depends on."""
    leaves = tuple(part for _, part in parts(condition))
    choices = choices_of(leaves, (kind,), (stage,), rulebook)
    return frozenset([answer_key(name), *(key for key, values in choices if len(values) > 1)])


def _apart(read: Mapping[str, frozenset[str]]) -> Iterator[list[str]]:
    """Yield the questions in independent groups, each in the order of the page."""
    groups: list[frozenset[str]] = []
    for keys in read.values():
        met = [group for group in groups if group & keys]
        groups = [*(group for group in groups if group not in met), keys.union(*met)]
    for group in groups:
        yield [name for name, keys in read.items() if keys & group]


def count_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each kind and stage at which answers can call up more questions than the limit."""
    about = ("rulebook", "questions")
    for kind in KINDS:
        for stage in STAGES:
            try:
                asked = most_asked(rulebook, kind, stage)
            except ValueError as error:
                yield Complaint(
                    about, (), f"ask_when of the questions for {kind} at {stage} {error}"
                )
                continue
            essential = len(rulebook.essential_at(frozenset([kind]), stage))
            for number, most, sort in (
                (asked, MAX_ASKED[stage], "questions"),
                (essential, MAX_ESSENTIAL, "essential questions"),
            ):
                if number > most:
                    message = f"asks a {kind} at {stage} up to {number} {sort}; {most} at most"
                    yield Complaint(
                        about, (), f"{message}: merge some, or hide one by another's answer"
                    )
