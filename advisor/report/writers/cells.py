"""Lay out text in terminal cells: wrap, shorten, pad and indent it."""

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

from advisor.report.blocks import Page

# A name may have 20,000 letters. Of the shipped partnerships and partners the longest has 44.
MAX_NAME = 80
ELLIPSIS = "…"


def wrapped(text: str, cells: int) -> list[str]:
    """Return the text in lines no wider than ``cells``; longer words are broken."""
    # Not textwrap, which counts letters: Chinese ones take two cells. Not Rich, which takes 48 µs
    # for 198 letters where this takes 12.
    lines: list[str] = []
    line, room = "", cells
    for word, need in _pieces(text, cells):
        if line and need + 1 <= room:
            line, room = f"{line} {word}", room - need - 1
        else:
            if line:
                lines.append(line)
            line, room = word, cells - need
    return [*lines, line]


def _pieces(text: str, cells: int) -> Iterator[tuple[str, int]]:
    for word in text.split():
        if (need := cell_len(word)) <= cells:
            yield word, need
        else:
            yield from ((piece, cell_len(piece)) for piece in chop_cells(word, cells))


def shortened(text: str, cells: int) -> str:
    """Return the text in one line no wider than ``cells``, with an ellipsis if it is cut."""
    # Cells are counted letter by letter, and a note can have 20,000: measure the beginning first.
    begin = text[: 4 * cells]
    if cell_len(begin) <= cells and cell_len(text) <= cells:
        return text
    room = cells - cell_len(ELLIPSIS)
    start = chop_cells(begin, room)[0] if room > 0 else ""
    return start.rstrip() + ELLIPSIS[: max(cells, 0)]


def padded(text: str, cells: int) -> str:
    """Return the text filled with spaces to so many cells."""
    return text + " " * (cells - cell_len(text))


def styled(*parts: str | tuple[str, str]) -> Text:
    """Return parts, each with its style where it has one, as one text, never read as markup."""
    # Already laid out, so Rich must not wrap it again at the width of a console.
    line = Text.assemble(*parts, overflow="ignore", no_wrap=True)
    line.rstrip()
    return line


def hanging(first: str, text: str, cells: int, indent: int, style: str = "") -> list[Text]:
    """Return the text wrapped: the first line after ``first``, the others after an indent."""
    room = cells - max(indent, cell_len(first))
    lines = wrapped(text, room)
    return [
        styled(first if number == 0 else " " * indent, (line, style))
        for number, line in enumerate(lines)
    ]


def brief_name(name: str) -> str:
    """Return a name, shortened to fit a heading."""
    return shortened(name, MAX_NAME)


def window_title(page: Page) -> str:
    """Return the title of a page with its heading, as a window or a list of files shows it."""
    return f"{page.title}: {brief_name(page.heading)}" if page.heading else page.title


def brief_partners(partners: tuple[tuple[str, int], ...]) -> str:
    """Return the partners in one line of text, each with its count if it is several alike."""
    return " · ".join(
        brief_name(name) + (f" ×{count}" if count > 1 else "") for name, count in partners
    )


def on_one_line(text: str) -> str:
    """Return text of a model, which is clean, with each run of white space as one space."""
    return " ".join(text.split())
