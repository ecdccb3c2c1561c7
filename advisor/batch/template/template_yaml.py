"""An empty partnership file: every question on a line to uncomment, its levels above it."""

from collections.abc import Iterable, Iterator

from advisor.batch.template.template_columns import Template
from advisor.batch.template.template_texts import asked_of, number_words
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES, Kind, Role, Sector
from advisor.scenario.facts import EDITION

_SCHEMA = "# yaml-language-server: $schema=../rules/schema/scenario.json"
_OPENING = """\
# Fill in the lines below. To answer a question, take away the "# " before its line and before the
# "answers:" above it, and write a level, a number or unknown after its colon. Do not change a
# question that nobody was asked. `advisor check FILE` names every fault, and `advisor assess FILE`
# advises.
"""


def as_yaml(template: Template) -> str:
    """Return the file; with its names and its kind filled in, it is one without a fault."""
    questions = template.questions
    of_partners = [question for question in questions if not question.once]
    once = [question for question in questions if question.once]
    first, second = _FIRST_TWO.get(template.kind, (_ANYONE, _ANYONE))
    lines = [
        _SCHEMA,
        *_OPENING.splitlines(),
        f"edition: {EDITION}",
        "partnership: # its name",
        _line("kind", template.kind or "", KINDS),
        _line("stage", template.stage or "", STAGES, "; starting if it is left empty"),
        "as_of: # the day of the answers, as 2026-05-12",
        "# room: us # us or with-partners: who was there",
        "partners: # for a third, copy the lines of one",
        *_partner(of_partners, template, "first", first),
        *_partner(of_partners, template, "second", second),
        *_group(once, template, ""),
    ]
    return "".join(f"{line}\n" for line in lines)


_ANYONE: tuple[Sector, Role] = ("other", "member")
_FIRST_TWO: dict[Kind | None, tuple[tuple[Sector, Role], tuple[Sector, Role]]] = {
    "independent-state": (("state", "member"), ("independent", "member")),
    "itt": (("other", "provider"), ("other", "placement")),
    "support": (("other", "supporting"), ("other", "supported")),
}
"""The two without whom a partnership would not be of its kind."""


def _partner(
    questions: Iterable[Question], template: Template, which: str, facts: tuple[Sector, Role]
) -> Iterator[str]:
    sector, role = facts
    yield f"  - name: # the name of the {which}"
    yield f"    sector: {sector} # state, independent or other"
    yield f"    role: {role} # {_either(ROLES)}"
    yield "    # core: false # if the partnership can go on without it"
    yield "    # count: 2 # if it stands for several alike"
    yield "    # answers_from: others # if the others answered for it"
    yield from _group(questions, template, "    ")


def _line(key: str, value: str, words: Iterable[str], more: str = "") -> str:
    return f"{key}:{f' {value}' if value else ''} # {_either(words)}{more}"


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def _group(questions: Iterable[Question], template: Template, margin: str) -> Iterator[str]:
    """Yield the lines of a group of answers, each with ``# `` where its margin ends."""
    lines = [line for question in questions for line in _of_question(question, template)]
    if lines:
        yield f"{margin}# answers: # take away the # at its beginning with that of the first answer"
    for line in lines:
        yield f"{margin}#   {line}".rstrip()


def _of_question(question: Question, template: Template) -> Iterator[str]:
    """Yield what is left when ``# `` is taken away: comments, then the line to fill in."""
    yield ""
    yield f"# {question.asks}"
    if not question.once:
        yield f"# Asked of {asked_of(question, template.rulebook)}."
    if question.number is not None:
        yield f"# {number_words(question)}, or one of these:"
    for level in question.choices:
        ends = f" ({level.label})" if question.number else ""
        yield f"#   {level.id}{ends}: {level.says}"
    for reason in question.may_not_apply:
        yield f'#   {{answer: not-applicable, reason: "{_escaped(reason)}"}}'
    yield f"{question.id}:"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
