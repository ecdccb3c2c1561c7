"""The answers and facts behind a trace: what made it true, and what would resolve it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar, assert_never

from advisor.reasoning.evaluator import apart_pairs
from advisor.reasoning.trace import Seen, Trace, Truth
from advisor.rulebook import condition as language
from advisor.rulebook.rulebook import Rulebook


class FactSeen(NamedTuple):
    """A fact of the file that a finding is based on."""

    fact: str
    value: str | int | bool | tuple[str, ...]


Evidence = Seen | FactSeen


_T = TypeVar("_T", Seen, Evidence)


def evidence_for(trace: Trace, rulebook: Rulebook) -> tuple[Evidence, ...]:
    """Return the answers and facts that made a trace true, through findings, without repeats.

    For a presumed trace they are the known ones. A ``not`` adds nothing: the tree shows what is
    absent, and no rule is based on that alone.
    """
    return _unique(_for(trace, rulebook))


def evidence_against(trace: Trace, rulebook: Rulebook) -> tuple[Evidence, ...]:
    """Return the answers and facts that made a trace false, through findings, without repeats."""
    return _unique(_against(trace, rulebook))


def evidence_of_absence(trace: Trace, rulebook: Rulebook) -> tuple[Evidence, ...]:
    """Return the answers and facts that made each ``not`` of a true trace true."""
    return _unique(_of_nots(trace, rulebook))


def open_answers(trace: Trace) -> tuple[Seen, ...]:
    """Return the answers that would resolve an unknown trace, through findings."""
    return _unique(_open(trace))


def open_excuses(trace: Trace) -> tuple[Seen, ...]:
    """Return the answers that could still excuse what a presumed trace presumes."""
    return _unique(_excuses(trace))


def subject(item: Evidence) -> tuple[str, str]:
    """Return what evidence is about: a question and a partner, or a fact."""
    if isinstance(item, FactSeen):
        return "", item.fact
    return item.question, item.partner.name if item.partner else ""


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple({subject(item): item for item in items}.values())


def _for(trace: Trace, rulebook: Rulebook) -> Iterator[Evidence]:
    match trace.condition:
        case language.All() | language.AnyOf() | language.FindingStands():
            for part in _deciding_parts(trace):
                yield from _for(part, rulebook)
        case language.Not():
            return
        case language.DifferBy(question=question, number=number):
            for match in apart_pairs(rulebook.questions[question], trace.matches, number):
                yield from match.seen
        case language.Fact():
            yield from _of_fact(trace)
        case (
            language.AnswerIs()
            | language.AnyPartner()
            | language.EveryPartner()
            | language.AtLeast()
        ):
            yield from trace.seen
            for match in trace.matches:
                if match.value == Truth.TRUE:
                    yield from match.seen
        case _:
            assert_never(trace.condition)


def _deciding_parts(trace: Trace) -> Iterator[Trace]:
    """Yield the parts that make a trace true, or presumed if it is not known to be true."""
    is_true = trace.value == Truth.TRUE
    return (p for p in trace.parts if (p.value == Truth.TRUE if is_true else p.presumed))


def _of_fact(trace: Trace) -> Iterator[FactSeen]:
    if trace.fact is not None:
        yield FactSeen(language.word_of(trace.condition), trace.fact)


def _against(trace: Trace, rulebook: Rulebook) -> Iterator[Evidence]:
    match trace.condition:
        case language.All() | language.AnyOf() | language.FindingStands():
            for part in trace.parts:
                if part.value == Truth.FALSE:
                    yield from _against(part, rulebook)
        case language.Not():
            yield from _for(trace.parts[0], rulebook)
        case language.DifferBy():
            # Every known answer keeps the others from being far apart, not one of them alone.
            yield from (seen for seen in trace.all_seen if seen.value != Truth.UNKNOWN)
        case language.Fact():
            yield from _of_fact(trace)
        case (
            language.AnswerIs()
            | language.AnyPartner()
            | language.EveryPartner()
            | language.AtLeast()
        ):
            yield from (seen for seen in trace.all_seen if seen.value == Truth.FALSE)
        case _:
            assert_never(trace.condition)


def _of_nots(trace: Trace, rulebook: Rulebook) -> Iterator[Evidence]:
    match trace.condition:
        case language.All() | language.AnyOf():
            for part in trace.parts:
                if part.value == Truth.TRUE:
                    yield from _of_nots(part, rulebook)
        case language.Not():
            yield from _against(trace.parts[0], rulebook)
        case language.Leaf():
            pass
        case _:
            assert_never(trace.condition)


def _excuses(trace: Trace) -> Iterator[Seen]:
    if isinstance(trace.condition, language.Not):
        yield from _open(trace.parts[0])
    elif trace.value != Truth.TRUE:
        for part in _deciding_parts(trace):
            yield from _excuses(part)


def _open(trace: Trace) -> Iterator[Seen]:
    if trace.value != Truth.UNKNOWN:
        return
    for part in trace.parts:
        yield from _open(part)
    yield from trace.seen
    for match in trace.matches:
        # A partner that one answer rules out waits for none of its others.
        if match.value == Truth.UNKNOWN:
            yield from (seen for seen in match.seen if seen.value == Truth.UNKNOWN)
