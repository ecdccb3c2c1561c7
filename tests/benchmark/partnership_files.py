"""Writes generated partnerships as the files that people keep: one partnership, one YAML file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Partner, Scenario


def write_partnership_files(scenarios: Iterable[Scenario], folder: Path) -> None:
    """Write each partnership to a file of its own."""
    for number, scenario in enumerate(scenarios):
        text = "\n".join(_lines(scenario)) + "\n"
        (folder / f"{number:06}.yaml").write_text(text, encoding="utf-8")


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"partnership: {json.dumps(scenario.partnership)}"
    yield f"kind: {scenario.kind}"
    yield f"stage: {scenario.judged_at}"
    if scenario.as_of:
        yield f"as_of: {scenario.as_of}"
    yield "partners:"
    for partner in scenario.partners:
        yield from _partner(partner)
    if scenario.answers:
        yield "answers:"
        yield from _answers(scenario.answers, "  ")


def _partner(partner: Partner) -> Iterator[str]:
    yield f"  - name: {json.dumps(partner.name)}"
    yield f"    sector: {partner.sector}"
    yield f"    role: {partner.role}"
    yield f"    core: {str(partner.core).lower()}"
    yield f"    count: {partner.count}"
    yield f"    answers_from: {partner.answers_from}"
    if partner.answers:
        yield "    answers:"
        yield from _answers(partner.answers, "      ")


def _answers(answers: Mapping[str, Answer | AnswerForEvery], indent: str) -> Iterator[str]:
    for question, given in answers.items():
        if isinstance(given, Answer) and given.reason:
            reason = json.dumps(given.reason)
            yield f"{indent}{question}: {{answer: {given.answer}, reason: {reason}}}"
        elif isinstance(given, Answer):
            yield f"{indent}{question}: {given.answer}"
