"""Shows a detail, and goes to the answers behind it by their numbers or by mouse."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisor.interview.dialogs.dialog import show_message
from advisor.interview.messages import Visit
from advisor.interview.screens.detail import Detail, Said
from advisor.interview.widgets.content import entry

EMPTY = Detail(Content(""))


class _Answers(Static):
    """The answers behind a finding, each with its number; a click goes to one."""

    DEFAULT_CSS = "_Answers { height: auto; margin-top: 1; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        # For each line on the screen, the answer that is on it.
        self.lines: list[Said] = []

    def show(self, said: tuple[Said, ...], cells: int) -> None:
        """Show other answers."""
        shown, self.lines = [Content.styled("You said", "bold")], []
        for number, one in enumerate(said, 1):
            # Digits go as far as nine; what comes later can be clicked.
            mark = f"{number}" if number <= 9 else "-"
            text = entry(f" {mark} ", one.sentence, cells).stylize("bold $primary", 0, 3)
            shown.append(text)
            self.lines += [one] * (text.plain.count("\n") + 1)
        self.display = bool(said)
        self.update(Content("\n").join(shown))

    def on_click(self, event: events.Click) -> None:
        if 0 < event.y <= len(self.lines):
            one = self.lines[event.y - 1]
            self.post_message(Visit(one.question, one.partner))


class DetailPanel(VerticalScroll, can_focus=True):
    """What is behind the line that is marked, next to the list or on a screen of its own."""

    DEFAULT_CSS = """
    DetailPanel { padding: 0 1; }
    DetailPanel > Static { height: auto; width: 1fr; }
    """
    BINDINGS = [
        Binding("1", "answer(1)", "An answer"),
        *(Binding(str(n), f"answer({n})", "Go to an answer", show=False) for n in range(2, 10)),
        Binding("space", "page_down", "Page down", show=False),
    ]

    detail = EMPTY

    def compose(self) -> ComposeResult:
        yield Static(id="above", markup=False)
        yield _Answers()
        yield Static(id="below", markup=False)

    def show(self, detail: Detail, cells: int) -> None:
        """Show what is behind a line, in lines of so many cells."""
        self.detail = detail
        self.query_one("#above", Static).update(detail.above)
        self.query_one(_Answers).show(detail.said, cells)
        self.query_one("#below", Static).update(detail.below)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "answer" or bool(self.detail.said)

    def action_answer(self, number: int) -> None:
        """Go to the question of an answer."""
        if number <= len(self.detail.said):
            one = self.detail.said[number - 1]
            self.post_message(Visit(one.question, one.partner))
        else:
            says = f"There is no answer {number} here. Escape goes to the list."
            show_message(self.app, says)
