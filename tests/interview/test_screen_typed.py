"""Typing changes no answer, file or export, but for the answer or choice that a key stands for."""

import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from textual.widgets import TextArea

from advisor.interview.dialogs.dialog import Choose
from advisor.interview.dialogs.set_up_page import SetUpPage
from advisor.interview.screens import answer_keys
from advisor.interview.screens.questions import QuestionsScreen
from advisor.interview.screens.start import StartScreen
from advisor.interview.state.question_view import keys_of
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.interview.scenes import EVERY, Scene, working_in
from tests.interview.screen import Driven, driven, run
from tests.strategies import examples, is_deep

LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789.,;?'éßQ"
BEGINNINGS = ("no use 1", "ask 1y", "said 2", "quite", "4 u s", "1 3 b", "v2 f", "")
"""How a text may begin: with a command, with an answer, with a letter that is neither."""
ROUNDS = range(examples(1).max_examples)
_LIKE_OTHERS = {
    *("grid-smallest", "grid-wide", "result-light", "question-contrast", "known", "arrow"),
    *("strengths", "due-next", "all", "risks-by-topic", "opened-read-back", "help"),
}
"""Scenes in which a key does what it does in others."""
IN_A_MEETING = [scene for scene in EVERY if scene.opens and scene.name not in _LIKE_OTHERS]
BEFORE_A_MEETING = [scene for scene in EVERY if not scene.opens]


def _cells(scenario: Scenario) -> Mapping[tuple[str, str | None], object]:
    """Return every answer in the scenario, by its question and its partner."""
    found: dict[tuple[str, str | None], object] = {
        (q, None): a for q, a in scenario.answers.items()
    }
    for partner in scenario.partners:
        found |= {(question, partner.name): said for question, said in partner.answers.items()}
    return found


def _files(folder: Path) -> Mapping[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _is_a_choice(hands: Driven, key: str) -> bool:
    """Whether a dialog on top offers just this key, and needs no Enter after it."""
    screen = hands.app.screen
    offered = isinstance(screen, Choose) and not screen.confirm and screen.choices
    return any(choice.key == key for choice in offered or ())


def _begins_a_text(hands: Driven, key: str) -> bool:
    """Whether a key on a question is no command, so that somebody is writing from here on."""
    screen = hands.app.screen
    is_question = isinstance(screen, QuestionsScreen)
    return is_question and key.isalpha() and key not in screen.active_bindings


async def _type(hands: Driven, text: str) -> None:
    """Type a text, and fail if a key changes more than the answer or choice it stands for.

    It ends where the meeting does: what comes after it is typed on the first screen.
    """
    began = False
    for key in text:
        session, screen = hands.app.room.session, hands.app.screen
        cursor = screen.cursor if isinstance(screen, QuestionsScreen) else None
        is_kept = hands.app.room.trial is None
        answers = cursor is not None and key in keys_of(cursor.question) and is_kept
        may_change = _is_a_choice(hands, key)
        began = began or _begins_a_text(hands, key)
        await hands.press(key)
        now = hands.app.room.session
        if hands.app.is_leaving or (session is not None and now is None):
            return
        if session is None or now is None or now.scenario == session.scenario or may_change:
            continue
        # This page keeps each fact as it is typed, and one undo takes them all back.
        if isinstance(screen, SetUpPage):
            assert _cells(now.scenario) == _cells(session.scenario), (text, key)
            continue
        assert answers, (text, key, type(screen).__name__)
        assert not began, (text, key, "an answer was written while somebody was typing a text")
        assert cursor is not None
        before, after = _cells(session.scenario), _cells(now.scenario)
        changed = [cell for cell in {**before, **after} if before.get(cell) != after.get(cell)]
        assert {question for question, _ in changed} <= {cursor.question.id}, (text, key)
        replaced = [cell for cell in changed if cell in before]
        assert len(replaced) <= 1, (text, key)
        for cell in replaced:
            answer = before[cell]
            assert isinstance(answer, Answer)
            assert getattr(after[cell], "note", None) == answer.note, (text, key)


def _texts(chance: random.Random) -> Iterator[str]:
    """Yield what people type; Enter confirms, so it is no part of it."""
    while True:
        for beginning in chance.sample(BEGINNINGS, len(BEGINNINGS)):
            yield beginning + "".join(chance.choices(LETTERS, k=5))


async def _type_in(scenes: Iterable[Scene], file: Path | None, folder: Path, seed: int) -> None:
    """Type another text in each scene, and fail if that changes a file."""
    files, left = _files(folder), iter(scenes)
    texts = _texts(random.Random(seed))  # noqa: S311
    while (scene := next(left, None)) is not None:
        # A text may leave the meeting or the program, and the next scene then begins anew.
        shutil.rmtree(folder / "state" / "journals", ignore_errors=True)
        async with driven(file) as hands:
            session, depth = hands.app.room.session, len(hands.app.screen_stack)
            while scene is not None:
                await scene.go(hands)
                await _type(hands, next(texts))
                assert _files(folder) == files, scene.name
                if hands.app.is_leaving or (session is not None and hands.app.room.session is None):
                    break
                await _back_to(hands, depth)
                if session is None:
                    hands.app.room.close()
                    assert isinstance(hands.app.screen, StartScreen)
                else:
                    hands.app.room.session, hands.app.room.trial = session, None
                scene = next(left, None)


async def _back_to(hands: Driven, screens: int) -> None:
    """Give up whatever is open in front of the first screens."""
    hands.app.workers.cancel_all()
    while len(hands.app.screen_stack) > screens:
        hands.app.pop_screen()
    await hands.pilot.pause()


@pytest.mark.long
@pytest.mark.parametrize("seed", ROUNDS)
def test_in_a_meeting_only_the_key_of_an_answer_or_a_choice_writes(
    seed: int, tmp_path: Path
) -> None:
    # To get to a scene takes longer than to type there.
    scenes = IN_A_MEETING if is_deep() else IN_A_MEETING[::2]
    with working_in(tmp_path) as file:
        run(lambda: _type_in(scenes, file, tmp_path, seed))


@pytest.mark.parametrize("seed", ROUNDS)
def test_before_a_meeting_no_key_writes_a_file(seed: int, tmp_path: Path) -> None:
    with working_in(tmp_path):
        run(lambda: _type_in(BEFORE_A_MEETING, None, tmp_path, seed))


def test_an_answer_typed_behind_the_letter_that_brought_up_a_question_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(file: Path) -> None:
        async with driven(file) as hands:
            await hands.visit("values-compared")
            before, asked = hands.scenario, hands.asked
            slow(3600)
            for text in ("pupils", "but", "f2", "b1"):
                await hands.press(*text)
                assert hands.scenario == before, text
                if hands.is_on("AskNote"):
                    await hands.press("escape")
                elif text in {"f2", "b1"}:
                    assert "Press it again" in hands.said
                await hands.visit(asked)
            slow(0)
            await hands.press("f", "2")
            assert hands.scenario != before

    def slow(seconds: float) -> None:
        monkeypatch.setattr(answer_keys, "PAUSE", seconds)

    with working_in(tmp_path) as file:
        run(lambda: steps(file))


@pytest.mark.parametrize("letter", ["a", "o", "w", "x", "z", "Q", "é"])
def test_a_letter_that_does_nothing_on_this_question_begins_a_note(
    letter: str, tmp_path: Path
) -> None:
    async def steps(file: Path) -> None:
        async with driven(file) as hands:
            await hands.visit("values-compared")
            before = hands.scenario
            await hands.press(letter, "2", "u")
            await hands.screen("AskNote")
            assert hands.app.screen.query_one(TextArea).text.endswith(f" {letter}2u")
            # Whoever slipped and then answered is told where the answer went.
            assert f"{letter} is no key here, so it begins a note." in hands.said
            await hands.press("escape", "y", "enter")
            assert f"The keys after {letter} went into the note" in hands.said
            assert hands.scenario == before

    with working_in(tmp_path) as file:
        run(lambda: steps(file))
