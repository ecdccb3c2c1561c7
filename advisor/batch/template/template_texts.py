"""Explanations of the headings and questions of an empty file."""

from advisor.batch.template.template_columns import SEPARATOR, Template
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES

FACTS = {
    "partnership": "The name of the partnership, the same on each of its rows.",
    "partner": "The name of the school, university, trust or other body. One row for each.",
    "partners": "The names of the partners, joined by ; between them.",
    "kind": "What sort of partnership it is.",
    "stage": "The decision in front of the partnership. Left empty it is: do we begin?",
    "as_of": "The day of the answers, for example 2026-05-12.",
    "role": "The partner's part in it. Left empty it is member.",
    "sector": "Whether the partner is a state or an independent school. Left empty it is other.",
    "core": "Whether the partnership cannot go on without this partner. Left empty it is yes.",
    "count": "How many alike the partner stands for, for example 9 primary schools. Left empty: 1.",
    "answers_from": "Who gave this partner's answers: itself, or others. Left empty it is itself.",
}
"""The explanation of each heading that is not a question."""


def fact_words(template: Template, heading: str) -> str:
    """Return the explanation of a heading that is not a question."""
    more = heading != "partners" and template.holds_several(heading)
    return f"{FACTS[heading]} {_SEVERAL}" if more else FACTS[heading]


_SEVERAL = f"One for all partners, or one for each, joined by {SEPARATOR} in the order of partners."


def asked_of(question: Question, rulebook: Rulebook) -> str:
    """Return whom a question is asked of."""
    if question.of == "once":
        return "the partnership, once"
    if set(question.of) == set(ROLES):
        return "each partner"
    labels = (rulebook.wording.roles.get(role, role) for role in question.of)
    return f"each partner that is a {' or a '.join(labels)}"


def number_words(question: Question) -> str:
    """Return which numbers make sense, or nothing where no number is asked for."""
    if question.number is None:
        return ""
    number = question.number
    return f"A number of {number.unit} from {number.least:g} to {number.most:g}"


def choice_lines(question: Question) -> tuple[tuple[str, str], ...]:
    """Return each level or band as its label and its sentence."""
    return tuple((level.label, level.says) for level in question.choices)


def in_short(template: Template, question: Question) -> str:
    """Return a question, whom it is asked of and how a cell answers it, in a few words."""
    said = [f"{question.asks} (asked of {asked_of(question, template.rulebook)})"]
    if question.number is not None:
        said.append(f"{number_words(question)}, or unknown.")
    if template.holds_several(question.id):
        said.append(_SEVERAL)
    return "\n".join(said)


MAX_IN_CELL = 2_000
"""As much of one text as a cell that holds several of them can take."""
# Limits of Excel: XlsxWriter leaves out a drop-down whose title or message is longer.
MAX_IN_TITLE = 32
MAX_IN_MESSAGE = 255
