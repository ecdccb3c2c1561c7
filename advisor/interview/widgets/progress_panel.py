"""How much is known, topic by topic."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from advisor.interview.state.interim_verdict import in_all

_BAR = 6


class ProgressPanel(Static, can_focus=False):
    """Each topic with how many of its answers are known."""

    DEFAULT_CSS = """
    ProgressPanel { width: 32; height: 1fr; padding: 0 1; border-left: solid $quiet; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show_known(self, topics: Sequence[tuple[str, int, int]]) -> None:
        """Show topics: title, known, asked."""
        known, asked = in_all(topics)
        lines = [Content.styled(f"{known} of {asked} answers known", "bold")]
        for title, known, asked in topics:
            # Never by zero: a topic without questions is not listed (known_by_topic).
            filled = round(_BAR * known / asked)
            bar = "■" * filled + "□" * (_BAR - filled)
            lines.append(
                Content.assemble(f"{title}\n", (f"{bar} ", "$primary"), f"{known}/{asked}")
            )
        self.update(Content("\n").join(lines))
