"""The first steps of the brief, with who takes them and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import ConcernShown
from advisor.report.blocks import Paragraph, Section, Table
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases
from advisor.report.sections.brief_concerns import WITH_ANSWERS
from advisor.report.sections.brief_room import height_of
from advisor.report.sections.step_section import (
    SET_BY_MEETING,
    agreed_for,
    partners_helped,
    whose_suggestions,
)
from advisor.report.step_days import papers_day, step_day

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
        """Return a step for each of the first concerns that decide, and what the meeting set."""
        assessment = self.phrases.assessment
        needed = self._one_for_each(assessment.concerns[: min(self.deciding, WITH_ANSWERS)])
        # What the meeting set comes before what only we suggest.
        agreed = [step.id for step in assessment.steps if step.owner or step.by]
        return list(dict.fromkeys([*needed, *agreed]))[:STEPS_SHOWN]

    def _one_for_each(self, concerns: Iterable[ConcernShown]) -> list[str]:
        """Return a step for each concern: an overdue one, else one that you set, else its first."""
        every = self.phrases.assessment.steps
        overdue = {step.id for step in every if step.overdue}
        agreed = {step.id for step in every if step.owner or step.by}
        steps: list[str] = []
        for concern in concerns:
            if concern.steps and not set(steps).intersection(concern.steps):
                in_turn = (s for some in (overdue, agreed) for s in concern.steps if s in some)
                steps.append(next(in_turn, concern.steps[0]))
        return steps

    def _first(self, count: int) -> list[StepToTake]:
        """Return so many steps, for what decides, what limits, then the rest, in their order."""
        assessment = self.phrases.assessment
        limiting = [concern for concern in assessment.concerns if concern.severity != "low"]
        in_turn = (*self._needed, *self._one_for_each(limiting), *(s.id for s in assessment.steps))
        chosen = list(dict.fromkeys(in_turn))[:count]
        return [step for step in assessment.steps if step.id in chosen]

    def _section(self, steps: list[StepToTake]) -> tuple[Section, ...]:
        if not steps:
            return ()
        phrases = self.phrases
        # The numbers of all steps: with the brief's own, "step 3" was another one in the full
        # report, the interview and the line interview.
        numbers = [phrases.step_numbers[step.id] for step in steps]
        rows = tuple(
            (str(number), self._do(step), phrases.step_who(step), step_day(step, phrases))
            for number, step in zip(numbers, steps, strict=True)
        )
        # A long name reads badly in a narrow column, and takes more lines there.
        narrow = frozenset({2, 3}) if all(len(row[2]) <= _SHORT for row in rows) else frozenset()
        table = Table(("No", "Step", "Who", "By"), rows, wraps=frozenset({1, 2, 3}), narrow=narrow)
        legend = [whose_suggestions(steps)]
        if numbers[-1] > len(numbers):
            legend.append("Numbers are those of the full report.")
        blocks = (table, Paragraph(" ".join(legend)))
        return (Section("steps", "What to do, most important first", blocks, heads_table=2),)

    def _do(self, step: StepToTake) -> str:
        details = []
        if helped := partners_helped(step, self.phrases):
            names = joined(helped)
            some = f"{len(helped)} partners" if len(helped) > 1 else ""
            details = [names if len(names) <= _SHORT_PLACE else some]
        details.append(agreed_for(step, self.phrases))
        if papers := papers_day(step, self.phrases):
            details.append(f"to clerks {papers}")
        text = f"{step.do} ({'; '.join(filter(None, details))})" if any(details) else step.do
        return text + (SET_BY_MEETING if step.owner or step.by else "")
