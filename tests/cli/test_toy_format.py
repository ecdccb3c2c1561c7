"""A format that is added to the table is found wherever formats are listed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import asyncio, shutil, sys
from pathlib import Path
from advisor.report import page_formats

toy = page_formats.PageFormat(
    name="toy",
    endings=(".toy",),
    label="Toy",
    use="to play",
    write=lambda page, width, colour: f"toy: {page.title}\\n",
    on_paper=True,
)
page_formats.PAGE_FORMATS = (*page_formats.PAGE_FORMATS, toy)
page_formats.SHEET_FORMATS = (*page_formats.SHEET_FORMATS, toy)

from advisor.__main__ import run
from tests.formats import FORMATS, SHEET_FORMATS
from tests.interview.screen import driven, result

file = Path("scenarios/strong-start.yaml").resolve()
folder = Path(sys.argv[1])
assert "toy" in FORMATS and "toy" in SHEET_FORMATS
assert run(["assess", str(file), "--format", "toy", "--output", str(folder / "named")]) == 0
assert run(["assess", str(file), "--output", str(folder / "by-its-ending.toy")]) == 0
assert run(["assess", str(file), "--format", "text", "--output", str(folder / "a.toy")]) == 2
sheet = ["questions", "sheet", "--kind", "hub", "--stage", "running", "--for", "room"]
assert run([*sheet, "--output", str(folder / "sheet.toy")]) == 0
assert run(["assess", str(file), "--for", "agenda", "--output", str(folder / "paper.toy")]) == 0
assert run(["steps", str(file), "--output", str(folder / "steps.toy")]) == 0
(folder / "files").mkdir()
shutil.copy(file, folder / "files")
assert run(["steps", str(folder / "files"), "--output", str(folder / "all-steps.toy")]) == 0
assert run(["score", str(file), "--portfolio", str(folder / "portfolio.toy")]) == 0


async def export() -> None:
    async with driven(file) as hands:
        await result(hands)
        await hands.press("e", str(len(page_formats.PAGE_FORMATS)), "enter")
        await hands.screen("AskFile")
        assert "Toy: to which file?" in hands.said
        await hands.type(str(folder / "exported.toy"), "enter")
        await hands.until(lambda: (folder / "exported.toy").exists())


asyncio.run(export())
"""


def test_a_toy_format_is_found_everywhere(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={"PATH": "", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "text goes to a file that ends in .txt, not in .toy" in done.stderr
    ending = ("by-its-ending", "sheet", "paper", "steps", "all-steps", "portfolio", "exported")
    for name in ("named", *(f"{stem}.toy" for stem in ending)):
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("toy: "), name
