"""No bad answer is silent but those listed, and what is listed is silent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.authoring.lint.lint_rules import lint
from advisor.authoring.perfect_files import perfect_file
from advisor.authoring.silent_answers import (
    BadAnswer,
    bad_answers,
    listed_under,
    silence_complaints,
)
from advisor.files.faults import Faults
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.trace import Truth
from advisor.rulebook.loading import load_with_origins
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.plain import check_message
from tests.shipped import shipped_rulebook
from tests.small import copied_to, spoil

LISTED = "- {question: %s, reason: Money for a year excuses it.}\n"
FACT = """- id: run-before
  topic: calendar
  asks: Did you do this before?
  why: "Our judgement: it tells how much is new."
  enough: You know.
  better: neither
  levels:
    - {id: never, label: never, says: It is new.}
    - {id: once, label: once, says: It ran once.}
  find_out: {who: the head, how: Ask.}
"""
COVER = "- id: specialist-cover\n"
OTHERS = "".join(LISTED % name for name in ("specialist-cover", "months-funded", "senior-team"))


def test_the_list_is_the_worst_answers_that_raise_nothing() -> None:
    rulebook = shipped_rulebook()
    outcomes = bad_answers(rulebook)
    listed = [bad for entry in rulebook.silent for bad in listed_under(entry, rulebook, outcomes)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {bad for bad, outcome in outcomes.items() if outcome == "silent"}


def test_an_answer_does_what_is_said_in_a_file_that_is_read_whole() -> None:
    rulebook = shipped_rulebook()

    def risks(scenario: Scenario) -> set[str]:
        traces = evaluate(rulebook, scenario)
        return {r for r in traces if traces[r].value == Truth.TRUE and rulebook.rules[r].concern}

    def with_each_fact(perfect: Scenario) -> Iterator[Scenario]:
        for question in map(rulebook.questions.__getitem__, perfect.answers):
            for level in question.order if question.better == "neither" else ():
                yield perfect.with_answer(question.id, Answer(answer=level))

    def raises(bad: BadAnswer, before: Scenario) -> bool:
        question = rulebook.questions[bad.question]
        answer = Answer(answer=question.order[0])
        partners = [None] if question.once else [p.name for p in before.partners_asked(question)]
        worst = (before.with_answer(question.id, answer, partner) for partner in partners)
        return any(risks(file) - risks(before) for file in worst)

    for bad, outcome in [*bad_answers(rulebook).items()][::7]:
        perfect = perfect_file(rulebook, bad.kind, bad.stage)
        if raises(bad, perfect):
            raised = "raises"
        else:
            with_a_fact = any(raises(bad, other) for other in with_each_fact(perfect))
            raised = "raises-with-a-fact" if with_a_fact else "silent"
        assert raised == outcome, bad


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (LISTED % "dates-fixed", ""),
        ("", "questions/calendar.yaml:1: the worst answer to \"dates-fixed\" raises no risk for "),
        ("- {question: dates-fixed, kinds: [hub], reason: to do}\n",
         'questions/calendar.yaml:1: the worst answer to "dates-fixed" raises no risk for cluster'),
        (LISTED % "dates-fixed" + "- {question: dates-fixed, stages: [running], reason: to do}\n",
         'silent.yaml:2: the worst answer to "dates-fixed" is listed twice for cluster at running'),
        (LISTED % "dates-fixed" + LISTED % "head-backing",
         'silent.yaml:2: the worst answer to "head-backing" raises a risk for cluster at explori'),
        (LISTED % "dates-fixed" + "- {question: senior-team, kinds: [itt], reason: to do}\n",
         'silent.yaml:2: "senior-team" has no worst answer that anybody gives there; take it of'),
        (LISTED % "dates-fixt", 'silent.yaml:1: there is no question "dates-fixt"; did you mean'),
        (LISTED % "dates-fixed, kinds: []", 'silent.yaml:1: "kinds": is empty; expected 1 or more'),
    ],
)  # fmt: skip
def test_what_is_listed_amiss_is_told(tmp_path: Path, first: str, expected: str) -> None:
    folder = copied_to(tmp_path)
    (folder / "silent.yaml").write_text(first + OTHERS)
    try:
        rulebook, origins = load_with_origins(folder)
    except Faults as error:
        found = [str(fault) for fault in error.faults]
    else:
        found = [str(origins.fault(complaint)) for complaint in silence_complaints(rulebook)]
    for message in found:
        check_message(message.partition(": ")[2])
    assert len(found) == bool(expected)
    assert all(message.startswith(f"{folder}/{expected}") for message in found), found


def test_a_question_is_listed_only_where_it_is_asked(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    once = "  of: once\n  find_out:\n    who: a timetabler"
    limits = "  kinds: [hub]\n  stages: [agreeing, starting]\n"
    spoil(folder, "questions/calendar.yaml", once, limits + once)
    entry = "- {question: dates-fixed, kinds: [hub, itt], stages: [running], reason: to do}\n"
    (folder / "silent.yaml").write_text(entry + OTHERS)
    with pytest.raises(Faults) as caught:
        load_with_origins(folder)
    assert [fault.says for fault in caught.value.faults] == [
        '"dates-fixed" is not asked at itt',
        '"dates-fixed" is not asked at running',
    ]


def test_a_fact_may_be_listed_until_a_rule_reads_it(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "questions/calendar.yaml", COVER, FACT + COVER)
    with (folder / "silent.yaml").open("a") as silent:
        silent.write("\n- {question: run-before, reason: to do}\n")
    rulebook, _ = load_with_origins(folder)
    assert not [*lint(rulebook), *silence_complaints(rulebook)]
    finding = "    - finding: dates-late\n"
    spoil(folder, "calendar/rare-knowledge.yaml", finding, f"{finding}    - run-before: [never]\n")
    (complaint,) = silence_complaints(load_with_origins(folder)[0])
    assert complaint.says.startswith('"run-before" has no worst answer that anybody gives there')
