"""How the tests run the command, and the partnerships that they give it."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.small import SMALL_RULES

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "scenarios" / "strong-start.yaml"
OF_SMALL = ("--rules", str(SMALL_RULES))
SMALL = """\
partnership: Two schools
kind: cluster
stage: starting
partners: [{name: Ash, sector: state}, {name: Birch, sector: state}]
answers:
  dates-fixed: one-by-one
  head-backing: {every: said-yes}
"""
READY = (
    SMALL.replace("one-by-one", "before-all").replace("said-yes", "set-aside")
    + """\
  months-funded: 24
  specialist-cover: named-deputy
  senior-team: {every: weighed}
"""
)
ESCAPE = "\x1b["


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def spawn(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the command in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "advisor", *arguments], cwd=ROOT, **options)
