"""What is still to find out, as questions to ask and whom; and what no document here answers."""

from collections.abc import Iterable

from advisor.reasoning.assessment import Risk
from advisor.reasoning.open_questions import OpenQuestion, ToFindOut, Waiting
from advisor.report.blocks import Group, Item, Point, Points, Row, Section
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.report.words import NOBODY_KNOWS, NOT_ASKED, Words, plural

MAX_NAMED = 3
"""How many findings that an answer affects are named."""


def find_out_section(words: Words) -> Section | None:
    """Return what is not known and whom to ask, first what could change the verdict; or None."""
    assessment = words.assessment
    if not assessment.find_out:
        return None
    quotes = AnswerQuotes(words)
    by_question: dict[str, list[ToFindOut]] = {}
    for item in assessment.find_out:
        by_question.setdefault(item.question, []).append(item)
    matter: dict[bool, list[Group]] = {True: [], False: []}
    for items in by_question.values():
        matter[any(item.matters for item in items)].append(_open(items, quotes))
    titles = {True: "Could change the advice", False: "Would not change the advice today"}
    blocks = tuple(
        Item(titles[matters], rows=(Row("", tuple(groups)),))
        for matters, groups in matter.items()
        if groups
    )
    of_all = plural(len(assessment.answers), "answer")
    title = f"Still to find out ({len(assessment.find_out)} of {of_all})"
    return Section("not-known", title, blocks)


def _open(items: list[ToFindOut], quotes: AnswerQuotes) -> Group:
    """Return one question that is open: of whom, whom to ask, and what the answer affects."""
    question, words = items[0].question, quotes.words
    lines = [f"{_states(items, quotes)} {_whom_to_ask(items, words)}"]
    if affects := _affects(items, words):
        lines.append(f"Affects: {affects}.")
    return Group(f"{quotes.label(question)} {words.question(question)}", tuple(lines))


def _whom_to_ask(items: Iterable[ToFindOut], words: Words) -> str:
    """Return who could tell and how; where the partners have each their own, who for whom."""
    told: dict[str, list[str]] = {}
    how = ""
    for item in items:
        how = item.how
        told.setdefault(item.who, []).extend(
            [words.short_names[item.partner]] if item.partner else []
        )
    if len(told) == 1:
        return f"Who could tell: {next(iter(told))}. {how}"
    whom = "; ".join(f"{who} ({', '.join(of)})" for who, of in told.items())
    return f"Who could tell: {whom}. {how}"


def _states(items: list[ToFindOut], quotes: AnswerQuotes) -> str:
    """Return whether nobody knows or nobody was asked, with the notes on that."""
    question = items[0].question
    found: dict[str, list[str]] = {}
    for item in items:
        state = NOBODY_KNOWS if item.state == "unknown" else NOT_ASKED
        whose = quotes.whose(question, item.partner)
        found.setdefault(state, []).extend([whose] if whose else [])
    states = "; ".join(
        f"{', '.join(of)}: {state}" if of else state.capitalize() for state, of in found.items()
    )
    notes = "".join(quotes.notes(question, item.partner) for item in items)
    # A note on an answer for every partner is quoted with the answers that are known, if any are.
    if items[0].partner is not None and question not in quotes.known:
        notes += quotes.notes(question, None)
    return f"{states}.{notes}"


def _affects(items: list[ToFindOut], words: Words) -> str:
    """Return the concerns and strengths that the answers would help to settle, the first few."""
    asked = {OpenQuestion(question=item.question, partner=item.partner) for item in items}
    assessment = words.assessment
    of_rules: tuple[Waiting | Risk, ...] = (
        *assessment.verdict.waiting_on,
        *assessment.risks,
        *assessment.undecided,
    )
    rules = (one.id for one in of_rules if not asked.isdisjoint(one.open))
    found = list(dict.fromkeys(words.concern_title(rule) for rule in rules))
    more = [f"and {len(found) - MAX_NAMED} more"] if len(found) > MAX_NAMED else []
    return "; ".join([*found[:MAX_NAMED], *more])


def not_covered_section(words: Words) -> Section | None:
    """Return what the documents do not cover and whom to ask; None if nothing is left out."""
    left_out = words.assessment.not_covered
    if not left_out:
        return None
    lines = (f"{item.says.removesuffix('.')}. Ask {item.who}." for item in left_out)
    points = Points(tuple(Point("-", line) for line in lines))
    return Section("not-covered", "Not covered by these documents", (points,))
