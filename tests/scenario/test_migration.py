"""What an older file says moves to the current names, says no more, and is never lost."""

import json
import random
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.files.faults import Faults
from advisor.rulebook.change_references import change_faults
from advisor.rulebook.changes import (
    ASK_AGAIN,
    Changes,
    FormerLevel,
    FormerNumber,
    FormerQuestion,
    FormerRule,
    FormerStep,
)
from advisor.rulebook.condition_references import Names
from advisor.rulebook.question import Level, Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import Opened, open_scenario
from advisor.scenario.saving import saved, scenario_json
from advisor.scenario.scenario import Scenario
from tests.scenario.carried import assert_nothing_is_lost
from tests.small import small_rulebook
from tests.strategies import changed, examples, files

T = TypeVar("T")

SMALL = small_rulebook()
OLD = """\
# yaml-language-server: $schema=schema.json
# Written in spring.
partnership: Elm and Oak
kind: cluster
partners:
  # the first
  - name: Elm
    answers:
      heads-agree: "no" # on the phone
      # asked in May
      senior-team: told
  - name: Oak
    answers:
      heads-agree:
        answer: cold
        note: She has other plans.
        visibility: private # please
  - name: Ash
answers:
  Dates_known: {answer: before-all, note: as ever} # in the hall
  # from the letter
  months-funded: 7
  heads-agree: {every: "no", said_by: a governor}
disagreements:
  # all of us
  heads-far-apart: They met since.
  weather: We have tents.
"""
NEW = """\
# yaml-language-server: $schema=schema.json
# Written in spring.
edition: 2
partnership: Elm and Oak
kind: cluster
partners:
  # the first
  - name: Elm
    answers:
      head-backing: "refused" # on the phone
      # asked in May
      senior-team: told
  - name: Oak
    # please
  - name: Ash
    answers:
      head-backing:
        answer: refused
        said_by: a governor
answers:
  dates-fixed: {answer: before-all, note: as ever} # in the hall
  # from the letter
  months-funded: 7
disagreements:
  # all of us
  heads-differ: They met since.
  teams-not-told: They met since.
earlier:
  - question: heads-agree
    partner: Oak
    asked: Does the head back it?
    answer: The head has not made up their mind.
    note: She has other plans.
    visibility: private
  - rule: weather
    asked: It may rain
    note: We have tents.
"""


def opened(text: str, rulebook: Rulebook = SMALL) -> Opened:
    return open_scenario(text.encode(), "old.yaml", rulebook)


def test_a_file_of_before_is_read_and_saved_under_the_names_of_now() -> None:
    found = opened(OLD)
    assert saved(found.scenario, OLD, SMALL.changes.successors) == NEW
    again = opened(NEW)
    assert again == Opened(found.scenario, again.document)
    assert saved(again.scenario, NEW, SMALL.changes.successors) == NEW
    assert [str(remark) for remark in found.remarks] == [
        "old.yaml:20: dates-known: is now dates-fixed; saving the file writes it so",
        "old.yaml:9: heads-agree: is now head-backing; saving the file writes it so",
        "old.yaml:14: heads-agree: this question has changed; answer it again, for the old answer "
        "is kept as a note under earlier, and counts for nothing",
        "old.yaml:18: heads-agree: is now head-backing; saving the file writes it so",
        "old.yaml:26: heads-far-apart: is now heads-differ, teams-not-told; saving the file writes "
        "it so",
        "old.yaml:27: weather: is gone; what was said is kept under earlier",
    ]


def test_what_is_answered_under_its_name_of_now_is_not_to_be_asked_again() -> None:
    said = "\n  - name: Oak\n    answers: {heads-agree: cold}\n"
    now = "\n  - name: Oak\n    answers: {heads-agree: cold, head-backing: said-yes}\n"
    file = "partnership: P\nkind: cluster\npartners:\n  - name: Elm" + said
    (asked,) = opened(file).moved
    assert asked.is_to_ask
    (answered,) = opened(file.replace(said, now)).moved
    assert answered.is_kept
    assert not answered.is_to_ask
    assert "is answered already" in answered.says


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"no" # on', '"non" # on', ':9: "heads-agree" is gone, and this was no answer to it; it'),
        ("answer: cold", "answer: [cold]", ':14: "heads-agree" is gone, and this was no an'),
        ("She has other plans.", "2", ':16: "note": expected text, found the number 2'),
        ("note: as ever", "note: 3", ':20: dates-fixed: "note": expected text, found the number 3'),
        ('{every: "no"', '{evry: "no"', ':23: heads-agree: unknown key "evry"; did you mean "e'),
        ("weather: We have tents.", "weather: [a]", ':27: "note": expected text, found a list'),
        ('{every: "no"', '{answer: cold, every: "no"', ':23: "heads-agree" is gone, and this'),
        ("note: as ever", "reason: as ever", ":20: dates-fixed: a reason goes with not-applic"),
        ("disagreements:", "earlier: {}\ndisagreements:", ':24: "earlier": expected a list, f'),
        ("partnership: Elm and", "edition: {2: 2}\npartnership: Elm and", ':3: "edition" is no'),
    ],
)
def test_one_slip_in_an_old_file_is_told_at_its_line(old: str, new: str, expected: str) -> None:
    with pytest.raises(Faults) as error:
        opened(OLD.replace(old, new))
    (fault,) = error.value.faults
    assert str(fault).startswith(f"old.yaml{expected}")


class Change:
    """A random change of the small rulebook, and what that has become."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.questions: dict[str, Question] = {}
        self.former: dict[str, FormerQuestion] = {}
        for question in self._shuffled(SMALL.questions.values()):
            chance.choice([self._keep, self._rename, self._split, self._thin])(question)
        rules, former_rules = self._parts(SMALL.rules, FormerRule, "rule")
        steps, former_steps = self._parts(SMALL.steps, FormerStep, "step")
        changes = Changes(questions=self.former, rules=former_rules, steps=former_steps)
        now = {"questions": self.questions, "rules": rules, "steps": steps, "changes": changes}
        self.rulebook = changed(SMALL, **now)

    def _shuffled(self, items: Iterable[T]) -> list[T]:
        return self.chance.sample(found := list(items), len(found))

    def _keep(self, question: Question) -> None:
        levels = tuple(self._shuffled(question.levels))
        self.questions[question.id] = changed(question, levels=levels)

    def _rename(self, question: Question) -> None:
        new, number, levels = f"new-{question.id}", question.number, {}
        self.questions[new] = changed(question, id=new)
        if number is None:
            self._note(question, becomes=new)
            return
        levels = {
            level.id: FormerLevel(said=level.says, becomes={new: level.id})
            for level in question.choices
        }
        former = FormerNumber(unit=number.unit, becomes=new, ask_again=(3,))
        self._note(question, number=former, levels=levels)

    def _split(self, question: Question) -> None:
        """Ask two questions, one or none in its place, or one that others have become as well."""
        others = [q.id for q in self.questions.values() if q.id[:5] == "part-"]
        joined = [name for name in others if self.questions[name].of == question.of]
        parts = [f"part-{len(self.questions)}-{n}" for n in range(self.chance.randint(0, 2))]
        for part in parts:
            levels = tuple(Level(id=f"l{n}", label=f"l{n}", says=f"{part} {n}.") for n in range(3))
            now = {"id": part, "levels": levels, "number": None, "may_not_apply": ()}
            self.questions[part] = changed(question, **now, better="neither")
        former = {}
        for level in question.choices:
            some = [part for part in (*parts, *joined[:1]) if self.chance.random() < 0.7]
            becomes = {part: self.chance.choice(self.questions[part].order) for part in some}
            former[level.id] = FormerLevel(said=level.says, becomes=becomes or ASK_AGAIN)
        number = question.number and FormerNumber(unit="months", becomes=ASK_AGAIN)
        self._note(question, levels=former, number=number)

    def _thin(self, question: Question) -> None:
        """Take a level away, which may say the same as another."""
        if not question.levels:
            self._keep(question)
            return
        gone, *kept = self._shuffled(question.levels)
        becomes = {question.id: kept[0].id} if self.chance.random() < 0.5 else {}
        self.questions[question.id] = changed(question, levels=tuple(kept))
        former = FormerLevel(said=gone.says, becomes=becomes or ASK_AGAIN)
        self._note(question, levels={gone.id: former})

    def _note(self, question: Question, **became: Any) -> None:
        self.former[question.id] = FormerQuestion(
            question=question.id, asks=question.asks, of=question.of, reason="So.", **became
        )

    def _parts(self, parts: Mapping[str, Any], former: Any, sort: str) -> tuple[Any, Any]:
        now, gone = {}, {}
        for name, part in parts.items():
            if self.chance.random() < 0.4:
                now[name] = part
                continue
            new = tuple(f"{name}-{n}" for n in range(self.chance.randint(0, 2)))
            now |= {one: changed(part, id=one) for one in new}
            gone[name] = former(**{sort: name}, said=name, becomes=new or "none", reason="So.")
        return now, gone


def answered_too(file: dict[str, Any], change: Change) -> None:
    """Answer some of the current questions as well, as somebody may who has read of them."""
    for name in change.questions.keys() - SMALL.questions.keys():
        question = change.questions[name]
        if change.chance.random() < 0.3:
            level = change.chance.choice(question.order)
            file["answers"][name] = level if question.once else {"every": level}


def noted(file: dict[str, Any]) -> list[str]:
    """Give each note a text of its own, and return the texts."""
    notes: list[str] = []
    for part in (file, *file["partners"]):
        for said in part["answers"].values():
            if isinstance(said, dict):
                notes.append(f"note {len(notes)} ends")
                said["note"] = notes[-1]
    return [*notes, *file["disagreements"].values()]


@examples(1000, least=400)
@given(file=files(SMALL), seed=st.integers(0, 2**32))
def test_no_answer_and_no_note_is_lost_and_none_says_more(file: dict[str, Any], seed: int) -> None:
    change, notes = Change(random.Random(seed)), noted(file)  # noqa: S311
    models = {("question", name): question for name, question in change.questions.items()}
    names = Names(models, {"question": frozenset(change.questions)}, None, None)
    assert not [*chain.from_iterable(change_faults(one, names) for one in change.former.values())]
    answered_too(file, change)
    old, new = Scenario.model_validate(file), opened(json.dumps(file), change.rulebook).scenario
    again = opened(saved(new), change.rulebook)
    assert again == Opened(new, again.document)
    assert all(note in scenario_json(new) for note in notes)
    assert_nothing_is_lost(old, new, change.rulebook)
