"""A file may spell words and levels a little otherwise, and is saved without losing a comment."""

from advisor.scenario.loading import parse_scenario
from advisor.scenario.saving import saved
from advisor.scenario.scenario import Answer
from tests.shipped import shipped_rulebook

WORDS = {
    "cluster": "Clu\u200bster",
    "agreeing": "AGREEING",
    "with-partners": "with_partners",
    "independent": "Independent",
    "lead": "LEAD",
    "others": "Others",
    "boards-agreed": "Boards_agreed",
    "said-no": "said no",
    "unknown": "Unkn\xadown",
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
    answers: {head-backing: said-no}
  - name: Elm
answers:
  mandate: {answer: boards-agreed, note: Unknown}  # in May
  values-compared: unknown
"""


def test_words_and_levels_are_read_however_they_are_spelt() -> None:
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
