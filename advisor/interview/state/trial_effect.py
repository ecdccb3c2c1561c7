"""What a what-if moves: the verdict and the concerns, in one sentence."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from advisor.interview.state.cursor import Place
from advisor.interview.state.delicate import finding_shown
from advisor.interview.state.interim_verdict import InterimVerdict, interim_verdict
from advisor.interview.state.question_view import by_answer, short_answer
from advisor.interview.state.session import Session
from advisor.reasoning.asked_questions import asked_of_each
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.concerns import concerns_found
from advisor.reasoning.verdict import risk_order
from advisor.report.marks import band_mark
from advisor.report.partner_names import NUMBER_WORDS, first_few, short_names
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Severity

_MOST_ENDS = 3
"""The most conditions that the sentence names."""


class TrialEffect(NamedTuple):
    """What moved since a what-if began.

    Attributes:
        sentence: The verdict, how many concerns go, come, or begin or stop to decide or limit it,
            and what it still waits for.
        moved: Each concern or strength that moved, after how it did.
    """

    sentence: str
    moved: tuple[tuple[str, str], ...]


# How a concern or strength can move.
_GOES, _COMES = "goes", "comes"
_EASES: dict[Severity, str] = {"high": "no longer decides", "medium": "no longer limits"}
_WORSENS: dict[Severity, str] = {"high": "now decides", "medium": "now limits"}


def trial_effect(rulebook: Rulebook, before: Session, now: Session) -> TrialEffect:
    """Return what the answers that are tried out move."""
    was, after = (interim_verdict(rulebook, s.scenario) for s in (before, now))
    old, new = (band_mark(rulebook, verdict.bounds.band).text for verdict in (was, after))
    if before.scenario == now.scenario:
        return TrialEffect(f"The advice is {new}. Change an answer, and see what moves.", ())
    verdict = f"The advice stays {new}" if old == new else f"{new} instead of {old}"
    how = _how_concerns_moved(*(_severities(v, rulebook, now) for v in (was, after)))
    moved = tuple(_moved(was, after, rulebook, now, how))
    needed = _still_needed(after, rulebook, now)
    left = "" if needed == _still_needed(was, rulebook, now) else needed
    if not moved:
        return TrialEffect(f"{verdict}, and no concern goes or comes.{left}", ())
    counts = Counter(how.values())
    parts = [_counted(counts.pop(_GOES, 0), _GOES)]
    came = counts.pop(_COMES, 0)
    parts.append(f"{_number(came)} {_verb(_COMES, came)}")
    if counts and parts == ["no concern goes", "none comes"]:
        parts = []
    parts += [_counted(count, way) for way, count in counts.items()]
    return TrialEffect(f"{verdict}: {', '.join(parts)}.{left}", moved)


def _counted(count: int, how: str) -> str:
    number = _number(count) if count else "no"
    return f"{number} concern{'s' if count > 1 else ''} {_verb(how, count)}"


def _verb(how: str, count: int) -> str:
    return how if count < 2 else how.removesuffix("es" if how == _GOES else "s")


def _number(count: int) -> str:
    return (NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)) if count else "none"


def _severities(
    verdict: InterimVerdict, rulebook: Rulebook, session: Session
) -> dict[str, Severity]:
    """Return how much each concern weighs: what its worst risk does to the verdict."""
    stage = session.scenario.judged_at
    risks = [rule for rule in map(rulebook.rules.__getitem__, verdict.shown) if rule.concern]
    risks.sort(key=lambda rule: risk_order(rule, rulebook, stage))
    found = concerns_found(risks, verdict.likely, rulebook, stage)
    return {one.concern.id: one.lead.severity_at(stage) for one in found}


def _how_concerns_moved(was: dict[str, Severity], now: dict[str, Severity]) -> dict[str, str]:
    """Return how each concern moved that did."""
    how = {concern: _GOES for concern in was if concern not in now}
    how |= {concern: _COMES for concern in now if concern not in was}
    for concern in was.keys() & now.keys():
        old, new = was[concern], now[concern]
        if old != new:
            is_worse = new == "high" or old == "low"
            how[concern] = _WORSENS[new] if is_worse else _EASES[old]
    return how


def _still_needed(verdict: InterimVerdict, rulebook: Rulebook, session: Session) -> str:
    """Return what would end the limits that hold the verdict where it is, as a sentence."""
    rules = map(rulebook.rules.__getitem__, verdict.bounds.held_by)
    ends = dict.fromkeys(_end(rule, rulebook, session) for rule in rules)
    if not ends:
        return ""
    more = f"; and {len(ends) - _MOST_ENDS} more" if len(ends) > _MOST_ENDS else ""
    return f" Still needed: {'; '.join(list(ends)[:_MOST_ENDS])}{more}."


def _end(rule: Rule, rulebook: Rulebook, session: Session) -> str:
    shown = finding_shown(rulebook, session, rule)
    if shown != rule.title:
        return shown.removeprefix("it depends on ")
    return rulebook.until_of(rule) or shown


def _moved(
    was: InterimVerdict,
    after: InterimVerdict,
    rulebook: Rulebook,
    session: Session,
    how: dict[str, str],
) -> Iterator[tuple[str, str]]:
    for way, here, there in ((_GOES, was, after), (_COMES, after, was)):
        # A line a concern; a closed answer behind one of its risks hides its title.
        texts: dict[str, tuple[str, str]] = {}
        for rule in (rulebook.rules[name] for name in here.shown):
            shown = finding_shown(rulebook, session, rule)
            if rule.concern is None:
                if rule.id not in there.shown:
                    texts[rule.id] = way, f"in your favour: {shown}"
            # What stays, but weighs less or more, is told among what comes.
            elif (moved := how.get(rule.concern)) and (moved == _GOES) == (way == _GOES):
                texts.setdefault(rule.concern, (moved, rulebook.concerns[rule.concern].title))
                if shown != rule.title:
                    texts[rule.concern] = moved, shown
        yield from texts.values()


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
    found = by_answer(asked_of_each(question, scenario), short_answer)
    if len(found) == 1:
        return next(iter(found))
    short = short_names(scenario.partners)
    voices = ((first_few([short[name] for name in of]), answer) for answer, of in found.items())
    return "; ".join(f"{who}: {answer}" for who, answer in voices)
