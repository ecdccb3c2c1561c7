"""A line of numbered parts, one of them shown."""

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
        self.auto_links = False
        self.names, self.at = names, 1

    def show_at(self, number: int) -> None:
        """Mark the part that is shown; name the others by number only where there is no room."""
        self.at = number
        is_narrow = sum(len(name) + 4 for name in self.names) > self.size.width
        parts = []
        for n, name in enumerate(self.names, 1):
            text = f" {n} " if is_narrow else f" {n} {name} "
            text, style = (f"[{n} {name}]", "bold $primary ") if n == number else (text, "")
            parts.append((text, f"{style}@click=screen.tab({n})"))
        self.update(Content.assemble(*parts))

    def on_resize(self) -> None:
        self.show_at(self.at)
