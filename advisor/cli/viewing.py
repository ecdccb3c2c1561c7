"""How commands on a rulebook, and on one rule, show what they found on the terminal."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.cli.exits import Exit
from advisor.cli.inputs import rulebook_from, rules_option
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write

if TYPE_CHECKING:
    from rich.text import Text

    from advisor.report.listings.listing import Listing
    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True)
class View:
    """Which rulebook is meant, and how what was found in it is to be shown."""

    rules_folder: Path | None
    colour: Colour
    width: int | None
    as_json: bool = False

    @property
    def rulebook(self) -> Rulebook:
        return rulebook_from(self.rules_folder)

    @property
    def columns(self) -> int:
        return columns(self.width, to_file=False)

    @property
    def in_colour(self) -> bool:
        return wants_colour(self.colour, to_file=False)

    def print(self, listing: Listing) -> int:
        """Print a listing as JSON, or as a page."""
        from advisor.report.writers.terminal import blocks_rich

        if self.as_json:
            write(listing.json())
        else:
            write(blocks_rich(listing.blocks, self.columns, colour=self.in_colour))
        return Exit.DONE

    def print_lines(self, lines: list[Text]) -> int:
        """Print lines that are laid out already."""
        from advisor.report.writers.terminal import printed_lines

        write(printed_lines(lines, self.columns, colour=self.in_colour))
        return Exit.DONE


def with_view(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a view, and the view in their place.

    A command that can print JSON has ``json_option`` too.
    """

    @functools.wraps(function)
    def run(
        rules_folder: Path | None,
        colour: Colour,
        width: int | None,
        as_json: bool = False,
        **rest: Any,
    ) -> int:
        return function(View(rules_folder, colour, width, as_json), **rest)

    # From the last to the first: click lists options in reverse.
    for option in (width_option, colour_option, rules_option):
        run = option(run)
    return run
