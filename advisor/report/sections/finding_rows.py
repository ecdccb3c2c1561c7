"""Rows of a finding: its sources, and what could excuse it."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment import Risk
from advisor.reasoning.assessment_parts import Citation
from advisor.report.blocks import Group, Row
from advisor.report.grouping import grouped, lessons_with_places
from advisor.report.phrases import Phrases


def excuses(risk: Risk, phrases: Phrases) -> Iterator[Row]:
    """Yield what is not known and could excuse a risk that is presumed."""
    if risk.open:
        asked = grouped((one.question, one.partner) for one in risk.open)
        groups = tuple(_ask(question, of, phrases) for question, of in asked.items())
        yield Row("To find out", groups)


def _ask(question: str, partners: list[str | None], phrases: Phrases) -> Group:
    """Return a question with who could tell."""
    names = filter(None, partners)
    told = grouped((phrases.who_could_tell(question, n), phrases.partner(n)) for n in names)
    lines = tuple(f"{tells}: {', '.join(of)}" for tells, of in told.items())
    return Group(phrases.question(question), lines or (phrases.who_could_tell(question, None),))


def cited(sources: Iterable[Citation], phrases: Phrases) -> tuple[Group, ...]:
    """Return each source cited here, with its places and what each of them teaches."""
    found = grouped((citation.source, citation) for citation in sources)
    return tuple(Group(phrases.source(s), lessons_with_places(of)) for s, of in found.items())
