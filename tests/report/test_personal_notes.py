"""Notes about a person stand in the full report only."""

from pathlib import Path

from advisor.__main__ import run as command
from advisor.reasoning.asked_questions import everything_asked
from advisor.reasoning.reasoner import Reasoner
from advisor.report.phrases import Phrases
from advisor.report.sections.answer_section import notes_about_a_person
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import KINDS, Kind, Stage
from advisor.scenario.answers import Answer
from advisor.scenario.earlier import Earlier
from advisor.scenario.saving import saved
from advisor.scenario.scenario import Scenario
from tests.formats import render
from tests.shipped import shipped_rulebook

NOTE = "Zoe of Marker Lane"


def _noted(kind: Kind, stage: Stage) -> Scenario:
    """Return a partnership whose every answer is the worst, with a note that names somebody."""
    roles = ("member", "lead", "provider", "placement", "supporting", "supported")
    partners = tuple({"name": f"School {role}", "role": role} for role in roles)
    scenario = Scenario.model_validate(
        {"partnership": f"{kind} {stage}", "kind": kind, "stage": stage, "partners": partners}
    )
    for item in everything_asked(shipped_rulebook(), scenario):
        answer = Answer(answer=_worst(item.question), note=f"{NOTE} {item.question.id}")
        partner = item.partner.name if item.partner else None
        scenario = scenario.with_answer(item.question.id, answer, partner)
    return scenario


def _worst(question: Question) -> str | float:
    if question.number is None:
        return question.order[0]
    return question.number.most if question.better == "lower" else question.number.least


ABOUT_A_PERSON = {q.id for q in shipped_rulebook().questions.values() if q.about_a_person}


def test_questions_about_who_does_it_are_marked() -> None:
    assert {
        *("driver-named", "driver-hours", "if-driver-leaves", "head-backing", "helper-strength")
    } <= ABOUT_A_PERSON


def test_no_first_page_and_no_portfolio_shows_a_note_about_a_person(tmp_path: Path) -> None:
    reasoner, rulebook, met = Reasoner(shipped_rulebook()), shipped_rulebook(), set[str]()
    for kind in KINDS:
        scenario = _noted(kind, "agreeing")
        assessment = reasoner.assess(scenario)
        met |= {note.question for note in assessment.notes} & ABOUT_A_PERSON
        # The notes on other questions name nobody; those that the brief quotes are among them.
        brief = " ".join(render(assessment, rulebook, "text").split())
        assert [q for q in ABOUT_A_PERSON if f"{NOTE} {q}" in brief] == [], kind
        (tmp_path / f"{kind}.yaml").write_text(saved(scenario, None), encoding="utf-8")
    assert met == ABOUT_A_PERSON
    page, lines = tmp_path / "all.html", tmp_path / "all.csv"
    call = ["score", str(tmp_path), "--portfolio", str(page), "--output", str(lines)]
    assert command(call) == 0
    assert f"{len(KINDS)} partnerships" in page.read_text(encoding="utf-8")
    assert NOTE not in page.read_text(encoding="utf-8") + lines.read_text(encoding="utf-8")


def test_the_full_report_holds_them_and_says_so() -> None:
    assessment = Reasoner(shipped_rulebook()).assess(_noted("cluster", "agreeing"))
    number = sum(note.question in ABOUT_A_PERSON for note in assessment.notes)
    for form in ("text", "markdown", "html"):
        report = render(assessment, shipped_rulebook(), form, extent="full")
        report = " ".join(report.split())
        assert f"{NOTE} driver-named" in report, form
        assert f"{number} notes about a person are left out of the brief." in report, form


def test_what_was_noted_earlier_about_a_person_is_counted_too() -> None:
    kept = Earlier(question="head-backing", asked="Does the head back it?", note=NOTE)
    scenario = _noted("cluster", "agreeing").with_facts(earlier=(kept, kept.without_note))
    before, after = (
        notes_about_a_person(Phrases(Reasoner(shipped_rulebook()).assess(one), shipped_rulebook()))
        for one in (scenario.with_facts(earlier=()), scenario)
    )
    assert after == before + 1
