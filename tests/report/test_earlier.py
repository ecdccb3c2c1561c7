"""What a file says under names that are gone is shown as a note, by the rules of notes."""

import pytest

from advisor.reasoning.reasoner import Reasoner
from advisor.report.page import page_of
from advisor.report.writers.markdown import markdown
from advisor.scenario.load_scenario import parse_scenario
from tests.small import small_rulebook

OLD = b"""\
partnership: Elm and Oak
kind: cluster
partners:
  - name: Elm Primary School
    answers:
      heads-agree: {answer: cold, note: She has other plans., visibility: private}
  - name: Oak
answers:
  dates-known: {answer: late, note: "As ever,\\nreally", said_by: the head}
disagreements: {weather: We have tents.}
"""


@pytest.mark.parametrize("private", [False, True])
def test_what_was_asked_earlier_is_shown_as_a_note(*, private: bool) -> None:
    rulebook = small_rulebook()
    scenario = parse_scenario(OLD, "old.yaml", rulebook)
    found = Reasoner(rulebook).assess(scenario, private_notes=private)
    assert found.private_notes_left_out == (0 if private else 1)
    full = markdown(page_of(found, rulebook, "full"))
    _, _, after = full.partition("## Asked earlier")
    shown = after.partition("## ")[0]
    assert [line for line in shown.splitlines() if line.startswith("- ")] == [
        "- When are the dates of the sessions known? Answer: They are set late. Said by: the head. "
        'Note: "As ever, really"',
        "- Does the head back it? Elm Primary School: Answer: The head has not made up their mind."
        + (' Note: "She has other plans." (private)' if private else ""),
        '- You disagreed: It may rain. Note: "We have tents."',
    ]
    brief = markdown(page_of(found, rulebook, "brief"))
    assert not any(text in brief for text in ("plans", "As ever", "tents"))


def test_a_question_is_printed_once_for_all_partners() -> None:
    rulebook = small_rulebook()
    both = OLD.replace(b"- name: Oak", b"- name: Oak\n    answers: {heads-agree: cold}")
    found = Reasoner(rulebook).assess(parse_scenario(both, "old.yaml", rulebook))
    full = markdown(page_of(found, rulebook, "full")).partition("## Asked earlier")[2]
    says = "Answer: The head has not made up their mind."
    assert f"- Does the head back it? Elm Primary School: {says} Oak: {says}\n" in full
