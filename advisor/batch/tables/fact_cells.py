"""Reads the cells of facts: kinds, stages, roles and the rest, by id or in the rulebook's words."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from advisor.batch.tables.answer_cells import cell_key
from advisor.files.clean_text import day_from
from advisor.files.text_comparison import visible
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, AnswersFrom, Kind, Role, Room, Sector

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[T ][\d:.Z+]*")
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_YES = {"yes": True, "y": True, "true": True, "1": True}
_NO = {"no": False, "n": False, "false": False, "0": False}


class FactCells:
    """Reads the cell of a fact into what a partnership file would say."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = rulebook.wording
        kinds = _forms(KINDS, ((kind, said.label) for kind, said in words.kinds.items()))
        stages = _forms(
            STAGES,
            [
                *((stage, said.short) for stage, said in words.stages.items()),
                *((stage, said.decision) for stage, said in words.stages.items()),
            ],
        )
        self._read: Mapping[str, Callable[[str], object]] = {
            "kind": _one_of(kinds),
            "also": lambda text: tuple(map(_one_of(kinds), _listed(text))),
            "stage": _one_of(stages),
            "as_of": _day,
            "room": _one_of(_forms(get_args(Room))),
            "sector": _one_of(_forms(get_args(Sector), words.sectors.items())),
            "role": _one_of(_forms(ROLES, words.roles.items())),
            "core": lambda text: (_YES | _NO).get(cell_key(text), text),
            "count": lambda text: int(text) if _COUNT.fullmatch(text) else text,
            "answers_from": _one_of(_forms(get_args(AnswersFrom))),
        }

    def value(self, fact: str, text: str) -> object:
        """Return the fact that a filled cell names, or its text where it names none."""
        read = self._read.get(fact)
        # Where several could be ticked, Microsoft Forms ends a cell with a semicolon.
        return read(visible(text).removesuffix(";").rstrip()) if read else text.strip()


def _day(text: str) -> str:
    """Return a day as files write it; a spreadsheet in Britain turns it round."""
    if match := _BRITISH_DAY.fullmatch(text):
        day, month, year = match.groups()
        turned = f"{year}-{month:0>2}-{day:0>2}"
        # The fault about a day of month 13 quotes the cell.
        return turned if day_of(turned) else text
    return match[1] if (match := _DAY.fullmatch(text)) else text


def day_of(text: str) -> dt.date | None:
    """Return the day that a text is, as files write it; None if it is none."""
    try:
        return day_from(text)
    except ValueError:
        return None


def _forms(known: Iterable[str], labels: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Return what each id and each label means; ids come first."""
    found = {cell_key(name): name for name in known}
    for name, label in labels:
        found.setdefault(cell_key(label), name)
    return found


def _one_of(forms: Mapping[str, str]) -> Callable[[str], str]:
    return lambda text: forms.get(cell_key(text), text)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in re.split("[;,]", text) if part.strip()]


def unnamed_roles(kinds: frozenset[Kind], rulebook: Rulebook) -> tuple[Role, ...]:
    """Return the roles of the partners of a row that names none.

    They are the roles named in questions of these kinds that are not asked of every role; without
    such a question, there is one member.
    """
    asked = (
        frozenset(question.of)
        for question in rulebook.questions.values()
        if question.of != "once" and not kinds.isdisjoint(question.kinds)
    )
    named = frozenset[str]().union(*(roles for roles in asked if roles != frozenset(ROLES)))
    return tuple(role for role in ROLES if role in named) or ("member",)
