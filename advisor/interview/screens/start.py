"""The first screen: what this is, what can be begun, and what to know before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import OptionList, Static

from advisor.files.clean_text import one_line, whole_number
from advisor.interview.dialogs.dialog import plain
from advisor.interview.screens.interview_screen import FullScreen
from advisor.interview.widgets.content import beside, entry
from advisor.interview.widgets.head_line import HeadLine

if TYPE_CHECKING:
    from advisor.interview.state.recent_work import RecentWork

_WHAT = (
    "Planning to work with other schools? Answer plain questions together. You leave with what to "
    "promise, what to put right first, who does what by when."
)
# A choice: then there is room for the file and for how much is known.
_WIDE = 110
_NEW = ("begin('new')", "Start a new partnership", "")
_OTHERS = (
    ("begin('open')", "Open another file", ""),
    ("begin('example')", "Look at an example", ""),
)
# How long the short form takes is worked out once the rules are read.
_TIME = "Keep 15 minutes for the advice. You can stop at any point and carry on later."
_BEFORE = (
    ("Answers", '"We don\'t know" is an answer. There is no score and no pass mark.'),
    (
        "Privacy",
        "A state school can be asked to release this file. People can ask to see what it says "
        "about them. Use job titles, not names. Write only what you would be happy to defend.",
    ),
    ("Who", "Someone who can speak for each school, and somebody to type."),
)


# Not bindings: the line of keys would show these in place of keys that work everywhere.
_LETTERS = {"h": "help", "q": "quit"}


class _Beginnings(OptionList):
    """What can be chosen."""

    BINDINGS = [Binding("enter", "select", "Choose")]


class StartScreen(FullScreen):
    """Offers what can be done first.

    Args:
        opening: The file that is being opened: until that is done, nothing can be chosen.
    """

    HELP = (
        "The advisor asks a leadership team about a partnership between schools, and answers with "
        "what to put in place, what to find out, the risks and the first steps, each with its "
        "source. Press the number of a line, or move with the arrows and press Enter. You can go "
        "on with what was left unsaved, and with the files opened last."
    )
    BINDINGS = [
        Binding("n", "app.begin('new')", "New", show=False),
        Binding("o", "app.begin('open')", "Open", show=False),
        Binding("e", "app.begin('example')", "Example", show=False),
    ]

    def __init__(self, opening: str = "") -> None:
        super().__init__()
        self.opening = opening
        self._recent: RecentWork | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield plain(_WHAT, id="what")
            yield plain(f"Opening {one_line(self.opening)} …", id="opening")
            yield _Beginnings(id="begin", markup=False, compact=True)
            yield plain("Before you start", id="before", classes="title")
            yield Static(id="terms", markup=False)

    def on_mount(self) -> None:
        self.query_one(HeadLine).write("Partnership advisor")
        self.query_one("#begin", OptionList).focus()
        self._draw()

    def on_resize(self, _: Resize) -> None:
        self._draw()

    def show_recent(self, recent: RecentWork) -> None:
        """Show what was left unsaved and what was opened last, and how long it takes."""
        self._recent = recent
        self._draw()
        options = self.query_one("#begin", OptionList)
        # After a crash Enter would begin another one, with the meeting's answers a line below.
        if options.highlighted == 0 and any(one.unsaved for one in recent.all):
            options.highlighted = 1

    def stop_waiting(self) -> None:
        """Offer the choices: the file is not open after all."""
        self.opening = ""
        self._draw()

    @property
    def _choices(self) -> list[tuple[str, str, str]]:
        """What can be chosen, by its number less one: what the app does, and two texts."""
        is_wide = self.size.width >= _WIDE
        recent = [
            (
                f"resume({n})",
                f"Go on with: {one.name}",
                f"{one.more}, {one.says}" if one.more and is_wide else one.says,
            )
            for n, one in enumerate(self._recent.all if self._recent else ())
        ]
        return [_NEW, *recent, *_OTHERS]

    def _draw(self) -> None:
        options = self.query_one("#begin", OptionList)
        self.query_one("#opening").display = bool(self.opening)
        options.display = not self.opening
        # The page's margins, its scroll bar, and the margin of the list.
        cells = self.size.width - 4
        at = options.highlighted or 0
        options.clear_options()
        options.add_options(
            beside(f"{n}  ", label, says, cells)
            for n, (_, label, says) in enumerate(self._choices, 1)
        )
        options.highlighted = min(at, options.option_count - 1)
        minutes = self._recent.short_form_minutes if self._recent else 0
        takes = f"The short form takes about {minutes} minutes for four schools. "
        time = ("Time", f"{takes if minutes else ''}{_TIME}")
        terms = (entry(f"  {name:9}", text, cells) for name, text in (time, *_BEFORE))
        self.query_one("#terms", Static).update(Content("\n").join(terms))

    async def on_key(self, event: Key) -> None:
        # Not bindings: how many there are is known only once the journals are read.
        number = whole_number(event.character or "") or 0
        action = _LETTERS.get(event.character or "", "")
        if not self.opening and 1 <= number <= len(self._choices):
            action = self._choices[number - 1][0]
        if action:
            event.stop()
            await self.app.run_action(action)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Do what the number of a line does."""
        # So a click, Enter and the number take one way, and wait for what a key waits for.
        self.app.simulate_key(str(event.option_index + 1))
