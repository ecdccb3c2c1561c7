"""The map: each topic with a mark for each of its questions; a click goes there."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from advisor.interview.messages import Visit
from advisor.interview.state.question_map import LEGEND_LINES, MARKS, MappedQuestion, Standing
from advisor.report.writers.cells import padded, shortened

_STYLES: Mapping[Standing, str] = {
    "answered": "$primary",
    "unknown": "bold $caution",
    "partly": "$primary",
}
"""The colours of the marks; each mark differs in its shape too."""
Topic = tuple[str, tuple[MappedQuestion, ...]]
Line = tuple[Content, list[str]]
"""A line, and the question under each of its columns."""


class MapPanel(Widget, can_focus=False):
    """Topics one under the other; those of the short form come first in each.

    Textual's Tree would take a line for each question, and there are up to fifty.
    """

    DEFAULT_CSS = """
    MapPanel {
        width: 40; max-width: 35%; min-width: 32; height: 1fr; padding: 0 1;
        border: round $quiet; color: $text;
    }
    """

    shown: reactive[tuple[tuple[Topic, ...], str]] = reactive(((), ""))
    """The topics, and the question on the screen."""
    _under: Sequence[list[str]] = ()

    def render(self) -> Content:
        width, height = self.size.width, self.size.height
        lines = self._lines(width, two_lines=True)
        if len(lines) > height:
            lines = self._lines(width, two_lines=False)
        self._under = [under for _, under in lines]
        shown = [content for content, _ in lines]
        # What the marks mean, below where there is room; the list on j has it always.
        if len(shown) + 1 + len(LEGEND_LINES) <= height:
            shown += [Content(""), *(Content.styled(one, "$quiet") for one in LEGEND_LINES)]
        return Content("\n").join(shown)

    def _lines(self, width: int, *, two_lines: bool) -> list[Line]:
        lines: list[Line] = []
        topics, at = self.shown
        for name, questions in topics:
            ids = [one.question.id for one in questions]
            marks = [(MARKS[one.standing][0], _style(one, at)) for one in questions]
            # The further questions stand a column apart from the short form.
            if 0 < (short := sum(one.is_essential for one in questions)) < len(questions):
                ids.insert(short, ids[short])
                marks.insert(short, (" ", ""))
            begin, style = ("▸", "bold") if at in ids else (" ", "")
            title, room = name, width - 2 - len(marks)
            if two_lines and cell_len(name) > room:
                above = Content.styled(f"{begin}{shortened(name, width - 1)}", style)
                lines.append((above, [ids[0]] * width))
                begin, title = " ", ""
            title = f"{begin}{padded(shortened(title, room), room)} "
            line = Content.assemble((title, style), *marks)
            lines.append((line, [ids[0]] * (room + 2) + ids))
        return lines

    def on_click(self, event: events.Click) -> None:
        # The frame and the padding are no part of what is drawn.
        place = event.get_content_offset(self)
        if place is not None and 0 <= place.y < len(self._under):
            under = self._under[place.y]
            if place.x < len(under):
                self.post_message(Visit(under[place.x]))


def _style(one: MappedQuestion, at: str) -> str:
    is_here = one.question.id == at
    return "bold reverse" if is_here else _STYLES.get(one.standing, "$text")
