"""Changes to the answers of a partnership: forgotten, improved, filled in."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario
from tests.strategies import changed


class Place(NamedTuple):
    """Where an answer stands: under the partnership (None), or under the partner so numbered."""

    question: str
    partner: int | None = None


Answers = Mapping[Place, Any]
"""Answers as a file has them; a bare level, number or ``unknown``, or with ``every``."""


def with_answers(scenario: Scenario, answers: Answers) -> Scenario:
    """Return the partnership with these answers put in."""
    own: dict[int | None, dict[str, Any]] = {}
    for place, answer in answers.items():
        own.setdefault(place.partner, {})[place.question] = answer
    return changed(
        scenario,
        answers={**scenario.answers, **own.get(None, {})},
        partners=tuple(
            changed(partner, answers={**partner.answers, **own.get(number, {})})
            for number, partner in enumerate(scenario.partners)
        ),
    )


def entries(scenario: Scenario) -> Iterator[tuple[Place, Answer | AnswerForEvery]]:
    """Yield every answer in the file with its place."""
    for question, answer in scenario.answers.items():
        yield Place(question), answer
    for number, partner in enumerate(scenario.partners):
        for question, own in partner.answers.items():
            yield Place(question, number), own


def known_places(rulebook: Rulebook, scenario: Scenario) -> dict[Place, str]:
    """Return where a level or number stands, with the level."""
    found: dict[Place, str] = {}
    for place, said in entries(scenario):
        answer = said.for_one if isinstance(said, AnswerForEvery) else said
        if level := known_level(rulebook.questions[place.question], answer):
            found[place] = level
    return found


def as_written(scenario: Scenario, place: Place, value: str | float) -> Any:
    """Return what to write at the place so that it answers what stood there."""
    for_every = place.partner is None and isinstance(
        scenario.answers[place.question], AnswerForEvery
    )
    return {"every": value} if for_every else value


def forgotten(scenario: Scenario, places: list[Place]) -> Scenario:
    """Return the partnership with ``unknown`` at the places."""
    return with_answers(
        scenario, {place: as_written(scenario, place, "unknown") for place in places}
    )


def without(scenario: Scenario, questions: list[str]) -> Scenario:
    """Return the partnership with no entry for the questions under the partnership's answers."""
    kept = {name: said for name, said in scenario.answers.items() if name not in questions}
    return changed(scenario, answers=kept)


def better_levels(question: Question, level: str) -> tuple[str, ...]:
    """Return the levels that improve on this one; none where there is no good end."""
    levels = [choice.id for choice in question.choices]
    if question.better == "neither":
        return ()
    if question.better == "lower":
        levels.reverse()
    return tuple(levels[levels.index(level) + 1 :])


def improvements(rulebook: Rulebook, scenario: Scenario) -> dict[Place, tuple[str, ...]]:
    """Return the places whose answer can be better, with the better levels."""
    found = {
        place: better_levels(rulebook.questions[place.question], level)
        for place, level in known_places(rulebook, scenario).items()
    }
    return {place: levels for place, levels in found.items() if levels}


def open_places(rulebook: Rulebook, scenario: Scenario) -> dict[Place, tuple[str, ...]]:
    """Return where anything asked is unknown or has no entry, with the levels it could have."""
    found: dict[Place, tuple[str, ...]] = {}
    for question in rulebook.questions.values():
        if question.once:
            if _is_open(scenario.answer_once(question.id)):
                found[Place(question.id)] = question.order
            continue
        for number, partner in enumerate(scenario.partners):
            is_asked = question.is_asked_of(partner.role)
            if is_asked and _is_open(scenario.answer_of(partner, question.id)):
                found[Place(question.id, number)] = question.order
    return found


def _is_open(answer: Answer | None) -> bool:
    return answer is None or answer.is_unknown


def with_one_apart(scenario: Scenario) -> Scenario:
    """Return the partnership with one of each several partners in an entry of its own."""
    partners = []
    for partner in scenario.partners:
        if partner.count > 1:
            partners.append(changed(partner, name=f"One of {partner.name}", count=1))
        partners.append(changed(partner, count=max(1, partner.count - 1)))
    return changed(scenario, partners=tuple(partners))
