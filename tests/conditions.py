"""Random questions, and random conditions over them as they stand in a file."""

from collections.abc import Iterable
from random import Random
from typing import Any, Literal, NamedTuple, TypeVar

from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind

T = TypeVar("T")
Direction = Literal["worse", "better"] | None
"""Which answers make a rule more true; None if it is not that simple."""

SOME_KINDS: tuple[Kind, ...] = KINDS[:3]
"""Few, so that random rules meet random partnerships."""
REASONS = ("no such thing here", "settled elsewhere")
TOPICS = ("topic-b", "topic-a")
SECTORS = ("state", "independent", "other")
_LEVELS = ("l-a", "l-b", "l-c", "l-d", "l-e", "l-f")
_QUANTIFIERS = ("any_partner", "every_partner", "at_least", "differ_by")


def one_in(chance: Random, number: int) -> bool:
    return chance.randrange(number) == 0


def some(chance: Random, values: Iterable[T]) -> tuple[T, ...]:
    """Return at least one of the values, in any order."""
    all_of_them = tuple(values)
    return tuple(chance.sample(all_of_them, chance.randint(1, len(all_of_them))))


def all_or_some(chance: Random, values: tuple[T, ...]) -> tuple[T, ...]:
    return some(chance, values) if one_in(chance, 4) else values


def whole_or_half(halves: int) -> float:
    """Return a number of halves as a file has it: a whole number without a point."""
    return halves // 2 if halves % 2 == 0 else halves / 2


def _levels(number: int) -> tuple[dict[str, Any], ...]:
    return tuple({"id": name, "label": name, "says": name} for name in _LEVELS[:number])


def _number(chance: Random) -> dict[str, Any]:
    """Return a number from 0 to 10, in bands that end with their limit or just under it."""
    limits = sorted(chance.randint(0, 20) for _ in range(chance.randint(1, 4)))
    bands = _levels(len(limits) + 1)
    for band, limit in zip(bands, limits, strict=False):
        band[chance.choice(["up_to", "under"])] = whole_or_half(limit)
    return {"unit": "hours", "least": 0, "most": 10, "bands": bands}


def _essential(chance: Random) -> tuple[dict[str, Any], ...]:
    """Return where a question is essential: everywhere, nowhere, or at some kinds and stages."""
    some_kinds, some_stages = some(chance, SOME_KINDS), some(chance, STAGES)
    return chance.choice(
        [({},), (), ({"kinds": some_kinds},), ({"kinds": some_kinds, "stages": some_stages},)]
    )


def a_question(chance: Random, name: str, *, once: bool) -> Question:
    """Return a question, once-asked or of partners with some roles."""
    if one_in(chance, 3):
        better = chance.choice(["higher", "lower", "neither"])
        answers: dict[str, Any] = {"number": _number(chance), "better": better}
    else:
        better = chance.choice(["higher", "higher", "neither"])
        answers = {"levels": _levels(chance.randint(2, 6)), "better": better}
    return Question.model_validate(
        {
            "id": name,
            "topic": chance.choice(TOPICS),
            "asks": "What?",
            "why": "Because.",
            "enough": "This.",
            "of": "once" if once else all_or_some(chance, ROLES),
            "kinds": all_or_some(chance, SOME_KINDS),
            "stages": all_or_some(chance, STAGES),
            "essential": _essential(chance),
            "may_not_apply": some(chance, REASONS) if one_in(chance, 2) else (),
            "find_out": {"who": "The head", "how": "by asking"},
        }
        | answers
    )


class Written(NamedTuple):
    """A rule that later ones may build on.

    Attributes:
        reads: The questions it reads, through findings too.
    """

    rule: Rule
    direction: Direction
    reads: frozenset[str]


class Author:
    """Writes random conditions over some questions and the findings of earlier rules.

    Attributes:
        careless: Who writes a leaf now and then, where a direction is not always kept.
    """

    def __init__(
        self,
        chance: Random,
        questions: Iterable[Question],
        earlier: Iterable[Written],
        direction: Direction,
        careless: "Author | None" = None,
    ) -> None:
        self.chance = chance
        self.direction = direction
        self.careless = careless
        self.once = [question for question in questions if question.once]
        self.of_partners = [question for question in questions if not question.once]
        of_its_kind = "risk" if direction == "worse" else "strength"
        self.findings, self.nots = (
            [
                written.rule.id
                for written in earlier
                if direction is None
                or (written.direction and (written.rule.kind == of_its_kind) is alike)
            ]
            for alike in (True, False)
        )
        if direction == "better":
            self.nots = []

    def when(self) -> dict[str, Any]:
        shapes = [lambda: self.tree(3), self.one_quantifier, self.list_of_answers]
        tree = self.chance.choice(shapes)()
        if _rests_on_something(tree):
            return tree
        return {"all": (tree, self.leaf(self.positive_forms()))}

    def one_quantifier(self) -> dict[str, Any]:
        """Write a single leaf about partners, which nothing else in the rule can hide."""
        forms = [form for form in self.positive_forms() if form in _QUANTIFIERS]
        return self.leaf(forms or ["fact"])

    def list_of_answers(self) -> dict[str, Any]:
        """Write what most real rules are; it may name one question twice."""
        forms = ["once"] * (6 * bool(self.once)) + self.positive_forms()
        return {"all": tuple(self.leaf(forms) for _ in range(self.chance.randint(2, 4)))}

    def tree(self, depth: int) -> dict[str, Any]:
        if depth and one_in(self.chance, 2):
            parts = tuple(self.tree(depth - 1) for _ in range(self.chance.randint(1, 3)))
            return {self.chance.choice(["all", "any"]): parts}
        return self.leaf(self.positive_forms() + ["not"] * bool(self.nots))

    def positive_forms(self) -> list[str]:
        forms = ["fact"]
        forms += ["once"] * (3 * bool(self.once)) + ["finding"] * (2 * bool(self.findings))
        if self.of_partners:
            forms += [*_QUANTIFIERS[:3]] * 2 + ["differ_by"] * (3 * (self.direction is None))
        return forms

    def leaf(self, forms: list[str]) -> dict[str, Any]:
        if self.careless and one_in(self.chance, 4):
            # A finding against the direction is the slip that is hardest to see.
            slips = ["finding"] * (6 * bool(self.careless.findings))
            return self.careless.leaf(self.careless.positive_forms() + slips)
        form = self.chance.choice(forms)
        if form == "fact":
            return self.fact()
        if form == "finding":
            return {"finding": self.chance.choice(self.findings)}
        if form == "not":
            return {"not": {"finding": self.chance.choice(self.nots)}}
        if form == "once":
            question = self.chance.choice(self.once)
            return {question.id: self.levels(question)}
        if form == "differ_by":
            question = self.chance.choice(self.of_partners)
            apart = self.chance.randint(1, len(question.order) - 1)
            return {"differ_by": apart, "question": question.id} | self.among()
        answers = {q.id: self.levels(q) for q in some(self.chance, self.of_partners)}
        if form == "at_least":
            number = self.chance.choice([1, 2, 2, 3, 4, 60])
            return {"at_least": number, "answer": answers} | self.among()
        return {form: answers} | self.among()

    def levels(self, question: Question) -> tuple[str, ...]:
        """Return some levels; where there is a direction, a set closed under it."""
        if self.direction is None or question.better == "neither":
            # A level named twice is worth mending, yet it loads.
            return tuple(self.chance.choices(question.order, k=self.chance.randint(1, 4)))
        # A leaf with every level tells nothing; it would come true where the answer is found out.
        number = self.chance.randint(1, len(question.order) - 1)
        worst_first = self.direction == "worse"
        return question.order[:number] if worst_first else question.order[-number:]

    def among(self) -> dict[str, Any]:
        if not one_in(self.chance, 3):
            return {}
        limits: dict[str, Any] = {
            "role": some(self.chance, ROLES),
            "core": one_in(self.chance, 2),
            "sector": some(self.chance, SECTORS),
            "answers_from": self.chance.choice(["itself", "others"]),
        }
        return {"among": {limit: limits[limit] for limit in some(self.chance, limits)}}

    def fact(self) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "kind": some(self.chance, SOME_KINDS),
            "stage": some(self.chance, STAGES),
            "partners": {
                bound: self.chance.randint(0, 6)
                for bound in some(self.chance, ["at_least", "at_most"])
            },
            "both_sectors": one_in(self.chance, 2),
            "answered_by_others": one_in(self.chance, 2),
        }
        form = self.chance.choice([*facts])
        return {form: facts[form]}


def _rests_on_something(tree: dict[str, Any]) -> bool:
    if "all" in tree:
        return any(map(_rests_on_something, tree["all"]))
    if "any" in tree:
        return all(map(_rests_on_something, tree["any"]))
    return "not" not in tree
