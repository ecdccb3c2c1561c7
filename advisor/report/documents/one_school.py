"""What of an assessment may be shown to one school: every paper for a school is made from this."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import Assessment, Finding
from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.open_questions import OpenQuestion
from advisor.report.documents.delicate import without_delicate
from advisor.rulebook.rulebook import Rulebook

F = TypeVar("F", bound=Finding)
Q = TypeVar("Q", bound=OpenQuestion)


def seen_by(assessment: Assessment, rulebook: Rulebook, school: str) -> Assessment:
    """Return an assessment with the answers of one school and of the partnership only.

    Answers to delicate questions go, and so do notes on questions about a person, private notes,
    who said what, disagreements, and notes on steps. Other risks than those that rest on delicate
    answers alone stay: their titles say nothing that one school has said.
    ``private_notes_left_out`` counts all notes that are left out.
    """
    assessment = without_delicate(assessment, rulebook)

    def shown(question: str | None, partner: str | None) -> bool:
        if question is None:
            return True
        return partner in {None, school} and not rulebook.is_delicate(question)

    def quotable(question: str | None, partner: str | None) -> bool:
        about_a_person = question is not None and rulebook.is_about_a_person(question)
        return shown(question, partner) and not about_a_person

    notes = tuple(
        note.model_copy(update={"said_by": None})
        for note in assessment.notes
        if note.visibility == "shared" and quotable(note.question, note.partner)
    )
    # An assessment for the whole room may have private notes, among the reasons too.
    shared = {(note.question, note.note) for note in notes}

    def findings(found: Iterable[F]) -> tuple[F, ...]:
        return tuple(
            one.model_copy(update={"because": reasons(one.because), "disagreement": None})
            for one in found
        )

    def reasons(found: Iterable[Reason]) -> tuple[Reason, ...]:
        return tuple(
            one.model_copy(
                update={
                    "said_by": None,
                    "note": one.note if (one.question, one.note) in shared else None,
                }
            )
            for one in found
            if shown(one.question, one.partner)
        )

    left_out = assessment.private_notes_left_out + len(assessment.notes) - len(notes)
    return assessment.model_copy(
        update={
            "risks": findings(assessment.risks),
            "strengths": findings(assessment.strengths),
            "answers": tuple(
                one.model_copy(update={"said_by": None, "who_could_tell": None})
                for one in assessment.answers
                if shown(one.question, one.partner)
            ),
            "notes": notes,
            "find_out": _of(assessment.find_out, shown),
            "unknown": _of(assessment.unknown, shown),
            "not_asked": _of(assessment.not_asked, shown),
            "not_applicable": _of(assessment.not_applicable, shown),
            "steps": tuple(map(_without_note, assessment.steps)),
            "agreed_besides": (),
            "disagreements_besides": (),
            "contradictions": (),
            "could_change": (),
            "undecided": (),
            "frameworks": (),
            "earlier": (),
            "present": (),
            "private_notes_left_out": left_out,
        }
    )


def _without_note(step: StepToTake) -> StepToTake:
    return step.model_copy(update={"note": None})


def _of(found: Iterable[Q], shown: Callable[[str | None, str | None], bool]) -> tuple[Q, ...]:
    return tuple(one for one in found if shown(one.question, one.partner))
