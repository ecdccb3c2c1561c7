"""The list of examples: by kind, and by the decision in front of each."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import Dialog
from advisor.interview.widgets.content import beside
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.rulebook.wording import Wording
from advisor.scenario.scenario import Scenario

# The frame, its margin on both sides, and the scroll bar.
_FRAME = 7


class ExamplesDialog(Dialog[Scenario | None]):
    """Choose a shipped partnership."""

    HELP = "Move with the arrows and press Enter, or click. Escape goes back."
    AUTO_FOCUS = "OptionList"

    def __init__(self, wording: Wording, examples: Sequence[Scenario]) -> None:
        super().__init__("Look at which example?", "Each opens on its advice. Nothing is kept.")
        self.wording = wording
        self.examples = sorted(
            examples,
            key=lambda one: (KINDS.index(one.kind), STAGES.index(one.judged_at), one.partnership),
        )

    def parts(self) -> ComposeResult:
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        options, kind = self.query_one(OptionList), ""
        cells = min(100, self.app.size.width * 9 // 10) - _FRAME
        for number, one in enumerate(self.examples):
            label = self.wording.kinds[one.kind].label
            if label != kind:
                heading = Content.styled(f"{label[0].upper()}{label[1:]}", "$quiet")
                options.add_option(Option(heading, disabled=True))
                kind = label
            decision = self.wording.stages[one.judged_at].short
            options.add_option(Option(beside("  ", one.partnership, decision, cells), str(number)))
        options.action_first()

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Take the example that was chosen."""
        self.dismiss(self.examples[int(event.option_id or 0)])
