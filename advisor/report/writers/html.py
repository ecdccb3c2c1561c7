"""Write a page as one self-contained HTML file, for the screen and for A4 paper.

The templates escape every text that is put into them.
"""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from advisor.report.blocks import Bar, Chart, Page, Series, Small, Strong
from advisor.report.form_blocks import NOTE
from advisor.report.writers.bars import bar_cells
from advisor.report.writers.cells import window_title

_FINE = 1000
"""Cells of a bar on a web page: too many for their edges to show."""


def html(page: Page) -> str:
    """Return the page as an HTML document."""
    return _template().render(page=page, window_title=window_title(page))


@cache
def stylesheet() -> str:
    """Return the one style sheet of all pages."""
    return files("advisor.report").joinpath("templates/report.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    # With StrictUndefined a misspelt name in a template is an error, not an empty text.
    # Made once, as compiling the templates takes 5 ms of CPU time and a page 2.
    environment = Environment(
        loader=PackageLoader("advisor.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "style": stylesheet(),
        "tag_of": _tag_of,
        "whole_bar": _whole_bar,
        "own_bar": _own_bar,
        "note_label": NOTE,
    }
    return environment.get_template("page.html.j2")


def _tag_of(text: str) -> str:
    return "strong" if isinstance(text, Strong) else "small" if isinstance(text, Small) else ""


_Drawn = list[tuple[str, str, str]]
"""For each part of a bar its start and its width, in percent, and its classes."""


def _whole_bar(chart: Chart, bar: Bar) -> _Drawn:
    """Return a bar in which each series is a part, in the tone of its rating if it has one."""
    rated = bar.mark.tone if bar.mark else None
    looks = [
        f"{s.fill} {'plain' if s.fill == 'outline' else rated or s.tone}" for s in chart.series
    ]
    return _drawn(bar.counts, bar.of, looks)


def _own_bar(bar: Bar, series: Series, place: int) -> _Drawn:
    """Return the bar that a series has for itself."""
    return _drawn((bar.counts[place],), bar.of, [f"{series.fill} {series.tone}"])


def _drawn(counts: tuple[int, ...], of: int, looks: list[str]) -> _Drawn:
    drawn, start = [], 0
    for taken, look in zip(bar_cells(counts, of, _FINE), looks, strict=True):
        if taken:
            drawn.append((f"{100 * start / _FINE:g}", f"{100 * taken / _FINE:g}", look))
        start += taken
    return drawn
