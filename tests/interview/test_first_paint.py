"""The first screen is painted before anything that only later screens need is imported."""

import subprocess
import sys

import pytest

LATER = ["pydantic", "advisor.rulebook.rulebook", "advisor.reasoning", "experta", "ruamel", "yaml"]


@pytest.mark.parametrize("module", LATER)
def test_the_first_screen_needs_no_rules(module: str) -> None:
    script = (
        "import sys\n"
        "import advisor.__main__, advisor.interview.running, advisor.interview.screens.start\n"
        f"sys.exit({module!r} in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
