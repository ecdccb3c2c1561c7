"""The most questions that answers can call up is counted right, and too many are told."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, count_complaints, most_asked
from advisor.reasoning.asked_questions import questions_asked
from advisor.rulebook.condition import AnswerIs
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, NOT_APPLICABLE, STAGES, Kind, Stage
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario
from tests.plain import check_message
from tests.small import small_rulebook
from tests.strategies import changed, examples, rulebooks

PARTNER = Partner(name="A", sector="state", role="member")


def counted_one_by_one(rulebook: Rulebook, kind: Kind, stage: Stage) -> int:
    """Return the most questions asked over every set of answers to what is asked once."""
    once = [
        q for q in rulebook.questions.values() if q.once and q.exists_at(frozenset([kind]), stage)
    ]
    may_be = ([*q.order, *([NOT_APPLICABLE] if q.may_not_apply else [])] for q in once)
    most = 0
    for levels in product(*may_be):
        scenario = Scenario(partnership="One", kind=kind, stage=stage, partners=(PARTNER,))
        for question, level in zip(once, levels, strict=True):
            if question in questions_asked(rulebook, scenario):
                reason = question.may_not_apply[0] if level == NOT_APPLICABLE else None
                answer = Answer(answer=level, reason=reason)
                scenario = scenario.with_answer(question.id, answer)
        most = max(most, sum(1 for _ in questions_asked(rulebook, scenario)))
    return most


@examples(50)
@given(rulebooks(), st.sampled_from(KINDS), st.sampled_from(STAGES))
def test_the_most_is_what_trying_every_answer_finds(
    rulebook: Rulebook, kind: Kind, stage: Stage
) -> None:
    assert most_asked(rulebook, kind, stage) == counted_one_by_one(rulebook, kind, stage)


def test_what_is_hidden_has_no_answer() -> None:
    """Whoever is not asked about cover has said nothing of it, so all that hangs on it is asked."""
    rulebook = small_rulebook()
    questions = dict(rulebook.questions)
    for level in questions["specialist-cover"].order:
        when = AnswerIs(question="specialist-cover", levels=(level,))
        questions[level] = changed(questions["senior-team"], id=level, ask_when=when)
    most = most_asked(changed(rulebook, questions=questions), "hub", "running")
    assert most == len(questions) - 1


def test_a_meeting_that_is_asked_too_much_is_told() -> None:
    rulebook = small_rulebook()
    room = MAX_ASKED["exploring"] - most_asked(rulebook, "hub", "exploring")

    def told(number: int, **more: object) -> list[str]:
        """Return what is told where so many more questions are asked of hubs when exploring."""
        added = {}
        for one, level in enumerate(["one-by-one", "before-all"] * number):
            when = AnswerIs(question="dates-fixed", levels=(level,))
            at = {"ask_when": when, "kinds": ("hub",), "stages": ("exploring",)}
            name = f"more-{one}"
            added[name] = changed(rulebook.questions["head-backing"], id=name, **(at | more))
        questions = {**rulebook.questions, **added}
        found = [one.says for one in count_complaints(changed(rulebook, questions=questions))]
        for says in found:
            check_message(says)
        return found

    assert not told(room, essential=())
    (says,) = told(room + 1, essential=())
    assert says.startswith("asks a hub at exploring up to 21 questions; 20 at most")
    both = told(MAX_ESSENTIAL // 2, ask_when=None)
    assert [says.partition(";")[0] for says in both] == [
        f"asks a hub at exploring up to {20 - room + MAX_ESSENTIAL} questions",
        f"asks a hub at exploring up to {1 + MAX_ESSENTIAL} essential questions",
    ]
