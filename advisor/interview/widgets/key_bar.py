"""The bottom line: the keys that matter now, as many as fit, each of them a button too."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_ALWAYS = (("undo", "save", "app.quit"), ("app.menu", "app.help"))
"""What is shown however narrow the line is: nobody has to look for the way out, or for help."""
# On a narrow line, undo and save would leave no room for what the screen is for; help has both.
_NARROW, _ALWAYS_NARROW = 70, (("app.quit",), ("app.menu", "app.help"))


class _Key(NamedTuple):
    """A key, as it is called on the screen, and what it does."""

    key: str
    display: str
    description: str


class KeyBar(Static, can_focus=False):
    """The keys of the screen and of what is focused, on one line.

    Textual's own Footer makes a widget of each key, and remakes them all whenever one changes: from
    one question to the next that took 160 ms of CPU time instead of 27, and 48 if only a change
    of what is shown remade them (Textual 8.2.8, 80x24). On a narrow line it scrolls, which puts
    help out of sight.

    Attributes:
        places: The first column of each key, the one after its last, and the key to press.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; background: $panel; color: $text; text-wrap: nowrap;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._on_bindings)
        self.show_keys()

    def on_resize(self) -> None:
        self.show_keys()

    def _on_bindings(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.show_keys()

    def show_keys(self) -> None:
        """Rewrite the keys."""
        named: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            is_fixed = any(binding.action in group for group in _ALWAYS)
            if active.enabled and (binding.show or is_fixed):
                display = self.app.get_key_display(binding)
                # Several keys for one action share an entry, under the first.
                named.setdefault(binding.action, _Key(binding.key, display, binding.description))
        bound = dict(named)
        fixed = [[named.pop(a) for a in group if a in named] for group in _ALWAYS]
        keys = list(named.values())
        if self.size.width < _NARROW and _width([keys, *fixed], 1) > self.size.width:
            fixed = [[bound[a] for a in group if a in bound] for group in _ALWAYS_NARROW]
        # From the right: what a screen lists first in its bindings is shown longest.
        while keys and _width([keys, *fixed], 1) > self.size.width:
            del keys[-1]
        self._write([keys, *fixed])

    def _write(self, groups: list[list[_Key]]) -> None:
        # Wide apart where there is room; else groups only, which are told apart by that.
        gap = 2 if _width(groups, 2) <= self.size.width else 1
        parts: list[str | tuple[str, str]] = []
        self.places, at = [], 0
        for group in filter(None, groups):
            parts.append(" ")
            at += 1
            for key, display, text in group:
                parts += [(display, "bold $primary"), f" {text}{' ' * gap}"]
                end = at + len(display) + len(text) + 1
                self.places.append((at, end, key))
                at = end + gap
        self.update(Content.assemble(*parts))

    # Not by an action in the text: no text on the screen has one, so none can bring its own.
    def on_click(self, event: events.Click) -> None:
        for start, end, key in self.places:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _width(groups: list[list[_Key]], gap: int) -> int:
    """Return how wide the keys are, each followed by a gap and each group led by one column."""
    return sum(
        1 + sum(len(display) + len(text) + 1 + gap for _, display, text in group)
        for group in groups
        if group
    )
