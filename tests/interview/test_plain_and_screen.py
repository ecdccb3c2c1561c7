"""Line by line and on the screen a room is asked the same, in the same order and words."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from advisor.interview.plain.commands import HELP_PARTS, help_lines
from advisor.interview.plain.line_input import PROMPT
from advisor.interview.state.asking_order import NextStep, Part
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.going_on import ways_on
from advisor.interview.state.question_map import progress_at, progress_words, question_map
from advisor.interview.state.question_view import answer_for
from advisor.interview.state.room import Room
from advisor.interview.state.session import Session
from advisor.interview.texts import SETTLED
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import UNKNOWN
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.interview.rooms import interviewed_by_line, interviewed_in_turn, room_with, way_on
from tests.shipped import shipped_scenario

NOBODY = Answer(answer=UNKNOWN)


@pytest.mark.parametrize("by_topic", [False, True])
def test_both_ask_the_same_in_the_same_order_and_words(by_topic: bool) -> None:
    partners = ({"name": "Oak"}, {"name": "Elm"})
    given = {"partnership": "P", "kind": "cluster", "stage": "exploring", "partners": partners}
    start = Session(Scenario.model_validate(given))
    on_screen = room_with(start)
    on_screen.asking.by_topic = by_topic
    expected = list(_asked_on_screen(on_screen))
    by_line, heard = room_with(start), list[str]()
    by_line.asking.by_topic = by_topic

    def reply(said: str) -> str | None:
        heard.append(said)
        if "Nothing is left to ask." in said or len(heard) > 400:
            return None
        asked = _asked(by_line, said)
        return way_on(said) or ("u" if asked and asked[0].number else "1")

    interviewed_in_turn(by_line, reply)
    assert [_shown(by_line, said) for said in heard] == [*expected, ()]
    assert any(SETTLED in said for said in heard)
    assert by_line.current.scenario == on_screen.current.scenario


def _asked_on_screen(room: Room) -> Iterator[tuple[str, ...]]:
    """Yield what a room sees that answers everything with the first answer."""
    step = room.next_question()
    for _ in range(400):
        if step.question is not None:
            question = step.question
            cursor = QuestionCursor(room.current, question)
            for row in range(max(1, len(cursor.partners))):
                cursor = QuestionCursor(room.current, question, row)
                progress = progress_at(question_map(room.rulebook, room.current), question.id)
                assert progress is not None
                words = progress_words(progress, room.pace) if row == 0 else ()
                yield (*words, question.asks, *filter(None, [cursor.name]))
                room.pace.answered(cursor.fills)
                room.change(cursor.give(answer_for(question, "1") or NOBODY))
            step = room.next_question(question.id)
        elif (ways := ways_on(room, is_settled=step.is_settled)) is None:
            return
        else:
            yield (ways.title, *(f"{way.label}: {way.says}." for way in ways.choices))
            step = NextStep(_go_on(room, step, [way.key for way in ways.choices]))


def _go_on(room: Room, step: NextStep, keys: list[str]) -> Question | None:
    """Return the question after the first way on that is not the read-back."""
    parts: dict[str, Part] = {"s": "short_form", "p": "parked", "g": "further"}
    if step.is_settled:
        return room.asking.go_on(room.current)
    return room.asking.take_up(room.current, parts[keys[1]])


def _asked(room: Room, said: str) -> list[Question]:
    """Return the question that was written last."""
    lines = said.rpartition("\n\n")[2].splitlines()
    return [question for question in room.rulebook.questions.values() if question.asks in lines]


def _shown(room: Room, said: str) -> tuple[str, ...]:
    """Return what of a part that was written is on the screen too."""
    lines = said.rpartition("\n\n")[2].splitlines()
    asked = [question.asks for question in _asked(room, said)]
    if not asked:
        ways = [line.partition(". ")[2] for line in lines if re.match(r"  \d\. ", line)]
        return (lines[0], *ways) if ways else ()
    partners = [line[4:-1] for line in lines if line.startswith("For ") and line.endswith(":")]
    # Of the next partner only what is asked is said again.
    is_whole = re.search(r": (further )?\d+ of \d+", lines[0])
    head = lines[0].rpartition(": ")[2].split(", ") if is_whole else []
    return (*head, *asked, *partners)


# What a screen reader passes over, spells out or takes for a drawing.
SIGNS = set("[]{}|<>\\^~_#=›‹≤≥×●○◐‖◆▸·…─│┌┐└┘├┤")


def test_every_command_works_and_is_written_as_a_reader_hears_it() -> None:
    """Steps, what-if, disagreeing and the rest are kept as on the screens, in plain sentences."""
    start = Session(shipped_scenario("keen-heads-no-time").with_facts(room="us"))
    room = room_with(start)
    first = room.adviser.assess(start.scenario).steps[0].id
    lines = ["help", "what if", "go how far has the written", "what if 9", "what if 4", "keep"]
    lines += ["keep", "step 1 who the head of Elm", "step 1 by 1 June 2020", "step 1 by 3 June"]
    lines += ["step 1 under way", "step 99", "step 1", "concern", "concern 1", "why 1.1", "why 99"]
    lines += ["disagree 1.1 We have time.", "result", "result steps", "result nonsense", "known"]
    lines += [
        "so far on",
        "go",
        "go board",
        "for Hill",
        "for nobody",
        "u",
        "who the clerk",
        "order",
    ]
    lines += ["next", "back", "forward", "park", "open all", "read back", "redo", "undo", "stop"]
    said, shown = interviewed_by_line(room, "".join(f"{line}\n" for line in lines).encode())
    agreed = said.steps[first]
    assert (agreed.owner, agreed.status) == ("the head of Elm", "under-way")
    assert agreed.by == dt.date(2026, 6, 3)
    assert "that day is past" in shown
    assert "”: by 3 June 2026." in shown
    assert "You set: the head of Elm, Wed 3 June." in shown
    (rule,) = said.disagreements.keys() - start.scenario.disagreements.keys()
    assert said.disagreements[rule] == "We have time."
    assert said.answer_once("agreement") == Answer(answer="draft-read")
    assert shown.count("Nothing was tried out at this question.") == 1
    assert "bug" not in shown
    # No cursor is moved, nothing is drawn over, no prompt is in the middle of a line.
    assert not {letter for letter in shown if letter < " "} - {"\n"}
    assert all(line == PROMPT for line in shown.splitlines() if PROMPT in line)
    without_sources = re.sub(r" ?\[\d[^\]]*\]", "", shown)
    read_badly = [line for line in without_sources.splitlines() if SIGNS & set(line)]
    assert read_badly == []


def test_the_help_of_each_command_is_one_sentence() -> None:
    lines = list(help_lines())
    named = [command for part in HELP_PARTS.values() for command in part]
    assert len({command.name for command in named}) == len(named)
    assert all(f"{command.usage}: {command.says}" in lines for command in named)
    assert all(line.endswith((".", ":")) for line in lines)


def test_a_fact_is_changed_and_every_answer_stays() -> None:
    start = Session(shipped_scenario("first-contact").with_facts(room="us"))
    before = start.scenario
    lines = ["change", "change nothing", "change name", "Other", "change decision", "2"]
    lines += ["change about", "Latin", "", "", "", "", "", "head of Oak", "change dates"]
    lines += ["27 June 2027", "Concert", "7", "1", "", "change room", ":stop", "go head", "go 1"]
    # The last partner gets another name while its answer is on the way.
    lines += ["change partners", ":back", *[":back"] * 5, "Renamed", "1", "1", "y", "y", "", ""]
    lines += ["for Renamed", "1", "undo", "undo", "stop"]
    said, shown = interviewed_by_line(room_with(start), "".join(f"{x}\n" for x in lines).encode())
    assert (said.partnership, said.stage) == ("Other", "agreeing")
    assert said.about is not None
    assert said.about.what == "Latin"
    assert [date.what for date in said.dates if date not in before.dates] == ["Concert"]
    assert said.partners == before.partners
    assert said.answers == before.answers
    assert "Renamed" in shown
    assert "Nothing changed." in shown
