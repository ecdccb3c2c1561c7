"""``advisor assess``: the advice for one partnership file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import (
    file_argument,
    known_name,
    known_partner,
    on_option,
    rulebook_from,
    rules_option,
    scenario_from,
)
from advisor.cli.output import (
    Colour,
    colour_option,
    columns,
    format_option,
    goes_to_file,
    no_pager_option,
    output_format,
    output_option,
    show,
    wants_colour,
    width_option,
    write,
)
from advisor.report.documents.papers import PAPERS, Paper
from advisor.report.page_formats import PAGE_FORMATS, Advice, PageFormat
from advisor.rulebook.vocabulary import BANDS

if TYPE_CHECKING:
    from advisor.report.page import Extent


@click.command(short_help="Advise on one partnership file.")
@file_argument
@format_option(PAGE_FORMATS, "The format; by default the extension of --output, else rich.")
@output_option
@click.option(
    "--require",
    metavar="BAND",
    type=click.Choice(BANDS),
    help="Exit with 1 if the verdict is lower.",
)
@click.option(
    "--report",
    "extent",
    type=click.Choice(("brief", "full")),
    default="brief",
    help="The brief (by default), or the full report with reasons and sources.",
)
@click.option(
    "--for",
    "paper_name",
    type=click.Choice([paper.name for paper in PAPERS]),
    help="A paper instead of the advice: " + "; ".join(f"{p.name} ({p.use})" for p in PAPERS) + ".",
)
@click.option("--school", metavar="NAME", help="The school that the paper is for.")
@click.option(
    "--framework",
    "frameworks",
    metavar="ID",
    multiple=True,
    help="Show this model from the documents only (in JSON, also); may be repeated.",
)
@click.option(
    "--template",
    metavar="DOCX",
    type=click.Path(path_type=Path),
    help="For Word: a .docx file whose styles, header and footer are taken.",
)
@on_option("The day from which dates are counted; by default that of the answers, else today.")
@click.option("--private-notes", is_flag=True, help="Show private notes too.")
@rules_option
@colour_option
@width_option
@no_pager_option
def assess(
    file: Path,
    name: str | None,
    output: Path | None,
    require: str | None,
    extent: Extent,
    paper_name: str | None,
    school: str | None,
    frameworks: tuple[str, ...],
    template: Path | None,
    on: dt.date | None,
    private_notes: bool,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
    no_pager: bool,
) -> int:
    """Advise on the partnership in FILE (``-`` reads standard input)."""
    from advisor.reasoning.reasoner import Reasoner
    from advisor.scenario.load_scenario import scenario_complaints

    # Before the rulebook is loaded: a slip in the options is reported at once.
    format_ = output_format(output, name, PAGE_FORMATS, "rich", read=file)
    to_file = goes_to_file(output)
    if template is not None and format_.name != "docx":
        raise click.UsageError("--template is for Word; name an --output that ends in .docx")
    paper = next((paper for paper in PAPERS if paper.name == paper_name), None)
    _check_paper(paper, school, format_)
    rulebook = rulebook_from(rules_folder)
    frameworks = tuple(known_name("framework", name, rulebook.frameworks) for name in frameworks)
    scenario = scenario_from(file, rulebook)
    for complaint in scenario_complaints(scenario):
        # On stderr, so that a report on standard output can still be read by a program.
        click.echo(f"{file}: {complaint}", err=True)
    school = known_partner(school, scenario) if school is not None else ""
    assessment = Reasoner(rulebook).assess(
        scenario,
        private_notes=private_notes,
        frameworks=frameworks,
        # The day of the answers first, so that an old file gives the same advice on any day.
        on=on or scenario.as_of or dt.date.today(),
    )
    advice = Advice(
        assessment,
        rulebook,
        width=columns(width, to_file=to_file),
        colour=wants_colour(colour, to_file=to_file),
        extent=extent,
        frameworks=frameworks,
        made_on=dt.date.today(),
        paper=paper,
        school=school,
    )
    if template is not None:
        from advisor.report.writers.word import word

        written: str | bytes = word(advice.page(), template)
    else:
        written = format_.advice(advice)
    # JSON is for a program, and a pager would wait for somebody to close it.
    if to_file or isinstance(written, bytes) or format_.name == "json":
        write(written, output)
    else:
        show(written, pager=not no_pager)
    if require is not None and BANDS.index(assessment.verdict.band) < BANDS.index(require):
        return Exit.NO
    return Exit.DONE


def _check_paper(paper: Paper | None, school: str | None, format_: PageFormat) -> None:
    """Check that the options for a paper go together.

    Raises:
        click.UsageError: They do not.
    """
    if paper is not None and format_.data:
        raise click.UsageError(f"{format_.label} has all of the advice, and no papers")
    if paper is not None and paper.is_of_school and school is None:
        raise click.UsageError(f"--for {paper.name} is for one school; name it with --school")
    if school is not None and (paper is None or not paper.is_of_school):
        raise click.UsageError("--school goes with a paper for one school, such as --for governors")
