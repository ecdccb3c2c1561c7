"""The one table of papers: what ``--for`` takes, and who makes each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.reasoning.assessment import Assessment
    from advisor.report.blocks import Page
    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is made from an assessment.

    Attributes:
        name: What ``--for`` takes.
        use: Who reads it, and what for.
        is_of_school: Whether it is for one school.
    """

    name: str
    use: str
    is_of_school: bool = False

    def make(self, assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
        """Return the paper, for one school where it is of one.

        Raises:
            Faults: The rulebook has no words for it.
        """
        # Here, since --help reads the table below.
        from advisor.report.documents import governors_paper, handing_on, meeting_papers

        match self.name:
            case "governors":
                return governors_paper.governors_paper(assessment, rulebook, school)
            case "agenda":
                return meeting_papers.agenda_paper(assessment, rulebook)
            case "notes":
                return meeting_papers.notes_paper(assessment, rulebook)
            case "handover":
                return handing_on.handover_paper(assessment, rulebook)
            case "teacher":
                return handing_on.teacher_paper(assessment, rulebook, school)
        raise ValueError(f"there is no paper {self.name!r}")


PAPERS = (
    Paper("governors", "one school's board, to decide", is_of_school=True),
    Paper("agenda", "the next meeting, in 45 minutes"),
    Paper("notes", "what the meeting said, agreed and left open"),
    Paper("handover", "the person who takes over"),
    Paper("teacher", "a teacher who is asked", is_of_school=True),
)
