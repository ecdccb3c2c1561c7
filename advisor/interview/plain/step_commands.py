"""What the commands of the interview line by line set for a step, and what they try out."""

import re

from advisor.files.clean_text import numbered
from advisor.interview.plain.advice_commands import shown_advice
from advisor.interview.plain.answer_commands import give
from advisor.interview.plain.answer_lines import read_answer
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone
from advisor.interview.plain.question_lines import number_of
from advisor.interview.state.adviser import day_of
from advisor.interview.state.agreed_steps import (
    STATUSES,
    set_or_suggested,
    set_step,
    step_day_fault,
)
from advisor.interview.state.delicate import is_closed, shown
from advisor.interview.state.input_checks import line_fault, typed_day
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.trial_effect import said, trial_effect, what_decides
from advisor.report.days_in_words import day_in_words
from advisor.report.phrases import Phrases

_HOW = "Type step, its number and one of: who ROLE, by DAY, not started, under way, done, dropped."
# A rating is said by its word; its sign would be read as "exclamation mark", or left out.
_SIGN = re.compile(r"\[.\] ")


def step(talk: Conversation, typed: str) -> None:
    """Say what a step is, or set who takes it, by which day or how far it is."""
    advice = shown_advice(talk)
    number, _, what = typed.partition(" ")
    if (of := numbered(number, advice.steps)) is None:
        says = f"Type step and a number from 1 to {len(advice.steps)}; result steps lists them."
        raise NotDone(says)
    known = talk.rulebook.steps[of.id]
    if what := what.strip():
        talk.say(f"Kept for “{known.do}”: {_set(talk, of.id, what)}.")
        return
    talk.say(f"{known.do}. Done when: {known.done_when}")
    who_and_when = set_or_suggested(of, Phrases(advice, talk.rulebook))
    talk.say(f"{who_and_when[0].upper()}{who_and_when[1:]}.")
    talk.say(_HOW)


def _set(talk: Conversation, step_id: str, what: str) -> str:
    """Set one thing about a step; return what was kept: of a day, with its year."""
    word, _, rest = what.partition(" ")
    statuses = {status.replace("-", " "): status for status, _ in STATUSES}
    before = talk.session.scenario.steps.get(step_id)
    today = day_of(talk.session.scenario)
    if what.lower() in statuses:
        set_step(talk.room, step_id, status=statuses[what.lower()])
    elif word.lower() == "who":
        if rest and (fault := line_fault(rest)):
            raise NotDone(f"That {fault}.")
        set_step(talk.room, step_id, owner=rest.strip() or None)
    elif word.lower() == "by":
        if rest and (fault := step_day_fault(rest, before.by if before else None, today)):
            raise NotDone(f"Not kept: {fault}." + _key_dates(talk))
        set_step(talk.room, step_id, by=(day := typed_day(rest, today) if rest else None))
        return f"by {day_in_words(day)}" if day else what
    else:
        raise NotDone(_HOW)
    return what


def _key_dates(talk: Conversation) -> str:
    dates = [f"{day_in_words(date.on)}, {date.what}" for date in talk.session.scenario.dates]
    return f" Your key dates: {'; '.join(dates)}." if dates else ""


def what_if(talk: Conversation, text: str) -> None:
    """Say what another answer to this question would move, without keeping it."""
    if not text:
        _list_what_decides(talk)
        return
    if talk.at is None:
        raise NotDone("No question is open; go lists them.")
    cursor = talk.open_cursor(talk.at)
    answer = read_answer(cursor.question, text, NoteDraft())
    shown_advice(talk)
    effect = trial_effect(talk.rulebook, talk.session, cursor.give(answer))
    talk.say(f"What if: {_SIGN.sub('', effect.sentence)}")
    talk.say_all(f"{how.capitalize()}: {title}" for how, title in effect.moved)
    talk.tried = talk.at, text
    talk.say("Nothing is kept; keep makes it your answer.")


def keep(talk: Conversation, _rest: str) -> None:
    """Make the answer that was tried out the answer."""
    if talk.tried is None or talk.tried[0] != talk.at:
        raise NotDone("Nothing was tried out at this question.")
    text, talk.tried = talk.tried[1], None
    give(talk, text)


def _list_what_decides(talk: Conversation) -> None:
    """Say which answers decide the verdict, and how to get to each."""
    rulebook, session = talk.rulebook, talk.session
    for heading, places in what_decides(shown_advice(talk), rulebook).items():
        talk.say(f"{heading}:")
        for name, _ in places:
            question = rulebook.questions[name]
            asks = shown(rulebook, session, question)
            now = "" if is_closed(session, question) else f" {said(question, session)}."
            talk.say(f"{number_of(rulebook, session, name)}. {asks}{now}")
    talk.say("Type go and a number; there, what if and an answer says what that would move.")
