"""Whether a board has agreed already, and whether the advice waits for its own yes."""

from advisor.reasoning.assessment import Assessment
from advisor.rulebook.papers import GovernorsPaper
from advisor.rulebook.rulebook import Rulebook


def has_agreed(seen: Assessment, words: GovernorsPaper) -> bool:
    """Return whether the answers that one school may see say that its board has agreed."""
    return any(
        one.question in words.agreed and one.answer in words.agreed[one.question]
        for one in seen.answers
    )


def is_waited_for(seen: Assessment, rulebook: Rulebook, words: GovernorsPaper, school: str) -> bool:
    """Return whether the advice waits for a board's own yes, and a step asks the board for it.

    Only to note the paper would then keep things as they are. A board that has refused has no such
    step.

    Args:
        seen: The assessment as that school may see it.
        rulebook: Says what each step brings about.
        words: Names the questions that say where a board stands.
        school: The board's.
    """
    return seen.verdict.band == "foundations-first" and any(
        reason.question in words.agreed
        and reason.partner == school
        and any(
            rulebook.steps[step].brings.get(reason.question) in words.agreed[reason.question]
            for step in risk.steps
        )
        for risk in seen.risks
        if risk.severity != "low"
        for reason in risk.because
    )
