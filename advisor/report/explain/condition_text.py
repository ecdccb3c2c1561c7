"""Put a condition into words, for people who read or write rules."""

from collections.abc import Iterator
from typing import Literal, assert_never

from advisor.report.facts_in_words import both_sectors_text
from advisor.report.partner_names import joined
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage


def in_words(part: Condition, rulebook: Rulebook) -> str:
    """Return what one part of a condition requires, in a line, without the parts below it."""
    match part:
        case language.All():
            return "all of these:"
        case language.AnyOf():
            return "one of these at least:"
        case language.Not():
            return f"not: {_title(part.part, rulebook)}"
        case language.FindingStands():
            return _title(part, rulebook)
        case language.AnswerIs():
            return _levels(part.question, part.levels, rulebook)
        case language.AnyPartner() | language.EveryPartner() | language.AtLeast():
            wants = " and ".join(_levels(q, levels, rulebook) for q, levels in part.answers.items())
            return f"{_quantifier(part)}{_limits(part.among)}: {wants}"
        case language.DifferBy():
            apart = "level" if part.number == 1 else "levels"
            asks = rulebook.questions[part.question].asks
            return f"two partners{_limits(part.among)} are {part.number} {apart} apart on: {asks}"
        case language.Fact():
            return _fact(part, rulebook)
        case _:
            assert_never(part)


def lines_of(condition: Condition, rulebook: Rulebook, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the condition line by line, each with its depth; an ``all`` in an ``all`` is one."""
    yield depth, in_words(condition, rulebook)
    if isinstance(condition, language.All | language.AnyOf):
        for part in condition.parts:
            inner = list(lines_of(part, rulebook, depth + 1))
            # Without its own line, the inner "all" would be one more "all of these" that says
            # nothing.
            is_one = isinstance(condition, language.All) and isinstance(part, language.All)
            yield from ((d - 1, words) for d, words in inner[1:]) if is_one else inner


def still_open(
    condition: Condition, kinds: frozenset[Kind], stage: Stage
) -> Condition | Literal[True, False]:
    """Return what kind and stage leave undecided, or the value if they decide all of it."""
    match condition:
        case language.KindIs():
            return not kinds.isdisjoint(condition.kinds)
        case language.StageIs():
            return stage in condition.stages
        case language.All() | language.AnyOf():
            decides = isinstance(condition, language.AnyOf)
            parts = [still_open(part, kinds, stage) for part in condition.parts]
            if decides in parts:
                return decides
            left = tuple(part for part in parts if not isinstance(part, bool))
            if len(left) < 2:
                return left[0] if left else not decides
            return condition.model_copy(update={"parts": left})
        case language.FindingStands() | language.Not() | language.AnswerIs():
            return condition
        case language.OfPartners() | language.DifferBy() | language.Fact():
            return condition
        case _:
            assert_never(condition)


def _title(finding: language.FindingStands, rulebook: Rulebook) -> str:
    return f"the finding “{rulebook.rules[finding.rule].title}” ({finding.rule})"


def _levels(question_id: str, levels: tuple[str, ...], rulebook: Rulebook) -> str:
    question = rulebook.questions[question_id]
    wanted = " / ".join(question.level(level).label for level in levels)
    return f"{question.asks} → {wanted}"


def _quantifier(part: language.PartnersMatch) -> str:
    match part:
        case language.AnyPartner():
            return "some partner"
        case language.EveryPartner():
            return "every partner"
        case language.AtLeast():
            return f"at least {part.number} partners"
        case _:
            assert_never(part)


def _limits(among: language.Among) -> str:
    limits = [
        f"role {' or '.join(among.role)}" if among.role else "",
        {True: "core", False: "not core", None: ""}[among.core],
        f"sector {' or '.join(among.sector)}" if among.sector else "",
        {"itself": "answering for itself", "others": "answered for by others", None: ""}[
            among.answers_from
        ],
    ]
    said = ", ".join(limit for limit in limits if limit)
    return f" ({said})" if said else ""


def _fact(part: language.AnyFact, rulebook: Rulebook) -> str:
    wording = rulebook.wording
    match part:
        case language.KindIs():
            return f"it is {joined([wording.kinds[kind].label for kind in part.kinds], 'or')}"
        case language.StageIs():
            stages = [wording.stages[stage].short for stage in part.stages]
            return f"the question is {joined(stages, 'or').removesuffix('?')}"
        case language.PartnerCount(bounds=bounds):
            least, most = bounds.at_least, bounds.at_most
            texts = [f"{least} or more" if least else "", f"at most {most}" if most else ""]
            return f"there are {joined(filter(None, texts))} partners"
        case language.BothSectors():
            return both_sectors_text(part.expected)
        case language.AnsweredByOthers():
            others = "others answered for a school that you need"
            return others if part.expected else "every school that you need answers for itself"
        case _:
            assert_never(part)
