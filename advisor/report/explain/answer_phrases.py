"""The answers behind a rule in words: which decide it, which would, and which are open."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from advisor.reasoning.answer_lookup import AnswerKey
from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.fewest_answers import Needed
from advisor.report.answer_sentences import answer_sentences, schools_asked
from advisor.report.grouping import grouped
from advisor.report.partner_names import joined, marked_short_names
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario


@dataclass(frozen=True)
class AnswerPhrases:
    """Phrase the answers that make a rule true or false, and the ones that would have to change.

    Attributes:
        kind: Whether the rule is a risk, which worse answers raise, or a strength.
    """

    kind: Literal["risk", "strength"]
    rulebook: Rulebook
    scenario: Scenario

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The partners, in the order of the file."""
        return self.scenario.partners

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """What to call each partner in a sentence, and that others answered on its behalf."""
        return marked_short_names(self.partners)

    def to_ask(
        self,
        name: str,
        partners: list[str | None],
        needed: Needed | None,
        ask: Literal["how", "whom", ""],
    ) -> str:
        """Return an open question and the answer that would make the rule true.

        With ``ask``, it also names whom to ask, and with "how", how they can find out.
        """
        question = self.rulebook.questions[name]
        of = schools_asked(question, partners, self)
        answers = (self.answer(name, partner) for partner in partners)
        told = ((a.who_could_tell if a else None) or question.find_out.who for a in answers)
        text = question.asks + (f" ({of})" if of else "")
        if needed:
            text += f" {self.level_words(needed)} would make it true."
        if not ask:
            return text
        how = f": {question.find_out.how}" if ask == "how" else "."
        return f"{text} Ask {joined(dict.fromkeys(told), 'or')}{how}"

    def answer(self, question: str, partner: str | None) -> Answer | None:
        if partner is None:
            return self.scenario.answer_once(question)
        of = next(one for one in self.scenario.partners if one.name == partner)
        return self.scenario.answer_of(of, question)

    def sentences(self, needed: Iterable[Needed]) -> list[str]:
        """Return the given answers as sentences."""
        given = ((one.place, self.answer(*one.place)) for one in needed)
        return self.in_sentences((place, said.answer) for place, said in given if said is not None)

    def in_sentences(self, answers: Iterable[tuple[AnswerKey, str | float]]) -> list[str]:
        reasons = [
            Reason(question=place.question, answer=answer, partner=place.partner)
            for place, answer in answers
        ]
        return answer_sentences(reasons, self)

    def others(self, change: Iterable[Needed], *, now: bool) -> list[str]:
        """Return the answers that would have to change, each by its question and its level.

        Args:
            change: The answers needed; any that are given already are left out.
            now: Whether to include the current answers.
        """
        found = grouped(
            ((n.place.question, self.level_words(n) + self.instead_of(n) * now), n.place.partner)
            for n in change
            if not n.is_so
        )
        return [self.other(*key, partners) for key, partners in found.items()]

    def in_place(self, change: Iterable[Needed]) -> list[str]:
        """Return the answers that would have to change as sentences, as if they were given."""
        return self.in_sentences((n.place, self.nearest(n)) for n in change if not n.is_so)

    def instead_of(self, needed: Needed) -> str:
        if needed.now is None:
            return " (not known)"
        question = self.rulebook.questions[needed.place.question]
        return f", not “{question.level(needed.now).label}”"

    def other(self, name: str, says: str, partners: list[str | None]) -> str:
        question = self.rulebook.questions[name]
        of = schools_asked(question, partners, self)
        return f"{question.asks} {of + ': ' if of else ''}{says}."

    def nearest(self, needed: Needed) -> str:
        """Return the level nearest to the current answer; the likeliest if that is unknown."""
        order = self.rulebook.questions[needed.place.question].order
        if needed.now is None:
            # Levels are in order, worst first. Of those that raise a risk the mildest is the
            # likeliest.
            return needed.levels[-1 if self.kind == "risk" else 0]
        now = order.index(needed.now)
        return min(needed.levels, key=lambda level: abs(order.index(level) - now))

    def level_words(self, needed: Needed) -> str:
        """Return the level nearest to the current answer, and whether levels beyond it do too."""
        question = self.rulebook.questions[needed.place.question]
        label = f"“{question.level(self.nearest(needed)).label}”"
        beyond = self.beyond([needed])
        return f"{label} or {beyond}" if beyond else label

    def beyond(self, change: Collection[Needed]) -> Literal["better", "worse", ""]:
        """Return whether better answers than the nearest ones, or worse ones, would do too."""
        questions = [self.rulebook.questions[needed.place.question] for needed in change]
        if all(len(needed.levels) == 1 for needed in change) or any(
            question.better == "neither" for question in questions
        ):
            return ""
        worse, better = True, True
        for needed, question in zip(change, questions, strict=True):
            place = question.order.index(self.nearest(needed))
            worse &= needed.levels == question.order[: place + 1]
            better &= needed.levels == question.order[place:]
        return "worse" if worse else "better" if better else ""
