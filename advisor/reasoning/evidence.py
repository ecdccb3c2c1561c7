"""What lies behind a trace: the answers that made it true, and those that would settle it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from advisor.reasoning.evaluator import Match, Seen, Trace, Truth, apart_pairs
from advisor.rulebook import condition as language
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Partner


class FactGround(NamedTuple):
    """A fact of the file that a finding rests on."""

    fact: str
    value: str | int | bool | tuple[str, ...]


Ground = Seen | FactGround


class OpenAnswer(NamedTuple):
    """An answer that is not known and would settle something."""

    question: str
    partner: Partner | None


def grounds(trace: Trace, rulebook: Rulebook) -> tuple[Ground, ...]:
    """Return the answers and facts that made a trace true, findings followed, none twice.

    Of a presumed one they are those that are known. A ``not`` adds nothing: what is absent is told
    by the tree, and no rule rests on it alone.
    """
    return _once_each(_grounds(trace, rulebook))


def _once_each(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    found: dict[tuple[str, str], Ground] = {}
    for ground in grounds:
        found.setdefault(subject(ground), ground)
    return tuple(found.values())


def subject(ground: Ground) -> tuple[str, str]:
    """Return what a ground is about: a question and a partner, or a fact."""
    if isinstance(ground, FactGround):
        return "", ground.fact
    return ground.question, _name(ground.partner)


def _grounds(trace: Trace, rulebook: Rulebook) -> Iterator[Ground]:
    match trace.condition:
        case language.All() | language.AnyOf() | language.FindingStands():
            for part in _that_make_it_so(trace):
                yield from _grounds(part, rulebook)
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


def _that_make_it_so(trace: Trace) -> Iterator[Trace]:
    """Yield the parts that make a trace true, or presumed where it is not known to be."""
    is_true = trace.value == Truth.TRUE
    return (p for p in trace.parts if (p.value == Truth.TRUE if is_true else p.presumed))


def _of_fact(trace: Trace) -> Iterator[FactGround]:
    if trace.fact is not None:
        yield FactGround(language.word_of(trace.condition), trace.fact)


def grounds_against(trace: Trace, rulebook: Rulebook) -> tuple[Ground, ...]:
    """Return the answers and facts that made a trace false, findings followed, none twice."""
    return _once_each(_against(trace, rulebook))


def _against(trace: Trace, rulebook: Rulebook) -> Iterator[Ground]:
    match trace.condition:
        case language.All() | language.AnyOf() | language.FindingStands():
            for part in trace.parts:
                if part.value == Truth.FALSE:
                    yield from _against(part, rulebook)
        case language.Not():
            yield from _grounds(trace.parts[0], rulebook)
        case language.DifferBy():
            seen = (one for match in trace.matches for one in match.seen)
            yield from (one for one in seen if one.value != Truth.UNKNOWN)
        case language.Fact():
            yield from _of_fact(trace)
        case (
            language.AnswerIs()
            | language.AnyPartner()
            | language.EveryPartner()
            | language.AtLeast()
        ):
            told = (*trace.seen, *(one for match in trace.matches for one in match.seen))
            yield from (one for one in told if one.value == Truth.FALSE)
        case _:
            assert_never(trace.condition)


def grounds_of_nots(trace: Trace, rulebook: Rulebook) -> tuple[Ground, ...]:
    """Return the answers and facts that made true each ``not`` of a true trace, none twice."""
    return _once_each(_of_nots(trace, rulebook))


def _of_nots(trace: Trace, rulebook: Rulebook) -> Iterator[Ground]:
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


def open_answers(trace: Trace) -> tuple[OpenAnswer, ...]:
    """Return the answers that would settle an undecided trace, findings followed, none twice."""
    found = {(item.question, _name(item.partner)): item for item in _open(trace)}
    return tuple(found.values())


def open_excuses(trace: Trace) -> tuple[OpenAnswer, ...]:
    """Return the answers that could still excuse what a presumed trace presumes, none twice."""
    found = {(item.question, _name(item.partner)): item for item in _excuses(trace)}
    return tuple(found.values())


def _excuses(trace: Trace) -> Iterator[OpenAnswer]:
    if isinstance(trace.condition, language.Not):
        yield from _open(trace.parts[0])
    elif trace.value != Truth.TRUE:
        for part in _that_make_it_so(trace):
            yield from _excuses(part)


def _name(partner: Partner | None) -> str:
    return partner.name if partner else ""


def _open(trace: Trace) -> Iterator[OpenAnswer]:
    if trace.value != Truth.UNKNOWN:
        return
    for part in trace.parts:
        yield from _open(part)
    for seen in trace.seen:
        yield OpenAnswer(seen.question, None)
    for match in trace.matches:
        yield from _open_of(match)


def _open_of(match: Match) -> Iterator[OpenAnswer]:
    if match.value == Truth.UNKNOWN:
        for seen in match.seen:
            if seen.value == Truth.UNKNOWN:
                yield OpenAnswer(seen.question, match.partner)
