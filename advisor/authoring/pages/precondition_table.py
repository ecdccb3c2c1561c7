"""The table of preconditions: what breaks each, at which stages, and its sources."""

from collections.abc import Iterator

from advisor.report.blocks import Block, Strong, Table
from advisor.report.listings.band_marks import BAND_LEGEND, cited_places, legend, stage_marks
from advisor.report.listings.listing import lines, some_kinds
from advisor.rulebook.preconditions import Break
from advisor.rulebook.rulebook import Rulebook


def precondition_table(rulebook: Rulebook) -> Iterator[Block]:
    """Yield each precondition with the answers that break it, then the combinations."""
    headings = ("1234", "broken by", "rests on")
    yield Table(headings, tuple(_rows(rulebook)), wraps=frozenset({1, 2}))
    combinations = rulebook.preconditions.combinations
    yield from lines(("", "Gates that rest on several answers together"))
    yield from lines((f"{entry.rule}: {entry.reason}" for entry in combinations), indent=2)
    note = (
        f"In an otherwise perfect file the answer leads to {BAND_LEGEND}; a blank stage is not "
        "named. What is asked of partners is answered so by one core partner."
    )
    yield from lines(("", *legend(note, rulebook)))


def _rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for precondition in rulebook.preconditions.preconditions:
        title = Strong(precondition.says + some_kinds(precondition.kinds))
        yield "", title, cited_places(precondition.lessons, rulebook)
        for broken in precondition.breaks:
            yield stage_marks({**broken.bands}), _in_words(broken, rulebook), ""


def _in_words(broken: Break, rulebook: Rulebook) -> str:
    said = [
        f"{name}: {rulebook.questions[name].level(level).label}"
        for name, level in broken.given.items()
    ]
    limits = [
        "every partner" if broken.every else "",
        f"the {broken.role} partner" if broken.role else "",
        "answered by others" if broken.answers_from == "others" else "",
        f"of {broken.count} alike" if broken.count > 1 else "",
    ]
    who = ", ".join(limit for limit in limits if limit)
    kinds = some_kinds(broken.kinds) if broken.kinds else ""
    answers = "; ".join(said)
    return (f"{answers} ({who})" if answers and who else answers or who) + kinds
