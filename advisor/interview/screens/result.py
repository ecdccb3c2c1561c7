"""The result: the brief, then its parts one by one, then the full report."""

from collections.abc import Iterable

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from advisor.interview.dialogs.dialog import plain
from advisor.interview.flows.decisions import agree_on_step
from advisor.interview.flows.export import export
from advisor.interview.messages import OpenFinding, TryOut, Visit
from advisor.interview.screens.interview_screen import AdviceScreen
from advisor.interview.screens.result_lists import (
    find_out_place,
    open_options,
    risk_options,
    step_options,
    strength_options,
)
from advisor.interview.screens.tabs import Tabs
from advisor.interview.state.room import Room
from advisor.interview.widgets.content import of_lines, show_options
from advisor.reasoning.assessment import Assessment
from advisor.report.page import Extent, page_of
from advisor.report.phrases import Phrases
from advisor.report.writers.terminal import fitting, page_lines, section_lines

TABS = ("Advice", "Risks", "Strengths", "Steps", "Find out", "Next", "Models", "All")
SECTIONS = {
    6: ("due-next", "There is no stage after this one."),
    7: ("frameworks", "No model names this kind of partnership."),
}
"""The parts that show one section of the page, and what they say without one."""


class ResultScreen(AdviceScreen):
    """Shows what experta found, once it has."""

    CSS_PATH = "result.tcss"
    HELP = (
        "The numbers change what is shown. Enter opens a risk to its answers, rule, sources and "
        "steps; on a step it sets who does it and by when; on a gap it opens the question. "
        "m sorts risks by topic or by weight. e writes the brief to a file, and on the tab All the "
        "full report. i tries an answer out, and saves none of that."
    )
    BINDINGS = [
        *(Binding(str(n), f"tab({n})", name, show=False) for n, name in enumerate(TABS, 1)),
        Binding("left", "turn(-1)", "Tab before", show=False),
        Binding("right", "turn(1)", "Next tab", show=False),
        Binding("m", "sort", "Sort"),
        Binding("i", "what_if", "What if"),
        Binding("e", "export", "Export"),
        Binding("ctrl+s", "app.save", "Save"),
        Binding("b,escape,q", "back", "Back"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.tab = 1
        self.by_topic = False
        self.phrases: Phrases | None = None

    def body(self) -> ComposeResult:
        yield Tabs(TABS)
        with VerticalScroll(id="page"):
            yield Static(id="text", markup=False)
        yield OptionList(id="list", markup=False)
        yield plain("The advice is being worked out.", id="waiting")

    def on_mount(self) -> None:
        self.head(self.room.title)
        self.set_class(bool(self.room.trial_title), "-trial")

    def on_resize(self) -> None:
        if self.phrases is not None:
            # The writer wraps the page, not the widget.
            self.show_tab()

    def take_advice(self, assessment: Assessment) -> None:
        """Show an assessment of the current answers."""
        self.phrases = Phrases(assessment, self.room.rulebook)
        self.query_one("#waiting").display = False
        self.show_tab()

    @property
    def assessment(self) -> Assessment:
        """What is shown."""
        assert self.phrases is not None
        return self.phrases.assessment

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.tab == 2 if action == "sort" else True

    def action_tab(self, number: int) -> None:
        """Show another part."""
        self.tab = number
        # show_options() keeps the mark where it was; in another list that would be any line.
        if self.phrases is not None:
            self.query_one(OptionList).highlighted = None
            self.show_tab()

    def action_turn(self, by: int) -> None:
        """Show the next part, or the one before."""
        self.action_tab((self.tab - 1 + by) % len(TABS) + 1)

    def show_tab(self) -> None:
        """Show the current part of the result."""
        phrases = self.phrases
        if phrases is None:
            return
        self.query_one(Tabs).show_at(self.tab)
        lines = self._lines(phrases)
        self.query_one("#page").display = lines is None
        options = self.query_one(OptionList)
        options.display = lines is not None
        if lines is None:
            self._page(phrases)
        else:
            show_options(options, lines)
            options.focus()
        self.refresh_bindings()

    def _lines(self, phrases: Phrases) -> Iterable[Option] | None:
        """Return the lines of a part that is a list."""
        cells = self.size.width - 5
        match self.tab:
            case 2:
                return risk_options(phrases, cells, by_topic=self.by_topic)
            case 3:
                return strength_options(phrases, cells)
            case 4:
                return step_options(phrases, cells)
            case 5:
                return open_options(phrases, self.session, cells)
            case _:
                return None

    def _page(self, phrases: Phrases) -> None:
        page = page_of(phrases.assessment, phrases.rulebook, "brief" if self.tab == 1 else "full")
        scroll = self.query_one("#page", VerticalScroll)
        width = fitting(self.size.width - 2)
        if self.tab in SECTIONS:
            shown = [section for section in page.sections if section.id == SECTIONS[self.tab][0]]
            lines = [line for section in shown for line in section_lines(section, width)]
        else:
            lines = page_lines(page, width)
        text = of_lines(lines) if lines else Content(SECTIONS[self.tab][1])
        self.query_one("#text", Static).update(text)
        scroll.focus()

    def action_sort(self) -> None:
        """Sort the risks by topic, or by weight."""
        self.by_topic = not self.by_topic
        self.query_one(OptionList).highlighted = None
        self.show_tab()

    @on(OptionList.OptionSelected)
    def open_line(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen: a finding, a step, or a question."""
        if event.option_id is None:
            return
        if self.tab in {2, 3}:
            self.post_message(OpenFinding(event.option_id, self.assessment))
        elif self.tab == 4:
            self.set_step(event.option_id)
        else:
            self.post_message(Visit(*find_out_place(self.assessment, event.option_id)))

    @work
    async def set_step(self, step: str) -> None:
        """Set who takes a step, and by when."""
        await agree_on_step(self.room, self.app, step)
        self.ask_adviser()

    def action_what_if(self) -> None:
        """Try answers out."""
        if self.room.trial is None:
            self.post_message(TryOut())
        else:
            self.notify("This is tried out already.", markup=False)

    @work
    async def action_export(self) -> None:
        """Write the advice to a file."""
        if self.phrases is not None:
            extent: Extent = "full" if self.tab == len(TABS) else "brief"
            await export(self.room, self.app, lambda: self.assessment, extent)

    def action_back(self) -> None:
        """Go back to what we heard."""
        self.dismiss()
