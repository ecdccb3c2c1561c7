"""What is shipped is whole: the rulebook keeps its promises, and partnerships show its range."""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from advisor.authoring.lint.lint_rules import lint
from advisor.authoring.rule_examples import example_faults, example_scenario
from advisor.reasoning.reasoner import Reasoner
from advisor.report.phrases import without_title
from advisor.rulebook.condition import (
    Among,
    AnsweredByOthers,
    BothSectors,
    Condition,
    DifferBy,
    KindIs,
    Not,
    OfPartners,
    PartnerCount,
    StageIs,
    findings_in,
    parts,
    questions_in,
)
from advisor.rulebook.loading import Origins, load_with_origins
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES, Band, Kind, Stage
from advisor.scenario.load_scenario import scenario_complaints
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import is_deep

ROOT = Path(__file__).parents[2]
SUBJECTS = {
    "shared-values",
    "proximity",
    "smt-buy-in",
    "funding",
    "staffing-resilience",
    "existing-networks",
}
OTHERS = {
    "trust",
    "fair-exchange",
    "agreement-and-oversight",
    "calendar",
    "working-together",
    "pupils-and-results",
    "training-teachers",
    "help-and-union",
}
WHERE_DOCUMENTS_DIFFER = {
    "forced pairing, or a mandate": {
        "paired-by-others",
        "paired-without-a-mandate",
    },
    "near neighbours, or a region": {"lessons-across-a-region", "close-neighbours"},
    "a memorandum: key, loose, not enough": {"paper-without-oversight", "union-without-a-form"},
    "heads need not lead, or one head leads": {"carried-by-heads-alone", "help-still-lent"},
    "personal ties carry, and are lost": {"ties-of-persons-only", "ties-held-by-institutions"},
    "consensus, and room for dissent": {"silence-taken-for-agreement", "differences-used"},
    "a fixed scope, or one that adapts": {"scope-grows", "plan-cannot-bend"},
    "little money: a barrier, or a motive": {"thin-budgets-drive-it", "money-short-means-shared"},
    "accounts: strict, no regulation, wide": {"visits-without-a-say", "measured-early-by-numbers"},
    "give and take, or help one way": {"clear-to-one-side", "help-goes-one-way"},
    "no one size, or vital principles": {
        "two-of-four-regional-principles-missing",
        "provider-decides-and-trains",
    },
}
FACTS = (KindIs, StageIs, PartnerCount, BothSectors, AnsweredByOthers)


@cache
def loaded() -> tuple[Rulebook, Origins]:
    return load_with_origins(ROOT / "rules")


@cache
def reasoner() -> Reasoner:
    return Reasoner(loaded()[0])


@cache
def band_of(name: str) -> Band:
    return Reasoner(shipped_rulebook()).assess(shipped_scenario(name)).verdict.band


def rules() -> Collection[Rule]:
    return shipped_rulebook().rules.values()


def quantifies(rule: Rule) -> bool:
    return any(isinstance(part, OfPartners | DifferBy) for _, part in parts(rule.when))


def test_nothing_is_worth_mending() -> None:
    rulebook, origins = loaded()
    assert [str(origins.fault(complaint)) for complaint in lint(rulebook)] == []


def test_every_example_holds_in_the_evaluator() -> None:
    unreadable, failing = example_faults(*loaded())
    assert [str(fault) for fault in unreadable + failing] == []


@pytest.mark.parametrize("topic", sorted(SUBJECTS | OTHERS))
def test_every_example_holds_in_the_engine(topic: str) -> None:
    """In the everyday run one of each rule, its first, second, third, and so on in turn."""
    rulebook, origins = loaded()
    examined = 0
    for turn, rule in enumerate(rulebook.rules.values()):
        for number, example in enumerate(rule.examples if rule.topic == topic else ()):
            if number != turn % len(rule.examples) and not is_deep():
                continue
            scenario = example_scenario(rule, example, rulebook, origins, number)
            found = reasoner().run_engine(scenario)
            outcome = "silent"
            if rule.id in found.stands:
                outcome = "stands"
            elif rule.id in found.undecided:
                outcome = "undecided"
            assert outcome == example.expect, f"{rule.id}: {example.name}"
            examined += 1
    assert examined


def test_the_subjects_are_topics_and_each_has_questions_and_rules() -> None:
    rulebook = shipped_rulebook()
    assert set(rulebook.topic_order) == SUBJECTS | OTHERS
    assert {question.topic for question in rulebook.questions.values()} == SUBJECTS | OTHERS
    assert {rule.topic for rule in rules()} == SUBJECTS | OTHERS
    for topic in SUBJECTS:
        assert sum(rule.topic == topic for rule in rules()) >= 3, topic


def test_rules_reach_across_topics_build_on_findings_and_see_strengths() -> None:
    rulebook = shipped_rulebook()

    def topics_of(rule: Rule) -> set[str]:
        return {rulebook.questions[question].topic for question in questions_in(rule.when)}

    assert len(rules()) >= 140
    assert sum(len(topics_of(rule)) >= 2 for rule in rules()) >= 35
    assert sum(bool(findings_in(rule.when)) for rule in rules()) >= 12
    assert sum(rule.kind == "strength" for rule in rules()) >= 6
    assert sum(map(quantifies, rules())) >= 8


def test_every_meeting_has_a_short_form() -> None:
    for kind, stage in product(KINDS, STAGES):
        assert shipped_rulebook().essential_at(frozenset({kind}), stage)


def forms() -> set[type[Condition]]:
    """Return every form of the language, from its own definition."""
    union, *_ = get_args(Condition)
    return {get_args(form)[0] for form in get_args(union)}


def test_every_construct_of_the_language_is_used() -> None:
    used = {type(part) for rule in rules() for _, part in parts(rule.condition)}
    assert len(forms()) == 14
    assert forms() - used == set()
    limits = {
        limit
        for rule in rules()
        for _, part in parts(rule.when)
        if isinstance(part, OfPartners | DifferBy)
        for limit, value in part.among
        if value is not None
    }
    assert limits == set(Among.model_fields)
    assert any(rule.unless for rule in rules())
    assert any(isinstance(rule.holds_at, dict) for rule in rules())
    assert any(isinstance(rule.holds_at, str) for rule in rules())
    assert {rule.band_at(stage) for rule in rules() for stage in STAGES} == {None, *BANDS[:3]}
    assert any(isinstance(part, Not) for rule in rules() for _, part in parts(rule.when))


def test_every_way_of_asking_is_used() -> None:
    questions = shipped_rulebook().questions.values()
    assert any(question.number for question in questions)
    assert any(question.may_not_apply for question in questions)
    assert any(question.ask_when for question in questions)
    assert any(question.delicate for question in questions)
    assert any(question.look_up for question in questions)
    assert any(not question.once for question in questions)
    assert {question.better for question in questions} >= {"higher", "neither"}


def test_every_rule_has_its_examples() -> None:
    """Where a rule reads facts only, nothing can be unknown."""
    rulebook = shipped_rulebook()
    lacking = [rule.id for rule in rulebook.rules.values() if not has_its_examples(rule, rulebook)]
    assert lacking == []


def has_its_examples(rule: Rule, rulebook: Rulebook) -> bool:
    expected = {example.expect for example in rule.examples}
    reads_answers = bool(rulebook.read_by[rule.id])
    only_facts = all(isinstance(part, FACTS) for _, part in parts(rule.when))
    return (
        {"stands", "silent"} <= expected
        and ("undecided" in expected) == reads_answers
        and not (only_facts and reads_answers)
    )


@pytest.mark.parametrize("where", sorted(WHERE_DOCUMENTS_DIFFER))
def test_where_documents_differ_the_rules_say_so_and_turn_on_the_context(where: str) -> None:
    """And no two of them read the same answers in the same place in the same way."""
    rulebook = shipped_rulebook()
    pair = [rulebook.rules[name] for name in WHERE_DOCUMENTS_DIFFER[where]]
    cited = {p.source for rule in pair for i in rule.lessons for p in rulebook.lessons[i].passages}
    assert len(cited) >= 2 or where == "consensus, and room for dissent"
    contexts = {(rule.when.model_dump_json(), rule.kinds, rule.stages) for rule in pair}
    assert len(contexts) == len(pair) >= 2
    for rule in pair:
        assert "differ" in rule.because, rule.id
        assert {"stands", "silent"} <= {example.expect for example in rule.examples}


def test_a_reason_repeats_its_title_to_the_letter_or_says_more() -> None:
    """A page then omits the repetition; the same in other words would be read twice."""
    common = set(re.findall("[a-z]+", "a an at have has had least of not no one the you"))

    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z']+", text.lower())) - common

    doubled = [
        rule.id
        for rule in shipped_rulebook().rules.values()
        if without_title(rule.because, rule.title) == rule.because
        and words(re.split(r"(?<=[.?!]) ", rule.because)[0]) <= words(rule.title)
    ]
    assert doubled == []


def test_every_citation_leads_to_a_place_in_its_source() -> None:
    rulebook = shipped_rulebook()
    cited = 0
    for rule in rules():
        assert rule.lessons
        for passage in (p for name in rule.lessons for p in rulebook.lessons[name].passages):
            assert passage.locator in rulebook.sources[passage.source].locators
            cited += 1
    assert cited > len(rules())


def test_there_are_partnerships_enough_of_every_stage_and_band() -> None:
    assert len(SCENARIO_NAMES) >= 10
    bands = {name: band_of(name) for name in SCENARIO_NAMES}
    at: dict[Stage, list[Band]] = {stage: [] for stage in STAGES}
    for name, band in bands.items():
        at[shipped_scenario(name).judged_at].append(band)
    assert all(at.values())
    assert set(bands.values()) == set(BANDS)
    for stage, found in at.items():
        if len(found) >= 4:
            ((band, most),) = Counter(found).most_common(1)
            assert 2 * most <= len(found), f"{stage}: {band}"


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_partnership_opens_with_its_story(name: str) -> None:
    text = (ROOT / "scenarios" / f"{name}.yaml").read_text()
    schema, story, *_ = text.splitlines()
    assert schema.startswith("# yaml-language-server: ")
    assert story.startswith("# ")
    assert shipped_scenario(name).stage is not None
    assert not list(scenario_complaints(shipped_scenario(name)))


def test_the_partnerships_show_what_a_file_can_say() -> None:
    scenarios = [shipped_scenario(name) for name in SCENARIO_NAMES]
    partners = [partner for scenario in scenarios for partner in scenario.partners]
    answers = [answer for scenario in scenarios for answer in scenario.answers.values()]
    answers += [answer for partner in partners for answer in partner.answers.values()]
    assert {partner.sector for partner in partners} >= {"state", "independent"}
    assert any(partner.count > 1 for partner in partners)
    assert any(partner.answers_from == "others" for partner in partners)
    assert any(not partner.core for partner in partners)
    assert any(getattr(answer, "is_unknown", False) for answer in answers)
    assert any(getattr(answer, "is_not_applicable", False) for answer in answers)
    assert any(answer.visibility == "private" for answer in answers)
    assert any(answer.said_by for answer in answers)
    assert any(hasattr(answer, "every") for answer in answers)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_short_form_is_short(kind: Kind, stage: Stage) -> None:
    kinds = frozenset([kind])
    questions = shipped_rulebook().questions.values()
    essential = [
        q.id for q in questions if q.exists_at(kinds, stage) and q.is_essential_at(kinds, stage)
    ]
    assert 0 < len(essential) <= 18
