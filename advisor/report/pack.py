"""The pack for a meeting or a board: its files, and a page that says who may see which."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from advisor.files.file_format import slug
from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import Page, Paragraph, Section, Table
from advisor.report.days_in_words import dated, made
from advisor.report.documents.papers import AGENDA, GOVERNORS, NOTES
from advisor.report.page_formats import Advice
from advisor.report.plan.action_plan import plan_of
from advisor.report.plan.plan_workbook import plan_workbook
from advisor.report.writers.word import word
from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack.

    Attributes:
        readers: Who may see it.
    """

    name: str
    title: str
    readers: str
    data: bytes


def pack_of(
    assessment: Assessment, rulebook: Rulebook, schools: Sequence[str], made_on: dt.date
) -> tuple[PackFile, ...]:
    """Return the files of a pack, the page of contents first.

    Args:
        assessment: The advice.
        rulebook: The rulebook that it was made with.
        schools: Those whose boards get a paper.
        made_on: The day on which it is made.

    Raises:
        Faults: A package for Word or Excel is not installed.
    """
    files = tuple(_files(assessment, rulebook, schools, made_on))
    rows = tuple((file.name, file.title, file.readers) for file in files)
    table = Table(("File", "What it is", "Who may see it"), rows, wraps=frozenset({1, 2}))
    ask = Paragraph("Ask before you pass a file on to anybody else.")
    contents = Page(
        title="Contents of this pack",
        heading=assessment.partnership,
        aside=dated(assessment.as_of),
        sections=(Section("files", "Files", (table, ask)),),
        footer=made(made_on, dated(assessment.as_of)),
        is_brief=True,
    )
    first = PackFile("0-contents.docx", "This page", "everybody", word(contents))
    return (first, *files)


def _files(
    assessment: Assessment, rulebook: Rulebook, schools: Sequence[str], made_on: dt.date
) -> Iterator[PackFile]:
    advice = Advice(assessment, rulebook, made_on=made_on)
    room = "the leaders who gave the answers"
    yield PackFile("1-brief.docx", "The advice in brief", room, word(advice.page()))
    taken: set[str] = set()
    for school in schools:
        page = replace(advice, paper=GOVERNORS, school=school).page()
        # "St Mary's" and "St Marys" make one file name, and one paper would replace the other.
        plain = next(name for name in _names(slug(school)) if name not in taken)
        taken.add(plain)
        name = f"2-{GOVERNORS.name}-{plain}.docx"
        readers = f"the head and the governors of {school}"
        yield PackFile(name, f"Paper for the board of {school}", readers, word(page))
    plan = plan_of(assessment, rulebook)
    owners = (
        "the leaders only" if plan.is_for_leaders_only else "the leaders, and people with a step"
    )
    workbook = plan_workbook(plan, made(made_on, dated(assessment.as_of)))
    yield PackFile("3-action-plan.xlsx", "The action plan, to fill in", owners, workbook)
    for number, paper in enumerate((AGENDA, NOTES), start=4):
        page = replace(advice, paper=paper).page()
        name = f"{number}-{paper.name}.docx"
        yield PackFile(name, page.title, "everybody at the meeting", word(page))


def _names(plain: str) -> Iterator[str]:
    yield plain
    yield from (f"{plain}-{number}" for number in count(2))
