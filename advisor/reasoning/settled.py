"""What the verdict becomes once everything that holds it, or that it waits on, is settled well."""

from collections.abc import Iterable

from advisor.reasoning.evaluator import Seen, Truth, evaluate, rules_that_are
from advisor.reasoning.grounds import OpenAnswer
from advisor.reasoning.verdict import Bounds, verdict
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Band
from advisor.scenario.scenario import Answer, Scenario


def band_once_settled(
    rulebook: Rulebook, scenario: Scenario, bounds: Bounds, behind: Iterable[Seen | OpenAnswer]
) -> Band:
    """Return what the band can become: if each answer behind what holds or is waited on were best.

    Facts stay as they are, and so do answers to questions without a better end; a rule that was
    settled counts as gone even where it rests on those.
    """
    settled = {*bounds.held_by, *bounds.waiting_on}
    better = scenario
    for item in behind:
        question = rulebook.questions[item.question]
        if question.better != "neither":
            partner = item.partner.name if item.partner else None
            better = better.with_answer(question.id, Answer(answer=question.order[-1]), partner)
    after = evaluate(rulebook, better)
    return verdict(
        rulebook,
        scenario.judged_at,
        [rule for rule in rules_that_are(Truth.TRUE, after) if rule not in settled],
        [rule for rule in rules_that_are(Truth.UNKNOWN, after) if rule not in settled],
    ).band
