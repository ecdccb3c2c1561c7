"""The questions, one at a time, by key, arrow or mouse; from here the room goes everywhere."""

import asyncio
from functools import partial

from textual import work
from textual.binding import Binding

from advisor.interview.dialogs.dialog import Choose
from advisor.interview.dialogs.jump import JumpDialog
from advisor.interview.messages import OpenScreen
from advisor.interview.screens.answer_keys import AnsweringScreen
from advisor.interview.state.agenda import agenda, next_gap
from advisor.interview.state.asking_order import NextStep
from advisor.interview.state.going_on import READ_BACK, next_by, ways_on
from advisor.interview.texts import ANSWERED, ORDERS

# A choice. Who types faster than this waits for nothing; who reads the next question gets it at
# once, since the order takes at most 36 ms more.
_SECONDS_OF_QUIET = 0.1


class QuestionsScreen(AnsweringScreen):
    """Asks; with ``only``, one question is visited and Enter goes back to where one came from.

    Args:
        only: The id of the question that is visited.
        partner: The partner whose answer is looked at first.
    """

    CSS_PATH = "questions.tcss"
    HELP = (
        "Press the number of the last answer that is wholly true. Where partners are asked, it is "
        "the answer of the marked partner, and the mark goes on to the next one without an answer; "
        "after a, it is the answer of all. u is always an answer: nobody has to guess. Enter goes "
        "to the open question that decides most; ctrl+o, to the next by topic. b goes back the way "
        "you came."
    )
    BINDINGS = [
        *(Binding(str(n), f"pick('{n}')", f"Answer {n}", show=False) for n in range(1, 7)),
        Binding("enter", "next", "Next"),
        Binding("enter", "come_back", "Come back"),
        Binding("b", "turn(-1)", "Back"),
        Binding("f", "turn(1)", "Forward", show=False),
        Binding("o", "open", "Open it"),
        Binding("o", "close", "Close it", show=False),
        Binding("n", "note", "Note"),
        Binding("a", "alike", "All alike"),
        Binding("p", "park", "Park"),
        Binding("j", "jump", "Jump"),
        Binding("r", "read_back", "Read back"),
        Binding("u", "pick('u')", "Unknown"),
        Binding("x", "pick('x')", "Does not apply", show=False),
        Binding("w", "who", "Who could tell us", show=False),
        Binding("delete", "clear", "Clear the answer", show=False),
        Binding("g", "next_gap", "Next gap", show=False),
        Binding("up", "row(-1)", "Partner before", show=False),
        Binding("down", "row(1)", "Next partner", show=False),
        Binding("ctrl+o", "order", "Ask by topic, or what decides most first", show=False),
        Binding("v", "live", "Verdict so far, on or off", show=False),
        Binding("t", "map", "Map of the questions, on or off", show=False),
        Binding("q,escape", "back_out", "Back to where you came from", show=False),
    ]

    def show_question(self) -> None:
        super().show_question()
        if self.only is None and not self.room.asking.is_ready(self.session):
            self.order_questions()

    @work(group="order", exclusive=True)
    async def order_questions(self) -> None:
        """Work out what comes next while somebody reads; a newer answer takes the place of this."""
        await asyncio.sleep(_SECONDS_OF_QUIET)
        # Somebody may have left the partnership meanwhile.
        if self.room.session is not None:
            await self.room.asking.prepare(self.session.scenario)

    def action_next(self) -> None:
        """Go to the question that comes next, or ask how to go on."""
        left, before, was_hidden = self.cursor.left_open, self.at, self.cursor.is_hidden
        self._take(self.room.next_question(self.at))
        if was_hidden and self.cursor.is_hidden and self.at != before:
            self.say("That one was not opened. This is another delicate question.")
        if left:
            self.say(f"Not answered for {left}: it comes again at the end.")

    def _take(self, step: NextStep) -> None:
        if step.question is not None:
            self.go_to(step.question.id)
            return
        ways = ways_on(self.room, is_settled=step.is_settled)
        if ways is None:
            self.action_read_back()
        else:
            self.app.push_screen(
                Choose(*ways, confirm=True), partial(self._go_on, is_settled=step.is_settled)
            )

    def action_order(self) -> None:
        """Ask by topic, or what decides most first."""
        self.room.asking.by_topic = not self.room.asking.by_topic
        self.say(ORDERS[self.room.asking.by_topic])

    def action_come_back(self) -> None:
        """Go back to where one came from."""
        self.action_back_out()

    def action_next_gap(self) -> None:
        """Go to the next open question, and from the last to the first."""
        self.take_no_answer_yet()
        after = next_gap(self.rules, self.session, self.at)
        gap = after or next_gap(self.rules, self.session, None)
        if gap is not None:
            self.go_to(gap.id)
        else:
            self.action_read_back()

    def _go_on(self, key: str | None, *, is_settled: bool) -> None:
        if key == READ_BACK.key:
            self.action_read_back()
        elif key is not None:
            self._take(next_by(self.room, key, is_settled=is_settled))

    def go_to(self, question: str) -> None:
        # A visit has a way back of its own; an undo may lead to where one is.
        if self.only is None and question != self.at:
            self.room.trail.leave(self.at)
        super().go_to(question)

    def action_turn(self, by: int) -> None:
        """Go back to the question before, the way one came, or on again; else by the page."""
        self.take_no_answer_yet()
        trail = self.room.trail
        before = trail.back(self.at) if by < 0 else trail.forward(self.at)
        if before is not None:
            super().go_to(before)
            return
        ids = [question.id for question in agenda(self.rules, self.session.scenario)]
        # From a question that is not asked here, both ways lead to the first.
        place = ids.index(self.at) + by if self.at in ids else 0
        if 0 <= place < len(ids):
            # Back to where nobody has been is no way to come back by.
            (super().go_to if by < 0 else self.go_to)(ids[place])

    def action_park(self) -> None:
        """Set the question aside, and go to the next one."""
        if not self.cursor.is_open:
            # Somebody may be typing "pupils": the next letter is no answer yet.
            self.take_no_answer_yet()
            self.say(ANSWERED)
            return
        self.room.change(self.session.park(self.at))
        if self.only is not None:
            self.action_back_out()
        else:
            parked = self.at
            self.action_next()
            self.take_no_answer_yet()
            again = "The question before is parked: it comes back at the end, or with j."
            self.say("It is parked." if self.at == parked else again)

    @work
    async def action_jump(self) -> None:
        """Choose any question."""
        dialog = JumpDialog(self.rules, self.session, self.at)
        command = await self.app.push_screen_wait(dialog)
        if command is not None:
            self.go_to(str(command.run()))

    def action_read_back(self) -> None:
        """Read back what was heard, and from there go to the advice."""
        # Here, since the question is on the screen before what these import is needed.
        from advisor.interview.screens.read_back import ReadBackScreen

        if self.only is None:
            self.post_message(OpenScreen(ReadBackScreen(self.room)))
        else:
            self.action_to_what_was_heard()

    @work
    async def action_to_what_was_heard(self) -> None:
        """Close this visit, and what it was opened from, down to what was heard."""
        from advisor.interview.screens.read_back import ReadBackScreen

        above = []
        for screen in reversed(self.app.screen_stack):
            is_all = isinstance(screen, QuestionsScreen) and screen.only is None
            if is_all or isinstance(screen, ReadBackScreen):
                break
            above.append(screen)
        # What is tried out is kept or left where that began.
        is_trial = self.room.trial is not None
        if await self.may_discard():
            for screen in [self] if is_trial else above:
                screen.dismiss()

    @work
    async def action_back_out(self) -> None:
        """Go back to where one came from; to the first screen only as one leaves the program."""
        if self.only is None:
            await self.app.run_action("leave_partnership")
        elif await self.may_discard():
            self.dismiss()
