"""Writes the picture over many partnerships as one HTML page that needs nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from advisor.batch.portfolio.blocks import Bar, Chart, Part, Picture, Series, cells
from advisor.batch.portfolio.most import number
from advisor.batch.portfolio.picture import picture_of
from advisor.batch.portfolio.portfolio import Portfolio
from advisor.report.blocks import Paragraph, Section
from advisor.report.html import contents_html, mark_html, section_html
from advisor.report.html_parts import document, element, paragraph, stylesheet
from advisor.rulebook.rulebook import Rulebook

_FINE = 1000
"""Into how many cells a bar is divided, so that none is seen."""


def portfolio_html(portfolio: Portfolio, left_out: int, rulebook: Rulebook) -> str:
    """Return the page as an HTML document; each chart is a table that holds its numbers.

    Args:
        portfolio: What was counted.
        left_out: How many files or rows were left out because they could not be read.
        rulebook: The one that the partnerships were judged by.
    """
    picture = picture_of(portfolio, left_out, rulebook)
    title = f"{picture.title}: {picture.heading}"
    return document(title, stylesheet("page.css") + _style(), _body(picture))


@cache
def _style() -> str:
    return "\n" + files("advisor.batch.portfolio").joinpath("portfolio.css").read_text(
        encoding="utf-8"
    )


def _body(picture: Picture) -> Iterator[str]:
    yield '<header class="first">'
    yield paragraph(picture.title)
    yield element("h1", escape(picture.heading))
    yield from map(paragraph, picture.about)
    yield "</header>"
    yield contents_html((part.id, part.title) for part in picture.parts)
    for part in picture.parts:
        yield section_html(part) if isinstance(part, Section) else _part(part)


def _part(part: Part) -> str:
    inner = [element("h2", escape(part.title))]
    for block in part.blocks:
        if isinstance(block, Paragraph):
            inner.append(paragraph(block.text))
        else:
            inner += _chart(block)
    return element("section", "\n".join(inner), id=part.id)


def _chart(chart: Chart) -> Iterator[str]:
    if chart.bars:
        inner = (_legend(chart), _head(chart), element("tbody", "".join(_rows(chart))))
        kind = f"chart{' beside' * chart.side_by_side}"
        table = element("table", "".join(inner), class_=kind)
        heading = element("h3", escape(chart.title))
        yield element("article", heading + table) if chart.title else table
    yield from (paragraph(text, "more") for text in chart.more)


def _legend(chart: Chart) -> str:
    """Return the caption of a chart whose bars have several parts, saying what each is."""
    if chart.side_by_side or len(chart.series) < 2:
        return ""
    drawn = (_swatch(one.fill) + escape(one.word) for one in chart.series)
    return element("caption", "; ".join((*drawn, _swatch("track") + "does not stand")))


def _swatch(class_: str) -> str:
    rect = element("rect", "", width="100%", height="100%", class_=class_)
    return element("svg", rect, class_="swatch", aria_hidden="true")


def _head(chart: Chart) -> str:
    heads = [element("th", escape(chart.heading), scope="col")]
    heads += (
        _heading(element("span", escape(one.text), class_=one.tone))
        if chart.side_by_side
        else _heading(escape(one.text))
        for one in chart.series
    )
    if chart.whole:
        heads.append(_heading(escape(chart.whole)))
    return element("thead", element("tr", "".join(heads)))


def _heading(inner: str) -> str:
    return element("th", inner, scope="col", class_="count")


def _rows(chart: Chart) -> Iterator[str]:
    for bar in chart.bars:
        drawn = "" if chart.side_by_side else _drawn(bar.counts, bar.of, _styled(bar, chart.series))
        row = [element("th", _title(bar) + drawn + _about(bar), scope="row")]
        for one, count in zip(chart.series, bar.counts, strict=True):
            own = _drawn((count,), bar.of, [(one.fill, one.tone)]) if chart.side_by_side else ""
            row.append(_count(count, own))
        if chart.whole:
            row.append(_count(bar.of))
        yield element("tr", "".join(row))


def _count(count: int, drawn: str = "") -> str:
    return element("td", number(count) + drawn, class_="count")


def _title(bar: Bar) -> str:
    between = ": " if bar.mark and bar.mark.symbol.startswith("[") else " "
    mark = mark_html(bar.mark) + between if bar.mark else ""
    return element("p", mark + escape(bar.title), class_="named")


def _about(bar: Bar) -> str:
    return "".join(
        element("p", f"{element('span', f'{escape(label)}:', class_='label')} {escape(text)}")
        for label, text in bar.about
    )


def _styled(bar: Bar, series: Iterable[Series]) -> list[tuple[str, str]]:
    """Return how each part of a bar is filled, and its tone: that of the bar's rating, if any."""
    rated = bar.mark.tone if bar.mark else None
    return [(s.fill, "plain" if s.fill == "outline" else rated or s.tone) for s in series]


def _drawn(counts: Sequence[int], of: int, styles: Iterable[tuple[str, str]]) -> str:
    """Return a bar; it is not read aloud, since its numbers stand beside it."""
    parts = [element("rect", "", width="100%", height="100%", class_="track")]
    start = 0
    for taken, (fill, tone) in zip(cells(counts, of, _FINE), styles, strict=True):
        if taken:
            place = {"x": _percent(start), "width": _percent(taken)}
            parts.append(element("rect", "", **place, height="100%", class_=f"{fill} {tone}"))
        start += taken
    return element("svg", "".join(parts), class_="bar", aria_hidden="true")


def _percent(taken: int) -> str:
    return f"{100 * taken / _FINE:g}%"
