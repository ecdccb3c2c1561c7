"""Drives the interview's screen without a terminal: keys, mouse, and what stands on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from advisor.interview.app import InterviewApp
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook

PATIENCE = 20.0


@dataclass
class Driven:
    """An app that runs, and the hands on it."""

    app: InterviewApp
    pilot: Pilot[None]

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
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into what is focused."""
        await self.press(*(_KEYS.get(letter, letter) for letter in text))

    async def screen(self, name: str) -> None:
        """Wait for a screen, by the name of its class."""
        await self.until(lambda: type(self.app.screen).__name__ == name)

    async def advice(self) -> None:
        """Wait until the result shows its advice."""
        await self.screen("ResultScreen")
        await self.until(lambda: getattr(self.app.screen, "words", None) is not None)

    @property
    def scenario(self) -> Scenario:
        """What has been said."""
        assert self.app.session is not None
        return self.app.session.scenario

    @property
    def shown(self) -> str:
        """Everything on the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


_KEYS = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", "'": "apostrophe"}


@asynccontextmanager
async def driven(
    file: Path | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driven]:
    """Run the app on a file, or on its first screen, until the rulebook is read."""
    app = InterviewApp(shipped_rulebook, file)
    async with app.run_test(size=size) as pilot:
        hands = Driven(app, pilot)
        await hands.until(lambda: app.is_ready and app.known is not None)
        if file is not None:
            await hands.until(lambda: app.session is not None or len(app.screen_stack) > 2)
        yield hands


def run(steps: Callable[[], Awaitable[Any]]) -> None:
    """Run what a test does on a screen."""
    asyncio.run(steps())  # type: ignore[arg-type]
