"""What just happened, on a line of its own above the keys."""

from textual.content import Content
from textual.widgets import Static


class MessageLine(Static):
    """The newest message; it takes no room while there is none.

    Textual's toasts lie over the text that a room reads or types, and pile up.
    """

    # One line more than the margin: the keys are docked at the same edge.
    DEFAULT_CSS = """
    MessageLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; margin-bottom: 1; }
    MessageLine.-empty { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, classes="-empty")

    def show(self, text: Content) -> None:
        """Show a message in the place of the one before; nothing in it is markup."""
        self.set_class(not text.plain, "-empty")
        self.update(text)
