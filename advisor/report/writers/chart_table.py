"""A chart as the table of its numbers, for formats that draw no bars."""

from advisor.report.blocks import Bar, Chart, Table
from advisor.report.writers.bars import number


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
    """Return the title of a bar after its rating, then its further facts."""
    mark = f"{bar.mark.text}: " if bar.mark else ""
    return "; ".join((mark + bar.title, *(f"{label}: {text}" for label, text in bar.about)))
