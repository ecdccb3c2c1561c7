"""Marks for bands, sources and a legend, for the tables of rules, concerns and preconditions."""

from collections.abc import Iterable, Iterator, Mapping

from advisor.report.listings.listing import STAGE_LEGEND
from advisor.report.phrases import year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import STAGES, Band, Stage

BAND_LEGEND = "S stop, F foundations first, P pilot"
_BAND_MARKS: Mapping[str | None, str] = {"not-ready": "S", "foundations-first": "F", "pilot": "P"}
_NO_LIMIT = "·"


def stage_marks(bands: Mapping[Stage, Band | None]) -> str:
    """Return one mark for each stage: the band, ``·`` for none, a blank if the rule is absent."""
    return "".join(
        _BAND_MARKS.get(bands[stage], _NO_LIMIT) if stage in bands else " " for stage in STAGES
    )


def cited_places(lessons: Iterable[str], rulebook: Rulebook) -> str:
    """Return the places that the lessons cite, each source named once, by its id."""
    passages = (passage for name in lessons for passage in rulebook.lessons[name].passages)
    places: dict[str, list[str]] = {}
    for passage in dict.fromkeys(passages):
        places.setdefault(passage.source, []).append(passage.locator)
    return "; ".join(f"{source} {', '.join(found)}" for source, found in places.items())


def legend(says: str, rulebook: Rulebook) -> Iterator[str]:
    """Yield what the marks mean, one line for each source, and what is judgement."""
    yield f"{STAGE_LEGEND}. {says}"
    for source in rulebook.sources.values():
        yield f"{source.id}: {source.short} ({year(source)})"
    yield "Thresholds on numbers (minutes, months, hours, partners) are judgement."
