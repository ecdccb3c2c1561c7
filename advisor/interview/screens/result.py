"""The advice: the concerns with what is behind each, the plan, what to find out, the report."""

from collections.abc import Iterable
from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option, OptionDoesNotExist

from advisor.interview.dialogs.dialog import plain
from advisor.interview.flows.export import export
from advisor.interview.messages import OpenScreen, Visit
from advisor.interview.screens import tabs as parts
from advisor.interview.screens.advice_lists import (
    OPEN_QUESTIONS,
    advice_options,
    open_by_question,
    open_options,
    step_options,
)
from advisor.interview.screens.advice_screen import AdviceScreen
from advisor.interview.screens.concern import ConcernScreen, detail_of
from advisor.interview.screens.detail import Detail
from advisor.interview.screens.interview_screen import Place
from advisor.interview.screens.other_details import open_detail, step_detail, topic_lines
from advisor.interview.screens.what_if import WhatIfScreen
from advisor.interview.widgets.content import of_lines, show_options
from advisor.report.page import Extent, page_of
from advisor.report.phrases import Phrases
from advisor.report.sections.framework_section import frameworks_section
from advisor.report.sections.verdict_section import verdict_section
from advisor.report.writers.terminal import fitting, page_lines, section_lines

BRIEF = 0
"""The brief as it is printed; no tab, but a key away."""


class ResultScreen(AdviceScreen):
    """Shows what experta found, once it has."""

    CSS_PATH = "result.tcss"
    HELP = (
        "The numbers change what is shown. Enter opens a concern to its answers, sources and "
        "steps; on a step it sets who does it and by when; on a question it opens that. d keeps "
        "why you disagree, and s shows the steps. e writes the brief to a file, and on the full "
        "report (f) that."
    )
    BINDINGS = [
        *(Binding(str(n), f"tab({n})", "Another part", show=False) for n in range(1, 6)),
        Binding("left", "turn(-1)", "Part before", show=False),
        Binding("right", "turn(1)", "Next part", show=False),
        # First of the two on its key: it is off where the list has the focus.
        Binding("escape", "to_list", "To the list"),
        Binding("b,escape,q", "back", "Back"),
        Binding("d", "disagree", "Disagree"),
        Binding("e", "export", "Export"),
        # The first to go on a narrow line: 2 leads to the steps as well.
        Binding("s", "steps", "Steps"),
        Binding("s", "status", "Status"),
        Binding("p", "brief", "As printed"),
        Binding("f", f"tab({parts.FULL})", "Full report", show=False),
        Binding("i", f"tab({parts.WHAT_IF})", "What if", show=False),
    ]

    tab = parts.ADVICE

    def body(self) -> ComposeResult:
        yield parts.Tabs()
        with VerticalScroll(id="verdict", can_focus=False):
            yield Static(id="says", markup=False)
        with Horizontal(id="parts"):
            with Vertical(id="left"):
                yield parts.PartLines(id="list", markup=False)
                yield Static(id="topics", markup=False)
            yield self.panel
        with VerticalScroll(id="page"):
            yield Static(id="text", markup=False)
        yield plain("The advice is being worked out.", id="waiting")

    def on_mount(self) -> None:
        self.head(self.room.title)
        for part in ("#verdict", "#parts", "#page"):
            self.query_one(part).display = False
        self.query_one("#topics").border_title = "By topic"
        self.panel.border_title = "What is behind it"

    def on_resize(self) -> None:
        if self.phrases is not None:
            # The writer wraps the page, not the widget; and only now has the list its new width.
            self.call_after_refresh(self.show_tab)

    def show_advice(self) -> None:
        self.query_one("#waiting").display = False
        self.head(self.room.title)
        self.show_tab()

    @property
    def line(self) -> str | None:
        """The line that is marked, by its id."""
        option = self.query_one(OptionList).highlighted_option
        return option.id if option is not None and self.is_list else None

    @property
    def is_list(self) -> bool:
        """Whether a list is shown, not a page."""
        return self.tab in {parts.ADVICE, parts.PLAN, parts.FIND_OUT}

    @property
    def is_wide(self) -> bool:
        """Whether there is room next to the list for what is behind a line."""
        return self.has_class("-wide") and self.is_list

    @property
    def side_cells(self) -> int:
        """How wide the lines next to it may be; computed, as it may not be laid out yet."""
        return max(20, self.size.width * 55 // 100 - 6)

    @property
    def tabs(self) -> tuple[int, ...]:
        """The parts that have something to show."""
        return parts.parts_of(self.assessment)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "steps" | "disagree" if self.tab != parts.ADVICE:
                return False
            case "status":
                return self.tab == parts.PLAN and self.line is not None
            case "to_list":
                return self.panel.has_focus
            case _:
                return super().check_action(action, parameters)

    def action_tab(self, number: int) -> None:
        """Show another part."""
        if self.phrases is None or (number != BRIEF and number not in self.tabs):
            return
        if number == parts.WHAT_IF:
            what_if = WhatIfScreen(self.room, self.assessment)
            self.post_message(OpenScreen(what_if, self.show_place))
            return
        self.show_place((number, None))

    def show_place(self, place: Place | None) -> None:
        """Show a part, with a line marked."""
        if place is None:
            return
        self.tab, line = place
        # show_options() keeps the mark where it was; in another list that would be any line.
        options = self.query_one(OptionList)
        options.highlighted = None
        self.show_tab()
        if line is not None:
            # A step that is done by now is no line any more.
            with suppress(OptionDoesNotExist):
                options.highlighted = options.get_option_index(line)

    def action_turn(self, by: int) -> None:
        """Show the next part, or the one before; a what-if is left out, since it opens over it."""
        if self.phrases is None:
            return
        tabs = [tab for tab in self.tabs if tab != parts.WHAT_IF]
        place = tabs.index(self.tab) if self.tab in tabs else 0
        self.action_tab(tabs[(place + by) % len(tabs)])

    def action_brief(self) -> None:
        """Show the brief as it is printed and exported, or go back to the list."""
        self.action_tab(parts.ADVICE if self.tab == BRIEF else BRIEF)

    def show_tab(self) -> None:
        """Show the current part of the advice."""
        phrases = self.phrases
        if phrases is None:
            return
        self.query_one(parts.Tabs).show_at(self.tab, self.tabs)
        self.query_one("#verdict").display = self.tab == parts.ADVICE
        self.query_one("#parts").display = self.is_list
        self.query_one("#page").display = not self.is_list
        if self.is_list:
            self._show_list(phrases)
        else:
            self._page(phrases)
        self.refresh_bindings()

    def _show_list(self, phrases: Phrases) -> None:
        whole = self.size.width
        self.query_one("#says", Static).update(
            of_lines(section_lines(verdict_section(phrases), max(20, whole - 3), is_brief=True))
        )
        options = self.query_one(parts.PartLines)
        options.sets_steps = self.tab == parts.PLAN
        options.border_title = parts.TABS[self.tab][1]
        cells = whole - whole * 55 // 100 - 7 if self.is_wide else whole - 5
        show_options(options, self._lines(phrases, cells))
        self.query_one("#topics", Static).update(of_lines(topic_lines(phrases, cells)))
        self._show_detail()
        if not self.panel.has_focus:
            options.focus()

    def _lines(self, phrases: Phrases, cells: int) -> Iterable[Option]:
        # Each yields its lines as they are asked for.
        return {
            parts.ADVICE: advice_options(phrases, cells),
            parts.PLAN: step_options(phrases, cells),
            parts.FIND_OUT: open_options(phrases, self.session, cells),
        }[self.tab]

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        """Show next to the list what is behind the marked line."""
        phrases, line = self.phrases, self.line
        if phrases is not None and line is not None:
            self.panel.show(self._detail(phrases, line, self.side_cells), self.side_cells)
            self.panel.scroll_home(animate=False)
            self.refresh_bindings()

    def _detail(self, phrases: Phrases, line: str, cells: int) -> Detail:
        match self.tab:
            case parts.PLAN:
                return step_detail(line, phrases, cells)
            case parts.FIND_OUT:
                return open_detail(line, phrases, self.session, cells)
            case _ if line == OPEN_QUESTIONS:
                return Detail(Content("Enter lists them, with whom to ask."))
            case _:
                return detail_of(line, phrases, self.room, cells)

    def _page(self, phrases: Phrases) -> None:
        scroll = self.query_one("#page", VerticalScroll)
        width = fitting(self.size.width - 2)
        if self.tab == parts.MODELS and (models := frameworks_section(phrases)):
            lines = list(section_lines(models, width))
        else:
            page = page_of(phrases.assessment, phrases.rulebook, self._extent)
            lines = page_lines(page, width)
        self.query_one("#text", Static).update(of_lines(lines))
        scroll.focus()

    @property
    def _extent(self) -> Extent:
        return "full" if self.tab == parts.FULL else "brief"

    @on(OptionList.OptionSelected)
    def open_line(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen: a concern, a step, or a question."""
        if event.option_id is None:
            return
        if self.tab == parts.PLAN:
            self.set_step(event.option_id)
        elif self.tab == parts.FIND_OUT:
            first = open_by_question(self.assessment)[event.option_id][0]
            self.post_message(Visit(first.question, first.partner))
        elif event.option_id == OPEN_QUESTIONS:
            self.action_tab(parts.FIND_OUT)
        elif self.is_wide:
            self.panel.focus()
        elif self.phrases is not None:
            concern = ConcernScreen(self.room, event.option_id, self.phrases)
            self.post_message(OpenScreen(concern, self.show_place))

    def action_to_list(self) -> None:
        """Go back from what is behind a line to the list."""
        self.query_one(OptionList).focus()
        self.refresh_bindings()

    def action_steps(self) -> None:
        """Go to the first step for the concern that is marked."""
        self.show_place((parts.PLAN, self.panel.detail.steps[0]))

    @work
    async def action_export(self) -> None:
        """Write the advice to a file."""
        if self.phrases is not None:
            await export(self.room, self.app, lambda: self.assessment, self._extent)

    def action_back(self) -> None:
        """Go back to the advice, and from there to what we heard."""
        if self.tab == parts.ADVICE or self.phrases is None:
            self.dismiss()
        else:
            self.action_tab(parts.ADVICE)
