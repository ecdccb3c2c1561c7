"""The one table of papers: what ``--for`` takes, and who makes each.

It is read for ``--help``, so a row imports what makes its paper only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable
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
        make: Makes it, for the school named where it is of one; faults where the rulebook has no
            words for it.
        is_of_school: Whether it is for one school.
    """

    name: str
    use: str
    make: Callable[[Assessment, Rulebook, str], Page]
    is_of_school: bool = False


def _governors(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.governors_paper import governors_paper

    return governors_paper(assessment, rulebook, school)


def _agenda(assessment: Assessment, rulebook: Rulebook, _school: str) -> Page:
    from advisor.report.documents.meeting_papers import agenda_paper

    return agenda_paper(assessment, rulebook)


def _notes(assessment: Assessment, rulebook: Rulebook, _school: str) -> Page:
    from advisor.report.documents.meeting_papers import notes_paper

    return notes_paper(assessment, rulebook)


def _handover(assessment: Assessment, rulebook: Rulebook, _school: str) -> Page:
    from advisor.report.documents.handing_on import handover_paper

    return handover_paper(assessment, rulebook)


def _teacher(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    from advisor.report.documents.handing_on import teacher_paper

    return teacher_paper(assessment, rulebook, school)


GOVERNORS = Paper("governors", "one school's board, to decide", _governors, is_of_school=True)
AGENDA = Paper("agenda", "the next meeting, in 45 minutes", _agenda)
NOTES = Paper("notes", "what the meeting said, agreed and left open", _notes)
PAPERS = (
    GOVERNORS,
    AGENDA,
    NOTES,
    Paper("handover", "the person who takes over", _handover),
    Paper("teacher", "a teacher who is asked", _teacher, is_of_school=True),
)
