"""Finding a file: a field that completes a path as it is typed, and a tree of folders."""

import asyncio
from collections.abc import Collection, Iterable
from pathlib import Path

from rich.text import Text
from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import DirectoryTree, Input

from advisor.files.clean_text import one_line
from advisor.interview.state.file_names import can_be_chosen, completion


class _Paths(Suggester):
    def __init__(self, endings: Collection[str]) -> None:
        # Files come and go, and on most systems their names differ by case.
        super().__init__(use_cache=False, case_sensitive=True)
        self.endings = endings

    async def get_suggestion(self, value: str) -> str | None:
        # In a thread: the folder may be on a share that answers slowly.
        return await asyncio.to_thread(completion, value, self.endings)


class PathInput(Input):
    """A field for a path; Tab takes what completes it, as in a shell, and else goes on."""

    BINDINGS = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("down", "app.focus_next", "To the list", show=False),
    ]

    def __init__(self, value: str, endings: Collection[str]) -> None:
        super().__init__(
            value,
            placeholder="Type a path (Tab completes it), or choose below",
            select_on_focus=False,
            suggester=_Paths(endings),
        )
        self.endings = endings

    async def action_complete(self) -> None:
        """Complete the path, or go on to the list where nothing completes it."""
        # Asked for again: a suggestion for fewer letters may be on its way.
        found = await asyncio.to_thread(completion, self.value, self.endings)
        if found is None or found == self.value:
            self.screen.focus_next()
        else:
            self.value = found
            self.cursor_position = len(found)


class FileTree(DirectoryTree):
    """The folders below one, and the files that can be chosen; no name is markup."""

    # Instead of pictures, which terminals draw one or two columns wide.
    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    def __init__(self, folder: Path, endings: Collection[str]) -> None:
        super().__init__(folder)
        self.endings = endings

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        return [path for path in paths if can_be_chosen(path, self.endings)]

    def process_label(self, label: object) -> Text:
        # Textual reads a name as markup, in which a bracket begins a tag.
        return Text(one_line(str(label)))
