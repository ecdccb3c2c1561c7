"""The rulebook as one value: everything that was loaded, and what follows from it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from pydantic import Field

from advisor.files.validation import FileModel, Id, OneLine
from advisor.rulebook.changes import Changes
from advisor.rulebook.condition import Condition, findings_in, questions_in
from advisor.rulebook.framework import Framework
from advisor.rulebook.papers import Papers
from advisor.rulebook.preconditions import Preconditions
from advisor.rulebook.question import Level, Number, Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.vocabulary import Kind, Stage
from advisor.rulebook.wording import NotCovered, Wording


class Topic(FileModel):
    """A subject that groups questions and rules."""

    id: Id
    title: OneLine


class Concern(FileModel):
    """A heading for several risks, in a leader's words.

    Attributes:
        title: True whenever any of its risks is.
        until: What clears all of it, in words, if no single risk's ``until`` does.
    """

    id: Id
    title: OneLine
    topic: Id
    until: OneLine | None = None


class NotMonotone(FileModel):
    """A holding risk that better answers can raise, and why that is right."""

    rule: Id
    reason: OneLine


class SilentAnswer(FileModel):
    """A question whose worst answer raises no risk by itself, and why.

    Attributes:
        kinds: The kinds at which this is so; by default every kind that is asked the question.
        stages: The stages at which this is so, likewise.
        reason: ``to do`` while a rule is missing, or if no rule reads the question yet.
    """

    question: Id
    kinds: tuple[Kind, ...] = Field(default=(), min_length=1)
    stages: tuple[Stage, ...] = Field(default=(), min_length=1)
    reason: OneLine


class Contradiction(FileModel):
    """Answers that cannot all be true.

    Attributes:
        when: The answers; it reads no finding.
        ask: The question to ask: both answers, and which is right.
    """

    id: Id
    when: Condition
    ask: OneLine


class Rulebook(FileModel):
    """Questions, rules, steps, lessons, sources and frameworks, checked against each other.

    Attributes:
        version: The version that its authors set.
        content_hash: SHA-256 of the canonical JSON of what was loaded.
        topics: In the order in which a report shows them.
        concerns: In the order that decides between those of equal weight.
        questions: In the order in which they are asked.
        rules: In the order of topics, then of ids.
        frameworks: In the order of sources, then of ids.
    """

    version: OneLine
    title: OneLine
    content_hash: OneLine
    topics: tuple[Topic, ...]
    wording: Wording
    sources: Mapping[Id, Source]
    concerns: Mapping[Id, Concern]
    lessons: Mapping[Id, Lesson]
    questions: Mapping[Id, Question]
    steps: Mapping[Id, Step]
    rules: Mapping[Id, Rule]
    frameworks: Mapping[Id, Framework] = Field(default_factory=dict)
    not_covered: tuple[NotCovered, ...] = ()
    not_monotone: tuple[NotMonotone, ...] = ()
    silent: tuple[SilentAnswer, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    preconditions: Preconditions = Field(default_factory=Preconditions)
    papers: Papers | None = None
    changes: Changes = Field(default_factory=Changes)

    @cached_property
    def topic_order(self) -> Mapping[str, int]:
        return {topic.id: position for position, topic in enumerate(self.topics)}

    @cached_property
    def topic_titles(self) -> Mapping[str, str]:
        return {topic.id: topic.title for topic in self.topics}

    @cached_property
    def concern_order(self) -> Mapping[str, int]:
        return {concern: position for position, concern in enumerate(self.concerns)}

    @cached_property
    def risks_of(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each concern its risks, in the order of rules."""
        found: dict[str, list[Rule]] = {concern: [] for concern in self.concerns}
        for rule in self.rules.values():
            if rule.concern is not None:
                found[rule.concern].append(rule)
        return {concern: tuple(risks) for concern, risks in found.items()}

    def is_asked_once(self, question: str) -> bool:
        """Return whether a question is, or was, asked of the partnership, not of its partners."""
        there = self.questions.get(question, self.changes.questions.get(question))
        return there is not None and there.of == "once"

    def is_delicate(self, question: str) -> bool:
        """Return whether a question is, or was, delicate; one not on record may have been."""
        there = self.questions.get(question, self.changes.questions.get(question))
        return there is None or there.delicate

    def is_done_in_private(self, step: str) -> bool:
        """Return whether the words of a step say so; they may tell what a head has answered."""
        return "in private" in self.steps[step].do

    def improves_delicate(self, step: str) -> bool:
        """Return whether a step is to improve a delicate answer: a school's name then tells it."""
        return any(map(self.is_delicate, self.steps[step].brings))

    def is_about_a_person(self, question: str) -> bool:
        """Return whether notes on a question may name somebody; see ``is_delicate``."""
        there = self.questions.get(question, self.changes.questions.get(question))
        return there is None or there.about_a_person

    def question_as_it_was(self, name: str) -> Question:
        """Return what is known about a former question: the answers it could have."""
        change = self.changes.questions[name]
        heir = self.questions.get(change.becomes or "")
        levels = {level.id: level for level in heir.choices} if heir else {}
        levels |= {
            level: Level(id=level, label=told.label or told.said, says=told.said)
            for level, told in change.levels.items()
        }
        number = heir.number if heir else None
        if change.number:
            heir = self.questions.get(change.number.becomes)
            least, most = (
                (heir.number.least, heir.number.most) if heir and heir.number else (0, 999)
            )
            bounds = {"least": least, "most": most, "bands": tuple(levels.values())}
            counted: dict[str, Any] = {"unit": change.number.unit, **bounds}
            number = Number.model_construct(**counted)
        known: dict[str, Any] = {"id": name, "of": change.of, "number": number}
        known["levels"] = () if number else tuple(levels.values())
        known["may_not_apply"] = (*change.reasons, *(heir.may_not_apply if heir else ()))
        # Why it was asked, and who could tell, no longer matters.
        return Question.model_construct(**known)

    def until_of(self, rule: Rule) -> str | None:
        """Return what ends the limit of a risk: its concern's ``until``, or else its own."""
        if rule.until is None or rule.concern is None:
            return rule.until
        return self.concerns[rule.concern].until or rule.until

    @cached_property
    def step_order(self) -> Mapping[str, int]:
        """The position of each step by the horizon it is needed by, effort, id."""
        horizons = [named.id for named in self.wording.horizons]
        efforts = [named.id for named in self.wording.efforts]

        def place(step: Step) -> tuple[int, int, str]:
            return horizons.index(step.when), efforts.index(step.effort), step.id

        in_order = sorted(self.steps.values(), key=place)
        return {step.id: position for position, step in enumerate(in_order)}

    @cached_property
    def step_depths(self) -> Mapping[str, int]:
        """For each step 0 if it needs no other, else one more than the highest it needs."""
        return _depths({step.id: step.needs for step in self.steps.values()})

    @cached_property
    def strata(self) -> Mapping[str, int]:
        """For each rule 0 if it reads no finding, else one more than the highest it reads."""
        return _depths({rule.id: findings_in(rule.condition) for rule in self.rules.values()})

    @cached_property
    def read_by(self) -> Mapping[str, frozenset[str]]:
        """For each rule the questions it reads, through findings and ``unless`` too."""
        own = {rule.id: questions_in(rule.condition) for rule in self.rules.values()}
        return {
            rule: frozenset().union(*map(own.__getitem__, chain))
            for rule, chain in self.chains.items()
        }

    @cached_property
    def unread(self) -> frozenset[str]:
        return frozenset(self.questions).difference(*self.read_by.values())

    def questions_behind(self, condition: Condition) -> frozenset[str]:
        """Return the questions that a condition reads, through findings too."""
        through = (self.read_by[rule] for rule in findings_in(condition))
        return questions_in(condition).union(*through)

    @cached_property
    def in_strata(self) -> tuple[Rule, ...]:
        """Every rule, after those whose findings it reads."""
        in_order = sorted(self.rules, key=lambda r: (self.strata[r], r))
        return tuple(self.rules[rule_id] for rule_id in in_order)

    @cached_property
    def chains(self) -> Mapping[str, frozenset[str]]:
        """For each rule itself and those whose findings it reads, through others too."""
        found: dict[str, frozenset[str]] = {}
        for rule in self.in_strata:
            read = (found[other] for other in findings_in(rule.condition))
            found[rule.id] = frozenset([rule.id]).union(*read)
        return found

    # Dicts of our own, here and for `_rules`: functools.cache would hash the rulebook, which fails,
    # since it is made of dicts.
    @cached_property
    def _essential(self) -> dict[tuple[frozenset[Kind], Stage], frozenset[str]]:
        return {}

    def essential_at(self, kinds: frozenset[Kind], stage: Stage) -> frozenset[str]:
        """Return the questions of the short form of any of the kinds at the stage."""
        # An assessment asks some 22 times (the mean over the shipped partnerships).
        if (kinds, stage) not in self._essential:
            essential = (q.id for q in self.questions.values() if q.is_essential_at(kinds, stage))
            self._essential[kinds, stage] = frozenset(essential)
        return self._essential[kinds, stage]

    @cached_property
    def _rules(self) -> dict[tuple[frozenset[Kind], Stage], tuple[Rule, ...]]:
        return {}

    def rules_at(self, kinds: frozenset[Kind], stage: Stage) -> tuple[Rule, ...]:
        """Return the rules that exist for any of the kinds at the stage, in strata."""
        # 0.09 ms to find them, beside 2 ms for all that an evaluation does.
        if (kinds, stage) not in self._rules:
            rules = (rule for rule in self.in_strata if rule.exists_at(kinds, stage))
            self._rules[kinds, stage] = tuple(rules)
        return self._rules[kinds, stage]


def _depths(below: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return for each id 0 if nothing is below it, else one more than the highest below it."""
    found: dict[str, int] = {}

    # Comes to an end, since a rulebook with a circle of findings or of steps does not load.
    def depth(name: str) -> int:
        if name not in found:
            found[name] = 1 + max(map(depth, below[name]), default=-1)
        return found[name]

    for name in below:
        depth(name)
    return found
