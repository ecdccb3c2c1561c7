"""The one table of the formats in which we write pages and sheets; the batch adds those of data.

``advisor assess``, ``advisor questions sheet``, the export of the interview and the tests are made
from it. A new format is a module that writes it, and a row here. The table is read for ``--help``,
so a row imports its writer only when it is called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING

from advisor.files.file_format import Format

if TYPE_CHECKING:
    from advisor.reasoning.assessment import Assessment
    from advisor.report.blocks import Page
    from advisor.report.documents.papers import Paper
    from advisor.report.page import Extent
    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Advice:
    """What is written of one partnership, and how.

    Attributes:
        width: The columns of what is laid out in columns.
        colour: Whether what can be coloured is.
        extent: The brief or the full report. JSON is always whole.
        frameworks: Those to show alone, if any.
        made_on: The day on which it is written, for the foot of each sheet.
        paper: A paper to make of it instead of the page of advice.
        school: The school that the paper is for, if it is for one.
    """

    assessment: Assessment
    rulebook: Rulebook
    width: int = 80
    colour: bool = False
    extent: Extent = "brief"
    frameworks: Collection[str] = ()
    made_on: dt.date | None = None
    paper: Paper | None = None
    school: str = ""

    def page(self, *, on_command_line: bool = False) -> Page:
        """Return what a person reads of it.

        Args:
            on_command_line: Whether its reader types commands; who opens a web page may not.

        Raises:
            KeyError: The assessment names something that the rulebook does not have.
        """
        from advisor.report.days_in_words import dated, made
        from advisor.report.page import extract_of, page_of

        if self.paper:
            page = self.paper.make(self.assessment, self.rulebook, self.school)
        elif self.frameworks:
            page = extract_of(self.assessment, self.rulebook, self.frameworks)
        else:
            page = page_of(
                self.assessment, self.rulebook, self.extent, on_command_line=on_command_line
            )
        return replace(page, footer=made(self.made_on, dated(self.assessment.as_of)))


@dataclass(frozen=True, slots=True)
class PageFormat(Format):
    """A format of pages.

    Attributes:
        label: What the interview calls it.
        use: What it is good for, in a few words.
        write: Writes a page at a width, coloured or not; text ends in one line end. Nothing where
            the format is one for programs, which ``data`` writes from the assessment itself.
        is_for_terminal: Whether its readers type commands.
        on_paper: Whether question sheets, action plans and portfolios are written in it too.
    """

    label: str
    use: str
    write: Callable[[Page, int, bool], str | bytes] | None = None
    data: Callable[[Assessment], str] | None = None
    _: KW_ONLY
    is_for_terminal: bool = False
    on_paper: bool = False

    def advice(self, advice: Advice) -> str | bytes:
        """Return the advice in this format."""
        if self.data:
            return self.data(advice.assessment)
        page = advice.page(on_command_line=self.is_for_terminal)
        return self.page(page, advice.width, colour=advice.colour)

    def file(self, advice: Advice) -> bytes:
        """Return the advice as a file in this format.

        Raises:
            Faults: The format needs packages that are not installed.
        """
        written = self.advice(advice)
        return written.encode("utf-8") if isinstance(written, str) else written

    def page(self, page: Page, width: int, *, colour: bool = False) -> str | bytes:
        """Return any page in this format."""
        assert self.write, f"{self.name} has no pages"
        return self.write(page, width, colour)


def _rich(page: Page, width: int, colour: bool) -> str:
    from advisor.report.writers.terminal import page_rich

    return page_rich(page, width, colour=colour)


def _text(page: Page, width: int, _colour: bool) -> str:
    from advisor.report.writers.terminal import page_text

    return page_text(page, width)


def _markdown(page: Page, _width: int, _colour: bool) -> str:
    from advisor.report.writers.markdown import markdown

    return markdown(page)


def _json(assessment: Assessment) -> str:
    from advisor.report.writers.json_text import assessment_json

    return assessment_json(assessment)


def _html(page: Page, _width: int, _colour: bool) -> str:
    from advisor.report.writers.html import html

    return html(page)


def _svg(page: Page, width: int, _colour: bool) -> str:
    from advisor.report.writers.svg import svg

    return svg(page, width)


def _word(page: Page, _width: int, _colour: bool) -> bytes:
    from advisor.report.writers.word import word

    return word(page)


def _pdf(page: Page, _width: int, _colour: bool) -> bytes:
    from advisor.report.writers.pdf import pdf

    return pdf(page)


# In the order in which the interview offers them.
PAGE_FORMATS: tuple[PageFormat, ...] = (
    PageFormat(
        "html", (".html", ".htm"), "Web page", "to read, print or send", _html, on_paper=True
    ),
    PageFormat(
        "docx", (".docx",), "Word", "to edit and send", _word, is_binary=True, on_paper=True
    ),
    PageFormat("pdf", (".pdf",), "PDF", "to print and file", _pdf, is_binary=True, on_paper=True),
    PageFormat("markdown", (".md", ".markdown"), "Markdown", "to edit", _markdown, on_paper=True),
    PageFormat(
        "text", (".txt",), "Plain text", "80 columns", _text, is_for_terminal=True, on_paper=True
    ),
    PageFormat(
        "rich",
        (".ansi",),
        "Coloured text",
        "for a terminal",
        _rich,
        is_also_text=True,
        is_for_terminal=True,
    ),
    PageFormat("svg", (".svg",), "Picture", "of the page", _svg),
    # No page: JSON has all of the assessment, and is a format for the assessment itself.
    PageFormat("json", (".json",), "JSON", "for programs", data=_json),
)
SHEET_FORMATS = tuple(format_ for format_ in PAGE_FORMATS if format_.on_paper)
