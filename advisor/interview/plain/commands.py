"""The commands of the interview line by line: their names, what each does, their help."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from advisor.interview.plain import advice_commands as advice
from advisor.interview.plain import answer_commands as answers
from advisor.interview.plain import file_commands as files
from advisor.interview.plain import question_commands as questions
from advisor.interview.plain.conversation import Conversation

Run = Callable[[Conversation, str], None]
"""Carries a command out, with what was typed after its name."""


class Command(NamedTuple):
    """A command of one or two words, with the line about it in the help."""

    name: str
    usage: str
    says: str
    run: Run


ANSWERS = (
    ("a number", "the answer with that number, or the number that is asked for."),
    ("u", "nobody knows; u WHO also says who could tell."),
    ("x N", "does not apply, for reason N."),
)
"""What answers a question, and so is no command."""

HELP_PARTS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "To answer",
        (
            Command("all", "all N", "the same answer for every partner.", answers.answer_all),
            Command("note", "note TEXT", "a note to go with the next answer.", answers.note),
            Command(
                "private", "private TEXT", "such a note, kept out of reports.", answers.private
            ),
            Command("by", "by ROLE", "who gives the next answer.", answers.said_by),
            Command("drop", "drop", "leave out what was to go with it.", answers.drop),
            Command("add", "add TEXT", "a note on the answer given last.", answers.add_note),
            Command("who", "who ROLE", "who could tell what nobody knows.", answers.who_could_tell),
            Command("clear", "clear", "take out the answer to this question.", answers.clear),
            Command("undo", "undo", "undo a change.", answers.undo),
            Command("redo", "redo", "make it again.", answers.redo),
        ),
    ),
    (
        "To go to a question",
        (
            Command("back", "back", "the question before.", questions.back),
            Command("park", "park", "come back to this one later.", questions.park),
            Command(
                "go", "go WORDS", "the question with these words; go alone lists all.", questions.go
            ),
            Command(
                "open", "open", "show a delicate question to the partners.", questions.open_delicate
            ),
            Command("known", "known", "how much is known, topic by topic.", questions.known),
        ),
    ),
    (
        "For the advice",
        (Command("result", "result", "the brief; result full: the full report.", advice.result),),
    ),
    (
        "For the file",
        (
            Command(
                "sheet", "sheet FILE", "take over the answers of a partner's sheet.", files.sheet
            ),
            Command("save", "save", "write the file; save FILE: another file.", files.save),
            Command("help", "help", "these lines.", lambda i, _: i.say_all(help_lines())),
            Command("stop", "stop", "save and leave.", files.stop),
        ),
    ),
)
_BY_NAME: dict[str, Run] = {
    **{command.name: command.run for _, part in HELP_PARTS for command in part},
    "": questions.show_again,
    "quit": files.stop,
}


def find_command(line: str) -> tuple[Run, str] | None:
    """Return the command that a line begins with, and the rest of the line; None for an answer."""
    words = line.removeprefix(":").split(maxsplit=2)
    for taken in (2, 1, 0):
        name = " ".join(words[:taken]).lower()
        if len(words) >= taken and name in _BY_NAME and (taken or not words):
            return _BY_NAME[name], " ".join(words[taken:])
    return None


def help_lines() -> Iterator[str]:
    """Yield the help: a line for each command, in sentences that can be read aloud."""
    for title, part in HELP_PARTS:
        yield f"{title}:"
        if part is HELP_PARTS[0][1]:
            yield from (f"{usage}: {says}" for usage, says in ANSWERS)
        yield from (f"{command.usage}: {command.says}" for command in part)
