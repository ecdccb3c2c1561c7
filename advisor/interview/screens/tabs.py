"""The parts of the advice: on one line, one of them shown, and the lines of that one."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static

from advisor.reasoning.assessment import Assessment

ADVICE, PLAN, FIND_OUT, WHAT_IF, MODELS, FULL = range(1, 7)
TABS = {
    ADVICE: ("1", "Advice"),
    PLAN: ("2", "Plan"),
    FIND_OUT: ("3", "Find out"),
    WHAT_IF: ("4", "What if"),
    MODELS: ("5", "Models"),
    FULL: ("f", "Full report"),
}
"""The key and the name of each part."""


def parts_of(assessment: Assessment) -> tuple[int, ...]:
    """Return the parts that have something to show: not every kind has a model."""
    return tuple(part for part in TABS if part != MODELS or assessment.frameworks)


class PartLines(OptionList):
    """The lines of a part of the advice.

    Attributes:
        sets_steps: Whether they are steps, for which Enter sets who takes them.
    """

    BINDINGS = [
        Binding("enter", "select", "Open"),
        Binding("enter", "select_step", "Set who"),
    ]
    sets_steps = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in {"select", "select_step"}:
            return True
        return self.sets_steps == (action == "select_step")

    def action_select_step(self) -> None:
        """Ask who takes the step that is marked."""
        self.action_select()


class Tabs(Static, can_focus=False):
    """The parts on one line; a click on one runs ``tab`` with its number.

    Textual's own Tabs marks the active one with a second line and by colour. Both would have to be
    undone: the lines are needed for the advice, and NO_COLOR leaves no colour. Where it is narrow
    it scrolls, which puts the last parts out of sight.
    """

    DEFAULT_CSS = "Tabs { height: auto; padding: 0 1; }"

    def __init__(self, at: int = ADVICE, parts: tuple[int, ...] = tuple(TABS)) -> None:
        super().__init__(markup=False)
        self.parts, self.at = parts, at
        self.words: list[str] = []

    def show_at(self, number: int, parts: tuple[int, ...] | None = None) -> None:
        """Mark the part that is shown; name the others by key only where there is no room."""
        self.at, self.parts = number, parts or self.parts
        shown = [TABS[part] for part in self.parts]
        is_narrow = sum(len(key) + len(name) + 3 for key, name in shown) > self.size.width
        whole = [key if is_narrow else f"{key} {name}" for key, name in shown]
        self.words = [f" {word} " for word in whole]
        if number in self.parts:
            self.words[self.parts.index(number)] = f"[{' '.join(TABS[number])}]"
        styles = ("bold $primary" if part == number else "" for part in self.parts)
        self.update(Content.assemble(*zip(self.words, styles, strict=True)))

    def on_resize(self) -> None:
        self.show_at(self.at)

    async def on_click(self, event: events.Click) -> None:
        # 1 is the padding on the left. Where the line wraps, only its first part can be clicked.
        end = 1
        for part, word in zip(self.parts, self.words, strict=True):
            end += len(word)
            if event.y == 0 and end - len(word) <= event.x < end:
                await self.run_action(f"screen.tab({part})")
