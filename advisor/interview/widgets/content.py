"""Makes what a person wrote into what a widget shows; nothing in it is read as markup."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content, Span
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.report.blocks import Mark, Tone
from advisor.report.writers.cells import shortened, wrapped

TONE_STYLES: dict[Tone, str] = {
    "stop": "bold $stop",
    "caution": "bold $caution",
    "small": "bold $small",
    "good": "bold $good",
    "plain": "bold",
}
_STYLES = {
    "bold red": TONE_STYLES["stop"],
    "bold magenta": TONE_STYLES["caution"],
    "bold cyan": TONE_STYLES["small"],
    "bold green": TONE_STYLES["good"],
}
"""The colours of the printed page, by what they mean here."""


def of_mark(mark: Mark) -> tuple[str, str]:
    """Return a rating as a part to assemble: its word and symbol, and its colour."""
    return mark.text, TONE_STYLES[mark.tone]


def of_line(line: Text) -> Content:
    """Return a line of the printed page in the colours of the theme."""
    spans = [
        Span(span.start, span.end, _STYLES.get(str(span.style), str(span.style)))
        for span in line.spans
        if str(span.style)
    ]
    return Content(line.plain, spans=spans)


def entry(first: str, text: str, cells: int, style: str = "") -> Content:
    """Return a text wrapped to so many cells, its further lines indented as far as its first."""
    indent = cell_len(first)
    lines = wrapped(text, max(8, cells - indent))
    parts = (f"{first if n == 0 else ' ' * indent}{line}" for n, line in enumerate(lines))
    return Content("\n").join(Content.styled(part, style) for part in parts)


def beside(first: str, text: str, right: str, cells: int) -> Content:
    """Return a text on one line with another at its right end; the first is shortened to fit."""
    room = cells - cell_len(first) - (cell_len(right) + 2 if right else 0)
    shown = shortened(text, max(room, 8))
    gap = " " * (cells - cell_len(first + shown + right)) if right else ""
    return Content.assemble((f"{first}{shown}", "bold"), gap, (right, "$quiet"))


def of_lines(lines: Iterable[Text]) -> Content:
    """Return lines of the printed page, one under the other."""
    return Content("\n").join(map(of_line, lines))


def show_options(options: OptionList, lines: Iterable[Option]) -> None:
    """Rewrite a list, with the mark on the line it was on, or on the first that can be chosen."""
    before, marked = options.highlighted, options.highlighted_option
    name = marked.id if marked is not None else None
    # clear_options() takes the mark away as well.
    options.clear_options()
    options.add_options(lines)
    # By its id, since what is answered may move in the list; else by its place.
    if name is not None and name in {option.id for option in options.options}:
        options.highlighted = options.get_option_index(name)
    elif before is not None:
        options.highlighted = min(before, options.option_count - 1)
    if (marked := options.highlighted_option) is None or marked.disabled:
        options.action_first()
