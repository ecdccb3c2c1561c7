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
    ("u", "we don't know; u WHO also says who could tell."),
    ("x N", "does not apply, for reason N."),
)
"""What answers a question, and so is no command."""


def _one(usage: str, says: str, run: Run) -> Command:
    """Return a command, named by the first words of its usage."""
    words = (word for word in usage.split() if word.islower())
    return Command(" ".join(words), usage, says, run)


HELP_PARTS: dict[str, tuple[Command, ...]] = {
    "To answer": (
        _one("all N", "the same answer for every partner.", answers.answer_all),
        _one("note TEXT", "a note to go with the next answer.", answers.note),
        _one("private TEXT", "such a note, kept out of reports.", answers.private),
        _one("by ROLE", "who gives the next answer.", answers.said_by),
        _one("drop", "leave out what was to go with it.", answers.drop),
        _one("add TEXT", "a note on the answer given last.", answers.add_note),
        _one("who ROLE", "who could tell, after u.", answers.who_could_tell),
        _one("clear", "take out the answer to this question.", answers.clear),
        _one("undo", "undo a change.", answers.undo),
        _one("redo", "make it again.", answers.redo),
    ),
    "To go to a question": (
        _one("next", "the next question; this one stays open.", questions.pass_over),
        _one("back", "the question that you came from.", questions.back),
        _one("forward", "the question that you came back from.", questions.forward),
        _one("park", "come back to this one at the end.", questions.park),
        _one("go WORDS", "the question with these words; go alone lists all.", questions.go),
        _one("for NAME", "this question for that partner.", questions.choose_partner),
        _one("order", "by topic, or what decides most first.", questions.order),
        _one("open", "show a delicate question; open all: each answered.", questions.open_delicate),
        _one("close", "hide the delicate questions again.", questions.close_delicate),
        _one("known", "how much is known, topic by topic.", questions.known),
        _one("read back", "what we heard, and what contradicts what.", questions.read_back),
    ),
    "For the advice": (
        _one("result", "the brief; result full: the full report.", advice.result),
        _one("concern N", "all about a concern; concern alone lists them.", advice.concern),
        _one("why N", "why a risk is true, and what would end it.", advice.why),
        _one("disagree N TEXT", "why you disagree; the verdict stays.", advice.disagree),
        _one("step N", "a step; and who, by when and how far it is.", advice.step),
        _one("what if N", "what that answer would move; alone: what decides.", advice.what_if),
        _one("keep", "make what you tried out your answer.", advice.keep),
        _one("so far", "the verdict so far; so far on: after each answer.", advice.so_far),
    ),
    "For the file": (
        _one("change FACT", "the name, partners, kind, decision and so on.", files.change),
        _one("export FILE", "the brief; export full FILE: the full report.", files.export),
        _one("sheet FILE", "take over the answers of a partner's sheet.", files.sheet),
        _one("save", "write the file; save FILE: another file.", Conversation.save),
        _one("help", "these lines.", lambda talk, _: talk.say_all(help_lines())),
        _one("stop", "leave; what has a file is saved to it.", files.stop),
    ),
}
_BY_NAME: dict[str, Run] = {
    **{command.name: command.run for part in HELP_PARTS.values() for command in part},
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
    for title, part in HELP_PARTS.items():
        yield f"{title}:"
        if title == "To answer":
            yield from (f"{usage}: {says}" for usage, says in ANSWERS)
        yield from (f"{command.usage}: {command.says}" for command in part)
