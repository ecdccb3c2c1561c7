"""What the menu offers on a screen: its commands, the facts, every question."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from textual.screen import Screen

from advisor.interview.dialogs.command_menu import Command
from advisor.interview.dialogs.help import page_keys
from advisor.interview.flows.set_up import CHANGEABLE
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.screens.questions import QuestionsScreen
from advisor.interview.state.agenda import agenda
from advisor.interview.state.delicate import shown

_ALWAYS, _LOOK, _FACTS, _QUESTIONS = (
    "Save, undo, leave",
    "How it looks",
    "Change a fact",
    "Go to a question",
)
_GROUPS = {
    **dict.fromkeys(("save", "undo", "redo", "quit"), _ALWAYS),
    **dict.fromkeys(("next_theme", "large"), _LOOK),
}
"""The group of an action that is in the same one on every screen."""


def commands(screen: Screen[Any]) -> list[Command]:
    """Return each command that works on a screen, group by group."""
    here = "This question" if isinstance(screen, QuestionsScreen) else "This page"
    order = (_ALWAYS, here, _FACTS, _QUESTIONS, _LOOK)
    found = [*_of_keys(screen, here)]
    if isinstance(screen, InterviewScreen):
        found += _of_partnership(screen)
    return sorted(found, key=lambda command: order.index(command.group))


def _of_keys(screen: Screen[Any], here: str) -> Iterable[Command]:
    """Return what keys do here, once where several do the same."""
    app, found = screen.app, dict[str, Command]()
    for active in page_keys(screen):
        binding = active.binding
        action = binding.action.removeprefix("app.")
        # An answer is given at its question, where the levels can be read.
        if action.startswith("pick") or action == "menu":
            continue
        run = partial(app.run_action, binding.action, active.node)
        group, key = _GROUPS.get(action, here), app.get_key_display(binding)
        found.setdefault(binding.description, Command(group, binding.description, run, key))
        if action == "save" and isinstance(screen, InterviewScreen) and screen.room.trial is None:
            save_as = partial(screen.run_action, "save_as")
            found["save as"] = Command(_ALWAYS, "Save under another name", save_as)
    return found.values()


def _of_partnership(screen: InterviewScreen) -> Iterator[Command]:
    """Yield the facts that can be changed, and the questions."""
    room = screen.room
    if room.trial is None or room.is_example:
        for fact, name in CHANGEABLE.items():
            run = partial(screen.run_action, f"change_fact({fact!r})")
            yield Command(_FACTS, f"Change: {name}", run, also="facts")
        run = partial(screen.run_action, "import_sheet")
        yield Command(_FACTS, "Take in a partner's sheet", run, also="import answers file")
    for question in agenda(room.rulebook, room.current.scenario):
        title = f"Go to: {shown(room.rulebook, room.current, question)}"
        visit = partial(screen.run_action, f"app.visit({question.id!r})")
        yield Command(_QUESTIONS, title, visit, also=room.rulebook.topic_titles[question.topic])
