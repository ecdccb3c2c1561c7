"""Facts of a file as a page says them: the kind, the decision, the partners."""

from collections.abc import Callable, Sequence

from advisor.reasoning.assessment_parts import Reason
from advisor.report.partner_names import joined


def both_sectors_text(both: bool) -> str:
    """Return whether there are state and independent schools, as a clause."""
    schools = "state and independent schools"
    return f"{schools} are both in it" if both else f"not both {schools} are in it"


def fact_words(
    reason: Reason, kinds: str, stage: str, names: Callable[[Sequence[str]], str] = joined
) -> str:
    """Return a fact of the file in words, given those for its kinds and for the decision."""
    match reason.fact, reason.value:
        case "kind", _:
            return f"the kind is {kinds}"
        case "stage", _:
            return f"the decision is: {stage}"
        case "partners", 1:
            return "there is 1 partner"
        case "partners", int() as number:
            return f"there are {number:,} partners"
        case "both_sectors", both:
            return both_sectors_text(bool(both))
        case "answered_by_others", tuple() as others:
            return f"others answered for {names(others)}"
        case _:
            return "every partner concerned answered for itself"
