"""The questions of a rulebook, listed and one by one, as pages and as JSON."""

import json
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.rulebook.question import NumberBand, Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES


def as_json(rulebook: Rulebook, ids: Iterable[str]) -> str:
    """Return the questions as a JSON array."""
    data = [_plain(rulebook.questions[question]) for question in ids]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(question: Question) -> dict[str, object]:
    number = question.number
    return {
        "id": question.id,
        "topic": question.topic,
        "asks": question.asks,
        "why": question.why,
        "enough": question.enough,
        "of": "once" if question.of == "once" else list(question.of),
        "levels": [level.model_dump(exclude_none=True) for level in question.choices],
        "number": number and {"unit": number.unit, "least": number.least, "most": number.most},
        "better": question.better,
        "kinds": list(question.kinds),
        "stages": list(question.stages),
        "essential": [where.model_dump(mode="json") for where in question.essential],
        "delicate": question.delicate,
        "about_a_person": question.about_a_person,
        "look_up": question.look_up,
        "may_not_apply": list(question.may_not_apply),
        "find_out": question.find_out.model_dump(),
    }


def listed(rulebook: Rulebook) -> RenderableType:
    """Return every question under its topic: id, of whom, stages, what it asks."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("id", "of whom", "stages", "asks"):
        table.add_column(name, no_wrap=name != "asks")
    for topic in rulebook.topics:
        table.add_row(Text(topic.title, style="bold"))
        for question in rulebook.questions.values():
            if question.topic == topic.id:
                whom = "once" if question.once else "partners"
                stages = "".join(str(n) for n, s in enumerate(STAGES, 1) if s in question.stages)
                table.add_row(f"  {question.id}", whom, stages, Text(question.asks))
    legend = Text(f"stages: {', '.join(f'{n} {stage}' for n, stage in enumerate(STAGES, 1))}")
    return Group(table, legend)


def shown(rulebook: Rulebook, question_id: str) -> RenderableType:
    """Return one question with everything a room needs to answer it."""
    question = rulebook.questions[question_id]
    lines = [
        Text(question.asks, style="bold"),
        Text(f"{question.id}; {_asked_where(question)}", style="dim"),
        Text(),
        Text(f"Why: {question.why}"),
        Text(f"Enough: {question.enough}"),
        Text(),
        Text(_order_line(question)),
    ]
    levels = [
        Padding(Text(f"{level.id}{_range(question, level.id)}: {level.says}"), (0, 2))
        for level in question.choices
    ]
    rest = [Text(line) for line in _closing_lines(question, rulebook)]
    return Group(*lines, *levels, Text(), *rest)


def _asked_where(question: Question) -> str:
    every_role = question.of != "once" and set(question.of) == set(ROLES)
    if question.of == "once":
        whom = "asked once"
    elif every_role:
        whom = "asked of each partner"
    else:
        whom = f"asked of each partner whose role is {' or '.join(question.of)}"
    kinds = "every kind" if set(question.kinds) == set(KINDS) else ", ".join(question.kinds)
    return f"{whom}; {', '.join(question.stages)}; {kinds}"


def _order_line(question: Question) -> str:
    if question.number:
        unit, least, most = question.number.unit, question.number.least, question.number.most
        better = {"higher": "more is better", "lower": "less is better", "neither": "a fact"}
        return f"A number of {unit} from {least} to {most} ({better[question.better]}), read as:"
    return "A fact, in order:" if question.better == "neither" else "Levels, worst first:"


def _range(question: Question, level_id: str) -> str:
    band = question.level(level_id)
    if not isinstance(band, NumberBand):
        return ""
    if band.up_to is not None:
        return f" (up to {band.up_to})"
    return f" (under {band.under})" if band.under is not None else " (more)"


def _closing_lines(question: Question, rulebook: Rulebook) -> Iterator[str]:
    yield "unknown is always an answer."
    if question.may_not_apply:
        yield f"May be not applicable: {'; '.join(question.may_not_apply)}."
    yield f"Who could tell: {question.find_out.who}. {question.find_out.how}"
    if question.delicate:
        yield "Delicate: answer it in private first."
    if question.about_a_person:
        yield "About a person: its notes stay off the first page, the sheets and the portfolio."
    for where in question.essential:
        kinds = "every kind" if set(where.kinds) == set(KINDS) else ", ".join(where.kinds)
        yield f"Essential at {', '.join(where.stages)} for {kinds}."
    readers = [
        rule.id for rule in rulebook.rules.values() if question.id in rulebook.read_by[rule.id]
    ]
    yield f"Read by: {', '.join(readers)}"
