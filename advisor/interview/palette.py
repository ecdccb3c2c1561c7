"""What the palette offers: every command that works here, every fact, every question."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from advisor.files.clean_text import one_line

if TYPE_CHECKING:
    from textual.screen import Screen

    from advisor.interview.app import InterviewApp


def commands(app: InterviewApp, screen: Screen[Any]) -> Iterable[SystemCommand]:
    """Yield each command with its title, its help and what it does."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        of_widget = active.node not in (app, screen)
        if of_widget or not (active.enabled and binding.description) or binding.system:
            continue
        is_answer = binding.action.startswith("pick")
        if (
            binding.description not in seen
            and binding.action != "command_palette"
            and not is_answer
        ):
            seen.add(binding.description)
            key = app.get_key_display(binding)
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, f"key {key}", run)
    if app.session is None:
        return
    yield from _facts(app)
    yield from _questions(app)


def _facts(app: InterviewApp) -> Iterable[SystemCommand]:
    from advisor.interview.flows.setting_up import FACTS, change_fact
    from advisor.interview.flows.taking_in import take_in

    yield SystemCommand(
        "Take in a partner's sheet",
        "a file with that partner's answers",
        lambda: app.flow(take_in(app)),
    )
    for fact, (name, _) in FACTS.items():
        yield SystemCommand(
            f"Change: {name}", "every answer stays", lambda f=fact: app.flow(change_fact(app, f))
        )


def _questions(app: InterviewApp) -> Iterable[SystemCommand]:
    from advisor.interview.session import agenda

    for question in agenda(app.book, app.current.scenario):
        yield SystemCommand(
            f"Go to: {one_line(question.asks)}", question.id, partial(app.visit, question.id)
        )
