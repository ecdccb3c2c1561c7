"""The brief prints on two sides of A4: verdict and concerns, and a side that can be handed on."""

import subprocess
from pathlib import Path

from advisor.reasoning.reasoner import Reasoner
from tests.formats import render
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def sides(page: Path, folder: Path) -> list[str]:
    """Return the text of each side that Chromium prints of a web page."""
    printed = folder / "page.pdf"
    profile = f"--user-data-dir={folder / 'profile'}"
    call = ["chromium", *QUIET, profile, f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", str(printed), "-"], check=True, capture_output=True)
    return text.stdout.decode().rstrip("\f").split("\f")


def test_every_shipped_brief_prints_on_two_sides(tmp_path: Path) -> None:
    rulebook = shipped_rulebook()
    reasoner = Reasoner(rulebook)
    wrong = []
    for name in SCENARIO_NAMES:
        assessment = reasoner.assess(shipped_scenario(name))
        page = tmp_path / f"{name}.html"
        page.write_text(render(assessment, rulebook, "html"), encoding="utf-8")
        printed = sides(page, tmp_path)
        steps_on = [
            n for n, side in enumerate(printed) if assessment.steps and "What to do" in side
        ]
        if len(printed) > 2 or steps_on not in ([], [1]):
            wrong.append((name, len(printed), steps_on))
    assert wrong == []
