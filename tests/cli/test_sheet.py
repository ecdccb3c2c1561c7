"""``advisor questions sheet`` writes the sheet that is asked for, where and how it is asked."""

from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from advisor.report.documents.question_sheet import sheet_of
from advisor.report.form_blocks import PURPOSES, Purpose
from tests.cli.shell import OF_SMALL, Done, Run
from tests.formats import SHEET_FORMATS, render_sheet
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook

SHEET = ("questions", "sheet", "--kind", "cluster", "--stage", "agreeing")


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("form", SHEET_FORMATS)
def test_it_is_the_sheet_of_the_shipped_rulebook(advisor: Run, purpose: Purpose, form: str) -> None:
    done = advisor(*SHEET, "--for", purpose, "--format", form, "--also", "hub", "--width", "60")
    made = sheet_of(shipped_rulebook(), ("cluster", "hub"), "agreeing", purpose)
    assert done == Done(Exit.DONE, render_sheet(made, form, 60), "")


def test_it_is_text_unless_one_asks_otherwise(advisor: Run) -> None:
    made = sheet_of(small_rulebook(), ("cluster",), "agreeing", "room")
    done = advisor(*SHEET, "--for", "room", *OF_SMALL)
    assert done == Done(Exit.DONE, render_sheet(made, "text"), "")


@pytest.mark.parametrize(
    ("name", "options", "form"),
    [
        ("sheet.html", (), "html"),
        ("sheet.HTML", (), "html"),
        ("sheet.md", (), "markdown"),
        ("sheet.txt", (), "text"),
        ("sheet", (), "text"),
        ("sheet.draft", ("--format", "markdown"), "markdown"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(
    advisor: Run, tmp_path: Path, name: str, options: tuple[str, ...], form: str
) -> None:
    arguments = (*SHEET, "--for", "partner", *OF_SMALL)
    path = tmp_path / name
    assert advisor(*arguments, "--output", path, *options) == Done(Exit.DONE, "", "")
    assert path.read_text(encoding="utf-8") == advisor(*arguments, "--format", form).out


def test_a_role_limits_the_sheet_of_a_partner(advisor: Run) -> None:
    out = advisor(*SHEET, "--for", "partner", "--role", "placement", *OF_SMALL).out
    assert "head-backing" in out
    assert "senior-team" not in out
    assert "senior-team" in advisor(*SHEET, "--for", "partner", "--role", "lead", *OF_SMALL).out


@pytest.mark.parametrize("purpose", ["look-up", "room"])
def test_a_role_goes_with_no_other_sheet(advisor: Run, purpose: str) -> None:
    done = advisor(*SHEET, "--for", purpose, "--role", "lead")
    assert done.code == Exit.CANNOT
    assert "--role goes with --for partner only" in done.err
    assert not done.out


@pytest.mark.parametrize(
    ("option", "wrong"),
    [("--kind", "clutser"), ("--also", "hubs"), ("--stage", "starts"), ("--for", "head")],
)
def test_a_wrong_word_is_told_with_the_right_ones(advisor: Run, option: str, wrong: str) -> None:
    done = advisor(*SHEET, "--for", "room", option, wrong)
    assert done.code == Exit.CANNOT
    assert wrong in done.err
    assert not done.out
