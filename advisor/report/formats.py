"""Writes an assessment in the format that is asked for."""

from collections.abc import Collection
from typing import Literal, get_args

from rich.text import Text

from advisor.reasoning.assessment import Assessment
from advisor.report.as_json import as_json
from advisor.report.blocks import Extract, Page
from advisor.report.console import fitting, page_lines
from advisor.report.lines import ASCII, DRAWN
from advisor.report.page import extract_of, page_of
from advisor.rulebook.rulebook import Rulebook

Format = Literal["rich", "text", "markdown", "json", "html", "svg"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    assessment: Assessment,
    rulebook: Rulebook,
    format: str,  # noqa: A002
    *,
    width: int = 80,
    colour: bool = False,
    frameworks: Collection[str] = (),
) -> str:
    """Return an assessment in a format, ending in one line end.

    Args:
        assessment: What is said of the partnership.
        rulebook: The one it was assessed with.
        format: One of ``FORMATS``.
        width: The columns of ``rich``, ``text`` and ``svg``, kept between 56 and 200.
        colour: Whether ``rich`` is coloured.
        frameworks: Those to show alone; the whole advice if there are none. JSON is always whole.

    Raises:
        ValueError: There is no such format.
        KeyError: The assessment names something that the rulebook does not have.
    """
    if format == "json":
        return as_json(assessment)
    page: Page | Extract = (
        extract_of(assessment, rulebook, frameworks)
        if frameworks
        else page_of(assessment, rulebook)
    )
    width = fitting(width)
    match format:
        case "rich":
            return _written(page_lines(page, width, DRAWN), width, colour=colour)
        case "text":
            return _written(page_lines(page, width, ASCII), width, colour=False)
        case "markdown":
            from advisor.report.markdown import markdown

            return markdown(page)
        case "html":
            from advisor.report.html import html

            return html(page)
        case "svg":
            from advisor.report.svg import svg

            return svg(page_lines(page, width, DRAWN), width, page.title)
    raise ValueError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")


def _written(lines: list[Text], width: int, *, colour: bool) -> str:
    if not colour:
        return "\n".join(line.plain for line in lines) + "\n"
    from rich.console import Group

    from advisor.report.printing import printed

    return printed(Group(*lines), width, colour=True)
