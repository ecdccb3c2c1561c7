"""A field for a number with its unit, checked as it is typed; other keys go past it."""

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.widget import Widget

from advisor.files.clean_text import number_from
from advisor.interview.messages import NumberGiven

# A choice. The largest number that a shipped question takes is 240.
_MOST_DIGITS = 8


class NumberField(Widget, can_focus=True):
    """Takes digits and a decimal point; Enter gives the number, if it makes sense."""

    DEFAULT_CSS = """
    NumberField { height: 3; width: 1fr; border: solid $quiet; padding: 0 1; color: $text; }
    NumberField:focus { border: solid $primary; }
    """

    unit = text = given = about = ""
    least: float = 0
    most: float = 0
    label_of: Callable[[float], str] = str

    def offer(
        self,
        unit: str,
        least: float,
        most: float,
        label_of: Callable[[float], str],
        given: str,
        about: str,
    ) -> str:
        """Ask for a number; ``label_of`` says what a number that makes sense means.

        What is typed stays as long as it is asked about the same, and nothing else was given.

        Returns:
            What was typed and is dropped here, for the screen to say so.
        """
        self.unit, self.least, self.most, self.label_of = unit, least, most, label_of
        dropped = self.drop() if (about, given) != (self.about, self.given) else ""
        self.given, self.about = given, about
        self.refresh()
        return dropped

    def drop(self) -> str:
        """Drop what is typed, and return it."""
        dropped, self.text = self.text, ""
        return dropped

    @property
    def value(self) -> int | float | None:
        """What is typed, if it is a number that makes sense."""
        value = number_from(self.text)
        return value if value is not None and self.least <= value <= self.most else None

    def render(self) -> Content:
        shown = self.text or self.given
        cursor = Content.styled(" ", "reverse") if self.has_focus else Content("")
        said = Content.assemble((shown or "", "bold" if self.text else ""), cursor)
        return Content.assemble(said, f" {self.unit}   ", self._check())

    def _check(self) -> tuple[str, str]:
        sensible = f"from {self.least} to {self.most}"
        if not self.text:
            typed = "type another to change it" if self.given else "type a number"
            return f"{typed}, {sensible}", "$quiet"
        if (value := self.value) is None:
            return f"[!] out of range: {sensible}", "$caution"
        return f"{self.label_of(value)} - Enter keeps it", "$good"

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.character in "0123456789.":
            if len(self.text) < _MOST_DIGITS:
                self.text += event.character
        elif event.key == "backspace" and self.text:
            self.text = self.text[:-1]
        elif event.key == "enter" and self.text:
            if (value := self.value) is not None:
                self.text = ""
                self.post_message(NumberGiven(value))
        else:
            return
        # Stopped, or a digit would go on to the screen, where it is the key of a level.
        event.stop()
        event.prevent_default()
        self.refresh()

    def on_click(self) -> None:
        self.focus()
