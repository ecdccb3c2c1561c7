"""Puts into words which of many partnerships need attention now, and how many more."""

import datetime as dt
from collections.abc import Iterator, Mapping

from advisor.batch.portfolio.attention import SORTS, Attention, Notice, Sort
from advisor.batch.portfolio.rankings import plural_of
from advisor.report.blocks import Block, Item, Paragraph, Row, Section
from advisor.report.days_in_words import day_in_words
from advisor.report.writers.bars import number

_LABELS: Mapping[Sort, str] = {
    "overdue": "Overdue",
    "key-date": "Key date",
    "money": "Money",
    "old-answers": "Answers",
    "silent-partner": "Not heard",
}
_COUNTED: Mapping[Sort, str] = {
    "overdue": "with an overdue step",
    "key-date": "with something to do before a key date within four weeks",
    "money": "whose money ends within a term, or has ended",
    "old-answers": "with answers older than a term",
    "silent-partner": "with a main partner that has answered nothing",
}
_IN_TABLES = (
    "{} from tables, which have no key dates and no steps. Of these, only the money, the day of "
    "the answers and silent partners were looked at."
)
_ORDER = (
    "What is overdue comes first, then what is due next; a file without the day of its answers "
    "comes last. The order says nothing of how good a partnership is."
)


def attention_part(attention: Attention, today: dt.date, *, anonymous: bool) -> Section:
    """Return the partnerships that need attention, each with why now.

    Args:
        attention: What was found.
        today: The day from which days are counted.
        anonymous: Whether to number them, and to leave out every text that their files hold.
    """
    blocks = tuple(_blocks(attention, anonymous=anonymous))
    return Section("attention", f"Needs attention now: {day_in_words(today)}", blocks)


def _blocks(attention: Attention, *, anonymous: bool) -> Iterator[Block]:
    if attention.first:
        yield Paragraph(_ORDER)
    for place, notice in enumerate(attention.first, start=1):
        yield _item(notice, f"Partnership {place}" if anonymous else notice.partnership, anonymous)
    yield Paragraph(" ".join(_ends(attention)))
    if attention.in_tables:
        come = "comes" if attention.in_tables == 1 else "come"
        yield Paragraph(_IN_TABLES.format(f"{number(attention.in_tables)} {come}"))


def _item(notice: Notice, name: str, anonymous: bool) -> Item:
    rows = (
        Row(_LABELS[reason.sort], (reason.unnamed if anonymous else reason.says,))
        for reason in notice.reasons
    )
    return Item(name, aside="" if notice.is_dated else "undated", rows=tuple(rows))


def _ends(attention: Attention) -> Iterator[str]:
    """Yield how many more there are, by their first reason, and that there is nothing else."""
    if not attention.first:
        yield "No partnership needs attention this week, as far as the files say."
        return
    shown = [notice.reasons[0].sort for notice in attention.first]
    counts = zip(SORTS, attention.counts, strict=True)
    more = {sort: count - shown.count(sort) for sort, count in counts}
    told = [f"{number(count)} {_COUNTED[sort]}" for sort, count in more.items() if count]
    if told:
        yield f"{plural_of(sum(more.values()), 'more partnership')}: {'; '.join(told)}."
    yield "Nothing else this week."
