"""Every screen can be read: in each look, without colour, in a small terminal, when resized."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.theme import Theme
from textual.widgets import Input, OptionList, TextArea

from advisor.interview.messages import Visit
from advisor.interview.screens.detail_panel import DetailPanel
from advisor.interview.screens.question_panel import QuestionPanel
from advisor.interview.themes import NAMES, THEMES
from advisor.interview.widgets.answer_table import AnswerTable
from advisor.interview.widgets.choices import Choices, _Row
from advisor.interview.widgets.key_bar import KeyBar
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.widgets.partner_grid import PartnerGrid
from advisor.report.phrases import SEVERITY_HEADINGS, Phrases
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import ROLES
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario
from tests.interview.painted import Patch, cells, patches, rgb, tell_apart
from tests.interview.scenes import (
    EVERY,
    NORMAL,
    PICTURED,
    SMALLEST,
    WIDE,
    settled,
    standing,
    working_in,
)
from tests.interview.screen import Driven, run
from tests.shipped import shipped_rulebook
from tests.strategies import is_deep

BODY, OTHER = 7.0, 4.5
BY_NAME = {scene.name: scene for scene in EVERY}
_DRAWN = set("─━╸╺│┌┐└┘▁▂▃▄▅▆▇█▔▊▎🔎 ")
"""Frames, bars of any sort, and what has colours of its own: no text."""


_TWINS = {
    *("grid-smallest", "grid-wide", "result-light", "question-contrast", "open", "new", "kinds"),
    *("dates", "arrow", "who", "opened-read-back", "disagree"),
    *("owner", "day", "export", "export-path", "help-at-start", "reason", "opened", "example"),
    *("typed-number", "strengths", "due-next", "leaving"),
}
_DIFFERENT = tuple(name for name in BY_NAME if name not in _TWINS)
"""The names of the scenes, but for those that are made of the same parts as another."""


_MOVES = {
    "start": "down",
    "partners": "tab",
    "question": "down",
    "grid": "right",
    "number": "tab",
    "read-back": "down",
    "result": "down",
    "find-out": "down",
    "steps": "down",
    "what-if": "down",
    "example": "down",
    "partner": "tab",
    "key-day": "tab",
    "note": "tab",
    "name": "tab",
    "jump": "down",
    "menu": "down",
}
"""The scenes in which something is current, each with a key that makes something else so."""
_FORMS = ("partner", "note", "key-day")
"""The dialogs of several fields, which are looked at field by field."""


@asynccontextmanager
async def at(name: str, folder: Path, scenario: str = PICTURED) -> AsyncIterator[Driven]:
    with working_in(folder, scenario) as file:
        async with standing(BY_NAME[name], file) as hands:
            yield hands


def looks_for(name: str) -> list[Theme]:
    """Return the looks in which a scene is looked at: every day its own and one other, in turn.

    Its own comes last, and so need not be put on once more.
    """
    own = [theme for theme in THEMES if theme.name == BY_NAME[name].theme]
    others = [theme for theme in THEMES if theme not in own]
    turn = [*BY_NAME].index(name) % len(others)
    return [*(others if is_deep() else others[turn : turn + 1]), *own]


def too_faint(patch: Patch, body: tuple[int, int, int]) -> bool:
    return patch.ratio < (BODY if patch.ink == body else OTHER)


@pytest.mark.parametrize("name", _DIFFERENT)
def test_a_scene_can_be_read_in_every_look_and_its_keys_in_the_smallest_terminal(
    name: str, tmp_path: Path
) -> None:
    faint: set[str] = set()

    async def look(hands: Driven) -> None:
        for theme in looks_for(name):
            hands.app.theme = theme.name
            await hands.pilot.pause()
            assert theme.foreground is not None
            found = [patch for patch in patches(hands.app) if not patch.is_behind]
            assert len(found) > 5
            for patch in found:
                if not set(patch.text) <= _DRAWN and too_faint(patch, rgb(theme.foreground)):
                    faint.add(
                        f"{theme.name}: {patch.ratio:.2f} {patch.ink} on {patch.ground}: "
                        f"{patch.text.strip()}"
                    )

    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            await look(hands)
            await settled(hands)
            if name in _MOVES and name not in _FORMS:
                await assert_current_shows(name, hands)
            assert_usable(hands)
            await hands.pilot.resize_terminal(*SMALLEST)
            await settled(hands)
            assert_usable(hands)
            if name in _FORMS:
                looked_at = set()
                for _ in hands.app.screen.focus_chain:
                    await hands.press("tab")
                    await settled(hands)
                    assert_usable(hands)
                    # A field of one sort with the keys looks like another.
                    if type(hands.app.focused) not in looked_at:
                        looked_at.add(type(hands.app.focused))
                        await look(hands)

    run(steps)
    assert not faint, "\n".join(sorted(faint))


def assert_usable(hands: Driven) -> None:
    """Fail unless the keys are on the last line, and what is focused is in sight."""
    screen, lines = hands.app.screen, hands.shown.splitlines()
    active = screen.active_bindings
    for bar in screen.query(KeyBar):
        assert bar.region.y == hands.app.size.height - 1
        assert bar.places
        for start, end, key in bar.places:
            assert active[key].enabled
            assert active[key].binding.description in lines[-1].ljust(end)[start:end]
    if (focused := screen.focused) is not None:
        visible = screen.find_widget(focused).visible_region
        assert visible.height >= min(focused.outer_size.height, 3), focused


def test_every_look_is_looked_at() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES
    looked_at = [theme for name in _DIFFERENT for theme in looks_for(name)]
    assert min(map(looked_at.count, THEMES)) >= len(_DIFFERENT) // len(THEMES)


async def assert_current_shows(name: str, hands: Driven) -> None:
    """Move what is current, and fail unless light and dark alone show that it moved."""
    has_colour = bool(coloured(hands))
    for _ in range(3 if _MOVES[name] == "tab" else 1):
        before = cells(hands.app)
        await hands.press(_MOVES[name])
        await settled(hands)
        assert tell_apart(before, cells(hands.app)), hands.app.focused
        assert bool(coloured(hands)) == has_colour


# With colours, the test above finds it in the same scenes but for these.
@pytest.mark.parametrize(
    ("name", "no_color"),
    [*((n, False) for n in ("example", *_FORMS)), *((n, True) for n in _MOVES)],
)
def test_what_is_current_shows_without_any_colour(
    name: str, no_color: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")

    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            assert bool(coloured(hands)) != no_color
            await assert_current_shows(name, hands)

    run(steps)


def coloured(hands: Driven) -> list[Patch]:
    return [patch for patch in patches(hands.app) if patch.ink or patch.ground]


# The test above finds it in the scenes in which something is current.
@pytest.mark.parametrize("name", ["delicate", "finding", "help", "told-live", "due-next"])
def test_no_color_leaves_no_colour_at_all(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            assert not coloured(hands)

    run(steps)


def test_no_color_set_to_nothing_is_not_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")

    async def steps() -> None:
        async with at("question", tmp_path) as hands:
            assert coloured(hands)

    run(steps)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("question", ("1", "2")),
        ("grid", ("1", "2")),
        ("alike", ("1", "y")),
        ("partner", ("tab", "right")),
        ("note", ("tab", "tab", "right")),
        ("result", ("2", "3")),
        ("kinds", ("1", "2")),
    ],
)
def test_what_is_chosen_shows_in_the_text_itself(
    name: str, keys: tuple[str, ...], tmp_path: Path
) -> None:
    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            shown = []
            for key in keys:
                await hands.press(key)
                await settled(hands)
                shown.append(hands.shown)
            assert len(set(shown)) == len(keys)

    run(steps)


def test_every_rating_is_a_word_and_a_mark(tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("result-wide", tmp_path) as hands:
            phrases = getattr(hands.app.screen, "phrases", None)
            assert isinstance(phrases, Phrases)
            for concern in phrases.assessment.concerns:
                heading = SEVERITY_HEADINGS[concern.severity]
                assert heading.upper() in hands.shown
                # As one text: on the screen it may be broken over two lines.
                beside = hands.app.screen.query_one(DetailPanel).detail.above.plain
                assert f"{heading}: as it is" in beside or concern.holds_at is None
                if concern.holds_at:
                    mark = phrases.band(concern.holds_at).text
                    assert mark in beside
                    assert any(letter.isalpha() for letter in mark)
                    assert any(not letter.isalnum() and not letter.isspace() for letter in mark)
                await hands.press("down")

    run(steps)


def parties(question: Question) -> tuple[Partner, ...]:
    roles = [role for role in ROLES if question.is_asked_of(role)] or ["member"]
    names = ("Priory Road School", "Moorfield Academy", "Fernhill House")
    return tuple(Partner(name=name, role=roles[n % len(roles)]) for n, name in enumerate(names))


def asked_alone(question: Question, before: Scenario) -> Scenario:
    """Return a partnership of three that is asked a question, with nothing answered."""
    kind = next(kind for kind in ("cluster", *question.kinds) if kind in question.kinds)
    stage = question.stages[0] if before.judged_at not in question.stages else before.judged_at
    answers: dict[str, Answer] = {}
    return before.with_facts(
        kind=kind, also=(), stage=stage, partners=parties(question), answers=answers
    )


async def each_question(hands: Driven, look: Callable[[Question], None]) -> None:
    """Open every shipped question in turn, to three partners, and look at it."""
    app = hands.app
    assert app.room.session is not None
    first = app.room.session
    for question in shipped_rulebook().questions.values():
        scenario = asked_alone(question, first.scenario)
        app.room.session = replace(first, scenario=scenario, opened=frozenset([question.id]))
        app.post_message(Visit(question.id))
        await hands.pilot.pause()
        look(question)


def letters_of(question: Question) -> int:
    return len(question.asks + question.why) + sum(len(level.says) for level in question.levels)


def out_of_sight(hands: Driven, question: Question) -> list[str]:
    """Return which parts of a question are not to be seen in full."""
    screen = hands.app.screen
    card = screen.query_one(QuestionPanel)
    parts = {"what is asked": screen.query_one("#asks")}
    if not question.once:
        parts["the partners"] = screen.query_one(PartnerGrid if question.number else AnswerTable)
    if question.number:
        parts["the number"] = screen.query_one(NumberField)
    if question.once or question.number:
        rows = [row for row in screen.query(_Row) if row.choice is not None]
        assert rows
        parts |= {f"choice {row.choice.key}": row for row in rows if row.choice}
    assert all(part.display for part in parts.values())
    wanted = [(name, part) for name, part in parts.items() if part.display]
    return [
        name
        for name, part in wanted
        if part.region.height == 0 or not card.region.contains_region(part.region)
    ]


def test_every_question_fits_in_an_ordinary_terminal(tmp_path: Path) -> None:
    hidden: list[str] = []

    async def steps() -> None:
        async with at("question", tmp_path) as hands:

            def look(question: Question) -> None:
                if missing := out_of_sight(hands, question):
                    hidden.append(f"{question.id}: {', '.join(missing)}")

            await each_question(hands, look)

    run(steps)
    assert not hidden, "\n".join(hidden)


# In an ordinary terminal every question fits, as another test here finds. In the everyday run every
# third one is tried here, and with them the longest.
@pytest.mark.long
def test_every_choice_of_every_question_can_be_brought_into_sight(tmp_path: Path) -> None:
    lost: list[str] = []

    async def steps() -> None:
        async with at("question", tmp_path) as hands:
            await hands.pilot.resize_terminal(*SMALLEST)
            app = hands.app
            assert app.room.session is not None
            first = app.room.session
            every = sorted(shipped_rulebook().questions.values(), key=letters_of, reverse=True)
            for question in every if is_deep() else [*every[:5], *every[5::3]]:
                scenario = asked_alone(question, first.scenario)
                app.room.session = replace(
                    first, scenario=scenario, opened=frozenset([question.id])
                )
                app.post_message(Visit(question.id))
                await hands.pilot.pause()
                card = app.screen.query_one(QuestionPanel)
                if card.max_scroll_y == 0:
                    continue
                table = app.screen.query_one(AnswerTable)
                for number, choice in enumerate(table.choices if table.display else ()):
                    await hands.press("down")
                    where = table.region_of(number).translate(table.region.offset)
                    if not card.region.contains_region(where):
                        lost.append(f"{question.id}: {choice.key}")
                choices = app.screen.query_one(Choices)
                if not choices.display:
                    continue
                for _ in range(4):
                    if not choices.has_focus:
                        await hands.press("tab")
                for number, choice in enumerate(choices.choices):
                    await hands.press("down")
                    row = list(app.screen.query(_Row))[number]
                    if not card.region.contains_region(row.region):
                        lost.append(f"{question.id}: {choice.key}")

    run(steps)
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize(("partners", "key"), [(4, "right"), (20, "down")])
def test_the_partner_asked_is_in_sight_among_many(partners: int, key: str, tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("question", tmp_path) as hands:
            session = hands.app.room.session
            assert session is not None
            names = [f"{chr(ord('A') + n) * 4} Primary School" for n in range(partners)]
            facts = {"partners": tuple(Partner(name=name) for name in names), "dates": ()}
            hands.app.room.session = replace(session, scenario=session.scenario.with_facts(**facts))
            await hands.visit("governing-body")
            for name in (*names, names[0]):
                assert f"› {name[:4]}" in hands.shown
                assert f"▸ {name}: 1-6 or u" in hands.shown
                await hands.press(key)
                await settled(hands)

    run(steps)


def test_an_answer_and_what_is_half_typed_outlive_every_size(tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("question", tmp_path) as hands:
            await hands.press("2")
            hands.app.post_message(Visit("months-covered"))
            await hands.pilot.pause()
            await hands.press("1", "4")
            said = hands.scenario
            for size in (SMALLEST, WIDE, (40, 10), NORMAL):
                await hands.pilot.resize_terminal(*size)
                await settled(hands)
                assert hands.scenario == said
                assert hands.app.screen.query_one(NumberField).text == "14"
            await hands.press("enter")
            answer = hands.scenario.answer_once("months-covered")
            assert answer is not None
            assert answer.answer == 14

    run(steps)


def test_a_note_that_is_half_written_outlives_every_size(tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("note", tmp_path) as hands:
            screen = hands.app.screen
            screen.query_one(TextArea).text = "half a"
            screen.query_one(Input).value = "the he"
            for size in (SMALLEST, WIDE, (40, 10), NORMAL):
                await hands.pilot.resize_terminal(*size)
                await settled(hands)
            assert screen is hands.app.screen
            assert screen.query_one(TextArea).text == "half a"
            assert screen.query_one(Input).value == "the he"

    run(steps)


def test_the_line_that_is_marked_outlives_every_size(tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("result", tmp_path) as hands:
            await hands.press("down", "down")
            options = hands.app.screen.query_one(OptionList)
            marked = options.highlighted
            assert marked
            for size in (SMALLEST, WIDE, NORMAL):
                await hands.pilot.resize_terminal(*size)
                await settled(hands)
                assert options.highlighted == marked

    run(steps)


@pytest.mark.parametrize("name", ["start", "question", "partners", "result", "finding"])
def test_a_click_on_a_key_at_the_foot_presses_that_key(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            bar = hands.app.screen.query_one(KeyBar)
            pressed: list[str] = []
            monkeypatch.setattr(hands.app, "simulate_key", pressed.append)
            assert bar.places
            for start, _, _ in bar.places:
                await hands.pilot.click(KeyBar, offset=(start + 1, 0))
            assert pressed == [key for _, _, key in bar.places]

    run(steps)


@pytest.mark.parametrize(
    ("name", "says", "screen"),
    [
        ("start", "Choose", "SetUpPage"),
        ("question", "Help", "Page"),
        ("question", "Jump", "JumpDialog"),
        ("partners", "Add or change", "PartnerForm"),
        ("read-back", "Advice", "Choose"),  # Who is in the room is not known.
        ("result", "Disagree", "AskLine"),
        ("result", "Export", "Choose"),
        ("finding", "Disagree", "AskLine"),
        ("what-if", "Back, not kept", "ResultScreen"),
        ("note", "Cancel", "QuestionsScreen"),
    ],
)
def test_a_key_at_the_foot_does_what_it_says(
    name: str, says: str, screen: str, tmp_path: Path
) -> None:
    async def steps() -> None:
        async with at(name, tmp_path) as hands:
            x = hands.shown.splitlines()[-1].index(f" {says}") + 1
            await hands.pilot.click(KeyBar, offset=(x, 0))
            await hands.screen(screen)

    run(steps)


@pytest.mark.parametrize(("says", "answer"), [("Unknown", "unknown"), ("Park", None)])
def test_a_key_at_the_foot_answers(says: str, answer: str | None, tmp_path: Path) -> None:
    async def steps() -> None:
        async with at("question", tmp_path) as hands:
            # At 80 columns the keys that lead on and out take the room of some that answer.
            await hands.pilot.resize_terminal(*WIDE)
            if answer is None:
                # What has an answer is not parked.
                await hands.press("delete")
            await settled(hands)
            x = hands.shown.splitlines()[-1].index(f" {says}") + 1
            await hands.pilot.click(KeyBar, offset=(x, 0))
            await settled(hands)
            session = hands.app.room.session
            assert session is not None
            given = hands.scenario.answer_once("values-compared")
            assert (given and given.answer) == answer
            assert ("values-compared" in session.parked) == (answer is None)

    run(steps)
