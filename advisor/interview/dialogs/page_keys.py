"""The commands that work on a screen, as its keys name them."""

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

# Textual's own, such as "Focus Next": no command that a meeting needs by name.
_OF_TEXTUAL = frozenset(
    binding.action for binding in Binding.make_bindings([*Screen.BINDINGS, *App.BINDINGS])
)


def page_keys(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """Yield each binding of the screen and the app that works now and has a description."""
    for active in screen.active_bindings.values():
        binding = active.binding
        # The keys of a list or a field move a mark within it.
        of_page = active.node in (screen, screen.app)
        if of_page and active.enabled and binding.description and binding.action not in _OF_TEXTUAL:
            yield active
