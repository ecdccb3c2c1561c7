"""Taking over a partner's sheet: who wins, and that nothing is lost without being told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.files.faults import Faults
from advisor.files.text_comparison import comparable
from advisor.files.validation import MAX_TEXT
from advisor.report.sections.sheet_differences import difference_line
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.merge_sheet import AnswerDifference, MergedSheet, merge_sheet
from advisor.scenario.scenario import Partner, Scenario
from tests.shipped import shipped_rulebook
from tests.strategies import changed, examples, rulebooks, scenarios

NOTED: dict[str, Any] = {"answer": "said-yes", "note": "in May", "visibility": "private"}
HEAD = "head-backing"
VALUES = "values-compared"


def partnership(*partners: dict[str, Any], **answers: Any) -> Scenario:
    said = {"partnership": "Both", "kind": "cluster", "stage": "agreeing", "partners": partners}
    named = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return Scenario.model_validate({**said, "answers": named})


def partner(name: str, backing: Any = None, **more: Any) -> dict[str, Any]:
    return {"name": name, **more} | ({"answers": {HEAD: backing}} if backing else {})


def own(done: MergedSheet, place: int = 0) -> Answer | None:
    return done.scenario.partners[place].answers.get(HEAD)


def within(answer: Answer, other: Answer) -> bool:
    """Return whether the other answer is the same and has all that goes with this one."""
    if (answer.answer, answer.reason) != (other.answer, other.reason):
        return False
    if answer.note is not None:
        if f"\n{answer.note}\n" not in f"\n{other.note}\n":
            return False
        if other.visibility not in {answer.visibility, "private"}:
            return False
    both = ((answer.said_by, other.said_by), (answer.who_could_tell, other.who_could_tell))
    return all(mine in {None, theirs} for mine, theirs in both)


@st.composite
def two(draw: st.DrawFn) -> tuple[Scenario, Scenario]:
    """Draw the file of a partnership and that of a sheet, with partners in common and others."""
    rulebook = draw(rulebooks())
    main, sheet = draw(scenarios(rulebook)), draw(scenarios(rulebook))
    renamed = [
        changed(p, name=draw(st.sampled_from([p.name, p.name.upper() + " ", f"Another {n}"])))
        for n, p in enumerate(sheet.partners)
    ]
    noted = {q: draw(st.sampled_from([a, spoken(a)])) for q, a in sheet.answers.items()}
    return main, sheet.with_facts(partners=tuple(renamed), answers=noted, dates=())


def spoken(answer: Answer | AnswerForEvery) -> Answer | AnswerForEvery:
    return changed(answer, note="as the sheet has it", said_by="the clerk")


def said_in_sheet(sheet: Scenario, voice: Partner) -> dict[str, Answer]:
    every = {q: a.for_one for q, a in sheet.answers.items() if isinstance(a, AnswerForEvery)}
    return {**every, **voice.answers}


@examples(150, least=150)
@given(both=two())
def test_nothing_is_lost_without_being_told(both: tuple[Scenario, Scenario]) -> None:
    main, sheet = both
    done = merge_sheet(main, sheet)
    told = {(d.question, d.partner): d for d in done.differs}
    assert len(told) == len(done.differs)
    voices = {comparable(p.name): p for p in sheet.partners if p.answers}
    every = {q for q, a in main.answers.items() if isinstance(a, AnswerForEvery)}
    for before, after in zip(main.partners, done.scenario.partners, strict=True):
        voice = voices.get(comparable(before.name))
        if voice is None:
            assert after == before
            continue
        assert changed(after, answers={}, answers_from="itself") == changed(
            before, answers={}, answers_from="itself"
        )
        said = said_in_sheet(sheet, voice)
        for question in {*before.answers, *every, *said}:
            was, now = main.answer_of(before, question), done.scenario.answer_of(after, question)
            check(told.get((question, before.name)), was, said.get(question), now)
    for question in {*main.answers, *(q for q in sheet.answers if sheet.answer_once(q))}:
        if question in every:
            assert done.scenario.answers[question] == main.answers[question]
            continue
        was, now = main.answer_once(question), done.scenario.answer_once(question)
        check(told.get((question, None)), was, sheet.answer_once(question), now)
        assert was is None or now == was
    assert done.scenario.with_facts(partners=main.partners, answers=main.answers) == main


def check(
    told: AnswerDifference | None, main: Answer | None, sheet: Answer | None, now: Answer | None
) -> None:
    """Check that what the file and the sheet said is in the file now, or is told."""
    if told is not None:
        assert (told.main, told.sheet) == (main, sheet)
        assert now is not None
        assert within(told.main if told.winner == "main" else told.sheet, now)
        assert told.disagrees or told.lost_details
        return
    for said in (main, sheet):
        assert said is None or (now is not None and within(said, now))


@examples(150, least=150)
@given(both=two())
def test_taking_over_twice_is_taking_over_once(both: tuple[Scenario, Scenario]) -> None:
    main, sheet = both
    once = merge_sheet(main, sheet)
    twice = merge_sheet(once.scenario, sheet)
    assert twice.scenario == once.scenario
    assert twice.taken == ()
    assert {d.winner for d in twice.differs} <= {"main"}
    assert twice.unknown_partners == once.unknown_partners


@examples(150, least=150)
@given(data=st.data())
def test_a_sheet_that_is_part_of_the_file_differs_nowhere(data: st.DataObject) -> None:
    main = data.draw(scenarios(data.draw(rulebooks())))
    kept = {q: a for q, a in main.answers.items() if data.draw(st.booleans())}
    entries = data.draw(
        st.lists(st.sampled_from(main.partners), min_size=1, unique_by=lambda p: p.name)
    )
    fewer = [
        changed(p, answers={q: a for q, a in p.answers.items() if q in kept or len(q) % 2})
        for p in entries
    ]
    done = merge_sheet(main, main.with_facts(partners=tuple(fewer), answers=kept, dates=()))
    assert done.differs == ()
    assert done.unknown_partners == ()
    for before, after in zip(main.partners, done.scenario.partners, strict=True):
        for question in {*after.answers, *main.answers}:
            was = main.answer_of(before, question)
            assert done.scenario.answer_of(after, question) == was
    assert done.scenario.answers == main.answers


@examples(100, least=100)
@given(both=two())
def test_what_is_taken_is_what_changed(both: tuple[Scenario, Scenario]) -> None:
    main, sheet = both
    done = merge_sheet(main, sheet)
    scenario = main
    for one in done.taken:
        scenario = scenario.with_answer(one.question, one.answer, one.partner)
    heard = {comparable(p.name) for p in sheet.partners if p.answers and p.answers_from == "itself"}
    voices = tuple(
        changed(p, answers_from="itself") if comparable(p.name) in heard else p
        for p in scenario.partners
    )
    assert done.scenario == scenario.with_facts(partners=voices)


def test_a_partner_answers_for_itself_from_then_on() -> None:
    main = partnership(partner("Ash", "said-no", answers_from="others"), partner("Birch"))
    done = merge_sheet(main, partnership(partner(" ASH ", "yes-on-record")))
    assert own(done) == Answer(answer="yes-on-record")
    assert done.scenario.partners[0].answers_from == "itself"
    (told,) = done.differs
    assert (told.question, told.partner, told.winner) == (HEAD, "Ash", "sheet")
    assert (told.main.answer, told.sheet.answer) == ("said-no", "yes-on-record")
    assert [(one.partner, one.answer.answer) for one in done.taken] == [("Ash", "yes-on-record")]


def test_nobody_knows_replaces_no_answer() -> None:
    done = merge_sheet(partnership(partner("Ash", NOTED)), partnership(partner("Ash", "unknown")))
    assert own(done) == Answer(**NOTED)
    assert [told.winner for told in done.differs] == ["main"]
    assert done.taken == ()


def test_what_was_not_known_gives_way_to_what_is() -> None:
    done = merge_sheet(partnership(partner("Ash", "unknown")), partnership(partner("Ash", NOTED)))
    assert own(done) == Answer(**NOTED)
    assert [told.winner for told in done.differs] == ["sheet"]


def test_a_note_stays_with_an_answer_on_which_both_agree() -> None:
    done = merge_sheet(partnership(partner("Ash", NOTED)), partnership(partner("Ash", "said-yes")))
    assert own(done) == Answer(**NOTED)
    assert (done.differs, done.taken) == ((), ())


def test_of_two_notes_both_are_kept_and_private_if_one_was() -> None:
    theirs: dict[str, Any] = {"answer": "said-yes", "note": "in June"}
    done = merge_sheet(partnership(partner("Ash", NOTED)), partnership(partner("Ash", theirs)))
    assert own(done) == Answer(answer="said-yes", note="in June\nin May", visibility="private")
    assert done.differs == ()


def test_two_notes_too_long_for_one_file_are_not_taken() -> None:
    half = "x" * (MAX_TEXT // 2)
    mine, theirs = ({"answer": "said-yes", "note": f"{half} {who}"} for who in ("a", "b"))
    with pytest.raises(Faults, match="two notes on one answer"):
        merge_sheet(partnership(partner("A", mine)), partnership(partner("A", theirs)))


def test_an_answer_for_every_partner_is_that_of_those_who_filled_the_sheet_in() -> None:
    main = partnership(partner("Ash"), partner("Birch"), partner("Cedar"))
    sheet = partnership(
        partner("Ash", "said-yes"), partner("Birch"), governing_body={"every": "told"}
    )
    done = merge_sheet(main, sheet)
    answers = [p.answers.get("governing-body") for p in done.scenario.partners]
    assert answers == [Answer(answer="told"), None, None]
    assert "governing-body" not in done.scenario.answers


def test_what_the_file_says_for_every_partner_gives_way_for_one() -> None:
    main = partnership(partner("Ash"), partner("Birch"), head_backing={"every": "said-no"})
    done = merge_sheet(main, partnership(partner("Ash", "yes-on-record")))
    backing = [done.scenario.answer_of(p, HEAD) for p in done.scenario.partners]
    assert [answer.answer for answer in backing if answer] == ["yes-on-record", "said-no"]
    assert [(told.partner, told.winner) for told in done.differs] == [("Ash", "sheet")]


def test_the_answers_of_a_partner_that_the_file_lacks_are_not_taken() -> None:
    main = partnership(partner("Moorfield"))
    sheet = partnership(partner("Moorfeild", "said-yes"), partner("Silent"))
    done = merge_sheet(main, sheet)
    assert done == MergedSheet(main, (), (), ("Moorfeild",))


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        ([partner("ash", "said-yes")], "Ash"),
        ([partner("Ash", "said-yes"), partner("Birch")], "Ash"),
        ([partner("Ash", "said-yes"), partner("Birch", "said-no")], None),
        ([partner("Ash", "said-yes", answers_from="others")], None),
        ([partner("Ash")], None),
    ],
)
def test_what_is_asked_once_is_said_by_the_one_partner_of_the_sheet(
    partners: list[dict[str, Any]], expected: str | None
) -> None:
    main = partnership(partner("Ash"), partner("Birch"))
    sheet = partnership(
        *partners,
        values_compared="written-words",
        agreement={"answer": "talked-through", "said_by": "the clerk"},
    )
    done = merge_sheet(main, sheet)
    assert done.scenario.answers[VALUES].said_by == expected
    assert done.scenario.answers["agreement"].said_by == "the clerk"
    again = merge_sheet(done.scenario, sheet)
    assert (again.scenario, again.differs) == (done.scenario, ())


def test_of_what_is_asked_once_the_file_stands() -> None:
    main = partnership(partner("Ash"), values_compared="not-done", agreement="talked-through")
    sheet = partnership(
        partner("Ash", "said-yes"),
        values_compared="written-words",
        agreement={"answer": "talked-through", "note": "on the telephone"},
    )
    done = merge_sheet(main, sheet)
    assert done.scenario.answers == main.answers
    told = [(d.question, d.partner, d.disagrees, d.lost_details, d.winner) for d in done.differs]
    assert told == [
        (VALUES, None, True, (), "main"),
        ("agreement", None, False, ("note",), "main"),
    ]


def test_what_others_wrote_for_a_partner_only_fills_gaps() -> None:
    main = partnership(partner("Ash", "said-no"), partner("Birch"))
    sheet = partnership(
        partner("Ash", "yes-on-record", answers_from="others"),
        partner("Birch", "said-yes", answers_from="others"),
    )
    done = merge_sheet(main, sheet)
    assert [own(done), own(done, 1)] == [Answer(answer="said-no"), Answer(answer="said-yes")]
    assert [(told.partner, told.winner) for told in done.differs] == [("Ash", "main")]


def difference(main: Any, sheet: Any, **more: Any) -> AnswerDifference:
    said = {"question": HEAD, "partner": "Moorfield Academy", "winner": "sheet"} | more
    answers = [Answer(**a) if isinstance(a, dict) else Answer(answer=a) for a in (main, sheet)]
    if said["partner"] is not None:
        said["partner"] = Partner(name=said["partner"]).name
    return AnswerDifference(main=answers[0], sheet=answers[1], **said)


def asks(question: str) -> str:
    """Return a question as a page quotes it, whatever its words are."""
    return f"“{shipped_rulebook().questions[question].asks}”"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            difference("said-no", "yes-on-record"),
            f"Moorfield Academy on {asks(HEAD)}: a delicate answer, which the file and the sheet "
            "give differently; the sheet's is kept",
        ),
        (
            difference("said-no", "unknown", winner="main", partner="a\nb\x1b"),
            f"a b on {asks(HEAD)}: a delicate answer, which the file and the sheet give "
            "differently; the file's is kept",
        ),
        (
            difference(
                {**NOTED, "said_by": "the clerk"},
                {**NOTED, "note": "no", "said_by": "me"},
                winner="main",
            ),
            f"Moorfield Academy on {asks(HEAD)}: both say “The head has said yes in conversation”, "
            "but the note and who said it differ; the file's is kept",
        ),
        (
            difference(8, "a-year-or-more", question="months-covered", partner=None, winner="main"),
            f"The partnership on {asks('months-covered')}: the file says “8 months (6 months to "
            "under 12)”, the sheet says “The costs are covered for twelve months or more”; the "
            "file's is kept",
        ),
        (
            difference(
                {"answer": "not-applicable", "reason": "online"},
                30,
                question="door-to-door",
                partner=None,
                winner="main",
            ),
            f"The partnership on {asks('door-to-door')}: the file says "
            "“does not apply: online”, the sheet says “30 minutes (21 to 40 minutes)”; the file's "
            "is kept",
        ),
    ],
)
def test_a_difference_reads_as_one_line(told: AnswerDifference, expected: str) -> None:
    assert difference_line(told, shipped_rulebook()) == expected


def test_earlier_entries_of_a_sheet_keep_whose_they_are() -> None:
    sheet = Scenario.model_validate(
        {
            "partnership": "P",
            "kind": "cluster",
            "partners": ({"name": "ELM", "answers": {"head-backing": "yes"}},),
            "earlier": (
                {"question": "gone", "partner": "ELM", "asked": "Was it so?", "answer": "No."},
                {"question": "other", "asked": "When?", "answer": "Late."},
                {"question": "other", "asked": "When?", "answer": "Late.", "said_by": "the clerk"},
            ),
        }
    )
    main = Scenario.model_validate(
        {"partnership": "P", "kind": "cluster", "partners": ({"name": "Elm"}, {"name": "Oak"})}
    )
    merged = merge_sheet(main, sheet).scenario
    owners = [(one.partner, one.said_by) for one in merged.earlier]
    assert owners == [("Elm", None), (None, "Elm"), (None, "the clerk")]
    assert merge_sheet(merged, sheet).scenario == merged
    copy = sheet.with_facts(earlier=merged.earlier)
    assert merge_sheet(merged, copy).scenario.earlier == merged.earlier
    unowned = main.with_facts(earlier=sheet.earlier)
    assert merge_sheet(unowned, sheet).scenario.earlier == sheet.earlier
