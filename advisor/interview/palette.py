"""What the menu offers: every command that works here, every fact, every question."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from advisor.interview.flows.set_up import CHANGEABLE
from advisor.interview.messages import Visit
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.state.agenda import agenda
from advisor.interview.state.delicate import shown, topic_title


class Command(NamedTuple):
    """Something to do: what it is called, how else one gets there, and what does it."""

    title: str
    also: str
    run: Callable[[], Awaitable[Any] | Any]


class Commands(Provider):
    """Finds commands by their title, or questions by their topic; no text of theirs is markup.

    Textual's own provider of system commands finds titles only, and reads them as markup.
    """

    async def discover(self) -> Hits:
        """Yield every command."""
        for command in commands(self.screen):
            yield DiscoveryHit(Text(command.title), command.run, command.title, command.also)

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what is typed, best first."""
        matcher = self.matcher(query)
        for command in commands(self.screen):
            score = max(matcher.match(command.title), matcher.match(command.also))
            if score > 0:
                yield Hit(score, Text(command.title), command.run, command.title, command.also)


def commands(screen: Screen[Any]) -> Iterator[Command]:
    """Yield each command that works on a screen."""
    app, seen = screen.app, set[str]()
    for active in screen.active_bindings.values():
        binding = active.binding
        # The keys of a list or a field move a mark within it: no command for a menu.
        of_widget = active.node not in (app, screen)
        if of_widget or not (active.enabled and binding.description) or binding.system:
            continue
        # An answer is given at its question, where the levels can be read.
        known = binding.action.startswith("pick") or binding.action == "command_palette"
        if binding.description not in seen and not known:
            seen.add(binding.description)
            # The menu reads this second line as markup, in which a bracket begins a tag.
            key = app.get_key_display(binding).replace("[", "")
            run = partial(app.run_action, binding.action, active.node)
            yield Command(binding.description, f"key {key}", run)
    if not isinstance(screen, InterviewScreen):
        return
    room = screen.room
    if room.trial is None or room.is_example:
        run = partial(app.run_action, "import_sheet")
        yield Command("Take in a partner's sheet", "a file with that partner's answers", run)
        run = partial(app.run_action, "save_as")
        yield Command("Save under another name", "and use that file from now on", run)
        for fact, (name, _) in CHANGEABLE.items():
            run = partial(app.run_action, f"change_fact({fact!r})")
            yield Command(f"Change: {name}", "every answer stays", run)
    for question in agenda(room.rulebook, room.current.scenario):
        title = f"Go to: {shown(room.rulebook, room.current, question)}"
        topic = topic_title(room.rulebook, question)
        yield Command(title, topic, partial(screen.post_message, Visit(question.id)))
