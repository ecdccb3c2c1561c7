"""Write the case of one partnership as an example for a rule, in the format of the rule files."""

from collections.abc import Iterator
from textwrap import indent
from typing import Any

import yaml

from advisor.authoring.rule_examples import OUTCOMES, partner_letter
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.evidence import open_answers
from advisor.reasoning.fewest_answers import fewest_enough
from advisor.reasoning.trace import Truth
from advisor.report.explain.answer_phrases import AnswerPhrases
from advisor.rulebook.condition import (
    AnsweredByOthers,
    BothSectors,
    Condition,
    PartnerCount,
    findings_in,
    parts,
    questions_read,
)
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.saving import plain_contents
from advisor.scenario.scenario import Partner, Scenario

_LONGEST_NAME = 3


def rule_example(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> str:
    """Return an example to go under ``examples:`` in the rule's file.

    It has only the answers that the rule reads. Partners are letters and notes are left out, since
    a rulebook has other readers than the partnership's file.
    """
    case = _only_what_is_read(rule, rulebook, scenario)
    trace = evaluate(rulebook, case, [rule.id]).get(rule.id)
    value = Truth.FALSE if trace is None else trace.value
    asks: tuple[str, ...] = ()
    if trace is not None and value == Truth.UNKNOWN:
        asks = tuple(sorted({one.question for one in open_answers(trace)}))
    example = {
        "name": _name(rule, rulebook, case, value, asks),
        "given": _given(rule, rulebook, case),
        "expect": OUTCOMES[value],
    }
    if asks:
        example["asks"] = [*asks]
    # As rule files have it: braces around a group that has no other in it, and lines of 100.
    form: dict[str, Any] = {"sort_keys": False, "default_flow_style": None, "width": 98}
    return indent(yaml.safe_dump([example], allow_unicode=True, **form), "  ")


def _only_what_is_read(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> Scenario:
    read = rulebook.read_by[rule.id]
    partners = tuple(
        Partner(
            name=partner_letter(place),
            sector=partner.sector,
            role=partner.role,
            core=partner.core,
            count=partner.count,
            answers_from=partner.answers_from,
            answers={name: _bare(said) for name, said in partner.answers.items() if name in read},
        )
        for place, partner in enumerate(scenario.partners)
    )
    answers = {
        name: AnswerForEvery(every=said.every, reason=said.reason)
        if isinstance(said, AnswerForEvery)
        else _bare(said)
        for name, said in scenario.answers.items()
        if name in read
    }
    return Scenario(
        partnership="example",
        kind=scenario.kind,
        also=scenario.also,
        stage=scenario.judged_at,
        partners=partners,
        answers=answers,
    )


def _bare(answer: Answer) -> Answer:
    return Answer(answer=answer.answer, reason=answer.reason)


def _name(
    rule: Rule, rulebook: Rulebook, case: Scenario, value: Truth, asks: tuple[str, ...]
) -> str:
    """Return the example's name: the answers that decide the case, in words."""
    if value == Truth.UNKNOWN:
        texts = [f"nobody knows: {rulebook.questions[name].asks}" for name in asks]
    else:
        decisive = fewest_enough(rule, rulebook, case, to=value == Truth.TRUE) or ()
        texts = AnswerPhrases(rule.kind, rulebook, case).sentences(decisive)
    if not texts:
        return f"{case.kind} at {case.stage}, whatever is answered"
    shown = [text.removesuffix(".") for text in texts[:_LONGEST_NAME]]
    return "; ".join(text[:1].lower() + text[1:] for text in shown)


def _given(rule: Rule, rulebook: Rulebook, case: Scenario) -> dict[str, Any]:
    said = plain_contents(case)
    facts = ("kind", "also", "stage", *(["partners"] if _reads_partners(rule, rulebook) else []))
    return {**{key: said[key] for key in facts if key in said}, **said.get("answers", {})}


def _reads_partners(rule: Rule, rulebook: Rulebook) -> bool:
    return any(
        isinstance(part, PartnerCount | BothSectors | AnsweredByOthers)
        or any(read.of_partners for read in questions_read(part))
        for condition in _conditions(rule, rulebook)
        for _, part in parts(condition)
    )


def _conditions(rule: Rule, rulebook: Rulebook) -> Iterator[Condition]:
    """Yield the condition of a rule, and of every rule whose finding it reads."""
    yield rule.condition
    for name in findings_in(rule.condition):
        yield from _conditions(rulebook.rules[name], rulebook)
