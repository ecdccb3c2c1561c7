"""What is said in short of many partnerships, and counted over all of them, as arrays."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.reasoning.columns.conditions import Truths
from advisor.reasoning.columns.encoded import Bools, Bytes, Counts, Encoded
from advisor.reasoning.columns.group import Group, groups, how_many
from advisor.reasoning.columns.known import questions_asked
from advisor.reasoning.columns.lists import Lists, in_first_order, listed
from advisor.reasoning.columns.reader import ColumnReader
from advisor.reasoning.columns.steps import Raise, first_steps, raised_steps, raises_in_order
from advisor.reasoning.columns.tally import Tally, tally
from advisor.reasoning.columns.verdict import risks_in_order, verdicts
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import SEVERITIES, STAGES, Severity, Stage


@dataclass(frozen=True, eq=False)
class Scores:
    """What is said of ``n`` partnerships; bands are positions in ``BANDS``; arrays of shape (n,).

    Attributes:
        held_by: What has to be put in place; places in the scorer's ``untils``.
        waiting_on: What has to be found out; likewise.
        severities: How many risks of each severity stand.
        worst_risks: The first risks; places in the rulebook's rules.
        first_steps: The first steps; places in the rulebook's steps.
        known: How many answers are known, or said not to apply, of ``asked``.
        over_all: What is counted over all of them, where that was asked for.
    """

    band: Bytes
    best: Bytes
    worst: Bytes
    held_by: Lists
    waiting_on: Lists
    severities: Mapping[Severity, Counts]
    worst_risks: Lists
    first_steps: Lists
    known: Counts
    asked: Counts
    over_all: Tally


N = TypeVar("N", np.uint8, np.int64)


class _StageOrder(NamedTuple):
    """The risks that exist at a stage, in order, and the steps that they raise."""

    risks: tuple[Rule, ...]
    raises: tuple[Raise, ...]


class ColumnScorer:
    """Says in short what one rulebook makes of many partnerships.

    Attributes:
        untils: Every text that says what ends a risk that holds the verdict.
    """

    def __init__(self, rulebook: Rulebook, most_listed: int) -> None:
        self.rulebook = rulebook
        self._reader = ColumnReader(rulebook)
        self._most = most_listed
        texts = (rule.until for rule in rulebook.rules.values() if rule.until)
        self.untils = tuple(dict.fromkeys(texts))
        self._until_places = {
            rule.id: self.untils.index(rule.until) for rule in rulebook.rules.values() if rule.until
        }
        self._rule_places = {rule: place for place, rule in enumerate(rulebook.rules)}
        self._orders: dict[Stage, _StageOrder] = {}
        for stage in STAGES:
            risks = tuple(risks_in_order(rulebook, stage))
            self._orders[stage] = _StageOrder(risks, raises_in_order(rulebook, risks))

    def score(self, encoded: Encoded, *, over_all: bool = False) -> Scores:
        """Return what is said of the partnerships, in their order.

        Args:
            encoded: The partnerships.
            over_all: Whether to count over all of them too.
        """
        parts = [
            (group.rows, self._score_group(group, over_all=over_all)) for group in groups(encoded)
        ]
        number = len(encoded)

        def bytes_of(get: Callable[[Scores], Bytes]) -> Bytes:
            return _put_together(parts, get, np.zeros(number, np.uint8))

        def counts_of(get: Callable[[Scores], Counts]) -> Counts:
            return _put_together(parts, get, np.zeros(number, np.int64))

        def lists_of(get: Callable[[Scores], Lists]) -> Lists:
            return in_first_order([(rows, get(part)) for rows, part in parts], number)

        return Scores(
            band=bytes_of(lambda part: part.band),
            best=bytes_of(lambda part: part.best),
            worst=bytes_of(lambda part: part.worst),
            held_by=lists_of(lambda part: part.held_by),
            waiting_on=lists_of(lambda part: part.waiting_on),
            severities={
                severity: counts_of(lambda part, s=severity: part.severities[s])  # type: ignore[misc]
                for severity in SEVERITIES
            },
            worst_risks=lists_of(lambda part: part.worst_risks),
            first_steps=lists_of(lambda part: part.first_steps),
            known=counts_of(lambda part: part.known),
            asked=counts_of(lambda part: part.asked),
            over_all=reduce(
                Tally.with_counts_of, (part.over_all for _, part in parts), Tally.empty()
            ),
        )

    def _score_group(self, group: Group, *, over_all: bool) -> Scores:
        order = self._orders[group.stage]
        values = self._reader.read_group(group)
        verdict = verdicts(group, values, order.risks, self._until_places)
        raised = raised_steps(values, order.raises)
        asked = tuple(questions_asked(group, self.rulebook, self._reader.operations))
        return Scores(
            band=verdict.band,
            best=verdict.best,
            worst=verdict.worst,
            held_by=verdict.held_by,
            waiting_on=verdict.waiting_on,
            severities={
                severity: _how_many(group, values, order.risks, severity) for severity in SEVERITIES
            },
            worst_risks=listed(
                ((self._rule_places[r.id], values[r.id].true) for r in order.risks),
                len(group),
                self._most,
            ),
            first_steps=first_steps(group, values, order.raises, raised, self._most),
            known=_added(group, (one.settled for one in asked)),
            asked=_added(group, (one.asked for one in asked)),
            over_all=tally(group, self.rulebook, values, raised, asked)
            if over_all
            else Tally.empty(),
        )


def _how_many(
    group: Group, values: Mapping[str, Truths], risks: Iterable[Rule], severity: Severity
) -> Counts:
    of_severity = (risk for risk in risks if risk.severity_at(group.stage) == severity)
    return how_many((values[risk.id].true for risk in of_severity), len(group))


def _added(group: Group, found: Iterable[Counts | Bools]) -> Counts:
    """Return the sum of what is counted, where bytes are counted apart from numbers."""
    each = tuple(found)
    flags = (one.astype(np.bool_, copy=False) for one in each if one.dtype == np.bool_)
    total = how_many(flags, len(group))
    for one in each:
        if one.dtype != np.bool_:
            total += one
    return total


def _put_together(
    parts: Iterable[tuple[Counts, Scores]], get: Callable[[Scores], NDArray[N]], whole: NDArray[N]
) -> NDArray[N]:
    for rows, part in parts:
        whole[rows] = get(part)
    return whole
