"""Files of the first edition open, say what they said, and are judged as they were or by less."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from advisor.batch.tables.answer_cells import CellFault, answer_cells
from advisor.files.faults import Faults
from advisor.files.strict_yaml import parse_yaml
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.vocabulary import BANDS
from advisor.scenario.answer_conversion import converted
from advisor.scenario.load_scenario import Opened, open_scenario, parse_scenario
from advisor.scenario.saving import saved, scenario_json
from advisor.scenario.scenario import Scenario
from tests.scenario.carried import assert_nothing_is_lost
from tests.shipped import shipped_rulebook

FOLDER = Path(__file__).parent / "first_edition"
WORDS: Mapping[str, Mapping[str, Any]] = json.loads((FOLDER / "words.json").read_text("utf-8"))
"""What the questions, rules, steps and concerns of the first edition said."""
PARTNERSHIPS = [
    json.loads(line) for line in (FOLDER / "partnerships.jsonl").read_text("utf-8").splitlines()
]
"""The partnerships shipped with the first edition, and some made at random: name, band, file."""


def notes(value: object) -> Iterator[str]:
    """Yield each text that a person wrote into a file."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key in {"note", "said_by", "who_could_tell", "owner"}:
                yield held
            yield from notes(held.values() if key == "disagreements" else held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from notes(held)


@pytest.mark.parametrize("one", PARTNERSHIPS, ids=lambda one: one["name"])
def test_a_file_of_the_first_edition_opens_and_says_no_more_than_it_said(one: Any) -> None:
    rulebook, text = shipped_rulebook(), json.dumps(one["file"])
    opened = open_scenario(text.encode(), one["name"], rulebook)
    before = Scenario.model_validate(parse_yaml(text.encode(), one["name"]).value)
    assert_nothing_is_lost(before, opened.scenario, rulebook)
    written = scenario_json(opened.scenario)
    assert all(json.dumps(note, ensure_ascii=False)[1:-1] in written for note in notes(one["file"]))
    again = open_scenario(saved(opened.scenario).encode(), one["name"], rulebook)
    assert again == Opened(opened.scenario, again.document)


def test_an_old_verdict_is_still_one_that_open_questions_can_lead_to() -> None:
    """What was answered moves no verdict: only what is not answered by now can."""
    rulebook, moved = shipped_rulebook(), []
    reasoner = Reasoner(rulebook)
    for one in PARTNERSHIPS:
        scenario = parse_scenario(json.dumps(one["file"]).encode(), one["name"], rulebook)
        verdict = reasoner.assess(scenario).verdict
        low, high = BANDS.index(verdict.worst), BANDS.index(verdict.best)
        if not low <= BANDS.index(one["band"]) <= high:
            moved.append(f"{one['name']}: {one['band']}, now {verdict.worst} to {verdict.best}")
    assert moved == []


def test_a_reason_not_to_answer_can_become_a_level() -> None:
    """In a file as in a table."""
    rulebook, name = shipped_rulebook(), "specialist-cover"
    said = {"answer": "not-applicable", "reason": "staff work only", "note": "Only we meet."}
    file = PARTNERSHIPS[0]["file"] | {"answers": {name: said}}
    scenario = parse_scenario(json.dumps(file).encode(), "old", rulebook)
    answer = scenario.answer_once(name)
    assert answer is not None
    assert (answer.answer, answer.reason) == ("none-needed", None)
    assert answer.note == "Only we meet."
    read = answer_cells(name, rulebook).answer("Not applicable: staff work only")
    assert read is not None
    assert read.answer == "none-needed"


def test_what_is_gone_is_listed_with_the_words_that_it_had() -> None:
    rulebook, missing = shipped_rulebook(), []
    for sort in ("rules", "steps", "concerns"):
        former = getattr(rulebook.changes, sort)
        for name, said in WORDS[sort].items():
            if name not in getattr(rulebook, sort) and (
                name not in former or former[name].said != said
            ):
                missing.append(f"{sort}: {name}: {said}")
    for name, words in WORDS["questions"].items():
        there, change = rulebook.questions.get(name), rulebook.changes.questions.get(name)
        of = there.of if there else change.of if change else None
        if (of if of == "once" else list(of or ())) != words["of"]:
            missing.append(f"{name}: is gone or asked of others; was of {words['of']}")
            continue
        if there is None and change is not None:
            flags = (change.asks, change.about_a_person, change.delicate)
            if flags != (words["asks"], "about_a_person" in words, "delicate" in words):
                missing.append(f"{name}: {words['asks']}")
        levels = change.levels if change else {}
        heir = there or rulebook.questions.get(change.becomes or "" if change else "")
        for level, (label, said) in words["levels"].items():
            former = levels.get(level)
            if former is None and (heir is None or level not in heir.order):
                missing.append(f"{name}: {level}: {label}: {said}")
            elif former is not None and (former.said, former.label or label) != (said, label):
                missing.append(f"{name}: {level} said: {said}")
        known = {*(heir.may_not_apply if heir else ()), *(change.reasons if change else ())}
        missing += [
            f"{name}: {reason}"
            for reason in words.get("reasons", ())
            if heir and reason not in known
        ]
    assert missing == []


def became(name: str, level: str) -> Mapping[str, Any]:
    """Return the current answers that an old level becomes."""
    found = converted(name, {"answer": level}, shipped_rulebook())
    return {name: {"answer": level}} if found is None else found


@pytest.mark.parametrize("name", WORDS["questions"])
def test_an_old_cell_names_the_level_that_it_named(name: str) -> None:
    """Where a number could mean another level now, it is refused."""
    cells, question = answer_cells(name, shipped_rulebook()), WORDS["questions"][name]
    for number, (level, forms) in enumerate(question["levels"].items(), 1):
        for form in (level, *forms):
            answer = cells.answer(form)
            assert answer is not None
            assert became(name, str(answer.answer)) == became(name, level)
        if "unit" not in question:
            with contextlib.suppress(CellFault):
                answer = cells.answer(str(number))
                assert answer is not None
                assert became(name, str(answer.answer)) == became(name, level)


@pytest.mark.parametrize("number", ["9" * 5000, ".nan", ".inf", "true"])
def test_no_number_is_kept_that_could_not_be_saved(number: str) -> None:
    text = "partnership: P\nkind: cluster\npartners: [{name: X}, {name: Y}]\n"
    text += f"answers: {{weeks-notice: {number}}}"
    with pytest.raises(Faults) as error:
        open_scenario(text.encode(), "old.yaml", shipped_rulebook())
    assert '"weeks-notice" is gone, and this was no answer to it' in str(error.value.faults[0])
