"""A line of numbered parts, one of them shown."""

from textual import events
from textual.content import Content
from textual.widgets import Static


class Tabs(Static, can_focus=False):
    """The parts on one line; a click on one runs ``tab`` with its number.

    Textual's own Tabs marks the active one with a second line and by colour. Both would have to be
    undone: the lines are needed for the advice, and NO_COLOR leaves no colour. Where it is narrow
    it scrolls, which puts the last parts out of sight.
    """

    DEFAULT_CSS = """
    Tabs { height: auto; padding: 0 1; }
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(markup=False)
        self.names, self.at = names, 1
        self.words: list[str] = []

    def show_at(self, number: int) -> None:
        """Mark the part that is shown; name the others by number only where there is no room."""
        self.at = number
        is_narrow = sum(len(name) + 4 for name in self.names) > self.size.width
        whole = [f"{n}" if is_narrow else f"{n} {name}" for n, name in enumerate(self.names, 1)]
        self.words = [f" {word} " for word in whole]
        self.words[number - 1] = f"[{number} {self.names[number - 1]}]"
        styles = ("bold $primary" if n == number else "" for n in range(1, len(whole) + 1))
        self.update(Content.assemble(*zip(self.words, styles, strict=True)))

    def on_resize(self) -> None:
        self.show_at(self.at)

    async def on_click(self, event: events.Click) -> None:
        # 1 is the padding on the left. Where the line wraps, only its first part can be clicked.
        end = 1
        for number, word in enumerate(self.words, 1):
            end += len(word)
            if event.y == 0 and end - len(word) <= event.x < end:
                await self.run_action(f"screen.tab({number})")
