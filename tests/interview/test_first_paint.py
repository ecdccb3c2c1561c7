"""The first screen is painted before anything that only later screens need is imported."""

import subprocess
import sys

LATER = {"pydantic", "advisor.rulebook.rulebook", "advisor.reasoning", "experta", "ruamel", "yaml"}


def test_the_first_screen_needs_no_rules() -> None:
    script = (
        "import sys\n"
        "import advisor.__main__, advisor.interview.launch, advisor.interview.screens.start\n"
        f"print(*sorted({LATER!r} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert found.stdout.split() == []
