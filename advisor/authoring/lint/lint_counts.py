"""Complaints about a meeting that is asked more questions than it can answer."""

from collections.abc import Iterator, Mapping

from advisor.authoring.most_asked import most_asked
from advisor.rulebook.references import Complaint
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Stage

MOST_ASKED: Mapping[Stage, int] = {"exploring": 20, "agreeing": 46, "starting": 56, "running": 48}
"""What one sitting can answer: our judgement, from how long the interview takes."""
MOST_ESSENTIAL = 18


def count_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each kind and stage at which answers can call up more questions than the limit."""
    about = ("rulebook", "questions")
    for kind in KINDS:
        for stage in STAGES:
            try:
                asked = most_asked(rulebook, kind, stage)
            except ValueError as error:
                yield Complaint(
                    about, (), f"ask_when of the questions for {kind} at {stage} {error}"
                )
                continue
            essential = len(rulebook.essential_at(frozenset([kind]), stage))
            for number, most, sort in (
                (asked, MOST_ASKED[stage], "questions"),
                (essential, MOST_ESSENTIAL, "essential questions"),
            ):
                if number > most:
                    says = f"asks a {kind} at {stage} up to {number} {sort}; {most} at most"
                    yield Complaint(
                        about, (), f"{says}: merge some, or hide one by another's answer"
                    )
