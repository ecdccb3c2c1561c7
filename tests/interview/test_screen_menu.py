"""The menu: in groups, in words, and what is typed finds the right thing first."""

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import OptionList

from advisor.interview.dialogs.command_menu import found_by
from advisor.interview.menu import commands
from tests.interview.screen import driven, run

pytestmark = pytest.mark.usefixtures("room")


def test_the_menu_is_in_groups_and_has_nothing_of_the_framework(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2")
            offered = commands(hands.app.screen)
            titles = [command.title for command in offered]
            assert titles[:4] == ["Save", "Save under another name", "Undo", "Redo"]
            assert titles[4] == "Leave"
            groups = list(dict.fromkeys(command.group for command in offered))
            assert groups == [
                *("Save, undo, leave", "This question", "Change a fact"),
                *("Go to a question", "How it looks"),
            ]
            framework = {one.description for one in Binding.make_bindings(Screen.BINDINGS)}
            assert not framework & set(titles)
            for words, first in (
                ("partners", "Change: Partners"),
                ("sheet", "Take in a partner's sheet"),
                ("leave", "Leave"),
                ("decision", "Change: Decision in front of you"),
            ):
                assert found_by(words, offered)[0].title == first
            assert not found_by("nothing is called so", offered)

    run(steps)


def test_each_command_has_one_line_and_enter_does_what_was_found(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(60, 18)) as hands:
            await hands.press("colon")
            listed = hands.app.screen.query_one(OptionList)
            prompts = [str(option.prompt) for option in listed.options]
            assert not [line for line in prompts if "\n" in line]
            # All at once, as somebody types who knows the menu.
            for key in ("r", "e", "a", "d", "enter"):
                hands.send(key)
            await hands.screen("ReadBackScreen")
            await hands.press("colon", "x", "x", "x")
            assert "Nothing is called that here." in hands.said
            await hands.press("enter")
            assert hands.is_on("CommandMenu")
            await hands.press("escape")
            assert hands.is_on("ReadBackScreen")

    run(steps)
