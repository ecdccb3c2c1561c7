"""The answers of one partnership that conditions read, each with its position on the page."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from advisor.reasoning.evaluator import is_among
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE
from advisor.scenario.answer_check import known_level
from advisor.scenario.scenario import Partner, Scenario


class AnswerKey(NamedTuple):
    """Where an answer is given: a question, and the partner that is asked, if any."""

    question: str
    partner: str | None


class AnswerLookup:
    """Looks up levels, and which answers a condition reads; each level is read once."""

    def __init__(self, rulebook: Rulebook, scenario: Scenario) -> None:
        self.rulebook, self.scenario = rulebook, scenario
        self._partner_order = {partner.name: n for n, partner in enumerate(scenario.partners)}
        self._question_order = {question: n for n, question in enumerate(rulebook.questions)}
        self._known: dict[AnswerKey, str | None] = {}

    def now(self, place: AnswerKey) -> str | None:
        """Return the level answered there, or ``not-applicable``; None if there is neither."""
        if place not in self._known:
            self._known[place] = self._read(place)
        return self._known[place]

    def _read(self, place: AnswerKey) -> str | None:
        question = self.rulebook.questions[place.question]
        if place.partner is None:
            answer = self.scenario.answer_once(question.id)
        else:
            partner = self.scenario.partners[self._partner_order[place.partner]]
            answer = self.scenario.answer_of(partner, question.id)
        if answer is not None and answer.is_not_applicable:
            return NOT_APPLICABLE
        return known_level(question, answer)

    def position(self, place: AnswerKey) -> tuple[int, int]:
        """Return the answer's position on the page, to sort by."""
        partner = -1 if place.partner is None else self._partner_order[place.partner]
        return self._question_order[place.question], partner

    def places(self, condition: Condition) -> Iterator[AnswerKey]:
        """Yield each answer that a condition reads, through findings too, once for each reading."""
        for _, part in language.parts(condition):
            match part:
                case language.AnswerIs():
                    yield AnswerKey(part.question, None)
                case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
                    for partner in self.asked(part.answers, part.among):
                        yield from (AnswerKey(question, partner.name) for question in part.answers)
                case language.DifferBy():
                    for partner in self.asked([part.question], part.among):
                        yield AnswerKey(part.question, partner.name)
                case language.FindingStands():
                    # A finding that is read twice yields its answers twice: the search for the
                    # fewest answers learns from it which ones several parts share.
                    if rule := self.rule(part.rule):
                        yield from self.places(rule.condition)
                # Facts are no answers, and the parts of the others are visited separately.
                case language.All() | language.AnyOf() | language.Not() | language.Fact():
                    pass
                case _:
                    assert_never(part)

    def rule(self, name: str) -> Rule | None:
        """Return a rule, if it applies to the scenario's kinds and stage."""
        rule = self.rulebook.rules[name]
        exists = rule.exists_at(self.scenario.kinds, self.scenario.judged_at)
        return rule if exists else None

    def asked(self, questions: Iterable[str], among: language.Among) -> list[Partner]:
        """Return the partners that a quantifier counts: asked all of it, and all of it applies."""
        asked = [self.rulebook.questions[name] for name in questions]
        return [
            partner
            for partner in self.scenario.partners
            if is_among(partner, among)
            and all(question.is_asked_of(partner.role) for question in asked)
            and all(self.now(AnswerKey(q.id, partner.name)) != NOT_APPLICABLE for q in asked)
        ]
