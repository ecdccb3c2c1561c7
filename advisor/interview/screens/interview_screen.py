"""What every screen of the interview has in common: its room, its head line and its keys."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from advisor.interview.dialogs.dialog import TypedScreen
from advisor.interview.widgets.head_line import HeadLine
from advisor.interview.widgets.key_bar import KeyBar
from advisor.interview.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from advisor.interview.state.cursor import QuestionCursor
    from advisor.interview.state.room import Room
    from advisor.interview.state.session import Session
    from advisor.reasoning.assessment import Assessment
    from advisor.rulebook.rulebook import Rulebook


class FullScreen(TypedScreen[None]):
    """A whole screen: a head line, a body, the keys."""

    def compose(self) -> ComposeResult:
        yield HeadLine(id="head")
        yield from self.body()
        yield MessageLine()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield what is between the head line and the keys."""
        yield from ()

    def head(self, left: str, *right: str) -> None:
        """Write the head line."""
        self.query_one(HeadLine).write(left, parts=right)

    def say(self, *parts: str | tuple[str, str]) -> None:
        """Write what just happened, in the place of what was said before."""
        for line in self.query(MessageLine):
            line.show(Content.assemble(*parts))


class InterviewScreen(FullScreen):
    """A screen about the partnership in a room."""

    is_shown: bool = True
    """Whether a key would find what it is meant for; a screen may come up in several steps."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

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

    @abstractmethod
    def show_current(self) -> None:
        """Show the answers as they are now."""

    def on_screen_resume(self) -> None:
        self.show_current()


class AdviceScreen(InterviewScreen):
    """A screen that shows advice, and asks for it whenever it comes up."""

    def show_current(self) -> None:
        # A change of who is in the room, or of the kind, may have come over it, or an undo of one:
        # then it is asked about again, as before the first showing. Nothing is painted before that.
        if self.room.may_show_advice:
            self.ask_adviser()
        elif self.is_current:
            from advisor.interview.texts import ASKED_AGAIN

            self.dismiss()
            self.app.notify(ASKED_AGAIN)

    @work(group="advice", exclusive=True)
    async def ask_adviser(self) -> None:
        """Have the current answers assessed; nobody waits for an older request."""
        scenario = self.session.scenario
        assessment = await self.room.adviser.advise(scenario)
        # Somebody may have left the screen while the engine worked: then its widgets are gone. Or
        # the answers have changed: then a newer request follows.
        if self in self.app.screen_stack and scenario == self.session.scenario:
            self.take_advice(assessment)

    @abstractmethod
    def take_advice(self, assessment: Assessment) -> None:
        """Show an assessment of the current answers."""
