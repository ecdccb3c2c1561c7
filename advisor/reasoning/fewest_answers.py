"""The fewest answers that make a rule true or false, or that would have to change for that."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import product
from typing import Literal, NamedTuple, assert_never

from advisor.reasoning.answer_lookup import AnswerKey, AnswerLookup
from advisor.reasoning.evaluator import evaluate_condition
from advisor.reasoning.trace import Truth
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE
from advisor.scenario.scenario import Partner, Scenario

# No shipped rule reaches it: 26,100 searches over the 28 shipped partnerships kept 40 at most.
MAX_WAYS = 60
"""Ways kept at each step of the search. If several parts of one condition read the same answers,
there can be more, and the way found is then short, but perhaps not the shortest."""

Changing = Literal["nothing", "open", "better", "any"]
"""Which answers may change: none, the unknown ones, known ones if they improve, or all."""


class Needed(NamedTuple):
    """One answer of a way.

    Attributes:
        levels: The levels of the question that would do, worst first.
        now: The current level; None if it is not known or does not apply.
    """

    place: AnswerKey
    levels: tuple[str, ...]
    now: str | None

    @property
    def is_so(self) -> bool:
        """Whether the answer is given already."""
        return self.now in self.levels


_Way = dict[AnswerKey, frozenset[str]]
"""For each answer that counts, the levels that would do, perhaps with ``not-applicable``."""
_Length = tuple[int, list[tuple[int, int]]]
"""How many answers count, and their positions on the page."""


def fewest_enough(
    rule: Rule, rulebook: Rulebook, scenario: Scenario, *, to: bool
) -> tuple[Needed, ...] | None:
    """Return the fewest known answers that make a rule true (or false) with no others known.

    If several sets are equally small, return the first on the page. Facts, and questions that do
    not apply, stay as they are. None if the rule does not have that value.
    """
    return _Search(rulebook, scenario, "nothing").fewest(rule, to=to)


def fewest_changes(
    rule: Rule, rulebook: Rulebook, scenario: Scenario, *, to: bool, may: Changing
) -> tuple[Needed, ...] | None:
    """Return the fewest changes of answers that make a rule true (or false).

    The result includes the answers that it needs and already has. None if no answers do it.

    Args:
        rule: The rule.
        rulebook: The rulebook with the rule.
        scenario: The current answers.
        to: The value that the rule is to get.
        may: Which answers may change.
    """
    return _Search(rulebook, scenario, may).fewest(rule, to=to)


class _Search:
    """Collects the ways to give a condition of one scenario a value."""

    def __init__(self, rulebook: Rulebook, scenario: Scenario, may: Changing) -> None:
        self.rulebook, self.scenario, self.may = rulebook, scenario, may
        self.answers = AnswerLookup(rulebook, scenario)
        self._shared: frozenset[AnswerKey] = frozenset()

    def fewest(self, rule: Rule, *, to: bool) -> tuple[Needed, ...] | None:
        read = Counter(self.answers.places(rule.condition))
        self._shared = frozenset(place for place, times in read.items() if times > 1)
        ways = self._ways(rule.condition, to)
        if not ways:
            return None
        way = min(ways, key=self._length)
        return tuple(
            self._needed(place, way[place]) for place in sorted(way, key=self.answers.position)
        )

    def _needed(self, place: AnswerKey, levels: frozenset[str]) -> Needed:
        question = self.rulebook.questions[place.question]
        now = self.answers.now(place)
        serving = tuple(level for level in question.order if level in levels)
        return Needed(place, serving, None if now == NOT_APPLICABLE else now)

    def _length(self, way: _Way) -> _Length:
        """Return the length of a way, then its positions to decide between equal lengths."""
        counted = (
            place
            for place, levels in way.items()
            if self.may == "nothing" or self.answers.now(place) not in levels
        )
        places = sorted(map(self.answers.position, counted))
        return len(places), places

    def _ways(self, condition: Condition, to: bool) -> list[_Way]:
        match condition:
            case language.All() | language.AnyOf():
                ways = [self._ways(part, to) for part in condition.parts]
                is_each = isinstance(condition, language.All) == to
                return self._together(ways) if is_each else self._either(ways)
            case language.Not():
                return self._ways(condition.part, not to)
            case language.FindingStands():
                if rule := self.answers.rule(condition.rule):
                    return self._ways(rule.condition, to)
                return [] if to else [{}]
            case language.AnswerIs():
                question = self.rulebook.questions[condition.question]
                return self._answer(question, None, self._levels(question, condition.levels, to))
            case language.AnyPartner():
                return self._of_partners(condition, 1, to)
            case language.AtLeast():
                return self._of_partners(condition, condition.number, to)
            case language.EveryPartner():
                return self._of_every_partner(condition, to)
            case language.DifferBy():
                return self._apart(condition) if to else self._close(condition)
            case language.Fact():
                is_so = evaluate_condition(condition, self.rulebook, self.scenario).value
                return [{}] if (is_so == Truth.TRUE) == to else []
            case _:
                assert_never(condition)

    @staticmethod
    def _levels(question: Question, named: Collection[str], to: bool) -> Collection[str]:
        if to:
            return named
        return [*(level for level in question.order if level not in named), NOT_APPLICABLE]

    def _answer(
        self, question: Question, partner: Partner | None, levels: Collection[str]
    ) -> list[_Way]:
        """Return the way to have one answer among the levels, if it is or may become so."""
        place = AnswerKey(question.id, partner.name if partner else None)
        now = self.answers.now(place)
        # It stays as it is, and counts as no answer of the way.
        if now == NOT_APPLICABLE and now in levels:
            return [{}]
        serving = frozenset(levels)
        if now not in levels:
            serving = frozenset(self._may_become(question, now)).intersection(levels)
        return [{place: serving}] if serving else []

    def _may_become(self, question: Question, now: str | None) -> Collection[str]:
        order = question.order
        match self.may:
            case "nothing":
                return ()
            case "open":
                return order if now is None else ()
            case "better":
                if question.better == "neither" or now not in order:
                    return ()
                return order[order.index(now) + 1 :]
            case "any":
                return order
            case _:
                assert_never(self.may)

    def _matching(self, part: language.PartnersMatch, partner: Partner) -> list[_Way]:
        return self._together(
            self._answer(self.rulebook.questions[question], partner, levels)
            for question, levels in part.answers.items()
        )

    def _not_matching(self, part: language.PartnersMatch, partner: Partner) -> list[_Way]:
        questions = [(self.rulebook.questions[q], levels) for q, levels in part.answers.items()]
        return self._either(
            self._answer(question, partner, self._levels(question, levels, to=False))
            for question, levels in questions
        )

    def _of_partners(
        self, part: language.AnyPartner | language.AtLeast, number: int, to: bool
    ) -> list[_Way]:
        asked = self.answers.asked(part.answers, part.among)
        if to:
            return self._so_many([(p.count, self._matching(part, p)) for p in asked], number)
        # Fewer than `number` match once so many do not that the others are too few.
        left_over = sum(partner.count for partner in asked) - number + 1
        return self._so_many([(p.count, self._not_matching(part, p)) for p in asked], left_over)

    def _of_every_partner(self, part: language.EveryPartner, to: bool) -> list[_Way]:
        asked = self.answers.asked(part.answers, part.among)
        if not asked:
            return [] if to else [{}]
        if to:
            return self._together(self._matching(part, partner) for partner in asked)
        return self._either(self._not_matching(part, partner) for partner in asked)

    def _apart(self, part: language.DifferBy) -> list[_Way]:
        question = self.rulebook.questions[part.question]
        asked, order = self.answers.asked([question.id], part.among), question.order
        cuts = range(len(order) - part.number)
        return self._either(
            self._together(
                [
                    self._answer(question, lower, order[: cut + 1]),
                    self._answer(question, upper, order[cut + part.number :]),
                ]
            )
            for lower, upper in product(asked, repeat=2)
            if lower is not upper
            for cut in cuts
        )

    def _close(self, part: language.DifferBy) -> list[_Way]:
        """Return the way to have no two answers apart, whatever the unknown ones turn out to be."""
        question = self.rulebook.questions[part.question]
        asked = self.answers.asked([question.id], part.among)
        order, number = question.order, part.number
        if len(order) <= number:
            return [{}]
        # No two answers are apart if all of them are in one window. Or one may be anything if all
        # others are in the middle, from where no level is that far. Several alike in one entry may
        # differ among themselves, so such an entry cannot be that one.
        windows = [order[first : first + number] for first in range(len(order) - number + 1)]
        middle = order[len(order) - number : number]
        groups = [(asked, window) for window in windows]
        groups += [([p for p in asked if p is not one], middle) for one in asked if one.count == 1]
        return self._either(
            self._together(self._answer(question, partner, levels) for partner in of)
            for of, levels in groups
        )

    def _so_many(self, options: list[tuple[int, list[_Way]]], number: int) -> list[_Way]:
        """Return the ways for at least this many partners to have one of their ways."""
        if number <= 0:
            return [{}]
        options = [(weight, ways) for weight, ways in options if ways]
        reached: dict[int, list[_Way]] = {0: [{}]}
        to_come = sum(weight for weight, _ in options)
        for weight, ways in options:
            to_come -= weight
            longer: dict[int, list[_Way]] = {}
            for weighs, those in reached.items():
                # What can no longer get there is dropped here, and what is enough already is not
                # made longer.
                if weighs + to_come >= number:
                    longer.setdefault(weighs, []).extend(those)
                if weighs < number and weighs + weight + to_come >= number:
                    more = self._together([those, ways])
                    longer.setdefault(min(number, weighs + weight), []).extend(more)
            reached = {weighs: self._shortest(those) for weighs, those in longer.items()}
        return reached.get(number, [])

    def _either(self, ways: Iterable[list[_Way]]) -> list[_Way]:
        return self._shortest(way for some in ways for way in some)

    def _together(self, ways: Iterable[list[_Way]]) -> list[_Way]:
        found: list[_Way] = [{}]
        for some in ways:
            pairs = product(found, some)
            merged = (way for one, other in pairs if (way := _merged(one, other)) is not None)
            found = self._shortest(merged)
        return found

    def _shortest(self, ways: Iterable[_Way]) -> list[_Way]:
        """Return the shortest of the ways that differ only in answers read nowhere else."""
        best: dict[frozenset[tuple[AnswerKey, frozenset[str]]], tuple[_Length, _Way]] = {}
        # Ways differ for what comes later only in answers that something else reads too: no other
        # answer can clash when ways are joined.
        for way in ways:
            shared = frozenset(item for item in way.items() if item[0] in self._shared)
            length = self._length(way)
            there = best.get(shared)
            if there is None or length < there[0]:
                best[shared] = length, way
        return [way for _, way in sorted(best.values(), key=lambda one: one[0])[:MAX_WAYS]]


def _merged(one: _Way, other: _Way) -> _Way | None:
    """Return what two ways need together; None if no answer does for both."""
    both = one | other
    for place in one.keys() & other.keys():
        both[place] = one[place] & other[place]
        if not both[place]:
            return None
    return both
