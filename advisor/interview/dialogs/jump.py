"""Every question with its mark, found by its number or a word of it: choose one to go to."""

from collections.abc import Iterator
from functools import partial

from textual.content import Content
from textual.widgets import OptionList

from advisor.interview.dialogs.command_menu import Command, CommandMenu
from advisor.interview.state.delicate import shown
from advisor.interview.state.question_map import LEGEND, MARKS, by_topic, question_map
from advisor.interview.state.session import Session
from advisor.interview.widgets.content import entry
from advisor.rulebook.rulebook import Rulebook


class JumpDialog(CommandMenu):
    """The outcome is a command; what it runs returns the id of a question."""

    HELP = f"Type a number or a word, or move with the arrows. Enter goes there.\n{LEGEND}"

    def __init__(self, rulebook: Rulebook, session: Session, at: str) -> None:
        self.questions: list[str] = []
        commands = list(self._commands(rulebook, session))
        super().__init__(commands, "Go to which question?", LEGEND)
        self.at = at

    def _commands(self, rulebook: Rulebook, session: Session) -> Iterator[Command]:
        for topic, questions in by_topic(rulebook, question_map(rulebook, session)):
            for one in questions:
                self.questions.append(one.question.id)
                mark, words = MARKS[one.standing]
                further = "" if one.is_essential else " (further)"
                asks = shown(rulebook, session, one.question)
                title = f"{len(self.questions)} {mark} {asks}{further}"
                found = partial(str, one.question.id)
                yield Command(topic, title, found, also=f"{topic} {words}")

    def line(self, command: Command, cells: int) -> Content:
        number, _, rest = command.title.partition(" ")
        mark, _, asks = rest.partition(" ")
        return entry(f"{number:>3} {mark} ", asks, cells)

    def list_found(self, words: str) -> None:
        super().list_found(words)
        options = self.query_one(OptionList)
        # The question on the screen may be one that is not asked here.
        if not words.strip() and self.at in self.questions:
            options.highlighted = options.get_option_index(str(self.questions.index(self.at)))
            # The list has no height yet to scroll in.
            self.call_after_refresh(options.scroll_to_highlight)
