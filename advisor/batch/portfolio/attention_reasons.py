"""Why a partnership needs attention: the days, steps and partners in its file or rows."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from advisor.batch.portfolio.attention import Attention, Reason, attention_of
from advisor.batch.tables.headings import Layout
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.compose import step_causes
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.next_stage_risks import due_next
from advisor.reasoning.step_days import StepCalendar
from advisor.reasoning.step_selection import is_done, select_steps
from advisor.report.days_in_words import day_in_words
from advisor.rulebook.rule import Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import next_stage
from advisor.scenario.answers import AnswerForEvery
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import Scenario

SOON = dt.timedelta(weeks=4)
TERM = dt.timedelta(weeks=17)
"""A third of a year: terms differ from place to place."""
MONEY = "months-covered"
"""The question that asks for how many months the running costs are covered."""
_DAYS_A_MONTH = 365.25 / 12


TablePartners = Literal["each", "together", "not-asked"]
"""Whether each partner has a row of its own, one row is about all of them, or no column is."""


def partners_of_table(layout: Layout, rulebook: Rulebook) -> TablePartners:
    """Return how far a table shows which partners have answered."""
    if all(map(rulebook.is_asked_once, layout.questions)):
        return "not-asked"
    return "each" if layout.is_by_partner else "together"


def attention_to(
    scenario: Scenario,
    rulebook: Rulebook,
    today: dt.date,
    layout: Layout | None = None,
    row: int = 0,
) -> Attention:
    """Return whether a partnership needs attention.

    Args:
        scenario: The partnership.
        rulebook: What it is judged by.
        today: The day from which days are counted.
        layout: The layout of its table, if it is from one.
        row: Where it begins there.
    """
    silent, main = silent_partners(scenario), sum(p.core for p in scenario.partners)
    shows = partners_of_table(layout, rulebook) if layout else "each"
    # A cell may be the answer of all partners; then they count as silent only if all of them are.
    if shows == "not-asked" or (shows == "together" and len(silent) < main):
        silent = []
    found = (
        _overdue(scenario, rulebook, today),
        _key_date(scenario, rulebook, today),
        _grant_reason(scenario, today) or money_reason(scenario.as_of, _months(scenario), today),
        old_answers_reason(scenario.as_of, today),
        silent_reason(silent, main),
    )
    one = attention_of(scenario.partnership, found, is_dated=scenario.as_of is not None, row=row)
    return one._replace(in_tables=int(layout is not None))


def _overdue(scenario: Scenario, rulebook: Rulebook, today: dt.date) -> Reason | None:
    """Return that a step is open after the day that the meeting set for it."""
    open_ = [
        (agreed.by, rulebook.steps[step], agreed.owner)
        for step, agreed in scenario.steps.items()
        if agreed.by is not None
        and agreed.by < today
        and not agreed.is_closed
        and not is_done(rulebook.steps[step], rulebook, scenario)
    ]
    if not open_:
        return None
    day, step, owner = min(open_, key=lambda one: one[0])
    since = f"Since {day_in_words(day)}"
    told = f"{_and_more(len(open_) - 1)}: {step.do.removesuffix('.')}."
    named = f"{since} ({owner})" if owner else since
    return Reason("overdue", day, f"{named}{told}", f"{since}{told}")


def _and_more(steps: int) -> str:
    if not steps:
        return ""
    return f", with {steps} other step{'s' if steps > 1 else ''}"


def _key_date(scenario: Scenario, rulebook: Rulebook, today: dt.date) -> Reason | None:
    """Return that a key date is near for which there is something to do."""
    near = sorted(
        (date for date in scenario.dates if today <= date.on <= today + SOON),
        key=lambda date: date.on,
    )
    if not near:
        return None
    steps = _open_steps(scenario, rulebook, today)
    calendar = StepCalendar(rulebook, scenario, today)
    for date in near:
        if serving := [step for step in steps if _serves(step, date, calendar)]:
            told = f"Still to do{_and_more(len(serving) - 1)}: {serving[0].do.removesuffix('.')}."
            day = day_in_words(date.on)
            says = f"{day}: {date.what}. {told}"
            return Reason("key-date", date.on, says, f"{day} is a key date. {told}")
    return None


def _open_steps(scenario: Scenario, rulebook: Rulebook, today: dt.date) -> list[Step]:
    """Return the steps that the advice calls for, then others that the meeting set."""
    # By the evaluator alone: it takes 4 ms of CPU time for a partnership, Reasoner.assess() 26 ms
    # (28 shipped partnerships, engines built already).
    traces = evaluate(rulebook, scenario)
    later = next_stage(scenario.judged_at)
    due = evaluate(rulebook, scenario.at_stage(later)) if later else {}
    inputs = AssessmentInputs(rulebook, scenario, findings_of(traces), traces, due, False, ())
    taken = select_steps(step_causes(inputs, due_next(inputs)), rulebook, scenario, today)
    called_for = {one.step.id: one.step for one in taken}
    agreed = (rulebook.steps[step] for step, set_ in scenario.steps.items() if not set_.is_closed)
    besides = {step.id: step for step in agreed if not is_done(step, rulebook, scenario)}
    return [*(called_for | besides).values()]


def _serves(step: Step, date: KeyDate, calendar: StepCalendar) -> bool:
    """Return whether a step has to be taken before a key date, by its sort or by the meeting."""
    agreed = calendar.scenario.steps.get(step.id)
    if agreed is not None and agreed.by is not None:
        return agreed.by == date.on
    is_due = date.is_ in step.before or (step.to_board and date.is_ == "board-meeting")
    return is_due and calendar.concerns(step, calendar.scenario.partner_of(date))


def _grant_reason(scenario: Scenario, today: dt.date) -> Reason | None:
    """Return that a grant ends within a term, or ended within the last one, by a key date."""
    ends = (date for date in scenario.dates if date.is_ == "grant-ends")
    near = [date for date in ends if abs(date.on - today) <= TERM]
    if not near:
        return None
    first = min(near, key=lambda date: date.on)
    day = day_in_words(first.on)
    return Reason("money", first.on, f"{day}: {first.what}.", f"A grant ends on {day}.")


def _months(scenario: Scenario) -> float | None:
    answer = scenario.answer_once(MONEY)
    return answer.answer if answer and not isinstance(answer.answer, str) else None


def money_reason(as_of: dt.date | None, months: float | None, today: dt.date) -> Reason | None:
    """Return that money ends within a term, or has ended, as far as the answers say."""
    if months is None:
        return None
    covered = dt.timedelta(days=int(months * _DAYS_A_MONTH))
    if covered > today + TERM - (as_of or today):
        return None
    day = as_of and as_of + covered
    if months < 1:
        says = "By its answers, no money is secured."
    elif day is None:
        says = f"When it was asked, money was secured for {months:g} months. Nobody noted the day."
    else:
        verb = "ends about" if day >= today else "ended about"
        says = f"By its answers, the money {verb} {day_in_words(day)}."
    return Reason("money", day, says, says)


def old_answers_reason(as_of: dt.date | None, today: dt.date) -> Reason | None:
    """Return that the answers are older than a term."""
    if as_of is None or as_of + TERM >= today:
        return None
    says = f"Its answers are older than a term: {day_in_words(as_of)}."
    return Reason("old-answers", as_of, says, says)


def silent_partners(scenario: Scenario) -> list[str]:
    """Return the main partners that have answered nothing."""
    if any(isinstance(answer, AnswerForEvery) for answer in scenario.answers.values()):
        return []
    return [p.name for p in scenario.partners if p.core and not p.answers]


def silent_reason(silent: Sequence[str], main: int) -> Reason | None:
    """Return that main partners, of so many, have answered nothing."""
    if not silent:
        return None
    if len(silent) == main:
        says = "No main partner has answered anything yet."
        return Reason("silent-partner", None, says, says)
    one, *others = silent
    if not others:
        unnamed = "A main partner has answered nothing yet."
        return Reason("silent-partner", None, f"{one} has answered nothing yet.", unnamed)
    unnamed = f"{len(silent)} main partners have answered nothing yet."
    told = f"{one} and {others[0]}" if len(others) == 1 else f"{one} and {len(others)} others"
    return Reason("silent-partner", None, f"{told} have answered nothing yet.", unnamed)
