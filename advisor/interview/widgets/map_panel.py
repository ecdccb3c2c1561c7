"""The map: each topic with a mark for each of its questions; a click goes there."""

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
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

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.topics: tuple[Topic, ...] = ()
        self.heading = self.at = ""
        self._places: list[list[tuple[int, int, str]]] = []

    def show_map(self, heading: str, topics: Iterable[Topic], at: str) -> None:
        """Show other questions, with the one on the screen marked."""
        shown = (heading, tuple(topics), at)
        if shown != (self.heading, self.topics, self.at):
            self.heading, self.topics, self.at = shown
            self.border_title = Content(heading)
            self.refresh()

    def render(self) -> Content:
        width, height = self.size.width, self.size.height
        roomy = self._lines(width, two_lines=True)
        lines = roomy if len(roomy) <= height else self._lines(width, two_lines=False)
        self._places = [places for _, places in lines]
        shown = [content for content, _ in lines]
        # What the marks mean, below where there is room; the list on j has it always.
        if len(shown) + 1 + len(LEGEND_LINES) <= height:
            shown += [Content(""), *(Content.styled(one, "$quiet") for one in LEGEND_LINES)]
        return Content("\n").join(shown)

    def _lines(
        self, width: int, *, two_lines: bool
    ) -> list[tuple[Content, list[tuple[int, int, str]]]]:
        """Return each line with the columns that go to a question."""
        lines: list[tuple[Content, list[tuple[int, int, str]]]] = []
        for name, questions in self.topics:
            is_here = any(one.question.id == self.at for one in questions)
            begin, places = "▸" if is_here else " ", list[tuple[int, int, str]]()
            needed = sum(2 if _is_gap(questions, n) else 1 for n in range(len(questions)))
            room = width - 1 - needed - 1
            to_topic = questions[0].question.id
            if two_lines and cell_len(name) > room:
                title = shortened(name, width - 1)
                whole = Content.styled(f"{begin}{title}", "bold" if is_here else "")
                lines.append((whole, [(0, width, to_topic)]))
                begin, title = " ", ""
            else:
                title = shortened(name, room)
            parts: list[tuple[str, str]] = [
                (f"{begin}{padded(title, room)} ", "bold" if is_here else "")
            ]
            at = room + 2
            for number, one in enumerate(questions):
                if _is_gap(questions, number):
                    parts.append((" ", ""))
                    at += 1
                here = one.question.id == self.at
                style = "bold reverse" if here else _STYLES.get(one.standing, "$text")
                parts.append((MARKS[one.standing][0], style))
                places.append((at, at + 1, one.question.id))
                at += 1
            lines.append((Content.assemble(*parts), [*places, (0, room + 1, to_topic)]))
        return lines

    def on_click(self, event: events.Click) -> None:
        # The frame and the padding are no part of what is drawn.
        place = event.get_content_offset(self)
        if place is None or not 0 <= place.y < len(self._places):
            return
        for start, end, question in self._places[place.y]:
            if start <= place.x < end:
                self.post_message(Visit(question))
                return


def _is_gap(questions: Sequence[MappedQuestion], number: int) -> bool:
    """Return whether the further questions begin here, a column apart from the short form."""
    is_after_short_form = number > 0 and questions[number - 1].is_essential
    return is_after_short_form and not questions[number].is_essential
