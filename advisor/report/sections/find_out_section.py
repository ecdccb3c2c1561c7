"""What is not known, with who could tell and how, and what the documents leave out."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment import OpenQuestion, Risk, ToFindOut, Waiting
from advisor.report.blocks import Block, Entry, Item, Ledger, Paragraph, Row, Section
from advisor.report.words import NOBODY_KNOWS, NOT_ASKED, Words

MOST_NAMED = 3


_MATTERS = "[?] could change the verdict"


def not_known_section(words: Words) -> Section:
    """Return what is not known, with who could tell and how, then what does not apply."""
    assessment = words.assessment
    open_ones: dict[tuple[str, bool], list[ToFindOut]] = {}
    for item in assessment.find_out:
        open_ones.setdefault((item.question, item.matters), []).append(item)
    blocks: list[Block] = [_open(items, words) for items in open_ones.values()]
    if not blocks:
        blocks = [Paragraph("Every question asked has an answer.")]
    if assessment.not_applicable:
        entries: dict[str, list[tuple[str, str]]] = {}
        for one in assessment.not_applicable:
            whose = words.who(one.partner, None)
            entries.setdefault(words.question(one.question), []).append((whose, one.reason))
        blocks.append(Paragraph("Said not to apply:"))
        ledger = tuple(Entry(asks, tuple(said)) for asks, said in entries.items())
        blocks.append(Ledger(("Question", "Who", "Why it does not apply"), ledger))
    title = f"Not known ({len(assessment.find_out)} of {len(assessment.answers)} answers)"
    return Section("not-known", title, tuple(blocks))


def _open(items: list[ToFindOut], words: Words) -> Item:
    """Return one question that is open, of the partners of whom it is."""
    first = items[0]
    rows = [
        Row("Answer", (*_states(items, words),)),
        *_tellers(items, words),
    ]
    if bears := _bears_on(items, words):
        rows.append(Row("Bears on", (bears,)))
    aside = _MATTERS if first.matters else ""
    return Item(title=words.question(first.question), aside=aside, rows=tuple(rows))


def _tellers(items: Iterable[ToFindOut], words: Words) -> Iterator[Row]:
    """Yield who could tell and how; where the partners have each their own, who tells of whom."""
    told: dict[str, list[str]] = {}
    how = ""
    for item in items:
        how = item.how
        told.setdefault(item.who, []).extend([words.partner(item.partner)] if item.partner else [])
    if len(told) == 1:
        yield Row("Who could tell", tuple(f"{who}: {how}" for who in told))
        return
    yield Row("Who could tell", tuple(f"{who}: {', '.join(of)}" for who, of in told.items()))
    yield Row("How", (how,))


def _states(items: Iterable[ToFindOut], words: Words) -> Iterator[str]:
    """Yield how the question stands, and with whom where partners are asked."""
    found: dict[str, list[str]] = {}
    for item in items:
        state = NOBODY_KNOWS if item.state == "unknown" else NOT_ASKED
        found.setdefault(state, []).extend([words.partner(item.partner)] if item.partner else [])
    for state, of in found.items():
        yield f"{state}: {', '.join(of)}" if of else state


def _bears_on(items: list[ToFindOut], words: Words) -> str:
    """Return the findings that the answers would help to settle, three of them by title."""
    asked = {OpenQuestion(question=item.question, partner=item.partner) for item in items}
    assessment = words.assessment
    of_rules: tuple[Waiting | Risk, ...] = (
        *assessment.verdict.waiting_on,
        *assessment.risks,
        *assessment.undecided,
    )
    found = list(dict.fromkeys(one.id for one in of_rules if not asked.isdisjoint(one.open)))
    named = [words.title(rule) for rule in found[:MOST_NAMED]]
    more = [f"and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    return "; ".join([*named, *more])


def not_covered_section(words: Words) -> Section | None:
    """Return what the documents do not cover and whom to ask; None if nothing is left out."""
    left_out = words.assessment.not_covered
    if not left_out:
        return None
    blocks = tuple(Item(title=item.says, rows=(Row("Ask", (item.who,)),)) for item in left_out)
    return Section("not-covered", "Not covered by these documents", blocks)
