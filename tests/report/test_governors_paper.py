"""The paper for one school's governors: what it asks, and whose answers it shows."""

import io
import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import click
import pytest
from pypdf import PdfReader

from advisor.__main__ import run
from advisor.cli.inputs import known_partner
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.report.blocks import Table
from advisor.report.documents.governors_paper import governors_paper, words_of
from advisor.report.documents.handing_on import teacher_paper
from advisor.report.documents.one_school import seen_by
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.partner_names import short_names
from advisor.report.writers.pdf import pdf
from advisor.report.writers.terminal import page_text
from advisor.rulebook.vocabulary import BANDS, STAGES
from advisor.scenario.answers import Answer
from advisor.scenario.facts import About, StepAgreement
from advisor.scenario.scenario import Scenario
from tests.report.test_formats import assessed
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()
BOARD = "governing-body"
ROOT = Path(__file__).resolve().parents[2]


def paper(assessment: Assessment, school: str) -> str:
    return page_text(governors_paper(assessment, RULEBOOK, school), 100)


def papers() -> Iterator[tuple[str, Assessment, str]]:
    for name in SCENARIO_NAMES:
        for partner in assessed(name).partners:
            yield name, assessed(name), partner.name


def test_every_paper_is_one_side_and_never_names_a_band() -> None:
    bands = [RULEBOOK.wording.ratings[band].label for band in BANDS]
    too_long, naming = [], []
    for name, assessment, school in papers():
        page = governors_paper(assessment, RULEBOOK, school)
        sides = len(PdfReader(io.BytesIO(pdf(page))).pages)
        too_long += [(name, school)] if sides > 1 else []
        text = page_text(page, 100)
        naming += [(name, school, band) for band in bands if re.search(rf"\b{band}\b", text)]
    assert (too_long, naming) == ([], [])


def test_a_board_is_never_asked_for_what_the_verdict_does_not_support() -> None:
    words = RULEBOOK.papers
    assert words is not None
    requests = words.governors.requests
    assert set(requests) == set(STAGES)
    for stage, band in product(STAGES, BANDS):
        ask, resolution = requests[stage][band].ask, requests[stage][band].resolution
        assert ask.startswith("To note") == (band in {"not-ready", "foundations-first"})
        if band in {"not-ready", "foundations-first"}:
            assert not re.search(r"The board (approves|supports)", resolution), (stage, band)
        assert ("trial" in resolution) == ("trial" in ask or "small beginning" in ask)
    assert set(words.governors.in_principle) == set(STAGES)
    for request in words.governors.in_principle.values():
        for text in (request.ask, request.resolution, request.outcomes[0]):
            assert "in principle" in text
        assert "until the conditions below are met" in request.resolution


def test_a_board_whose_own_yes_is_missing_is_asked_for_it_in_principle() -> None:
    found = {}
    for name, assessment, school in papers():
        text = " ".join(paper(assessment, school).split())
        stage, band = assessment.stage, assessment.verdict.band
        in_principle = "To say yes or no" in text
        found[name, school] = in_principle
        if in_principle:
            assert band == "foundations-first"
            assert "It supported" in text
            assert "The board may say no." in text
            assert "Main risks" in text, "a yes on conditions has some"
            steps = {step.id for step in assessment.steps}
            assert steps & {"ask-the-board", "ask-boards-for-a-mandate"}, (name, school, stage)
    assert found["trustees-not-told", "Moorfield Academy"]
    assert found["trustees-not-told", "Priory Road School"]
    assert found["new-head-no-handover", "Park Gate Primary"]
    assert not found["trustees-not-told", "Fernhill House"], "it has minuted a yes"
    # Every board is to say whether it wants this, and none has been asked where it stands.
    assert found["help-nobody-asked-for", "Laurel Primary"]
    assert not found["board-said-no", "Oakfield School"]
    # One step serves several boards, and is done when the first has decided.
    for name, school in (one for one in found if found[one]):
        scenario = shipped_scenario(name)
        for step in ("ask-the-board", "ask-boards-for-a-mandate"):
            scenario = scenario.with_step(step, StepAgreement(status="done"))
        assert "To say yes or no" in paper(Reasoner(RULEBOOK).assess(scenario), school), name


@pytest.mark.parametrize("answer", [level.id for level in RULEBOOK.questions[BOARD].choices])
def test_a_refusal_is_never_answered_with_a_request(answer: str) -> None:
    for name in SCENARIO_NAMES:
        scenario = shipped_scenario(name)
        school = scenario.partners[0].name
        assessment = Reasoner(RULEBOOK).assess(
            scenario.with_answer(BOARD, Answer(answer=answer), school)
        )
        asked = "To say yes or no" in paper(assessment, school)
        assert not asked or (answer not in {"said-no", "minuted"}), name
        assert not asked or assessment.verdict.band == "foundations-first"


def test_no_cell_is_empty_and_who_only_notes_a_paper_may_not_say_no() -> None:
    for name, assessment, school in papers():
        page = governors_paper(assessment, RULEBOOK, school)
        blocks = [block for section in page.sections for block in section.blocks]
        tables = [block for block in blocks if isinstance(block, Table)]
        cells = [cell for table in tables for row in (table.headings, *table.rows) for cell in row]
        assert all(cells), (name, school)
        notes = "To note this paper" in page_text(page, 100)
        assert not notes or "may say no" not in page_text(page, 100), (name, school)


def test_a_board_reads_why_nothing_is_known_of_a_need() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    needs = {need.label: need.questions for need in words_of(RULEBOOK).governors.needs}
    money = needs["Money"]
    school = scenario.partners[0].name
    for question in money:
        scenario = scenario.with_answer(question, None)
    unasked = Reasoner(RULEBOOK).assess(scenario)
    assert ("Money", "Not answered yet") in takes(unasked, school)
    asked = scenario.with_answer("months-covered", Answer(answer="unknown"))
    assert ("Money", "Nobody could say yet") in takes(Reasoner(RULEBOOK).assess(asked), school)
    of_head = Answer(answer="not-applicable", reason="the head is the whole senior team")
    alone = asked.with_answer("senior-team", of_head, school)
    alone = alone.with_answer("other-partnerships", None, school)
    # At starting, only the first of the two is asked.
    at_start = Reasoner(RULEBOOK).assess(alone.with_facts(stage="starting"))
    leaders = takes(at_start, school)[-1]
    assert leaders[1] == "Does not apply: the head is the whole senior team"
    one_open = alone.with_answer("other-partnerships", Answer(answer="unknown"), school)
    assert takes(Reasoner(RULEBOOK).assess(one_open), school)[-1][1] == "Nobody could say yet"
    # What has changed so far is asked of what runs.
    assert "Results" not in {row[0] for row in takes(unasked, school)}
    running = Reasoner(RULEBOOK).assess(scenario.with_facts(stage="running"))
    assert ("Results", "Not answered yet") in takes(running, school)


def test_no_answer_calls_the_readers_of_a_paper_you() -> None:
    words = words_of(RULEBOOK).governors
    asked = {*words.about, *(question for need in words.needs for question in need.questions)}
    levels = [level for name in asked for level in RULEBOOK.questions[name].choices]
    assert not [one.in_brief for one in levels if re.search(r"\b[Yy]ou", one.in_brief or "")]


def takes(assessment: Assessment, school: str) -> list[tuple[str, ...]]:
    page = governors_paper(assessment, RULEBOOK, school)
    (table,) = next(section.blocks for section in page.sections if section.id == "takes")
    assert isinstance(table, Table)
    return [row[:2] for row in table.rows]


def test_a_partner_that_is_no_school_has_no_head_and_a_trust_is_named() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    first, second, *rest = scenario.partners
    university = first.model_copy(update={"name": "The University", "sector": "other"})
    trust = second.model_copy(update={"committed_by": "Harbour Trust"})
    partners = (university, trust, *rest)
    scenario = scenario.with_facts(partners=partners, dates=())
    assessment = Reasoner(RULEBOOK).assess(scenario)
    text = paper(assessment, "The University")
    assert text.startswith("BOARD OF THE UNIVERSITY")
    assert "Paper from its lead." in text
    assert "Its lead will report on" in " ".join(text.split())
    assert "supports the University's part" in text
    assert "the head's" not in text
    assert paper(assessment, second.name).startswith("HARBOUR TRUST, FOR")


def test_a_paper_shows_the_answers_of_its_school_alone() -> None:
    found = []
    for name, assessment, school in papers():
        # Both papers that leave the room.
        pages = (governors_paper, teacher_paper)
        made = [page_text(make(assessment, RULEBOOK, school), 100) for make in pages]
        short = short_names(assessment.partners)
        others = [one for one in short if one != school]
        longer = [one for one in others if len(short[one].split()) > 1 or len(short[one]) > 6]
        for page in made:
            text = " ".join(page.split())
            # Each name once, in the line that says with whom; a name within a name is no mention.
            for once in (assessment.partnership, school, short[school], *others):
                text = text.replace(once, "", 1 if once in others else -1)
            found += [(name, school, o) for o in longer if re.search(rf"\b{short[o]}\b", text)]
    assert found == []


def noted(scenario: Scenario) -> tuple[Scenario, dict[str, tuple[str, str | None, bool]]]:
    """Return a partnership with a note of its own on every answer, and where each stands."""
    places: dict[str, tuple[str, str | None, bool]] = {}
    whose: list[tuple[str | None, Mapping[str, object]]] = [(None, scenario.answers)]
    whose += [(one.name, one.answers) for one in scenario.partners]
    for partner, answers in whose:
        for question, answer in answers.items():
            if not isinstance(answer, Answer):
                continue
            mark = f"marked{len(places)}x"
            is_private = len(places) % 3 == 0
            places[mark] = (question, partner, is_private)
            new = answer.model_copy(
                update={
                    "note": mark,
                    "visibility": "private" if is_private else "shared",
                    "said_by": f"{mark}by",
                }
            )
            scenario = scenario.with_answer(question, new, partner)
    return scenario, places


@pytest.mark.parametrize("name", ["keen-heads-no-time", "trustees-not-told", "forty-schools"])
def test_no_note_that_is_not_for_the_school_gets_into_its_paper(name: str) -> None:
    scenario, places = noted(shipped_scenario(name))
    # With private notes, as an assessment for the whole room may have them.
    assessment = Reasoner(RULEBOOK).assess(scenario, private_notes=True)
    shown = set()
    for partner in scenario.partners:
        seen = seen_by(assessment, RULEBOOK, partner.name).model_dump_json()
        text = paper(assessment, partner.name)
        teacher = page_text(teacher_paper(assessment, RULEBOOK, partner.name), 100)
        assert not any(mark in teacher for mark in places), "a teacher's page has no notes"
        for mark, (question, whose, is_private) in places.items():
            asked = RULEBOOK.questions[question]
            barred = asked.delicate or asked.about_a_person or is_private
            if barred or whose not in {None, partner.name}:
                assert mark not in seen, (partner.name, question)
            assert f"{mark}by" not in seen
            shown |= {mark} if mark in text else set()
    assert shown, "no note is ever quoted"


def test_no_board_is_told_what_rests_on_delicate_answers_or_on_other_schools_alone() -> None:
    hidden = 0
    for name, assessment, school in papers():
        seen = seen_by(assessment, RULEBOOK, school)
        text = " ".join(paper(assessment, school).split())
        for concern in seen.concerns:
            if not concern.risks:
                hidden += 1
                assert concern.title not in text, (name, school)
        assert "to be agreed in private" not in text
        for risk in assessment.risks:
            is_of_others = risk.because and not {one.partner for one in risk.because} & {
                None,
                school,
            }
            assert not (is_of_others and risk.id in {one.id for one in seen.risks})
    assert hidden


def test_a_board_reads_that_a_risk_is_disputed_and_not_why() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    for risk in Reasoner(RULEBOOK).assess(scenario).risks:
        scenario = scenario.with_disagreement(risk.id, "Zoë sees to it")
    text = " ".join(paper(Reasoner(RULEBOOK).assess(scenario), "Millbrook Primary").split())
    assert "(not everybody agrees)" in text
    assert "Zoë" not in text


def test_a_resolution_on_conditions_has_some_below() -> None:
    for name, question, level in (
        ("strong-start", "head-backing", "not-asked"),
        ("strong-start", "school-future", "closing"),
        ("six-village-schools", "wants-to-go-on", "wants-out"),
    ):
        scenario = shipped_scenario(name)
        changed = scenario.with_answer(question, Answer(answer=level), scenario.partners[0].name)
        assessment = Reasoner(RULEBOOK).assess(changed)
        for school in changed.partners:
            text = " ".join(paper(assessment, school.name).split())
            assert "conditions below" in text
            assert re.search(r"Condition .*\b1\. ", text), (name, question, school.name)


def test_another_schools_private_note_changes_nothing() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    texts = {}
    for note in (None, "one", "another, and longer"):
        answer = Answer(answer="told", note=note, visibility="private" if note else "shared")
        changed = scenario.with_answer("governing-body", answer, "Quarry Lane Primary")
        texts[note] = paper(Reasoner(RULEBOOK).assess(changed), "Millbrook Primary")
    assert texts[None] == texts["one"] == texts["another, and longer"]


def test_a_board_reads_english_about_its_own_school_whatever_the_work_is_called() -> None:
    for name in SCENARIO_NAMES:
        about = About(what="Share Latin lessons")
        scenario = shipped_scenario(name).model_copy(update={"about": about})
        assessment = Reasoner(RULEBOOK).assess(scenario)
        for school in scenario.partners:
            text = " ".join(paper(assessment, school.name).split())
            assert '"Share Latin lessons"' in text or "Resolution" not in text
            assert "this partner" not in text
            assert "You have" not in text
            only_notes = assessment.verdict.band == "foundations-first" and "To note" in text
            assert not only_notes or "For information." in text


def test_a_board_that_has_minuted_support_is_informed() -> None:
    text = paper(assessed("keen-heads-no-time"), "Riverside Primary")
    assert "For information." in text
    assert "Resolution" not in text
    assert "SUGGESTED MINUTE" not in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--for", "governors"], "name it with --school"),
        (["--school", "Millbrook"], "--school goes with a paper"),
        (["--for", "governors", "--school", "Milbrook"], "Millbrook Primary"),
        (["--for", "governors", "--school", "Millbrook", "--format", "json"], "has all of the"),
    ],
)
def test_options_that_do_not_go_together_are_said(
    options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assess", str(ROOT / "scenarios/keen-heads-no-time.yaml"), *options]) == 2
    assert says in capsys.readouterr().err


def test_the_paper_comes_in_every_format_of_pages(tmp_path: Path) -> None:
    file = str(ROOT / "scenarios/keen-heads-no-time.yaml")
    for form in PAGE_FORMATS:
        if form.write:
            output = tmp_path / f"paper{form.endings[0]}"
            command = ["assess", file, "--for", "governors", "--school", "millbrook"]
            assert run([*command, "--output", str(output), "--format", form.name]) == 0
            assert output.stat().st_size > 1000


def test_the_first_words_of_a_name_will_do_if_they_mean_one_school() -> None:
    names = ("Ashgrove Primary", "Ashgrove Juniors", "Little Oaks Infants")
    given = {
        "partnership": "P",
        "kind": "cluster",
        "partners": tuple({"name": one} for one in names),
    }
    scenario = Scenario.model_validate(given)
    assert known_partner("little oaks", scenario) == "Little Oaks Infants"
    with pytest.raises(click.UsageError, match="there is no partner"):
        known_partner("Ashgrove", scenario)
