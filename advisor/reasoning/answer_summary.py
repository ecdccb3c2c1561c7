"""Takes stock of the answers: what is known, what is not, what does not apply."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from advisor.reasoning.asked_questions import Asked
from advisor.reasoning.assessment import TopicState, TopicStatus, Uncovered
from advisor.reasoning.evaluator import Truth, evaluate_condition
from advisor.reasoning.open_questions import (
    AnswerShown,
    NotApplicableQuestion,
    Note,
    OpenQuestion,
    ToFindOut,
)
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Stage
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario


def _name(asked: Asked) -> str | None:
    return asked.partner.name if asked.partner else None


def open_in_state(
    asked: Iterable[Asked], state: Literal["unknown", "not-asked"]
) -> tuple[OpenQuestion, ...]:
    """Return the questions that nobody could answer, or that nobody was asked yet."""
    return tuple(
        OpenQuestion(question=item.question.id, partner=_name(item))
        for item in asked
        if item.state == state
    )


def not_applicable(asked: Iterable[Asked]) -> tuple[NotApplicableQuestion, ...]:
    """Return the questions that were said not to apply, with the reasons."""
    return tuple(
        NotApplicableQuestion(
            question=item.question.id, partner=_name(item), reason=item.answer.reason or ""
        )
        for item in asked
        if item.answer and item.answer.is_not_applicable
    )


def find_out(
    asked: Iterable[Asked], that_matter: Collection[OpenQuestion]
) -> tuple[ToFindOut, ...]:
    """Return every open question with who could tell and how, those that matter first.

    Whom the room names to ask stands before whom the question names.
    """
    found = [
        ToFindOut(
            question=item.question.id,
            partner=_name(item),
            state=item.state,
            who=_who_could_tell(item) or item.question.find_out.who,
            how=item.question.find_out.how,
            matters=OpenQuestion(question=item.question.id, partner=_name(item)) in that_matter,
        )
        for item in asked
        if item.state in {"unknown", "not-asked"}
    ]
    return tuple(sorted(found, key=lambda item: not item.matters))


def _who_could_tell(asked: Asked) -> str | None:
    return asked.answer.who_could_tell if asked.answer else None


def answers_shown(
    rulebook: Rulebook, scenario: Scenario, asked: Collection[Asked]
) -> tuple[AnswerShown, ...]:
    """Return every question asked with its answer as given, then every answer given besides."""
    shown = [_answer_shown(item, _name(item), asked=True) for item in asked]
    told = {(one.question, one.partner) for one in shown}
    given_for_every = [item.answer for item in asked if item.partner is not None]
    for partner, question, entry in _entries(scenario):
        answer = entry.for_one if isinstance(entry, AnswerForEvery) else entry
        if isinstance(entry, AnswerForEvery):
            is_told = any(answer is given for given in given_for_every)
        else:
            is_told = (question, partner) in told
        if not is_told:
            besides = Asked(rulebook.questions[question], None, answer)
            shown.append(_answer_shown(besides, partner, asked=False))
    return tuple(shown)


def _answer_shown(item: Asked, partner: str | None, *, asked: bool) -> AnswerShown:
    return AnswerShown(
        question=item.question.id,
        partner=partner,
        topic=item.question.topic,
        asked=asked,
        state=item.state,
        answer=item.answer.answer if item.answer else None,
        said_by=item.answer.said_by if item.answer else None,
        who_could_tell=_who_could_tell(item),
    )


def _entries(
    scenario: Scenario,
) -> Iterator[tuple[str | None, str, Answer | AnswerForEvery]]:
    """Yield every answer in the file: whose it is, its question, and itself."""
    for question, shared in scenario.answers.items():
        yield None, question, shared
    for partner in scenario.partners:
        for question, answer in partner.answers.items():
            yield partner.name, question, answer


def notes_of(scenario: Scenario) -> tuple[Note, ...]:
    """Return every note in the file, on answers that are asked for or not."""
    return tuple(
        Note(
            question=question,
            partner=partner,
            note=answer.note,
            visibility=answer.visibility,
            said_by=answer.said_by,
        )
        for partner, question, answer in _entries(scenario)
        if answer.note is not None
    )


def topic_states(
    rulebook: Rulebook,
    asked: Collection[Asked],
    risks: Collection[Rule],
    undecided: Collection[Rule],
    stage: Stage,
) -> tuple[TopicState, ...]:
    """Return the state of every topic, from what kind, stage and role ask of it.

    An answer that does not apply counts as known. A topic of which nothing is asked at this stage
    is ``not-asked`` unless a risk of it stands.
    """
    return tuple(
        TopicState(
            id=topic.id,
            status=_status(topic.id, asked, risks, undecided, stage),
            known=sum(_is_settled(item) for item in asked if item.question.topic == topic.id),
            asked=sum(item.question.topic == topic.id for item in asked),
        )
        for topic in rulebook.topics
    )


def _is_settled(item: Asked) -> bool:
    return item.state in {"known", "not-applicable"}


def _status(
    topic: str,
    asked: Iterable[Asked],
    risks: Iterable[Rule],
    undecided: Iterable[Rule],
    stage: Stage,
) -> TopicStatus:
    """Return the first status that fits."""
    of_topic = [risk for risk in risks if risk.topic == topic]
    if any(risk.severity_at(stage) == "high" for risk in of_topic):
        return "at-risk"
    if of_topic:
        return "watch"
    if all(item.state == "not-asked" for item in asked if item.question.topic == topic):
        return "not-asked"
    if any(rule.topic == topic and rule.kind == "risk" for rule in undecided):
        return "unclear"
    return "sound"


def not_covered(rulebook: Rulebook, scenario: Scenario) -> tuple[Uncovered, ...]:
    """Return what the documents do not answer and this partnership may need to know."""
    return tuple(
        Uncovered(id=item.id, says=item.says, who=item.who)
        for item in rulebook.not_covered
        if not scenario.kinds.isdisjoint(item.kinds)
        and (
            item.when is None
            or evaluate_condition(item.when, rulebook, scenario).value > Truth.FALSE
        )
    )
