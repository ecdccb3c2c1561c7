"""What a what-if moves: the verdict and the concerns, in one sentence."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.interview.state.delicate import finding_shown
from advisor.interview.state.interim_verdict import InterimVerdict, interim_verdict
from advisor.interview.state.question_view import short_answer
from advisor.interview.state.session import Session
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.assessment_parts import Reason
from advisor.report.marks import band_mark
from advisor.report.partner_names import NUMBER_WORDS, first_few, short_names
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook

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
    gone = f"{_number(went)} concern{'s' if went > 1 else ''} {_verb('go', went)}"
    return TrialEffect(
        f"{verdict}: {gone}, {_number(came) if came else 'none'} {_verb('come', came)}.", moved
    )


def _number(count: int) -> str:
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def _verb(verb: str, count: int) -> str:
    return verb if count > 1 else {"go": "goes", "come": "comes"}[verb]


def _concerns(verdict: InterimVerdict, rulebook: Rulebook) -> set[str]:
    return {c for rule in verdict.shown if (c := rulebook.rules[rule].concern)}


def _moved(
    was: InterimVerdict, after: InterimVerdict, rulebook: Rulebook, session: Session
) -> Iterator[tuple[bool, str]]:
    for came, here, there in ((False, was, after), (True, after, was)):
        others = _concerns(there, rulebook)
        # A line a concern; a closed answer behind one of its risks hides its title.
        texts: dict[str, str] = {}
        for rule in (rulebook.rules[name] for name in here.shown):
            shown = finding_shown(rulebook, session, rule)
            if rule.concern is None and rule.id not in there.shown:
                texts[rule.id] = f"in your favour: {shown}"
            elif rule.concern is not None and rule.concern not in others:
                texts.setdefault(rule.concern, rulebook.concerns[rule.concern].title)
                if shown != rule.title:
                    texts[rule.concern] = shown
        yield from ((came, text) for text in texts.values())


def what_decides(assessment: Assessment, rulebook: Rulebook) -> dict[str, list[Place]]:
    """Return the questions behind each concern that limits the verdict, and those that are open.

    They are under their headings, each once, with the first partner whose answer decides.
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
            if reason.question and _could_be_better(rulebook.questions[reason.question], reason)
        )
        found[concern.title] = list(dict.fromkeys(behind))
    open_ones = [(item.question, item.partner) for item in assessment.find_out if item.matters]
    found["Open, and could change the advice"] = open_ones
    seen: set[str] = set()
    for heading, places in found.items():
        # From behind, so that the first partner is the one that stays.
        of_each = dict(reversed(places))
        questions = dict.fromkeys(question for question, _ in places)
        found[heading] = [(q, of_each[q]) for q in questions if q not in seen]
        seen.update(questions)
    return {heading: places for heading, places in found.items() if places}


def _could_be_better(question: Question, reason: Reason) -> bool:
    answer = reason.answer
    if question.number is not None and isinstance(answer, int | float):
        answer = question.number.band_of(answer)
    return question.better != "neither" and answer != question.order[-1]


def said(question: Question, session: Session) -> str:
    """Return what everybody answered to a question, in a few words."""
    scenario = session.scenario
    if question.once:
        return short_answer(question, scenario.answer_once(question.id))
    names = short_names(scenario.partners)
    found: dict[str, list[str]] = {}
    for partner in scenario.partners_asked(question):
        answer = short_answer(question, scenario.answer_of(partner, question.id))
        found.setdefault(answer, []).append(names[partner.name])
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{first_few(of)}: {answer}" for answer, of in found.items())
