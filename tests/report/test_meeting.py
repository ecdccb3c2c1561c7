"""What a meeting set is shown where a head looks for it: owners, days, disagreements, dates."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Block, Entry, Group, Item, Ledger, Point, Points, Row, Section
from advisor.report.days_in_words import day_in_words, weekday_and_day
from advisor.report.explain.why import why_lines
from advisor.report.page import page_of
from advisor.report.phrases import Phrases
from advisor.report.sections.step_section import step_section
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement
from advisor.scenario.scenario import Scenario
from tests.formats import render
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples

RULEBOOK = shipped_rulebook()
JUNE = dt.date(2026, 6, 27)
names = st.sampled_from(SCENARIO_NAMES)
owners = st.sampled_from([None, "Mrs Patel", "Mr  Lowe\nof the office"])
days = st.sampled_from([None, JUNE, dt.date(2026, 9, 1)])


@cache
def reasoner() -> Reasoner:
    return Reasoner(RULEBOOK)


def assessed(scenario: Scenario) -> Assessment:
    return reasoner().assess(scenario)


def section(scenario: Scenario, name: str) -> Section | None:
    sections = page_of(assessed(scenario), RULEBOOK, "full").sections
    return next((found for found in sections if found.id == name), None)


def items(scenario: Scenario, name: str) -> list[Item]:
    found = section(scenario, name)
    return [block for block in found.blocks if isinstance(block, Item)] if found else []


def points(scenario: Scenario, name: str) -> list[Point]:
    found = section(scenario, name)
    blocks = [block for block in found.blocks if isinstance(block, Points)] if found else []
    return [point for block in blocks for point in block.points]


def test_a_line_parts_the_steps_that_can_wait_from_what_decides_or_limits() -> None:
    parted = 0
    for name in SCENARIO_NAMES:
        assessment = assessed(shipped_scenario(name))
        severe = {risk.id for risk in assessment.risks if risk.severity != "low"}
        blocks = step_section(Phrases(assessment, RULEBOOK)).blocks
        lists = [len(block.points) for block in blocks if isinstance(block, Points)]
        says = any(getattr(block, "text", "").startswith("The rest") for block in blocks)
        assert says == (len(lists) == 2), name
        if says:
            later = assessment.steps[lists[0] :]
            assert severe.intersection(assessment.steps[lists[0] - 1].for_)
            assert not any(severe.intersection(step.for_) for step in later)
            parted += 1
    assert parted > len(SCENARIO_NAMES) // 2


def row(of: Item, label: str) -> tuple[object, ...]:
    """Return the lines under a label; none where it does not stand."""
    return next((found.lines for found in of.rows if found.label == label), ())


def lines_of(block: Block) -> Iterator[str]:
    """Yield the lines of an item, each after the label of its row, or those of a list."""
    if isinstance(block, Points):
        yield from (text for point in block.points for text in (point.text, point.under))
    if not isinstance(block, Item):
        return
    yield block.title
    for found in block.rows:
        for line in found.lines:
            for text in (line.head, *line.lines) if isinstance(line, Group) else (line,):
                yield f"{found.label}: {text}"


def clean(text: str) -> str:
    return " ".join(text.split())


@examples(40)
@given(name=names, owner=owners, by=days, data=st.data())
def test_an_owner_stands_for_the_role_and_a_day_for_the_horizon(
    name: str, owner: str | None, by: dt.date | None, data: st.DataObject
) -> None:
    scenario = shipped_scenario(name)
    step = data.draw(st.sampled_from(sorted(RULEBOOK.steps)))
    agreed = scenario.with_step(step, StepAgreement(owner=owner, by=by) if owner or by else None)
    steps = assessed(agreed).steps
    place = next((n for n, s in enumerate(steps) if s.id == step), None)
    took = RULEBOOK.steps[step]
    if place is None:
        besides = [Row("Who", (clean(owner),))] if owner else []
        besides += [Row("By", (day_in_words(by),))] if by else []
        expected = [Item(took.do, rows=tuple(besides))] if besides else []
        assert items(agreed, "steps") == expected
        return
    day = by or steps[place].suggested_by
    assert day, step
    late = steps[place].too_late_for
    warns = f" (too late for {weekday_and_day(late, year_of=scenario.as_of)})" if late else ""
    warns = " (past)" if steps[place].overdue else warns
    told_by = f"by {weekday_and_day(day, year_of=scenario.as_of)}{warns}{' *' if by else ''}"
    told_who = f"{clean(owner)} * (usually {took.who})" if owner else took.who
    told = points(agreed, "steps")[place].under
    assert told.startswith(f"Who: {told_who}, {told_by}")


@examples(40)
@given(name=names, data=st.data())
def test_a_disagreement_stands_with_its_finding_and_changes_nothing_else(
    name: str, data: st.DataObject
) -> None:
    scenario = shipped_scenario(name)
    said = assessed(scenario)
    findings = (*said.risks, *said.strengths)
    silent = st.sampled_from(sorted(set(RULEBOOK.rules) - {found.id for found in findings}))
    rule = data.draw(st.sampled_from([found.id for found in findings]) | silent)
    disputed = scenario.with_disagreement(rule, "The chair\nsays otherwise.")
    page = page_of(assessed(disputed), RULEBOOK, "full")
    lines = [line for part in page.sections for item in part.blocks for line in lines_of(item)]
    (place,) = (n for n, line in enumerate(lines) if "The chair says otherwise." in line)
    assert "We disagree: The chair says otherwise." in lines[place]
    assert RULEBOOK.rules[rule].title in f"{lines[place - 1]} {lines[place]}"


def test_the_brief_says_with_which_concern_the_room_disagrees() -> None:
    scenario = shipped_scenario("trustees-not-told")
    worst = assessed(scenario).concerns[0]
    disputed = scenario.with_disagreement(worst.risks[0], "Not so.")
    marked = f"{worst.title}. (You disagree: Not so.)"
    assert marked not in render(assessed(scenario), RULEBOOK, "text")
    assert marked in render(assessed(disputed), RULEBOOK, "text")


def scenario_of(**said: Any) -> Scenario:
    partners = ({"name": "Oak"}, {"name": "Elm"}, {"name": "Ash"})
    given: dict[str, Any] = {"partnership": "All", "kind": "cluster", "partners": partners}
    return Scenario.model_validate(given | said)


def test_key_dates_and_days_of_steps_stand_in_the_order_of_the_days() -> None:
    scenario = shipped_scenario("trustees-not-told").with_facts(dates=())
    assert section(scenario_of(), "dates") is None
    first, second = (step.id for step in assessed(scenario).steps[:2])
    dates = ({"on": dt.date(2026, 9, 15), "what": "Begin"}, {"on": JUNE, "what": "Boards\nmeet"})
    said = scenario.model_dump() | {"dates": dates}
    dated = Scenario.model_validate(said).with_step(
        first, StepAgreement(owner="Mrs Patel", by=JUNE)
    )
    dated = dated.with_step(second, StepAgreement(by=dt.date(2026, 5, 30)))
    found = section(dated, "dates")
    assert found is not None
    (ledger,) = found.blocks
    assert isinstance(ledger, Ledger)
    # They have not agreed yet.
    begins = ("Begin", "the joint work would begin")
    assert ledger.entries == (
        Entry("30 May 2026", ((RULEBOOK.steps[second].who, "step 2"),)),
        Entry("27 June 2026", (("the partnership", "Boards meet"), ("Mrs Patel", "step 1"))),
        Entry("15 September 2026", tuple(("the partnership", what) for what in begins)),
    )


def test_whom_to_ask_is_told_for_each_partner() -> None:
    question = RULEBOOK.questions["head-backing"]
    answers = {"head-backing": {"answer": "unknown", "who_could_tell": "the clerk"}}
    oak, ash = ({"name": name, "answers": answers} for name in ("Oak", "Ash"))
    some_named = scenario_of(stage="agreeing", partners=(oak, {"name": "Elm"}, ash))
    all_alike = scenario_of(stage="agreeing", answers={"head-backing": {"every": "unknown"}})
    usual, how = question.find_out.who, question.find_out.how
    each = f"the clerk (Oak, Ash); {usual} (Elm)"
    for scenario, told in (
        (some_named, f"Elm: not asked yet. Who could tell: {each}. {how}"),
        (all_alike, f"Oak, Elm, Ash: nobody knows. Who could tell: {usual}. {how}"),
    ):
        rows = [found for item in items(scenario, "not-known") for found in item.rows]
        groups = [group for found in rows for group in found.lines if isinstance(group, Group)]
        (asked,) = (group for group in groups if group.head.endswith(f" {question.asks}"))
        assert f"{told} [" in asked.lines[0]


def test_whom_to_ask_is_told_of_an_answer_that_is_not_asked_here() -> None:
    once = (question for question in RULEBOOK.questions.values() if question.once)
    later = next(question for question in once if "exploring" not in question.stages)
    answers = {later.id: {"answer": "unknown", "who_could_tell": "the clerk"}}
    found = section(scenario_of(stage="exploring", answers=answers), "answers")
    assert found is not None
    (ledger,) = found.blocks
    assert isinstance(ledger, Ledger)
    told = f"{later.asks} nobody knows (who could tell: the clerk) (does not count here)."
    topics = {topic.id: topic.title for topic in RULEBOOK.topics}
    assert ledger.entries == (Entry(topics[later.topic], (("Q1", told),)),)


def test_the_brief_names_whom_the_room_would_ask() -> None:
    scenario = scenario_of(stage="agreeing")
    question = RULEBOOK.questions[assessed(scenario).could_change[0].question]
    unknown = {"who_could_tell": "the clerk"}
    said = {"answer": "unknown"} if question.once else {"every": "unknown"}
    named = scenario_of(stage="agreeing", answers={question.id: said | unknown})
    before, after = (clean(render(assessed(one), RULEBOOK, "text")) for one in (scenario, named))
    assert f"{question.asks} (Ask {question.find_out.who}.)" in before
    assert f"{question.asks} (Ask the clerk.)" in after


@pytest.mark.parametrize(
    ("room", "words"),
    [(None, ()), ("us", ("we alone",)), ("with-partners", ("we and our partners",))],
)
def test_who_was_in_the_room_is_told(room: str | None, words: tuple[str, ...]) -> None:
    assert row(items(scenario_of(room=room), "about")[0], "In the room") == words


def test_why_tells_the_disagreement_and_whom_to_ask() -> None:
    asked = {"driver-named": {"answer": "unknown", "who_could_tell": "the clerk"}}
    plain = scenario_of(stage="agreeing", answers=asked)
    disputed = plain.with_disagreement("driver-missing", "Not so.")
    rule, how = RULEBOOK.rules["driver-missing"], RULEBOOK.questions["driver-named"].find_out.how
    for scenario, is_told in ((plain, False), (disputed, True)):
        for trace in (evaluate(RULEBOOK, scenario)["driver-missing"], None):
            lines = why_lines(rule, trace, RULEBOOK, scenario, 300)
            text = " ".join(line.plain for line in lines)
            assert ("We disagree" in text and "Not so." in text) is is_told
            assert (f"Ask the clerk: {how}" in text) is (trace is not None)


def where(step: Item) -> str:
    """Return what a step says of the partners that it is for."""
    (told,) = row(step, "Who")
    return "; ".join(part for part in str(told).split("; ") if part.startswith("at "))


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_step_names_the_partners_that_it_is_for(name: str) -> None:
    """Once one of them answers as the step would bring it to, it is no longer named."""
    scenario = shipped_scenario(name)
    called = Phrases(assessed(scenario), RULEBOOK).short_names
    for step, said in zip(assessed(scenario).steps, items(scenario, "steps"), strict=False):
        for partner in scenario.partners:
            short = called[partner.name]
            if short not in where(said):
                continue
            better = scenario
            for question, level in RULEBOOK.steps[step.id].brings.items():
                if not RULEBOOK.questions[question].once:
                    better = better.with_answer(question, Answer(answer=level), partner.name)
            again = dict(zip(assessed(better).steps, items(better, "steps"), strict=False))
            left = [item for taken, item in again.items() if taken.id == step.id]
            assert all(short not in where(item) for item in left)


def test_a_day_that_is_computed_is_called_a_suggestion() -> None:
    assessment = assessed(shipped_scenario("trustees-not-told"))
    days = {"suggested_by": JUNE, "papers_by": dt.date(2026, 6, 19)}
    first = assessment.steps[0].model_copy(update=days)
    missed = assessment.steps[1].model_copy(
        update={"by": JUNE, "too_late_for": dt.date(2026, 6, 1)}
    )
    steps = (first, missed, *assessment.steps[2:])
    phrases = Phrases(assessment.model_copy(update={"steps": steps}), RULEBOOK)
    shown = [line for block in step_section(phrases).blocks for line in lines_of(block)]
    papers = "by Sat 27 June, papers to the clerk by Fri 19 June; "
    assert any(papers in line for line in shown)
    assert any("by Sat 27 June (too late for Mon 1 June) *" in line for line in shown)


def test_the_facts_of_a_file_are_in_the_report() -> None:
    told = {"what": "A choir", "for_whom": "year 5", "how_often": "weekly", "from": "January"}
    bodies = {"committed_by": "The trust board"}
    scenario = scenario_of(
        about=told,
        room="us",
        present=("the heads", "a governor"),
        next_meeting=JUNE,
        starts=dt.date(2026, 9, 1),
        dates=({"on": JUNE, "what": "Boards meet", "partner": "Oak"},),
        partners=({"name": "Oak"} | bodies, {"name": "Elm"}),
    )
    (about,) = items(scenario, "about")
    assert row(about, "The work") == ("A choir; year 5; weekly; January",)
    assert row(about, "In the room") == ("we alone; the heads; a governor",)
    assert "The trust board can commit it" in str(row(about, "Partners"))
    found = section(scenario, "dates")
    assert found is not None
    (ledger,) = found.blocks
    assert isinstance(ledger, Ledger)
    meeting = (("Oak", "Boards meet"), ("the partnership", "the next meeting"))
    assert ledger.entries[:2] == (
        Entry("27 June 2026", meeting),
        Entry("1 September 2026", (("the partnership", "the joint work begins"),)),
    )
