"""What each open answer could do to the verdict, now and at the next stage."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from advisor.reasoning.asked_questions import open_answers_of
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.evaluator import Evaluation
from advisor.reasoning.open_questions import CouldChange, IfAnswered
from advisor.reasoning.trace import Trace, Truth
from advisor.reasoning.verdict import Lowest, Range, essential_known, floor_at
from advisor.rulebook.condition import findings_in
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Band, next_stage
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

_BELOW_READY = BANDS[: BANDS.index("ready")]


class Weight(NamedTuple):
    """How much an open question decides; of two weights, the lesser decides more.

    Attributes:
        changes_nothing: Whether the verdict is the same after any answer to it.
        bands_possible: How many verdicts remain possible, summed over its levels.
        is_further: Whether it is outside the short form here.
    """

    # First of all: a sum alone puts a question with few levels that change nothing before one with
    # six, one of which stops everything.
    changes_nothing: bool
    bands_possible: int
    is_further: bool


class StageOutlook:
    """The verdict at one stage, and how one more answer would change it.

    Only unknown rules that read the question are evaluated again, since an answer to an open
    question changes no rule that is true or false already. A rule that limits nothing, or no
    further than the true ones, is skipped, unless a rule that limits further reads it.
    """

    def __init__(self, rulebook: Rulebook, scenario: Scenario, traces: Mapping[str, Trace]) -> None:
        stage = scenario.judged_at
        self.rulebook, self.scenario, self.traces = rulebook, scenario, traces
        self.bands = {rule: rulebook.rules[rule].band_at(stage) for rule in traces}
        self.essential = rulebook.essential_at(scenario.kinds, stage)
        self.known, self.asked = essential_known(rulebook, scenario)
        # Every question asks for the lowest band of the others: most rules limit nothing.
        self._limits = [r for r in traces if self.bands[r] and traces[r].value != Truth.FALSE]
        self.now = self._lowest().range(floor_at(self.known, self.asked))

    def _lowest(self, without: Collection[str] = ()) -> Lowest:
        lowest = Lowest()
        for rule in self._limits:
            if rule not in without:
                lowest = lowest.with_risk(self.bands[rule], self.traces[rule])
        return lowest

    @cached_property
    def _holding(self) -> list[str]:
        """The rules that limit the verdict at this stage, and those whose findings they read."""
        return self._behind(_BELOW_READY, self.traces)

    @cached_property
    def _unknown(self) -> list[str]:
        return [rule for rule, trace in self.traces.items() if trace.value == Truth.UNKNOWN]

    # Over the 28 shipped partnerships the two lists below leave 1,354 rules to evaluate again. All
    # unknown rules that read an open question would be 3,750.
    @cached_property
    def _limiting(self) -> list[str]:
        """The unknown rules that an answer could turn into a limit at this stage."""
        return self._behind(_BELOW_READY, self._unknown)

    @cached_property
    def _lowering(self) -> list[str]:
        """Those that could lower the verdict further than the true ones already do."""
        return self._behind(BANDS[: BANDS.index(self.now.best)], self._unknown)

    def _behind(self, bands: Collection[Band], among: Collection[str]) -> list[str]:
        """Return the rules with one of the bands, and the rules whose findings they read."""
        wanted: set[str] = set()
        # Backwards through the strata, so that a rule adds its findings before they are reached.
        for rule in reversed([*among]):
            if rule in wanted or self.bands[rule] in bands:
                wanted |= {rule, *findings_in(self.rulebook.rules[rule].condition)}
        return [rule for rule in among if rule in wanted]

    def _that_read(self, question: str, rules: Iterable[str]) -> list[str]:
        return [rule for rule in rules if question in self.rulebook.read_by[rule]]

    def if_answered(self, question: Question, partners: list[str | None]) -> list[Range]:
        """Return the verdict for each level of a question, worst level first."""
        # No open answer can change the verdict then, so no rule is evaluated again.
        is_settled = self.now.best == self.now.worst
        rules = [] if is_settled else self._that_read(question.id, self._lowering)
        is_essential = question.id in self.essential
        floor = floor_at(self.known + len(partners) * is_essential, self.asked)
        others = self._lowest(without=rules)
        return [lowest.range(floor) for lowest in self._levels(question, partners, rules, others)]

    def weight(self, question: str, ranges: list[Range]) -> Weight:
        """Return how much a question decides, of what each level of it does."""
        return Weight(
            changes_nothing=all(one == self.now for one in ranges),
            bands_possible=sum(one.bands_possible for one in ranges),
            is_further=question not in self.essential,
        )

    def can_move(self, question: Question) -> bool:
        """Return whether other answers to this question alone would change the verdict.

        Each level is tried in place of the answer, known or not: for everybody who is asked, and
        for each partner alone.
        """
        rules = self._that_read(question.id, self._holding)
        others = self._lowest(without=rules)
        everybody: list[str | None] = [None]
        if not question.once:
            everybody = [partner.name for partner in self.scenario.partners_asked(question)]
        answers = zip(everybody, self.scenario.answers_to(question), strict=True)
        new = {who for who, answer in answers if answer is None or answer.is_unknown}
        is_essential = question.id in self.essential
        # With a single partner, everybody and each alone would be the same trial.
        for answering in (everybody, *([who] for who in everybody if everybody[1:])):
            known = self.known + len(new.intersection(answering)) * is_essential
            floor = floor_at(known, self.asked)
            for level in question.order:
                lowest = self._with_level(question, level, answering, rules, others)
                if lowest.range(floor).band != self.now.band:
                    return True
        return False

    def limits(self, question: Question, partners: list[str | None]) -> list[Band]:
        """Return, for each level, the lowest band to which its risks would limit the verdict."""
        rules = self._that_read(question.id, self._limiting)
        return [found.standing for found in self._levels(question, partners, rules, Lowest())]

    def _levels(
        self, question: Question, partners: list[str | None], rules: list[str], others: Lowest
    ) -> list[Lowest]:
        """Return the lowest bands for each level, with these rules evaluated again."""
        if not rules:
            return [others] * len(question.order)
        return [self._with_level(question, lv, partners, rules, others) for lv in question.order]

    def _with_level(
        self,
        question: Question,
        level: str,
        partners: list[str | None],
        rules: list[str],
        others: Lowest,
    ) -> Lowest:
        scenario = self.scenario
        for partner in partners:
            scenario = scenario.with_answer(question.id, Answer(answer=level), partner)
        # A copy for each level, since every trial starts from the answers as they are.
        evaluation = Evaluation(self.rulebook, scenario, dict(self.traces), self.essential)
        for rule in rules:
            trace = evaluation.evaluate_rule(self.rulebook.rules[rule])
            others = others.with_risk(self.bands[rule], trace)
        return others


class Outlook(NamedTuple):
    """Which questions could change the verdict, and what it will be at the next stage.

    Attributes:
        could_change: The open questions that could change it, now or at the next stage.
        next_band: The verdict of the same answers at the next stage, if there is one.
    """

    could_change: tuple[CouldChange, ...]
    next_band: Band | None


def outlook(inputs: AssessmentInputs) -> Outlook:
    """Return which questions could change the verdict, the most decisive first.

    Each question is set to one level at a time, for all partners that have not answered it. First
    come questions that could change today's verdict, then what matters at the next stage;
    among these, by how few bands remain possible, summed over the levels; then essential questions;
    then the order of the page.
    """
    now = StageOutlook(inputs.rulebook, inputs.scenario, inputs.traces)
    later = None
    if stage := next_stage(inputs.stage):
        later = StageOutlook(inputs.rulebook, inputs.scenario.at_stage(stage), inputs.due)
    found = []
    optional = {partner.name for partner in inputs.scenario.partners if not partner.core}
    for name, asked in open_answers_of(inputs.asked).items():
        question = inputs.rulebook.questions[name]
        partners = _who_count(question, asked, optional, now, later)
        ranges = now.if_answered(question, partners)
        limits: list[Band] = later.limits(question, partners) if later else ["ready"] * len(ranges)
        weight = now.weight(name, ranges)
        if not weight.changes_nothing or set(limits) != {"ready"}:
            found.append((weight, _could_change(question, partners, ranges, limits)))
    in_order = sorted(found, key=lambda one: one[0])
    return Outlook(tuple(change for _, change in in_order), later.now.band if later else None)


def _who_count(
    question: Question,
    partners: list[str | None],
    optional: Collection[str],
    now: StageOutlook,
    later: StageOutlook | None,
) -> list[str | None]:
    """Return the partners whose open answer could change something, without others along.

    A school that the advice does not wait for is not to be asked for what decides nothing.
    """
    others = [partner for partner in partners if partner in optional]
    needed = [partner for partner in partners if partner not in optional]
    if not (others and needed):
        return partners
    weight = now.weight(question.id, now.if_answered(question, others))
    due = later.limits(question, others) if later else []
    return needed if weight.changes_nothing and set(due) <= {"ready"} else partners


def _could_change(
    question: Question, partners: list[str | None], ranges: list[Range], limits: list[Band]
) -> CouldChange:
    outcomes = [
        IfAnswered(level=level, band=now.band, best=now.best, limits_next=limit)
        for level, now, limit in zip(question.order, ranges, limits, strict=True)
    ]

    def height(outcome: IfAnswered) -> tuple[int, ...]:
        return tuple(map(BANDS.index, (outcome.band, outcome.best, outcome.limits_next)))

    # Of levels with the same effect, the best and the worst one: max takes the first it meets.
    return CouldChange(
        question=question.id,
        partners=tuple(partner for partner in partners if partner is not None),
        best=max(reversed(outcomes), key=height),
        worst=min(outcomes, key=height),
    )
