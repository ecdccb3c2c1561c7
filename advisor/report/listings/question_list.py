"""The questions of a rulebook, listed and one by one."""

from collections.abc import Iterable, Iterator

from advisor.report.blocks import Block, Paragraph, Small, Strong
from advisor.report.grouping import grouped
from advisor.report.listings.listing import STAGE_LEGEND, Listing, by_topic, kinds_in_words, lines
from advisor.rulebook.question import NumberBand, Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES, STAGES

_ONLY_FOR_FILES = {"ask_when", "lessons", "levels", "number"}


def _data(questions: Iterable[Question]) -> list[dict[str, object]]:
    return [
        {
            **question.model_dump(mode="json", exclude=_ONLY_FOR_FILES),
            "levels": [level.model_dump(exclude_none=True) for level in question.choices],
            "number": question.number and question.number.model_dump(exclude={"bands"}),
        }
        for question in questions
    ]


def listed(rulebook: Rulebook) -> Listing:
    """Return every question under its topic: id, of whom, stages, what it asks."""
    rows = grouped((question.topic, _row(question)) for question in rulebook.questions.values())
    table = by_topic(rulebook, ("id", "of whom", "stages", "asks"), rows)
    return Listing(
        _data(rulebook.questions.values()), (table, Paragraph(f"stages: {STAGE_LEGEND}"))
    )


def _row(question: Question) -> tuple[str, ...]:
    stages = "".join(str(n) for n, s in enumerate(STAGES, 1) if s in question.stages)
    return question.id, "once" if question.once else "partners", stages, question.asks


def shown(rulebook: Rulebook, question_id: str) -> Listing:
    """Return one question with everything a room needs to answer it."""
    question = rulebook.questions[question_id]
    return Listing(_data([question]), tuple(_blocks(question, rulebook)))


def _blocks(question: Question, rulebook: Rulebook) -> Iterator[Block]:
    yield Paragraph(Strong(question.asks))
    yield Paragraph(Small(f"{question.id}; {_asked_where(question)}"))
    yield from lines(("", f"Why: {question.why}", f"Enough: {question.enough}"))
    yield from lines(("", _order_line(question)))
    levels = (f"{level.id}{_range(question, level.id)}: {level.says}" for level in question.choices)
    yield from lines(levels, indent=2)
    yield from lines(("", *_closing_lines(question, rulebook)))


def _asked_where(question: Question) -> str:
    if question.of == "once":
        whom = "asked once"
    elif set(question.of) == set(ROLES):
        whom = "asked of each partner"
    else:
        whom = f"asked of each partner whose role is {' or '.join(question.of)}"
    return f"{whom}; {', '.join(question.stages)}; {kinds_in_words(question.kinds)}"


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
        yield "About a person: its notes are in the full report only."
    for where in question.essential:
        yield f"Essential at {', '.join(where.stages)} for {kinds_in_words(where.kinds)}."
    readers = [
        rule.id for rule in rulebook.rules.values() if question.id in rulebook.read_by[rule.id]
    ]
    yield f"Read by: {', '.join(readers)}"
