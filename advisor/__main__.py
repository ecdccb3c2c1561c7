"""Run the command, and turn every error into one line and an exit code."""

import gc
import io
import os
import sys
from typing import NoReturn

try:
    import click

    from advisor.cli.commands import command
    from advisor.cli.exits import Exit, end_in_order, exit_code
    from advisor.cli.output import PipeClosed
    from advisor.files.clean_text import legible, one_line
    from advisor.files.faults import Faults
except KeyboardInterrupt:
    # Ctrl+C while all this loads: Exit may not be there yet, and nothing is open that must close.
    os._exit(130)


def main() -> NoReturn:
    """Run ``advisor`` with the arguments of the process, and end the process."""
    # Pydantic would read the entry points of every installed distribution (3 ms for sixty of them),
    # and let the plugins that it finds change our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A rulebook is many objects that live until the process ends; to scan them for cycles as they
    # come is wasted. CPU time of `assess`: 0.56 s by default, 0.44 s without the scan at exit
    # (gc.freeze below), 0.37 s with this too.
    gc.set_threshold(200_000, 10, 10)
    end_in_order()
    try:
        code = _run_without_terminal(sys.argv[1:])
    except KeyboardInterrupt:  # A second Ctrl+C while the first is reported.
        code = Exit.INTERRUPTED
    code = exit_code(code)
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run ``advisor`` and return its exit code; faults go to standard error, a line each."""
    try:
        code = command.main(arguments, prog_name="advisor", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        return Exit.CANNOT
    except Faults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        return Exit.CANNOT
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except PipeClosed:
        return Exit.PIPE_CLOSED
    except Exception as error:  # everything else is a bug, reported in one line
        if os.environ.get("ADVISOR_TRACEBACK"):
            raise
        click.echo(_bug(error), err=True)
        return Exit.BUG
    return code if isinstance(code, int) else Exit.DONE


def _show(error: click.ClickException) -> None:
    """Print a usage error; click repeats what was typed, control characters included."""
    said = io.StringIO()
    error.show(said)
    for line in said.getvalue().splitlines():
        click.echo(legible(line), err=True)


def _run_without_terminal(arguments: list[str]) -> int:
    """Run ``advisor``, even if the terminal or the reader of its output goes away."""
    try:
        code = run(arguments)
    except OSError:
        # Not even the last line could be written.
        code = Exit.PIPE_CLOSED
    # Else Python would fail at its end over what a closed window did not take.
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code


def _bug(error: Exception) -> str:
    """Return a line about a bug, without the message: that may have answers or notes."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    says = f"{type(error).__name__} at {place}"
    return one_line(
        f"advisor: this is a bug: {says}. "
        "Set ADVISOR_TRACEBACK=1 to see where; that may show answers."
    )


if __name__ == "__main__":
    main()
