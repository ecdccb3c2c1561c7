"""The menu: everything that can be done here, in groups, found by typing a word of it."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import Dialog, plain
from advisor.report.writers.cells import padded, shortened


class Command(NamedTuple):
    """Something to do.

    Attributes:
        group: The heading above it.
        title: What it is called.
        run: What does it.
        key: The key that does it too, if one does.
        also: Other words that find it.
    """

    group: str
    title: str
    run: Callable[..., Any]
    key: str = ""
    also: str = ""


class CommandMenu(Dialog[Command | None]):
    """Choose a command.

    Textual's CommandPalette has no headings, and finds in a task of its own, so that Enter behind
    fast typing takes what an earlier letter had found.
    """

    HELP = "Type a word of what you want to do, or move with the arrows. Enter does it."
    AUTO_FOCUS = "Input"
    LIST_SCROLLS = True
    BINDINGS = [
        Binding("enter", "take", "Do it"),
        Binding("up", "move('cursor_up')", "Up", show=False),
        Binding("down", "move('cursor_down')", "Down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
    ]

    def __init__(
        self, commands: Sequence[Command], title: str = "What do you want to do?", says: str = ""
    ) -> None:
        super().__init__(title, says)
        self.commands = tuple(commands)
        self.found = self.commands

    def parts(self) -> ComposeResult:
        yield Input(placeholder="Type a word of it", id="search")
        yield OptionList(id="commands", markup=False)
        yield plain("Nothing is called that here.", id="nothing", classes="quiet -none")

    def on_mount(self) -> None:
        self.list_found("")

    def has_unkept_text(self) -> bool:
        # A word to search for is nothing to lose.
        return False

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """List what the words find."""
        self.list_found(event.value)

    def list_found(self, words: str) -> None:
        """List the commands that have the words."""
        self.found = found_by(words, self.commands)
        # As wide as dialogs.tcss makes it, less frame, padding and scroll bar.
        cells = min(100, self.app.size.width * 9 // 10) - 6
        options, group = list[Option](), ""
        for number, command in enumerate(self.found):
            # By likeness, groups would come one by one again and again.
            if not words.strip() and command.group != group:
                group = command.group
                options.append(Option(Content.styled(group, "bold $quiet"), disabled=True))
            options.append(Option(self.line(command, cells), id=str(number)))
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options)
        listed.action_first()
        self.query_one("#nothing").set_class(bool(self.found), "-none")

    def line(self, command: Command, cells: int) -> Content:
        """Return a command as one line, its key at the right."""
        room = cells - cell_len(command.key) - 2
        title = padded(shortened(one_line(command.title), room), room)
        return Content.assemble(f" {title} ", (command.key, "$quiet"))

    def action_move(self, how: str) -> None:
        """Move the mark, while typing goes on."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the command that is marked."""
        marked = self.query_one(OptionList).highlighted_option
        if marked is not None and marked.id is not None:
            self.dismiss(self.found[int(marked.id)])

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Take the command that was clicked."""
        if event.option_id is not None:
            self.dismiss(self.found[int(event.option_id)])


def found_by(words: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """Return the commands that have all of the words, the best fit first."""
    typed = one_line(words).casefold()

    def is_found(command: Command) -> bool:
        text = f"{command.title} {command.also}".casefold()
        return all(word in text for word in typed.split())

    def rank(command: Command) -> int:
        title, begins = command.title.casefold(), rf"\b{re.escape(typed)}"
        # "Partners" before "Name of the partnership".
        whole, part = (re.search(pattern, title) for pattern in (rf"{begins}\b", begins))
        return next(
            (n for n, found in enumerate((title.startswith(typed), whole, part)) if found), 3
        )

    return tuple(sorted(filter(is_found, commands), key=rank))
