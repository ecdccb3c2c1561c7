"""The first steps of the brief, with who takes them and by when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import ConcernShown
from advisor.report.blocks import Paragraph, Section, Table
from advisor.report.phrases import Phrases
from advisor.report.sections.brief_concerns import WITH_ANSWERS
from advisor.report.sections.brief_room import height_of
from advisor.report.sections.step_section import (
    SET_BY_MEETING,
    where_it_helps,
    whose_suggestions,
)

STEPS_SHOWN = 5
# The longest "who" of a shipped step has 40 letters, so only owners that a meeting typed are
# longer. At 20 letters the shipped briefs lose 5 of their 127 steps.
_SHORT = 40
# A longer name took a line of its own, and one of the shipped briefs lost a step to it.
_SHORT_PLACE = 24


@dataclass(frozen=True)
class BriefSteps:
    """The steps of one assessment, as many as there is room for."""

    phrases: Phrases
    deciding: int

    def sections(self, room: int) -> tuple[Section, ...]:
        """Return the first steps; one for each concern that decides is never left out."""
        least = len(self._needed)
        # Steps for what decides are shown even if they do not fit; then later parts give up lines.
        for count in range(STEPS_SHOWN, least, -1):
            section = self._section(self._first(count))
            if height_of(section) <= room:
                return section
        return self._section(self._first(least))

    @cached_property
    def _needed(self) -> list[str]:
        """Return one step for each of the first concerns that decide, where it has any."""
        return self._one_for_each(
            self.phrases.assessment.concerns[: min(self.deciding, WITH_ANSWERS)]
        )

    def _one_for_each(self, concerns: Iterable[ConcernShown]) -> list[str]:
        """Return a step for each concern: one that is overdue, else its first."""
        overdue = {step.id for step in self.phrases.assessment.steps if step.overdue}
        steps: list[str] = []
        for concern in concerns:
            if concern.steps and not set(steps).intersection(concern.steps):
                late = (step for step in concern.steps if step in overdue)
                steps.append(next(late, concern.steps[0]))
        return steps

    def _first(self, count: int) -> list[StepToTake]:
        """Return so many steps by day: for what decides, what limits, then the rest."""
        assessment = self.phrases.assessment
        limiting = [concern for concern in assessment.concerns if concern.severity != "low"]
        in_turn = (*self._needed, *self._one_for_each(limiting), *(s.id for s in assessment.steps))
        chosen = list(dict.fromkeys(in_turn))[:count]
        # By day, since a list that says 26 February and then 8 January is not a plan. Without
        # days, the order is that of importance.
        return sorted(
            (step for step in assessment.steps if step.id in chosen),
            key=lambda step: step.by or step.suggested_by or dt.date.max,
        )

    def _section(self, steps: list[StepToTake]) -> tuple[Section, ...]:
        if not steps:
            return ()
        rows = tuple(
            (str(number), self._do(step), self.phrases.step_who(step), self.phrases.step_day(step))
            for number, step in enumerate(steps, start=1)
        )
        # A long name reads badly in a narrow column, and takes more lines there.
        narrow = frozenset({2, 3}) if all(len(row[2]) <= _SHORT for row in rows) else frozenset()
        table = Table(("No", "Step", "Who", "By"), rows, wraps=frozenset({1, 2, 3}), narrow=narrow)
        return (
            Section(
                "steps",
                "What to do",
                (table, Paragraph(whose_suggestions(steps))),
                heads_table=2,
            ),
        )

    def _do(self, step: StepToTake) -> str:
        where = where_it_helps(step, self.phrases)
        details = [where] if len(where) <= _SHORT_PLACE else []
        if step.papers_by:
            details.append(f"to clerks by {self.phrases.short_day(step.papers_by)}")
        text = f"{step.do} ({'; '.join(filter(None, details))})" if any(details) else step.do
        return text + (SET_BY_MEETING if step.owner or step.by else "")
