"""The map: each topic with a mark for each of its questions; a click goes there."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from advisor.interview.messages import Visit
from advisor.report.writers.cells import padded, shortened


class MapMark(NamedTuple):
    """One question: its id, its mark, the colour of that, and whether it is of the short form."""

    question: str
    mark: str
    style: str
    is_first: bool


class MapTopic(NamedTuple):
    """A topic with the marks of its questions."""

    title: str
    marks: tuple[MapMark, ...]


class MapPanel(Widget, can_focus=False):
    """Topics one under the other; those of the short form come first in each.

    Textual's Tree would take a line for each question, and there are up to fifty.
    """

    DEFAULT_CSS = """
    MapPanel { width: 32; height: 1fr; padding: 0 1; border-right: solid $quiet; color: $text; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.topics: tuple[MapTopic, ...] = ()
        self.heading = self.at = ""
        self.legend: tuple[str, ...] = ()
        self._places: list[list[tuple[int, int, str]]] = []

    def show_map(
        self, heading: str, topics: Sequence[MapTopic], at: str, legend: Sequence[str]
    ) -> None:
        """Show other questions, with the one on the screen marked."""
        shown = (heading, tuple(topics), at, tuple(legend))
        if shown != (self.heading, self.topics, self.at, self.legend):
            self.heading, self.topics, self.at, self.legend = shown
            self.refresh()

    def render(self) -> Content:
        width, height = self.size.width, self.size.height
        roomy = self._lines(width, two_lines=True)
        lines = roomy if len(roomy) <= height else self._lines(width, two_lines=False)
        self._places = [places for _, places in lines]
        shown = [Content.styled(shortened(self.heading, width), "bold"), *(c for c, _ in lines)]
        # What the marks mean, below where there is room; the list on j has it always.
        if len(shown) + 1 + len(self.legend) <= height:
            shown += [Content(""), *(Content.styled(one, "$quiet") for one in self.legend)]
        return Content("\n").join(shown)

    def _lines(
        self, width: int, *, two_lines: bool
    ) -> list[tuple[Content, list[tuple[int, int, str]]]]:
        """Return each line with the columns that go to a question."""
        lines: list[tuple[Content, list[tuple[int, int, str]]]] = []
        for topic in self.topics:
            is_here = any(mark.question == self.at for mark in topic.marks)
            begin, places = "▸" if is_here else " ", list[tuple[int, int, str]]()
            needed = sum(2 if _is_gap(topic, n) else 1 for n in range(len(topic.marks)))
            room = width - 1 - needed - 1
            to_topic = topic.marks[0].question
            if two_lines and cell_len(topic.title) > room:
                title = shortened(topic.title, width - 1)
                whole = Content.styled(f"{begin}{title}", "bold" if is_here else "")
                lines.append((whole, [(0, width, to_topic)]))
                begin, title = " ", ""
            else:
                title = shortened(topic.title, room)
            parts: list[tuple[str, str]] = [
                (f"{begin}{padded(title, room)} ", "bold" if is_here else "")
            ]
            at = room + 2
            for number, mark in enumerate(topic.marks):
                if _is_gap(topic, number):
                    parts.append((" ", ""))
                    at += 1
                here = mark.question == self.at
                parts.append((mark.mark, "bold reverse" if here else mark.style))
                places.append((at, at + 1, mark.question))
                at += 1
            lines.append((Content.assemble(*parts), [*places, (0, room + 1, to_topic)]))
        return lines

    def on_click(self, event: events.Click) -> None:
        # The frame and the padding are no part of what is drawn.
        place = event.get_content_offset(self)
        if place is None or not 1 <= place.y <= len(self._places):
            return
        for start, end, question in self._places[place.y - 1]:
            if start <= place.x < end:
                self.post_message(Visit(question))
                return


def _is_gap(topic: MapTopic, number: int) -> bool:
    """Return whether the further questions begin here, a column apart from the short form."""
    return number > 0 and topic.marks[number - 1].is_first and not topic.marks[number].is_first
