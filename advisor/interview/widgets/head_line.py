"""The top line: what it is about, how far the meeting has come, and whether it is saved."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from advisor.report.writers.cells import shortened

# A choice. Of a name, 12 columns still tell one partnership from another.
_LEAST_NAME = 12
_GAP = 2


class HeadLine(Widget, can_focus=False):
    """One line that is never cut at its end: the name on the left gives way."""

    DEFAULT_CSS = """
    HeadLine { dock: top; height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    name_shown: reactive[str] = reactive("")
    """What comes first, shortened as far as is needed."""
    about: reactive[str] = reactive("")
    """What follows it, left out first where the line is narrow."""
    parts: reactive[tuple[str, ...]] = reactive(())
    """The texts on the right; all but the first may be left out."""
    mark: reactive[str] = reactive("")
    """The end of the line."""

    def write(
        self, name: str, about: str = "", parts: tuple[str, ...] = (), mark: str = ""
    ) -> None:
        """Show other texts."""
        self.name_shown, self.about, self.parts, self.mark = name, about, parts, mark

    def render(self) -> Content:
        width = self.size.width
        about, parts = f" · {self.about}" if self.about else "", self.parts
        while (room := width - cell_len(about + self._right(parts)) - _GAP) < min(
            cell_len(self.name_shown), _LEAST_NAME
        ):
            if about:
                about = ""
            elif len(parts) > 1:
                parts = parts[:-1]
            else:
                break
        name, right = shortened(self.name_shown, max(room, 0)), self._right(parts)
        gap = " " * (width - cell_len(name + about + right))
        return Content.assemble((name, "bold"), about, gap, right)

    def _right(self, parts: tuple[str, ...]) -> str:
        return "  ".join(part for part in (" · ".join(parts), self.mark) if part)
