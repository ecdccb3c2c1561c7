"""What a what-if moves: the verdict and the concerns, in one sentence."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.interview.state.delicate import finding_shown
from advisor.interview.state.interim_verdict import InterimVerdict, interim_verdict
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import everything_asked
from advisor.reasoning.assessment import Assessment
from advisor.report.marks import band_mark
from advisor.rulebook.rulebook import Rulebook

_IN_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
Place = tuple[str, str | None]
"""A question, and the partner that is asked it."""


class TrialEffect(NamedTuple):
    """What moved since a what-if began.

    Attributes:
        sentence: The verdict, and how many concerns go and come.
        moved: Each concern or strength that came (True) or went.
    """

    sentence: str
    moved: tuple[tuple[bool, str], ...]


def trial_effect(rulebook: Rulebook, before: Session, now: Session) -> TrialEffect:
    """Return what the answers that are tried out move."""
    was, after = (interim_verdict(rulebook, s.scenario) for s in (before, now))
    old, new = (band_mark(rulebook, verdict.bounds.band).text for verdict in (was, after))
    moved = tuple(_moved(was, after, rulebook, now))
    if before.scenario == now.scenario:
        return TrialEffect(f"The advice is {new}. Change an answer, and see what moves.", ())
    went, came = (
        len(_concerns(here, rulebook) - _concerns(there, rulebook))
        for here, there in ((was, after), (after, was))
    )
    verdict = f"The advice stays {new}" if old == new else f"{new} instead of {old}"
    if not moved:
        return TrialEffect(f"{verdict}, and no concern goes or comes.", ())
    return TrialEffect(f"{verdict}: {_count(went, 'go')}, {_count(came, 'come', went)}.", moved)


def _count(number: int, verb: str, said: int | None = None) -> str:
    word = _IN_WORDS[number] if number < len(_IN_WORDS) else str(number)
    s = "s" if number < 2 else ""
    # "two concerns go, none comes": the noun once.
    noun = "" if said is not None else f" concern{'s' if number > 1 else ''}"
    word = "no" if noun and not number else word
    return f"{word}{noun} {verb}{s}"


def _concerns(verdict: InterimVerdict, rulebook: Rulebook) -> set[str]:
    return {c for rule in verdict.shown if (c := rulebook.rules[rule].concern)}


def _moved(
    was: InterimVerdict, after: InterimVerdict, rulebook: Rulebook, session: Session
) -> Iterator[tuple[bool, str]]:
    for came, here, there in ((False, was, after), (True, after, was)):
        others = _concerns(there, rulebook)
        texts: dict[str, None] = {}
        for rule in (rulebook.rules[name] for name in here.shown):
            if rule.concern is None and rule.id not in there.shown:
                texts[f"in your favour: {finding_shown(rulebook, session, rule)}"] = None
            elif rule.concern is not None and rule.concern not in others:
                shown = finding_shown(rulebook, session, rule)
                title = rulebook.concerns[rule.concern].title
                texts[title if shown == rule.title else shown] = None
        yield from ((came, text) for text in texts)


def what_decides(assessment: Assessment, rulebook: Rulebook) -> dict[str, list[Place]]:
    """Return the answers behind each concern that limits the verdict, and what is open and could.

    By the heading over them, each answer once.
    """
    risks = {risk.id: risk for risk in assessment.risks}
    found: dict[str, list[Place]] = {}
    for concern in assessment.concerns:
        if concern.holds_at is None:
            continue
        behind = (
            (reason.question, reason.partner)
            for risk in concern.risks
            for reason in risks[risk].because
            if reason.question and rulebook.questions[reason.question].better != "neither"
        )
        found[concern.title] = list(dict.fromkeys(behind))
    open_ones = [(item.question, item.partner) for item in assessment.find_out if item.matters]
    found["Open, and could change the advice"] = open_ones
    seen: set[Place] = set()
    for heading, places in found.items():
        found[heading] = [place for place in places if place not in seen]
        seen.update(places)
    return {heading: places for heading, places in found.items() if places}


def every_place(rulebook: Rulebook, session: Session) -> list[Place]:
    """Return every question that is asked, with the partner asked."""
    return [
        (item.question.id, item.partner.name if item.partner else None)
        for item in everything_asked(rulebook, session.scenario)
    ]
