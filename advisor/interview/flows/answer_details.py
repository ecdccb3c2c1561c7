"""What is asked around an answer: its note, who could tell, why the question does not apply."""

from typing import Any

from textual.app import App

from advisor.interview.dialogs.dialog import Choose, confirmed
from advisor.interview.dialogs.prompts import AskLine, AskNote
from advisor.interview.state import question_view
from advisor.interview.state.choice import Choice
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.interview.state.room import Room
from advisor.interview.state.typed_answer import NoAnswer, choices, read_answer
from advisor.report.phrases import plural
from advisor.rulebook.question import Question
from advisor.rulebook.vocabulary import NOT_APPLICABLE
from advisor.scenario.answers import Answer


async def ask_note(app: App[Any], cursor: QuestionCursor, begun: NoteDraft) -> Answer | None:
    """Ask for a note, shared or private, and who gave the answer.

    Where there is no answer yet, ask for one too: a note always goes with an answer. The note stays
    in its box until somebody chooses the answer, or discards the note.

    Args:
        app: What asks.
        cursor: The answer that the note is about.
        begun: What somebody began to type before the box opened, or noted before the last start.

    Returns:
        The answer with its note; None if nothing changes.
    """
    before = cursor.answer
    given = NO_DRAFT
    if before is not None:
        given = NoteDraft(before.note or "", before.visibility == "private", before.said_by or "")
    whose = f" for {cursor.owner}" if cursor.owner else ""
    title = f"Note{whose}: {cursor.question.asks}"
    while True:
        noted: NoteDraft | None = await app.push_screen_wait(AskNote(title, given, begun))
        # Nothing new is no change to undo, and asks for no answer.
        if noted is None or noted == given:
            return None
        answer = before or await ask_answer(app, cursor)
        if answer is not None:
            return _with_note(answer, noted)
        # Nobody chose an answer: the note is still typed text, and Escape asks before it goes.
        begun = noted


def _with_note(answer: Answer, noted: NoteDraft) -> Answer:
    changes = {
        "note": noted.note or None,
        "visibility": "private" if noted.private and noted.note else "shared",
        "said_by": noted.said_by or None,
    }
    return Answer.model_validate(answer.model_dump() | changes)


async def ask_answer(app: App[Any], cursor: QuestionCursor) -> Answer | None:
    """Ask which answer a note goes with."""
    question = cursor.question
    title = f"Which answer does the note go with? {question.asks}"
    if question.number:
        return await _ask_number(app, question, title)
    key = await app.push_screen_wait(Choose(title, question_view.choices_for(question, None)))
    if key == question_view.REASON_KEY:
        return await ask_reason(app, cursor)
    return question_view.answer_for(question, key) if key else None


async def _ask_number(app: App[Any], question: Question, title: str) -> Answer | None:
    def fault(line: str) -> str:
        try:
            read_answer(question, line)
        except NoAnswer as why:
            return str(why)
        return ""

    # Typed as in the interview line by line: u and x answer too, where a field takes digits only.
    says = " ".join(line.strip() for line in choices(question))
    line = await app.push_screen_wait(AskLine(title, says, "", fault))
    return read_answer(question, line) if line else None


async def ask_who(room: Room, app: App[Any], cursor: QuestionCursor) -> bool:
    """Ask who could tell what nobody here knows; return whether that was answered."""
    answer, find_out = cursor.answer, cursor.question.find_out
    assert answer is not None
    says = f"{find_out.who}: {find_out.how}"
    given = answer.who_could_tell or ""
    title = f"Who could tell us? {cursor.owner}" if cursor.owner else "Who could tell us?"
    who = await app.push_screen_wait(AskLine(title, says, given))
    if who is not None:
        # Not model_copy(), which checks nothing: somebody has typed this.
        changed = Answer.model_validate(answer.model_dump() | {"who_could_tell": who or None})
        room.change(cursor.annotate(changed))
    return who is not None


async def ask_all_alike(app: App[Any], cursor: QuestionCursor, answer: Answer) -> bool:
    """Return whether one answer may replace what partners answered otherwise."""
    replaced = cursor.would_replace(answer)
    says = "; ".join(f"{partner.name}: {said}" for partner, said in replaced)
    asks = f"Replace {plural(len(replaced), 'answer')}?"
    yes = f"Answer for all: {question_view.short_answer(cursor.question, answer)}"
    return await confirmed(app, asks, yes, "Leave them", says)


async def ask_reason(app: App[Any], cursor: QuestionCursor) -> Answer | None:
    """Ask why the question does not apply, and return that as the answer."""
    reasons = cursor.question.may_not_apply
    offered = [Choice(str(n), reason) for n, reason in enumerate(reasons, 1)]
    key = await app.push_screen_wait(Choose("It does not apply, because:", offered))
    return Answer(answer=NOT_APPLICABLE, reason=reasons[int(key) - 1]) if key else None
