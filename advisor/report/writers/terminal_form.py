"""Lays out for a terminal or for paper what people fill in; nothing in it is drawn."""

from collections.abc import Iterator

from rich.cells import cell_len

from advisor.report.form_blocks import NOTE, Blank, Choice, TickBoxes
from advisor.report.writers.cells import padded, wrapped

_EDGE = 4
LEAST_LINE = 12
"""How many cells a line to write on has at least."""


def blank_lines(blank: Blank, width: int) -> Iterator[str]:
    """Yield what is to be filled in, in lines of at most ``width`` cells."""
    if blank.choices:
        yield f"{blank.label}:"
        for choice in blank.choices:
            yield from _hung(f"{' ' * _EDGE}[ ] ", choice, width)
    else:
        yield from _to_write("", f"{blank.label}:", width)


def tick_boxes_lines(question: TickBoxes, width: int) -> Iterator[str]:
    """Yield a question with its boxes, in lines of at most ``width`` cells."""
    yield from _hung(f"{question.number}. ".ljust(_EDGE), question.asks, width)
    edge = " " * _EDGE
    yield from _hung(edge, question.small, width)
    for remark in question.remarks:
        yield from _hung(edge, remark, width)
    for place, (depth, line) in enumerate(question.only_if):
        begin = f"{edge}{'  ' * depth}{'' if place else 'Only if: '}"
        yield from _hung(begin, line, width, indent=_EDGE + 2 * depth + 2)
    for label, text in question.about:
        yield from _hung(edge, f"{label}: {text}", width, indent=_EDGE + 2)
    if question.number_of:
        yield from _hung(edge, f"{'_' * LEAST_LINE} {question.number_of}", width)
    room = max((cell_len(choice.key) for choice in question.choices), default=0)
    for choice in question.choices:
        yield from _choice(choice, room, width)
    yield from _to_write(edge, f"{NOTE}:", width)


def _choice(choice: Choice, room: int, width: int) -> Iterator[str]:
    begin = f"{' ' * _EDGE}[ ] {padded(choice.key, room)}  "
    if choice.to_write:
        yield from _to_write(begin, choice.says, width)
    else:
        yield from _hung(begin, choice.says, width)


def _hung(begin: str, text: str, width: int, indent: int | None = None) -> Iterator[str]:
    """Yield the text wrapped after a beginning, further lines indented, as far if not told."""
    indent = cell_len(begin) if indent is None else indent
    words = wrapped(text, width - max(indent, cell_len(begin)))
    for place, line in enumerate(words):
        yield ((" " * indent if place else begin) + line).rstrip()


def _to_write(begin: str, text: str, width: int) -> Iterator[str]:
    """Yield the text with a line to write on after it, to the edge of the page."""
    *lines, last = _hung(begin, text, width - LEAST_LINE - 1)
    yield from lines
    yield f"{last} {'_' * (width - cell_len(last) - 1)}"
