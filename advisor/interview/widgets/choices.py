"""A list of choices, each with its key: chosen by that key, with the arrows, or by mouse."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from advisor.interview.messages import Picked
from advisor.interview.state.choice import Choice
from advisor.report.writers.cells import wrapped

MOST_LEVELS = 8
"""The most that a question offers: six levels, unknown, does not apply."""
NOWHERE = -1
"""The arrow's index before anything is chosen, so that Enter chooses nothing unseen."""


class _Row(Widget):
    """One choice on the screen, its further lines under its first."""

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice | None = None
        self.begin = ""

    def show_choice(self, choice: Choice | None, *, current: bool) -> None:
        begin = ""
        if choice is not None:
            mark = {None: "", True: "● ", False: "○ "}[choice.chosen]
            begin = f"{'›' if current else ' '}{choice.key} {mark}"
            self.set_class(bool(choice.chosen), "-chosen")
            self.set_class(current, "-current")
        if (choice, begin) == (self.choice, self.begin):
            return
        self.choice, self.begin = choice, begin
        self.display = choice is not None
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        if self.choice is None:
            return []
        label, indent = self.choice.label, cell_len(self.begin)
        whole = f"{label}: {self.choice.says}" if self.choice.says else label
        lines = [Content(line) for line in wrapped(whole, max(8, width - indent))]
        lines[0] = lines[0].stylize("bold", 0, len(label))
        begin = Content.styled(self.begin, "bold")
        return [Content.assemble(begin if n == 0 else " " * indent, x) for n, x in enumerate(lines)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def on_click(self) -> None:
        if self.choice is not None:
            self.post_message(Picked(self.choice.key))


class Choices(Vertical, can_focus=True):
    """Choices one under the other; posts ``Picked`` when one is chosen."""

    DEFAULT_CSS = """
    Choices { height: auto; width: 1fr; }
    Choices _Row { height: auto; width: 1fr; color: $text; }
    Choices _Row.-chosen { text-style: bold; background: $panel; }
    Choices:focus _Row.-current { background: $here; }
    Choices:focus:nocolor _Row.-current { text-style: reverse; }
    Choices _Row:hover { text-style: underline; }
    """
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("enter", "take", "Choose"),
    ]

    def __init__(
        self, choices: Sequence[Choice] = (), *, at: int = NOWHERE, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.at = next((n for n, choice in enumerate(self.choices) if choice.chosen), at)

    def compose(self) -> ComposeResult:
        # As many rows as any shipped question needs, so that going to one mounts nothing.
        for _ in self.choices or range(MOST_LEVELS):
            yield _Row()

    def on_mount(self) -> None:
        self._draw()

    def offer(self, choices: Sequence[Choice], *, at: int = NOWHERE) -> None:
        """Show other choices, with the arrow at the one chosen so far, else at ``at``."""
        self.choices = tuple(choices)
        rows = len(self.query(_Row))
        if rows < len(self.choices):
            more = (_Row() for _ in range(len(self.choices) - rows))
            self.mount(*more)
        self.at = next((n for n, choice in enumerate(self.choices) if choice.chosen), at)
        self._draw()

    def mark(self, at: int) -> None:
        """Move the arrow to a choice, whichever is chosen so far."""
        self.at = at
        self._draw()

    def _draw(self) -> None:
        for number, row in enumerate(self.query(_Row)):
            choice = self.choices[number] if number < len(self.choices) else None
            row.show_choice(choice, current=number == self.at and self.has_focus)
        self.refresh_bindings()

    def on_focus(self, _: events.Focus) -> None:
        self._draw()

    def on_blur(self, _: events.Blur) -> None:
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # What is chosen already leaves the key to the screen.
        return action != "take" or not (self.at == NOWHERE or self.choices[self.at].chosen)

    def action_move(self, by: int) -> None:
        """Move the arrow, round the ends."""
        if self.choices:
            self.at = (max(self.at, 0 if by < 0 else NOWHERE) + by) % len(self.choices)
            self._draw()
            list(self.query(_Row))[self.at].scroll_visible(animate=False)

    def action_take(self) -> None:
        """Choose the current choice."""
        self.post_message(Picked(self.choices[self.at].key))
