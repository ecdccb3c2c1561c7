"""A file may spell ids, words and levels otherwise, and is saved without losing a comment."""

import pytest

from advisor.files.faults import Fault, Faults
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import parse_scenario
from advisor.scenario.saving import saved
from tests.shipped import shipped_rulebook

WORDS = {
    "cluster": "Clu\u200bster",
    "agreeing": "AGREEING",
    "with-partners": "with_partners",
    "independent": "Independent",
    "lead": "LEAD",
    "others": "Others",
    "draft-read": "Draft_read",
    "said-no": "said no",
    "unknown": "Unkn\xadown",
    "values-compared": "Values_compared",
    "head-backing": "head_backing",
}
TEXT = """
partnership: Oak Club  # keeps its capitals
kind: cluster  # ours
stage: agreeing
room: with-partners
partners:
  - name: Cluster  # a name is no word of a list
    sector: independent
    role: lead
    answers_from: others
    answers: { head-backing: said-no}
  - name: Elm
answers:
  agreement: {answer: draft-read, note: Unknown}  # in May
  values-compared: unknown
"""


def test_ids_words_and_levels_are_read_however_they_are_spelt() -> None:
    text = TEXT
    for word, spelt in WORDS.items():
        text = text.replace(f" {word}", f" {spelt}")
    assert all(spelt in text for spelt in WORDS.values())
    expected = parse_scenario(TEXT.encode(), "f", shipped_rulebook())
    found = parse_scenario(text.encode(), "f", shipped_rulebook())
    assert found == expected
    changed = found.with_answer("reach", Answer(answer="unknown"))
    written = saved(changed, text)
    assert parse_scenario(written.encode(), "f", shipped_rulebook()) == changed
    assert written.count("#") == TEXT.count("#")


def test_a_fault_of_an_id_spelt_otherwise_is_on_its_line() -> None:
    text = TEXT.replace("values-compared: unknown", "values_compared: nowhere")
    assert [fault.line for fault in faults_of(text)] == [text.splitlines().index(LAST) + 1]


def test_two_spellings_of_one_id_are_no_answer_to_it() -> None:
    for other in ("values-compared: not-done", "VALUES-COMPARED: not-done"):
        text = TEXT.replace("values-compared", "values_compared") + f"  {other}\n"
        assert faults_of(text)


LAST = "  values_compared: nowhere"


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as error:
        parse_scenario(text.encode(), "f", shipped_rulebook())
    return error.value.faults
