"""Many partnerships as a table for the terminal: a line each, in the order of the input."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.batch.output.data_format import Target
from advisor.batch.output.score_lines import ScoreRows, Write
from advisor.batch.score_row import NOTHING_ANSWERED, ScoreRow
from advisor.report.days_in_words import brief_day
from advisor.report.writers.printing import printed
from advisor.rulebook.rulebook import Rulebook

HEADINGS = ("Partnership", "Verdict", "Main concern", "Next date")
TOO_LITTLE_KNOWN = "too little known"
_GAP = 2
_NAME_SHARE = 0.4
"""How much of what verdict and date leave over a long name takes; the main concern has the rest."""


@contextmanager
def table_writer(target: Target) -> Iterator[Write]:
    """Give what keeps scores; leaving the context writes them as one table."""
    look, rows = target.look, list[ScoreRow]()

    def write(scores: ScoreRows) -> None:
        if not isinstance(scores, Sequence):
            from advisor.batch.output.score_frames import scores_of

            scores = scores_of(scores)
        rows.extend(scores)

    yield write
    if rows and look:
        table = table_of(rows, look.rulebook, look.width)
        target.stream.write(printed(table, look.width, colour=look.colour).encode())


def table_of(scores: Iterable[ScoreRow], rulebook: Rulebook, width: int) -> RenderableType:
    """Return the table; nothing in its order says that one partnership is above another.

    Names and concerns are shortened to what is left of the width, verdicts and dates never are.
    """
    rows = [_row(score, rulebook) for score in scores]
    # cell_len(), not len(): a Chinese character takes two columns of a terminal.
    widths = [max(map(cell_len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    if not any(row[-1] for row in rows):
        widths.pop()
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    # Not strict, since the column of dates is left out where there is none.
    for heading, cells in zip(HEADINGS, _fitted(widths, width), strict=False):
        table.add_column(heading, width=cells, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*map(Text, row[: len(widths)]))
    return table


def _fitted(widths: Sequence[int], width: int) -> Sequence[int]:
    """Return the widths of the columns, those of names and concerns so that all fit."""
    name, verdict, concern, *date = widths
    room = width - verdict - sum(date) - _GAP * (len(widths) - 1)
    name = min(name, max(int(room * _NAME_SHARE), room - concern))
    return name, verdict, min(concern, room - name), *date


def _row(score: ScoreRow, rulebook: Rulebook) -> tuple[str, ...]:
    date = score.next_date
    return (
        score.partnership,
        _verdict(score, rulebook),
        score.concerns[0] if score.concerns and score.known else "",
        brief_day(dt.date.fromisoformat(date)) if date else "",
    )


def _verdict(score: ScoreRow, rulebook: Rulebook) -> str:
    """Return the verdict in a word or two."""
    if score.decision == NOTHING_ANSWERED:
        return NOTHING_ANSWERED
    if score.decision == rulebook.wording.too_little_known:
        return TOO_LITTLE_KNOWN
    short = rulebook.wording.ratings[score.band].short
    if score.band != "ready":
        return short
    # "Agree and sign" or "begin" says what to go ahead with. A longer column costs concerns.
    own = score.decision.partition(",")[0]
    return own if cell_len(own) <= len(TOO_LITTLE_KNOWN) else short
