"""Lay out what people fill in, for a terminal or for paper, in plain characters."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from advisor.report.form_blocks import NOTE, Blank, Choice, TickBoxes
from advisor.report.writers.cells import hanging, padded, styled

_EDGE = 4
_LEAST_LINE = 12
"""The shortest line to write on, in cells."""


def blank_lines(blank: Blank, width: int) -> Iterator[Text]:
    """Yield what is to be filled in, in lines no wider than ``width`` cells."""
    if blank.choices:
        yield styled(f"{blank.label}:")
        box = f"{' ' * _EDGE}[ ] "
        for choice in blank.choices:
            yield from hanging(box, choice, width, len(box))
    else:
        yield from _to_write("", f"{blank.label}:", width)


def tick_boxes_lines(question: TickBoxes, width: int) -> Iterator[Text]:
    """Yield a question with its boxes, in lines no wider than ``width`` cells."""
    number = f"{question.number}. ".ljust(_EDGE)
    yield from hanging(number, question.asks, width, len(number))
    edge = " " * _EDGE
    for text in (question.small, *question.remarks):
        yield from hanging(edge, text, width, _EDGE)
    for place, (depth, line) in enumerate(question.only_if):
        begin = f"{edge}{'  ' * depth}{'' if place else 'Only if: '}"
        yield from hanging(begin, line, width, _EDGE + 2 * depth + 2)
    for label, text in question.about:
        yield from hanging(edge, f"{label}: {text}", width, _EDGE + 2)
    if question.number_of:
        yield from hanging(edge, f"{'_' * _LEAST_LINE} {question.number_of}", width, _EDGE)
    room = max((cell_len(choice.key) for choice in question.choices), default=0)
    for choice in question.choices:
        yield from _choice(choice, room, width)
    yield from _to_write(edge, f"{NOTE}:", width)


def _choice(choice: Choice, room: int, width: int) -> Iterator[Text]:
    begin = f"{' ' * _EDGE}[ ] {padded(choice.key, room)}  "
    if choice.to_write:
        yield from _to_write(begin, choice.says, width)
    else:
        yield from hanging(begin, choice.says, width, cell_len(begin))


def _to_write(begin: str, text: str, width: int) -> Iterator[Text]:
    """Yield the text with a line to write on after it, to the edge of the page."""
    # Narrower than the page, so that the shortest line to write on fits after the last word.
    *lines, last = hanging(begin, text, width - _LEAST_LINE - 1, cell_len(begin))
    yield from lines
    yield styled(f"{last.plain} {'_' * (width - last.cell_len - 1)}")
