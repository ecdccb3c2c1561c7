"""The bottom line: the keys that matter now, as many as fit, each of them a button too."""

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_ALWAYS = ("app.help", "command_palette")
"""What is shown however narrow the line is: from there, everything else is found."""


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
        named: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                display = self.app.get_key_display(binding)
                # Several keys for one action share an entry, under the first.
                named.setdefault(binding.action, (binding.key, display, binding.description))
        last = [named.pop(action) for action in _ALWAYS if action in named]
        keys = list(named.values())
        # From the right: what a screen lists first in its bindings is shown longest.
        while keys and sum(map(_length, (*keys, *last))) > self.size.width:
            del keys[-1]
        parts: list[tuple[str, str]] = []
        self.places, at = [], 0
        for key, display, text in (*keys, *last):
            parts += [(f" {display}", "bold $primary"), (f" {text} ", "")]
            end = at + _length((key, display, text))
            self.places.append((at, end - 1, key))
            at = end
        self.update(Content.assemble(*parts))

    # Not by an action in the text: no text on the screen has one, so none can bring its own.
    def on_click(self, event: events.Click) -> None:
        for start, end, key in self.places:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _length(key: tuple[str, str, str]) -> int:
    return len(key[1]) + len(key[2]) + 3
