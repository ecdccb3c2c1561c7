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
    limiting = [risk for risk in seen.risks if risk.severity != "low"]
    # Those of the rules: one that is done or dropped is no step of the risk any more, and one may
    # be done for another board.
    steps_of = {risk.id: rulebook.rules[risk.id].steps for risk in limiting}

    def asks_for_yes(step: str, question: str | None) -> bool:
        yes = words.agreed.get(question or "", ())
        return rulebook.steps[step].brings.get(question or "") in yes

    is_reason = any(
        reason.partner == school
        and any(asks_for_yes(step, reason.question) for step in steps_of[risk.id])
        for risk in limiting
        for reason in risk.because
    )
    # Nobody need have said where it stands, if every board is to say so.
    has_answered = any(
        one.question in words.agreed and one.partner == school and one.state == "known"
        for one in seen.answers
    )
    is_one_of_all = not has_answered and any(
        rulebook.steps[step].for_every_school and asks_for_yes(step, question)
        for risk in limiting
        for step in steps_of[risk.id]
        for question in words.agreed
    )
    return seen.verdict.band == "foundations-first" and (is_reason or is_one_of_all)
