"""What every screen of the interview has in common: its room, its head line and its keys."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from advisor.interview.dialogs.dialog import TypedScreen, plain
from advisor.interview.widgets.head_line import HeadLine
from advisor.interview.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from advisor.interview.state.changes import Change
    from advisor.interview.state.cursor import QuestionCursor
    from advisor.interview.state.new_partnership import Fact
    from advisor.interview.state.room import Room
    from advisor.interview.state.session import Session
    from advisor.rulebook.rulebook import Rulebook


Place = tuple[int, str | None]
"""A part of the advice, and a line of it: where a screen over the advice leads on to."""


class FullScreen(TypedScreen[Place | None]):
    """A whole screen: a head line, a body, what just happened, the keys.

    Textual's toasts lie over the text that a room reads or types, and pile up.
    """

    def compose(self) -> ComposeResult:
        yield HeadLine(id="head")
        yield from self.body()
        yield plain("", id="message", classes="-none")
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield what is between the head line and the keys."""
        yield from ()

    def say(self, *parts: str | tuple[str, str]) -> None:
        """Write what just happened, in the place of what was said before."""
        text = Content.assemble(*parts)
        for line in self.query("#message").results(Static):
            line.set_class(not text.plain, "-none")
            line.update(text)


class InterviewScreen(FullScreen):
    """A screen about the partnership in a room."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
    ]
    is_shown: bool = True
    """Whether a key would find what it is meant for; a screen may come up in several steps."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self._said_of: object = None

    def head(self, left: str, *right: str) -> None:
        """Write the head line: what it is about, the decision, and whether the file has it all."""
        decision = self.rules.wording.stages[self.session.scenario.judged_at].short
        self.query_one(HeadLine).write(left, decision, right, self.room.save_mark)

    @property
    def rules(self) -> Rulebook:
        """The rulebook."""
        return self.room.rulebook

    @property
    def session(self) -> Session:
        """What has been said, or is tried out."""
        return self.room.current

    @property
    def cursor(self) -> QuestionCursor | None:
        """The question on the screen, where it shows one."""
        return None

    def say(self, *parts: str | tuple[str, str]) -> None:
        # It stays in view for as long as it is so, whatever else there is to say.
        journal = self.room.journal
        if self.room.session is not None and journal.is_lost:
            # The first screen imports this module, and is painted before anything about rules is.
            from advisor.interview.state.save_status import lost

            parts = ((f"[!] {lost(journal)}.  ", "bold $caution"), *parts)
        super().say(*parts)
        self._said_of = self.room.session

    @abstractmethod
    def show_current(self) -> None:
        """Show the answers as they are now."""

    def on_screen_resume(self) -> None:
        # What was said before something changed over this screen may be so no longer.
        if self._said_of is not self.room.session:
            self.say()
        self.show_current()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        from advisor.interview.state.delicate import closed_answers

        # While the partnership is being closed there is nothing to open.
        if action not in {"open", "close"} or self.room.session is None:
            return True
        # Both are on one key: it closes them once all are open.
        is_to_open = bool(closed_answers(self.rules, self.session))
        return is_to_open if action == "open" else bool(self.session.opened) and not is_to_open

    def action_open(self) -> None:
        """Open the delicate questions, so that their answers are listed too."""
        self.room.open_delicate()
        self.show_current()

    def action_close(self) -> None:
        """Close the delicate questions again."""
        self.room.close_delicate()
        self.show_current()

    def action_undo(self) -> None:
        """Undo the last change, and show what it was about."""
        self._step(self.session.undo(), is_undo=True)

    def action_redo(self) -> None:
        """Redo the change that was undone, and show what it was about."""
        self._step(self.session.redo(), is_undo=False)

    def _step(self, session: Session, *, is_undo: bool) -> None:
        from advisor.interview.state.changes import BROUGHT_BACK, TAKEN_BACK, brief_change, changes
        from advisor.interview.state.delicate import shown

        done = TAKEN_BACK if is_undo else BROUGHT_BACK
        then = "Ctrl+y brings it again." if is_undo else "Ctrl+z takes it back."
        before = self.session
        if session is before:
            self.say("There is nothing to undo or redo.")
            return
        self.room.change(session)
        found = changes(self.rules, before.scenario, session.scenario)
        asked = list(dict.fromkeys(change.place[0] for change in found))
        self.show_changed(found)
        what = brief_change(self.rules, before.scenario, session, found, done)
        if len(asked) == 1 and (self.cursor is None or self.cursor.question.id != asked[0]):
            asks = shown(self.rules, session, self.rules.questions[asked[0]])
            # A closed question is named by its topic only, and is all that is said.
            what += f" ({asks})" if asks != what else ""
        self.say(f"{done}: {what}.", (f" {then}", "$quiet"))

    def show_changed(self, found: list[Change]) -> None:
        """Show what undo or redo leaves, given the answers that it changed."""
        self.show_current()

    def action_save(self) -> None:
        """Save to the file."""
        from advisor.interview.flows.save_and_leave import save

        self._run(save(self.room, self.app))

    def action_save_as(self) -> None:
        """Save under another name."""
        from advisor.interview.flows.save_and_leave import save_as

        self._run(save_as(self.room, self.app))

    def action_import_sheet(self) -> None:
        """Take in a partner's sheet."""
        from advisor.interview.flows.import_sheet import import_sheet

        self._run(import_sheet(self.room, self.app))

    def action_change_fact(self, fact: Fact) -> None:
        """Ask for a fact of the partnership again."""
        from advisor.interview.flows.set_up import change_fact

        self._run(change_fact(self.room, self.app, fact))

    def _run(self, steps: Coroutine[Any, Any, object]) -> None:
        async def run() -> None:
            await steps
            # The screen may come up before the steps have changed anything, and show what was.
            if isinstance(self.app.screen, InterviewScreen):
                self.app.screen.show_current()

        # By the app: what runs on a screen ends with it, and a change of fact may close this one.
        self.app.run_worker(run())
