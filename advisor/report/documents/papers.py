"""The one table of papers: what ``--for`` takes, and who makes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.reasoning.assessment import Assessment
    from advisor.report.blocks import Page
    from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that is made from an assessment.

    Attributes:
        name: What ``--for`` takes.
        use: Who reads it, and what for.
        make: Makes it, for one school where it is of one.
        is_of_school: Whether it is for one school.
    """

    name: str
    use: str
    make: Callable[[Assessment, Rulebook, str], Page]
    is_of_school: bool = False


def _governors(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.governors_paper import governors_paper

    return governors_paper(assessment, rulebook, school)


def _agenda(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.meeting_papers import agenda_paper

    return agenda_paper(assessment, rulebook, school)


def _notes(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.meeting_papers import notes_paper

    return notes_paper(assessment, rulebook, school)


def _handover(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.handing_on import handover_paper

    return handover_paper(assessment, rulebook, school)


def _teacher(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.handing_on import teacher_paper

    return teacher_paper(assessment, rulebook, school)


PAPERS: tuple[Paper, ...] = (
    Paper(
        name="governors",
        use="one school's board, to decide",
        make=_governors,
        is_of_school=True,
    ),
    Paper(name="agenda", use="the next meeting, in 45 minutes", make=_agenda),
    Paper(name="notes", use="what the meeting said, agreed and left open", make=_notes),
    Paper(name="handover", use="the person who takes over", make=_handover),
    Paper(name="teacher", use="a teacher who is asked", make=_teacher, is_of_school=True),
)
