"""The scenes that the interview is pictured and examined in: each a size, a look, a way there."""

import asyncio
import datetime as dt
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.segment import Segment
from textual.widgets import Input, TextArea

from advisor.interview.state.new_partnership import Fact
from advisor.interview.state.preferences import Preferences, save_preferences
from advisor.interview.themes import CONTRAST, DARK, LIGHT
from tests.interview.screen import Driven, driven
from tests.interview.textual_parts import hold_cursor, painted_lines

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
PICTURED = "trustees-not-told"
NORMAL, SMALLEST, WIDE = (80, 24), (60, 18), (120, 40)

_FONT = re.compile(r"\s*@font-face \{.*?\n    \}", re.DOTALL)
_MAKER = re.compile(r"\s*<!-- Generated with .*? -->")


@dataclass(frozen=True)
class Scene:
    """Something to look at.

    Attributes:
        name: What it is called; that of its picture.
        go: What is done to get there, from the first question, or the first screen.
        size: Columns and lines.
        theme: The look.
        opens: Whether a file is open; otherwise it begins at the first screen.
    """

    name: str
    go: Callable[[Driven], Awaitable[None]]
    size: tuple[int, int] = NORMAL
    theme: str = DARK
    opens: bool = True


async def _stay(hands: Driven) -> None:
    await hands.pilot.pause()


def visit(question: str, *keys: str) -> Callable[[Driven], Awaitable[None]]:
    """Return the way to a question, and on by some keys."""

    async def go(hands: Driven) -> None:
        await hands.visit(question)
        await hands.press(*keys)

    return go


def then(*keys: str, on: str = "QuestionsScreen") -> Callable[[Driven], Awaitable[None]]:
    """Return the way by keys to a screen."""

    async def go(hands: Driven) -> None:
        await hands.press(*keys)
        await hands.screen(on)

    return go


async def _to_result(hands: Driven) -> None:
    await hands.press("r")
    await hands.screen("ReadBackScreen")
    await hands.press("d")
    await hands.advice()


def result(*keys: str, on: str = "ResultScreen") -> Callable[[Driven], Awaitable[None]]:
    """Return the way to the advice, and on by some keys to a screen."""

    async def go(hands: Driven) -> None:
        await _to_result(hands)
        await hands.press(*keys)
        await hands.screen(on)

    return go


async def _to_what_if(hands: Driven) -> None:
    await result("i", on="WhatIfScreen")(hands)
    await hands.press("enter")
    await hands.screen("QuestionsScreen")
    await hands.press("1", "enter")
    await hands.screen("WhatIfScreen")


def fact(name: Fact, *keys: str, on: str) -> Callable[[Driven], Awaitable[None]]:
    """Return the way to where a plain fact is changed."""

    async def go(hands: Driven) -> None:
        await hands.app.screen.run_action(f"change_fact({name!r})")
        await hands.screen("SetUpPage")
        await hands.press(*keys)
        await hands.screen(on)

    return go


async def _to_who(hands: Driven) -> None:
    await visit("values-compared", "u", "w")(hands)
    await hands.screen("AskLine")


async def _told_live(hands: Driven) -> None:
    await visit("values-compared", "v", "1")(hands)


async def _to_leaving(hands: Driven) -> None:
    await visit("values-compared", "1", "ctrl+q")(hands)
    await hands.screen("Choose")


async def _to_day(hands: Driven) -> None:
    await result("2", "enter", on="AskLine")(hands)
    await hands.press("enter")
    await hands.screen("AskDay")


PICTURES = (
    Scene("start", _stay, opens=False),
    Scene("partners", fact("partners", on="SetUpPage")),
    Scene("question", visit("values-compared")),
    Scene("grid", visit("governing-body")),
    Scene("number", visit("months-covered")),
    Scene("delicate", visit("leads-relationship")),
    Scene("read-back", then("r", on="ReadBackScreen")),
    Scene("result", result()),
    Scene("result-wide", result(), size=WIDE),
    Scene("finding", result("enter", on="ConcernScreen")),
    Scene("steps", result("2")),
    Scene("what-if", _to_what_if),
    Scene("help", visit("values-compared", "question_mark")),
    Scene("grid-smallest", visit("governing-body"), size=SMALLEST),
    Scene("grid-wide", visit("governing-body"), size=WIDE),
    Scene("result-light", result(), theme=LIGHT),
    Scene("question-contrast", visit("values-compared"), theme=CONTRAST),
)
"""The scenes that are kept as pictures."""

README_PICTURES = ("question", "grid", "result", "finding")
"""The names of those that the README shows."""

FURTHER = (
    Scene("example", then("e", on="ExamplesDialog"), opens=False),
    Scene("open", then("o", on="AskFile"), opens=False),
    Scene("new", then("n", on="SetUpPage"), opens=False),
    Scene("help-at-start", then("h", on="Page"), opens=False),
    Scene("name", fact("partnership", on="SetUpPage")),
    Scene("partner", fact("partners", "up", "enter", on="PartnerForm")),
    Scene("kinds", fact("kinds", "right", on="SetUpPage")),
    Scene("dates", fact("dates", on="SetUpPage")),
    Scene("key-day", fact("dates", "enter", on="DayForm")),
    Scene("opened", visit("head-backing", "o")),
    Scene("alike", visit("governing-body", "a")),
    Scene("across", visit("governing-body", "right", "right")),
    Scene("arrow", visit("values-compared", "down", "down")),
    Scene("known", visit("governing-body", "t")),
    Scene("told-live", _told_live),
    Scene("typed-number", visit("months-covered", "9", "9", "9")),
    Scene("number-grid", visit("other-partnerships")),
    Scene("note", visit("values-compared", "n")),
    Scene("who", _to_who),
    Scene("reason", visit("travel-share", "x")),
    Scene("jump", visit("values-compared", "j")),
    Scene("menu", visit("values-compared", "colon")),
    Scene("opened-read-back", then("r", "o", on="ReadBackScreen")),
    Scene("steps-wide", result("2"), size=WIDE),
    Scene("find-out", result("3")),
    Scene("find-out-wide", result("3"), size=WIDE),
    Scene("strength", result("end", "up", "up", "enter", on="ConcernScreen")),
    Scene("due-next", result("end", "up", "enter", on="ConcernScreen")),
    Scene("as-printed", result("p")),
    Scene("all", result("f")),
    Scene("disagree", result("enter", "d", on="AskLine")),
    Scene("owner", result("2", "enter", on="AskLine")),
    Scene("status", result("2", "s", on="Choose")),
    Scene("day", _to_day),
    Scene("export", result("e", on="Choose")),
    Scene("export-path", result("e", "1", "enter", on="AskFile")),
    Scene("leaving", _to_leaving),
)
"""The scenes that are examined but not kept: what a key leads to from those that are."""

EVERY = (*PICTURES, *FURTHER)


@contextmanager
def working_in(
    folder: Path, scenario: str | None = PICTURED, name: str = "year-8.yaml"
) -> Iterator[Path]:
    """Work in a folder with a partnership file that was opened before, and yield that file.

    Args:
        folder: A folder; the state is kept in it too.
        scenario: The shipped partnership; with None the file is there already.
        name: The name of the file.
    """
    file = folder / name
    came_from, state = Path.cwd(), os.environ.get("ADVISOR_STATE")
    os.environ["ADVISOR_STATE"] = str(folder / "state")
    os.chdir(folder)
    try:
        if scenario is not None:
            shutil.copy(SCENARIOS / f"{scenario}.yaml", file)
        other = Path(shutil.copy(SCENARIOS / "first-contact.yaml", folder / "museum.yaml"))
        for number, one in enumerate((file, other)):
            # Noon by the local clock, so that the day shown is the same wherever that is.
            noon = dt.datetime(2026, 6, 27 - number, 12).astimezone().timestamp()
            if one.exists():
                os.utime(one, (noon, noon))
        save_preferences(Preferences(files=(str(file), str(other))))
        yield file
    finally:
        os.chdir(came_from)
        if state is None:
            del os.environ["ADVISOR_STATE"]
        else:
            os.environ["ADVISOR_STATE"] = state


@asynccontextmanager
async def standing(scene: Scene, file: Path) -> AsyncIterator[Driven]:
    """Run the app as far as a scene, and hold it there with nothing moving."""
    async with driven(file if scene.opens else None, scene.size) as hands:
        hands.app.theme = scene.theme
        if scene.opens:
            await hands.screen("QuestionsScreen")
        await scene.go(hands)
        await settled(hands)
        yield hands


async def settled(hands: Driven) -> None:
    """Wait until nothing changes on the screen any more, and let no cursor blink."""
    for field in (*hands.app.screen.query(Input), *hands.app.screen.query(TextArea)):
        hold_cursor(field)
    before: list[list[Segment]] = []
    while (now := [[*strip] for strip in painted_lines(hands.app)]) != before:
        before = now
        # Two equal pictures prove nothing on a slow machine: what scrolls may not have moved yet.
        await hands.pilot.wait_for_scheduled_animations()


def pictured(hands: Driven) -> str:
    """Return the screen as an SVG that fetches nothing and names no maker."""
    drawn = _MAKER.sub("", _FONT.sub("", hands.app.export_screenshot()))
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def picture(scene: Scene, folder: Path) -> str:
    """Run the app as far as a scene, in an empty folder, and return its picture."""

    async def take(file: Path) -> str:
        async with standing(scene, file) as hands:
            return pictured(hands)

    with working_in(folder) as file:
        return asyncio.run(take(file))
