"""The tables of what limits the verdict: concerns with their risks, gates and preconditions."""

from collections.abc import Iterable, Iterator

from advisor.report.blocks import Block, Strong, Table
from advisor.report.listings.listing import (
    BAND_LEGEND,
    STAGE_LEGEND,
    Listing,
    lines,
    places_of,
    some_kinds,
    stage_marks,
)
from advisor.report.phrases import plural, year
from advisor.rulebook.preconditions import Break
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES

_SHOWN_OF_GATES = {"id", "title", "topic", "concern", "kinds", "until", "unless"}


def concern_table(rulebook: Rulebook) -> Listing:
    """Return each concern, its risks with their band at each stage, then what has no risk."""
    data = [
        {**one.model_dump(mode="json"), "risks": [risk.id for risk in rulebook.risks_of[one.id]]}
        for one in rulebook.concerns.values()
    ]
    rows = tuple(_concern_rows(rulebook))
    note = f"{STAGE_LEGEND}. {BAND_LEGEND}; · limits nothing at that stage; blank does not exist."
    table = Table(("1234", "risk", "title"), rows, wraps=frozenset({2}))
    return Listing(data, (table, *lines(("", note, *_without_risk(rulebook)))))


def _concern_rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for concern in rulebook.concerns.values():
        yield "", Strong(concern.id), Strong(concern.title)
        if concern.until:
            yield "", "", f"Until {concern.until}."
        for risk in rulebook.risks_of[concern.id]:
            yield stage_marks(risk.bands), risk.id, risk.title


def _without_risk(rulebook: Rulebook) -> Iterator[str]:
    if gaps := [concern for concern, risks in rulebook.risks_of.items() if not risks]:
        yield f"{plural(len(gaps), 'concern')} without a risk: {', '.join(gaps)}"


def gate_table(rulebook: Rulebook) -> Listing:
    """Return one row for each risk that limits the verdict at any stage, worst first."""
    found = (rule for rule in rulebook.rules.values() if rule.holds_at)
    rules = sorted(found, key=lambda rule: _worst_first(rule, rulebook))
    data = [
        {
            **rule.model_dump(mode="json", include=_SHOWN_OF_GATES),
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
            _cited_places(rule.lessons, rulebook),
        )
        for rule in rules
    )
    note = (
        f"While it is true a risk limits the verdict to {BAND_LEGEND}; · limits nothing at that "
        "stage; blank does not exist there."
    )
    table = Table(("1234", "id", "title", "rests on"), rows, wraps=frozenset({2, 3}))
    return Listing(data, (table, *lines(("", *_legend(note, rulebook)))))


def _worst_first(rule: Rule, rulebook: Rulebook) -> tuple[list[int], int, str]:
    held = sorted(BANDS.index(rule.band_at(stage) or "ready") for stage in STAGES)
    return held, rulebook.topic_order[rule.topic], rule.id


def precondition_table(rulebook: Rulebook) -> Listing:
    """Return each precondition with the answers that break it, then the combinations."""
    rows = tuple(_precondition_rows(rulebook))
    table = Table(("1234", "broken by", "rests on"), rows, wraps=frozenset({1, 2}))
    combinations = rulebook.preconditions.combinations
    note = (
        f"In an otherwise perfect file the answer leads to {BAND_LEGEND}; a blank stage is not "
        "named. What is asked of partners is answered so by one core partner."
    )
    blocks: tuple[Block, ...] = (
        table,
        *lines(("", "Gates that rest on several answers together")),
        *lines((f"{entry.rule}: {entry.reason}" for entry in combinations), indent=2),
        *lines(("", *_legend(note, rulebook))),
    )
    return Listing(_precondition_data(rulebook), blocks)


def _precondition_data(rulebook: Rulebook) -> dict[str, object]:
    return {
        "preconditions": [
            {
                **precondition.model_dump(mode="json", include={"id", "says"}),
                "cites": places_of(precondition.lessons, rulebook),
                "breaks": [
                    {**broken.model_dump(mode="json"), "kinds": [*precondition.kinds_of(broken)]}
                    for broken in precondition.breaks
                ],
            }
            for precondition in rulebook.preconditions.preconditions
        ],
        "combinations": [
            entry.model_dump(mode="json") for entry in rulebook.preconditions.combinations
        ],
    }


def _precondition_rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for precondition in rulebook.preconditions.preconditions:
        title = Strong(precondition.says + some_kinds(precondition.kinds))
        yield "", title, _cited_places(precondition.lessons, rulebook)
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


def _cited_places(lessons: Iterable[str], rulebook: Rulebook) -> str:
    """Return the places that the lessons cite, each source named once, by its id."""
    places: dict[str, list[str]] = {}
    for place in places_of(lessons, rulebook):
        places.setdefault(place["source"], []).append(place["locator"])
    return "; ".join(f"{source} {', '.join(found)}" for source, found in places.items())


def _legend(says: str, rulebook: Rulebook) -> Iterator[str]:
    """Yield what the marks mean, one line for each source, and what is judgement."""
    yield f"{STAGE_LEGEND}. {says}"
    for source in rulebook.sources.values():
        yield f"{source.id}: {source.short} ({year(source)})"
    yield "Thresholds on numbers (minutes, months, hours, partners) are judgement."
