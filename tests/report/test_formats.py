"""The formats: what every one of them says and is, over the partnerships that are shipped."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from rich.cells import cell_len

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.reasoner import Reasoner
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.partner_names import short_names
from advisor.report.phrases import without_title
from advisor.report.writers.html import stylesheet
from advisor.report.writers.svg import THEME
from advisor.scenario.answers import Answer
from tests.formats import FORMATS, render
from tests.report.hostile import squeezed
from tests.report.reading import read_html, read_markdown, read_svg, without_colour
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

RULEBOOK = shipped_rulebook()
every_scenario = pytest.mark.parametrize("name", SCENARIO_NAMES)


@cache
def reasoner() -> Reasoner:
    return Reasoner(RULEBOOK)


@cache
def assessed(name: str) -> Assessment:
    return reasoner().assess(shipped_scenario(name))


@cache
def written(name: str, form: str, width: int = 80) -> str:
    return render(assessed(name), RULEBOOK, form, width=width, extent="full")


@every_scenario
@pytest.mark.parametrize("form", FORMATS)
def test_each_format_ends_in_one_line_end_and_is_the_same_twice(name: str, form: str) -> None:
    text = written(name, form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == render(assessed(name), RULEBOOK, form, width=80, extent="full")


@every_scenario
@pytest.mark.parametrize("width", [56, 60, 80, 120, 200])
def test_lines_of_text_fit_the_width_and_end_in_no_space(name: str, width: int) -> None:
    for form in ("text", "rich"):
        for line in written(name, form, width).split("\n"):
            assert cell_len(line) <= width
            assert line == line.rstrip()


def test_a_width_beyond_the_bounds_is_the_nearest_within() -> None:
    name = SCENARIO_NAMES[0]
    assert written(name, "text", 5) == written(name, "text", 56)
    assert written(name, "text", 500) == written(name, "text", 200)


@every_scenario
def test_colour_adds_escapes_and_nothing_else(name: str) -> None:
    plain = written(name, "rich")
    coloured = render(assessed(name), RULEBOOK, "rich", colour=True, extent="full")
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert without_colour(coloured) == plain
    assert not re.search(r"\x1b\[[0-9;]*4[0-7]m", coloured), "no background may be set"


@every_scenario
def test_text_is_ascii_where_people_and_rules_write_ascii(name: str) -> None:
    said = assessed(name).model_dump_json() + RULEBOOK.model_dump_json()
    beyond = {letter for letter in written(name, "text") if not letter.isascii()}
    assert all(letter in said for letter in beyond)


@every_scenario
def test_every_format_names_every_risk_strength_step_and_answer(name: str) -> None:
    assessment = assessed(name)
    pages = {
        "text": squeezed(written(name, "text")),
        "rich": squeezed(written(name, "rich")),
        "markdown": squeezed(read_markdown(written(name, "markdown")).text),
        "html": squeezed(read_html(written(name, "html")).text),
        "svg": squeezed(read_svg(written(name, "svg")).text),
    }
    wanted = [part.title for part in (*assessment.risks, *assessment.strengths)]
    leads = {concern.risks[0] for concern in assessment.concerns}
    leading = [risk for risk in assessment.risks if risk.id in leads]
    wanted += [without_title(risk.explanation, risk.title) for risk in leading]
    wanted += [step.do for step in assessment.steps] + [s.done_when for s in assessment.steps]
    wanted += [RULEBOOK.questions[a.question].asks for a in assessment.answers]
    wanted += [item.says for item in assessment.not_covered]
    wanted += [due.title for due in assessment.due_next]
    wanted += [note.note for note in assessment.notes]
    wanted += [partner.name for partner in assessment.partners]
    graver = [r for r in assessment.risks if r.id in leads and r.severity != "low"]
    wanted += [citation.supports for risk in graver for citation in risk.sources]
    wanted += [held.until for held in assessment.verdict.held_by]
    wanted += [assessment.rulebook.hash[:12], assessment.partnership]
    for form, page in pages.items():
        for text in wanted:
            assert squeezed(text) in page, f"{text} is missing in {form}"


@every_scenario
def test_every_answer_and_note_is_quoted_once_and_every_open_question_is_asked_once(
    name: str,
) -> None:
    """Where a question is known of some partners and open of others, it stands in both places."""
    assessment, page = assessed(name), squeezed(written(name, "text", 200))
    open_ones = {item.question for item in assessment.find_out}
    known = {
        shown.question
        for shown in assessment.answers
        if shown.state in {"known", "not-applicable"} or not shown.asked
    }
    asks = {q: squeezed(RULEBOOK.questions[q].asks) for q in open_ones | known}
    for question, text in asks.items():
        numbered = re.findall(rf"Q\d+:?{re.escape(text)}", page)
        assert len(numbered) == (question in open_ones) + (question in known), question
    for note in assessment.notes:
        assert page.count(squeezed(f'"{note.note}"')) == 1, note


@every_scenario
def test_ids_of_rules_stand_in_the_last_section_only(name: str) -> None:
    body, _, about = written(name, "text", 200).partition("ABOUT THIS REPORT")
    for finding in (*assessed(name).risks, *assessed(name).strengths):
        assert finding.id in about
        assert not re.search(rf"(?<![\w-]){finding.id}(?![\w-])", body)
    assert assessed(name).rulebook.hash[:12] in about


def test_a_likely_risk_names_its_excuse_and_the_question_that_is_open() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    scenario = scenario.with_answer("coordinator-hours", Answer(answer="unknown"), None)
    page = render(reasoner().assess(scenario), RULEBOOK, "text", width=200, extent="full")
    text = " ".join(page.split())
    asks = re.escape(RULEBOOK.questions["coordinator-hours"].asks)
    (number,) = re.findall(rf"(Q\d+) {asks} (?:- )?Nobody knows", text)
    title = RULEBOOK.rules["no-hours-to-run-it"].title
    assert f"Likely: {title}, unless you have paid help. " in text
    assert f"Still to find out: {number}." in text


def test_a_note_on_what_one_of_several_does_not_know_says_whose_it_is() -> None:
    scenario = shipped_scenario("keen-heads-no-time")
    for number, partner in enumerate(scenario.partners):
        answer = Answer(answer="unknown", note="The clerk is away." if number == 1 else None)
        scenario = scenario.with_answer("governing-body", answer, partner.name)
    page = render(reasoner().assess(scenario), RULEBOOK, "text", width=200, extent="full")
    name = short_names(scenario.partners)[scenario.partners[1].name]
    assert f'{name}: "The clerk is away."' in " ".join(page.split())


@every_scenario
def test_what_steps_and_open_questions_rest_on_is_named(name: str) -> None:
    assessment = reasoner().assess(shipped_scenario(name))
    page = " ".join(render(assessment, RULEBOOK, "text", width=200, extent="full").split())
    named = [*(RULEBOOK.steps[step.id].lessons for step in assessment.steps)]
    named += (RULEBOOK.questions[item.question].lessons for item in assessment.find_out)
    for lesson in {lesson for lessons in named for lesson in lessons}:
        assert re.search(rf"\d, [^]]*{re.escape(RULEBOOK.lessons[lesson].locator)}", page), lesson


def test_the_report_is_at_most_half_as_long_as_it_was() -> None:
    """It was 573 lines, the median over the partnerships that are shipped."""
    lengths = [written(name, "text", 100).count("\n") for name in SCENARIO_NAMES]
    assert median(lengths) <= 573 / 2


@every_scenario
@pytest.mark.parametrize("form", FORMATS)
def test_no_page_speaks_of_a_score(name: str, form: str) -> None:
    assert "score" not in written(name, form).lower()


@every_scenario
def test_the_sections_stand_in_order(name: str) -> None:
    lines = written(name, "text").split("\n")
    rules = [number for number, line in enumerate(lines) if set(line) == {"-"}]
    titles = [lines[number + 1] for number in rules[1:]]
    order = ["WHY", "IN YOUR FAVOUR", "WHAT TO DO", "KEY DATES", "STILL TO FIND OUT"]
    order += ["THE NEXT DECISION", "NOT COVERED", "YOUR OTHER ANSWERS", "MODELS", "SOURCES"]
    order += ["ABOUT"]
    places = [next(n for n, word in enumerate(order) if title.startswith(word)) for title in titles]
    assert places == sorted(set(places))
    shown = {order[place] for place in places}
    assert {"WHY", "WHAT TO DO", "YOUR OTHER ANSWERS", "ABOUT"} <= shown


def test_private_notes_are_counted_and_not_shown() -> None:
    scenario = shipped_scenario("trustees-not-told")
    private = [
        n
        for n in reasoner().assess(scenario, private_notes=True).notes
        if n.visibility == "private"
    ]
    assert private
    for form in FORMATS:
        text = written("trustees-not-told", form)
        assert all(squeezed(note.note)[:20] not in squeezed(text) for note in private)
    assert "1 private note is not shown." in written("trustees-not-told", "text")
    with_private = reasoner().assess(scenario, private_notes=True)
    shown = render(with_private, RULEBOOK, "text", extent="full")
    assert "(private)" in shown
    assert "not shown" not in shown


@every_scenario
def test_json_is_the_assessment_without_what_has_no_value(name: str) -> None:
    text = written(name, "json")
    assert Assessment.model_validate_json(text) == assessed(name)
    said = json.loads(text)
    assert text == json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    for finding in (*said["risks"], *said["strengths"]):
        assert all(value is not None for reason in finding["because"] for value in reason.values())
    for entry in (*said["unknown"], *said["not_asked"], *said["find_out"]):
        assert None not in entry.values()
    assert all("for" in step for step in said["steps"])


@every_scenario
def test_html_needs_nothing_from_elsewhere(name: str) -> None:
    text = written(name, "html")
    page = read_html(text)
    assert not {"script", "img", "link", "iframe", "@src", "@style", "@onclick"} & page.made_of
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert '<html lang="en">' in text
    assert "<title>" in text
    assert "url(" not in text
    assert "@import" not in text
    anchors = re.findall(r'href="#([^"]*)"', text)
    assert anchors
    assert all(f'id="{anchor}"' in text for anchor in anchors)


@every_scenario
def test_svg_fetches_nothing(name: str) -> None:
    text = written(name, "svg")
    assert "@font-face" not in text
    assert re.findall(r"https?://[^\"' )]*", text) == ["http://www.w3.org/2000/svg"]


def luminance(colour: tuple[float, ...]) -> float:
    shares = (part / 255 for part in colour)
    linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_colours_of_the_page_can_be_read(scheme: int) -> None:
    palette = dict(re.findall(r"--(\w+): (#\w{6});", stylesheet().split(":root {")[scheme + 1]))
    for ground in ("page", "panel"):
        assert contrast(rgb(palette["text"]), rgb(palette[ground])) >= 7
        assert contrast(rgb(palette["muted"]), rgb(palette[ground])) >= 7
        for state in ("stop", "caution", "small", "good"):
            assert contrast(rgb(palette[state]), rgb(palette[ground])) >= 4.5


def test_the_colours_of_the_picture_can_be_read() -> None:
    ground = tuple(THEME.background_color)
    assert contrast(tuple(THEME.foreground_color), ground) >= 7
    for number in range(8):
        assert contrast(tuple(THEME.ansi_colors[number]), ground) >= 7


def test_an_unknown_format_is_refused_and_the_known_ones_are_named() -> None:
    known = ", ".join(row.name for row in PAGE_FORMATS)
    with pytest.raises(ValueError, match=f"^there is no format 'odt'; there are {known}$"):
        written(SCENARIO_NAMES[0], "odt")


def test_every_format_is_the_same_in_another_process(tmp_path: Path) -> None:
    script = tmp_path / "write.py"
    script.write_text(
        "import hashlib, sys\n"
        "from tests.report.test_formats import FORMATS, written\n"
        "for form in FORMATS:\n"
        "    data = written('trustees-not-told', form).encode()\n"
        "    print(form, hashlib.sha256(data).hexdigest())\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    outputs = {
        subprocess.run(
            [sys.executable, str(script)],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONPATH": root, "PYTHONHASHSEED": seed, "COLUMNS": columns, "NO_COLOR": "1"},
        ).stdout
        for seed, columns in (("1", "40"), ("2", "300"))
    }
    assert len(outputs) == 1
