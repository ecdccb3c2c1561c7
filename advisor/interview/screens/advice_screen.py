"""A screen that shows advice, and takes what the meeting decides about it."""

from abc import abstractmethod

from textual import work
from textual.widgets import OptionList

from advisor.interview.flows.decisions import (
    agree_on_step,
    answer_to_correct,
    disagree,
    set_status,
)
from advisor.interview.messages import Visit
from advisor.interview.screens.detail_panel import DetailPanel
from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.state.agreed_steps import answers_behind, status_kept
from advisor.interview.state.room import Room
from advisor.interview.texts import ASKED_AGAIN
from advisor.reasoning.assessment import Assessment
from advisor.report.phrases import Phrases


class AdviceScreen(InterviewScreen):
    """Asks for the advice whenever it comes up.

    Attributes:
        phrases: The advice that is shown, in words; None until there is any.
        panel: What is behind a line of it.
    """

    def __init__(self, room: Room, phrases: Phrases | None = None) -> None:
        super().__init__(room)
        self.phrases = phrases
        # Here, since which keys work is asked before the screen is composed.
        self.panel = DetailPanel(id="side")

    @property
    @abstractmethod
    def line(self) -> str | None:
        """The line that is meant, by its id."""

    @abstractmethod
    def show_advice(self) -> None:
        """Show the advice, once there is any."""

    @property
    def assessment(self) -> Assessment:
        """What is shown."""
        assert self.phrases is not None
        return self.phrases.assessment

    def show_current(self) -> None:
        # A change of who is in the room, or of the kind, may have come over it, or an undo of one:
        # then it is asked about again, as before the first showing. Nothing is painted before that.
        if self.room.may_show_advice:
            self.ask_adviser()
        elif self.is_current:
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
            self.phrases = Phrases(assessment, self.rules)
            self.show_advice()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "disagree":
                return self.panel.detail.rule is not None
            case "steps":
                return bool(self.panel.detail.steps)
            case _:
                return super().check_action(action, parameters)

    @work
    async def action_disagree(self) -> None:
        """Keep why the room disagrees."""
        if rule := self.panel.detail.rule:
            before = self.session
            await disagree(self.room, self.app, rule)
            if self.session is not before:
                self.say("Kept: why you disagree.")
            self.show_current()

    @work
    async def set_step(self, step: str) -> None:
        """Set who takes a step, and by when."""
        assert self.phrases is not None
        stands = await agree_on_step(self.room, self.app, step, self.phrases)
        if stands:
            self.say(stands)
        self.ask_adviser()

    @work
    async def action_status(self) -> None:
        """Set how far a step is."""
        if (step := self.line) is not None:
            behind = answers_behind(self.assessment, step)
            status = await set_status(self.room, self.app, step, self.assessment.step(step))
            if status is not None:
                self.say(status_kept(self.assessment, step, status))
            if status in {"done", "dropped"}:
                # The step goes to the end of the list, and the mark is not to go with it.
                self.query_one(OptionList).action_cursor_down()
            if status == "done":
                place = await answer_to_correct(self.room, self.app, step, behind)
                if place is not None:
                    self.post_message(Visit(*place))
            self.ask_adviser()
