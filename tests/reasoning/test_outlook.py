"""What an open answer could do, against the whole verdict worked out anew for each level."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.asked_questions import questions_asked
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.outlook import StageOutlook
from advisor.reasoning.reasoner import Reasoner
from advisor.reasoning.verdict import judge
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Band
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios


def band_with(rulebook: Rulebook, scenario: Scenario, question: str, level: str) -> Band:
    """Return the verdict with a question answered wherever it is open."""
    of = rulebook.questions[question]
    if of.once:
        scenario = scenario.with_answer(question, Answer(answer=level))
    for partner in scenario.partners_asked(of):
        answer = scenario.answer_of(partner, question)
        if answer is None or answer.is_unknown:
            scenario = scenario.with_answer(question, Answer(answer=level), partner.name)
    return band_of(rulebook, scenario)


def band_of(rulebook: Rulebook, scenario: Scenario) -> Band:
    return judge(rulebook, scenario, findings_of(evaluate(rulebook, scenario))).band


def check(rulebook: Rulebook, scenario: Scenario) -> int:
    """Check each open question; return how many could change the verdict."""
    assessment = Reasoner(rulebook).assess(scenario)
    named = {change.question: change for change in assessment.could_change}
    for question in {item.question for item in (*assessment.unknown, *assessment.not_asked)}:
        levels = rulebook.questions[question].order
        bands = [band_with(rulebook, scenario, question, level) for level in levels]
        if question in named:
            change = named[question]
            assert change.best.band == max(bands, key=BANDS.index)
            assert change.worst.band == min(bands, key=BANDS.index)
            assert bands[levels.index(change.best.level)] == change.best.band
            assert BANDS.index(change.worst.best) <= BANDS.index(change.best.best)
        else:
            assert set(bands) == {assessment.verdict.band}
    return len(named)


def test_open_answers_of_shipped_partnerships_do_what_is_said() -> None:
    rulebook = shipped_rulebook()
    assert sum(check(rulebook, shipped_scenario(name)) for name in SCENARIO_NAMES)


@examples(40)
@given(data=st.data())
def test_open_answers_of_any_partnership_do_what_is_said(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    check(rulebook, data.draw(scenarios(rulebook)))


def check_moves(rulebook: Rulebook, scenario: Scenario) -> int:
    """Check which questions alone can move the verdict; return how many can."""
    traces = evaluate(rulebook, scenario)
    outlook = StageOutlook(rulebook, scenario, traces)
    now = judge(rulebook, scenario, findings_of(traces)).band
    moving = 0
    for question in questions_asked(rulebook, scenario):
        names: list[str | None] = [p.name for p in scenario.partners_asked(question)]
        names = [None] if question.once else names
        answering = [names, *([name] for name in names)]
        bands = set()
        for level, some in product(question.order, answering):
            changed = scenario
            for who in some:
                changed = changed.with_answer(question.id, Answer(answer=level), who)
            bands.add(band_of(rulebook, changed))
        assert outlook.can_move(question) == (bands - {now} != set())
        moving += outlook.can_move(question)
    return moving


def test_what_alone_can_move_the_verdict_does() -> None:
    rulebook = shipped_rulebook()
    assert sum(check_moves(rulebook, shipped_scenario(name)) for name in SCENARIO_NAMES[::9])


@examples(40)
@given(data=st.data())
def test_what_alone_can_move_the_verdict_of_any_partnership_does(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    check_moves(rulebook, data.draw(scenarios(rulebook)))


def test_questions_that_could_change_the_verdict_today_come_first() -> None:
    """Half of what is known is forgotten, so that there is something to find out."""
    reasoner = Reasoner(shipped_rulebook())
    mixed = 0
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        half = dict(list(scenario.answers.items())[::2])
        found = reasoner.assess(scenario.with_facts(answers=half))
        today = (found.verdict.band, found.verdict.best)
        changes = [
            any((one.band, one.best) != today for one in (change.best, change.worst))
            for change in found.could_change
        ]
        # A level in between may change what the best and the worst one leave as it is, not more.
        assert changes[: sum(changes)].count(False) <= 1, name
        mixed += len(set(changes)) > 1
    assert mixed > 5


def test_a_partner_that_is_not_needed_is_asked_only_for_what_it_alone_could_change() -> None:
    rulebook, spared = shipped_rulebook(), 0
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        first = scenario.partners[0]
        extra = Partner(name="Not needed", sector=first.sector, role=first.role, core=False)
        scenario = scenario.with_facts(partners=(*scenario.partners, extra))
        scenario = scenario.with_answer("gives-and-gets", None, first.name)
        for change in Reasoner(rulebook).assess(scenario).could_change:
            if change.question == "gives-and-gets" and first.name in change.partners:
                spared += extra.name not in change.partners
    assert spared > 3
