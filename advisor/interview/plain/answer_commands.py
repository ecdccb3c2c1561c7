"""What the commands of the interview line by line do to answers and their notes."""

from dataclasses import replace

from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone
from advisor.interview.plain.question_commands import leave_question
from advisor.interview.plain.question_lines import asked
from advisor.interview.state.changes import BROUGHT_BACK, TAKEN_BACK, change_lines, changes
from advisor.interview.state.cursor import Place, QuestionCursor
from advisor.interview.state.delicate import is_closed_in_lines
from advisor.interview.state.interim_verdict import verdict_and_changes
from advisor.interview.state.note_draft import NO_DRAFT, NoteDraft
from advisor.interview.state.question_view import short_answer
from advisor.interview.state.session import Session
from advisor.interview.state.typed_answer import read_answer, with_note
from advisor.report.phrases import plural
from advisor.scenario.answers import Answer


def answer_all(talk: Conversation, text: str) -> None:
    """Give one answer for every partner."""
    if talk.at is None:
        return
    if talk.at[1] is None:
        raise NotDone("This is asked once, so all has no meaning here.")
    give(talk, text, every=True)


def give(talk: Conversation, text: str, *, every: bool = False) -> None:
    """Put an answer in and go to the next open question; say why if it cannot be taken."""
    assert talk.at is not None
    cursor = replace(talk.open_cursor(talk.at), alike=every)
    answer = read_answer(cursor.question, text, talk.draft)
    replaced = cursor.would_replace(answer) if every else ()
    said = "; ".join(f"{partner.name}: {said}" for partner, said in replaced)
    if replaced and not talk.is_agreed(f"{said}. Replace {plural(len(replaced), 'answer')}?"):
        raise NotDone("Nothing changed.")
    # Before the journal is written: the note is in the answer, and no longer waits for one.
    talk.room.journal.draft = NO_DRAFT
    talk.room.pace.answered(cursor.fills)
    before = talk.session.scenario
    talk.change(cursor.give(answer))
    said = short_answer(cursor.question, answer)
    stays = cursor.note_stays(answer)
    if talk.room.journal.is_kept:
        whose = f"{cursor.owner}: " if cursor.owner else ""
        talk.say(f"Kept: {whose}{said}. {stays}".strip())
    elif stays:
        talk.say(stays)
    if talk.room.is_live:
        talk.say(f"So far: {verdict_and_changes(talk.rulebook, before, talk.session)}.")
    talk.last = talk.at
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
    talk.room.journal.draft = draft
    talk.record()
    if not typed:
        talk.say("No text was given, so nothing goes with the next answer.")
    elif talk.room.journal.is_kept:
        talk.say("Kept for the next answer.")


def drop(talk: Conversation, _rest: str) -> None:
    """Leave out what was to go with the next answer."""
    if not talk.draft:
        raise NotDone("There is nothing to drop.")
    talk.say(f"Left out: {talk.draft.in_words}.")
    talk.room.journal.draft = NO_DRAFT
    talk.record()


def add_note(talk: Conversation, text: str) -> None:
    """Add a note to the answer given last."""
    says = "Type add and a note, after an answer."
    cursor, answer = _answered(talk, talk.last if text else None, says)
    # What the answer has stays in front: this note comes second, and replaces nothing.
    noted = " ".join(filter(None, (answer.note, text)))
    changed = with_note(answer.model_dump(), NoteDraft(noted, answer.visibility == "private"))
    talk.change(cursor.annotate(changed))
    talk.say("Note kept.")


def who_could_tell(talk: Conversation, who: str) -> None:
    """Write down who could tell what nobody here knows."""
    says = "Type who and a role, after u."
    cursor, answer = _answered(talk, talk.last if who else None, says)
    if not answer.is_unknown:
        raise NotDone(says)
    # Not model_copy(), which checks nothing: somebody has typed this.
    changed = with_note(answer.model_dump() | {"who_could_tell": who})
    talk.change(cursor.annotate(changed))
    talk.say(f"Kept: ask {who}.")


def add_draft(talk: Conversation) -> None:
    """Put what waits for an answer to that of the question.

    Raises:
        NotDone: It has none, or the two do not fit together.
    """
    draft = talk.draft
    cursor, answer = _answered(talk, talk.at, "")
    noted = with_note(answer.model_dump(), draft)
    talk.room.journal.draft = NO_DRAFT
    talk.change(cursor.annotate(noted))
    talk.say(f"Added to the answer to “{cursor.question.asks}”: {draft.in_words}.")


def clear(talk: Conversation, _rest: str) -> None:
    """Take an answer out, as if it had not been asked."""
    cursor, _ = _answered(talk, talk.at, "This question has no answer.")
    talk.change(cursor.clear())
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
        raise NotDone("There is nothing to undo or redo.")
    talk.change(session)
    found = changes(talk.rulebook, before.scenario, session.scenario)
    talk.say_all(change_lines(talk.rulebook, before.scenario, session, found, done))
    here = asked(talk.rulebook, session)
    talk.at = next((change.place for change in found if change.place in here), talk.at)


def _answered(
    talk: Conversation, place: Place | None, otherwise: str
) -> tuple[QuestionCursor, Answer]:
    """Return an answer that may be shown and changed here, with its place; else say otherwise."""
    cursor = talk.cursor(place) if place else None
    if cursor is None or is_closed_in_lines(talk.session, cursor.question) or not cursor.answer:
        raise NotDone(otherwise)
    return cursor, cursor.answer
