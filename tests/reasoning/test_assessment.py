"""What an assessment says beside the verdict, read once more directly from rulebook and answers."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.assessment import Assessment, Finding
from advisor.reasoning.open_questions import OpenQuestion
from advisor.reasoning.readings import Findings
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES, Stage, next_stage
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.facts import StepAgreement
from advisor.scenario.scenario import Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

F = TypeVar("F", bound=Finding)
GATES = {"not-ready", "foundations-first"}


def expected_status(topic: str, said: Assessment, rulebook: Rulebook) -> str:
    """Return the first status that fits, as the design lists them."""
    risks = [risk for risk in said.risks if risk.topic == topic]
    if any(risk.severity == "high" for risk in risks):
        return "at-risk"
    if risks:
        return "watch"
    answers = [a for a in said.answers if a.asked and rulebook.questions[a.question].topic == topic]
    if all(answer.state == "not-asked" for answer in answers):
        return "not-asked"
    undecided = (rulebook.rules[waiting.id] for waiting in said.undecided)
    unclear = any(rule.kind == "risk" and rule.topic == topic for rule in undecided)
    return "unclear" if unclear else "sound"


WEIGHS = ["silent", "waits", "presumed", "stands"]


def expected_due(scenario: Scenario, rulebook: Rulebook, later: Stage) -> Iterator[tuple[str, str]]:
    """Yield what holds lower at the next stage than today, as experta finds it at both."""
    reasoner = Reasoner(rulebook)
    today, due = (weights(reasoner.run_engine(s)) for s in (scenario, scenario.at_stage(later)))
    for name, weight in due.items():
        rule = rulebook.rules[name]
        band, held = rule.band_at(later), rule.band_at(scenario.judged_at)
        weighs = today.get(name, 0) >= weight
        if band and not (weighs and held and BANDS.index(held) <= BANDS.index(band)):
            yield name, WEIGHS[weight]


def weights(findings: Findings) -> dict[str, int]:
    """Return how much each rule that stands or waits weighs."""
    found = dict.fromkeys(findings.waiting, 1) | dict.fromkeys(findings.presumed, 2)
    return found | dict.fromkeys(findings.stands, 3)


def check(scenario: Scenario, rulebook: Rulebook) -> None:
    said = Reasoner(rulebook).assess(scenario, private_notes=True)
    for topic in said.topics:
        assert topic.status == expected_status(topic.id, said, rulebook)
        of_topic = [a for a in said.answers if a.asked and a.topic == topic.id]
        assert topic.asked == len(of_topic)
        assert topic.known == sum(a.state in {"known", "not-applicable"} for a in of_topic)
    later = next_stage(scenario.judged_at)
    due = set(expected_due(scenario, rulebook, later)) if later else set()
    assert {(item.id, item.status) for item in said.due_next} == due
    statuses = [WEIGHS.index(item.status) for item in said.due_next]
    assert statuses == sorted(statuses, reverse=True)
    matters = [item.matters for item in said.find_out]
    assert matters == sorted(matters, reverse=True)
    assert len(said.find_out) == len(said.unknown) + len(said.not_asked)
    holding = {w.id for w in said.undecided if rulebook.rules[w.id].band_at(scenario.judged_at)}
    could = [w for w in said.undecided if w.id in holding] + [*said.verdict.waiting_on]
    asked_for = {one for waiting in could for one in waiting.open}
    that_matter = (item for item in said.find_out if item.matters)
    assert {OpenQuestion(question=m.question, partner=m.partner) for m in that_matter} <= asked_for
    named = {(a.question, a.partner): a.who_could_tell for a in said.answers}
    for item in said.find_out:
        usual = rulebook.questions[item.question].find_out
        assert (item.who, item.how) == (named[item.question, item.partner] or usual.who, usual.how)
    check_nothing_is_lost(scenario, said)


def check_nothing_is_lost(scenario: Scenario, said: Assessment) -> None:
    """Every answer and every note in the file stands in the assessment, and what a meeting set."""
    shown = {(a.question, a.partner): a.answer for a in said.answers}
    notes = {(n.question, n.partner, n.note) for n in said.notes}
    for partner in scenario.partners:
        for question, answer in partner.answers.items():
            assert shown[question, partner.name] == answer.answer
            assert answer.note is None or (question, partner.name, answer.note) in notes
    for question, given_answer in scenario.answers.items():
        if isinstance(given_answer, AnswerForEvery):
            told = {value for (name, _), value in shown.items() if name == question}
            assert given_answer.every in told
        else:
            assert shown[question, None] == given_answer.answer
        assert given_answer.note is None or (question, None, given_answer.note) in notes
    check_the_meeting(scenario, said)


def check_the_meeting(scenario: Scenario, said: Assessment) -> None:
    """What the meeting set stands with what it is about, else beside, each once."""
    agreed = [(step.id, step.owner, step.by) for step in said.steps if step.id in scenario.steps]
    agreed += [(besides.id, besides.owner, besides.by) for besides in said.agreed_besides]
    given_for = {step: (given.owner, given.by) for step, given in scenario.steps.items()}
    assert sorted(step for step, *_ in agreed) == sorted(given_for)
    assert all(given_for[step] == (owner, by) for step, owner, by in agreed)
    assert all({s.owner, s.by} == {None} for s in said.steps if s.id not in scenario.steps)
    late = [step.by < said.days_from for step in said.steps if step.by and said.days_from]
    assert late == [step.overdue for step in said.steps if step.by and said.days_from]
    findings = (*said.risks, *said.strengths)
    told = [(f.id, f.disagreement) for f in findings if f.disagreement is not None]
    told += [(besides.id, besides.because) for besides in said.disagreements_besides]
    assert sorted(told) == sorted(scenario.disagreements.items())
    days = [date.on for date in said.dates]
    assert days == sorted(days)
    assert sorted((d.on, d.what) for d in said.dates) == sorted(
        (d.on, d.what) for d in scenario.dates
    )
    assert said.room == scenario.room
    check_whom_to_ask(scenario, said)


def check_whom_to_ask(scenario: Scenario, said: Assessment) -> None:
    """Everyone who is named to ask stands with the answer that nobody knows."""
    told = {(a.question, a.partner): a.who_could_tell for a in said.answers}
    for question, given_answer in scenario.answers.items():
        if isinstance(given_answer, AnswerForEvery):
            named = {name for (of, _), name in told.items() if of == question}
            assert given_answer.who_could_tell in named
        else:
            assert told[question, None] == given_answer.who_could_tell
    for partner in scenario.partners:
        for question, answer in partner.answers.items():
            assert told[question, partner.name] == answer.who_could_tell


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_of_each_shipped_scenario_at_each_stage(name: str, stage: Stage) -> None:
    check(shipped_scenario(name).at_stage(stage), shipped_rulebook())


@examples(40)
@given(data=st.data())
def test_of_any_rulebook_and_scenario(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    check(data.draw(scenarios(rulebook)), rulebook)


def without_the_meeting(said: Assessment) -> Assessment:
    """Return the assessment without what is set for a step, and without disagreements."""
    unset = dict.fromkeys(
        ("owner", "by", "status", "note", "suggested_by", "papers_by", "too_late_for")
    ) | {"overdue": False}

    def agreed(finding: F) -> F:
        return finding.model_copy(update={"disagreement": None})

    return said.model_copy(
        update={
            "risks": tuple(map(agreed, said.risks)),
            "strengths": tuple(map(agreed, said.strengths)),
            "steps": tuple(step.model_copy(update=unset) for step in said.steps),
            "agreed_besides": (),
            "disagreements_besides": (),
        }
    )


@examples(100)
@given(data=st.data())
def test_what_a_meeting_sets_changes_nothing_else(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    reasoner = Reasoner(rulebook)
    before = without_the_meeting(reasoner.assess(scenario))
    rule = data.draw(st.sampled_from(sorted(rulebook.rules)))
    # One that is done or dropped is not shown, which is a change.
    step = data.draw(
        st.sampled_from(sorted(rulebook.steps)).filter(
            lambda step: step not in scenario.closed_steps
        )
    )
    agreed = StepAgreement(owner="Mrs Patel", by=data.draw(st.dates()))
    disputed = scenario.with_disagreement(rule, data.draw(st.sampled_from(["not so", None])))
    for changed in (disputed, disputed.with_step(step, data.draw(st.sampled_from([agreed, None])))):
        said = reasoner.assess(changed)
        check_the_meeting(changed, said)
        assert without_the_meeting(said) == before


@pytest.mark.parametrize(
    ("reach", "pupils_meet"),
    [("adults-meet", False), ("pupils-meet", True), ("unknown", True), (None, True)],
)
def test_pupils_matters_are_named_unless_only_adults_meet(
    reach: str | None, pupils_meet: bool
) -> None:
    answers = {} if reach is None else {"reach": {"answer": reach}}
    partners = ({"name": "Oak"}, {"name": "Elm"})
    scenario = Scenario.model_validate(
        {"partnership": "Both", "kind": "cluster", "partners": partners, "answers": answers}
    )
    said = Reasoner(shipped_rulebook()).assess(scenario)
    assert ("safeguarding" in {item.id for item in said.not_covered}) is pupils_meet


def test_private_notes_are_left_out_and_counted() -> None:
    scenario = shipped_scenario("trustees-not-told")
    own = [answer for partner in scenario.partners for answer in partner.answers.values()]
    private = [
        answer.note
        for answer in (*scenario.answers.values(), *own)
        if answer.note is not None and answer.visibility == "private"
    ]
    assert private
    said = Reasoner(shipped_rulebook()).assess(scenario)
    assert said.private_notes_left_out == len(private)
    assert all(note not in said.model_dump_json() for note in private)
    shown = Reasoner(shipped_rulebook()).assess(scenario, private_notes=True)
    assert shown.private_notes_left_out == 0
    assert all(note in {n.note for n in shown.notes} for note in private)


def test_a_step_that_another_answer_raised_names_who_lacks_what_it_brings() -> None:
    scenario = shipped_scenario("running-for-years")
    leaving, *_ = scenario.partners
    no_note = Answer(answer="leaving-no-note")
    scenario = scenario.with_answer("if-head-leaves", no_note, leaving.name)
    scenario = scenario.with_answer("governing-body", None, leaving.name)
    step = Reasoner(shipped_rulebook()).assess(scenario).step("ask-the-board")
    assert step is not None
    assert "head-leaving-no-note" in step.for_
    assert step.at == (leaving.name,)
