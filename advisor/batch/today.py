"""The day from which days are counted over many partnerships."""

import datetime as dt
from typing import NamedTuple


class Today(NamedTuple):
    """The day that somebody names, or the day on which the program runs.

    Attributes:
        named: The day of ``--on``.
        actual: The day on which the program runs.
    """

    named: dt.date | None
    actual: dt.date

    @property
    def day(self) -> dt.date:
        """The day for what is said of all of them."""
        return self.named or self.actual

    def beside(self, as_of: dt.date | None) -> dt.date:
        """Return the day for what is said beside the answers of one partnership, as they stood."""
        return self.named or as_of or self.actual
