"""What the advice says of a case, beside what was expected of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Page, Points, Table
from advisor.report.page import page_of
from advisor.report.writers.terminal import page_text
from advisor.rulebook.rulebook import Rulebook
from tests.cases.case import Case, ExpectedRisk, FirstThing, NeverSaid, Sort, split

B = TypeVar("B", Table, Points)

FIRST = 3
"""So many concerns, steps and questions with which a brief opens."""

Figures = dict[str, int]
"""What is counted; of each figure more is better."""


@dataclass(frozen=True)
class Outcome:
    """One case, and the advice on it."""

    case: Case
    rulebook: Rulebook
    assessment: Assessment

    @property
    def is_exact(self) -> bool:
        """Whether the verdict is the one that was expected."""
        return self.assessment.verdict.band == self.case.expected.verdict

    @property
    def is_acceptable(self) -> bool:
        """Whether it is that, or another that would not be wrong."""
        return self.is_exact or self.assessment.verdict.band in self.case.expected.acceptable

    @cached_property
    def said(self) -> frozenset[tuple[Sort, str]]:
        """Every concern and rule that is true or presumed, and every step that is advised."""
        advice = self.assessment
        rules = (*advice.risks, *advice.strengths)
        parts: tuple[tuple[Sort, tuple[str, ...]], ...] = (
            ("concern", tuple(concern.id for concern in advice.concerns)),
            ("rule", tuple(rule.id for rule in rules)),
            ("step", tuple(step.id for step in advice.steps)),
        )
        return frozenset((sort, part) for sort, ids in parts for part in ids)

    @cached_property
    def asked_about(self) -> frozenset[tuple[Sort, str]]:
        """The concerns that open answers could raise."""
        rules = (self.rulebook.rules[waiting.id] for waiting in self.assessment.undecided)
        return frozenset(("concern", rule.concern) for rule in rules if rule.concern)

    @cached_property
    def opens_with(self) -> tuple[tuple[Sort, str], ...]:
        """The first concerns, steps and questions that the brief shows."""
        page = page_of(self.assessment, self.rulebook, "brief")
        text = " ".join(page_text(page, 80).split())
        concerns = [c.id for c in self.assessment.concerns[:FIRST] if c.title in text]
        rows = [row[1] for block in _blocks(page, "steps", Table) for row in block.rows[:FIRST]]
        do = {step.id: step.do for step in self.assessment.steps}
        # What follows a step's words is the day of its papers; one step may begin like another.
        steps = [max((s for s in do if row.startswith(do[s])), key=do.__getitem__) for row in rows]
        asks = sum(len(block.points) for block in _blocks(page, "find-out", Points))
        questions = [change.question for change in self.assessment.could_change[:asks][:FIRST]]
        return (
            *(("concern", one) for one in concerns),
            *(("step", one) for one in steps),
            *(("question", one) for one in questions),
        )

    def named(self, risk: ExpectedRisk) -> bool:
        """Return whether the advice names a risk, or asks about it where that is enough."""
        where = self.said | (self.asked_about if risk.ask else frozenset())
        return any(self._is_in(where, "concern", one) for one in risk.concerns)

    def is_said(self, never: NeverSaid) -> bool:
        """Return whether the advice says what it must not."""
        return self._is_in(self.said, *never.named)

    def says_first(self, thing: FirstThing) -> bool:
        """Return whether the brief opens with what an adviser would say first."""
        opens = frozenset(self.opens_with)
        return any(self._is_in(opens, *split(one)) for one in thing.any_of)

    def _is_in(self, parts: frozenset[tuple[Sort, str]], sort: Sort, part: str) -> bool:
        return any((sort, now) in parts for now in self.case.now[sort, part])

    @cached_property
    def figures(self) -> Figures:
        """What counts for the advice in this case."""
        expected = self.case.expected
        met = sum(map(self.says_first, expected.first_three))
        return {
            "exact": int(self.is_exact),
            "acceptable": int(self.is_acceptable),
            "risks_named": sum(map(self.named, expected.risks)),
            "nothing_forbidden": int(not any(map(self.is_said, expected.never))),
            "first_things": met,
            "two_first_things": int(met >= 2),
        }

    @cached_property
    def possible(self) -> Figures:
        """What the figures would be if the advice were all that is expected."""
        risks, first = len(self.case.expected.risks), len(self.case.expected.first_three)
        return {**dict.fromkeys(self.figures, 1), "risks_named": risks, "first_things": first}

    def lines(self) -> Iterator[str]:
        """Yield what the advice says, beside what was expected."""
        expected, band = self.case.expected, self.assessment.verdict.band
        how = "exact" if self.is_exact else "acceptable" if self.is_acceptable else "WRONG"
        wanted = " or ".join(dict.fromkeys((expected.verdict, *expected.acceptable)))
        yield f"{self.case.name}: {band}, {how} (expected {wanted})"
        yield f"  expected risks named: {self.figures['risks_named']} of {len(expected.risks)}"
        for risk in expected.risks:
            if not self.named(risk):
                yield f"    missing: {risk.says} [{', '.join(risk.concerns)}]"
        for never in expected.never:
            if self.is_said(never):
                yield f"  SAID, and must never be: {never.says} [{':'.join(never.named)}]"
        yield f"  first things: {self.figures['first_things']} of {len(expected.first_three)}"
        for thing in expected.first_three:
            mark = "met" if self.says_first(thing) else "not met"
            yield f"    {mark}: {thing.says} [{', '.join(thing.any_of)}]"
        yield f"    the brief opens with {', '.join(map(':'.join, self.opens_with)) or 'none'}"


def _blocks(page: Page, section: str, form: type[B]) -> Iterator[B]:
    for one in page.sections:
        if one.id == section:
            yield from (block for block in one.blocks if isinstance(block, form))


def outcome(case: Case, reasoner: Reasoner) -> Outcome:
    """Return the advice on a case."""
    return Outcome(case, reasoner.rulebook, reasoner.assess(case.scenario))


def total(of: Iterable[Figures]) -> Figures:
    """Return the figures of all cases together."""
    found: Counter[str] = Counter()
    for figures in of:
        found.update(figures)
    return dict(found)
