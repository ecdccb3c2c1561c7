"""Random questions, and random conditions over them as they stand in a file."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from hypothesis import strategies as st

from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind

Direction = Literal["worse", "better"] | None
"""Which answers make a rule more true; None if it is not that simple."""

SOME_KINDS: tuple[Kind, ...] = KINDS[:3]
"""Few, so that random rules meet random partnerships."""
REASONS = ("no such thing here", "settled elsewhere")
_LEVELS = ("l-a", "l-b", "l-c", "l-d", "l-e", "l-f")
TOPICS = ("topic-b", "topic-a")
SECTORS = ("state", "independent", "other")


def one_in(draw: st.DrawFn, number: int) -> bool:
    return draw(st.integers(1, number)) == number


def some(draw: st.DrawFn, values: Iterable[Any]) -> tuple[Any, ...]:
    """Return at least one of the values, in any order."""
    return tuple(
        draw(st.lists(st.sampled_from(tuple(values)), min_size=1, max_size=6, unique=True))
    )


def all_or_some(draw: st.DrawFn, values: tuple[Any, ...]) -> tuple[Any, ...]:
    return some(draw, values) if one_in(draw, 4) else values


def _levels(number: int) -> tuple[dict[str, Any], ...]:
    return tuple({"id": name, "label": name, "says": name} for name in _LEVELS[:number])


def _number(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a number from 0 to 10 with bands that may touch, and end with or without their limit."""
    limits = sorted(draw(st.lists(st.integers(0, 20), min_size=1, max_size=4)))
    bands = _levels(len(limits) + 1)
    for band, limit in zip(bands, limits, strict=False):
        end = limit // 2 if limit % 2 == 0 else limit / 2
        band[draw(st.sampled_from(["up_to", "under"]))] = end
    return {"unit": "hours", "least": 0, "most": 10, "bands": bands}


@st.composite
def questions_of(draw: st.DrawFn, name: str, *, once: bool) -> Question:
    is_number = one_in(draw, 3)
    answers = (
        {"number": _number(draw), "better": draw(st.sampled_from(["higher", "lower", "neither"]))}
        if is_number
        else {
            "levels": _levels(draw(st.integers(2, 6))),
            "better": draw(st.sampled_from(["higher", "higher", "neither"])),
        }
    )
    return Question.model_validate(
        {
            "id": name,
            "topic": draw(st.sampled_from(TOPICS)),
            "asks": "What?",
            "why": "Because.",
            "enough": "This.",
            "of": "once" if once else some(draw, ROLES),
            "kinds": all_or_some(draw, SOME_KINDS),
            "stages": all_or_some(draw, STAGES),
            "essential": ({},),
            "may_not_apply": some(draw, REASONS) if one_in(draw, 2) else (),
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
        careless: Who writes a part now and then, where a direction is not always kept.
    """

    def __init__(
        self,
        draw: st.DrawFn,
        questions: Iterable[Question],
        earlier: Iterable[Written],
        direction: Direction,
        careless: "Author | None" = None,
    ) -> None:
        self.draw = draw
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
        tree = self.list_of_answers() if self.once and one_in(self.draw, 3) else self.tree(3)
        if _rests_on_something(tree):
            return tree
        return {"all": (tree, self.leaf(self.positive_forms()))}

    def list_of_answers(self) -> dict[str, Any]:
        """Write what most real rules are; it may name one question twice."""
        forms = ["once"] * 6 + self.positive_forms()
        return {"all": tuple(self.leaf(forms) for _ in range(self.draw(st.integers(2, 4))))}

    def tree(self, depth: int) -> dict[str, Any]:
        if depth and self.draw(st.booleans()):
            word = self.draw(st.sampled_from(["all", "any"]))
            return {word: tuple(self.tree(depth - 1) for _ in range(self.draw(st.integers(1, 3))))}
        return self.leaf(self.positive_forms() + ["not"] * bool(self.nots))

    def positive_forms(self) -> list[str]:
        forms = ["fact"]
        forms += ["once"] * (3 * bool(self.once)) + ["finding"] * (2 * bool(self.findings))
        if self.of_partners:
            forms += ["any_partner", "every_partner", "at_least"] * 2
            forms += ["differ_by"] * (2 * (self.direction is None))
        return forms

    def leaf(self, forms: list[str]) -> dict[str, Any]:
        if self.careless and one_in(self.draw, 4):
            return self.careless.leaf(self.careless.positive_forms())
        form = self.draw(st.sampled_from(forms))
        if form == "fact":
            return self.fact()
        if form == "finding":
            return {"finding": self.draw(st.sampled_from(self.findings))}
        if form == "not":
            return {"not": {"finding": self.draw(st.sampled_from(self.nots))}}
        if form == "once":
            question = self.draw(st.sampled_from(self.once))
            return {question.id: self.levels(question)}
        if form == "differ_by":
            question = self.draw(st.sampled_from(self.of_partners))
            apart = self.draw(st.integers(1, len(question.order) - 1))
            return {"differ_by": apart, "question": question.id} | self.among()
        answers = {q.id: self.levels(q) for q in some(self.draw, self.of_partners)}
        if form == "at_least":
            number = self.draw(st.sampled_from([1, 2, 2, 3, 4, 60]))
            return {"at_least": number, "answer": answers} | self.among()
        return {form: answers} | self.among()

    def levels(self, question: Question) -> tuple[str, ...]:
        """Draw levels; where there is a direction, a set closed under it."""
        if self.direction is None or question.better == "neither":
            levels = st.lists(st.sampled_from(question.order), min_size=1, max_size=4)
            return tuple(self.draw(levels))
        number = self.draw(st.integers(1, len(question.order)))
        worst_first = self.direction == "worse"
        return question.order[:number] if worst_first else question.order[-number:]

    def among(self) -> dict[str, Any]:
        if not one_in(self.draw, 3):
            return {}
        limits = {
            "role": st.lists(st.sampled_from(ROLES), min_size=1, max_size=4).map(tuple),
            "core": st.booleans(),
            "sector": st.lists(st.sampled_from(SECTORS), min_size=1, max_size=2).map(tuple),
            "answers_from": st.sampled_from(["itself", "others"]),
        }
        return {"among": {limit: self.draw(limits[limit]) for limit in some(self.draw, limits)}}

    def fact(self) -> dict[str, Any]:
        form = self.draw(
            st.sampled_from(["kind", "stage", "partners", "both_sectors", "answered_by_others"])
        )
        if form == "kind":
            return {form: some(self.draw, SOME_KINDS)}
        if form == "stage":
            return {form: some(self.draw, STAGES)}
        if form == "partners":
            bounds = some(self.draw, ["at_least", "at_most"])
            return {form: {bound: self.draw(st.integers(0, 6)) for bound in bounds}}
        return {form: self.draw(st.booleans())}


def _rests_on_something(tree: dict[str, Any]) -> bool:
    if "all" in tree:
        return any(map(_rests_on_something, tree["all"]))
    if "any" in tree:
        return all(map(_rests_on_something, tree["any"]))
    return "not" not in tree
