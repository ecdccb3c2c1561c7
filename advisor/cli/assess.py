"""``advisor assess``: the advice for one partnership file."""

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import (
    file_argument,
    known_name,
    rulebook_from,
    rules_option,
    scenario_from,
)
from advisor.cli.output import (
    Colour,
    colour_option,
    columns,
    form_for,
    goes_to_file,
    is_same_file,
    no_pager_option,
    output_option,
    show,
    wants_colour,
    width_option,
    write,
)

# These repeat lists of the report and the vocabulary, which are too heavy to import for --help.
FORMATS = ("rich", "text", "markdown", "json", "html", "svg")
BANDS = ("not-ready", "foundations-first", "pilot", "ready")


@click.command(short_help="Advise on one partnership file.")
@file_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How the advice is written; by default as the ending of --output says, else rich.",
)
@output_option
@click.option(
    "--require", metavar="BAND", type=click.Choice(BANDS), help="Exit 1 if the verdict is below."
)
@click.option(
    "--framework",
    "frameworks",
    metavar="ID",
    multiple=True,
    help="Show only how the answers stand in this framework (JSON: too); may be given repeatedly.",
)
@click.option("--private-notes", is_flag=True, help="Show private notes too.")
@rules_option
@colour_option
@width_option
@no_pager_option
def assess(
    file: Path,
    form: str | None,
    output: Path | None,
    require: str | None,
    frameworks: tuple[str, ...],
    private_notes: bool,
    rules_folder: Path | None,
    colour: Colour,
    width: int | None,
    no_pager: bool,
) -> int:
    """Advise on the partnership in FILE (``-`` reads standard input)."""
    from advisor.reasoning.assess import Reasoner
    from advisor.report.formats import render

    if output is not None and is_same_file(file, output):
        raise click.UsageError("--output would replace the partnership file; name another")
    form = form_for(output, form, FORMATS, "rich") or "rich"
    rulebook = rulebook_from(rules_folder)
    frameworks = tuple(known_name("framework", name, rulebook.frameworks) for name in frameworks)
    scenario = scenario_from(file, rulebook)
    assessment = Reasoner(rulebook).assess(
        scenario, private_notes=private_notes, frameworks=frameworks
    )
    to_file = goes_to_file(output)
    text = render(
        assessment,
        rulebook,
        form,
        width=columns(width, to_file=to_file),
        colour=wants_colour(colour, to_file=to_file),
        frameworks=frameworks,
    )
    if to_file or form == "json":
        write(text, output)
    else:
        show(text, pager=not no_pager)
    if require is not None and BANDS.index(assessment.verdict.band) < BANDS.index(require):
        return Exit.NO
    return Exit.DONE
