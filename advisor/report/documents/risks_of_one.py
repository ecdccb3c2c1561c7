"""The risks that one school's answers show with those of the partnership, without the others'."""

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.report.documents.delicate import without_risks
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Partner, Scenario


def with_risks_of_one(assessment: Assessment, rulebook: Rulebook, school: str) -> Assessment:
    """Return an assessment without the risks that need another school's answer.

    A concern that loses all its risks by that goes too.
    """
    own = _presumed_of_one(assessment, rulebook, school)
    risks = tuple(
        # What only the others' answers make certain is not certain here.
        risk.model_copy(update={"presumed": True}) if own.get(risk.id) else risk
        for risk in assessment.risks
    )
    hidden_before = {one.id for one in assessment.concerns if not one.risks}
    of_others = {risk.id for risk in risks if risk.id not in own}
    left = without_risks(assessment.model_copy(update={"risks": risks}), of_others, rulebook)
    concerns = tuple(one for one in left.concerns if one.risks or one.id in hidden_before)
    return left.model_copy(update={"concerns": concerns})


def _presumed_of_one(assessment: Assessment, rulebook: Rulebook, school: str) -> dict[str, bool]:
    """Return each rule that is true or presumed on these answers alone, and if it is presumed.

    The rules are read again: "one school can say what it gives, and another cannot" has an answer
    of each behind it, and only the rule tells that one is not enough.
    """
    given = {
        (one.question, one.partner): Answer(answer=one.answer)
        for one in assessment.answers
        if one.answer is not None and one.state == "known" and one.partner in {None, school}
    }
    partners = (
        Partner(
            name=one.name,
            sector=one.sector,
            role=one.role,
            core=one.core,
            count=one.count,
            answers_from=one.answers_from,
            answers={q: said for (q, of), said in given.items() if of == one.name},
        )
        for one in assessment.partners
    )
    scenario = Scenario(
        edition=2,
        partnership=assessment.partnership,
        kind=assessment.kind,
        also=assessment.also,
        stage=assessment.stage,
        partners=tuple(partners),
        answers={
            question: said
            if rulebook.questions[question].once
            else AnswerForEvery(every=said.answer)
            for (question, of), said in given.items()
            if of is None
        },
    )
    found = findings_of(evaluate(rulebook, scenario))
    return {**dict.fromkeys(found.presumed, True), **dict.fromkeys(found.stands, False)}
