"""The questions, one at a time, by key, arrow or mouse; from here the room goes everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from advisor.files.clean_text import whole_number
from advisor.interview import card, so_far
from advisor.interview.delicate import shown
from advisor.interview.flows.asking import (
    ask_all_alike,
    ask_note,
    ask_reason,
    ask_who,
    drop_note_that_waits,
    how_to_go_on,
    note_that_waits,
)
from advisor.interview.messages import NumberGiven, PartnerPicked, Picked
from advisor.interview.screens.base import InterviewScreen, plain
from advisor.interview.screens.dialogs import Noted, Page
from advisor.interview.screens.jump import JumpDialog
from advisor.interview.screens.question_card import QuestionCard
from advisor.interview.session import agenda, changed_question, next_gap, what_is_left
from advisor.interview.spot import Spot
from advisor.interview.widgets.known_panel import KnownPanel
from advisor.interview.widgets.number_field import NumberField
from advisor.interview.wording import HIDDEN_NOTE, NOT_ASKED_HERE, OF_FACTS
from advisor.scenario.answering import answer_fault
from advisor.scenario.scenario import Answer

if TYPE_CHECKING:
    from advisor.interview.session import Session


class QuestionsScreen(InterviewScreen[None]):
    """Asks; with ``only``, one question is visited and Enter goes back to where one came from.

    Args:
        only: The id of the question that is visited.
        partner: The partner whose answer is looked at first.
    """

    CSS_PATH = "questions.tcss"
    HELP_TEXT = (
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
        Binding("u", "pick('u')", "Unknown"),
        Binding("o", "open", "Open it"),
        Binding("n", "note", "Note"),
        Binding("a", "alike", "All alike"),
        Binding("ctrl+s", "app.save", "Save"),
        Binding("p", "park", "Park"),
        Binding("j", "jump", "Jump"),
        Binding("r", "read_back", "Read back"),
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

    def __init__(self, only: str | None = None, partner: str | None = None) -> None:
        super().__init__()
        self.only = only
        self.at = only or ""
        self.row = 0
        self.dropped = ""
        self.first_partner = partner
        self.alike = False
        self.last_row = 0
        self.is_marked = partner is not None

    def body(self) -> ComposeResult:
        yield plain("", id="said")
        with Horizontal(id="middle"):
            yield QuestionCard(id="card")
            yield KnownPanel(id="known")

    def on_mount(self) -> None:
        if not self.at:
            first = next_gap(self.rules, self.session, None)
            self.at = (first or agenda(self.rules, self.session.scenario)[0]).id
        self.row = self.spot.row_of(self.first_partner)
        if self.only is None and note_that_waits(self.interview) != Noted():
            self.call_after_refresh(self.action_note)

    def on_screen_resume(self) -> None:
        self.show_question()

    @property
    def spot(self) -> Spot:
        """The question on the screen as it stands."""
        return Spot(self.session, self.rules.questions[self.at], self.row, self.alike)

    def show_question(self) -> None:
        """Show the question as it stands."""
        scenario, spot = self.session.scenario, self.spot
        place = card.where_it_stands(self.rules, self.session, spot.question)
        topics = so_far.known_by_topic(self.rules, scenario)
        known, asked = so_far.in_all(topics)
        trial = self.interview.trial_says
        name = f"{trial}  " if trial else ""
        self.head(f"{name}{scenario.partnership}", f"{place}; {known}/{asked} known")
        self.dropped = self.query_one(QuestionCard).ask(self.rules, spot)
        self.query_one(KnownPanel).show_known(topics)
        self.set_class(self.interview.shows_known, "-known")
        self.refresh_bindings()
        if self.dropped:
            self.say()

    def has_unkept_text(self) -> bool:
        return any(field.text for field in self.query(NumberField))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.at or self.interview.session is None:
            return True
        spot = self.spot
        answer = spot.answer
        allowed = {
            "next": self.only is None,
            "come_back": self.only is not None,
            "open": spot.is_hidden,
            "alike": bool(spot.partners),
            "clear": answer is not None,
            "who": self._unknown_row() is not None,
            "pick": parameters[:1] in {(key,) for key in card.keys_of(spot.question)},
        }
        answering = action in {"alike", "clear", "pick", "who"}
        if answering and (spot.is_hidden or not spot.is_asked):
            return False
        return allowed.get(action, True)

    def _unknown_row(self) -> int | None:
        """Return the row to say who could tell for: the one marked, or the one answered last."""
        for row in (self.row, self.last_row):
            answer = replace(self.spot, row=row).answer
            if answer is not None and answer.is_unknown:
                return row
        return None

    def say(self, *parts: str | tuple[str, str]) -> None:
        """Write the line that tells what just happened, and first which number was not kept."""
        typed = f"{self.dropped} was typed and not kept; Enter keeps a number.  "
        lost = [(f"[!] {typed}", "$caution")] if self.dropped else []
        self.query_one("#said", Static).update(Content.assemble(*lost, *parts))

    def on_key(self, event: Key) -> None:
        """Take a letter that is no command for the beginning of a note.

        Whoever types one is writing; what follows has to be text too, not commands.
        """
        is_command = (
            event.key in self.active_bindings or event.key in self._bindings.key_to_bindings
        )
        if event.is_printable and not is_command and whole_number(event.character or "") is None:
            event.stop()
            self.action_note(event.character)

    def go_to(self, question: str) -> None:
        """Show another question."""
        self.at, self.alike, self.is_marked = question, False, False
        self.row = self.last_row = self.spot.open_row()
        self.show_question()
        self.say()
        self.query_one(QuestionCard).scroll_home(animate=False)

    @on(Picked)
    def take_pick(self, message: Picked) -> None:
        """Take a choice made by mouse or arrow."""
        message.stop()
        self.action_pick(message.key)

    @on(PartnerPicked)
    def take_partner(self, message: PartnerPicked) -> None:
        """Go to a partner, and answer for it if a key was meant."""
        message.stop()
        self.row, self.alike, self.is_marked = message.row, False, True
        if message.key is None:
            self.show_question()
        elif self.spot.question.number is None or message.key not in "0123456789":
            self.action_pick(message.key)

    @on(NumberGiven)
    def take_number(self, message: NumberGiven) -> None:
        """Take a number that was typed."""
        message.stop()
        self.give(Answer(answer=message.value))

    def action_pick(self, key: str) -> None:
        """Answer with a level, with unknown, or with a reason why the question does not apply."""
        question = self.spot.question
        if self.spot.is_hidden or not self.spot.is_asked:
            return
        if key == card.REASON_KEY:
            self.give_reason()
        elif answer := card.answer_for(question, key):
            self.give(answer)

    @work
    async def give_reason(self) -> None:
        """Ask why the question does not apply, and take that as the answer."""
        if self.spot.question.may_not_apply and (
            answer := await ask_reason(self.interview, self.spot)
        ):
            self.give(answer)

    def give(self, answer: Answer) -> None:
        """Put an answer in, asking first where it is for all and some answered otherwise."""
        if self.alike and self.spot.replaced(answer):
            self._give_all(answer)
        else:
            self._put_in(answer)

    @work
    async def _give_all(self, answer: Answer) -> None:
        if await ask_all_alike(self.interview, self.spot, answer):
            self._put_in(answer)
        else:
            self.alike = False
            self.show_question()
            self.say("Nothing changed.")

    def _put_in(self, answer: Answer) -> None:
        """Put an answer in, and go on to the next partner without one."""
        spot = self.spot
        if not spot.is_asked:
            self.say(NOT_ASKED_HERE)
            return
        if fault := answer_fault(spot.question, answer):
            self.say((f"[!] {fault}", "$caution"))
            return
        self.interview.change(spot.given(answer))
        self.alike, self.is_marked, self.last_row = False, False, self.row
        self.row = self.spot.open_row(after=self.row)
        self.show_question()
        said = card.short_answer(spot.question, answer)
        self.tell_kept(f"{spot.whose}: {said}" if spot.whose else said, spot.session)

    def tell_kept(self, said: str, before: Session) -> None:
        """Tell what was kept; with the verdict so far where the room wants to see it."""
        if self.interview.is_live:
            said = so_far.in_words(self.rules, before.scenario, self.session)
            self.say(("So far: ", "bold"), said)
        else:
            who = "w: who could tell?  " if self._unknown_row() == self.last_row else ""
            kept = "On trial" if self.interview.trial is not None else "Kept"
            self.say(f"{kept}: {said}. ", (f"{who}n: note  ^z: take back", "$quiet"))

    def action_next(self) -> None:
        """Go to the next open question of this form; at its end, ask what comes then."""
        following = next_gap(self.rules, self.session, self.at)
        if following is not None:
            self.go_to(following.id)
            return
        left = what_is_left(self.rules, self.session)
        if any(left):
            self.app.push_screen(how_to_go_on(left), self._go_on)
        else:
            self.action_read_back()

    def action_come_back(self) -> None:
        """Go back to where one came from."""
        self.action_back_out()

    def action_next_gap(self) -> None:
        """Go to the next open question of all, and from the last to the first."""
        left = what_is_left(self.rules, self.session)
        gaps = [q.id for q in (*left.short_form, *left.further)] or [q.id for q in left.parked]
        ids = [question.id for question in agenda(self.rules, self.session.scenario)]
        here = ids.index(self.at) if self.at in ids else -1
        if gaps:
            self.go_to(next((gap for gap in gaps if ids.index(gap) > here), gaps[0]))
        else:
            self.action_read_back()

    def _go_on(self, key: str | None) -> None:
        left = what_is_left(self.rules, self.session)
        open_ones = {"s": left.short_form, "p": left.parked, "g": left.further}.get(key or "")
        if key == "r":
            self.action_read_back()
        elif open_ones:
            self.go_to(open_ones[0].id)

    def action_turn(self, by: int) -> None:
        """Go to the question before or after this one."""
        ids = [question.id for question in agenda(self.rules, self.session.scenario)]
        place = ids.index(self.at) + by if self.at in ids else 0
        if 0 <= place < len(ids):
            self.go_to(ids[place])

    def action_row(self, by: int) -> None:
        """Go to another partner."""
        if partners := self.spot.partners:
            self.row, self.alike = (self.row + by) % len(partners), False
            self.is_marked = True
            self.show_question()

    def action_alike(self) -> None:
        """Let the next answer be for all partners alike, or not."""
        self.alike = not self.alike
        self.say("The next answer is for all alike." if self.alike else "")
        self.show_question()

    def action_open(self) -> None:
        """Open a delicate question to the room."""
        self.interview.change(self.session.with_opened(self.at))
        self.show_question()

    @work
    async def action_note(self, typed: str | None = None) -> None:
        """Write a note on the answer given last, or on that of the partner somebody marked."""
        given = replace(self.spot, row=self.last_row, alike=False)
        marked = replace(self.spot, alike=False)
        spot = marked if self.is_marked or given.answer is None else given
        if spot.is_hidden or not spot.is_asked:
            says = HIDDEN_NOTE if spot.is_hidden else NOT_ASKED_HERE
            await self.app.push_screen_wait(Page("No note here", Content(says)))
            return
        begun = Noted(typed) if typed else note_that_waits(self.interview)
        answer = await ask_note(self.interview, spot, begun)
        if begun != Noted() and not typed:
            drop_note_that_waits(self.interview, write=answer is None)
        if answer is None:
            self.say("Note not changed.")
            return
        if spot.answer is None:
            self.row, self.alike = spot.row, False
            self._put_in(answer)
        else:
            self.interview.change(spot.noted(answer))
            self.show_question()
        self.say("Note kept.")

    @work
    async def action_who(self) -> None:
        """Write down who could tell, of the partner that is marked or was answered last."""
        row = self._unknown_row()
        if row is not None:
            await ask_who(self.interview, replace(self.spot, row=row))
            self.show_question()

    def action_clear(self) -> None:
        """Take the answer out, as if it had not been asked."""
        self.interview.change(self.spot.cleared())
        self.show_question()

    def action_park(self) -> None:
        """Set the question aside, and go to the next one."""
        self.interview.change(self.session.with_parked(self.at))
        if self.only is not None:
            self.action_back_out()
        else:
            self.action_next()
            self.say("Parked: it comes back at the end, or with j.")

    def action_undo(self) -> None:
        """Take the last change back, and show what it was about."""
        self._step(self.session.undone(), "Taken back", "ctrl+y brings it again")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._step(self.session.redone(), "Brought back", "ctrl+z takes it back")

    def _step(self, session: Session, done: str, then: str) -> None:
        before = self.session
        if session is before:
            self.say("There is nothing to take back or bring back.")
            return
        self.interview.change(session)
        about = changed_question(before.scenario, session.scenario)
        if about is not None and self.only is None:
            self.go_to(about)
        else:
            self.show_question()
        what = shown(self.rules, session, self.rules.questions[about]) if about else OF_FACTS
        self.say(f"{done}; {then}: {what}")

    @work
    async def action_jump(self) -> None:
        """Choose any question."""
        dialog = JumpDialog(self.rules, self.session, self.at)
        question = await self.app.push_screen_wait(dialog)
        if question is not None:
            self.go_to(question)

    def action_read_back(self) -> None:
        """Read back what was heard, and from there go to the advice."""
        from advisor.interview.screens.read_back import ReadBackScreen

        if self.only is not None:
            self.action_back_out()
        else:
            self.app.push_screen(ReadBackScreen())

    def action_live(self) -> None:
        """Show the verdict so far after each answer, or not."""
        self.interview.is_live = not self.interview.is_live
        state = "on" if self.interview.is_live else "off"
        self.say(f"The verdict so far is {state}; it is told after the next answer.")

    def action_known(self) -> None:
        """Show how much is known, or not."""
        self.interview.shows_known = not self.interview.shows_known
        self.show_question()

    def action_back_out(self) -> None:
        """Go back to where one came from; to the first screen only as one leaves the program."""
        if self.only is not None and not self.has_unkept_text():
            self.dismiss()
        else:
            self.interview.flow(self._leave(), "leave")

    async def _leave(self) -> None:
        from advisor.interview.flows.leaving import may_leave

        visited = self.only is not None
        if await (self.may_discard() if visited else may_leave(self.interview)):
            self.dismiss()
