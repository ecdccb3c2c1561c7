"""The bottom line: the keys that matter now, as many as fit, each of them a button too."""

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_ALWAYS = ("app.help", "command_palette")
"""What is shown however narrow the line is: from there, everything else is found."""


class KeyBar(Static, can_focus=False):
    """The keys of the screen and of what is focused, on one line."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; background: $panel; color: $text; text-wrap: nowrap;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._on_bindings)
        self.show_keys()

    def on_resize(self) -> None:
        self.show_keys()

    def _on_bindings(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.show_keys()

    def show_keys(self) -> None:
        """Write the keys anew."""
        named: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                shown = binding.key, self.app.get_key_display(binding), binding.description
                named.setdefault(binding.action, shown)
        last = [named.pop(action) for action in _ALWAYS if action in named]
        room = self.size.width - sum(map(_length, last))
        keys = list(named.values())
        while keys and sum(map(_length, keys)) > room:
            del keys[-1]
        keys += last
        parts: list[tuple[str, str]] = []
        self._places = []
        at = 0
        for key, display, text in keys:
            length = _length((key, display, text))
            self._places.append((at, at + length - 1, key))
            parts += [(f" {display}", "bold $primary"), (f" {text} ", "")]
            at += length
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _length(key: tuple[str, str, str]) -> int:
    return len(key[1]) + len(key[2]) + 3
