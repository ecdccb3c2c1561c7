"""Where a report goes: never over the answers, in the format that the file's name promises."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.__main__ import run
from advisor.batch.data_formats import SCORE_FORMATS, TEMPLATE_FORMATS
from advisor.cli.commands import command
from advisor.files.file_format import EndingFault, Format, ending_fault, format_for
from advisor.report.page_formats import PAGE_FORMATS, SHEET_FORMATS
from advisor.report.plan_formats import PLAN_FORMATS
from tests.plain import check_message
from tests.reference import commands
from tests.shipped import SCENARIO_NAMES, shipped_rulebook

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copy(SCENARIOS / "strong-start.yaml", tmp_path / "own.yaml"))


@pytest.mark.parametrize("name", ["own.yaml", "link.yaml"])
def test_a_report_never_replaces_the_answers(own: Path, name: str) -> None:
    (own.parent / "link.yaml").symlink_to(own)
    before = own.read_bytes()
    assert run(["assess", str(own), "--output", str(own.parent / name)]) == 2
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", b"<!DOCTYPE html>"),
        ("a.svg", b"<svg"),
        ("a.md", b"# "),
        ("a.JSON", b"{"),
        ("a.txt", b"PARTNERSHIP BRIEF"),
        ("a", b"PARTNERSHIP BRIEF"),
        ("a.docx", b"PK"),
        ("a.PDF", b"%PDF"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(own: Path, name: str, begins: bytes) -> None:
    output = own.parent / name
    assert run(["assess", str(own), "--output", str(output)]) == 0
    assert output.read_bytes().startswith(begins)


def test_a_format_that_is_named_needs_no_known_ending(own: Path) -> None:
    output = own.parent / "a.advice"
    assert run(["assess", str(own), "--output", str(output), "--format", "json"]) == 0
    assert json.loads(output.read_bytes())["partnership"]


SHEET = ("questions", "sheet", "--kind", "hub", "--stage", "running", "--for", "room")
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[Format, ...]]] = {
    "assess": (("assess", "own.yaml"), PAGE_FORMATS),
    "score": (("score", "own.yaml"), SCORE_FORMATS),
    "sheet": (SHEET, SHEET_FORMATS),
    "steps": (("steps", "own.yaml"), PLAN_FORMATS),
    "template": (("template",), TEMPLATE_FORMATS),
}
ROWS = tuple(dict.fromkeys(row for _, forms in COMMANDS.values() for row in forms))
OWN_ENDINGS = tuple(dict.fromkeys(ending for row in ROWS for ending in row.endings))
OTHERS = (".doc", ".docm", ".odt", ".xls", ".ods")
ENDINGS = (
    *OWN_ENDINGS,
    *(*OTHERS, ".ODT", ".advice"),
)


def test_the_table_above_has_every_command_that_writes_a_format() -> None:
    assert COMMANDS.keys() == {
        path[-1]
        for path, found in commands(command)
        if any("--format" in option.opts for option in found.params)
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_one_form_into_a_file_of_another(
    name: str, own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every ending, with and without each form: what is written has the form of its ending."""
    monkeypatch.chdir(own.parent)
    command, forms = COMMANDS[name]
    found = {ending: format_for(Path(f"x{ending}"), None, forms, None) for ending in ENDINGS}
    own_endings = [ending for ending, form in found.items() if not isinstance(form, EndingFault)]
    assert not {*OTHERS, ".ODT"} & {*own_endings}
    for ending in ENDINGS:
        for asked in (None, *(form.name for form in forms)):
            says = format_for(Path(f"x{ending}"), asked, forms, None)
            if not isinstance(says, EndingFault):
                assert ending.lower() not in OTHERS
                assert says is not None
                assert not ending_fault(ending.lower(), says, forms)
                continue
            options = ("--format", asked) if asked else ()
            assert run([*command, "--output", f"x{ending}", *options]) == 2
            told = capsys.readouterr().err.splitlines()[-1]
            assert ending.lower() in told
            assert asked or all(known in told for known in own_endings)
            check_message(told.removeprefix("Error: ").replace("--", ""))
    assert [path.name for path in own.parent.iterdir()] == [own.name]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_shows_bytes_on_a_terminal(
    name: str, own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own.parent)
    monkeypatch.setattr("advisor.cli.output.is_terminal", lambda: True)
    command, forms = COMMANDS[name]
    for form in forms:
        if form.is_binary:
            assert run([*command, "--format", form.name]) == 2
            told = capsys.readouterr()
            assert told.out == ""
            assert f"a terminal cannot show {form.name}; name an --output" in told.err


@pytest.mark.parametrize("ending", OWN_ENDINGS)
def test_a_form_refuses_the_endings_of_every_other(ending: str) -> None:
    """Those too that only another command writes, of which its own command has no row."""
    accepts = [row.name for row in ROWS if not ending_fault(ending, row)]
    assert accepts == [
        row.name for row in ROWS if ending in row.endings or (ending == ".txt" and row.is_also_text)
    ]


def test_standard_output_has_another_name(own: Path) -> None:
    """What the shell writes to it before and after stays."""
    advisor = f"{sys.executable} -m advisor"
    script = f"exec > {own.parent}/all; echo 1; {advisor} assess {own} --output /dev/stdout; echo 2"
    subprocess.run(["sh", "-c", script], check=True)
    lines = (own.parent / "all").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("1", "2")
    assert lines[1].startswith("PARTNERSHIP BRIEF")


def test_both_endings_of_yaml_are_checked(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own.parent / "other.yml").write_text("kind: cluser\n", encoding="utf-8")
    assert run(["check", str(own.parent)]) == 2
    assert "other.yml:1:" in capsys.readouterr().out


@pytest.mark.parametrize("rule", ["board-not-behind", "paid-coordination"])
def test_why_takes_the_title_too(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SCENARIOS / f"{SCENARIO_NAMES[0]}.yaml")
    assert run(["why", file, rule]) == 0
    by_id = capsys.readouterr().out
    assert run(["why", file, shipped_rulebook().rules[rule].title]) == 0
    assert capsys.readouterr().out == by_id


HEADING = "Nobody has both the job and the time to run it"


@pytest.mark.parametrize(
    "said",
    [
        "time",
        HEADING,
        f"1  {HEADING}.",
        f"Likely: {HEADING}",
        f"{HEADING}, unless you have paid help. That is still open.",
        f"{HEADING}. (You disagree.)",
        f"{HEADING}. (You disagree: the deputy has both.)",
    ],
)
def test_why_takes_a_heading_of_the_brief(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SCENARIOS / "keen-heads-no-time.yaml")
    assert run(["why", file, said]) == 0
    lines = capsys.readouterr().out.splitlines()
    of_it = len(shipped_rulebook().risks_of["time"])
    assert lines[:2] == [HEADING, f"4 of {of_it} risks behind this are true or likely here:"]
    assert "[+] True here: The organiser has no hours for this (no-hours-to-run-it)" in lines
    ask = lines[-1].rpartition(" advisor why FILE ")[2]
    assert run(["why", file, ask]) == 0
    assert shipped_rulebook().rules[ask].title in capsys.readouterr().out


def test_why_explains_the_only_risk_behind_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SCENARIOS / "keen-heads-no-time.yaml")
    assert run(["why", file, "board-not-minuted"]) == 0
    by_id = capsys.readouterr().out
    assert run(["why", file, shipped_rulebook().concerns["boards"].title]) == 0
    assert capsys.readouterr().out == by_id
    assert run(["why", file, "boards", "--as-example"]) == 0
    assert capsys.readouterr().out.startswith("  - name: ")


def test_why_names_the_risks_or_the_title_that_may_be_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = str(SCENARIOS / "keen-heads-no-time.yaml")
    assert run(["why", file, "time", "--as-example"]) == 2
    assert "takes one risk; time has driver-not-agreed, no-hours" in capsys.readouterr().err
    assert run(["why", file, HEADING.replace("the time", "time")]) == 2
    assert f'did you mean "{HEADING}"?' in capsys.readouterr().err


def test_a_partner_named_like_a_kind_keeps_its_name(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = own.read_text(encoding="utf-8")
    assert "  - name: Beechgrove College\n" in text
    changed = text.replace(
        "  - name: Beechgrove College\n", "  - name: hub\n    answers_from: others\n"
    )
    own.write_text(changed, encoding="utf-8")
    assert run(["why", str(own), "answered-by-others"]) == 0
    assert "others answered for hub." in " ".join(capsys.readouterr().out.split())
