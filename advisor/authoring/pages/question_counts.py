"""How many questions each meeting can be asked at most: a table for authors."""

from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, most_asked
from advisor.report.blocks import Table
from advisor.report.listings.listing import Listing, lines
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES

_NOTE = (
    "The most questions that one set of answers can call up, each counted once however many "
    "partners answer it; in brackets the essential ones."
)


def listing(rulebook: Rulebook) -> Listing:
    """Return the counts of each kind and stage, then the limits.

    Raises:
        ValueError: The questions read too much to try every case.
    """
    counts = {
        (kind, stage): {
            "asked": most_asked(rulebook, kind, stage),
            "essential": len(rulebook.essential_at(frozenset([kind]), stage)),
        }
        for kind in KINDS
        for stage in STAGES
    }
    data = {
        "limits": {"asked": dict(MAX_ASKED), "essential": MAX_ESSENTIAL},
        "meetings": [
            {"kind": kind, "stage": stage, **count} for (kind, stage), count in counts.items()
        ],
    }
    rows = [
        (kind, *("{asked} ({essential})".format(**counts[kind, stage]) for stage in STAGES))
        for kind in KINDS
    ]
    limits = ("at most", *(f"{MAX_ASKED[stage]} ({MAX_ESSENTIAL})" for stage in STAGES))
    columns = frozenset(range(1, 1 + len(STAGES)))
    table = Table(("kind", *STAGES), (*rows, limits), right=columns)
    return Listing(data, (table, *lines(("", _NOTE))))
