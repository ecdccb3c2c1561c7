"""Lay out a chart for a terminal: bars drawn in characters, with their numbers."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from advisor.report.blocks import Bar, Chart, Row, Series
from advisor.report.writers.bars import bar_cells, number
from advisor.report.writers.cells import hanging, shortened, styled, wrapped
from advisor.report.writers.printing import new_console
from advisor.report.writers.terminal_items import STYLES, rows_lines

_DRAWN = {"solid": "█", "outline": "▒"}
_REST = "·"
_NEITHER = "neither"
_EIGHTHS = ("", *"▏▎▍▌▋▊▉")
_GAP = 2
_LEAST_TITLE = 16
_LONGEST_WORD = 14


def chart_lines(chart: Chart, width: int) -> Iterator[Text]:
    """Yield a chart in lines no wider than ``width`` cells, the numbers next to their bars."""
    has_details = any(bar.about for bar in chart.bars)
    if chart.bars:
        yield from [Text()] * (bool(chart.title) or not has_details)
        yield from (styled((line, "bold")) for line in wrapped(chart.title, width) if chart.title)
        if len(chart.series) > 1 and not chart.side_by_side:
            yield _legend(chart.series)
        if has_details:
            yield from _one_by_one(chart, width)
        else:
            yield from _side_by_side(chart, width) if chart.side_by_side else _table(chart, width)
    for text in chart.more:
        yield Text()
        yield from map(styled, wrapped(text, width))


def _as_lines(table: Table, width: int) -> Iterator[Text]:
    for line in new_console(width).render_lines(table, pad=False):
        yield styled(*((part.text, str(part.style or "")) for part in line))


def _legend(series: Sequence[Series]) -> Text:
    drawn = [f"{_DRAWN[one.fill]} {one.word}" for one in series]
    return styled("   ".join((*drawn, f"{_REST} {_NEITHER}")))


def _drawn(bar: Bar, series: Sequence[Series], room: int) -> Text:
    """Return the counts of a bar as one line of blocks."""
    found = bar_cells(bar.counts, bar.of, room)
    parts = [
        (_DRAWN[one.fill] * taken, _style(bar, one))
        for one, taken in zip(series, found, strict=True)
    ]
    return Text.assemble(*parts, _REST * (room - sum(found)))


def _style(bar: Bar, series: Series) -> str:
    if series.fill == "outline":
        return ""
    return STYLES[bar.mark.tone if bar.mark else series.tone]


def _one_by_one(chart: Chart, width: int) -> Iterator[Text]:
    """Yield each bar under its title, with its further facts below."""
    room = width // 4
    for bar in chart.bars:
        yield Text()
        yield from _title(bar, width)
        counted = _counted(bar, chart)
        first, *more = wrapped(counted, width - room - 2 * _GAP)
        drawn = _drawn(bar, chart.series, room)
        yield Text.assemble(" " * _GAP, drawn, " " * _GAP, first)
        yield from (styled(" " * (room + 2 * _GAP), line) for line in more)
        yield from rows_lines((Row(label, (text,)) for label, text in bar.about), width)


def _title(bar: Bar, width: int) -> Iterator[Text]:
    if bar.mark is None:
        yield from (styled((line, "bold")) for line in wrapped(bar.title, width))
        return
    mark = shortened(bar.mark.text, width // 3)
    first, *more = hanging(f"{mark}  ", bar.title, width, cell_len(mark) + _GAP, "bold")
    first.stylize(STYLES[bar.mark.tone], 0, len(mark))
    yield from (first, *more)


def _counted(bar: Bar, chart: Chart) -> str:
    (first, *more), (count, *counts) = chart.series, bar.counts
    others = (f", {one.word} in {number(n)}" for one, n in zip(more, counts, strict=True))
    return f"{first.word} in {number(count)} of {number(bar.of)}{''.join(others)}"


def _grid() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")


def _table(chart: Chart, width: int) -> Iterator[Text]:
    """Yield a row a bar: its title, the bar, the numbers."""
    headings = [series.word for series in chart.series] + [chart.whole] * bool(chart.whole)
    rows = [[*bar.counts, bar.of][: len(headings)] for bar in chart.bars]
    rooms = [
        max(cell_len(heading), *(len(number(row[place])) for row in rows))
        for place, heading in enumerate(headings)
    ]
    drawn = width // 4
    title = width - drawn - _GAP - sum(rooms) - _GAP * len(rooms)
    table = _grid()
    table.add_column(chart.heading, width=max(title, _LEAST_TITLE))
    table.add_column("", width=drawn)
    for heading, room in zip(headings, rooms, strict=True):
        table.add_column(heading, width=room, justify="right")
    for bar, row in zip(chart.bars, rows, strict=True):
        shown = (Text(number(count)) for count in row)
        table.add_row(_with_mark(bar), _drawn(bar, chart.series, drawn), *shown)
    yield from _as_lines(table, width)


def _with_mark(bar: Bar) -> Text:
    if bar.mark is None:
        return Text(bar.title)
    return Text.assemble((bar.mark.text, STYLES[bar.mark.tone]), f": {bar.title}")


def _side_by_side(chart: Chart, width: int) -> Iterator[Text]:
    """Yield a row for each bar and in it a number and a small bar for each series."""
    digits = max(len(number(max(*bar.counts, bar.of))) for bar in chart.bars)
    words = max(cell_len(word) for one in chart.series for word in one.text.split())
    titles = max(cell_len(bar.title) for bar in chart.bars)
    whole = max((digits, *map(cell_len, chart.whole.split()))) + _GAP if chart.whole else 0
    spare = width - max(min(titles, width // 3), _LEAST_TITLE) - whole
    room = max(spare // len(chart.series) - _GAP, digits, min(words, _LONGEST_WORD))
    title = width - (room + _GAP) * len(chart.series) - whole
    if title < _LEAST_TITLE:
        yield from _in_words(chart, width)
        return
    table = _grid()
    table.add_column(chart.heading, width=title)
    for one in chart.series:
        table.add_column(Text(one.text, STYLES[one.tone]), width=room)
    if chart.whole:
        table.add_column(chart.whole, width=whole - _GAP, justify="right")
    small = min(room - digits - 1, digits + 10)
    for bar in chart.bars:
        found = (
            _small_bar(count, bar.of, one, digits, small)
            for one, count in zip(chart.series, bar.counts, strict=True)
        )
        last = (Text(number(bar.of)),) if chart.whole else ()
        table.add_row(Text(bar.title), *found, *last)
    yield from _as_lines(table, width)


def _small_bar(count: int, of: int, series: Series, digits: int, room: int) -> Text:
    # So few cells show no difference; the number alone is clearer.
    if room < 3:
        return Text(number(count).rjust(digits))
    # Eighths of a cell, which the block letters have: small counts differ on narrow bars too.
    (eighths,) = bar_cells((count,), of, 8 * room)
    whole, part = divmod(eighths, 8)
    drawn = "█" * whole + _EIGHTHS[part]
    if series.fill == "outline":
        # There are no eighths of the shaded block, so it is rounded up, and never to nothing.
        drawn = _DRAWN["outline"] * -(-eighths // 8)
    rest = _REST * (room - cell_len(drawn))
    return Text.assemble(number(count).rjust(digits), " ", (drawn, STYLES[series.tone]), rest)


def _in_words(chart: Chart, width: int) -> Iterator[Text]:
    """Yield each row as a sentence, where the columns have no room."""
    for bar in chart.bars:
        yield from _title(bar, width)
        counts = (
            f"{series.word} {number(count)}"
            for series, count in zip(chart.series, bar.counts, strict=True)
        )
        last = (f"{chart.whole} {number(bar.of)}",) if chart.whole else ()
        said = ", ".join((*counts, *last))
        yield from hanging(" " * _GAP, said, width, _GAP)
