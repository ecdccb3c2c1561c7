"""What an assessment says beside the verdict, read once more directly from rulebook and answers."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.assess import Reasoner
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.engine import Engine
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES, Stage, next_stage
from advisor.scenario.scenario import AnswerForEvery, Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

GATES = {"not-ready", "foundations-first"}


def expected_status(topic: str, said: Assessment, rulebook: Rulebook) -> str:
    """Return the first status that fits, as the design lists them."""
    risks = [risk for risk in said.risks if risk.topic == topic]
    if any(risk.severity == "high" or risk.holds_at in GATES for risk in risks):
        return "at-risk"
    if risks:
        return "watch"
    answers = [a for a in said.answers if a.asked and rulebook.questions[a.question].topic == topic]
    if all(answer.state == "not-asked" for answer in answers):
        return "not-asked"
    undecided = (rulebook.rules[waiting.id] for waiting in said.undecided)
    unclear = any(rule.kind == "risk" and rule.topic == topic for rule in undecided)
    return "unclear" if unclear else "sound"


def expected_due(scenario: Scenario, rulebook: Rulebook, later: Stage) -> Iterator[tuple[str, str]]:
    """Yield what holds lower at the next stage than today, as experta finds it at both."""
    today = Engine(rulebook, scenario.kinds, scenario.judged_at).find(scenario)
    due = Engine(rulebook, scenario.kinds, later).find(scenario.moved_to(later))
    for status, ids in (("stands", due.stands), ("undecided", due.undecided)):
        for rule in (rulebook.rules[name] for name in ids):
            band, held = rule.band_at(later), rule.band_at(scenario.judged_at)
            weighs = rule.id in today.stands or (
                status == "undecided" and rule.id in today.undecided
            )
            if band and not (weighs and held and BANDS.index(held) <= BANDS.index(band)):
                yield rule.id, status


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
    statuses = [item.status for item in said.due_next]
    assert statuses == sorted(statuses)
    matters = [item.matters for item in said.find_out]
    assert matters == sorted(matters, reverse=True)
    assert len(said.find_out) == len(said.unknown) + len(said.not_asked)
    asked_for = {q for waiting in said.verdict.waiting_on for q in waiting.asks}
    assert {item.question for item in said.find_out if item.matters} <= asked_for
    check_nothing_is_lost(scenario, said)


def check_nothing_is_lost(scenario: Scenario, said: Assessment) -> None:
    """Every answer and every note in the file stands in the assessment."""
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


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_of_each_shipped_scenario_at_each_stage(name: str, stage: Stage) -> None:
    check(shipped_scenario(name).moved_to(stage), shipped_rulebook())


@examples(40)
@given(data=st.data())
def test_of_any_rulebook_and_scenario(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    check(data.draw(scenarios(rulebook)), rulebook)


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
