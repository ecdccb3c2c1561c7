"""A listing of a rulebook, for its authors: a page of blocks, or data as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.report.blocks import Block, Paragraph, Strong, Table
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Band, Kind, Stage

STAGE_LEGEND = ", ".join(f"{number} {stage}" for number, stage in enumerate(STAGES, start=1))
BAND_LEGEND = "S stop, F foundations first, P pilot"
_BAND_MARKS: Mapping[str | None, str] = {"not-ready": "S", "foundations-first": "F", "pilot": "P"}
_NO_LIMIT = "·"


@dataclass(frozen=True, slots=True)
class Listing:
    """The same listing for programs and for people.

    Attributes:
        data: Values that JSON can hold.
        blocks: The page.
    """

    data: object
    blocks: tuple[Block, ...]

    def json(self) -> str:
        """Return the data as JSON, ending in a line end."""
        return json.dumps(self.data, ensure_ascii=False, indent=2) + "\n"


def lines(texts: Iterable[str], indent: int = 0) -> Iterator[Paragraph]:
    """Yield one paragraph for each text; an empty text gives a blank line."""
    return (Paragraph(text, indent) for text in texts)


def titled(title: str, texts: Iterable[str]) -> Iterator[Paragraph]:
    """Yield a blank line, a title and the texts under it, or nothing if there are no texts."""
    if under := tuple(lines(texts, 2)):
        yield from (Paragraph(""), Paragraph(title), *under)


def stage_marks(bands: Mapping[Stage, Band | None]) -> str:
    """Return one mark for each stage: the band, ``·`` for none, a blank if the rule is absent."""
    return "".join(
        _BAND_MARKS.get(bands[stage], _NO_LIMIT) if stage in bands else " " for stage in STAGES
    )


def some_kinds(kinds: Iterable[Kind]) -> str:
    """Return the kinds in brackets, or an empty text if they are all there are."""
    named = [kind for kind in KINDS if kind in set(kinds)]
    return "" if len(named) == len(KINDS) else f" ({', '.join(named)})"


def kinds_in_words(kinds: Iterable[Kind]) -> str:
    """Return the kinds as a list in words, or that all are meant."""
    return some_kinds(kinds)[2:-1] or "every kind"


def stages_in_words(stages: Iterable[Stage]) -> str:
    """Return the stages as a list in words, or that all are meant."""
    named = [stage for stage in STAGES if stage in set(stages)]
    return "every stage" if len(named) == len(STAGES) else ", ".join(named)


def places_of(lessons: Iterable[str], rulebook: Rulebook) -> list[dict[str, str]]:
    """Return each place that the lessons cite, once."""
    found = (passage for name in lessons for passage in rulebook.lessons[name].passages)
    return [{"source": p.source, "locator": p.locator} for p in dict.fromkeys(found)]


def by_topic(
    rulebook: Rulebook, headings: tuple[str, ...], found: Mapping[str, Iterable[tuple[str, ...]]]
) -> Table:
    """Return a table of the rows found for each topic, by its id; the last column wraps."""
    rows: list[tuple[str, ...]] = []
    for topic in rulebook.topics:
        rows.append((Strong(topic.title), *[""] * (len(headings) - 1)))
        rows += ((f"  {name}", *rest) for name, *rest in found.get(topic.id, ()))
    return Table(headings, tuple(rows), wraps=frozenset({len(headings) - 1}))
