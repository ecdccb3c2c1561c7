"""What is saved reads back equal, and a hand-written file keeps its comments and its order."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.earlier import earlier_after
from advisor.scenario.facts import StepAgreement, dates_after
from advisor.scenario.load_scenario import parse_scenario
from advisor.scenario.saving import saved
from advisor.scenario.scenario import Scenario
from tests.report.hostile import awkward_texts, hostile_scenarios
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def read(text: str) -> Scenario:
    return parse_scenario(text.encode(), "saved", shipped_rulebook())


def text_of(name: str) -> str:
    return (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")


def with_edition(text: str) -> str:
    """Return the text of a file with the line that each saved file carries."""
    return text if "\nedition: 2\n" in text else text.replace("\npart", "\nedition: 2\npart", 1)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_file_in_which_nothing_changed_stays_as_it_is(name: str) -> None:
    assert saved(shipped_scenario(name), text_of(name)) == with_edition(text_of(name))


@examples(30)
@given(data=st.data(), name=st.sampled_from(SCENARIO_NAMES), note=awkward_texts)
def test_a_changed_file_reads_back_equal_and_keeps_the_rest(
    data: st.DataObject, name: str, note: str
) -> None:
    rulebook, scenario, text = shipped_rulebook(), shipped_scenario(name), text_of(name)
    question = data.draw(st.sampled_from(sorted(rulebook.questions.values(), key=lambda q: q.id)))
    answer = Answer(answer=data.draw(st.sampled_from(["unknown", *question.order])), note=note)
    if question.once:
        changed = scenario.with_answer(question.id, answer)
    elif data.draw(st.booleans()):
        shared = AnswerForEvery(every=answer.answer, note=note)
        changed = scenario.with_answer(question.id, shared)
    else:
        partner = data.draw(st.sampled_from([p.name for p in scenario.partners]))
        changed = scenario.with_answer(question.id, answer, partner)
    written = saved(changed, text)
    assert read(written) == changed
    for comment in re.findall(r"^#.*$", text, re.MULTILINE):
        assert comment in written
    others = [line for line in text.splitlines() if f" {question.id}:" not in line]
    kept = [line for line in others if line in written.splitlines()]
    assert len(kept) >= len(others) - 4


SPACED = """\
# Written in a hurry.
partnership: "Elm   and Oak"
kind: cluster
dates:
  - on: 2026-06-27
    what: "the boards   meet" # both of them
partners:
  - name: " Elm"  # the larger one
    answers:
      head-backing:
        answer: said-yes
        # In her own words.
        said_by: "the  head"
        note: |
          first

          second
  - name: >
      Oak
      Primary
steps:
  ask-the-board: {owner: "the  clerk"} # she offered
disagreements:
  board-not-behind: |
    We asked.
    They said yes.
"""


def test_spare_white_space_in_a_file_is_read_as_none_and_left_as_it_is() -> None:
    scenario = read(SPACED)
    assert scenario.partnership == "Elm and Oak"
    assert [partner.name for partner in scenario.partners] == ["Elm", "Oak Primary"]
    assert scenario.partners[0].answers["head-backing"].said_by == "the head"
    assert saved(scenario, SPACED) == with_edition(SPACED)


def test_a_line_end_in_a_note_or_a_disagreement_is_a_change() -> None:
    scenario = read(SPACED)
    noted = Answer(answer="said-yes", said_by="the head", note="first second")
    changed = scenario.with_answer("head-backing", noted, "Elm")
    changed = changed.with_disagreement("board-not-behind", "We asked. They said yes.")
    assert read(saved(changed, SPACED)) == changed


def test_a_disagreement_is_cleaned_as_it_is_taken() -> None:
    scenario = shipped_scenario("ready-to-sign").with_disagreement(
        "board-not-behind", "a\x1bb\r\nc"
    )
    assert scenario.disagreements["board-not-behind"] == "ab\nc"


def test_a_day_that_stands_in_two_places_is_written_twice() -> None:
    day = dt.date(2026, 6, 27)
    agreed = shipped_scenario("ready-to-sign").with_step("ask-the-board", StepAgreement(by=day))
    twice = agreed.with_step("name-a-deputy", StepAgreement(by=day))
    assert read(saved(twice)) == twice


@examples(30)
@given(scenario=hostile_scenarios())
def test_any_text_reads_back_equal(scenario: Scenario) -> None:
    assert read(saved(scenario)) == scenario


@examples(30)
@given(data=st.data())
def test_any_scenario_reads_back_equal(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    written = saved(scenario)
    assert parse_scenario(written.encode(), "saved", rulebook) == scenario
    assert saved(scenario, written) == written


@examples(30)
@given(data=st.data())
def test_a_scenario_saved_over_another_reads_back_equal(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    before, after = data.draw(scenarios(rulebook)), data.draw(scenarios(rulebook))
    written = saved(after, saved(before))
    assert parse_scenario(written.encode(), "saved", rulebook) == after


def test_key_dates_follow_a_partner_to_its_new_name() -> None:
    dates = shipped_scenario("trustees-not-told").dates
    before = ["Priory Road School", "Moorfield Academy", "Fernhill House"]
    renamed = dates_after(dates, before, ["Priory Road", *before[1:]])
    assert [date.partner for date in renamed] == ["Priory Road", "Moorfield Academy"]
    assert [date.partner for date in dates_after(dates, before, before[1:])] == [
        None,
        "Moorfield Academy",
    ]


def test_an_earlier_entry_follows_a_partner_that_is_renamed() -> None:
    text = """\
edition: 2
partnership: P
kind: cluster
partners:
  - name: Ash
  - name: Oak
earlier:
  - question: gone-one  # from the first meeting
    partner: Ash
    asked: Was it so?
    answer: It was.
  - {question: gone-two, asked: When?, answer: Late.}
"""
    before = parse_scenario(text.encode(), "p.yaml", shipped_rulebook())
    partners = (before.partners[0].model_copy(update={"name": "Ash Vale"}), before.partners[1])
    earlier = earlier_after(before.earlier, ["Ash", "Oak"], ["Ash Vale", "Oak"])
    after = before.with_facts(partners=partners, earlier=earlier)
    written = saved(after, text)
    assert written == text.replace("Ash", "Ash Vale")
    assert parse_scenario(written.encode(), "p.yaml", shipped_rulebook()) == after
