"""How the commands on the rulebook show what they found on the terminal."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.cli.exits import Exit
from advisor.cli.inputs import rules_option
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor.report.blocks import Block


@dataclass(frozen=True)
class View:
    """How a part of the rulebook is to be shown."""

    rules_folder: Path | None
    colour: Colour
    width: int | None

    def print(self, blocks: Iterable[Block]) -> int:
        from advisor.report.writers.terminal import blocks_rich

        colour = wants_colour(self.colour, to_file=False)
        write(blocks_rich(blocks, columns(self.width, to_file=False), colour=colour))
        return Exit.DONE


def with_view(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a view, and the view in their place."""

    @functools.wraps(function)
    def run(rules_folder: Path | None, colour: Colour, width: int | None, **rest: Any) -> int:
        return function(View(rules_folder, colour, width), **rest)

    # From the last to the first: click lists options in reverse.
    for option in (width_option, colour_option, rules_option):
        run = option(run)
    return run
