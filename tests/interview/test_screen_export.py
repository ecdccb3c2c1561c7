"""Trying answers out, and leaving with the advice in every format."""

from pathlib import Path

import pytest
from textual.widgets import Input

from advisor.__main__ import run as command
from advisor.report.page_formats import PAGE_FORMATS
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import driven, result, run
from tests.shipped import shipped_rulebook

TEXT = str(1 + [row.name for row in PAGE_FORMATS].index("text"))
pytestmark = pytest.mark.usefixtures("room")

ENDINGS = {str(n): row.endings[0].removeprefix(".") for n, row in enumerate(PAGE_FORMATS, 1)}


def _journals(room: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (room / "state" / "journals").glob("*")}


def test_what_is_tried_out_moves_findings_and_touches_nothing(ours: Path, room: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("3")
            session, journals, file = hands.app.room.session, _journals(room), ours.read_bytes()
            await result(hands)
            await hands.press("i")
            await hands.screen("WhatIfScreen")
            assert "Change an answer, and see what moves." in hands.said
            await hands.visit("governing-body")
            await hands.press("right", "6", "enter")
            await hands.screen("WhatIfScreen")
            assert "WHAT IF" in hands.said
            assert "nothing is kept" in hands.said
            moved = (
                "[=] START SMALL instead of [!] FOUNDATIONS FIRST: one concern no longer decides."
            )
            assert f"{moved} Still needed: every board has minuted" in hands.said
            assert hands.app.room.session is session
            await hands.press("ctrl+z")
            assert "Change an answer, and see what moves." in hands.said
            await hands.press("k")
            assert hands.is_on("WhatIfScreen")
            await hands.press("enter", "1", "enter")
            await hands.screen("WhatIfScreen")
            await hands.press("escape")
            await hands.advice()
            assert hands.app.room.trial is None
            assert hands.app.room.session is session
            assert (_journals(room), ours.read_bytes()) == (journals, file)
            assert "WHAT IF" not in hands.said
            await hands.press("4")
            await hands.screen("WhatIfScreen")
            await hands.visit("governing-body")
            await hands.press("right", "6", "enter")
            await hands.screen("WhatIfScreen")
            await hands.press("k", "enter")
            await hands.screen("WhatIfScreen")
            assert hands.app.room.session is session
            await hands.press("k", "y", "enter")
            await hands.advice()
            assert "Kept as your answers" in hands.said
            await hands.until(lambda: "START SMALL" in hands.said)
            assert hands.answered("governing-body", "Moorfield Academy") == "minuted"
            await hands.press("ctrl+z")
            assert "Taken back: Moorfield Academy: " in hands.said
            assert session is not None
            assert hands.scenario == session.scenario
            await hands.until(lambda: "FOUNDATIONS FIRST" in hands.said)

    run(steps)


def test_every_format_is_what_assess_writes_of_the_saved_file(
    ours: Path, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "f", "4")
            await result(hands)
            for key, ending in ENDINGS.items():
                await hands.press("e", key, "enter")
                await hands.screen("AskFile")
                given = hands.app.screen.query_one(Input).value
                assert (Path.cwd() / given) == room / f"ours-advice.{ending}"
                await hands.type(f"said.{ending}", "enter")
                await hands.until(lambda e=ending: f"said.{e}" in hands.told)  # type: ignore[misc]
                assert f"Written to {room}/said.{ending}" in hands.told
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    for ending in ENDINGS.values():
        output = room / f"assessed.{ending}"
        form = ["--format", "rich", "--color", "always"] if ending == "ansi" else []
        assert command(["assess", str(ours), "--output", str(output), *form]) == 0
        assert (room / f"said.{ending}").read_bytes() == output.read_bytes(), ending
    capsys.readouterr()


def test_an_export_never_replaces_the_partnership_file(ours: Path, room: Path) -> None:
    before = ours.read_bytes()
    (room / "theirs.txt").write_text("theirs", encoding="utf-8")
    (room / "link.txt").symlink_to(ours)

    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.press("e", TEXT, "enter")
            await hands.type("ours.yaml", "enter")
            assert "text goes to a file that ends in .txt, not in .yaml" in hands.said
            await hands.type("said.md026", "enter")
            assert "the name of this file can end in .txt, not in .md026" in hands.said
            await hands.type("link.txt", "enter", "y", "enter")
            await hands.until(lambda: "partnership file itself" in hands.said)
            assert hands.is_on("AskFile")
            await hands.type("nowhere/a.txt", "enter")
            assert "there is no folder nowhere" in hands.said
            await hands.type("theirs.txt", "enter")
            assert "Write over theirs.txt?" in hands.said
            await hands.press("enter")
            await hands.screen("AskFile")
            assert (room / "theirs.txt").read_text() == "theirs"
            await hands.press("enter", "y", "enter")
            await hands.until(lambda: "Written to" in hands.told)
            assert "PARTNERSHIP BRIEF" in (room / "theirs.txt").read_text()

    run(steps)
    assert ours.read_bytes() == before


def test_an_export_is_of_what_stands_now(ours: Path, room: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.press("2", "enter")
            await hands.type("the deputy", "enter", "escape")
            await hands.screen("ResultScreen")
            await hands.press("e", TEXT, "enter")
            await hands.type("said.txt", "enter")
            await hands.until(lambda: "Written to" in hands.told)
            assert "the deputy" in (room / "said.txt").read_text()
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    assert [step.owner for step in load_scenario(ours, shipped_rulebook()).steps.values()] == [
        "the deputy"
    ]
