"""Summarise the answers: what is known, what is not, what does not apply."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from advisor.reasoning.asked_questions import AskedQuestion
from advisor.reasoning.assessment import TopicState, TopicStatus, Uncovered
from advisor.reasoning.evaluator import evaluate_condition
from advisor.reasoning.open_questions import (
    AnswerShown,
    NotApplicableQuestion,
    Note,
    OpenQuestion,
    ToFindOut,
)
from advisor.reasoning.trace import Truth
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Stage
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario


def open_in_state(
    asked: Iterable[AskedQuestion], state: Literal["unknown", "not-asked"]
) -> tuple[OpenQuestion, ...]:
    """Return the questions that nobody could answer, or that nobody was asked yet."""
    return tuple(_open_question(item) for item in asked if item.state == state)


def _open_question(item: AskedQuestion) -> OpenQuestion:
    return OpenQuestion(question=item.question.id, partner=item.partner_name)


def not_applicable(asked: Iterable[AskedQuestion]) -> tuple[NotApplicableQuestion, ...]:
    """Return the questions that were said not to apply, with the reasons."""
    return tuple(
        NotApplicableQuestion(
            question=item.question.id, partner=item.partner_name, reason=item.answer.reason or ""
        )
        for item in asked
        if item.answer and item.answer.is_not_applicable
    )


def find_out(
    asked: Iterable[AskedQuestion], deciding: Collection[OpenQuestion]
) -> tuple[ToFindOut, ...]:
    """Return every open question with who could tell and how, the deciding ones first.

    Whom the room means to ask goes before whom the question names.
    """
    found = [
        ToFindOut(
            question=item.question.id,
            partner=item.partner_name,
            state=item.state,
            who=_who_could_tell(item) or item.question.find_out.who,
            how=item.question.find_out.how,
            matters=_open_question(item) in deciding,
        )
        for item in asked
        if item.is_open
    ]
    # A stable sort: both halves keep the order of the page.
    return tuple(sorted(found, key=lambda item: not item.matters))


def _who_could_tell(asked: AskedQuestion) -> str | None:
    return asked.answer.who_could_tell if asked.answer else None


def answers_shown(
    rulebook: Rulebook, scenario: Scenario, asked: Collection[AskedQuestion]
) -> tuple[AnswerShown, ...]:
    """Return every question asked with its answer as given, then every other answer given."""
    shown = [_answer_shown(item, item.partner_name, asked=True) for item in asked]
    keys = {(one.question, one.partner) for one in shown}
    given_for_every = [item.answer for item in asked if item.partner is not None]
    for partner, question, entry in _entries(scenario):
        answer = entry.for_one if isinstance(entry, AnswerForEvery) else entry
        if isinstance(entry, AnswerForEvery):
            # By identity: `for_one` is made once, so only those without an answer of their own have
            # this very object. An equal answer of a partner would not show that somebody has it.
            is_shown = any(answer is given for given in given_for_every)
        else:
            is_shown = (question, partner) in keys
        if not is_shown:
            other = AskedQuestion(rulebook.questions[question], None, answer)
            shown.append(_answer_shown(other, partner, asked=False))
    return tuple(shown)


def _answer_shown(item: AskedQuestion, partner: str | None, *, asked: bool) -> AnswerShown:
    return AnswerShown(
        question=item.question.id,
        partner=partner,
        topic=item.question.topic,
        asked=asked,
        state=item.state,
        answer=item.answer.answer if item.answer else None,
        said_by=item.answer.shown_said_by if item.answer else None,
        who_could_tell=_who_could_tell(item),
    )


def _entries(
    scenario: Scenario,
) -> Iterator[tuple[str | None, str, Answer | AnswerForEvery]]:
    """Yield every answer in the file with its partner, if any, and its question."""
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
    asked: Collection[AskedQuestion],
    risks: Collection[Rule],
    undecided: Collection[Rule],
    stage: Stage,
) -> tuple[TopicState, ...]:
    """Return the state of every topic, from what kind, stage and role ask of it.

    An answer that does not apply counts as known. A topic that asks nothing at this stage is
    ``not-asked`` unless one of its risks is true.
    """
    return tuple(
        TopicState(
            id=topic.id,
            status=_status(topic.id, asked, risks, undecided, stage),
            known=sum(not item.is_open for item in asked if item.question.topic == topic.id),
            asked=sum(item.question.topic == topic.id for item in asked),
        )
        for topic in rulebook.topics
    )


def _status(
    topic: str,
    asked: Iterable[AskedQuestion],
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
