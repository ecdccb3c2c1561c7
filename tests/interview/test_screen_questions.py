"""Answering on the screen: by key, arrow and mouse; numbers, partners, notes, what nobody knows."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from advisor.interview.dialogs.prompts import AskNote
from advisor.interview.screens.questions import QuestionsScreen
from advisor.interview.widgets.number_field import NumberField
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import blank, driven, how_much_is_known, run, written
from tests.shipped import shipped_rulebook


@pytest.fixture
def new(room: Path) -> Path:
    """Return a file of two partners of which nothing is said yet."""
    return written(blank(), room / "new.yaml")


def test_a_number_key_answers_and_enter_goes_on(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            assert hands.asked == "values-compared"
            await hands.press("2")
            assert hands.answered("values-compared") == "not-done"
            assert "Kept: no." in hands.said
            assert hands.asked == "values-compared"
            await hands.press("4", "enter")
            assert hands.answered("values-compared") == "done-aloud"
            assert hands.asked == "first-year-goal"
            await hands.press("6")
            assert hands.answered("first-year-goal") is None

    run(steps)


def test_the_arrows_choose_and_enter_takes_it(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            await hands.press("down", "down", "down", "up", "enter")
            assert hands.answered("values-compared") == "not-done"
            await hands.press("enter")
            assert hands.asked != "values-compared"
            await hands.visit("first-year-goal")
            await hands.press("up", "enter")
            assert hands.answered("first-year-goal") == "unknown"

    run(steps)


def test_enter_answers_nothing_before_an_arrow_has_chosen(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.press("enter", "enter")
            assert hands.scenario == load_scenario(new, shipped_rulebook())
            # Nor does a number that is no answer; that is said, and by which keys there are.
            await hands.press("9")
            assert "9 is no answer to this question: 1-" in hands.said
            assert hands.scenario == load_scenario(new, shipped_rulebook())

    run(steps)


def test_a_click_on_a_sentence_answers(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            await hands.click("yes, aloud")
            assert hands.answered("values-compared") == "done-aloud"
            await hands.click("We don't know")
            assert hands.answered("values-compared") == "unknown"

    run(steps)


def test_the_grid_is_answered_by_key_arrow_and_click(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.click_answer("3", 1)
            assert hands.answered("governing-body", "Elm") == "told"
            assert hands.answered("governing-body", "Oak") is None
            await hands.press("6")
            assert hands.answered("governing-body", "Oak") == "minuted"
            await hands.click("Elm")
            await hands.press("down", "down", "enter")
            assert hands.answered("governing-body", "Elm") == "not-told"
            await hands.press("left", "up", "enter")
            assert hands.answered("governing-body", "Oak") == "unknown"
            await hands.click("Elm")
            await hands.click("said no")
            assert hands.answered("governing-body", "Elm") == "said-no"
            assert hands.answered("governing-body", "Oak") == "unknown"

    run(steps)


def test_a_question_opens_at_its_words_however_small_the_terminal(new: Path) -> None:
    async def steps() -> None:
        async with driven(new, size=(60, 18)) as hands:

            def stands_first() -> bool:
                screen = hands.app.screen
                assert isinstance(screen, QuestionsScreen)
                words = screen.rules.questions[hands.asked].asks.split()[0]
                return words in "\n".join(hands.shown.splitlines()[1:5])

            assert stands_first()
            for question in ("senior-team", "values-compared", "months-covered", "senior-team"):
                await hands.visit(question)
                await hands.pilot.pause(0.05)
                assert stands_first(), question
            # A partner further down is scrolled to once somebody goes there.
            await hands.press("2")
            assert "› Elm" in hands.shown

    run(steps)


def test_a_number_is_checked_as_it_is_typed(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("months-covered")
            await hands.press("6", "1")
            assert "out of range: from 0 to 60" in hands.said
            await hands.press("enter")
            assert hands.answered("months-covered") is None
            assert hands.asked == "months-covered"
            await hands.press("backspace", "backspace", "7")
            assert "6 months to under 12" in hands.said
            await hands.press("enter")
            assert hands.answered("months-covered") == 7
            await hands.press("0", ".", "5", "enter")
            assert hands.answered("months-covered") == 0.5
            await hands.press("u")
            assert hands.answered("months-covered") == "unknown"
            await hands.press("enter")
            assert hands.asked != "months-covered"

    run(steps)


def test_each_partner_gives_its_own_number(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("other-partnerships")
            await hands.press("2", "enter", "1", "2", "enter")
            assert hands.answered("other-partnerships", "Oak") == 2
            assert hands.answered("other-partnerships", "Elm") == 12
            await hands.press("a", "4", "enter")
            assert "Replace 2 answers?" in hands.said
            await hands.press("y", "enter")
            assert hands.answered("other-partnerships", "Oak") == 4
            assert hands.answered("other-partnerships", "Elm") == 4

    run(steps)


def test_leaving_asks_before_a_typed_number_is_lost(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            for only in (None, "months-covered"):
                await hands.visit("months-covered")
                if only:
                    hands.app.push_screen(QuestionsScreen(hands.app.room, only))
                await hands.until(lambda: isinstance(hands.app.focused, NumberField))
                screen = hands.app.screen
                await hands.press("1", "2")
                for key in ("escape", "q", "ctrl+q"):
                    await hands.press(key)
                    assert "Discard what you typed?" in hands.said, (only, key)
                    await hands.press("enter")
                    assert hands.app.screen is screen
                    assert screen.query_one(NumberField).text == "12"
                if only:
                    await hands.press("escape", "y", "enter")
                    assert hands.app.screen is not screen
            await hands.press("escape", "y", "enter")
            await hands.screen("StartScreen")

    run(steps)


def test_a_typed_number_that_a_move_drops_is_named(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            for key in ("down", "up", "f", "b", "p", "u"):
                await hands.visit("other-partnerships")
                await hands.press("1", "2", key)
                assert "12 was typed and not kept; Enter keeps a number." in hands.said, key
                await hands.visit("other-partnerships")
                assert not hands.app.screen.query_one(NumberField).text
                assert "12 was typed" not in hands.said, key
            assert hands.answered("other-partnerships", "Oak") == "unknown"

    run(steps)


def test_unknown_asks_who_could_tell(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            assert "who could tell us? each head" in hands.said
            await hands.press("w")
            assert hands.is_on("AskNote")
            await hands.press("escape", "u", "w")
            await hands.screen("AskLine")
            await hands.type("the two heads", "enter")
            answer = hands.scenario.answer_once("values-compared")
            assert answer is not None
            assert (answer.answer, answer.who_could_tell) == ("unknown", "the two heads")
            assert "who could tell us? the two heads" in hands.said
            assert "Kept: who could tell us." in hands.said
            await hands.visit("governing-body")
            await hands.press("6", "u", "w")
            await hands.screen("AskLine")
            assert "Who could tell us? Elm" in hands.said

    run(steps)


def test_a_reason_is_needed_where_a_question_does_not_apply(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.press("x")
            assert hands.is_on("AskNote")
            await hands.press("escape")
            assert hands.answered("values-compared") is None
            await hands.visit("senior-team")
            await hands.press("x", "escape")
            assert hands.answered("senior-team", "Oak") is None
            await hands.press("x", "1")
            answer = hands.scenario.answer_of(hands.scenario.partners[0], "senior-team")
            assert answer is not None
            assert answer.is_not_applicable
            assert answer.reason == "the head is the whole senior team"

    run(steps)


def test_all_alike_is_one_answer_and_one_partner_may_differ(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("a", "6")
            assert "governing-body" not in hands.scenario.answers
            assert hands.answered("governing-body", "Oak") == "minuted"
            assert hands.answered("governing-body", "Elm") == "minuted"
            await hands.press("right", "2")
            assert hands.answered("governing-body", "Elm") == "not-told"
            assert hands.answered("governing-body", "Oak") == "minuted"
            await hands.press("delete")
            assert hands.answered("governing-body", "Elm") is None
            assert hands.answered("governing-body", "Oak") == "minuted"
            await hands.press("ctrl+z", "ctrl+z", "ctrl+z")
            assert hands.scenario == load_scenario(new, shipped_rulebook())
            # With the arrow too: the line that it stands at is nobody's in particular.
            await hands.press("a", "down", "enter")
            assert hands.answered("governing-body", "Oak") == "said-no"
            assert hands.answered("governing-body", "Elm") == "said-no"
            await hands.press("ctrl+z")
            await hands.press("a", "a", "1")
            assert hands.answered("governing-body", "Oak") == "said-no"
            assert hands.answered("governing-body", "Elm") is None

    run(steps)


def test_a_note_is_shared_or_private_and_says_who_said_it(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            await hands.press("2", "n")
            await hands.screen("AskNote")
            # "?" would be typed into the note.
            assert "f1 Help" in hands.shown
            await hands.type("Half a [b]page.")
            await hands.press("tab")
            await hands.type("the deputy", "ctrl+s")
            assert "Note kept." in hands.said
            assert "n: note from the deputy: Half a [b]page." in hands.said
            answer = hands.scenario.answer_once("values-compared")
            assert answer is not None
            assert (answer.note, answer.visibility) == ("Half a [b]page.", "shared")
            assert answer.said_by == "the deputy"
            await hands.press("n", "tab", "tab", "2", "ctrl+s")
            assert "private note: n shows it" in hands.said
            answer = hands.scenario.answer_once("values-compared")
            assert answer is not None
            assert answer.visibility == "private"
            await hands.press("n")
            await hands.until(lambda: isinstance(hands.app.screen, AskNote))
            await hands.press("escape")
            assert "Note not changed." in hands.said
            await hands.press("n")
            await hands.until(lambda: isinstance(hands.app.screen, AskNote))
            await hands.type(" not this", "escape")
            assert "Discard what you typed?" in hands.said
            await hands.press("enter")
            assert isinstance(hands.app.screen, AskNote)
            assert hands.app.screen.query_one(TextArea).text == "Half a [b]page. not this"
            await hands.press("escape", "y", "enter")
            assert "Note not changed." in hands.said
            assert hands.scenario.answer_once("values-compared") == answer
            await hands.press("3")
            assert "private note: n shows it" in hands.said
            assert "The note stays: does it still fit?" in hands.said
            await hands.press("3")
            assert "The note stays" not in hands.said

    run(steps)


def test_a_note_belongs_to_the_partner_that_is_marked(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("a", "6", "right", "n")
            await hands.screen("AskNote")
            await hands.type("By letter.")
            await hands.press("ctrl+s")
            oak, elm = (
                hands.scenario.answer_of(one, "governing-body") for one in hands.scenario.partners
            )
            assert oak is not None
            assert elm is not None
            assert (oak.note, elm.note) == (None, "By letter.")
            assert oak.answer == elm.answer == "minuted"

    run(steps)


def test_a_note_behind_an_answer_for_all_is_for_all_who_gave_it(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("a", "6", "n")
            await hands.screen("AskNote")
            assert "Note for all alike" in hands.said
            await hands.type("By letter.", "ctrl+s")
            notes = [hands.scenario.answer_of(one, hands.asked) for one in hands.scenario.partners]
            assert [one and one.note for one in notes] == ["By letter.", "By letter."]
            await hands.press("ctrl+z")
            notes = [hands.scenario.answer_of(one, hands.asked) for one in hands.scenario.partners]
            assert [one and one.note for one in notes] == [None, None]

    run(steps)


def test_a_note_goes_to_the_answer_given_last_and_names_its_school(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("6")
            assert "› Elm" in hands.shown
            await hands.press(*"n", *"no use")
            assert "Note for Oak:" in hands.said
            await hands.press("ctrl+s")
            oak, elm = (
                hands.scenario.answer_of(one, "governing-body") for one in hands.scenario.partners
            )
            assert oak is not None
            assert (oak.answer, oak.note, elm) == ("minuted", "no use", None)

    run(steps)


@pytest.mark.parametrize(
    ("question", "how", "answer"),
    [
        ("values-compared", ["2"], "not-done"),
        ("governing-body", ["u"], "unknown"),
        ("senior-team", ["x", "1"], "not-applicable"),
        ("months-covered", ["7", "enter"], 7),
    ],
)
def test_a_note_with_no_answer_yet_asks_for_one(
    question: str, how: list[str], answer: object, new: Path
) -> None:
    partner = None if shipped_rulebook().questions[question].once else "Oak"

    async def steps() -> None:
        async with driven(new) as hands:
            before = hands.scenario
            await hands.visit(question)
            await hands.press("n", *"so far", "ctrl+s")
            assert "Which answer does the note go with?" in hands.said
            await hands.press("escape")
            assert hands.app.screen.query_one(TextArea).text == "so far"
            assert hands.scenario == before
            await hands.press("escape")
            assert "Discard what you typed?" in hands.said
            await hands.press("escape", "ctrl+s", *how)
            assert "Note kept." in hands.said
            assert hands.answered(question, partner) == answer
            await hands.press("ctrl+z")
            assert hands.scenario == before

    run(steps)


def test_a_letter_that_is_no_command_begins_a_note(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            await hands.press("2", *"said by 1 deputy", "ctrl+s")
            answer = hands.scenario.answer_once("values-compared")
            assert answer is not None
            assert (answer.answer, answer.note) == ("not-done", "said by 1 deputy")
            await hands.press("m", "escape")
            assert hands.is_on("QuestionsScreen")

    run(steps)


def test_all_alike_asks_before_it_replaces_other_answers(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("6", "a", "1")
            assert "Replace 1 answer?" in hands.said
            assert "Oak: a minuted yes" in hands.said
            await hands.press("enter")
            assert hands.answered("governing-body", "Oak") == "minuted"
            assert hands.answered("governing-body", "Elm") is None
            await hands.press("a", "6")
            assert hands.answered("governing-body", "Elm") == "minuted"

    run(steps)


def test_an_answer_is_cleared_undone_and_brought_back(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("values-compared")
            await hands.press("2")
            await hands.visit("first-year-goal")
            await hands.press("3", "delete")
            assert hands.answered("first-year-goal") is None
            await hands.press("ctrl+z")
            assert hands.answered("first-year-goal") is not None
            await hands.press("ctrl+z", "ctrl+z")
            assert hands.asked == "values-compared"
            assert hands.scenario == load_scenario(new, shipped_rulebook())
            await hands.press("ctrl+z")
            assert "nothing to undo" in hands.said
            await hands.press("ctrl+y", "ctrl+y")
            assert hands.asked == "first-year-goal"
            assert hands.answered("values-compared") == "not-done"
            await hands.press("ctrl+z", "1", "ctrl+y")
            assert "nothing to undo or redo" in hands.said

    run(steps)


def test_after_undo_the_next_number_is_for_the_same_partner(new: Path) -> None:
    async def steps() -> None:
        async with driven(new) as hands:
            await hands.visit("governing-body")
            await hands.press("6", "4", "1", "ctrl+z")
            assert "▸ Elm: 1-6 or u" in hands.said
            await hands.press("ctrl+y")
            assert "▸ Elm: 1-6 or u" in hands.said
            await hands.press("ctrl+z", "ctrl+z")
            assert "▸ Elm: 1-6 or u" in hands.said
            await hands.press("5")
            assert hands.answered("governing-body", "Oak") == "minuted"

    run(steps)


def test_how_much_is_known_is_shown_on_a_key(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("values-compared")
            assert "answers known" not in hands.said
            await hands.press("t")
            known, asked = how_much_is_known(ours)
            assert f"{known} of {asked} answers known" in hands.said
            await hands.press("u")
            assert f"{known - 1} of {asked} answers known" in hands.said
            await hands.press("t")
            assert "answers known" not in hands.said

    run(steps)
