"""An otherwise perfect file is ready; whatever breaks a precondition leads to the verdict named."""

from functools import cache
from pathlib import Path

import pytest

from advisor.authoring.lint.lint_rules import lint
from advisor.authoring.perfect_files import (
    BrokenCase,
    bounds_of,
    broken_file,
    cases,
    perfect_file,
    precondition_complaints,
)
from advisor.files.faults import Faults
from advisor.reasoning.reasoner import Reasoner
from advisor.reasoning.verdict import judge
from advisor.rulebook.loading import load_with_origins
from advisor.rulebook.preconditions import Combination, joins_answers
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from advisor.scenario.answers import Answer
from tests.plain import check_message
from tests.shipped import shipped_rulebook
from tests.small import copied_to, small_rulebook, spoil
from tests.strategies import changed, is_deep

CASES = tuple(cases(shipped_rulebook()))


@cache
def reasoner() -> Reasoner:
    return Reasoner(shipped_rulebook())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_an_otherwise_perfect_file_is_ready(kind: Kind, stage: Stage) -> None:
    perfect = perfect_file(shipped_rulebook(), kind, stage)
    found = reasoner().assess(perfect)
    assert (found.verdict.band, found.verdict.worst) == ("ready", "ready"), found.verdict
    assert not found.find_out


def test_a_fact_can_be_named_for_one_kind() -> None:
    rulebook = shipped_rulebook()
    listed = changed(rulebook.preconditions, facts_of={"hub": {"reach": "lessons-shared"}})
    for kind in KINDS:
        found = perfect_file(_with(rulebook, listed), kind, "starting").answers["reach"]
        expected = "lessons-shared" if kind == "hub" else listed.facts["reach"]
        assert found == Answer(answer=expected)


def wrong(case: BrokenCase) -> str:
    """Return what is wrong with a case, as the engine and as the evaluator read it."""
    rulebook = shipped_rulebook()
    broken = broken_file(perfect_file(rulebook, case.kind, case.stage), case.broken, rulebook)
    if broken is None:
        return f"{case.name}: nobody is asked"
    found = reasoner().run_engine(broken)
    bounds = judge(rulebook, broken, found)
    if bounds != bounds_of(rulebook, broken):
        return f"{case.name}: engine and evaluator differ"
    return "" if bounds.band == case.expected else f"{case.name}: {bounds}"


@pytest.mark.parametrize("kind", KINDS)
def test_what_breaks_a_precondition_leads_to_the_verdict_named(kind: Kind) -> None:
    """In the everyday run at one stage, for all are tried below, but in the evaluator alone."""
    stages = STAGES if is_deep() else (STAGES[KINDS.index(kind) % len(STAGES)],)
    of_kind = [case for case in CASES if case.kind == kind and case.stage in stages]
    assert of_kind
    assert [says for says in map(wrong, of_kind) if says] == []


def test_the_preconditions_name_every_gate() -> None:
    rulebook = shipped_rulebook()
    assert not list(precondition_complaints(rulebook))
    joining = {r.id for r in rulebook.rules.values() if r.is_gate and joins_answers(r)}
    assert {entry.rule for entry in rulebook.preconditions.combinations} == joining
    lowest = {case.expected for case in CASES}
    assert lowest == {"not-ready", "foundations-first", "pilot"}


def test_joining_is_told_from_the_condition() -> None:
    joining = {rule.id for rule in small_rulebook().rules.values() if joins_answers(rule)}
    assert joining == {"dates-late", "rare-knowledge", "heads-differ", "money-secured"}


LISTED = """\
preconditions:
  - id: dates
    says: The dates are set in time.
    lessons: [{lesson}]
    breaks:
      - given: {{dates-fixed: one-by-one, months-funded: under-half-year}}
        bands: {{starting: pilot}}
  - id: heads
    says: No head has said no.
    lessons: [{lesson}]
    kinds: [cluster]
    breaks:
      - given: {{head-backing: refused}}
        bands: {{starting: not-ready}}
"""


def with_preconditions(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """Return a copy of the small rules with preconditions, one text in them replaced."""
    folder = copied_to(tmp_path)
    lesson = next(iter(small_rulebook().lessons))
    (folder / "preconditions.yaml").write_text(LISTED.format(lesson=lesson))
    if old:
        spoil(folder, "preconditions.yaml", old, new)
    return folder


def told(rulebook_folder: Path) -> list[str]:
    """Return what loading, lint and trying the preconditions say of the small rules."""
    try:
        rulebook, origins = load_with_origins(rulebook_folder)
    except Faults as error:
        found = [str(fault) for fault in error.faults]
    else:
        complaints = (*lint(rulebook), *precondition_complaints(rulebook))
        found = sorted(str(origins.fault(complaint)) for complaint in complaints)
    for message in found:
        check_message(message.partition(": ")[2])
    return [message.replace(f"{rulebook_folder}/", "") for message in found]


def test_preconditions_that_hold_are_not_complained_of(tmp_path: Path) -> None:
    assert told(with_preconditions(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("dates-fixed", "dates-fixt", ':6: there is no question "dates-fixt"; did you mean'),
        ("one-by-one", "one-by-oen", ':6: "dates-fixed" has no level "one-by-oen"; did you mean'),
        ("id: heads", "id: dates", ':8: duplicate precondition "dates"'),
        ("    kinds: [cluster]\n", "    kinds: []\n", ':11: "kinds": is empty; expected 1 or more'),
        ("starting: pilot", "starting: ready", ":6: what breaks a precondition leads to pilot, fo"),
        ("dates-fixed: one-by-one, months-funded: under-half-year", "", ":6: nothing is broken; n"),
        ("starting: pilot", "starting: not-ready", ":6: dates, cluster at starting: the verdict i"),
        ("starting: not-ready", "agreeing: not-ready", ""),
        ("bands: {starting: not", "band: {starting: not", ':14: unknown key "band"; did you mean'),
        ("preconditions:\n", "facts: {dates-fixed: one-by-one}\npreconditions:\n",
         ':1: "dates-fixed" has a best level, which is taken; it is no fact'),
        ("preconditions:\n", "facts_of: {hub: {dates-fixt: one-by-one}}\npreconditions:\n",
         ':1: there is no question "dates-fixt"; did you mean "dates-fixed"?'),
        ("preconditions:\n", "combinations: [{rule: dates-late, reason: Two.}]\npreconditions:\n",
         ':1: "dates-late" holds nothing below pilot, or needs one answer only; take it off'),
        ("preconditions:\n", "combinations: [{rule: dates-lat, reason: Two.}]\npreconditions:\n",
         ':1: there is no rule "dates-lat"; did you mean "dates-late"?'),
    ],
)  # fmt: skip
def test_one_thing_sown_is_one_complaint(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = told(with_preconditions(tmp_path, old, new))
    wanted = [f"preconditions.yaml{expected}"] if expected else []
    assert all(one.startswith(other) for one, other in zip(found, wanted, strict=True)), found


def test_what_breaks_a_precondition_is_asked_where_it_does(tmp_path: Path) -> None:
    folder = with_preconditions(tmp_path)
    once = "  of: once\n  find_out:\n    who: a timetabler"
    spoil(folder, "questions/calendar.yaml", once, f"  stages: [agreeing]\n{once}")
    assert told(folder) == ['preconditions.yaml:6: "dates-fixed" is not asked at starting']


def test_a_gate_without_a_precondition_is_told(tmp_path: Path) -> None:
    folder = with_preconditions(tmp_path, "head-backing: refused", "senior-team: not-told")
    found = told(folder)
    assert found[0].startswith("funding/head-refuses.yaml:9: holds below pilot, and no precond")
    assert found[1].startswith("preconditions.yaml:13: heads, cluster at starting: the verdict i")
    assert len(found) == 2


def test_a_gate_on_several_answers_is_listed_with_its_reason() -> None:
    rulebook = shipped_rulebook()
    listed = rulebook.preconditions
    shorter = changed(listed, combinations=listed.combinations[1:])
    (says,) = (complaint.says for complaint in lint(_with(rulebook, shorter)))
    assert says.startswith("holds below pilot on several answers together; list it")
    twice = (*listed.combinations, Combination(rule=listed.combinations[0].rule, reason="Again."))
    (says,) = (c.says for c in lint(_with(rulebook, changed(listed, combinations=twice))))
    assert says.endswith("is listed twice")


def _with(rulebook: Rulebook, listed: object) -> Rulebook:
    return changed(rulebook, preconditions=listed)
