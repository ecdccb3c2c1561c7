"""Random rulebooks, and random partnerships that fit them, for property tests."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel

from advisor.rulebook.condition import findings_in, questions_in
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook, Topic
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.vocabulary import BANDS, KINDS, ROLES, SEVERITIES, STAGES
from advisor.rulebook.wording import Wording
from advisor.scenario.scenario import Scenario
from tests.conditions import (
    SECTORS,
    SOME_KINDS,
    TOPICS,
    Author,
    Direction,
    Written,
    all_or_some,
    one_in,
    questions_of,
    some,
)

M = TypeVar("M", bound=BaseModel)
EVERYDAY_EXAMPLES = 50
"""How many cases the everyday profile tries where a test does not say."""

HORIZONS = ("soon", "later", "last")


def examples(number: int) -> settings:
    """Return how many cases to try: this many, and more under a profile that tries more."""
    return settings(max_examples=number * settings().max_examples // EVERYDAY_EXAMPLES)


def changed(model: M, **update: Any) -> M:
    """Return the model with other values, made anew so that nothing computed is carried over."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model)(**fields | update)


def _hidden_by_an_earlier(
    draw: st.DrawFn, number: int, questions: Mapping[str, Question]
) -> Question:
    """Let an answer to a question before this one hide it now and then."""
    question = tuple(questions.values())[number]
    earlier = [other for other in tuple(questions.values())[:number] if other.once]
    if not earlier or not one_in(draw, 4):
        return question
    other = draw(st.sampled_from(earlier))
    return changed(question, ask_when={other.id: some(draw, other.order)})


def _rule(
    draw: st.DrawFn,
    name: str,
    questions: Mapping[str, Question],
    earlier: list[Written],
    steps: tuple[str, ...],
    *,
    directed: bool,
) -> Written:
    kind = draw(st.sampled_from(["risk", "risk", "strength"]))
    towards: Direction = "worse" if kind == "risk" else "better"
    care = "full" if directed else draw(st.sampled_from(["none", "some", "full"]))
    direction = towards if care == "full" else None
    kinds, stages = all_or_some(draw, SOME_KINDS), all_or_some(draw, STAGES)
    asked = [q for q in questions.values() if {*kinds} <= {*q.kinds} and {*stages} <= {*q.stages}]
    careless = Author(draw, asked, earlier, None)
    author = {
        "none": careless,
        "some": Author(draw, asked, earlier, towards, careless),
        "full": Author(draw, asked, earlier, towards),
    }[care]
    said: dict[str, Any] = {
        "id": name,
        "title": name,
        "topic": draw(st.sampled_from(TOPICS)),
        "kind": kind,
        "kinds": kinds,
        "stages": stages,
        "when": author.when(),
        "because": "Because.",
        "lessons": ("lesson",),
    }
    if kind == "risk":
        said |= _of_a_risk(draw, stages, earlier, steps, direction)
    rule = Rule.model_validate(said)
    through = (other.reads for other in earlier if other.rule.id in findings_in(rule.condition))
    return Written(rule, direction, questions_in(rule.condition).union(*through))


def _of_a_risk(
    draw: st.DrawFn,
    stages: tuple[str, ...],
    earlier: list[Written],
    steps: tuple[str, ...],
    direction: Direction,
) -> dict[str, Any]:
    """Draw what only a risk has."""
    said: dict[str, Any] = {
        "severity": draw(st.sampled_from(SEVERITIES)),
        "steps": some(draw, steps),
    }
    bands = st.sampled_from(BANDS[:3])
    if not one_in(draw, 3):
        by_stage = one_in(draw, 3)
        said["until"] = "it is mended"
        said["holds_at"] = (
            {stage: draw(bands) for stage in some(draw, stages)} if by_stage else draw(bands)
        )
    strengths = [
        other.rule.id
        for other in earlier
        if other.rule.kind == "strength" and (direction is None or other.direction)
    ]
    if strengths and one_in(draw, 3):
        said["unless"] = draw(st.sampled_from(strengths))
    return said


def _steps(draw: st.DrawFn) -> dict[str, Step]:
    """Draw steps that need only earlier ones, which fall due no later."""
    found: dict[str, Step] = {}
    for name in draw(st.permutations(["s-a", "s-b", "s-c", "s-d", "s-e"])):
        horizon = draw(st.sampled_from(HORIZONS))
        before = [s for s in found.values() if HORIZONS.index(s.when) <= HORIZONS.index(horizon)]
        said: dict[str, Any] = {
            "id": name,
            "do": "Do it.",
            "who": "the head",
            "when": horizon,
            "effort": "hour",
            "done_when": "it is done",
            "needs": some(draw, [s.id for s in before]) if before and one_in(draw, 2) else (),
        }
        found[name] = Step.model_validate(said)
    return found


@st.composite
def rulebooks(draw: st.DrawFn, *, directed: bool = False) -> Rulebook:
    """Draw a rulebook that loading would accept.

    Args:
        draw: Given by Hypothesis.
        directed: Whether worse answers can only raise risks, and better ones strengths.
    """
    questions: dict[str, Question] = {}
    for name, once in (("q-d", True), ("q-b", True), ("q-c", False), ("q-a", False), ("q-e", True)):
        questions[name] = draw(questions_of(name, once=once))
    for number, name in enumerate(questions):
        questions[name] = _hidden_by_an_earlier(draw, number, questions)
    steps = _steps(draw)
    written: list[Written] = []
    names = draw(st.permutations(["r-a", "r-b", "r-c", "r-d", "r-e", "r-f", "r-g"]))
    for name in names[: draw(st.integers(3, len(names)))]:
        written.append(_rule(draw, name, questions, written, tuple(steps), directed=directed))
    # A question that a gate reads applies to everyone.
    read_by_gates = frozenset[str]().union(*(w.reads for w in written if w.rule.is_gate))
    for name in read_by_gates:
        questions[name] = changed(questions[name], may_not_apply=())
    in_order = sorted(written, key=lambda w: (TOPICS.index(w.rule.topic), w.rule.id))
    return Rulebook(
        version="1",
        title="A rulebook",
        content_hash="0",
        topics=tuple(Topic(id=topic, title=topic) for topic in TOPICS),
        wording=_WORDING,
        sources={"source": _SOURCE},
        lessons={"lesson": Lesson(id="lesson", source="source", locator="p. 1", says="So it is.")},
        questions=questions,
        steps=steps,
        rules={w.rule.id: w.rule for w in in_order},
    )


_SOURCE = Source(
    id="source",
    short="A book",
    authors="Someone",
    title="A book",
    publisher="A publisher",
    quality="a guess",
    locators=("p. 1",),
)
_WORDING = Wording.model_validate(
    {
        "kinds": {kind: {"label": kind, "pilot": kind} for kind in KINDS},
        "stages": {stage: {"decision": stage, "short": stage} for stage in STAGES},
        "bands": {stage: {band: f"{band} when {stage}" for band in BANDS} for stage in STAGES},
        "ratings": {band: {"label": band, "short": band} for band in BANDS},
        "severities": {severity: {"label": severity} for severity in SEVERITIES},
        "sectors": {sector: sector for sector in SECTORS},
        "roles": {role: role for role in ROLES},
        "horizons": tuple({"id": horizon, "label": horizon} for horizon in HORIZONS),
        "efforts": ({"id": "hour", "label": "an hour"},),
    }
)


def _value(draw: st.DrawFn, question: Question) -> str | float:
    """Draw a level, or a number at or near the end of a band."""
    if question.number is None or one_in(draw, 3):
        return draw(st.sampled_from(question.order))
    halves = draw(st.integers(0, 20))
    return halves // 2 if halves % 2 == 0 else halves / 2


def _said(draw: st.DrawFn, question: Question, key: str) -> Any:
    """Draw what a file says to a question, or None where it has no entry."""
    sorts = [
        "absent",
        "unknown",
        *["known"] * 5,
        *["not-applicable"] * bool(question.may_not_apply),
    ]
    sort = draw(st.sampled_from(sorts))
    if sort == "absent":
        return None
    if sort == "not-applicable":
        return {key: sort, "reason": draw(st.sampled_from(question.may_not_apply))}
    value = "unknown" if sort == "unknown" else _value(draw, question)
    if key == "answer" and not one_in(draw, 4):
        return value
    return {key: value, "note": "as was said", "said_by": "deputy head"}


def _answers(draw: st.DrawFn, questions: Iterable[Question], key: str) -> dict[str, Any]:
    said = {question.id: _said(draw, question, key) for question in questions}
    return {name: answer for name, answer in said.items() if answer is not None}


def _partner(draw: st.DrawFn, number: int, of_partners: list[Question]) -> dict[str, Any]:
    return {
        "name": f"School {number}",
        "sector": draw(st.sampled_from(SECTORS)),
        "role": draw(st.sampled_from(ROLES)),
        "core": draw(st.booleans()),
        "count": draw(st.sampled_from([1, 1, 2, 3, 60])),
        "answers_from": draw(st.sampled_from(["itself", "itself", "others"])),
        "answers": _answers(draw, of_partners, "answer"),
    }


@st.composite
def files(draw: st.DrawFn, rulebook: Rulebook) -> dict[str, Any]:
    """Draw what a partnership file that fits the rulebook says, as it stands in the file."""
    questions = rulebook.questions.values()
    of_partners = [question for question in questions if not question.once]
    for_every = [question for question in of_partners if one_in(draw, 3)]
    answers = _answers(draw, (question for question in questions if question.once), "answer")
    kind, *also = some(draw, SOME_KINDS)
    return {
        "partnership": "Some schools",
        "kind": kind,
        "also": tuple(also),
        "stage": draw(st.sampled_from([None, *STAGES])),
        "partners": tuple(
            _partner(draw, number, of_partners) for number in range(draw(st.integers(1, 4)))
        ),
        "answers": answers | _answers(draw, for_every, "every"),
    }


def scenarios(rulebook: Rulebook) -> st.SearchStrategy[Scenario]:
    """Return partnerships that fit the rulebook."""
    return files(rulebook).map(Scenario.model_validate)
