"""What the tables for authors share: their frame, marks for bands, and places in sources."""

from collections.abc import Iterable, Mapping

from rich.table import Table

from advisor.report.words import year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Passage
from advisor.rulebook.vocabulary import KINDS, STAGES, Band, Kind, Stage

BAND_MARKS: Mapping[str, str] = {"not-ready": "S", "foundations-first": "F", "pilot": "P"}
HOLDS_NOTHING = "·"
STAGE_LEGEND = ", ".join(f"{number} {stage}" for number, stage in enumerate(STAGES, start=1))
BAND_LEGEND = "S stop, F foundations first, P pilot"
JUDGEMENT = "Thresholds on numbers (minutes, months, hours, partners) are judgement."


def frame(*names: str, wraps: Iterable[str]) -> Table:
    """Return an empty table without lines; only the columns named in ``wraps`` are wrapped."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name, no_wrap=name not in wraps, overflow="fold")
    return table


def stage_marks(bands: Mapping[Stage, Band | None]) -> str:
    """Return a mark a stage: the band held, that nothing is held, or a blank where it is absent."""
    return "".join(
        BAND_MARKS.get(bands[stage] or "", HOLDS_NOTHING) if stage in bands else " "
        for stage in STAGES
    )


def some_kinds(kinds: Iterable[Kind]) -> str:
    """Return the kinds, in brackets, or nothing where all are meant."""
    named = [kind for kind in KINDS if kind in set(kinds)]
    return "" if len(named) == len(KINDS) else f" ({', '.join(named)})"


def passages_of(lessons: Iterable[str], rulebook: Rulebook) -> tuple[Passage, ...]:
    """Return every place that the lessons stand at, none twice."""
    found = (passage for name in lessons for passage in rulebook.lessons[name].passages)
    return tuple(dict.fromkeys(found))


def rests_on(lessons: Iterable[str], rulebook: Rulebook) -> str:
    """Return the places that the lessons stand at, each source named once, by its id."""
    places: dict[str, list[str]] = {}
    for passage in passages_of(lessons, rulebook):
        places.setdefault(passage.source, []).append(passage.locator)
    return "; ".join(f"{source} {', '.join(found)}" for source, found in places.items())


def sources_legend(rulebook: Rulebook) -> list[str]:
    """Return a line a source: its id, its short title and its year."""
    return [f"{s.id}: {s.short} ({year(s)})" for s in rulebook.sources.values()]
