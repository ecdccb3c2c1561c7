"""Going on: with files, with what was left unsaved, with an example; and what cannot be opened."""

import shutil
from pathlib import Path

import pytest

from advisor.interview.state.journal import Journal
from advisor.interview.state.preferences import Preferences, save_preferences
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.interview.rooms import said_in
from tests.interview.screen import (
    blank,
    driven,
    fill_in_partner,
    finish_set_up,
    left_unsaved,
    run,
)
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook

pytestmark = pytest.mark.usefixtures("room")


def _changed(file: Path) -> Scenario:
    scenario = load_scenario(file, shipped_rulebook())
    return scenario.with_answer("reach", Answer(answer="pupils-meet"))


def _journals(room: Path) -> list[str]:
    return sorted(path.name for path in (room / "state" / "journals").glob("*.json"))


def test_a_file_that_is_gone_or_broken_is_not_offered(ours: Path, room: Path) -> None:
    (room / "broken.yaml").write_text("partnership: [", encoding="utf-8")
    files = (str(room / "gone.yaml"), str(room / "broken.yaml"), str(ours))
    save_preferences(Preferences(files=files))

    async def steps() -> None:
        async with driven() as hands:
            assert hands.app.room.recent is not None
            assert [known.file for known in hands.app.room.recent.all] == [ours]

    run(steps)


def test_a_file_of_before_says_once_what_became_of_its_answers(room: Path) -> None:
    file = room / "old.yaml"
    file.write_text(
        "partnership: P\nkind: cluster\nstage: starting\npartners: [{name: Elm}, {name: Oak}]\n"
        "answers:\n  dates-known: before-all # on paper\n  heads-agree: {every: cold, note: May}\n",
        encoding="utf-8",
    )
    says = (
        "The questions have changed since these answers were given. 1 answer was carried "
        "over. To be asked again: Does the head back it? What you said before is kept as a note, "
        "and counts for nothing."
    )

    async def steps(*, is_old: bool) -> None:
        async with driven(file, load=small_rulebook) as hands:
            await hands.until(lambda: hands.is_on("Page" if is_old else "QuestionsScreen"))
            assert (says in hands.said) == is_old
            await hands.press(*["enter"] if is_old else [])
            await hands.screen("QuestionsScreen")
            assert len(hands.scenario.earlier) == 1
            await hands.press("1", "ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(lambda: steps(is_old=True))
    assert "  dates-fixed: before-all # on paper\n" in file.read_text(encoding="utf-8")
    run(lambda: steps(is_old=False))


def test_a_file_is_opened_by_its_name(ours: Path) -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("o")
            await hands.type("nothing.yaml", "enter")
            assert "there is no such file" in hands.shown
            await hands.type(ours.name, "enter")
            await hands.screen("QuestionsScreen")
            assert len(hands.scenario.partners) == 3
            assert not hands.app.room.journal or not hands.app.room.journal.unsaved

    run(steps)


def test_what_was_left_without_a_file_is_gone_on_with_and_saved(room: Path) -> None:
    scenario = blank().with_answer("reach", Answer(answer="pupils-meet"))
    left_unsaved(scenario, None, "values-compared")

    async def steps() -> None:
        async with driven() as hands:
            assert "Go on with: Test left unsaved" in hands.said
            await hands.press("2")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == scenario
            assert hands.asked == "first-year-goal"
            assert hands.app.room.current.parked == {"values-compared"}
            await hands.press("ctrl+s")
            await hands.type("saved.yaml", "enter")
            await hands.until(lambda: "Saved to" in hands.told)
            assert _journals(room) == []
        assert said_in(room / "saved.yaml") == scenario

    run(steps)


def test_what_was_left_of_a_file_is_gone_on_with_from_the_first_screen(ours: Path) -> None:
    left_unsaved(_changed(ours), ours)

    async def steps() -> None:
        async with driven() as hands:
            await hands.press("2")
            await hands.screen("QuestionsScreen")
            assert hands.answered("reach") == "pupils-meet"
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)
        assert load_scenario(ours, shipped_rulebook()) == _changed(ours)
        assert ours.read_text().splitlines()[1].startswith("# Two state secondaries")

    run(steps)


@pytest.mark.parametrize(("key", "reach", "left"), [("y", 1, 1), ("n", 0, 1), ("d", 0, 0)])
def test_opening_a_file_offers_what_was_left_of_it(
    key: str, reach: int, left: int, ours: Path, room: Path
) -> None:
    now = load_scenario(ours, shipped_rulebook())
    left_unsaved(_changed(ours), ours)

    async def steps() -> None:
        async with driven(ours) as hands:
            assert "An interview was left unsaved" in hands.shown
            await hands.press(key, "enter")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == (_changed(ours) if reach else now)
            assert len(_journals(room)) == left
            if key == "y":
                await hands.press("ctrl+q", "n")
            hands.send("enter" if key == "y" else "ctrl+q")
            assert await hands.gone() == 0

    run(steps)
    assert len(unsaved_interviews(shipped_rulebook())) == left


def test_what_was_left_is_offered_again_until_it_is_saved_or_dropped(ours: Path) -> None:
    left_unsaved(_changed(ours), ours)

    async def steps() -> None:
        for _ in range(2):
            async with driven(ours) as hands:
                await hands.press("y", "enter")
                await hands.screen("QuestionsScreen")
                assert hands.answered("reach") == "pupils-meet"

    run(steps)


def test_a_file_that_is_open_in_another_window_is_left_alone(ours: Path) -> None:
    other = Journal()
    other.lock_file(ours, ours.read_bytes())
    save_preferences(Preferences(files=(str(ours),)))

    async def steps() -> None:
        async with driven() as hands:
            await hands.press("2")
            await hands.screen("Page")
            assert "open in another window" in hands.said
            await hands.press("escape")
            await hands.screen("StartScreen")
            assert hands.app.room.session is None
        async with driven(ours) as hands:
            assert await hands.gone() == 2
            assert hands.app.faults is not None
            assert "open in another window" in str(hands.app.faults.faults[0])

    run(steps)
    other.unlock_file()


def test_a_faulty_file_is_told_with_its_line(room: Path) -> None:
    file = room / "faulty.yaml"
    text = "partnership: Test\nkind: clutser\npartners:\n  - name: Oak\n"
    file.write_text(text, encoding="utf-8")

    async def steps() -> None:
        async with driven() as hands:
            await hands.press("o")
            await hands.type("faulty.yaml", "enter")
            await hands.screen("Page")
            assert "faulty.yaml:2" in hands.said
            await hands.press("escape")
            await hands.screen("StartScreen")
        async with driven(file) as hands:
            assert await hands.gone() == 2
            assert hands.app.faults is not None
            assert "faulty.yaml:2" in str(hands.app.faults.faults[0])

    run(steps)
    assert file.read_text() == text


def test_a_file_that_is_not_there_yet_is_begun_under_its_name(room: Path) -> None:
    async def steps() -> None:
        async with driven(room / "new.yaml") as hands:
            await hands.type("Test", "enter")
            await fill_in_partner(hands, "Oak", "1")
            await finish_set_up(hands)
            await hands.press("1", "ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)
            assert said_in(room / "new.yaml") == hands.scenario

    run(steps)


def test_an_example_keeps_nothing(room: Path) -> None:
    scenarios = Path(__file__).parents[2] / "scenarios"
    before = {path.name: path.read_bytes() for path in scenarios.glob("*.yaml")}

    async def steps() -> None:
        async with driven() as hands:
            await hands.press("e", "enter")
            await hands.screen("ResultScreen")
            assert "This is where a meeting ends." in hands.told
            await hands.press("escape")
            await hands.screen("QuestionsScreen")
            assert "EXAMPLE" in hands.shown
            assert "nothing is kept" in hands.shown
            shown = hands.app.room.current
            await hands.visit("values-compared")
            await hands.press("1" if hands.answered("values-compared") == "not-done" else "2")
            await hands.press("r", "d")
            await hands.advice()
            assert "EXAMPLE" in hands.shown
            assert "nothing is kept" in hands.shown
            assert hands.app.room.current != shown
            hands.send("ctrl+q")
            assert await hands.gone() == 0

    run(steps)
    assert _journals(room) == []
    assert {path.name: path.read_bytes() for path in scenarios.glob("*.yaml")} == before
    assert not list(room.glob("*.yaml"))


def test_copies_of_a_file_are_files_of_their_own(ours: Path, room: Path) -> None:
    copy = Path(shutil.copy(ours, room / "copy.yaml"))
    left_unsaved(_changed(ours), ours)

    async def steps() -> None:
        async with driven(copy) as hands:
            await hands.screen("QuestionsScreen")
            assert hands.answered("reach") == "lessons-shared"

    run(steps)
