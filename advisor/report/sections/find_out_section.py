"""What is still to find out, with whom to ask, and what the documents do not answer."""

from collections.abc import Iterable

from advisor.reasoning.assessment import Risk
from advisor.reasoning.open_questions import OpenQuestion, ToFindOut, Waiting
from advisor.report.blocks import Group, Item, Point, Points, Row, Section
from advisor.report.grouping import grouped
from advisor.report.phrases import NOBODY_KNOWS, NOT_ASKED, Phrases, plural
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.report.sections.concern_section import places

MAX_NAMED = 1
"""How many affected concerns to name for an answer; three would take a line more each."""


def find_out_section(phrases: Phrases) -> Section | None:
    """Return what is not known and whom to ask, most decisive first; None if there is nothing."""
    assessment = phrases.assessment
    if not assessment.find_out:
        return None
    quotes = AnswerQuotes(phrases)
    by_question = grouped((item.question, item) for item in assessment.find_out).values()
    # A question is in one of the two lists, even if it matters only for one of its partners.
    matter = grouped((_matters(items), _open(items, quotes)) for items in by_question)
    titles = {True: "Could change the advice", False: "Would not change the advice today"}
    blocks = tuple(
        Item(title, rows=(Row("", tuple(matter[matters])),))
        for matters, title in titles.items()
        if matters in matter
    )
    known, asked = assessment.answers_known
    title = f"Still to find out ({asked - known} of {plural(asked, 'answer')})"
    return Section("not-known", title, blocks)


def _matters(items: list[ToFindOut]) -> bool:
    return any(item.matters for item in items)


def _open(items: list[ToFindOut], quotes: AnswerQuotes) -> Group | str:
    """Return one open question: for which partners, whom to ask, and what the answer affects.

    If the answer could change the advice, say how to find it out as well.
    """
    question, phrases = items[0].question, quotes.phrases
    head = f"{quotes.label(question)} {phrases.question(question)}"
    states, whom = _states(items, quotes), _whom_to_ask(items, phrases)
    sources = places(phrases.sources_asked[question], phrases)
    if not _matters(items):
        return " ".join(filter(None, (head, states, f"Ask {whom}.", sources)))
    affects = what_it_affects(items, phrases)
    parts = (
        states,
        f"Who could tell: {whom}.",
        items[-1].how,
        sources,
        f"Affects: {affects}." if affects else "",
    )
    return Group(head, (" ".join(filter(None, parts)),))


def _whom_to_ask(items: Iterable[ToFindOut], phrases: Phrases) -> str:
    """Return who could tell, by partner if they differ."""
    told = grouped((item.who, phrases.short_names.get(item.partner or "", "")) for item in items)
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(f"{who} ({', '.join(filter(None, of))})" for who, of in told.items())


def _states(items: list[ToFindOut], quotes: AnswerQuotes) -> str:
    """Return whether nobody knows or nobody was asked, with any notes."""
    question = items[0].question
    words = {"unknown": NOBODY_KNOWS}
    found = grouped(
        (words.get(item.state, NOT_ASKED), quotes.whose(question, item.partner)) for item in items
    )
    states = "; ".join(
        f"{', '.join(filter(None, of))}: {state}" if any(of) else state.capitalize()
        for state, of in found.items()
    )
    # Behind the names of several, a note alone would not say whose answer it is about.
    named = len(items) > 1
    notes = "".join(quotes.notes(question, item.partner, is_named=named) for item in items)
    # A note on an answer for every partner is quoted with the answers that are known, if any are.
    if items[0].partner is not None and question not in quotes.known:
        notes += quotes.notes(question, None)
    return f"{states}.{notes}"


def what_it_affects(items: list[ToFindOut], phrases: Phrases) -> str:
    """Return the first few concerns and strengths that the answers would help to decide."""
    asked = {OpenQuestion(question=item.question, partner=item.partner) for item in items}
    assessment = phrases.assessment
    of_rules: tuple[Waiting | Risk, ...] = (
        *assessment.verdict.waiting_on,
        *assessment.risks,
        *assessment.undecided,
    )
    rules = (one.id for one in of_rules if not asked.isdisjoint(one.open))
    found = list(dict.fromkeys(phrases.concern_title(rule) for rule in rules))
    more = [f"and {len(found) - MAX_NAMED} more"] if len(found) > MAX_NAMED else []
    return "; ".join([*found[:MAX_NAMED], *more])


def not_covered_section(phrases: Phrases) -> Section | None:
    """Return what the documents do not cover and whom to ask; None if they cover everything."""
    if not (topics := phrases.assessment.not_covered):
        return None
    lines = (f"{item.says.removesuffix('.')}. Ask {item.who}." for item in topics)
    points = Points(tuple(Point("-", line) for line in lines))
    return Section("not-covered", "Not covered by these documents", (points,))
