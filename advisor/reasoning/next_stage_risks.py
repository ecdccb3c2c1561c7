"""The risks that limit the verdict more at the next stage than today."""

from typing import get_args

from advisor.reasoning.assessment import DueNext, DueStatus
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.trace import Trace, Truth
from advisor.reasoning.verdict import risk_order
from advisor.rulebook.rule import Rule
from advisor.rulebook.vocabulary import BANDS, Stage, next_stage


def due_next(inputs: AssessmentInputs) -> tuple[DueNext, ...]:
    """Return the risks that limit the verdict at the next stage, and not yet or less today.

    True risks come first, then presumed ones, then waiting ones, each in the usual order.
    """
    stage = next_stage(inputs.stage)
    if stage is None:
        return ()
    rules = inputs.rulebook.rules
    due = {
        rule: status
        for rule, trace in inputs.due.items()
        if (status := _status(trace)) and _limits_more(rules[rule], status, inputs, stage)
    }

    def order(rule: str) -> tuple[object, ...]:
        return _DUE.index(due[rule]), *risk_order(rules[rule], inputs.rulebook, stage)

    return tuple(
        DueNext(
            id=rule,
            title=rules[rule].title,
            until=inputs.rulebook.until_of(rules[rule]) or "",
            # Never the default: _limits_more() drops what has no band there, which mypy cannot see.
            holds_at=rules[rule].band_at(stage) or "pilot",
            status=due[rule],
        )
        for rule in sorted(due, key=order)
    )


_DUE: tuple[DueStatus, ...] = get_args(DueStatus)


def _status(trace: Trace) -> DueStatus | None:
    """Return how certain a rule is, or None if it cannot change the verdict."""
    if trace.value == Truth.TRUE:
        return "stands"
    if trace.value == Truth.FALSE or not trace.waits:
        return None
    return "presumed" if trace.presumed else "waits"


def _limits_more(rule: Rule, status: DueStatus, inputs: AssessmentInputs, stage: Stage) -> bool:
    """Return whether a risk limits the verdict more at ``stage`` than at the current one.

    A risk that waits today and is true at ``stage`` counts, although its band is the same:
    ``stage`` is itself a fact that conditions read.
    """
    band_then, band_now = rule.band_at(stage), rule.band_at(inputs.stage)
    if band_then is None:
        return False
    # A rule that does not exist at the current stage has no trace.
    trace_now = inputs.traces.get(rule.id)
    status_now = None if trace_now is None else _status(trace_now)
    if band_now is None or status_now is None or _DUE.index(status_now) > _DUE.index(status):
        return True
    return BANDS.index(band_then) < BANDS.index(band_now)  # worst band first
