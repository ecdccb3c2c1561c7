"""What the pages for readers show is what the program prints, takes and has."""

import importlib.util
import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import settings
from textual.binding import Binding

from advisor.__main__ import run
from advisor.cli.commands import command
from advisor.cli.exits import Exit
from advisor.interview.app import InterviewApp
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.screens.questions import QuestionsScreen
from advisor.reasoning.reasoner import Reasoner
from advisor.report.page_formats import Advice, PageFormat
from advisor.rulebook.vocabulary import BANDS, STAGES
from tests import reference
from tests.interview.screen import driven
from tests.interview.screen import run as run_screen
from tests.pages import PAGES, ROOT, Step, steps, text_of
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import is_deep

ELSEWHERE = {
    "python3 -m venv": ".ci/run",
    ". .venv/bin/activate": ".ci/run",
    "pytest": ".ci/run",
    "ruff ": ".ci/run",
    "mypy": ".ci/run",
    "lint-imports": ".ci/run",
    "python -m tests.": "too long for every run; its module is looked up",
    "packed/bin/": "tests/elsewhere",
    ".venv/bin/spark-submit": "tests/elsewhere",
    "export ": "tests/elsewhere",
    "tar ": "tests/elsewhere",
}
"""What this process does not run, by how it begins, and what checks it instead."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a page is read, with what every page may use."""
    for name in ("rules", "scenarios"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_STATE", str(tmp_path / ".state"))
    return tmp_path


@pytest.fixture(name="carry_out")
def _carry_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[[Step], tuple[int, str]]:
    def carry_out(step: Step) -> tuple[int, str]:
        arguments = step.arguments
        assert arguments.pop(0) == "advisor", step
        if "<" in arguments:
            typed = arguments.pop(arguments.index("<") + 1)
            arguments.remove("<")
            given = io.BytesIO((folder / typed).read_bytes())
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, "utf-8"))
        code = run(arguments)
        out, err = capfd.readouterr()
        return code, out + err

    return carry_out


@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_what_it_says(
    page: str, folder: Path, carry_out: Callable[[Step], tuple[int, str]]
) -> None:
    if any(step.file.startswith("rules/") for step in steps(page)):
        (folder / "rules").unlink()
        shutil.copytree(ROOT / "rules", folder / "rules")
    for step in steps(page):
        if step.file:
            with (folder / step.file).open("a" if step.adds else "w", encoding="utf-8") as file:
                file.write(step.text or "")
        elif step.command.startswith(tuple(ELSEWHERE)):
            named = [word for word in step.arguments if word.startswith(("tests/", "advisor/"))]
            assert all((ROOT / path).exists() for path in named), step
        else:
            code, printed = carry_out(step)
            assert code == step.code, (step, printed)
            assert step.is_printed_by(printed), f"{page}:{step.line}\n{printed}"


def test_a_cut_leaves_lines_out_and_nothing_else() -> None:
    shown = Step(1, "", "advisor", 0, "first\n…\nlast\n")
    assert shown.is_printed_by("first\nlast\n")
    assert shown.is_printed_by("first\nsecond\nthird\nlast\n")
    assert not shown.is_printed_by("first\nlast\nmore\n")
    assert not shown.is_printed_by("first, second\nlast\n")


def test_the_readme_is_short_and_begins_with_its_two_commands() -> None:
    readme = text_of("README.md")
    assert len(readme.splitlines()) <= 100
    blocks = re.findall(r"```(?:sh|bash|console|shell)\n(.*?)```", readme, re.DOTALL)
    assert [len(block.splitlines()) for block in blocks] == [1, 1]
    assert any(step.command.startswith("advisor assess") for step in steps("README.md"))


def test_the_reference_is_what_the_commands_say() -> None:
    page = text_of("docs/reference.md")
    _, _, below = page.partition(reference.MARK)
    assert below == reference.generated(), "run python -m tests.reference"


def test_the_reference_has_every_exit_code_and_variable() -> None:
    page = text_of("docs/reference.md")
    for code in Exit:
        assert f"| {code} |" in page
    read = re.compile(r"environ(?:\.get|\.setdefault)?[\[(]\"([A-Z_]+)\"|VARIABLE = \"([A-Z_]+)\"")
    for module in (ROOT / "advisor").rglob("*.py"):
        for names in read.findall(module.read_text(encoding="utf-8")):
            (name,) = filter(None, names)
            assert f"| `{name}` |" in page or name.startswith("PYDANTIC_"), (module, name)


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_what_a_page_names_exists(page: str) -> None:
    text = text_of(page)
    for link, heading in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        linked = (ROOT / page).parent / link if link else ROOT / page
        assert linked.exists(), link
        assert not heading or heading in _headings(linked), (link, heading)
    for path in re.findall(r"`((?:advisor|tests|rules|scenarios|docs|\.ci)/[^`\s]*)`", text):
        if not re.search(r"[<*{]", path):
            file, _, test = path.partition("::")
            assert (ROOT / file).exists(), path
            assert not test or re.search(rf"\b(?:def|class) {test}\b", text_of(file)), path
    for module in re.findall(r"\b((?:advisor|tests)(?:\.[a-z_]+)+)\b", text):
        assert _is_there(module), module


def _headings(page: Path) -> set[str]:
    """Return the headings of a page as GitHub links to them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def _is_there(dotted: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    try:
        return importlib.util.find_spec(dotted) is not None
    except ModuleNotFoundError:
        above, _, name = dotted.rpartition(".")
        return (
            re.search(rf"\b(?:def|class) {name}\b|^{name}\b", _source(above), re.MULTILINE)
            is not None
        )


def _source(module: str) -> str:
    found = importlib.util.find_spec(module)
    return Path(found.origin).read_text(encoding="utf-8") if found and found.origin else ""


@pytest.mark.parametrize("page", PAGES)
def test_a_command_named_in_a_page_has_the_options_named(page: str) -> None:
    for typed in re.findall(r"`advisor ([^`]*)`", text_of(page)):
        found: click.Command = command
        words = typed.split()
        while isinstance(found, click.Group) and words:
            name, *words = words
            assert name in found.commands or name == "COMMAND" or name.startswith("--"), typed
            found = found.commands.get(name, found)
        known = {name for option in found.params for name in option.opts} | {"--help"}
        options = re.findall(r"(?<![\w-])--[a-z][a-z-]*", " ".join(words))
        assert not isinstance(found, click.Group) or not options or found is command, typed
        assert found is command or known.issuperset(options), typed


def test_what_is_shown_to_authors_is_in_the_rulebook() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", text_of("docs/writing-rules.md"), re.DOTALL)
    rules = [file.read_text(encoding="utf-8") for file in (ROOT / "rules").rglob("*.yaml")]
    assert len(blocks) > 1
    assert blocks[0] in rules
    for block in blocks:
        assert any(block in text for text in rules), block


def code_shown(page: str) -> str:
    (code,) = re.findall(r"<!-- python -->\n\n```python\n(.*?)```", text_of(page), re.DOTALL)
    return str(code)


def test_the_format_shown_to_contributors_writes_a_page() -> None:
    above, _, row = code_shown("CONTRIBUTING.md").rpartition("\n\n\n")
    names: dict[str, object] = {}
    exec(above, names)  # noqa: S102
    outline = eval(row, names)  # noqa: S307
    assert isinstance(outline, PageFormat)
    rulebook = shipped_rulebook()
    assessment = Reasoner(rulebook).assess(shipped_scenario("strong-start"))
    advice = Advice(assessment, rulebook, extent="full")
    written, page = outline.advice(advice), advice.page()
    titles = [section.title for section in page.sections]
    assert written.splitlines() == [page.title, *(f"- {title}" for title in titles)]


def test_the_screen_shown_to_contributors_is_one() -> None:
    names: dict[str, Any] = {}
    exec(code_shown("docs/how-it-works.md"), names)  # noqa: S102

    async def look() -> None:
        async with driven(ROOT / "scenarios" / "strong-start.yaml") as hands:
            hands.app.push_screen(names["SourcesScreen"](hands.app.room))
            await hands.screen("SourcesScreen")
            for source in shipped_rulebook().sources.values():
                assert source.title[:20] in hands.said
            await hands.press("escape")
            await hands.screen("QuestionsScreen")

    run_screen(look)


def test_the_keys_shown_for_a_meeting_are_bound() -> None:
    bound = {
        key
        for owner in (QuestionsScreen, InterviewScreen, InterviewApp)
        for binding in owner.BINDINGS
        for key in (binding.key if isinstance(binding, Binding) else binding[0]).split(",")
    }
    _, _, table = text_of("docs/first-meeting.md").partition("| key | what it does |\n")
    rows = [row.split("|")[1] for row in table.partition("\n\n")[0].splitlines()]
    keys = re.findall(r"`([^`]+)`", " ".join(rows))
    assert len(keys) > 10
    for key in keys:
        assert {"?": "question_mark", ":": "colon"}.get(key, key) in bound, key


def test_the_promises_have_as_many_trials_as_they_say() -> None:
    page = text_of("docs/promises.md")
    assert len(re.findall(r"^## \d", page, re.MULTILINE)) <= 8
    row = r"^\| `(tests/\S+)\.py::(\w+)` \| ([\d,]+) \| ([\d,]+) \|$"
    rows = re.findall(row, page, re.MULTILINE)
    assert rows
    for path, name, *trials in rows:
        test = getattr(importlib.import_module(path.replace("/", ".")), name)
        own = getattr(test, "_hypothesis_internal_use_settings", None) or settings()
        assert own.max_examples == int(trials[is_deep()].replace(",", "")), name


def test_the_verdicts_are_worded_as_in_the_rulebook() -> None:
    wording = shipped_rulebook().wording
    page = text_of("docs/advice.md")
    for stage in STAGES:
        for band in BANDS:
            assert (
                f"| {stage} | {wording.ratings[band].label} | {wording.bands[stage][band]} |"
                in page
            )
