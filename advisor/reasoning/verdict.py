"""The verdict as conditions: the best and worst it could be, what limits it, what it waits on."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from advisor.reasoning.readings import Findings
from advisor.reasoning.trace import Trace, Truth
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Band, Stage, higher, lower
from advisor.scenario.scenario import Scenario


class Bounds(NamedTuple):
    """The verdict rule by rule.

    Attributes:
        band: The verdict.
        best: The lowest band to which true risks limit it.
        worst: The same with undecided risks added.
        floor: The lowest band to which unknown answers can bring it.
        held_by: The true risks whose limit is ``band``.
        waiting_on: The waiting risks whose limit is ``band`` or lower.
    """

    band: Band
    best: Band
    worst: Band
    floor: Band
    held_by: tuple[str, ...]
    waiting_on: tuple[str, ...]

    @property
    def too_little_known(self) -> bool:
        """Whether the verdict only says that too little is known to judge."""
        return self.floor == self.band == "foundations-first" != self.best


class Range(NamedTuple):
    """The verdict, and how high and how low it could still turn out."""

    band: Band
    best: Band
    worst: Band

    @property
    def bands_possible(self) -> int:
        return 1 + BANDS.index(self.best) - BANDS.index(self.worst)


class Lowest(NamedTuple):
    """The lowest band to which true risks, waiting risks, and all undecided risks limit it."""

    standing: Band = "ready"
    waiting: Band = "ready"
    undecided: Band = "ready"

    def with_risk(self, band: Band | None, trace: Trace) -> "Lowest":
        """Return the lowest bands with one more risk, which may have a band."""
        if band is None or trace.value == Truth.FALSE:
            return self
        if trace.value == Truth.TRUE:
            return self._replace(standing=lower(self.standing, band))
        waiting = lower(self.waiting, band) if trace.waits else self.waiting
        return self._replace(waiting=waiting, undecided=lower(self.undecided, band))

    def range(self, floor: Band) -> Range:
        """Return the verdict: unknown answers cannot lower it below the floor."""
        return Range(
            band=lower(self.standing, higher(self.waiting, floor)),
            best=self.standing,
            worst=lower(self.standing, self.undecided),
        )


def judge(rulebook: Rulebook, scenario: Scenario, findings: Findings) -> Bounds:
    known, asked = essential_known(rulebook, scenario)
    return verdict(rulebook, scenario.judged_at, findings, floor_at(known, asked))


def essential_known(rulebook: Rulebook, scenario: Scenario) -> tuple[int, int]:
    """Return how many essential answers are known, and how many the kinds and stage ask for.

    A question counts once, or once for each partner entry that is asked it, even if another answer
    hides it. An answer that does not apply is known.
    """
    known = asked = 0
    for name in rulebook.essential_at(scenario.kinds, scenario.judged_at):
        question = rulebook.questions[name]
        answers = scenario.answers_to(question)
        asked += len(answers)
        known += sum(answer is not None and not answer.is_unknown for answer in answers)
    return known, asked


def floor_at(known: int, asked: int) -> Band:
    """Return how low unknown answers can bring the verdict: lower while under a third is known."""
    # The third is our judgement. A quarter and two fifths gave the same verdicts on every file
    # tried, a half did not. Compared in whole numbers, as the columns do, so that no rounding
    # decides.
    return "foundations-first" if 3 * known < asked else "pilot"


def verdict(rulebook: Rulebook, stage: Stage, findings: Findings, floor: Band) -> Bounds:
    """Return the verdict at a stage.

    Unknown answers never mean stop: they can lower it to ``foundations-first``, and once a third
    of the essential answers is known only to ``pilot``.
    """

    def holding(rules: Iterable[str]) -> dict[str, Band]:
        return {r: band for r in rules if (band := rulebook.rules[r].band_at(stage))}

    standing, waiting = holding(findings.stands), holding(findings.waiting)
    limits = (standing, waiting, holding(findings.undecided))
    found = Lowest(*(_lowest(of.values()) for of in limits)).range(floor)

    def in_order(rules: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(rules, key=lambda r: risk_order(rulebook.rules[r], rulebook, stage)))

    return Bounds(
        *found,
        floor,
        held_by=in_order(rule for rule, held in standing.items() if held == found.band),
        waiting_on=in_order(
            rule for rule, held in waiting.items() if BANDS.index(held) <= BANDS.index(found.band)
        ),
    )


def band_without(
    resolved: Collection[str], findings: Findings, rulebook: Rulebook, stage: Stage, floor: Band
) -> Band:
    """Return the band recomputed without some risks, all else unchanged."""

    # Not verdict(), which sorts the risks for the page: this runs for each concern, and needs the
    # band alone.
    def lowest(rules: Iterable[str]) -> Band:
        bands = (rulebook.rules[rule].band_at(stage) for rule in rules if rule not in resolved)
        return _lowest(filter(None, bands))

    return Lowest(lowest(findings.stands), lowest(findings.waiting)).range(floor).band


def _lowest(bands: Iterable[Band]) -> Band:
    return min(bands, key=BANDS.index, default="ready")


def risk_order(
    rule: Rule, rulebook: Rulebook, stage: Stage, *, presumed: bool = False
) -> tuple[int, bool, int, str]:
    """Return the sort key of risks: band (worst first), true ones first, topic, id."""
    band = BANDS.index(rule.band_at(stage) or "ready")
    return band, presumed, rulebook.topic_order[rule.topic], rule.id
