"""The list of examples: by kind, and by the decision in front of each."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from advisor.interview.dialogs.command_menu import Command, CommandMenu
from advisor.interview.widgets.content import beside
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.rulebook.wording import Wording
from advisor.scenario.scenario import Scenario


class ExamplesDialog(CommandMenu):
    """The outcome is a command; what it runs returns a shipped partnership."""

    HELP = "Type a word, or move with the arrows and press Enter, or click. Escape goes back."

    def __init__(self, wording: Wording, examples: Iterable[Scenario]) -> None:
        says = "Each opens on its advice. Nothing is kept."
        super().__init__(list(_commands(wording, examples)), "Look at which example?", says)

    def line(self, command: Command, cells: int) -> Content:
        return beside("  ", command.title, command.also, cells)


def _commands(wording: Wording, examples: Iterable[Scenario]) -> Iterator[Command]:
    def place(one: Scenario) -> tuple[int, int, str]:
        return KINDS.index(one.kind), STAGES.index(one.judged_at), one.partnership

    for one in sorted(examples, key=place):
        kind, decision = wording.kinds[one.kind].label, wording.stages[one.judged_at].short
        group = f"{kind[0].upper()}{kind[1:]}"
        yield Command(group, one.partnership, lambda one=one: one, also=decision)
