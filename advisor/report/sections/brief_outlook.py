"""The last parts of the brief: what to find out, what comes next, what is not covered."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.reasoning.open_questions import CouldChange, IfAnswered
from advisor.report.blocks import Paragraph, Point, Points, Section
from advisor.report.grouping import grouped
from advisor.report.partner_names import joined
from advisor.report.phrases import Phrases, plural
from advisor.report.sections.brief_room import height_of
from advisor.rulebook.vocabulary import next_stage

FIRST_QUESTIONS = 5
"""How many questions to ask first if too little is known to judge."""
MAX_STRENGTHS = 5
MAX_WITH_OTHERS = 2
"""How many questions to name that change the advice only together with others."""


def find_out_section(phrases: Phrases, room: int) -> tuple[Section, ...]:
    """Return the questions that could change the verdict, and others that you meant to ask."""
    assessment = phrases.assessment
    decisive = assessment.could_change
    if assessment.verdict.too_little_known:
        texts = [_to_ask(change, phrases) for change in decisive[:FIRST_QUESTIONS]]
    else:
        waited_for = {one.question for risk in assessment.verdict.waiting_on for one in risk.open}
        # It alone can lift the verdict, and there may not be room for all.
        first = sorted(decisive, key=lambda change: change.question not in waited_for)
        texts = [f"{_to_ask(change, phrases)} {outcomes(change, phrases)}" for change in first]
        texts += _with_others(phrases)
    points = [Point("?", text) for text in texts] + _meant_to_ask(phrases)
    title = "Find out first" if is_open(phrases) else "Still to find out"
    return _fitting("find-out", title, points, room)


def _with_others(phrases: Phrases) -> list[str]:
    """Return the first questions that change nothing alone but could together, and how many more.

    Those that the room meant to ask somebody have a line of their own.
    """
    assessment = phrases.assessment
    listed = {change.question for change in assessment.could_change}
    listed.update(shown.question for shown in assessment.answers if shown.who_could_tell)
    rest = grouped(
        (item.question, item.partner)
        for item in assessment.find_out
        if item.matters
        and item.question not in listed
        # This page comes on a screen that partners may see: a delicate question is not named here.
        and not phrases.rulebook.is_delicate(item.question)
    )
    texts = [
        f"{_asked_of(question, partners, phrases)} Counts only together with others."
        for question, partners in rest.items()
    ]
    more = len(texts) - MAX_WITH_OTHERS
    says = f"{plural(more, 'more question')} could change the advice too (full report)."
    return [*texts[:MAX_WITH_OTHERS], *([says] if more > 0 else [])]


def is_open(phrases: Phrases) -> bool:
    """Return whether only what is not known keeps the verdict down."""
    verdict = phrases.assessment.verdict
    return verdict.too_little_known or bool(verdict.waiting_on and not verdict.held_by)


def _meant_to_ask(phrases: Phrases) -> list[Point]:
    """Return the questions for which the room named whom to ask, if they could change nothing."""
    assessment = phrases.assessment
    listed = {change.question for change in assessment.could_change}
    found = grouped(
        ((shown.question, shown.who_could_tell), shown.partner)
        for shown in assessment.answers
        if shown.state == "unknown" and shown.who_could_tell and shown.question not in listed
    )
    return [
        Point("?", f"{_asks(question, whose, phrases)} (You meant to ask {who}.)")
        for (question, who), whose in found.items()
    ]


def favour_section(phrases: Phrases, room: int) -> tuple[Section, ...]:
    """Return the first strengths, one line each."""
    points = [Point("+", strength.title) for strength in phrases.assessment.strengths]
    return _fitting("favour", "In your favour", points[:MAX_STRENGTHS], room)


def _fitting(name: str, title: str, points: list[Point], room: int) -> tuple[Section, ...]:
    """Return as many points as fit, whole; nothing if not even one does."""
    blocks = (Points(tuple(points[:count])) for count in range(len(points), 0, -1))
    return _first_to_fit((Section(name, title, (block,)) for block in blocks), room)


def _first_to_fit(sections: Iterable[Section], room: int) -> tuple[Section, ...]:
    return next(((section,) for section in sections if height_of((section,)) <= room), ())


def _to_ask(change: CouldChange, phrases: Phrases) -> str:
    return _asked_of(change.question, change.partners, phrases)


def _asked_of(question: str, partners: Iterable[str | None], phrases: Phrases) -> str:
    names = [name for name in partners if name]
    return f"{_asks(question, names, phrases)} (Ask {phrases.whom_to_ask(question, names)}.)"


def outcomes(change: CouldChange, phrases: Phrases) -> str:
    """Return what the best and the worst answer to a question would do."""
    question = phrases.rulebook.questions[change.question]
    return " ".join(
        f"{question.level(one.level).label.capitalize()}: {_outcome(one, change, phrases)}."
        for one in (change.best, change.worst)
    )


def _asks(question: str, partners: Iterable[str | None], phrases: Phrases) -> str:
    names = [phrases.short_names[name] for name in partners if name]
    return f"{joined(names)}: {phrases.question(question)}" if names else phrases.question(question)


def _outcome(outcome: IfAnswered, change: CouldChange, phrases: Phrases) -> str:
    """Return the effect of an answer on the verdict, now or at the next stage."""
    verdict = phrases.assessment.verdict
    # The most that an answer does comes first; what it does later is said only if it does nothing
    # now.
    if outcome.band != verdict.band:
        return f"the advice becomes {phrases.band(outcome.band).word}"
    if outcome.best != verdict.best:
        return f"the advice can be no better than {phrases.band(outcome.best).word}"
    later = next_stage(phrases.assessment.stage)
    if later is not None and outcome.limits_next != "ready":
        verb = "limits" if outcome.limits_next == "pilot" else "stops"
        return f"it {verb} you {phrases.rulebook.wording.stages[later].arrival}"
    return "in your favour" if outcome is change.best else "no change"


def next_section(phrases: Phrases, room: int) -> tuple[Section, ...]:
    """Return what else the next decision needs, and the verdict then if nothing changes."""
    assessment = phrases.assessment
    later = next_stage(assessment.stage)
    if later is None or assessment.next_band is None:
        return ()
    needs = list(dict.fromkeys(due.until for due in assessment.due_next if due.status == "stands"))
    if not needs:
        return ()
    then = phrases.says(assessment.next_band, later)
    title = phrases.rulebook.wording.stages[later].arrival.capitalize()
    texts = [f"these must be true too: {'; '.join(needs)}."]
    for count in range(len(needs) - 1, 0, -1):
        listed = "; ".join((*needs[:count], f"and {len(needs) - count} more"))
        texts.append(f"these must be true too: {listed}.")
    texts.append(f"{plural(len(needs), 'more thing')} must be true too (full report).")
    leads = (f"{text} As things are, the advice will be: {then}." for text in texts)
    sections = (Section("due-next", title, lead=lead, joins=True) for lead in leads)
    return _first_to_fit(sections, room)


def not_covered_section(phrases: Phrases, room: int) -> tuple[Section, ...]:
    """Return everything that the documents do not answer, with whom to ask."""
    if not (items := phrases.assessment.not_covered):
        return ()
    text = " ".join(f"{item.id.replace('-', ' ').capitalize()} ({item.who})." for item in items)
    names = joined(item.id.replace("-", " ") for item in items)
    brief = Section("not-covered", "Not covered", lead=names, joins=True)
    lead = "settle these with the people named"
    full = replace(brief, lead=lead, blocks=(Paragraph(text),))
    return (full,) if height_of((full,)) <= room else (brief,)
