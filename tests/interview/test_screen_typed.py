"""Typing changes no answer, file or export, but the one answer that a key is there for."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from advisor.interview.card import keys_of
from advisor.interview.screens.dialogs import Choose
from advisor.interview.screens.questions import QuestionsScreen
from advisor.interview.screens.start import StartScreen
from advisor.scenario.scenario import Answer, Scenario
from tests.interview.scenes import EVERY, working_in
from tests.interview.screen import Driven, driven, run
from tests.strategies import examples

LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789.,;?'éßQ"
TEXTS = st.tuples(
    st.sampled_from(["no use, ask 1", "ask 1y quay", "said 2 days", "quite", "4 u s"]),
    st.text(st.sampled_from(LETTERS), min_size=4, max_size=8),
).map("".join)
"""What people type into a note; Enter confirms, so it is no part of it."""
_LIKE_OTHERS = {
    *("grid-smallest", "grid-wide", "result-light", "question-contrast", "known", "arrow"),
    *("strengths", "due-next", "all", "risks-by-topic", "opened-read-back", "help"),
}
"""Scenes in which a key does what it does in others."""


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


async def _type(hands: Driven, text: str) -> None:
    """Type a text, and fail if a key changes more than the answer that it stands for."""
    for key in text:
        if hands.app._exit:
            return
        session, screen = hands.app.session, hands.app.screen
        spot = screen.spot if isinstance(screen, QuestionsScreen) else None
        answers = spot is not None and key in keys_of(spot.question) and hands.app.trial is None
        may_change = _is_a_choice(hands, key)
        hands.send(" " if key == " " else key)
        await hands.pilot.pause()
        now = hands.app.session
        if session is None or now is None or now.scenario == session.scenario or may_change:
            continue
        assert answers, (text, key, type(screen).__name__)
        assert spot is not None
        before, after = _cells(session.scenario), _cells(now.scenario)
        changed = [cell for cell in {**before, **after} if before.get(cell) != after.get(cell)]
        assert {question for question, _ in changed} == {spot.question.id}, (text, key)
        replaced = [cell for cell in changed if cell in before]
        assert len(replaced) <= 1, (text, key)
        for cell in replaced:
            answer = before[cell]
            assert isinstance(answer, Answer)
            assert getattr(after[cell], "note", None) == answer.note, (text, key)


async def _back_to(hands: Driven, screens: int) -> None:
    """Give up whatever is open in front of the first screens."""
    hands.app.workers.cancel_all()
    while len(hands.app.screen_stack) > screens:
        hands.app.pop_screen()
    await hands.pilot.pause()


@settings(examples(1), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_what_is_typed_on_any_screen_of_a_meeting_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("typed")

    async def steps(file: Path) -> None:
        async with driven(file) as hands:
            await hands.screen("QuestionsScreen")
            session, depth, files = hands.app.session, len(hands.app.screen_stack), _files(folder)
            for scene in EVERY:
                if not scene.opens or scene.name in _LIKE_OTHERS:
                    continue
                hands.app.session, hands.app.trial, hands.app.trial_says = session, None, ""
                await scene.go(hands)
                await _type(hands, text)
                assert not hands.app._exit, scene.name
                assert _files(folder) == files, scene.name
                await _back_to(hands, depth)

    with working_in(folder) as file:
        run(lambda: steps(file))


@settings(examples(1), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_what_is_typed_before_a_meeting_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("typed")

    async def steps() -> None:
        async with driven() as hands:
            files = _files(folder)
            for scene in EVERY:
                if scene.opens or hands.app._exit:
                    continue
                await scene.go(hands)
                await _type(hands, text)
                assert _files(folder) == files, scene.name
                if not hands.app._exit:
                    await _back_to(hands, 1)
                    hands.app.put_away()
                    assert isinstance(hands.app.screen, StartScreen)

    with working_in(folder):
        run(steps)
