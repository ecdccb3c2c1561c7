"""The pages for readers, as scripts: what they run, what they show, and the files they write.

A page is read from top to bottom, in a folder of its own that has the shipped ``rules`` and
``scenarios``:

- A code block below ``<!-- file NAME -->`` is written to NAME; below ``<!-- add to NAME -->`` it
  is added to its end.
- A block below ``<!-- COMMAND -->`` is what COMMAND prints. A line ``…`` leaves some lines out.
  ``<!-- COMMAND (exit 1) -->`` names the exit code, if it is not 0.
- Each line of an ``sh`` block is a command that exits with 0.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = tuple(
    str(path.relative_to(ROOT))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
)
_BLOCK = re.compile(r"(?:<!-- ([^\n]+?) -->\n\n?)?```(\w+)\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"(.+?)(?: \(exit (\d+)\))?")
_FILE = re.compile(r"(file|add to) (.+)")
PYTHON = "python"
"""The mark above code that a test of its own runs."""


class Step(NamedTuple):
    """One thing that a page does.

    Attributes:
        line: Where, for messages.
        file: What is written, or an empty string.
        command: What is run, or an empty string.
        code: What the command exits with.
        text: The content of the file, or what the command prints; ``None`` where no output is
            shown.
        adds: Whether the text is added to the end of the file.
    """

    line: int
    file: str
    command: str
    code: int
    text: str | None
    adds: bool = False

    @property
    def arguments(self) -> list[str]:
        """The words of the command."""
        return shlex.split(self.command, comments=True)

    def is_printed_by(self, output: str) -> bool:
        """Whether the output is what the page shows."""
        if self.text is None:
            return True
        pieces = re.split(r"^ *…\n", self.text, flags=re.MULTILINE)
        pattern = r"(?:.*\n)*?".join(map(re.escape, pieces))
        return re.fullmatch(pattern, output) is not None


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def steps(page: str) -> Iterator[Step]:
    """Yield what a page does, from top to bottom."""
    text = text_of(page)
    for found in _BLOCK.finditer(text):
        mark, language, content = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        written = _FILE.fullmatch(mark or "")
        if written:
            yield Step(line, written[2], "", 0, content, adds=written[1] == "add to")
        elif mark and mark != PYTHON:
            command = _COMMAND.fullmatch(mark)
            assert command
            yield Step(line, "", command[1], int(command[2] or 0), content)
        elif language == "sh":
            for typed in content.replace("\\\n", " ").splitlines():
                if shlex.split(typed, comments=True):
                    yield Step(line, "", typed, 0, None)
