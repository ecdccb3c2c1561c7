"""The model of a partnership file: who is in it, and what they answer."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Self

from pydantic import Field, model_validator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest
from advisor.files.text_comparison import comparable
from advisor.files.validation import FileModel, Id, OneLine, Prose, Reference, all_located
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import AnswersFrom, Kind, Role, Room, Sector, Stage
from advisor.scenario.answers import Answer, AnswerForEvery, AnyAnswer, PartnerAnswer
from advisor.scenario.earlier import Earlier
from advisor.scenario.facts import (
    EDITION,
    About,
    Day,
    Edition,
    KeyDate,
    StepAgreement,
    unknown_partners,
)

MAX_COUNT = 10_000
"""How many partners one entry can stand for."""


class Partner(FileModel):
    """A school, university, trust or other body, or several alike.

    Attributes:
        core: Whether the partnership cannot continue without it.
        count: How many alike the entry is for.
        answers_from: Who gave its answers.
        committed_by: The body that can commit it, such as its governors or its trust.
    """

    name: OneLine
    sector: Sector = "other"
    role: Role = "member"
    core: bool = True
    count: int = Field(default=1, ge=1, le=MAX_COUNT)
    answers_from: AnswersFrom = "itself"
    committed_by: OneLine | None = None
    answers: dict[Reference, PartnerAnswer] = Field(default_factory=dict)


def named_twice(names: Iterable[object]) -> Iterator[tuple[Place, str]]:
    """Yield each partner's name that an earlier partner has, with its key path."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if isinstance(name, str):
            key = comparable(name)
            if key in seen:
                says = f"two partners are named {quoted(name)}; give each its own name"
                yield ("partners", number, "name"), says
            seen.add(key)


def _edition() -> Edition:
    """Return the edition of scenarios made here; as a plain default it would be in the schema."""
    return EDITION


class Scenario(FileModel):
    """One partnership: its facts, its partners and their answers.

    Attributes:
        edition: The edition of this file format. A file without one is first edition; it is
            converted to the second when it is read, and saved so.
        id: A short name that stays when the partnership's name changes.
        partnership: Its name.
        also: Further kinds; their questions and rules apply too.
        stage: The decision in front of the room; ``starting`` if the file has none.
        as_of: The day of the answers.
        next_meeting: The day on which these people meet again.
        starts: The day on which the joint work begins.
        room: Who is in the room when it is answered; it decides how delicate questions are asked.
        present: Who answered, as roles.
        about: What the partnership is to do.
        dates: The days that matter, in the order of the file.
        answers: The answers for the whole partnership, or for every partner.
        steps: What the meeting set for a step, by the step's id.
        disagreements: Why the room disagrees with a finding, by the rule's id; it changes no
            verdict.
        earlier: Entries under questions, rules and steps that no longer exist; they count for
            nothing.
    """

    edition: Edition = Field(default_factory=_edition)
    id: Id | None = None
    partnership: OneLine
    kind: Kind
    also: tuple[Kind, ...] = ()
    stage: Stage | None = None
    as_of: Day | None = None
    next_meeting: Day | None = None
    starts: Day | None = None
    room: Room | None = None
    present: tuple[OneLine, ...] = ()
    about: About | None = None
    dates: tuple[KeyDate, ...] = ()
    partners: tuple[Partner, ...] = Field(min_length=1)
    answers: dict[Reference, AnyAnswer] = Field(default_factory=dict)
    steps: dict[Reference, StepAgreement] = Field(default_factory=dict)
    disagreements: dict[Reference, Prose] = Field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        names = [partner.name for partner in self.partners]
        faults = [*named_twice(names), *unknown_partners(self.dates, names)]
        faults += [
            (("steps", step, "at"), f"there is no partner {quoted(name)}{nearest(name, names)}")
            for step, agreed in self.steps.items()
            for name in agreed.at
            if name not in names
        ]
        if faults:
            raise all_located(faults)
        return self

    @property
    def judged_at(self) -> Stage:
        """The stage at which the partnership is judged."""
        return self.stage or "starting"

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kind and those in ``also``."""
        return frozenset([self.kind, *self.also])

    @cached_property
    def partner_count(self) -> int:
        """How many partners there are, each entry with its count."""
        return sum(partner.count for partner in self.partners)

    @cached_property
    def has_both_sectors(self) -> bool:
        """Whether there are both state and independent partners."""
        return {"state", "independent"} <= {partner.sector for partner in self.partners}

    @cached_property
    def answered_by_others(self) -> tuple[Partner, ...]:
        """The core partners whose answers come from others."""
        return tuple(p for p in self.partners if p.core and p.answers_from == "others")

    @property
    def has_answers(self) -> bool:
        """Whether anything is answered, even if only with ``unknown``."""
        return bool(self.answers) or any(partner.answers for partner in self.partners)

    @cached_property
    def closed_steps(self) -> frozenset[str]:
        """The steps that the meeting marked as done or dropped."""
        return frozenset(step for step, agreed in self.steps.items() if agreed.is_closed)

    def answer_once(self, question: str) -> Answer | None:
        """Return the answer to a question that is asked once, if there is one."""
        answer = self.answers.get(question)
        return answer if isinstance(answer, Answer) else None

    def answer_of(self, partner: Partner, question: str) -> Answer | None:
        """Return a partner's own answer, else the one given for every partner, if any."""
        # An own "unknown" counts as well: the partner was asked, and said so.
        own = partner.answers.get(question)
        if own is not None:
            return own
        shared = self.answers.get(question)
        return shared.for_one if isinstance(shared, AnswerForEvery) else None

    def partners_asked(self, question: Question) -> Iterator[Partner]:
        """Yield the partners with a role that is asked the question."""
        return (partner for partner in self.partners if question.is_asked_of(partner.role))

    def partner_of(self, date: KeyDate) -> Partner | None:
        """Return the partner whose day a key date is; None if it is everybody's."""
        if date.partner is None:
            return None
        name = comparable(date.partner)
        return next(partner for partner in self.partners if comparable(partner.name) == name)

    def answers_to(self, question: Question) -> list[Answer | None]:
        """Return the answer to a question, or that of each partner entry that is asked it."""
        if question.once:
            return [self.answer_once(question.id)]
        return [self.answer_of(partner, question.id) for partner in self.partners_asked(question)]

    def at_stage(self, stage: Stage) -> "Scenario":
        """Return the same answers at another stage."""
        return self._with(stage=stage)

    def with_answer(
        self, question: str, answer: Answer | AnswerForEvery | None, partner: str | None = None
    ) -> "Scenario":
        """Return the scenario with one answer set, or removed if it is None.

        Args:
            question: The question's id.
            answer: The answer; for every partner alike it is an ``AnswerForEvery``.
            partner: The name of the partner whose answer it is, or None for the partnership's.
        """
        if partner is None:
            return self._with(answers=_put(self.answers, question, answer))
        return self._with(
            partners=tuple(
                p.model_copy(update={"answers": _put(p.answers, question, answer)})
                if p.name == partner
                else p
                for p in self.partners
            )
        )

    def dated(self, day: dt.date) -> "Scenario":
        """Return the same answers, dated."""
        return self._with(as_of=day)

    def identified(self, id_: str | None = None) -> "Scenario":
        """Return the same answers with an id: its own, else the one given, else a new one.

        A new one is random: names change, and two partnerships may bear the same.
        """
        # With a letter and a hyphen first no YAML reader takes one for a number, such as 1e10.
        return self if self.id else self._with(id=id_ or f"p-{uuid.uuid4().hex[:12]}")

    def with_facts(self, **facts: object) -> "Scenario":
        """Return the scenario with other facts: its name, kinds, stage, partners, room, dates.

        Raises:
            pydantic.ValidationError: The facts do not fit.
        """
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return Scenario.model_validate(kept | facts)

    def with_step(self, step: str, agreed: StepAgreement | None) -> "Scenario":
        """Return the scenario with what the meeting set for a step, or without it if None."""
        return self._with(steps=_put(self.steps, step, agreed))

    def with_disagreement(self, rule: str, because: str | None) -> "Scenario":
        """Return the scenario with the room's disagreement with a finding, or without it."""
        # Checked again, unlike the answers: the reason is as somebody typed it, and is cleaned
        # here.
        return self.with_facts(disagreements=_put(self.disagreements, rule, because))

    def _with(self, **changes: object) -> "Scenario":
        # A copy of the model would carry along what is cached.
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        # The parts are models that were checked before: 7 µs for an answer of five partners, and 34
        # µs with another check.
        return Scenario.model_construct(**kept | changes)


def _put(entries: dict[str, Any], key: str, value: object | None) -> dict[str, Any]:
    rest = {name: entry for name, entry in entries.items() if name != key}
    return rest if value is None else {**entries, key: value}
