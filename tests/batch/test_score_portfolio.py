"""The picture over all partnerships: one and the same by every engine, from files and tables."""

import re
from pathlib import Path

import pytest

from advisor.report.page_formats import SHEET_FORMATS, PageFormat
from tests.batch import tabled
from tests.batch.scoring import SHIPPED, Captured, score
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

SCENARIOS = [
    tabled.as_partners_say(shipped_scenario(name), shipped_rulebook()) for name in SCENARIO_NAMES
]


def inputs(form: str, folder: Path) -> Path:
    if form == "files":
        return SHIPPED
    rows = tabled.rows_of_partners(SCENARIOS, shipped_rulebook())
    return tabled.write_table(folder / f"table.{form}", rows)


@pytest.mark.parametrize("form", ["files", "parquet"])
def test_it_is_the_same_by_every_engine(form: str, tmp_path: Path, capsys: Captured) -> None:
    path, scores = inputs(form, tmp_path), tmp_path / "scores.csv"
    pages = []
    for engine in ("experta", "columns"):
        page = tmp_path / f"{engine}.html"
        given = ("--engine", engine, "--output", scores, "--on", "2026-06-12")
        told = score(capsys, path, *given, "--portfolio", page)
        assert (told.code, told.out) == (0, "")
        shown = score(capsys, path, *given, "--portfolio")
        assert shown.code == 0
        pages.append((page.read_text(encoding="utf-8"), shown.out))
    assert pages[0] == pages[1]
    html, shown_text = pages[0]
    assert "Nothing else this week." in shown_text
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", html)
    assert "28 partnerships" in " ".join(shown_text.split())
    for text in pages[0]:
        assert not re.search(r"\b(rank|league)", text, re.IGNORECASE)


@pytest.mark.parametrize("form", SHEET_FORMATS, ids=lambda form: form.name)
def test_it_is_written_in_every_format_of_sheets(
    form: PageFormat, tmp_path: Path, capsys: Captured
) -> None:
    page = tmp_path / f"page{form.endings[0]}"
    told = score(capsys, SHIPPED / "first-contact.yaml", "--portfolio", page)
    assert told.code == 0
    data = page.read_bytes()
    assert data.startswith({"docx": b"PK", "pdf": b"%PDF"}.get(form.name, b""))
    assert form.is_binary or "PARTNERSHIPS TAKEN TOGETHER" in data.decode().upper()


def test_it_names_those_that_need_attention_unless_it_is_to_be_anonymous(
    capsys: Captured,
) -> None:
    given = (SHIPPED, "--on", "2026-06-12", "--output", "-", "--portfolio")
    named = {shipped_scenario(name).partnership for name in SCENARIO_NAMES}
    table = score(capsys, *given[:3]).out
    for more, number in (((), 5), (("--anonymous",), 0)):
        picture = score(capsys, *given, *more).out.removeprefix(table)
        assert sum(name in picture for name in named) == number
    told = score(capsys, SHIPPED, "--anonymous")
    assert (told.code, told.out) == (2, "")
    assert "add --portfolio" in told.err


def test_it_stands_below_the_table_on_the_terminal(capsys: Captured) -> None:
    table = score(capsys, SHIPPED).out
    told = score(capsys, SHIPPED, "--portfolio")
    assert told.code == 0
    assert told.out.startswith(f"{table}\n")
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_it_says_how_many_could_not_be_read(tmp_path: Path, capsys: Captured) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("partnership: [")
    without = score(capsys, SHIPPED, "--portfolio").out
    told = score(capsys, SHIPPED, bad, "--portfolio")
    assert told.code == 2
    assert told.out != without
    assert "1 more could not be read" in " ".join(told.out.split())


@pytest.mark.parametrize("given", [("--format", "csv"), ("--full",), ("--format", "jsonl")])
def test_it_does_not_mix_with_lines_for_programs(
    given: tuple[str, ...], tmp_path: Path, capsys: Captured
) -> None:
    told = score(capsys, SHIPPED, *given, "--portfolio")
    assert (told.code, told.out) == (2, "")
    assert "would mix" in told.err
    page = tmp_path / "page.html"
    told = score(capsys, SHIPPED / "first-contact.yaml", *given, "--portfolio", page)
    assert told.code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
