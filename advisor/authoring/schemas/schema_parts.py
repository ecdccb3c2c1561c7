"""The parts of a JSON Schema with a rulebook's own names: answers, levels, ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def one_of(names: Iterable[str]) -> Schema:
    return {"enum": list(names)}


def list_of(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items} | ({"minItems": least} if least else {})


def keyed(properties: Mapping[str, Schema], least: int = 0) -> Schema:
    """Return the schema of a group with these keys and no others."""
    group: Schema = {"type": "object", "properties": {**properties}, "additionalProperties": False}
    return group | ({"minProperties": least} if least else {})


def or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


class AnswerSchemas:
    def __init__(self, rulebook: Rulebook) -> None:
        questions = rulebook.questions.values()
        self.once = [question for question in questions if question.once]
        self.of_partners = [question for question in questions if not question.once]
        self.all = list(questions)
        self.facts = [question for question in questions if question.better == "neither"]

    def answer_is(self) -> Schema:
        return {**level_sets(self.once), "minProperties": 1, "maxProperties": 1}

    def of_partner(self) -> Schema:
        return keyed({question.id: _answer(question) for question in self.of_partners})

    def given(self, facts: Mapping[str, Schema]) -> Schema:
        """Return the schema of facts, and the answers of a partnership or of every partner alike.

        An example of a rule gives both together; a partnership has no facts among its answers.
        """
        of_once = {question.id: _answer(question) for question in self.once}
        of_every = {
            question.id: {
                "description": question.asks,
                "allOf": [ref("AnswerForEvery"), {"properties": {"every": _value(question)}}],
            }
            for question in self.of_partners
        }
        return keyed({**facts, **of_once, **of_every})


def level_sets(questions: Iterable[Question]) -> Schema:
    return keyed(
        {
            question.id: {
                "description": question.asks,
                **list_of(one_of(question.order), least=1),
            }
            for question in questions
        },
        least=1,
    )


def levels(questions: Iterable[Question]) -> Schema:
    """Return the schema of one level a question."""
    return keyed(
        {
            question.id: {"description": question.asks, **one_of(question.order)}
            for question in questions
        }
    )


def _value(question: Question) -> Schema:
    """Return the schema of a level, a number or ``unknown``."""
    number, absent = question.number, [NOT_APPLICABLE] if question.may_not_apply else []
    words = one_of([*question.order, UNKNOWN, *absent])
    if number is None:
        return words
    figure = {"type": "number", "minimum": number.least, "maximum": number.most}
    return {"anyOf": [figure, words]}


def _answer(question: Question) -> Schema:
    """Return the schema of an answer: a value, or a group of keys with what goes with it."""
    value = _value(question)
    inner: Schema = {"properties": {"answer": value}}
    if question.may_not_apply:
        inner["properties"]["reason"] = one_of(question.may_not_apply)
    alone: Schema = value
    if question.may_not_apply:
        alone = {"allOf": [value, {"not": {"const": NOT_APPLICABLE}}]}
    return {
        "description": question.asks,
        "anyOf": [alone, {"allOf": [ref("Answer"), inner]}],
    }
