"""The table of worst answers that raise no risk: where, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from advisor.authoring.silent_answers import BadAnswer, Outcome, bad_answers, listed_under
from advisor.report.blocks import Strong, Table
from advisor.report.grouping import grouped
from advisor.report.listings.listing import STAGE_LEGEND, Listing, kinds_in_words, lines
from advisor.report.phrases import plural
from advisor.rulebook.question import Level
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import STAGES, Kind, Stage


class Silence(NamedTuple):
    """Kinds and stages at which the worst answer to a question raises no risk.

    Attributes:
        reason: None where ``silent.yaml`` does not list it.
    """

    question: str
    kinds: tuple[Kind, ...]
    stages: tuple[Stage, ...]
    reason: str | None


class Silences(NamedTuple):
    """Every worst answer of a rulebook, with the silent ones."""

    rulebook: Rulebook
    outcomes: Mapping[BadAnswer, Outcome]
    silences: tuple[Silence, ...]

    @property
    def has_gap(self) -> bool:
        return any(silence.reason is None for silence in self.silences)

    @property
    def facts_to_do(self) -> list[str]:
        """The questions without a worst answer that no rule reads yet."""
        unread = self.rulebook.unread - {bad.question for bad in self.outcomes}
        return [question for question in self.rulebook.questions if question in unread]


def silences_of(rulebook: Rulebook) -> Silences:
    """Return the silences in the order of questions, with like kinds together."""
    outcomes = bad_answers(rulebook)
    reasons = {
        bad: entry.reason
        for entry in rulebook.silent
        for bad in listed_under(entry, rulebook, outcomes)
    }
    silent = [bad for bad, outcome in outcomes.items() if outcome == "silent"]
    stages = grouped(((bad.question, reasons.get(bad), bad.kind), bad.stage) for bad in silent)
    kinds = grouped(((name, tuple(at), why), kind) for (name, why, kind), at in stages.items())
    found = [Silence(name, tuple(alike), at, why) for (name, at, why), alike in kinds.items()]
    order = [*rulebook.questions]
    in_order = sorted(found, key=lambda silence: order.index(silence.question))
    return Silences(rulebook, outcomes, tuple(in_order))


def listing(silences: Silences) -> Listing:
    """Return each silence under its question, then how many worst answers were tried."""
    counted = Counter(silences.outcomes.values())
    data = {
        "combinations": len(silences.outcomes),
        "raise_with_another_fact": counted["raises-with-a-fact"],
        "raise_nothing": counted["silent"],
        "silent": [
            {
                "question": s.question,
                "answer": _worst(s, silences.rulebook).id,
                "kinds": s.kinds,
                "stages": s.stages,
                "reason": s.reason,
            }
            for s in silences.silences
        ],
        "facts_to_do": silences.facts_to_do,
    }
    table = Table(
        ("1234", "question", "worst answer, and why it raises no risk"),
        tuple(_rows(silences)),
        wraps=frozenset({1, 2}),
    )
    return Listing(data, (table, *lines(("", *_tally(silences, counted)))))


def _worst(silence: Silence, rulebook: Rulebook) -> Level:
    question = rulebook.questions[silence.question]
    return question.level(question.order[0])


def _rows(silences: Silences) -> Iterator[tuple[str, ...]]:
    shown = ""
    for silence in silences.silences:
        if silence.question != shown:
            shown = silence.question
            yield "", Strong(shown), Strong(_worst(silence, silences.rulebook).says)
        marks = (str(n) if s in silence.stages else " " for n, s in enumerate(STAGES, start=1))
        yield "".join(marks), kinds_in_words(silence.kinds), silence.reason or "not listed"


def _tally(silences: Silences, counted: Counter[Outcome]) -> Iterator[str]:
    of_reason: Counter[str] = Counter()
    for silence in silences.silences:
        sort = silence.reason if silence.reason in {None, "to do"} else "with a reason"
        of_reason[sort or "not listed"] += len(silence.kinds) * len(silence.stages)
    every = plural(len(silences.outcomes), "combination")
    yield f"{STAGE_LEGEND}. All else is at its best, and no single fact changes it."
    parts = ", ".join(f"{number} {sort}" for sort, number in of_reason.items())
    tried = f"{every} of question, kind and stage: {counted['silent']} raise no risk"
    yield f"{tried} ({parts})." if parts else f"{tried}."
    yield f"{counted['raises-with-a-fact']} more raise one only where a fact is another."
    if silences.facts_to_do:
        yield f"Facts that no rule reads yet: {', '.join(silences.facts_to_do)}."
