"""The bars of a chart in cells, and the chart as a table for formats that draw no bars."""

from collections.abc import Sequence

from advisor.report.blocks import Bar, Chart, Table


def number(count: int) -> str:
    """Return a count with thousands separators."""
    return f"{count:,}"


def bar_cells(counts: Sequence[int], of: int, room: int) -> list[int]:
    """Return how many cells of a bar each count takes; a count above 0 takes at least one.

    Args:
        counts: Parts of ``of``; the rest of the bar stays empty.
        of: The sum that fills the bar.
        room: How many cells the bar has, more than there are counts.
    """
    whole = max(of, sum(counts))
    if not whole:
        return [0 for _ in counts]
    parts = [*counts, whole - sum(counts)]
    # Rounded down, cells are left over; with one cell for each small count, too many are taken.
    found = [max(part * room // whole, 1) if part else 0 for part in parts]
    while (spare := room - sum(found)) != 0:
        change = 1 if spare > 0 else -1
        due = [part * room - taken * whole for part, taken in zip(parts, found, strict=True)]
        # Never from a part with one cell: it would seem to be nothing.
        free = [n for n, part in enumerate(parts) if part and (change > 0 or found[n] > 1)]
        found[max(free, key=lambda n: due[n] * change)] += change
    return found[:-1]


def chart_table(chart: Chart) -> Table:
    """Return the numbers of a chart that has bars, a row for each bar."""
    headings = (chart.heading, *(series.text for series in chart.series))
    headings += (chart.whole,) if chart.whole else ()
    rows = tuple(
        (_bar_title(bar), *map(number, (*bar.counts, bar.of)))[: len(headings)]
        for bar in chart.bars
    )
    right = frozenset(range(1, len(headings)))
    return Table(headings, rows, wraps=frozenset({0}), right=right)


def _bar_title(bar: Bar) -> str:
    """Return the title of a bar after its rating, then its further facts as sentences."""
    mark = f"{bar.mark.text}: " if bar.mark else ""
    said = (mark + bar.title, *(f"{label}: {text}" for label, text in bar.about))
    return ". ".join(said).replace("?. ", "? ")
