"""A set-up without a screen: its facts, the kind they propose, the days people type."""

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.interview.state.journal import Journal
from advisor.interview.state.new_partnership import (
    FACTS,
    SetUp,
    finished_set_up,
    kinds_from,
    named_after,
    short_form,
    still_open,
)
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.state.set_up_form import SetUpForm, facts_of
from advisor.interview.state.set_up_words import KIND_QUESTIONS, NOT_SURE, why_kinds
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.report.days_in_words import brief_day, day_in_words, weekday_and_day
from advisor.report.typed_days import day_fault, typed_day
from advisor.scenario.facts import About, KeyDate
from advisor.scenario.scenario import Partner
from tests.interview.screen import blank
from tests.shipped import shipped_rulebook

TODAY = dt.date(2026, 11, 29)
OAK, ELM = Partner(name="Oak", sector="state"), Partner(name="Elm", sector="state")
ASH = Partner(name="Ash", sector="independent")
ALL_NO: dict[str, Any] = dict.fromkeys([kind for kind, _ in KIND_QUESTIONS], False)
EVERY_FACT: dict[str, Any] = {
    **ALL_NO,
    "partnership": "Choirs",
    "partners": (OAK, ELM),
    "kinds": ("cluster",),
    "stage": "agreeing",
    "room": "us",
    "minutes": "45",
    "dates": (KeyDate(on=dt.date(2027, 6, 30), what="Board", partner="Oak"),),
    "about": About(what="Singing"),
    "next_meeting": dt.date(2026, 12, 11),
    "starts": dt.date(2027, 1, 8),
    "present": ("head of Oak", "chair of Elm"),
}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11 December", "2026-12-11"),
        ("19/3/27", "2027-03-19"),
        ("Fri 19 Mar 27", "2027-03-19"),
        ("friday, 19th March 2027", "2027-03-19"),
        ("30 June", "2027-06-30"),
        ("June 30", "2027-06-30"),
        ("29 november", "2026-11-29"),
        ("28 Nov", "2027-11-28"),
        ("29 Feb", "2028-02-29"),
        ("11/12/2026", "2026-12-11"),
        ("27.6.2026", "2026-06-27"),
        ("2026-06-27", "2026-06-27"),
    ],
)
def test_a_day_is_read_in_the_forms_people_use(line: str, day: str) -> None:
    assert typed_day(line, TODAY) == dt.date.fromisoformat(day)
    assert day_fault(line, TODAY) == ""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("31 June 2026", "there is no such day"),
        ("1/13", "there is no such day"),
        ("Thu 19 Mar 27", "19 March 2027 is a Friday"),
        ("30 June 1066", "too far away"),
        *((line, "this is not a day") for line in ("", "June", "5", "soon", "mayor 3", "1 2 3 4")),
        *(
            (line, "this is not a day")
            for line in ("27 June 202", "12:30", "4 May June", "Mon May")
        ),
    ],
)
def test_what_is_no_day_is_refused_in_words(line: str, says: str) -> None:
    assert typed_day(line, TODAY) is None
    assert says in day_fault(line, TODAY)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_that_is_shown_back_is_read_as_the_same_day(day: dt.date) -> None:
    shown = (day.isoformat(), brief_day(day), day_in_words(day), weekday_and_day(day, year_of=None))
    assert [typed_day(line, TODAY) for line in shown] == [day] * len(shown)
    coming = typed_day(f"{day.day}/{day.month}", TODAY)
    assert coming is not None
    assert (coming.day, coming.month) == (day.day, day.month)
    assert coming >= TODAY


@given(st.text(max_size=30))
def test_any_line_is_a_day_or_has_a_fault(line: str) -> None:
    assert (typed_day(line, TODAY) is None) == bool(day_fault(line, TODAY))


def test_the_kind_is_proposed_from_the_facts_and_in_words() -> None:
    assert kinds_from({**ALL_NO, "partners": (OAK, ELM)}) == ("cluster",)
    assert why_kinds(ALL_NO, (OAK, ELM)) == "Four times no, and all are state schools."
    assert kinds_from({**ALL_NO, "partners": (OAK, ASH)}) == ("independent-state",)
    both = "Four times no, and there are state and independent schools."
    assert why_kinds(ALL_NO, (OAK, ASH)) == both
    assert kinds_from({**ALL_NO, "itt": True, "partners": (OAK, ASH)}) == (
        "itt",
        "independent-state",
    )
    assert why_kinds({**ALL_NO, "itt": True}, (OAK, ASH)).startswith(
        "You say that people will train to be teachers in it, and there are"
    )
    assert kinds_from({**ALL_NO, "partners": (OAK.model_copy(update={"count": 25}),)}) == ("hub",)


def test_not_sure_proposes_as_no_does_and_says_so_and_no_answer_proposes_nothing() -> None:
    unsure = {**ALL_NO, "hub": NOT_SURE}
    assert kinds_from({**unsure, "partners": (OAK, ELM)}) == ("cluster",)
    assert "Three times no" in why_kinds(unsure, (OAK, ELM))
    assert "Questions about what you are not sure of wait until you know." in why_kinds(
        unsure, (OAK, ELM)
    )
    for kind in ALL_NO:
        open_ = {name: value for name, value in ALL_NO.items() if name != kind}
        assert kinds_from({**open_, "partners": (OAK, ELM)}) == ()


def test_what_a_set_up_was_given_comes_back_from_its_journal(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path_factory.mktemp("state")))
    assert {*EVERY_FACT} == {*FACTS}
    unsure: dict[str, Any] = {
        fact: NOT_SURE for fact in FACTS if fact not in {"partnership", "partners"}
    }
    given: list[dict[str, Any]] = [EVERY_FACT, unsure]
    given += [dict(itertools.islice(EVERY_FACT.items(), number)) for number in range(1, len(FACTS))]
    for facts in given:
        journal = Journal()
        journal.record_set_up(SetUp.of("stage", facts))
        journal.close()
        (left,) = unsaved_interviews(shipped_rulebook())
        assert left.set_up is not None
        assert left.set_up.facts == facts
        assert left.name == facts.get("partnership", "A new partnership")
        left.path.unlink()


def test_a_journal_of_a_set_up_from_before_still_reads() -> None:
    text = (
        '{"at":"stage","partnership":"Choirs","partners":[{"name":"Oak","sector":"state",'
        '"role":"member","core":true,"count":1,"answers_from":"itself","answers":{}}],'
        '"answered":{"federation":false,"itt":true},"kinds":["itt"],"dates":[]}'
    )
    facts = SetUp.parse(text).facts
    assert facts["partners"] == (OAK,)
    assert (facts["federation"], facts["itt"]) == (False, True)
    assert still_open(facts) == ("stage", "room")


def test_what_nobody_is_sure_of_is_left_out_of_the_file_or_shows_least() -> None:
    unsure = dict.fromkeys(("stage", "room", "minutes", "dates"), NOT_SURE)
    facts = {"partners": (OAK, ASH), "kinds": ("itt",), **unsure}
    assert still_open(facts) == ()
    made = finished_set_up(facts)
    assert made.stage is None
    assert made.room == "with-partners"
    assert made.dates == ()
    assert made.partnership == "Oak and Ash"


def test_a_finished_set_up_has_every_fact() -> None:
    made = finished_set_up(EVERY_FACT)
    for fact in ("partnership", "partners", "stage", "room", "dates", "about", "next_meeting"):
        assert getattr(made, fact) == EVERY_FACT[fact]
    assert (made.starts, made.present) == (EVERY_FACT["starts"], EVERY_FACT["present"])
    assert made.kinds == {"cluster"}
    assert not made.has_answers
    many = [OAK, ELM, ASH, Partner(name="Uni"), Partner(name="Yew")]
    assert named_after(many) == "Oak, Elm and 3 more"
    assert named_after(many[:3]) == "Oak, Elm and Ash"


def test_the_short_form_takes_a_minute_for_each_answer() -> None:
    scenario = blank("cluster", "agreeing")
    rulebook = shipped_rulebook()
    two = short_form(rulebook, scenario)
    three = short_form(rulebook, scenario.with_facts(partners=(*scenario.partners, ASH)))
    assert three.questions == two.questions
    # Some are asked of each partner, so a third one takes more.
    assert two.questions < two.minutes < three.minutes


def test_a_partnership_may_be_called_like_what_nobody_knows() -> None:
    set_up = SetUp.of("minutes", {**EVERY_FACT, "partnership": NOT_SURE})
    assert finished_set_up(set_up.facts).partnership == NOT_SURE


def test_what_no_file_has_of_a_set_up_stays_with_its_journal(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path_factory.mktemp("state")))
    facts = {**EVERY_FACT, "federation": True, "itt": NOT_SURE, "room": NOT_SURE}
    facts |= {"kinds": ("federation",), "stage": NOT_SURE}
    room = Room(shipped_rulebook())
    room.record_set_up(SetUp.of("present", facts))
    room.open(Session(finished_set_up(facts)), is_new=True)
    assert facts_of(room.current.scenario, room.journal.set_up) == facts
    room.close()
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.set_up is None
    resumed = room.journal.resume(left, shipped_rulebook())
    assert facts_of(resumed.scenario, room.journal.set_up) == facts
    # Who has said since who is here, and what to decide, is sure of it.
    surer = resumed.scenario.with_facts(room="us", stage="agreeing")
    now = facts_of(surer, room.journal.set_up)
    assert (now["room"], now["stage"], now["itt"]) == ("us", "agreeing", NOT_SURE)


def test_a_page_that_changes_the_kind_says_what_is_needed_before_it_moves() -> None:
    form = SetUpForm(shipped_rulebook(), facts_of(blank()), is_new=False)
    form.give("itt", True)
    assert form.kind_says.startswith("Now it is")
    assert "Answer these four" in form.kind_says
    for kind, value in {**ALL_NO, "itt": True}.items():
        form.give(kind, value)
    assert "people will train to be teachers in it" in form.kind_says
    assert "placement school" not in form.kind_says
    form.give("partners", (OAK, Partner(name="Elm", role="lead")))
    assert "A school that takes trainees is a placement school here" in form.kind_says


def test_with_one_school_in_the_room_it_says_who_else_was_said_to_be_here() -> None:
    form = SetUpForm(shipped_rulebook(), {"partners": (OAK, ELM)})
    form.give("room", "us")
    assert "Oak and Elm are here to answer" in form.room_says
    form.give("partners", (OAK, ELM.model_copy(update={"answers_from": "others"})))
    assert "here to answer" not in form.room_says
