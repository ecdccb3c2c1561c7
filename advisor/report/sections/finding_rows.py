"""Rows of a finding: its facts and sources, and what could excuse it."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment import Risk
from advisor.reasoning.assessment_parts import Citation, Reason
from advisor.report.blocks import Group, Row
from advisor.report.grouping import grouped, lessons_with_places
from advisor.report.phrases import Phrases, both_sectors_text, plural


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


def fact_words(reason: Reason, phrases: Phrases) -> str:
    """Return a fact of the file in words."""
    match reason.fact, reason.value:
        case "kind", _:
            return f"the kind is {phrases.kinds}"
        case "stage", _:
            return f"the decision is: {phrases.stage}"
        case "partners", int() as number:
            return f"there {'is' if number == 1 else 'are'} {plural(number, 'partner')}"
        case "both_sectors", both:
            return both_sectors_text(bool(both))
        case "answered_by_others", tuple() as names:
            of = ", ".join(names)
            return f"others answered for {of}"
        case _:
            return "every partner concerned answered for itself"


def cited(sources: Iterable[Citation], phrases: Phrases) -> tuple[Group, ...]:
    """Return each source cited here, with its places and what each of them teaches."""
    found = grouped((citation.source, citation) for citation in sources)
    return tuple(Group(phrases.source(s), lessons_with_places(of)) for s, of in found.items())
