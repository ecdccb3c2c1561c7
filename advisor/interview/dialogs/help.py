"""Help on the screen at hand: what it is for, what is focused, and every key that works."""

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen

from advisor.interview.dialogs.prompts import Page
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.texts import FACILITATING

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


def help_page(screen: Screen[Any], cursor: QuestionCursor | None, *, in_meeting: bool) -> Page:
    """Return the help for a screen; before a meeting, it begins with how a meeting goes."""
    parts: list[str | tuple[str, str]] = [screen.HELP or "", "\n"]
    # A closed question keeps its words here too: help is shown on the same screen.
    if cursor is not None and not cursor.is_hidden:
        question = cursor.question
        parts += [("\nThis question\n", "bold"), f"{question.asks}\n"]
        parts += [f"Why: {question.why}\n", f"Enough: {question.enough}\n"]
        tells = f"{question.find_out.who}: {question.find_out.how}"
        parts += [f"Who could tell: {tells}\n"]
    meeting: list[str | tuple[str, str]] = [("\nIn the meeting\n", "bold"), f"{FACILITATING}\n"]
    if not in_meeting:
        parts += meeting
    parts.append(("\nKeys that work here\n", "bold"))
    # By description: two keys for one thing share a line.
    named: dict[str, list[str]] = {}
    for active in page_keys(screen):
        key = screen.app.get_key_display(active.binding)
        named.setdefault(active.binding.description, []).append(key)
    for description, keys in named.items():
        shown = _in_short(list(dict.fromkeys(keys)))
        parts.append((f"  {shown:12}", "bold $primary"))
        parts.append(f" {description}\n")
    if in_meeting:
        parts += meeting
    return Page("Help", Content.assemble(*parts))


def _in_short(keys: list[str]) -> str:
    """Return keys in one line; digits that follow each other as 1-5."""
    digits = [key for key in keys if key.isdigit()]
    if len(digits) > 2 and "".join(digits) in "123456789":
        others = (key for key in keys if not key.isdigit())
        return ", ".join((f"{digits[0]}-{digits[-1]}", *others))
    return ", ".join(keys)
