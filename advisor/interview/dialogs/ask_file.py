"""Which file: typed with completion, or chosen from the last ones or from the folders."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, DirectoryTree, Input, OptionList
from textual.widgets.option_list import Option

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import Dialog, plain
from advisor.interview.state.file_names import is_folder, shown_path, typed_path
from advisor.interview.widgets.file_parts import FileTree, PathInput


class AskFile(Dialog[Path | None]):
    """Ask for a path.

    Args:
        title: What the file is for.
        given: The path to start from.
        check: Says what is wrong with a path, or nothing.
        button: What choosing does.
        endings: The endings of the files to list.
        recent: Files or folders used last, newest first.
        fault: Why the file chosen before would not do.
        opens: Whether a file that is there is read. Choosing one then ends the dialog; otherwise it
            goes into the field, since it would be written over.
    """

    AUTO_FOCUS = "Input"
    LIST_SCROLLS = True
    HELP = (
        "Type a path; Tab completes it. Or go down to the list: Enter opens a folder, and takes a "
        "file. Escape leaves everything as it was."
    )

    def __init__(
        self,
        title: str,
        given: str,
        check: Callable[[str], str],
        *,
        button: str,
        endings: Collection[str],
        recent: Sequence[Path] = (),
        fault: str = "",
        opens: bool = False,
    ) -> None:
        super().__init__(title)
        self.given, self.check, self.endings, self.button = given, check, endings, button
        self.fault, self.opens = fault, opens
        self.folder = _folder_of(given)
        self.recent = list(recent)

    def parts(self) -> ComposeResult:
        yield PathInput(self.given, self.endings)
        yield plain("", id="fault")
        yield OptionList(id="recent", markup=False)
        yield FileTree(self.folder, self.endings)
        with Vertical(classes="buttons"):
            yield Button(self.button, id="keep")

    def on_mount(self) -> None:
        self.show_fault(self.fault)
        self._list_recent()

    def _list_recent(self) -> None:
        above = self.folder.parent
        options = [Option(_named(path), id=str(n)) for n, path in enumerate(self.recent)]
        if above != self.folder:
            up = Content.styled(f"Up to {one_line(str(above))}", "$quiet")
            options.append(Option(up, id="up"))
        self.query_one("#recent", OptionList).clear_options().add_options(options)

    def _go_to(self, folder: Path) -> None:
        """List another folder; to write, propose the same name in it."""
        self.folder = folder
        self.query_one(FileTree).path = folder
        self._list_recent()
        if not self.opens:
            self._put_in(folder / typed_path(self.given).name)

    def _put_in(self, path: Path) -> None:
        field = self.query_one(Input)
        field.value = shown_path(path)
        field.cursor_position = len(field.value)
        field.focus()

    @on(OptionList.OptionSelected)
    def take_recent(self, event: OptionList.OptionSelected) -> None:
        """Take a file used last, or go to a folder."""
        event.stop()
        if event.option_id == "up":
            self._go_to(self.folder.parent)
        else:
            self._take(self.recent[int(event.option_id or 0)])

    @on(DirectoryTree.FileSelected)
    def take_file(self, event: DirectoryTree.FileSelected) -> None:
        """Take a file of the tree."""
        self._take(event.path)

    @on(DirectoryTree.DirectorySelected)
    def take_folder(self, event: DirectoryTree.DirectorySelected) -> None:
        """Write into a folder of the tree; to read, the tree opens it by itself."""
        if not self.opens:
            self._put_in(event.path / typed_path(self.given).name)

    def _take(self, path: Path) -> None:
        if is_folder(path):
            self._go_to(path)
        elif self.opens:
            self.dismiss(path)
        else:
            self._put_in(path)

    @on(Input.Changed)
    def look_at(self, event: Input.Changed) -> None:
        """Say at once what is wrong with the path."""
        # What it came up with belongs to the name it proposes; a cleared field has no fault.
        if event.value == self.given:
            self.show_fault(self.fault)
        else:
            self.show_fault(self.check(event.value) if event.value.strip() else "")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def keep(self) -> None:
        """Take the path that is typed, if nothing is wrong with it; a folder is listed."""
        value = self.query_one(Input).value
        path = typed_path(value)
        if value.strip() and is_folder(path):
            self._go_to(path.absolute())
        elif fault := self.check(value):
            self.show_fault(fault)
        else:
            self.dismiss(path)


def _folder_of(given: str) -> Path:
    """Return the folder to list at first."""
    folder = typed_path(given).absolute().parent if given else Path.cwd()
    return folder if is_folder(folder) else Path.cwd()


def _named(path: Path) -> Content:
    if is_folder(path):
        return Content(f"Go to {one_line(str(path))}")
    # No folder where it is the one in which the program was started.
    folder = "" if path.parent == Path.cwd() else one_line(shown_path(path.parent))
    return Content.assemble(one_line(path.name), (f"   {folder}", "$quiet"))
