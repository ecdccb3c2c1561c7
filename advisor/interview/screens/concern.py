"""A line of the advice on a screen of its own, where there is no room next to the list."""

from textual.app import ComposeResult
from textual.binding import Binding

from advisor.interview.screens.advice_lists import SECTIONS
from advisor.interview.screens.advice_screen import AdviceScreen
from advisor.interview.screens.detail import Detail, finding_detail, section_detail
from advisor.interview.screens.detail_panel import EMPTY
from advisor.interview.screens.tabs import PLAN
from advisor.interview.state.room import Room
from advisor.report.phrases import Phrases


def detail_of(line: str, phrases: Phrases, room: Room, cells: int) -> Detail:
    """Return what is behind a line of the advice, by the id that the list gives it."""
    first, *rest = line.split(" ")
    if first != "section":
        return finding_detail((first, *rest), phrases, room.current, cells)
    section = SECTIONS[rest[0]][0](phrases)
    return section_detail(section, cells) if section else EMPTY


class ConcernScreen(AdviceScreen):
    """Everything behind a concern or a strength; a number goes to the question of an answer."""

    HELP = (
        "Under “You said” each answer has a number: press it to go to its question, and Enter "
        "there to come back. d keeps why you disagree; that changes no verdict. s shows the "
        "steps. The arrows scroll."
    )
    BINDINGS = [
        Binding("b,escape,q,enter", "dismiss", "Back"),
        Binding("d", "disagree", "Disagree"),
        Binding("s", "steps", "Steps"),
    ]

    line = ""

    def __init__(self, room: Room, line: str, phrases: Phrases) -> None:
        super().__init__(room, phrases)
        self.line = line

    def body(self) -> ComposeResult:
        yield self.panel

    def on_resize(self) -> None:
        self.show_advice()

    def show_current(self) -> None:
        self.show_advice()
        super().show_current()

    def show_advice(self) -> None:
        self.head(self.room.title)
        assert self.phrases is not None
        # The panel has a padding of one on each side, and a bar that scrolls it.
        cells = max(20, self.size.width - 4)
        self.panel.show(detail_of(self.line, self.phrases, self.room, cells), cells)
        self.refresh_bindings()

    def action_steps(self) -> None:
        """Go to the first step that puts it right."""
        self.dismiss((PLAN, self.panel.detail.steps[0]))
