"""A room without a screen: what it keeps, tries out, opens and leaves behind."""

import asyncio
from pathlib import Path

import pytest

from advisor.files import disk
from advisor.interview.state.adviser import day_of
from advisor.interview.state.agenda import agenda
from advisor.interview.state.journal import Journal
from advisor.interview.state.new_partnership import SetUp
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.room import EXAMPLE, WHAT_IF, Room
from advisor.interview.state.session import Session
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.reasoning.reasoner import Reasoner
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from tests.interview.rooms import room_with, said_in
from tests.interview.screen import blank
from tests.shipped import shipped_rulebook

ANSWER = Answer(answer="unknown")


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / "state"))


def test_an_answer_is_in_the_journal_and_is_offered_once_the_room_is_closed() -> None:
    room = room_with(Session(blank()))
    room.change(room.current.answer("values-compared", ANSWER))
    said = room.current.scenario
    assert room.journal.is_kept
    room.close()
    assert "offered next time" in room.farewell
    assert room.session is None
    (unsaved,) = unsaved_interviews(shipped_rulebook())
    assert unsaved.scenario == said
    recent = room.find_recent().all
    assert [entry.unsaved for entry in recent] == [unsaved]


def test_what_is_tried_out_is_in_no_journal_and_cannot_undo_what_was_said() -> None:
    room = room_with(Session(blank()))
    room.change(room.current.answer("values-compared", ANSWER))
    said = room.session
    room.try_out()
    assert room.title.startswith(WHAT_IF)
    assert room.current.undo() is room.current
    room.change(room.current.clear("values-compared"))
    assert room.current.scenario == blank()
    assert room.session is said
    assert unsaved_interviews(shipped_rulebook()) == ()
    room.end_trial()
    assert room.current is said
    assert room.title == "Test"


def test_the_first_save_gives_an_id_that_stays(tmp_path: Path) -> None:
    """Whatever is undone, tried out, saved elsewhere or gone on with in another window."""
    file, room = tmp_path / "a.yaml", room_with(Session(blank()))

    def saved_id(name: str = "a.yaml") -> str | None:
        room.journal.save_to(tmp_path / name, room.current.scenario)
        return load_scenario(tmp_path / name, shipped_rulebook()).id

    first = saved_id()
    assert first
    assert file.read_text(encoding="utf-8").startswith(f"edition: 2\nid: {first}\npartnership:")
    room.change(room.current.answer("values-compared", ANSWER))
    assert saved_id() == first
    room.change(room.current.undo())
    assert saved_id() == first
    room.try_out()
    room.change(room.current.answer("reach", ANSWER))
    room.keep_trial()
    assert saved_id("b.yaml") == first
    room.change(room.current.undo())
    room.close()
    (left,) = unsaved_interviews(shipped_rulebook())
    again = room_with(Session(Journal().resume(left, shipped_rulebook()).scenario))
    assert again.current.scenario.id == first
    other = room_with(Session(blank()))
    other.journal.save_to(tmp_path / "c.yaml", blank())
    assert load_scenario(tmp_path / "c.yaml", shipped_rulebook()).id != first
    given = room_with(Session(blank(id="ours")))
    given.journal.save_to(tmp_path / "d.yaml", given.current.scenario)
    assert load_scenario(tmp_path / "d.yaml", shipped_rulebook()).id == "ours"


def test_an_example_leaves_nothing_behind() -> None:
    room = room_with(Session(blank()))
    room.open_example(Session(blank()))
    assert room.title == f"{EXAMPLE}  Test"
    room.change(room.current.answer("values-compared", ANSWER))
    assert room.status == ""
    room.close()
    assert unsaved_interviews(shipped_rulebook()) == ()
    assert not room.is_example


def test_that_answers_are_nowhere_is_reported_each_time_and_the_first_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = room_with(Session(blank()))
    reports: list[bool] = []
    room.on_lost = reports.append

    def no_space(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "create", no_space)
    room.change(room.current.answer("values-compared", ANSWER))
    room.change(room.current.clear("values-compared"))
    assert reports == [True, False]
    assert "No space left on device" in room.status
    monkeypatch.undo()
    room.record()
    assert "kept" in room.status


def test_a_set_up_that_is_nowhere_is_reported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_with(Session(blank()))

    def no_space(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "create", no_space)
    set_up = SetUp(at="partners", partnership="Test")
    assert "No space left on device" in room.record_set_up(set_up)
    assert room.record_set_up(set_up) == ""


def test_delicate_answers_are_opened_together() -> None:
    rulebook = shipped_rulebook()
    delicate = [q for q in agenda(rulebook, blank()) if q.delicate and q.once]
    session = Session(blank())
    for question in delicate[:2]:
        session = session.answer(question.id, ANSWER)
    room = room_with(session)
    room.open_delicate()
    assert room.current.opened == {question.id for question in delicate[:2]}


def test_a_note_waits_for_its_answer_but_not_in_a_what_if() -> None:
    room = room_with(Session(blank()))
    draft = NoteDraft("so they say", private=True)
    room.journal.draft = draft
    room.record()
    assert room.note_draft == draft
    room.try_out()
    assert room.note_draft == NoteDraft()


def test_two_requests_for_advice_get_what_one_engine_would_give() -> None:
    scenarios = [blank(), blank("federation")]
    room = room_with(Session(blank()))

    async def ask() -> object:
        return await asyncio.gather(*map(room.adviser.advise, scenarios))

    reasoner = Reasoner(shipped_rulebook())
    assert asyncio.run(ask()) == [reasoner.assess(s, on=day_of(s)) for s in scenarios]


def test_an_interview_out_of_its_journal_goes_on_at_the_question_it_was_at() -> None:
    rulebook = shipped_rulebook()
    room = Room(rulebook)
    room.open(Session(blank()), is_new=True)
    at, schools = room.next_question().question, 0
    for number in range(9):
        assert at is not None
        room.change(room.current.answer(at.id, ANSWER, None if at.once else "Oak"))
        # Elm is still to answer what each school is asked.
        expected = room.next_question(at.id).question if at.once else at
        room.close()
        (left,) = unsaved_interviews(rulebook)
        resumed = room.journal.resume(left, rulebook)
        room.open(Session(resumed.scenario, parked=room.journal.parked))
        assert room.next_question().question == expected, number
        if not at.once:
            schools += 1
            room.change(room.current.answer(at.id, ANSWER, "Elm"))
            expected = room.next_question(at.id).question
        at = expected
    assert schools >= 2


def test_a_save_says_what_the_file_does_not_keep_of_parked_questions(tmp_path: Path) -> None:
    room = room_with(Session(blank()))
    room.change(room.current.park("values-compared"))
    assert "parked" not in room.status
    room.journal.save_to(tmp_path / "a.yaml", room.current.scenario)
    assert room.status.endswith(
        "a.yaml. Next time 1 parked question will be asked like the others."
    )


def test_what_is_tried_out_is_never_saved(tmp_path: Path) -> None:
    room = room_with(Session(blank()))
    room.try_out()
    room.change(room.current.answer("reach", ANSWER))
    assert room.save_to(tmp_path / "a.yaml") == ""
    assert said_in(tmp_path / "a.yaml") == blank()
    room.close()
