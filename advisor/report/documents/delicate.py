"""What needs a delicate answer: papers for many readers name its topic, and no more."""

from collections.abc import Sequence

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import Assessment, ConcernShown, Finding, Risk
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import SEVERITIES

IN_PRIVATE = "A concern about {} that is best talked about in private"
"""The title of a concern that needs a delicate answer, with its topic."""
_OF_LEAD = ("title", "severity", "holds_at", "presumed")
"""What a concern has of its worst risk in papers for many readers."""


def without_delicate(assessment: Assessment, rulebook: Rulebook) -> Assessment:
    """Return an assessment that says nothing which a delicate answer would be needed for.

    A finding with a delicate answer behind it goes, and so does a step that answers only such
    findings, or improves only delicate answers, unless the meeting agreed on it. A concern with
    no other risk has its topic for a title, and no condition; of several with one topic the
    weightiest stays. A step that would improve a delicate answer names no school.
    """
    hidden = {one.id for one in assessment.risks if is_delicate(one, rulebook)}
    return without_risks(assessment, hidden, rulebook).model_copy(
        update={
            "strengths": tuple(o for o in assessment.strengths if not is_delicate(o, rulebook)),
            "steps": tuple(
                _without_names(step, rulebook)
                for step in assessment.steps
                if step.owner or step.by or not _tells(step, hidden, rulebook)
            ),
            "disagreements_besides": tuple(
                one
                for one in assessment.disagreements_besides
                if not any(map(rulebook.is_delicate, rulebook.read_by[one.id]))
            ),
        }
    )


def without_risks(assessment: Assessment, hidden: set[str], rulebook: Rulebook) -> Assessment:
    """Return an assessment without some risks, and with each concern as the others make it."""
    risks = tuple(one for one in assessment.risks if one.id not in hidden)
    concerns: dict[str, ConcernShown] = {}
    for one in assessment.concerns:
        shown = _shown(one, risks, rulebook)
        concerns.setdefault(shown.title, shown)
    places = list(rulebook.concerns)
    in_order = tuple(
        sorted(
            concerns.values(),
            # Not where it was: a concern that lost its worst risk would stand among worse ones.
            key=lambda one: (SEVERITIES.index(one.severity), places.index(one.id)),
        )
    )
    return assessment.model_copy(update={"risks": risks, "concerns": in_order})


def is_delicate(finding: Finding, rulebook: Rulebook) -> bool:
    """Return whether a delicate answer is behind a finding."""
    # One is enough: a rule needs all the answers behind it, so with the others known the finding
    # tells that one. "Neither the head nor the board" tells of the head.
    return any(one.question and rulebook.is_delicate(one.question) for one in finding.because)


def _tells(step: StepToTake, hidden: set[str], rulebook: Rulebook) -> bool:
    """Return whether a step tells what was answered in private."""
    # "Ask the head in private what the doubts are" says it, whatever else calls for the step.
    answers_hidden = bool(step.for_) and hidden.issuperset(step.for_)
    brings = rulebook.steps[step.id].brings
    return answers_hidden or (bool(brings) and all(map(rulebook.is_delicate, brings)))


def _without_names(step: StepToTake, rulebook: Rulebook) -> StepToTake:
    is_told = step.at and rulebook.improves_delicate(step.id)
    return step.model_copy(update={"at": (), "agreed_at": ()}) if is_told else step


def _shown(concern: ConcernShown, risks: Sequence[Risk], rulebook: Rulebook) -> ConcernShown:
    """Return a concern as the risks that may be told make it."""
    left = [risk for risk in risks if risk.id in concern.risks]
    ids = tuple(risk.id for risk in left)
    if left:
        # All of them have the words of their worst risk: in the words of the concern for some, and
        # of the risk for others, they would tell where something is hidden.
        lead = next((risk for risk in left if not risk.presumed), left[0])
        until = rulebook.rules[lead.id].until if lead.holds_at else None
        of_lead = {name: getattr(lead, name) for name in _OF_LEAD}
        return concern.model_copy(update={"risks": ids, "until": until, **of_lead})
    title = rulebook.topic_titles[concern.topic]
    # "SMT" stays as it is.
    topic = title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
    said = {"title": IN_PRIVATE.format(topic), "until": None, "presumed": False, "risks": ()}
    return concern.model_copy(update=said)
