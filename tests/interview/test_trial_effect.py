"""What a what-if begins with, what it says that it moves, and how it is kept."""

from pathlib import Path

from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.state.trial_effect import said, trial_effect, what_decides
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from tests.interview.rooms import room_with
from tests.shipped import shipped_rulebook

_SHIPPED = Path(__file__).parents[2] / "scenarios"


def _room(name: str) -> Room:
    return room_with(Session(load_scenario(_SHIPPED / f"{name}.yaml", shipped_rulebook())))


def _try(room: Room, question: str, level: str, *partners: str) -> tuple[str, tuple[str, ...]]:
    """Try an answer out, and return what is said about it."""
    for partner in partners or (None,):
        room.change(room.current.answer(question, Answer(answer=level), partner))
    sentence, moved = trial_effect(room.rulebook, room.before_trial, room.current)
    return sentence, tuple(f"{how}: {text}" for how, text in moved)


def test_one_sentence_says_what_moved() -> None:
    room = _room("keen-heads-no-time")
    room.try_out()
    stays = "The advice stays [=] START SMALL"
    schools = [partner.name for partner in room.current.scenario.partners]
    sentence, moved = _try(room, "governing-body", "minuted", *schools)
    assert sentence.startswith(
        f"{stays}: two concerns go, none comes. Still needed: staff in every"
    )
    assert sentence.endswith("; and 1 more.")
    assert moved[0] == "goes: Not every board has agreed to it"
    assert len([text for text in moved if "in your favour" not in text]) == 2
    sentence, moved = _try(room, "values-compared", "clash-standing")
    assert sentence.startswith(
        "[x] STOP AND RETHINK instead of [=] START SMALL: two concerns go, one comes. Still needed:"
    )
    assert "comes: The schools, or people who work together, are at odds" in moved


def test_nothing_moved_is_said_as_such() -> None:
    room = _room("keen-heads-no-time")
    room.try_out()
    sentence, moved = trial_effect(room.rulebook, room.before_trial, room.current)
    assert sentence == "The advice is [=] START SMALL. Change an answer, and see what moves."
    assert moved == ()
    sentence, _ = _try(room, "organiser-named", "agreed-and-known")
    assert sentence == "The advice stays [=] START SMALL, and no concern goes or comes."


def test_a_concern_that_stays_and_weighs_less_or_more_is_said_to() -> None:
    room = _room("keen-heads-no-time")
    room.try_out()
    schools = [partner.name for partner in room.current.scenario.partners]
    sentence, moved = _try(room, "governing-body", "not-told", *schools)
    assert sentence == (
        "[!] FOUNDATIONS FIRST instead of [=] START SMALL: one concern now decides. "
        "Still needed: every board has minuted a yes and answered any doubts."
    )
    assert moved == ("now decides: Not every board has agreed to it",)
    room.end_trial()
    room.try_out()
    sentence, moved = _try(room, "teachers-asked", "no-offer", *schools)
    stays = "The advice stays [=] START SMALL: one concern no longer limits. Still needed: "
    assert sentence.startswith(stays)
    assert moved == ("no longer limits: Staff have not been properly told, asked or consulted",)
    # A closed answer behind a condition keeps it hidden.
    sentence, _ = _try(room, "head-backing", "not-asked", *schools)
    assert sentence.endswith("Still needed: a delicate answer (SMT buy-in and other backing).")


def test_a_what_if_begins_with_what_could_be_better_behind_what_limits() -> None:
    room = _room("keen-heads-no-time")
    rulebook, assessment = room.rulebook, room.adviser.assess(room.current.scenario)
    groups = what_decides(assessment, rulebook)
    limiting = [concern.title for concern in assessment.concerns if concern.holds_at]
    assert [title for title in groups if title in limiting] == list(groups)[: len(groups) - 1]
    assert next(iter(groups)) == limiting[0]
    questions = [question for places in groups.values() for question, _ in places]
    assert len(questions) == len(set(questions))
    # Covered for a year or more is the best answer there is.
    assert "months-covered" not in questions
    matter = {item.question for item in assessment.find_out if item.matters}
    assert matter <= set(questions)


def test_answers_that_differ_are_told_apart_by_school() -> None:
    room = _room("keen-heads-no-time")
    questions = room.rulebook.questions
    assert said(questions["school-commits"], room.current) == "goodwill only"
    told = said(questions["governing-body"], room.current)
    assert told.startswith("Millbrook, Hillside and Quarry Lane: ")
    assert "; Riverside: " in told


def test_what_is_kept_is_the_answer_and_one_undo_takes_it_back() -> None:
    room = _room("keen-heads-no-time")
    before = room.current.scenario
    room.try_out()
    _try(room, "organiser-named", "agreed-and-known")
    _try(room, "values-compared", "not-done")
    tried = room.current.scenario
    assert room.session is not None
    assert room.session.scenario == before
    room.keep_trial()
    assert room.trial is None
    assert room.session.scenario == tried
    room.change(room.current.undo())
    assert room.session.scenario == before


def test_a_what_if_on_an_example_leaves_the_example_as_it_was() -> None:
    room = _room("keen-heads-no-time")
    assert room.session is not None
    room.open_example(room.session)
    changed = room.current.answer("values-compared", Answer(answer="not-done"))
    room.change(changed)
    room.try_out()
    assert room.before_trial == changed
    _try(room, "values-compared", "clash-standing")
    room.end_trial()
    assert room.current == changed
    room.try_out()
    _try(room, "values-compared", "clash-standing")
    room.keep_trial()
    assert room.trial is not None
    kept = room.trial.scenario.answer_once("values-compared")
    assert kept is not None
    assert kept.answer == "clash-standing"
    assert room.session.scenario.answer_once("values-compared") != kept
