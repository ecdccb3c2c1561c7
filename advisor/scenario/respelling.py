"""Reads a word of a closed list, or a level, that a file spells a little otherwise."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from advisor.files.text_comparison import comparable_words
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import (
    KINDS,
    NOT_APPLICABLE,
    ROLES,
    STAGES,
    UNKNOWN,
    AnswersFrom,
    Room,
    Sector,
)

_OF_PARTNERSHIP = {"kind": KINDS, "also": KINDS, "stage": STAGES, "room": get_args(Room)}
_OF_PARTNER = {
    "sector": get_args(Sector),
    "role": ROLES,
    "answers_from": get_args(AnswersFrom),
}


def respelt(value: object, rulebook: Rulebook) -> object:
    """Return what a file says with its words and levels spelt as the rulebook spells them.

    ``Cluster`` is the kind cluster, and ``said_yes`` the level said-yes. Keys stay as they are: a
    key is where a file's comments and lines are found.
    """
    if not isinstance(value, dict):
        return value
    said = _with_words(value, _OF_PARTNERSHIP, rulebook)
    partners = said.get("partners")
    if isinstance(partners, tuple):
        said["partners"] = tuple(
            _with_words(partner, _OF_PARTNER, rulebook) if isinstance(partner, dict) else partner
            for partner in partners
        )
    return said


def _with_words(
    value: Mapping[str, Any], lists: Mapping[str, Iterable[str]], rulebook: Rulebook
) -> dict[str, Any]:
    said = {key: _word(held, lists.get(key, ())) for key, held in value.items()}
    answers = said.get("answers")
    if isinstance(answers, dict):
        said["answers"] = {
            name: _answer(held, rulebook.questions.get(name)) for name, held in answers.items()
        }
    return said


def _answer(said: Any, question: Question | None) -> Any:
    if question is None:
        return said
    known = (*question.order, UNKNOWN, NOT_APPLICABLE)
    if isinstance(said, dict):
        return {k: _word(v, known) if k in {"answer", "every"} else v for k, v in said.items()}
    return _word(said, known)


def _word(said: Any, known: Iterable[str]) -> Any:
    if isinstance(said, tuple):
        return tuple(_word(item, known) for item in said)
    if not isinstance(said, str) or said in known:
        return said
    return {comparable_words(word): word for word in known}.get(comparable_words(said), said)
