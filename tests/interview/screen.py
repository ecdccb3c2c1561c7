"""Drives the interview's screen without a terminal: keys, mouse, and what stands on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from advisor.interview.app import InterviewApp
from advisor.interview.messages import Visit
from advisor.interview.screens.questions import QuestionsScreen
from advisor.interview.screens.start import StartScreen
from advisor.interview.state.interim_verdict import known_in_all
from advisor.interview.state.journal import Journal
from advisor.interview.widgets.answer_table import AnswerTable, column_for
from advisor.report.page_formats import PAGE_FORMATS
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.saving import saved
from advisor.scenario.scenario import Scenario
from tests.interview.textual_parts import painted_lines, send_key, wait_for_effect
from tests.shipped import shipped_rulebook

PATIENCE = 120.0
"""Seconds after which what did not come is not coming. Only a test that fails waits so long; with
8, a machine of two cores and a load of 13 failed tests that had nothing wrong."""

AS_TEXT = next(str(n) for n, row in enumerate(PAGE_FORMATS, 1) if ".txt" in row.endings)
"""The key that exports as plain text."""


@dataclass
class Driven:
    """An app that runs, and the hands on it."""

    app: InterviewApp
    pilot: Pilot[None]
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        notify = self.app.notify

        def hear(message: str, **how: Any) -> None:
            self.heard.append(message)
            notify(message, **how)

        self.app.notify = hear  # type: ignore[method-assign]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, and fail if it does not come."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not holds():
            if loop.time() > end:
                raise AssertionError(f"waited in vain on {type(self.app.screen).__name__}")
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has had its effect."""
        for key in keys:
            self.send(key)
            await wait_for_effect(self.pilot)
        await self.pilot.pause()

    def send(self, key: str) -> None:
        """Send a key, without waiting for its effect as ``Pilot.press`` does three times."""
        send_key(self.app, key)

    @property
    def said(self) -> str:
        """What stands on the screen, or on the dialog in front of it, as one line."""
        lines = self.shown.splitlines()
        for dialog in self.app.screen.query("#dialog"):
            x, y, width, height = dialog.region
            lines = [line[x : x + width] for line in lines[y : y + height]]
        return " ".join(
            "".join(" " if x in "│┌┐└┘─▁▂▃▄▅▆▇█" else x for x in "\n".join(lines)).split()
        )

    async def click_answer(self, key: str, partner: int) -> None:
        """Click on an answer of a partner, where answers and partners are a table."""
        table = self.app.screen.query_one(AnswerTable)
        assert table.display
        answer = [choice.key for choice in table.choices].index(key)
        columns = len(table.rows)
        width = column_for(table.size.width, columns)
        x = table.region.right - width * (columns - partner) + 2
        y = table.region.y + table.region_of(answer).y
        assert self.shown.splitlines()[y][x] in "●○·"
        await self.pilot.click(offset=(x, y))
        await self.pilot.pause()

    async def type(self, text: str, *then: str) -> None:
        """Type a text into what is focused, in the place of what is there, then press keys."""
        if isinstance(self.app.focused, Input) and self.app.focused.value:
            await self.press("end", "ctrl+u")
        for letter in text:
            self.send(letter)
        await self.pilot.pause()
        await self.press(*then)

    async def click(self, text: str, *, after: str = "") -> None:
        """Click in the middle of a text where it is shown, in the first line that has it.

        Args:
            text: What is clicked.
            after: What stands before it on the same line.
        """
        for y, line in enumerate(self.shown.splitlines()):
            x = line.find(text, line.find(after) + len(after)) if after in line else -1
            if x >= 0:
                await self.pilot.click(offset=(cell_len(line[:x]) + cell_len(text) // 2, y))
                await self.pilot.pause()
                return
        raise AssertionError(f"{text!r} is not shown:\n{self.shown}")

    async def command(self, name: str) -> None:
        """Run a command of the palette, by its name."""
        await self.press("colon")
        await self.screen("CommandMenu")
        await self.type(name)
        found = self.app.screen.query_one(OptionList)
        await self.until(lambda: str(found.get_option_at_index(0).prompt).strip().startswith(name))
        await self.press("enter")
        await self.until(lambda: not self.is_on("CommandMenu"))

    async def gone(self) -> int | None:
        """Wait until the app has been left, and return its exit code."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not self.app.is_leaving:
            assert asyncio.get_running_loop().time() < end, "the app is still there"
            await asyncio.sleep(0)
        return self.app.return_code

    def is_on(self, name: str) -> bool:
        """Whether a screen is on top, by the name of its class."""
        return type(self.app.screen).__name__ == name

    @property
    def asked(self) -> str:
        """The question on the screen, by its id."""
        assert isinstance(self.app.screen, QuestionsScreen)
        return self.app.screen.at

    @property
    def told(self) -> str:
        """What was told on the message line, one line each."""
        return "\n".join(self.heard)

    def answered(self, question: str, partner: str | None = None) -> object:
        """Return what was answered, by the partnership or by a partner; None if nothing."""
        scenario = self.scenario
        if partner is None:
            answer = scenario.answer_once(question)
        else:
            owner = next(one for one in scenario.partners if one.name == partner)
            answer = scenario.answer_of(owner, question)
        return answer.answer if answer else None

    async def screen(self, name: str) -> None:
        """Wait for a screen, by the name of its class."""
        await self.until(lambda: type(self.app.screen).__name__ == name)

    async def visit(self, question: str) -> None:
        """Open a question, from wherever one is."""
        self.app.post_message(Visit(question))
        await self.until(
            lambda: (
                self.is_on("QuestionsScreen")
                and self.app.screen.is_mounted
                and self.asked == question
            )
        )

    async def advice(self) -> None:
        """Wait until the result shows its advice, agreeing to that where it is asked."""
        await self.until(lambda: self.is_on("ResultScreen") or self.is_on("Choose"))
        if self.is_on("Choose"):
            await self.until(lambda: "Show the advice here?" in self.said)
            await self.press("s", "enter")
        await self.screen("ResultScreen")
        await self.until(lambda: getattr(self.app.screen, "phrases", None) is not None)

    @property
    def scenario(self) -> Scenario:
        """What has been said."""
        assert self.app.room.session is not None
        return self.app.room.session.scenario

    @property
    def shown(self) -> str:
        """Everything on the screen as text."""
        return "\n".join(line.text.rstrip() for line in painted_lines(self.app))


@asynccontextmanager
async def driven(
    file: Path | None = None,
    size: tuple[int, int] = (80, 24),
    load: Callable[[], Rulebook] = shipped_rulebook,
) -> AsyncIterator[Driven]:
    """Run the app on a file, or on its first screen, until the rulebook is read."""
    app = InterviewApp(load, file)
    async with app.run_test(size=size) as pilot:
        hands = Driven(app, pilot)
        await hands.until(lambda: app.is_ready)
        if file is not None:
            await hands.until(lambda: app.is_leaving or not isinstance(app.screen, StartScreen))
        yield hands


def run(steps: Callable[[], Awaitable[Any]]) -> None:
    """Run what a test does on a screen."""
    asyncio.run(steps())  # type: ignore[arg-type]


def blank(kind: str = "cluster", stage: str = "agreeing", **facts: Any) -> Scenario:
    """Return a partnership of Oak and Elm of which nothing is said yet."""
    given = {"partnership": "Test", "kind": kind, "stage": stage}
    partners = ({"name": "Oak", "sector": "state"}, {"name": "Elm", "sector": "state"})
    return Scenario.model_validate({"partners": partners, **given, **facts})


def written(scenario: Scenario, file: Path) -> Path:
    """Write a partnership file, and return it."""
    file.write_text(saved(scenario, None), encoding="utf-8")
    return file


def left_unsaved(scenario: Scenario, file: Path | None = None, *parked: str) -> None:
    """Leave an interview as a crash leaves it."""
    journal = Journal()
    if file is not None:
        journal.lock_file(file, file.read_bytes() if file.exists() else None)
    journal.record(scenario, parked)
    journal.close()
    journal.unlock_file()


async def fill_in_partner(hands: Driven, name: str, *facts: str) -> None:
    """Add a partner on the page: its name, then a number on each line that is to be another."""
    hands.app.screen.query_one("#partners").focus()
    await hands.press("enter")
    await hands.screen("PartnerForm")
    await hands.type(name)
    for fact in facts:
        await hands.press("down", fact)
    if len(facts) < 4:
        hands.app.screen.query_one("#answers_from").focus()
        await hands.press("1")
    await hands.press("enter")
    await hands.screen("SetUpPage")


async def set_up(hands: Driven) -> None:
    """Begin a new partnership, with its name and two partners."""
    await hands.press("n")
    await hands.screen("SetUpPage")
    await hands.type("Year 5 coding", "enter")
    await fill_in_partner(hands, "Oak", "1", "2")
    await fill_in_partner(hands, "Elm", "2", "1", "2", "2")


async def choose(hands: Driven, fact: str, *keys: str) -> None:
    """Go to a line of the page, and choose on it; further keys go on from there."""
    hands.app.screen.query_one(f"#{fact}").focus()
    await hands.press(*keys)


NO = ("federation", "itt", "support", "hub")


async def finish_set_up(
    hands: Driven, yes: Iterable[str] = (), stage: str = "2", room: str = "1"
) -> None:
    """Give every fact that is still open but the partners, and go on to the questions."""
    for fact in NO:
        await choose(hands, fact, "1" if fact in yes else "2")
    await choose(hands, "right", "1")
    await choose(hands, "stage", stage)
    await choose(hands, "room", room, "f2")
    await hands.screen("QuestionsScreen")


async def result(hands: Driven) -> None:
    """Go from the questions to the advice, by way of what was heard."""
    await hands.press("r", "d")
    await hands.advice()


def how_much_is_known(file: Path) -> tuple[int, int]:
    """Return how many answers a file holds, of how many that are asked for."""
    return known_in_all(shipped_rulebook(), load_scenario(file, shipped_rulebook()))
