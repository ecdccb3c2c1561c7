"""A line of numbered parts, one of them shown."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Tabs(Static, can_focus=False):
    """The parts side by side; a click chooses one."""

    DEFAULT_CSS = """
    Tabs { height: auto; padding: 0 1; }
    """

    @dataclass
    class Chosen(Message):
        """A part was clicked; its number, from 1."""

        number: int

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(markup=False)
        self.names = names
        self.at = 1

    def show_at(self, number: int) -> None:
        """Mark the part that is shown."""
        self.at = number
        self.update(Content.assemble(*self._parts()))

    def on_mount(self) -> None:
        self.show_at(self.at)

    def _parts(self) -> list[tuple[str, str]]:
        """Return each part with its style; the others by number only where there is no room."""
        whole = sum(len(name) + 4 for name in self.names)
        parts = []
        for number, name in enumerate(self.names, 1):
            short = f" {number} " if whole > self.size.width else f" {number} {name} "
            text = f"[{number} {name}]" if number == self.at else short
            parts.append((text, "bold $primary" if number == self.at else ""))
        return parts

    def on_resize(self) -> None:
        self.show_at(self.at)

    def on_click(self, event: events.Click) -> None:
        x, y = event.x - 1, event.y
        if y:
            return
        at = 0
        for number, (text, _) in enumerate(self._parts(), 1):
            if at <= x < at + len(text):
                self.post_message(self.Chosen(number))
            at += len(text)
