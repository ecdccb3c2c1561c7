"""Which risks the answers of one school and of the partnership show, without those of others."""

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Partner, Scenario


def risks_of_one(assessment: Assessment, rulebook: Rulebook, school: str) -> dict[str, bool]:
    """Return the rules that stand on these answers alone, and whether each is only presumed.

    The rules are read anew: "one school can say what it gives, and another cannot" has an answer of
    each behind it, and only the rule tells that one is not enough.
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
