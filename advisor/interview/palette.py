"""What the menu offers: every command that works here, every fact, every question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from textual.screen import Screen

    from advisor.interview.app import InterviewApp


class Command(NamedTuple):
    """Something to do: what it is called, how else one gets there, and what does it."""

    title: str
    also: str
    run: Callable[[], Awaitable[Any] | Any]


class Commands(Provider):
    """Finds commands by their title, or questions by their topic; no text of theirs is markup."""

    async def discover(self) -> Hits:
        """Yield every command."""
        for command in self._commands():
            yield DiscoveryHit(Text(command.title), command.run, command.title, command.also)

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what is typed, best first."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.title), matcher.match(command.also))
            if score > 0:
                yield Hit(score, Text(command.title), command.run, command.title, command.also)

    def _commands(self) -> Iterator[Command]:
        return commands(cast("InterviewApp", self.app), self.screen)


def commands(app: InterviewApp, screen: Screen[Any]) -> Iterator[Command]:
    """Yield each command that works on a screen."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        of_widget = active.node not in (app, screen)
        if of_widget or not (active.enabled and binding.description) or binding.system:
            continue
        known = binding.action.startswith("pick") or binding.action == "command_palette"
        if binding.description not in seen and not known:
            seen.add(binding.description)
            key = app.get_key_display(binding).replace("[", "")
            run = partial(app.run_action, binding.action, active.node)
            yield Command(binding.description, f"key {key}", run)
    if app.session is not None:
        if app.trial is None or app.is_example:
            yield from _of_what_is_kept(app)
        yield from _questions(app)


def _of_what_is_kept(app: InterviewApp) -> Iterator[Command]:
    from advisor.interview.flows.import_sheet import take_in
    from advisor.interview.flows.save_and_leave import save_as
    from advisor.interview.flows.set_up import CHANGEABLE, change_fact

    yield Command(
        "Take in a partner's sheet",
        "a file with that partner's answers",
        lambda: app.flow(take_in(app)),
    )
    yield Command(
        "Save under another name", "and go on with that file", lambda: app.flow(save_as(app))
    )
    for fact, (name, _) in CHANGEABLE.items():
        yield Command(
            f"Change: {name}", "every answer stays", partial(_change, app, change_fact, fact)
        )


def _change(app: InterviewApp, change: Callable[..., Any], fact: str) -> None:
    app.flow(change(app, fact))


def _questions(app: InterviewApp) -> Iterator[Command]:
    from advisor.interview.state.agenda import agenda
    from advisor.interview.state.delicate import shown, topic_title

    for question in agenda(app.book, app.current.scenario):
        title = f"Go to: {shown(app.book, app.current, question)}"
        topic = topic_title(app.book, question)
        yield Command(title, topic, partial(app.visit, question.id))
