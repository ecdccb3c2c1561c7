"""The table of gates: the risks that limit the verdict, with their band at each stage."""

from advisor.report.blocks import Table
from advisor.report.listings.band_marks import BAND_LEGEND, cited_places, legend, stage_marks
from advisor.report.listings.listing import Listing, lines, places_of, some_kinds
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES

_SHOWN = {"id", "title", "topic", "concern", "kinds", "until", "unless"}


def holding(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Return every risk that limits the verdict at any stage, worst first."""
    found = (rule for rule in rulebook.rules.values() if rule.holds_at)
    return tuple(sorted(found, key=lambda rule: _worst_first(rule, rulebook)))


def _worst_first(rule: Rule, rulebook: Rulebook) -> tuple[list[int], int, str]:
    held = sorted(BANDS.index(rule.band_at(stage) or "ready") for stage in STAGES)
    return held, rulebook.topic_order[rule.topic], rule.id


def listing(rulebook: Rulebook) -> Listing:
    """Return one row for each such risk: its band at each stage, its title, its sources."""
    rules = holding(rulebook)
    data = [
        {
            **rule.model_dump(mode="json", include=_SHOWN),
            "bands": rule.bands,
            "cites": places_of(rule.lessons, rulebook),
        }
        for rule in rules
    ]
    rows = tuple(
        (
            stage_marks(rule.bands),
            rule.id,
            rule.title + some_kinds(rule.kinds),
            cited_places(rule.lessons, rulebook),
        )
        for rule in rules
    )
    note = (
        f"While it stands a risk holds the verdict at {BAND_LEGEND}; · holds nothing at that "
        "stage; blank does not exist there."
    )
    table = Table(("1234", "id", "title", "rests on"), rows, wraps=frozenset({2, 3}))
    return Listing(data, (table, *lines(("", *legend(note, rulebook)))))
