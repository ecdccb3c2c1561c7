"""An app with a look: light, dark or high contrast, large spacing; both are remembered."""

import os
from dataclasses import replace

from advisor.interview.clean_exit import CleanExitApp
from advisor.interview.state.preferences import load_preferences, save_preferences
from advisor.interview.themes import DARK, LABELS, NAMES, THEMES


class LooksApp(CleanExitApp):
    """Begins with the look that was chosen the last time."""

    def __init__(self) -> None:
        # With colours of the terminal's own, Textual leaves colour out altogether; and a variable
        # that is set to nothing is not set.
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in THEMES:
            self.register_theme(theme)
        memory = load_preferences()
        self.theme = memory.theme if memory.theme in NAMES else DARK
        self.set_class(memory.large, "-large")

    def action_next_theme(self) -> None:
        """Go on to the next look, and remember it."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)]
        self._remember()
        self.notify(f"The look is {LABELS[self.theme]}.", markup=False, timeout=2)

    def action_large(self) -> None:
        """Turn large spacing on or off, and remember it."""
        self.toggle_class("-large")
        self._remember()

    def _remember(self) -> None:
        save_preferences(
            replace(load_preferences(), theme=self.theme, large=self.has_class("-large"))
        )
