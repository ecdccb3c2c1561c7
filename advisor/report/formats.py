"""The one table of the formats in which we write pages and sheets; the batch adds those of data.

``advisor assess``, ``advisor questions sheet``, the export of the interview and the tests are made
from it. A new format is a module that writes it, and a row here. The table is read for ``--help``,
so a row imports its writer only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.files.formats import Format, format_named

if TYPE_CHECKING:
    from advisor.reasoning.assessment import Assessment
    from advisor.report.blocks import Extract, Page
    from advisor.report.sheet import Sheet
    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Advice:
    """What is written of one partnership, and how.

    Attributes:
        width: The columns of what is laid out in columns.
        colour: Whether what can be coloured is.
        frameworks: Those to show alone; the whole advice if there are none. JSON is always whole.
    """

    assessment: Assessment
    rulebook: Rulebook
    width: int = 80
    colour: bool = False
    frameworks: Collection[str] = ()

    def page(self) -> Page | Extract:
        """Return what a person reads of it.

        Raises:
            KeyError: The assessment names something that the rulebook does not have.
        """
        from advisor.report.page import extract_of, page_of

        if self.frameworks:
            return extract_of(self.assessment, self.rulebook, self.frameworks)
        return page_of(self.assessment, self.rulebook)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFormat(Format):
    """A format of pages.

    Attributes:
        label: What the interview calls it.
        use: What it is good for, in a few words.
        advice: Writes the advice, ending in one line end.
        sheet: Writes a question sheet at a width, where the format is one for paper.
    """

    label: str
    use: str
    advice: Callable[[Advice], str]
    sheet: Callable[[Sheet, int], str] | None = None


def _rich(advice: Advice) -> str:
    from advisor.report.console import page_rich

    return page_rich(advice.page(), advice.width, colour=advice.colour)


def _text(advice: Advice) -> str:
    from advisor.report.console import page_text

    return page_text(advice.page(), advice.width)


def _sheet_text(sheet: Sheet, width: int) -> str:
    from advisor.report.sheet_text import sheet_text

    return sheet_text(sheet, width)


def _markdown(advice: Advice) -> str:
    from advisor.report.markdown import markdown

    return markdown(advice.page())


def _sheet_markdown(sheet: Sheet, _width: int) -> str:
    from advisor.report.sheet_markdown import sheet_markdown

    return sheet_markdown(sheet)


def _json(advice: Advice) -> str:
    from advisor.report.as_json import as_json

    return as_json(advice.assessment)


def _html(advice: Advice) -> str:
    from advisor.report.html import html

    return html(advice.page())


def _sheet_html(sheet: Sheet, _width: int) -> str:
    from advisor.report.sheet_html import sheet_html

    return sheet_html(sheet)


def _svg(advice: Advice) -> str:
    from advisor.report.svg import svg

    return svg(advice.page(), advice.width)


# In the order in which the interview offers them.
PAGE_FORMATS: tuple[PageFormat, ...] = (
    PageFormat(
        name="html",
        endings=(".html", ".htm"),
        label="Web page",
        use="to read, print or send",
        advice=_html,
        sheet=_sheet_html,
    ),
    PageFormat(
        name="markdown",
        endings=(".md", ".markdown"),
        label="Markdown",
        use="to edit",
        advice=_markdown,
        sheet=_sheet_markdown,
    ),
    PageFormat(
        name="text",
        endings=(".txt",),
        label="Plain text",
        use="80 columns",
        advice=_text,
        sheet=_sheet_text,
    ),
    PageFormat(
        name="rich",
        endings=(".ansi",),
        is_also_text=True,
        label="Coloured text",
        use="for a terminal",
        advice=_rich,
    ),
    PageFormat(name="svg", endings=(".svg",), label="Picture", use="of the page", advice=_svg),
    PageFormat(name="json", endings=(".json",), label="JSON", use="for programs", advice=_json),
)
SHEET_FORMATS = tuple(format_ for format_ in PAGE_FORMATS if format_.sheet)


def render(
    assessment: Assessment,
    rulebook: Rulebook,
    name: str,
    *,
    width: int = 80,
    colour: bool = False,
    frameworks: Collection[str] = (),
) -> str:
    """Return an assessment in the format of this name; see ``Advice``.

    Raises:
        ValueError: There is no such format.
        KeyError: The assessment names something that the rulebook does not have.
    """
    advice = Advice(assessment, rulebook, width, colour, frameworks)
    return format_named(name, PAGE_FORMATS).advice(advice)
