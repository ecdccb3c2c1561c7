"""What the meeting decides on the advice: who takes a step, how far it is, where it disagrees."""

from abc import abstractmethod

from textual import work

from advisor.interview.flows.decisions import agree_on_step, disagree, set_status
from advisor.interview.screens.detail_panel import DetailPanel
from advisor.interview.screens.interview_screen import AdviceScreen
from advisor.interview.state.changes import TAKEN_BACK, brief_change, changes
from advisor.interview.state.delicate import shown
from advisor.interview.state.room import Room
from advisor.reasoning.assessment import Assessment


class DecidingScreen(AdviceScreen):
    """Shows what is behind a line of the advice, and takes what the meeting decides about it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        # Here, since which keys work is asked before the screen is composed.
        self.panel = DetailPanel(id="side")

    @property
    @abstractmethod
    def assessment(self) -> Assessment:
        """What is shown."""

    @property
    @abstractmethod
    def line(self) -> str | None:
        """The line that is meant, by its id."""

    @work
    async def action_disagree(self) -> None:
        """Keep why the room disagrees."""
        if rule := self.panel.detail.rule:
            await disagree(self.room, self.app, rule)
            self.show_current()

    @work
    async def set_step(self, step: str) -> None:
        """Set who takes a step, and by when."""
        stands = await agree_on_step(self.room, self.app, step, self.assessment.days_from)
        if stands:
            self.say(stands)
        self.ask_adviser()

    @work
    async def action_status(self) -> None:
        """Set how far a step is."""
        if (step := self.line) is not None:
            await set_status(self.room, self.app, step)
            self.ask_adviser()

    def action_undo(self) -> None:
        """Take back what was set last."""
        before, after = self.session, self.session.undo()
        if after is before:
            self.say("There is nothing to undo.")
            return
        self.room.change(after)
        found = changes(self.rules, before.scenario, after.scenario)
        what = brief_change(self.rules, before.scenario, after, found, TAKEN_BACK)
        asked = {change.place[0] for change in found}
        if len(asked) == 1:
            asks = shown(self.rules, after, self.rules.questions[asked.pop()])
            # A closed question is named by its topic only, and is all that is said.
            what += f" ({asks})" if asks != what else ""
        self.say(f"{TAKEN_BACK}: {what}.")
        self.show_current()
