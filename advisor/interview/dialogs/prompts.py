"""Small questions of the program's own: choose one, type a line, write a note, read a page."""

from collections.abc import Callable
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Button, Input, Static, TextArea

from advisor.files.faults import Faults
from advisor.interview.dialogs.dialog import Dialog, plain
from advisor.interview.state.input_checks import line_fault, note_fault
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.widgets.choice_row import ChoiceRow


class AskLine(Dialog[str | None]):
    """Type one line; ``check`` says what is wrong with it, or nothing."""

    HELP = "Type a line and press Enter. Escape leaves everything as it was."
    AUTO_FOCUS = "Input"
    # As in the box of a note, which goes over several lines.
    BINDINGS = [Binding("ctrl+s", "keep", "Keep", show=False)]

    def __init__(
        self,
        title: str,
        says: str = "",
        given: str = "",
        check: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__(title, says, {"keep": "Keep"})
        self.given, self.check = given, check

    def parts(self) -> ComposeResult:
        yield Input(self.given, select_on_focus=False)

    def _fault(self, value: str) -> str:
        """Return why the line will not do; an empty one is for ``check`` to judge."""
        return self.check(value) or (line_fault(value) if value.strip() else "")

    @on(Input.Changed)
    def look_at(self, event: Input.Changed) -> None:
        """Say at once what is wrong with the line."""
        # Nothing is wrong yet with a line that nobody has begun.
        self.show_fault(self._fault(event.value) if event.value.strip() else "")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def action_keep(self) -> None:
        """Take the line, if nothing is wrong with it."""
        value = self.query_one(Input).value
        if fault := self._fault(value):
            self.show_fault(fault)
        else:
            self.dismiss(value.strip())


class AskNote(Dialog[NoteDraft | None]):
    """Write a note on an answer, shared or private, and who gave the answer.

    Args:
        given: The current note.
        begun: What somebody began before the dialog opened; it goes on from there.
    """

    HELP = (
        "A note may have several lines. Tab goes on to who said it, to private (2), and to Keep. "
        "A private note, and who said it, are left out of every report; the note is counted there."
    )
    BINDINGS = [Binding("ctrl+s", "keep", "Keep"), Binding("enter", "keep", "Keep", show=False)]
    AUTO_FOCUS = "TextArea"

    def __init__(self, title: str, given: NoteDraft, begun: NoteDraft) -> None:
        # Else an answer pressed right behind a slip would be in the note without a word.
        slip = f"{begun.note} is no key here, so it begins a note. Escape: back to the answers."
        super().__init__(title, slip if len(begun.note) == 1 else "", {"keep": "Keep"})
        self.given, self.begun = given, begun
        # Escape asks before what was begun is lost; but a single letter may be a slip.
        if len(begun.note) > 1 or begun.said_by:
            self._given = (given.note, given.said_by)

    def parts(self) -> ComposeResult:
        yield plain("Note (Tab goes on)", classes="quiet")
        # A highlighted line would have a colour behind it that the themes do not name.
        yield TextArea(self.given.note, tab_behavior="focus", highlight_cursor_line=False)
        yield plain("Said by (a role, not a name)", classes="quiet")
        yield Input(self.begun.said_by or self.given.said_by, select_on_focus=False)
        of = [("shared", "shared"), ("private", "private: in no report; the answer stays in")]
        chosen = "private" if self.begun.private or self.given.private else "shared"
        yield ChoiceRow("The note is", of, chosen, id="visibility")

    def on_mount(self) -> None:
        # Inserted at the end, so that the cursor is behind it and typing goes on there.
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        apart = " " if self.begun.note and self.given.note else ""
        area.insert(f"{apart}{self.begun.note}")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def action_keep(self) -> None:
        """Take the note."""
        note = self.query_one(TextArea).text
        said_by = self.query_one(Input).value.strip()
        if fault := note_fault(note) or (said_by and line_fault(said_by)):
            self.show_fault(fault)
            return
        self.dismiss(
            NoteDraft(note.strip(), self.query_one(ChoiceRow).chosen == "private", said_by)
        )


class Page(Dialog[None]):
    """A page to read, with its title."""

    BINDINGS = [Binding("escape,enter", "leave", "Back")]
    CAN_SCROLL = True

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title)
        self.text = text

    def parts(self) -> ComposeResult:
        yield Static(self.text, markup=False)


async def warn(app: App[Any], title: str, text: str) -> None:
    """Say something that has to be read; it stays until somebody presses Enter."""
    await app.push_screen_wait(Page(title, Content(text)))


def faults_page(title: str, faults: Faults) -> Page:
    """Return a page that tells faults, a line each."""
    return Page(title, Content("\n".join(str(fault) for fault in faults.faults)))
