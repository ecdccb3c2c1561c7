"""How the commands on the rulebook show what they found: as JSON, or as a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.cli.exits import Exit
from advisor.cli.inputs import json_option, rules_option
from advisor.cli.output import Colour, colour_option, columns, wants_colour, width_option, write

if TYPE_CHECKING:
    from advisor.report.listings.listing import Listing


@dataclass(frozen=True)
class View:
    """How a part of the rulebook is to be shown."""

    rules_folder: Path | None
    as_json: bool
    colour: Colour
    width: int | None

    def print(self, listing: Listing) -> int:
        """Print a listing as JSON, or as a page."""
        if self.as_json:
            write(listing.json())
        else:
            colour = wants_colour(self.colour, to_file=False)
            write(listing.page(columns(self.width, to_file=False), colour=colour))
        return Exit.DONE


def with_view(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a view, and the view in their place."""

    @functools.wraps(function)
    def run(
        rules_folder: Path | None, as_json: bool, colour: Colour, width: int | None, **rest: Any
    ) -> int:
        return function(View(rules_folder, as_json, colour, width), **rest)

    # From the last to the first: click lists options in reverse.
    for option in (width_option, colour_option, rules_option, json_option):
        run = option(run)
    return run
