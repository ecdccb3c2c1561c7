"""What the commands of the interview line by line do to answers and their notes."""

from dataclasses import replace

from advisor.interview.plain.answer_lines import read_answer, with_note
from advisor.interview.plain.change_lines import (
    BROUGHT_BACK,
    TAKEN_BACK,
    change_lines,
    changes,
    item_after,
)
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.question_commands import leave_question
from advisor.interview.plain.question_lines import Item, asked
from advisor.interview.state.cursor import QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines
from advisor.interview.state.interim_verdict import verdict_and_changes
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.question_view import short_answer
from advisor.interview.state.session import Session
from advisor.interview.texts import CLOSED
from advisor.report.phrases import plural
from advisor.scenario.answers import Answer


def answer_all(talk: Conversation, text: str) -> None:
    """Give one answer for every partner."""
    if talk.item is None:
        return
    if talk.item[1] is None:
        talk.say("This is asked once, so all has no meaning here.")
    else:
        give(talk, text, every=True)


def give(talk: Conversation, text: str, *, every: bool = False) -> None:
    """Put an answer in and go to the next open question; say why if it cannot be taken."""
    assert talk.item is not None
    question = talk.rulebook.questions[talk.item[0]]
    if is_closed_in_lines(talk.session, question):
        talk.say(CLOSED[talk.session.scenario.room or "us"])
        return
    answer = read_answer(question, text, talk.draft)
    if isinstance(answer, str):
        talk.say(answer)
        return
    cursor = QuestionCursor(talk.session, question, alike=every)
    cursor = replace(cursor, row=cursor.row_of(talk.item[1]))
    replaced = cursor.would_replace(answer) if every else ()
    said = "; ".join(f"{partner.name}: {said}" for partner, said in replaced)
    if replaced and not talk.is_agreed(f"{said}. Replace {plural(len(replaced), 'answer')}?"):
        talk.say("Nothing changed.")
        return
    # Before the journal is written: the note is in the answer, and no longer waits for one.
    talk.room.keep_note_draft(NoteDraft())
    talk.room.pace.answered(cursor.fills)
    before = talk.session.scenario
    talk.change(cursor.give(answer))
    said = short_answer(question, answer)
    if talk.room.journal.is_kept:
        talk.say(f"Kept: {cursor.owner}: {said}." if cursor.owner else f"Kept: {said}.")
    if talk.room.is_live:
        talk.say(f"So far: {verdict_and_changes(talk.rulebook, before, talk.session)}.")
    talk.last = talk.item
    leave_question(talk)


def note(talk: Conversation, text: str) -> None:
    """Keep a note for the next answer."""
    _keep(talk, text, replace(talk.draft, note=text, private=False))


def private(talk: Conversation, text: str) -> None:
    """Keep a private note for the next answer."""
    # "private" alone takes the note out; the next note must not be private by that.
    _keep(talk, text, replace(talk.draft, note=text, private=bool(text)))


def said_by(talk: Conversation, role: str) -> None:
    """Keep who gives the next answer."""
    _keep(talk, role, replace(talk.draft, said_by=role))


def _keep(talk: Conversation, typed: str, draft: NoteDraft) -> None:
    talk.room.keep_note_draft(draft)
    talk.saving.record()
    if not typed:
        talk.say("No text was given, so nothing goes with the next answer.")
    elif talk.room.journal.is_kept:
        talk.say("Kept for the next answer.")


def drop(talk: Conversation, _rest: str) -> None:
    """Leave out what was to go with the next answer."""
    if talk.draft == NoteDraft():
        talk.say("There is nothing to drop.")
    else:
        talk.say(f"Left out: {talk.draft.in_words}.")
        talk.room.keep_note_draft(NoteDraft())
        talk.saving.record()


def add_note(talk: Conversation, text: str) -> None:
    """Add a note to the answer given last."""
    found = _answer_at(talk, talk.last)
    if found is None or not text:
        talk.say("Type add and a note, after an answer.")
        return
    item, answer = found
    # What the answer has stays in front: this note comes second, and replaces nothing.
    noted = " ".join(filter(None, (answer.note, text)))
    changed = with_note(answer.model_dump(), NoteDraft(noted, answer.visibility == "private"))
    _annotate(talk, item, changed, "Note kept.")


def who_could_tell(talk: Conversation, who: str) -> None:
    """Write down who could tell what nobody here knows."""
    found = _answer_at(talk, talk.last)
    if found is None or not found[1].is_unknown or not who:
        talk.say("Type who and a role, after u.")
        return
    item, answer = found
    # Not model_copy(), which checks nothing: somebody has typed this.
    changed = with_note(answer.model_dump() | {"who_could_tell": who}, NoteDraft())
    _annotate(talk, item, changed, f"Kept: ask {who}.")


def _annotate(talk: Conversation, item: Item, changed: Answer | str, says: str) -> None:
    """Keep what goes with an answer, or say why it cannot be kept."""
    if isinstance(changed, Answer):
        talk.change(talk.session.annotate(item[0], changed, item[1]))
    talk.say(says if isinstance(changed, Answer) else changed)


def add_draft(talk: Conversation) -> bool:
    """Put what waits for an answer to that of the question, if it has one; return whether."""
    found = _answer_at(talk, talk.item)
    if found is None:
        return False
    item, given = found
    draft = talk.draft
    answer = with_note(given.model_dump(), draft)
    if isinstance(answer, str):
        return False
    talk.room.keep_note_draft(NoteDraft())
    talk.change(talk.session.annotate(item[0], answer, item[1]))
    asks = talk.rulebook.questions[item[0]].asks
    talk.say(f"Added to the answer to “{asks}”: {draft.in_words}.")
    return True


def clear(talk: Conversation, _rest: str) -> None:
    """Take an answer out, as if it had not been asked."""
    found = _answer_at(talk, talk.item)
    if found is None:
        talk.say("This question has no answer.")
        return
    (question, partner), _ = found
    talk.change(talk.session.clear(question, partner))
    talk.say("The answer is taken out; undo brings it back.")


def undo(talk: Conversation, _rest: str) -> None:
    """Undo the last change."""
    _step(talk, talk.session.undo(), TAKEN_BACK)


def redo(talk: Conversation, _rest: str) -> None:
    """Make the change again that was undone last."""
    _step(talk, talk.session.redo(), BROUGHT_BACK)


def _step(talk: Conversation, session: Session, done: str) -> None:
    """Undo or redo a change, say what it was, and go to what it was about."""
    talk.again = True
    before = talk.session
    if session is before:
        talk.say("There is nothing to undo or redo.")
        return
    talk.change(session)
    found = changes(talk.rulebook, before.scenario, session.scenario)
    talk.say_all(change_lines(talk.rulebook, before.scenario, session, found, done))
    talk.item = item_after(talk.rulebook, session, found) or talk.item


def _answer_at(talk: Conversation, item: Item | None) -> tuple[Item, Answer] | None:
    """Return an answer that may be shown and changed here, with its place."""
    found = asked(talk.rulebook, talk.session).get(item) if item else None
    if item is None or found is None or found.answer is None:
        return None
    is_closed = is_closed_in_lines(talk.session, found.question)
    return None if is_closed else (item, found.answer)
