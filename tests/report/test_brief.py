"""The brief: 60 lines at 80 columns, what matters most first, and nothing cut off."""

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from advisor.batch.score_row import score_row
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Page, Paragraph, Points, Table
from advisor.report.page import page_of
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.phrases import Phrases
from advisor.report.sections.brief_concerns import RUN_ON_FROM, WITH_ANSWERS
from advisor.report.sections.brief_room import MAX_LINES
from advisor.report.writers.terminal import page_text
from advisor.rulebook.vocabulary import UNKNOWN
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement
from advisor.scenario.scenario import Scenario
from tests.formats import render
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, scenarios

RULEBOOK = shipped_rulebook()
NOT_FOR_LEADERS = re.compile(
    r"\b(holds at|held by|silent|undecided|finding|bands?|gate|HIGH|MED|LOW|scores?)\b|!!"
)
"""Phrases of the rule engine."""


@cache
def reasoner() -> Reasoner:
    return Reasoner(RULEBOOK)


@cache
def shipped_assessment(name: str) -> Assessment:
    return reasoner().assess(shipped_scenario(name))


def brief_of(assessment: Assessment) -> Page:
    return page_of(assessment, RULEBOOK, "brief")


def deciding(assessment: Assessment) -> list[str]:
    """Return the titles of the concerns that decide: of the highest severity that is not low."""
    severities = {concern.severity for concern in assessment.concerns} - {"low"}
    highest = "high" if "high" in severities else "medium"
    return [c.title for c in assessment.concerns if c.severity == highest]


def check(assessment: Assessment) -> None:
    """Check what is true of every brief."""
    page = brief_of(assessment)
    text = page_text(page, 80)
    lines = text.rstrip("\n").split("\n")
    assert len(lines) <= MAX_LINES
    one_line = " ".join(text.split())
    assert "..." not in text
    for title in deciding(assessment):
        assert title in one_line
    blocks = [block for section in page.sections for block in section.blocks]
    shown = steps_of(page, assessment)
    for concern in assessment.concerns[: min(len(deciding(assessment)), WITH_ANSWERS)]:
        assert not concern.steps or shown & set(concern.steps)
    points = [point for b in blocks if isinstance(b, Points) for point in b.points]
    answered = [point for point in points if point.under]
    if deciding(assessment) and len(deciding(assessment)) < RUN_ON_FROM:
        assert answered or not any(risk.because for risk in assessment.risks)
    private = [n.note for n in assessment.notes if n.visibility == "private"]
    assert [note for note in private if " ".join(note.split()) in one_line] == []


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_each_shipped_brief_is_short_and_whole(name: str) -> None:
    assessment = shipped_assessment(name)
    check(assessment)
    page = brief_of(assessment)
    text = page_text(page, 80)
    assert NOT_FOR_LEADERS.findall(text) == []
    ids = [i for i in (*RULEBOOK.rules, *RULEBOOK.questions) if "-" in i and i in text]
    assert ids == []


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_the_brief_and_the_full_report_count_the_same_answers_and_questions(name: str) -> None:
    assessment = shipped_assessment(name)
    brief = brief_of(assessment)
    full = page_text(page_of(assessment, RULEBOOK, "full"), 80)
    scored = score_row(name, assessment, RULEBOOK)
    known = f"{scored.known} of {scored.asked} answers known"
    assert brief.closing.startswith(known)
    assert re.search(rf"^  Answers +{known}$", full, re.MULTILINE)
    still_open = scored.asked - scored.known
    heading = f"STILL TO FIND OUT ({still_open} OF {scored.asked} ANSWERS)"
    assert (heading in full) == (still_open > 0)
    blocks = [block for part in brief.sections if part.id == "find-out" for block in part.blocks]
    shown = sum(len(block.points) for block in blocks if isinstance(block, Points))
    more = len({item.question for item in assessment.find_out}) - shown
    left_out = re.search(r"(\d+) more questions?", brief.closing)
    assert int(left_out[1] if left_out else 0) == more


@examples(40)
@given(scenario=scenarios(RULEBOOK))
def test_the_brief_of_any_partnership_is_short_and_whole(scenario: Scenario) -> None:
    check(reasoner().assess(scenario))


def test_only_a_brief_that_is_ready_counts_further_questions() -> None:
    counting = {
        shipped_assessment(name).verdict.band
        for name in SCENARIO_NAMES
        if "further question" in " ".join(page_text(brief_of(shipped_assessment(name)), 80).split())
    }
    assert counting == {"ready"}


def test_a_step_for_every_school_names_none_of_them() -> None:
    shown = []
    for name in SCENARIO_NAMES:
        assessment = shipped_assessment(name)
        for step in assessment.steps:
            if RULEBOOK.steps[step.id].for_every_school:
                rows = (row[1] for row in step_rows(brief_of(assessment)))
                shown += [row.removeprefix(step.do) for row in rows if row.startswith(step.do)]
    assert shown
    assert [more for more in shown if not re.match(r"$| \(to clerks by", more)] == []


def test_steps_whose_words_are_about_every_school_say_so_in_their_data() -> None:
    about_all = re.compile(
        r"\b(all the|both|each|every) (schools?|heads?|boards?|placement)\b|\beach school's\b",
        re.IGNORECASE,
    )
    unmarked = [
        step.id
        for step in RULEBOOK.steps.values()
        if any(not RULEBOOK.questions[question].once for question in step.brings)
        and about_all.search(step.do)
        and not step.for_every_school
    ]
    assert unmarked == []


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_the_steps_of_a_brief_are_by_importance_and_numbered_as_elsewhere(name: str) -> None:
    assessment = shipped_assessment(name)
    numbers = Phrases(assessment, RULEBOOK).step_numbers
    brief = brief_of(assessment)
    rows = step_rows(brief)
    shown = [
        (numbers[step.id], row)
        for row in rows
        for step in assessment.steps
        if row[1].startswith(step.do)
    ]
    assert len(shown) == len(rows) > 0
    assert [str(number) for number, _ in shown] == [row[0] for row in rows]
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)
    has_gaps = shown[-1][0] > len(shown)
    blocks = (block for section in brief.sections for block in section.blocks)
    legend = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert ("Numbers are those of the full report." in legend) == has_gaps


def test_a_step_that_the_meeting_set_is_on_the_brief() -> None:
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name).with_facts(steps={})
        steps = Reasoner(RULEBOOK).assess(scenario).steps
        # The last of them: without an owner it is on no brief with room for five.
        for step in steps[-1:]:
            agreed = scenario.with_step(step.id, StepAgreement(owner="Zoë"))
            page = page_of(Reasoner(RULEBOOK).assess(agreed), RULEBOOK, "brief")
            (table,) = (b for s in page.sections if s.id == "steps" for b in s.blocks[:1])
            assert isinstance(table, Table)
            assert any(row[2] == "Zoë" for row in table.rows), name


def test_what_is_not_known_comes_first_if_nothing_else_keeps_the_verdict_down() -> None:
    pages = {name: brief_of(shipped_assessment(name)) for name in SCENARIO_NAMES}
    ordered = {name: [section.id for section in page.sections] for name, page in pages.items()}
    first = {name for name, ids in ordered.items() if ids[1:2] == ["find-out"]}
    verdicts = {name: shipped_assessment(name).verdict for name in SCENARIO_NAMES}
    assert first == {name for name, v in verdicts.items() if v.waiting_on and not v.held_by}
    assert "first-contact" in first
    assert "\nFIND OUT FIRST\n" in page_text(brief_of(shipped_assessment("first-contact")), 80)


def test_whom_the_room_meant_to_ask_is_named_even_where_nothing_depends_on_it() -> None:
    scenario = shipped_scenario("saturday-science-renewed")
    known = reasoner().assess(scenario)
    asked = {one.question for one in known.answers if one.asked and one.partner is None}
    asks = "(You meant to ask the school business manager.)"
    named = 0
    for question in sorted(asked):
        entry = Answer(answer=UNKNOWN, who_could_tell="the school business manager")
        assessment = reasoner().assess(scenario.with_answer(question, entry))
        decisive = question in {change.question for change in assessment.could_change}
        text = " ".join(page_text(brief_of(assessment), 80).split())
        assert "the school business manager" in text, question
        assert (f"{RULEBOOK.questions[question].asks} {asks}" in text) != decisive
        named += not decisive
    assert named


def test_only_a_command_line_is_told_what_to_type_for_the_full_report() -> None:
    assessment = shipped_assessment("first-contact")
    page = page_of(assessment, RULEBOOK, "brief", on_command_line=True)
    assert "Full report (--report full): reasons" in page.closing
    for form in PAGE_FORMATS:
        if form.write and not form.is_binary:
            shown = " ".join(render(assessment, RULEBOOK, form.name).split())
            assert ("(--report full)" in shown) == form.is_for_terminal, form.name


def test_a_step_whose_day_is_past_stays_on_the_brief_and_is_marked() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    days = [agreed.by for agreed in scenario.steps.values() if agreed.by]
    for today, marked in ((max(days), 1), (max(days) + dt.timedelta(days=1), len(days))):
        rows = step_rows(brief_of(reasoner().assess(scenario, on=today)))
        assert sum(row[3].endswith("(past)") for row in rows) == marked == len(days) - (marked == 1)


def worst_answers(kind: str, stage: str, partners: int) -> Scenario:
    """Return a partnership that gives the worst answer to everything it is asked."""
    worst = {q.id: q.order[0] for q in RULEBOOK.questions.values()}
    answers = {q: v if RULEBOOK.questions[q].once else {"every": v} for q, v in worst.items()}
    names = tuple({"name": f"School number {n}", "sector": "state"} for n in range(partners))
    facts = {"partnership": "All of it", "kind": kind, "stage": stage}
    return Scenario.model_validate({**facts, "partners": names, "answers": answers})


@pytest.mark.parametrize("stage", ["exploring", "agreeing", "starting", "running"])
@pytest.mark.parametrize("partners", [2, 30])
def test_what_decides_is_never_left_out_however_much_it_is(stage: str, partners: int) -> None:
    for kind in RULEBOOK.wording.kinds if partners == 2 else ("hub",):
        worst = worst_answers(kind, stage, partners)
        for scenario in (worst, worst.with_facts(answers={})):
            check(reasoner().assess(scenario))


def test_names_and_owners_as_long_as_a_title_leave_the_brief_short() -> None:
    long = "The Very Long Name of a School or of a Person That Nobody Would Want to Write {:2}"
    worst = worst_answers("cluster", "agreeing", 12)
    owned = {step: {"owner": long.format(n)} for n, step in enumerate(RULEBOOK.steps)}
    names = tuple({"name": long.format(n), "sector": "state"} for n in range(12))
    check(reasoner().assess(worst.with_facts(partners=names, steps=owned)))


def test_no_answer_that_does_harm_is_called_in_your_favour() -> None:
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        for question in list(scenario.answers)[::9]:
            assessment = reasoner().assess(scenario.with_answer(question, None))
            for change in assessment.could_change:
                worst = RULEBOOK.questions[change.question].level(change.worst.level).label
                text = " ".join(render(assessment, RULEBOOK, "text").split())
                assert f"{worst.capitalize()}: in your favour" not in text


def test_the_brief_says_for_whom_it_is_only_where_it_uses_private_answers() -> None:
    says = "it uses delicate answers"
    delicate = {q.id for q in RULEBOOK.questions.values() if q.delicate}
    for name in SCENARIO_NAMES:
        assessment = shipped_assessment(name)
        findings = (*assessment.risks, *assessment.strengths)
        used = {reason.question for finding in findings for reason in finding.because}
        used |= {reason.question for one in assessment.contradictions for reason in one.answers}
        text = render(assessment, RULEBOOK, "text")
        assert (says in text) == bool(used & delicate), name


def test_most_briefs_open_with_what_the_story_calls_for() -> None:
    """The list was written from the stories alone, before the first brief was."""
    list_of_three = Path(__file__).with_name("first_three.yaml")
    wanted = yaml.safe_load(list_of_three.read_text(encoding="utf-8"))
    assert list(wanted) == list(SCENARIO_NAMES)
    met = [name for name, three in wanted.items() if len(opens_with(name) & set(three)) >= 2]
    assert len(met) >= 24, sorted(set(wanted) - set(met))


def opens_with(name: str) -> set[str]:
    """Return the first four concerns and the steps of a brief, as the list names them."""
    assessment = shipped_assessment(name)
    page = brief_of(assessment)
    text = " ".join(page_text(page, 80).split())
    concerns = {f"concern:{c.id}" for c in assessment.concerns[:WITH_ANSWERS] if c.title in text}
    return concerns | {f"step:{step}" for step in steps_of(page, assessment)}


def steps_of(page: Page, assessment: Assessment) -> set[str]:
    """Return the ids of the steps on a page; what follows a step's words is its papers' day."""
    texts = [row[1] for row in step_rows(page)]
    return {step.id for step in assessment.steps if any(t.startswith(step.do) for t in texts)}


def step_rows(page: Page) -> list[tuple[str, ...]]:
    tables = [b for s in page.sections for b in s.blocks if isinstance(b, Table)]
    return [row for table in tables for row in table.rows]


def test_a_question_that_counts_only_with_others_is_named_too() -> None:
    brief = " ".join(
        page_text(
            brief_of(reasoner().assess(shipped_scenario("saturday-science-renewed"))), 80
        ).split()
    )
    question = RULEBOOK.questions["told-outside"]
    assert f"{question.asks} (Ask the school offices.) Counts only together with others." in brief


def test_what_the_verdict_waits_on_is_asked_first() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    for name in (
        q.id
        for q in RULEBOOK.questions.values()
        if q.is_essential_at(scenario.kinds, scenario.judged_at)
    ):
        less = scenario.with_answer(name, None)
        for partner in less.partners:
            less = less.with_answer(name, None, partner.name)
        assessment = reasoner().assess(less)
        waits = {one.question for risk in assessment.verdict.waiting_on for one in risk.open}
        asked = [change.question for change in assessment.could_change]
        if waits.isdisjoint(asked) or assessment.verdict.too_little_known:
            continue
        text = " ".join(page_text(brief_of(assessment), 80).split())
        places = {q: text.find(f"{RULEBOOK.questions[q].asks} (Ask") for q in asked}
        shown = sorted((place, q) for q, place in places.items() if place >= 0)
        assert not shown or shown[0][1] in waits, name
