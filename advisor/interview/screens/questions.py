"""The questions, one at a time, by key, arrow or mouse; from here the room goes everywhere."""

from textual import work
from textual.binding import Binding

from advisor.interview.dialogs.jump import JumpDialog
from advisor.interview.flows.answer_details import (
    how_to_go_on,
)
from advisor.interview.messages import LeavePartnership, ReadBack
from advisor.interview.screens.answer_keys import AnsweringScreen
from advisor.interview.state.agenda import agenda, next_gap, remaining_questions


class QuestionsScreen(AnsweringScreen):
    """Asks; with ``only``, one question is visited and Enter goes back to where one came from.

    Args:
        only: The id of the question that is visited.
        partner: The partner whose answer is looked at first.
    """

    CSS_PATH = "questions.tcss"
    HELP = (
        "Press the number of the last answer of which every part is true. Where partners are "
        "asked, it answers for the partner that is marked, and the mark goes on to the next; "
        "after a, it answers for all alike. u is always an answer: nobody has to guess. Enter "
        "goes to the next question that is open."
    )
    BINDINGS = [
        *(Binding(str(n), f"pick('{n}')", f"Answer {n}", show=False) for n in range(1, 7)),
        Binding("enter", "next", "Next"),
        Binding("enter", "come_back", "Come back"),
        Binding("b", "turn(-1)", "Back"),
        Binding("f", "turn(1)", "Forward", show=False),
        Binding("o", "open", "Open it"),
        Binding("n", "note", "Note"),
        Binding("a", "alike", "All alike"),
        Binding("p", "park", "Park"),
        Binding("j", "jump", "Jump"),
        Binding("r", "read_back", "Read back"),
        Binding("u", "pick('u')", "Unknown"),
        Binding("x", "pick('x')", "Does not apply", show=False),
        Binding("w", "who", "Who could tell us", show=False),
        Binding("ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("delete", "clear", "Clear the answer", show=False),
        Binding("g", "next_gap", "Next gap", show=False),
        Binding("up", "row(-1)", "Partner before", show=False),
        Binding("down", "row(1)", "Next partner", show=False),
        Binding("v", "live", "Verdict so far, on or off", show=False),
        Binding("t", "known", "How much is known, on or off", show=False),
        Binding("q,escape", "back_out", "Back to where you came from", show=False),
    ]

    def action_next(self) -> None:
        """Go to the next open question of this form; at its end, ask what comes then."""
        following = next_gap(self.rules, self.session, self.at)
        if following is not None:
            self.go_to(following.id)
            return
        left = remaining_questions(self.rules, self.session)
        if any(left):
            self.app.push_screen(how_to_go_on(left), self._go_on)
        else:
            self.action_read_back()

    def action_come_back(self) -> None:
        """Go back to where one came from."""
        self.action_back_out()

    def action_next_gap(self) -> None:
        """Go to the next open question of all, and from the last to the first."""
        left = remaining_questions(self.rules, self.session)
        gaps = [q.id for q in (*left.short_form, *left.further)] or [q.id for q in left.parked]
        ids = [question.id for question in agenda(self.rules, self.session.scenario)]
        here = ids.index(self.at) if self.at in ids else -1
        if gaps:
            self.go_to(next((gap for gap in gaps if ids.index(gap) > here), gaps[0]))
        else:
            self.action_read_back()

    def _go_on(self, key: str | None) -> None:
        left = remaining_questions(self.rules, self.session)
        open_ones = {"s": left.short_form, "p": left.parked, "g": left.further}.get(key or "")
        if key == "r":
            self.action_read_back()
        elif open_ones:
            self.go_to(open_ones[0].id)

    def action_turn(self, by: int) -> None:
        """Go to the question before or after this one."""
        ids = [question.id for question in agenda(self.rules, self.session.scenario)]
        # From a question that is not asked here, both ways lead to the first.
        place = ids.index(self.at) + by if self.at in ids else 0
        if 0 <= place < len(ids):
            self.go_to(ids[place])

    def action_park(self) -> None:
        """Set the question aside, and go to the next one."""
        self.room.change(self.session.park(self.at))
        if self.only is not None:
            self.action_back_out()
        else:
            self.action_next()
            self.say("Parked: it comes back at the end, or with j.")

    @work
    async def action_jump(self) -> None:
        """Choose any question."""
        dialog = JumpDialog(self.rules, self.session, self.at)
        question = await self.app.push_screen_wait(dialog)
        if question is not None:
            self.go_to(question)

    def action_read_back(self) -> None:
        """Read back what was heard, and from there go to the advice."""
        if self.only is not None:
            self.action_back_out()
        else:
            self.post_message(ReadBack())

    @work
    async def action_back_out(self) -> None:
        """Go back to where one came from; to the first screen only as one leaves the program."""
        if self.only is None:
            self.post_message(LeavePartnership())
        elif await self.may_discard():
            self.dismiss()
