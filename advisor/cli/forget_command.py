"""``advisor forget``: removes what the program keeps about a partnership file."""

from pathlib import Path

import click

from advisor.cli.exits import Exit
from advisor.cli.inputs import file_argument, rulebook_from, rules_option
from advisor.files.clean_text import one_line
from advisor.files.faults import Fault, Faults


@click.command(short_help="Delete what the program keeps about a file.")
@file_argument
@click.option("--yes", is_flag=True, help="Delete answers that are in no file without asking.")
@rules_option
def forget(file: Path, yes: bool, rules_folder: Path | None) -> int:
    """List and delete what the program keeps about FILE; FILE itself stays.

    That is the journal of an interview, the entry in the list of recent files, and temporary files
    of a process that was killed. Answers that are in no file need a typed yes.
    """
    from advisor.interview.state.kept_about import forget, kept_about, may_be_about
    from advisor.interview.state.refusals import InUse, JournalChanged, why_refused
    from advisor.interview.state.state_folder import check_state_folder

    check_state_folder()
    rulebook = rulebook_from(rules_folder)
    name = one_line(str(file))
    things = kept_about(file, rulebook)
    # What only looks like ours, or cannot be read, is named and left: nothing tells whose it is.
    for says in may_be_about(file):
        click.echo(f"Perhaps about it, and not deleted here: {says}.")
    if not things:
        click.echo(f"Nothing is kept about {name}.")
        return Exit.DONE
    click.echo(f"Kept about {name}:")
    for thing in things:
        click.echo(f"  {thing.says}")
    if any(thing.is_only_copy for thing in things) and not yes and not _agreed():
        click.echo("Nothing was deleted.")
        return Exit.NO
    try:
        forget(file, things)
    except (InUse, JournalChanged) as error:
        raise click.UsageError(f"{name} {why_refused(error)}; nothing was deleted") from None
    except OSError as error:
        raise _undeleted(error, name) from None
    # Looked for again, so that "Deleted" is true.
    if left := kept_about(file, rulebook):
        click.echo(f"Still kept: {'; '.join(thing.says for thing in left)}.", err=True)
        return Exit.CANNOT
    click.echo("Deleted.")
    return Exit.DONE


def _agreed() -> bool:
    from advisor.interview.plain.line_input import read_line, standard_input_lines

    asks = "That cannot be undone. Type yes to delete it: "
    line = read_line(standard_input_lines(), lambda: click.echo(asks, nl=False), click.echo)
    return line == "yes"


def _undeleted(error: OSError, name: str) -> Exception:
    says = f"cannot be deleted: {error.strerror or error}"
    return Faults([Fault(str(error.filename or name), 0, says)])
