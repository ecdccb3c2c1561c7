"""Recognise an id, a level or a word from a fixed list if a file spells it a little differently."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from advisor.files.text_comparison import comparable_words
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import (
    KINDS,
    NOT_APPLICABLE,
    ROLES,
    STAGES,
    UNKNOWN,
    AnswersFrom,
    Occasion,
    Room,
    Sector,
    StepStatus,
)

# By key: no word list depends on where in the file its key is.
_WORDS: Mapping[str, Iterable[str]] = {
    "kind": KINDS,
    "also": KINDS,
    "stage": STAGES,
    "room": get_args(Room),
    "sector": get_args(Sector),
    "role": ROLES,
    "answers_from": get_args(AnswersFrom),
    "is": get_args(Occasion),
    "status": get_args(StepStatus),
}


def respelt(value: Any, rulebook: Rulebook) -> Any:
    """Return the contents of a file, with ids, levels and words spelt as in the rulebook.

    ``Cluster`` is the kind cluster, ``head_backing`` the question head-backing, and ``said_yes``
    its level said-yes. An id that the file also has in its proper spelling stays as it is, since
    two answers to one question are a fault that somebody must resolve.
    """
    if isinstance(value, tuple):
        return tuple(respelt(item, rulebook) for item in value)
    if not isinstance(value, dict):
        return value
    return {key: _entry(key, held, rulebook) for key, held in value.items()}


def _entry(key: str, held: Any, rulebook: Rulebook) -> Any:
    if key in _WORDS:
        return _word(held, _WORDS[key])
    changes = rulebook.changes
    # The keys of these groups are ids. Everywhere else a key is a word of the file format, and
    # stays strict: lines and comments depend on it.
    if key == "answers" and isinstance(held, dict):
        answers = _with_ids(held, {*rulebook.questions, *changes.questions})
        return {
            name: _answer(said, _known_answers(name, rulebook)) for name, said in answers.items()
        }
    if key == "steps" and isinstance(held, dict):
        held = _with_ids(held, {*rulebook.steps, *changes.steps})
    if key == "disagreements" and isinstance(held, dict):
        return _with_ids(held, {*rulebook.rules, *changes.rules})
    return respelt(held, rulebook)


def _with_ids(group: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    new_ids = respelt_ids(group, known)
    return {new_ids.get(key, key): value for key, value in group.items()}


def respelt_ids(group: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return the id that each key means, for keys that spell an id a little differently."""
    known = frozenset(known)
    by_words = {comparable_words(name): name for name in known}
    meant = {
        key: by_words[words]
        for key in group
        if key not in known and (words := comparable_words(key)) in by_words
    }
    # Two keys for one id: neither is respelt.
    once = {name for name, count in Counter(meant.values()).items() if count == 1}
    return {key: name for key, name in meant.items() if name in once and name not in {*group}}


def _known_answers(name: str, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the current and former levels of a question."""
    question, change = rulebook.questions.get(name), rulebook.changes.questions.get(name)
    levels = (*(question.order if question else ()), *(change.levels if change else ()))
    return (*levels, UNKNOWN, NOT_APPLICABLE) if question or change else ()


def _answer(said: Any, known: Iterable[str]) -> Any:
    if isinstance(said, dict):
        return {k: _word(v, known) if k in {"answer", "every"} else v for k, v in said.items()}
    return _word(said, known)


def _word(said: Any, known: Iterable[str]) -> Any:
    if isinstance(said, tuple):
        return tuple(_word(item, known) for item in said)
    if not isinstance(said, str) or said in known:
        return said
    return {comparable_words(word): word for word in known}.get(comparable_words(said), said)
