"""What the interview remembers between meetings: the files opened last, and how it looks."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from advisor.files.atomic import real_path, write_atomically
from advisor.interview.state.state_folder import private_folder, state_folder

# One more than the first screen offers, so that a file that is gone leaves its line to another.
MOST_REMEMBERED = 8
_FILE = "remembered.json"


@dataclass(frozen=True)
class Preferences:
    """What is remembered.

    Attributes:
        files: The files opened last, newest first, as full paths.
        theme: The look that was chosen, if one was.
        large: Whether the large spacing was chosen.
    """

    files: tuple[str, ...] = ()
    theme: str = ""
    large: bool = False

    def with_file(self, file: Path) -> Preferences:
        """Return the same with a file as the newest."""
        files = (str(real_path(file)), *self.without_file(file).files)
        return replace(self, files=files[:MOST_REMEMBERED])

    def without_file(self, file: Path) -> Preferences:
        """Return the same without a file."""
        name = str(real_path(file))
        return replace(self, files=tuple(other for other in self.files if other != name))


def load_preferences() -> Preferences:
    """Return what is remembered; nothing where the file is missing or cannot be read."""
    try:
        said = json.loads((state_folder() / _FILE).read_text(encoding="utf-8"))
        return Preferences(
            files=tuple(map(str, said["files"])),
            theme=str(said["theme"]),
            large=bool(said["large"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # Whatever is in the file, it is no reason not to start: it has no answers.
        return Preferences()


def save_preferences(what: Preferences) -> None:
    """Write what is to be remembered; a state folder that cannot be written is left alone."""
    # The name of a file need not be UTF-8. Replaced characters name no file, so it is not offered.
    data = json.dumps(asdict(what), ensure_ascii=False).encode("utf-8", "replace")
    with contextlib.suppress(OSError):
        write_atomically(private_folder() / _FILE, data, mode=0o600)
