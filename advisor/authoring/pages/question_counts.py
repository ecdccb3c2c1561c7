"""How many questions each meeting can be asked at most: a table for authors."""

from collections.abc import Iterator

from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, most_asked
from advisor.report.blocks import Block, Table
from advisor.report.listings.listing import lines
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage

_NOTE = (
    "The most questions that one set of answers can call up, each counted once however many "
    "partners answer it; in brackets the essential ones."
)


def question_counts(rulebook: Rulebook) -> Iterator[Block]:
    """Yield the counts of each kind and stage, then the limits.

    Raises:
        ValueError: The questions read too much to try every case.
    """

    def count(kind: Kind, stage: Stage) -> str:
        essential = len(rulebook.essential_at(frozenset([kind]), stage))
        return f"{most_asked(rulebook, kind, stage)} ({essential})"

    rows = [(kind, *(count(kind, stage) for stage in STAGES)) for kind in KINDS]
    limits = ("at most", *(f"{MAX_ASKED[stage]} ({MAX_ESSENTIAL})" for stage in STAGES))
    columns = frozenset(range(1, 1 + len(STAGES)))
    yield Table(("kind", *STAGES), (*rows, limits), right=columns)
    yield from lines(("", _NOTE))
