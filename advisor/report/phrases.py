"""The phrases for the parts of an assessment: kinds, bands, answers, partners, sources."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import Assessment, Finding, PartnerShown
from advisor.reasoning.assessment_parts import Citation, Reason, citations
from advisor.report.blocks import Mark
from advisor.report.days_in_words import weekday_and_day
from advisor.report.facts_in_words import fact_words
from advisor.report.marks import band_mark, severity_mark
from advisor.report.partner_names import joined, marked_short_names, unconfirmed_mark
from advisor.rulebook.condition import excuses_in
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Source
from advisor.rulebook.vocabulary import (
    NOT_APPLICABLE,
    STAGES,
    UNKNOWN,
    Band,
    Room,
    Severity,
    Stage,
    StepStatus,
)
from advisor.rulebook.wording import Named

SEVERITY_HEADINGS: dict[Severity, str] = {
    "high": "What decides this",
    "medium": "What limits it",
    "low": "Worth watching",
}
"""The heading over the concerns of one severity."""
BESIDES = "This counts too"
"""Before facts of the partnership that are no answers."""
TOGETHER = "the partnership"
NOBODY_KNOWS = "nobody knows"
LIKELY = "Likely: {}"
"""The title of a risk that only an excuse could remove, or of a concern with only such risks."""
HOW_TO_ANSWER = (
    "Choose the last line that is completely true. If somebody refuses, doubts or disputes it, "
    "choose the line that says so. If nobody has mentioned it, nobody knows."
)
"""How to choose a level; shown once, before the questions."""

NOT_ASKED = "not asked yet"
WE_DISAGREE = "We disagree"
STATUS_WORDS: dict[StepStatus, str] = {
    "not-started": "Not started",
    "under-way": "Under way",
    "done": "Done",
    "dropped": "Dropped",
}
ROOMS: dict[Room, str] = {"us": "we alone", "with-partners": "we and our partners"}


def counted(number: float, unit: str) -> str:
    """Return a number with its unit; the unit is passed in the plural."""
    if number == 1:
        # Enough for the units that the rules have: hours a week, minutes, months, partnerships.
        # Words such as "classes" would come out wrong.
        first, _, rest = unit.partition(" ")
        one = first[:-3] + "y" if first.endswith("ies") else first.removesuffix("s")
        unit = f"{one} {rest}".strip()
    return f"{number} {unit}"


def stage_question(rulebook: Rulebook, stage: Stage) -> str:
    """Return the decision at a stage as a short question, with its place among the four."""
    short = rulebook.wording.stages[stage].short
    return f"{short} ({STAGES.index(stage) + 1} of {len(STAGES)})"


def answer_text(question: Question, answer: str | float | None) -> str:
    """Return an answer in words: what the level says, or the number and the range it is in."""
    if answer is None:
        return NOT_ASKED
    if answer == UNKNOWN:
        return NOBODY_KNOWS
    if answer == NOT_APPLICABLE:
        return "does not apply"
    if isinstance(answer, str):
        # What it says to the person who chooses is no part of the answer.
        return question.level(answer).says.partition(" (Choose ")[0]
    if question.number is None:
        raise ValueError(f"{question.id} asks for no number")
    band = question.level(question.number.band_of(answer))
    return f"{counted(answer, question.number.unit)} ({band.label})"


def finding_title(title: str, *, presumed: bool) -> str:
    """Return the title of a concern or risk, marked as not certain if it is presumed."""
    return LIKELY.format(title) if presumed else title


def without_title(because: str, title: str) -> str:
    """Return a rule's reason as it follows its title: many begin with it, and once is enough."""
    return because.removeprefix(f"{title}. ")


def excuse_text(rule: Rule, rulebook: Rulebook) -> str:
    """Return what would make a risk bearable, to follow "unless"; empty if nothing would."""
    # Sorted, since excuses are a set, and its order differs from run to run.
    names = sorted(excuses_in(rule.condition))
    texts = [text for name in names if (text := rulebook.rules[name].as_excuse)]
    return joined(texts, "or") if texts else ""


def labels(of: Iterable[Named]) -> dict[str, str]:
    """Return the label of each of the rulebook's own words, by id."""
    return {named.id: named.label for named in of}


def plural(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, in the plural if needed."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Phrases:
    """The phrases for one assessment.

    Attributes:
        rulebook: The one that the assessment was made with.
    """

    assessment: Assessment
    rulebook: Rulebook

    @cached_property
    def kinds(self) -> str:
        """The kind, and any further kinds."""
        kinds = dict.fromkeys((self.assessment.kind, *self.assessment.also))
        return ", ".join(self.rulebook.wording.kinds[kind].label for kind in kinds)

    @property
    def stage(self) -> str:
        """The decision in front of the room, with its place among the four."""
        return stage_question(self.rulebook, self.assessment.stage)

    def fact(self, reason: Reason) -> str:
        return fact_words(reason, self.kinds, self.stage)

    def band(self, band: Band) -> Mark:
        """Return a band as a rating."""
        return band_mark(self.rulebook, band)

    def says(self, band: Band, stage: Stage) -> str:
        """Return what a band means for this kind at a stage."""
        return self.rulebook.wording.said(self.assessment.kind, stage, band)

    def severity(self, severity: Severity) -> Mark:
        """Return a severity as a rating."""
        return severity_mark(self.rulebook, severity)

    @property
    def partners(self) -> tuple[PartnerShown, ...]:
        """The partners, in the order of the file."""
        return self.assessment.partners

    def partner(self, name: str) -> str:
        """Return a partner's name, marked where others answered on its behalf."""
        return name + unconfirmed_mark(name, self.partners)

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """What to call each partner in a sentence, and that others answered on its behalf."""
        return marked_short_names(self.partners)

    def who(self, partner: str | None, said_by: str | None) -> str:
        """Return whose answer it is, and who gave it if the file says so."""
        said = said_by or ""
        if partner is None:
            return said or TOGETHER
        return f"{self.partner(partner)}, {said}" if said else self.partner(partner)

    def answers_known(self) -> str:
        """Return how many answers are known, of how many asked for."""
        known, asked = self.assessment.answers_known
        return f"{known} of {plural(asked, 'answer')} known"

    def question(self, question: str) -> str:
        """Return what a question asks."""
        return self.rulebook.questions[question].asks

    def answer(self, question: str, answer: str | float | None) -> str:
        """Return an answer to a question in words."""
        return answer_text(self.rulebook.questions[question], answer)

    @cached_property
    def _named_to_ask(self) -> dict[tuple[str, str | None], str]:
        return {
            (shown.question, shown.partner): shown.who_could_tell
            for shown in self.assessment.answers
            if shown.who_could_tell
        }

    def who_could_tell(self, question: str, partner: str | None) -> str:
        """Return the person to ask that the room named, or else that the question names."""
        named = self._named_to_ask.get((question, partner))
        return named or self.rulebook.questions[question].find_out.who

    def whom_to_ask(self, question: str, partners: Sequence[str]) -> str:
        """Return whom to ask a question, and of which partner where that differs among them."""
        whose: dict[str, list[str]] = {}
        for partner in partners or (None,):
            who = self.who_could_tell(question, partner)
            whose.setdefault(who, []).extend([partner] if partner else [])
        if len(whose) == 1:
            return next(iter(whose))
        return "; ".join(f"{who} ({self.names(of)})" for who, of in whose.items())

    def title(self, rule: str) -> str:
        """Return the title of a rule."""
        return self.rulebook.rules[rule].title

    def concern_title(self, rule: str) -> str:
        """Return the title of the concern that a risk belongs to; of a strength, its own."""
        found = self.rulebook.rules[rule]
        return self.rulebook.concerns[found.concern].title if found.concern else found.title

    def excuse(self, rule: str) -> str:
        return excuse_text(self.rulebook.rules[rule], self.rulebook)

    @cached_property
    def cited(self) -> dict[str, int]:
        """The number of each source that findings, steps and frameworks cite, by first mention."""
        said = self.assessment
        citing: tuple[Finding | StepToTake, ...] = (*said.risks, *said.strengths, *said.steps)
        cited = (*(part.sources for part in citing), *self.sources_asked.values())
        found = [citation.source for citations in cited for citation in citations]
        found += [self.rulebook.frameworks[shown.id].source for shown in said.frameworks]
        return {source: number for number, source in enumerate(dict.fromkeys(found), start=1)}

    @cached_property
    def sources_asked(self) -> dict[str, tuple[Citation, ...]]:
        """The places in the sources behind each question that is still open."""
        questions = self.rulebook.questions
        asked = dict.fromkeys(item.question for item in self.assessment.find_out)
        return {name: citations(questions[name], self.rulebook) for name in asked}

    def source(self, source: str) -> str:
        """Return a source by its number on this page, its short title and its year."""
        cited = self.rulebook.sources[source]
        return f"[{self.cited[source]}] {cited.short} ({year(cited)})"

    @cached_property
    def step_numbers(self) -> dict[str, int]:
        """The number of each step, by importance: the same one wherever a step is shown."""
        return {step.id: number for number, step in enumerate(self.assessment.steps, start=1)}

    def step(self, step: str) -> str:
        """Return the number and title of a step to take."""
        return f"step {self.step_numbers[step]}: {self.rulebook.steps[step].do}"

    def names(self, partners: Iterable[str]) -> str:
        """Return partners by their short names, for a sentence; nothing if there are none."""
        short = [self.short_names[name] for name in partners]
        return joined(short) if short else ""

    def step_who(self, step: StepToTake) -> str:
        """Return who takes a step: the owner that the meeting set, else the role."""
        return step.owner or step.who

    def short_day(self, day: dt.date) -> str:
        """Return a day like "Fri 5 June", with its year if it is not the year of the answers."""
        return weekday_and_day(day, year_of=self.assessment.as_of)


def year(source: Source) -> str:
    """Return the year of a source, or that it has none."""
    return "undated" if source.year is None else str(source.year)
