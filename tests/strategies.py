"""Random rulebooks, and random partnerships that fit them, for property tests."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, TypeVar, get_args

from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel

from advisor.rulebook.condition import findings_in, questions_in
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Concern, Rulebook, Topic
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.vocabulary import (
    BANDS,
    KINDS,
    ROLES,
    SEVERITIES,
    STAGES,
    Deadline,
    Occasion,
    StepStatus,
)
from advisor.rulebook.wording import NEXT_MEETING, Wording
from advisor.scenario.scenario import Scenario
from tests.conditions import (
    SECTORS,
    SOME_KINDS,
    TOPICS,
    Author,
    Direction,
    Written,
    a_question,
    all_or_some,
    one_in,
    some,
    whole_or_half,
)

M = TypeVar("M", bound=BaseModel)
EVERYDAY_EXAMPLES = 25
"""How many cases the everyday profile tries where a test does not say."""

CONCERNS = ("c-d", "c-b", "c-a", "c-c")
"""Not in the order of their ids, so that a tie shows which order decides."""

HORIZONS = (NEXT_MEETING, "later", "last")


def is_deep() -> bool:
    """Whether the profile tries more than the everyday one."""
    return settings().max_examples > EVERYDAY_EXAMPLES


def examples(number: int, least: int = EVERYDAY_EXAMPLES) -> settings:
    """Return how many cases to try: this many, but a quarter of those over 25; deep, ten times.

    A higher least number is for promises, and for rare faults that so few cases would not show.
    The everyday cases are always the same ones; the deep run draws new ones each time.
    """
    few = min(number, least)
    every_day = few + (number - few) // 4
    return settings(max_examples=10 * every_day if is_deep() else every_day)


def changed(model: M, **update: Any) -> M:
    """Return the model with other values, made anew so that nothing computed is carried over."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model)(**fields | update)


def _hidden_by_an_earlier(
    chance: Random, number: int, questions: Mapping[str, Question]
) -> Question:
    """Let an answer to a question before this one hide it now and then."""
    question = tuple(questions.values())[number]
    earlier = [other for other in tuple(questions.values())[:number] if other.once]
    if not earlier or not one_in(chance, 4):
        return question
    other = chance.choice(earlier)
    return changed(question, ask_when={other.id: some(chance, other.order)})


def _rule(
    chance: Random,
    name: str,
    questions: Mapping[str, Question],
    earlier: list[Written],
    steps: tuple[str, ...],
    *,
    directed: bool,
) -> Written:
    kind = chance.choice(["risk", "risk", "strength"] if earlier else ["risk", "strength"])
    towards: Direction = "worse" if kind == "risk" else "better"
    care = "full" if directed else chance.choice(["none", "some", "full"])
    direction = towards if care == "full" else None
    kinds, stages = all_or_some(chance, SOME_KINDS), all_or_some(chance, STAGES)
    asked = [q for q in questions.values() if {*kinds} <= {*q.kinds} and {*stages} <= {*q.stages}]
    careless = Author(chance, asked, earlier, None)
    author = {
        "none": careless,
        "some": Author(chance, asked, earlier, towards, careless),
        "full": Author(chance, asked, earlier, towards),
    }[care]
    said: dict[str, Any] = {
        "id": name,
        "title": name,
        "topic": chance.choice(TOPICS),
        "kind": kind,
        "kinds": kinds,
        "stages": stages,
        "when": author.when(),
        "because": "Because.",
        "lessons": ("lesson",),
    }
    if kind == "risk":
        said |= _of_a_risk(chance, stages, earlier, steps, direction)
    rule = Rule.model_validate(said)
    through = (other.reads for other in earlier if other.rule.id in findings_in(rule.condition))
    return Written(rule, direction, questions_in(rule.condition).union(*through))


def _of_a_risk(
    chance: Random,
    stages: tuple[str, ...],
    earlier: list[Written],
    steps: tuple[str, ...],
    direction: Direction,
) -> dict[str, Any]:
    """Return what only a risk has."""
    said: dict[str, Any] = {
        "concern": chance.choice(CONCERNS),
        "steps": some(chance, steps),
    }
    if not one_in(chance, 3):
        by_stage = {stage: chance.choice(BANDS[:3]) for stage in some(chance, stages)}
        said["holds_at"] = by_stage if one_in(chance, 3) else chance.choice(BANDS[:3])
        said["until"] = "it is mended"
    strengths = [
        other.rule.id
        for other in earlier
        if other.rule.kind == "strength" and (direction is None or other.direction)
    ]
    if strengths and not one_in(chance, 4):
        said["unless"] = chance.choice(strengths)
    return said


def _steps(chance: Random, questions: list[Question]) -> dict[str, Step]:
    """Return steps that need only earlier ones, which fall due no later."""
    found: dict[str, Step] = {}
    for name in chance.sample(["s-a", "s-b", "s-c", "s-d", "s-e"], 5):
        horizon = chance.choice(HORIZONS)
        before = [s for s in found.values() if HORIZONS.index(s.when) <= HORIZONS.index(horizon)]
        said: dict[str, Any] = {
            "id": name,
            "do": "Do it.",
            "who": "the head",
            "when": horizon,
            "effort": chance.choice(["hour", "days"]),
            "done_when": "it is done",
            "needs": some(chance, [s.id for s in before]) if before and one_in(chance, 2) else (),
            "instead_of": some(chance, list(found)) if found and one_in(chance, 4) else (),
            "brings": {
                question.id: chance.choice(question.order)
                for question in chance.sample(questions, chance.choice([0, 1, 1, 2]))
            },
            "before": some(chance, get_args(Deadline)) if one_in(chance, 2) else (),
            "to_board": one_in(chance, 4),
            "for_every_school": one_in(chance, 8),
            "when_ready": some(chance, STAGES) if one_in(chance, 2) else (),
            "lessons": ("lesson",),
        }
        found[name] = Step.model_validate(said)
    return found


@st.composite
def rulebooks(draw: st.DrawFn, *, directed: bool = False) -> Rulebook:
    """Draw a rulebook that loading would accept.

    Hypothesis chooses the number of rules and a seed, and the rest follows from the seed: drawn one
    by one, so many choices would give it little to try that is new. It still finds a small case.

    Args:
        draw: Given by Hypothesis.
        directed: Whether worse answers can only raise risks, and better ones strengths.
    """
    number = draw(st.integers(1, len(_RULE_NAMES)))
    chance = draw(st.randoms(use_true_random=True))
    return _rulebook(chance, number, directed=directed)


_QUESTIONS = {"q-d": True, "q-b": True, "q-c": False, "q-a": False, "q-e": True}
"""Names, and whether each is asked once."""
_RULE_NAMES = ("r-a", "r-b", "r-c", "r-d", "r-e", "r-f", "r-g")


def _rulebook(chance: Random, number: int, *, directed: bool) -> Rulebook:
    questions = {name: a_question(chance, name, once=once) for name, once in _QUESTIONS.items()}
    for position, name in enumerate(questions):
        questions[name] = _hidden_by_an_earlier(chance, position, questions)
    steps = _steps(chance, list(questions.values()))
    written: list[Written] = []
    for name in chance.sample(_RULE_NAMES, number):
        written.append(_rule(chance, name, questions, written, tuple(steps), directed=directed))
    # A question that a gate reads applies to everyone, and is essential.
    read_by_gates = frozenset[str]().union(*(w.reads for w in written if w.rule.is_gate))
    for name in read_by_gates:
        questions[name] = changed(questions[name], may_not_apply=(), essential=({},))
    in_order = sorted(written, key=lambda w: (TOPICS.index(w.rule.topic), w.rule.id))
    return Rulebook(
        version="1",
        title="A rulebook",
        content_hash="0",
        topics=tuple(Topic(id=topic, title=topic) for topic in TOPICS),
        wording=_WORDING,
        sources={"source": _SOURCE},
        concerns={
            name: Concern(id=name, title=f"Concern {name}", topic=chance.choice(TOPICS))
            for name in CONCERNS
        },
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
        "kinds": {kind: {"label": kind, "pilot_is": kind} for kind in KINDS},
        "stages": {
            stage: {"decision": stage, "short": stage, "arrival": stage} for stage in STAGES
        },
        "bands": {stage: {band: f"{band} when {stage}" for band in BANDS} for stage in STAGES},
        "too_little_known": "too little is known",
        "ratings": {band: {"label": band, "short": band} for band in BANDS},
        "severities": {severity: {"label": severity} for severity in SEVERITIES},
        "sectors": {sector: sector for sector in SECTORS},
        "roles": {role: role for role in ROLES},
        "horizons": tuple(
            {"id": horizon, "label": horizon, "most": most, "weeks": weeks}
            for horizon, most, weeks in zip(HORIZONS, (1, 2, None), (2, 6, 13), strict=True)
        ),
        "efforts": ({"id": "hour", "label": "an hour"}, {"id": "days", "label": "days"}),
    }
)


def _value(chance: Random, question: Question) -> str | float:
    """Return a level, or a number at or near the end of a band."""
    if question.number is None or one_in(chance, 3):
        return chance.choice(question.order)
    return whole_or_half(chance.randint(0, 20))


def _said(chance: Random, question: Question, key: str) -> Any:
    """Return what a file says to a question, or None where it has no entry."""
    sorts = [
        "absent",
        "unknown",
        *["known"] * 4,
        *["not-applicable"] * bool(question.may_not_apply),
    ]
    sort = chance.choice(sorts)
    if sort == "absent":
        return None
    if sort == "not-applicable":
        return {key: sort, "reason": chance.choice(question.may_not_apply)}
    if sort == "unknown" and one_in(chance, 2):
        return {key: sort, "who_could_tell": chance.choice(["the bursar", "the clerk"])}
    value = "unknown" if sort == "unknown" else _value(chance, question)
    if key == "answer" and not one_in(chance, 4):
        return value
    return {key: value, "note": "as was said", "said_by": "deputy head"}


def _answers(chance: Random, questions: Iterable[Question], key: str) -> dict[str, Any]:
    said = {question.id: _said(chance, question, key) for question in questions}
    return {name: answer for name, answer in said.items() if answer is not None}


def _partner(chance: Random, number: int, of_partners: list[Question]) -> dict[str, Any]:
    return {
        "name": f"School {number}",
        "sector": chance.choice(SECTORS),
        "role": chance.choice(ROLES),
        "core": one_in(chance, 2),
        "count": chance.choice([1, 1, 1, 2, 3, 60]),
        "answers_from": chance.choice(["itself", "itself", "others"]),
        "committed_by": chance.choice([None, "the governors"]),
        "answers": _answers(chance, of_partners, "answer"),
    }


@st.composite
def files(draw: st.DrawFn, rulebook: Rulebook) -> dict[str, Any]:
    """Draw what a partnership file that fits the rulebook says, as it stands in the file."""
    number = draw(st.integers(1, 5))
    return _file(draw(st.randoms(use_true_random=True)), number, rulebook)


def _file(chance: Random, number: int, rulebook: Rulebook) -> dict[str, Any]:
    once = [question for question in rulebook.questions.values() if question.once]
    of_partners = [question for question in rulebook.questions.values() if not question.once]
    for_every = [question for question in of_partners if one_in(chance, 3)]
    kind, *also = some(chance, SOME_KINDS)
    return {
        "partnership": "Some schools",
        "kind": kind,
        "also": tuple(also) if one_in(chance, 2) else (),
        "stage": chance.choice([None, *STAGES]),
        "partners": tuple(_partner(chance, place, of_partners) for place in range(number)),
        "answers": _answers(chance, once, "answer") | _answers(chance, for_every, "every"),
        **_of_the_meeting(chance, rulebook),
    }


def _of_the_meeting(chance: Random, rulebook: Rulebook) -> dict[str, Any]:
    """Return what the room set and said beside the answers."""
    steps: dict[str, Any] = {}
    for step in rulebook.steps:
        if one_in(chance, 2):
            agreed = {"owner": f"owner of {step}", "by": _day(chance), "note": f"On {step}:\nso."}
            agreed["status"] = chance.choice(get_args(StepStatus))
            steps[step] = {key: agreed[key] for key in some(chance, tuple(agreed))}
    about = {"what": "a club", "for_whom": "year 5", "how_often": "weekly", "from": "September"}
    facts = {
        "edition": 2,
        "id": "some-schools",
        "as_of": _day(chance),
        "next_meeting": _day(chance),
        "starts": _day(chance),
        "present": ("the heads", "a governor"),
        "about": {key: about[key] for key in some(chance, tuple(about))},
    }
    return {
        **{key: fact for key, fact in facts.items() if one_in(chance, 2)},
        "room": chance.choice([None, "us", "with-partners"]),
        "dates": tuple(_key_date(chance, place) for place in range(chance.randint(0, 4))),
        "steps": steps,
        "disagreements": {rule: f"not so, {rule}" for rule in rulebook.rules if one_in(chance, 3)},
    }


def _key_date(chance: Random, place: int) -> dict[str, Any]:
    said: dict[str, Any] = {"on": _day(chance), "what": f"Day {place}"}
    if one_in(chance, 2):
        said["is"] = chance.choice(get_args(Occasion))
    # The first partner, who is always there.
    return said | ({"partner": "school  0"} if one_in(chance, 3) else {})


def _day(chance: Random) -> str:
    return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def scenarios(rulebook: Rulebook) -> st.SearchStrategy[Scenario]:
    """Return partnerships that fit the rulebook."""
    return files(rulebook).map(Scenario.model_validate)
