"""What LibreOffice opens, shows and saves of our documents."""

import subprocess
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from advisor.report.plan.action_plan import plan_page
from advisor.report.plan.plan_workbook import plan_workbook
from advisor.report.plan.read_plan import read_plan
from advisor.report.writers.word import word
from tests.report.hostile import squeezed
from tests.report.test_action_plan import planned, set_cells
from tests.report.test_word_and_pdf import page_of, texts
from tests.report.word_checker import text_of
from tests.shipped import SCENARIO_NAMES, shipped_scenario


def saved_again(files: list[Path], ending: str, into: Path) -> list[Path]:
    """Have LibreOffice open files and save each with an ending."""
    command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(into)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600)
    return [into / f"{file.stem}.{ending}" for file in files]


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("briefs")
    files = [folder / f"{name}.docx" for name in SCENARIO_NAMES]
    for file in files:
        file.write_bytes(word(page_of(file.stem, "brief")))
    return files


def test_every_brief_is_two_sides_as_libreoffice_prints_it(
    briefs: list[Path], tmp_path: Path
) -> None:
    sides = {f.stem: len(PdfReader(f).pages) for f in saved_again(briefs, "pdf", tmp_path)}
    assert max(sides.values()) <= 2, sides


def test_a_brief_comes_back_whole_from_a_round_trip(briefs: list[Path], tmp_path: Path) -> None:
    for file in saved_again(briefs, "docx", tmp_path):
        page = page_of(file.stem, "brief")
        shown = squeezed(text_of(file.read_bytes()))
        assert [text for text in texts(page) if squeezed(text) not in shown] == [], file.stem
        document = docx.Document(str(file))
        titles = [p for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
        assert len(titles) == len(page.sections), file.stem


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_plan_that_libreoffice_saved_is_read_back(ending: str, tmp_path: Path) -> None:
    plan = planned(shipped_scenario("keen-heads-no-time"))
    file = tmp_path / f"plan.{ending}"
    file.write_bytes(plan_workbook(plan, "made") if ending == "xlsx" else word(plan_page(plan)))
    set_cells(file, {(1, "Status"): "Under way", (2, "Status"): "Done"})
    (again,) = saved_again([file], ending, tmp_path / "again")
    changes = read_plan(again, plan)
    assert [change.agreed.status for change in changes] == ["under-way", "done"]


def test_a_full_report_opens(tmp_path: Path) -> None:
    page = page_of("forty-schools", "full")
    file = tmp_path / "report.docx"
    file.write_bytes(word(page))
    assert len(PdfReader(saved_again([file], "pdf", tmp_path)[0]).pages) > 2
