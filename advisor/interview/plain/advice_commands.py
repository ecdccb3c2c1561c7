"""The commands of the interview line by line about the advice, its steps, and what if."""

import re
from collections.abc import Iterator, Sequence

from advisor.files.clean_text import numbered, whole_number
from advisor.interview.plain.answer_commands import give
from advisor.interview.plain.conversation import Conversation
from advisor.interview.plain.line_input import NotDone
from advisor.interview.plain.page_lines import item_lines, page_lines, section_lines
from advisor.interview.plain.question_lines import number_of
from advisor.interview.state import delicate
from advisor.interview.state.adviser import day_of
from advisor.interview.state.agreed_steps import (
    STATUSES,
    answers_behind,
    not_brought_yet,
    set_or_suggested,
    set_step,
    step_day_fault,
)
from advisor.interview.state.cursor import Place
from advisor.interview.state.delicate import is_closed, shown
from advisor.interview.state.input_checks import line_fault
from advisor.interview.state.interim_verdict import verdict_so_far
from advisor.interview.state.trial_effect import said, trial_effect, what_decides
from advisor.interview.state.typed_answer import read_answer
from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate
from advisor.report.days_in_words import day_in_words
from advisor.report.explain.why import why_lines
from advisor.report.page import page_of
from advisor.report.phrases import Phrases
from advisor.report.sections.concern_section import concern_item
from advisor.report.typed_days import typed_day
from advisor.rulebook.vocabulary import PERSONAL_OCCASIONS

PARTS = {
    "concerns": "why",
    "strengths": "in-your-favour",
    "steps": "steps",
    "find out": "find-out",
    "next": "due-next",
    "models": "frameworks",
}
"""What a part of the full report is called here, and the id of its section."""
_HOW = "Type step, its number and one of: who ROLE, by DAY, not started, under way, done, dropped."
# A rating is said by its word; its sign would be read as "exclamation mark", or left out.
_SIGN = re.compile(r"\[.\] ")
# Wider than any text: a line ends where a sentence does, and not in the middle of one.
_ONE_LINE = 100_000


def result(talk: Conversation, what: str) -> None:
    """Write the brief, the full report or a part of it."""
    word = what.lower()
    if word not in {"", "brief", "full", *PARTS}:
        raise NotDone(f"Type result, result full, or result and one of: {', '.join(PARTS)}.")
    page = page_of(shown_advice(talk), talk.rulebook, "brief" if word in {"", "brief"} else "full")
    if word not in PARTS:
        talk.say_all(page_lines(page))
        return
    found = [section for section in page.sections if section.id == PARTS[word]]
    talk.say_all(line for section in found for line in section_lines(section))
    if not found:
        raise NotDone("There is nothing of that here.")


def concern(talk: Conversation, number: str) -> None:
    """Say all about a concern: what you said, why it matters, what to do, and each risk of it."""
    advice = shown_advice(talk)
    place = whole_number(number) or 0
    if (about := numbered(number, advice.concerns)) is None:
        talk.say(f"Type concern and a number from 1 to {len(advice.concerns)}.")
        talk.say_all(f"{n}. {one.title}" for n, one in enumerate(advice.concerns, 1))
        return
    talk.say_all(item_lines(concern_item(Phrases(advice, talk.rulebook), place)))
    for n, risk in enumerate(about.risks, 1):
        talk.say(f"{place}.{n} {talk.rulebook.rules[risk].title}")
    talk.say(f"Type why and such a number, as why {place}.1, or disagree and a reason.")


def why(talk: Conversation, number: str) -> None:
    """Say why a risk is true, and what would end it."""
    risk = _risk(talk, number)
    scenario, rulebook = talk.session.scenario, talk.rulebook
    rule = rulebook.rules[risk]
    trace = evaluate(rulebook, scenario, [risk]).get(risk)
    talk.say(rule.title)
    lines = why_lines(rule, trace, rulebook, scenario, _ONE_LINE, alone=False)
    talk.say_all(line.plain.strip() for line in lines)


def disagree(talk: Conversation, typed: str) -> None:
    """Keep why the room disagrees with a risk; the verdict stays."""
    number, _, because = typed.partition(" ")
    risk = _risk(talk, number)
    if because and (fault := line_fault(because)):
        raise NotDone(f"That {fault}.")
    scenario = talk.session.scenario.with_disagreement(risk, because or None)
    talk.change(talk.session.update(scenario))
    title = talk.rulebook.rules[risk].title
    if because:
        talk.say(f"Kept: we disagree that “{title}”. The verdict stays as the rules have it.")
    else:
        talk.say(f"We no longer disagree that “{title}”.")


def _risk(talk: Conversation, number: str) -> str:
    """Return the risk of a number such as 2.1; of 2, the first one of that concern."""
    numbers = {
        key: risk
        for n, concern in enumerate(shown_advice(talk).concerns, 1)
        for m, risk in enumerate(concern.risks, 1)
        for key in ([f"{n}.{m}", f"{n}"] if m == 1 else [f"{n}.{m}"])
    }
    if number not in numbers:
        raise NotDone("Type the number of a risk, as 1.1; concern 1 says which there are.")
    return numbers[number]


def so_far(talk: Conversation, when: str) -> None:
    """Say the verdict so far, or have it said after each answer."""
    if when.lower() in {"on", "off"}:
        talk.room.is_live = when.lower() == "on"
    talk.say(f"So far: {verdict_so_far(talk.rulebook, talk.session)}.")


def shown_advice(talk: Conversation) -> Assessment:
    """Return the advice on what was said; what of it is delicate is asked about once.

    Raises:
        NotDone: The room does not want to see it here.
    """
    room, session = talk.room, talk.session
    if not room.may_show_advice:
        if not talk.is_agreed(f"{delicate.what_it_shows(talk.rulebook, session)} Show it here?"):
            raise NotDone
        room.agree_to_show()
    return room.adviser.assess(session.scenario)


def step(talk: Conversation, typed: str) -> None:
    """Say what a step is, or set who takes it, by which day or how far it is."""
    advice = shown_advice(talk)
    number, _, what = typed.partition(" ")
    if (of := numbered(number, advice.steps)) is None:
        says = f"Type step and a number from 1 to {len(advice.steps)}; result steps lists them."
        raise NotDone(says)
    known = talk.rulebook.steps[of.id]
    if what := what.strip():
        talk.say(f"Kept for “{known.do}”: {_set(talk, of, what)}.")
        if what.lower() == "done":
            talk.say_all(_answers_to_correct(talk, of.id, answers_behind(advice, of.id)))
        return
    talk.say(f"{known.do}. Done when: {known.done_when}")
    who_and_when = set_or_suggested(of, Phrases(advice, talk.rulebook))
    talk.say(f"{who_and_when[0].upper()}{who_and_when[1:]}.")
    talk.say(_HOW)


def _answers_to_correct(talk: Conversation, step_id: str, behind: Sequence[Place]) -> Iterator[str]:
    """Yield the answers that a step which is done may have changed, and how to get to each."""
    rulebook, session = talk.rulebook, talk.session
    places = not_brought_yet(rulebook, session.scenario, step_id) or behind[:1]
    for name in dict.fromkeys(question for question, _ in places):
        asks = shown(rulebook, session, rulebook.questions[name])
        yield f"If this changed the answer, type go {number_of(rulebook, session, name)}: {asks}"


def _set(talk: Conversation, of: StepToTake, what: str) -> str:
    """Set one thing about a step; return what was kept: of a day, with its year."""
    word, _, rest = what.partition(" ")
    statuses = {status.replace("-", " "): status for status, _ in STATUSES}
    before = talk.session.scenario.steps.get(of.id)
    today = day_of(talk.session.scenario)
    if what.lower() in statuses:
        set_step(talk.room, of.id, of, status=statuses[what.lower()])
    elif word.lower() == "who":
        if rest and (fault := line_fault(rest)):
            raise NotDone(f"That {fault}.")
        set_step(talk.room, of.id, of, owner=rest.strip() or None)
    elif word.lower() == "by":
        if rest and (fault := step_day_fault(rest, before.by if before else None, today)):
            raise NotDone(f"Not kept: {fault}." + _key_dates(talk))
        set_step(talk.room, of.id, of, by=(day := typed_day(rest, today) if rest else None))
        return f"by {day_in_words(day)}" if day else what
    else:
        raise NotDone(_HOW)
    return what


def _key_dates(talk: Conversation) -> str:
    dates = [
        f"{day_in_words(date.on)}, {date.what}"
        for date in talk.session.scenario.dates
        if date.is_ not in PERSONAL_OCCASIONS
    ]
    return f" Your key dates: {'; '.join(dates)}." if dates else ""


def what_if(talk: Conversation, text: str) -> None:
    """Say what another answer to this question would move, without keeping it."""
    if not text:
        _list_what_decides(talk)
        return
    if talk.at is None:
        raise NotDone("No question is open; go lists them.")
    cursor = talk.open_cursor(talk.at)
    answer = read_answer(cursor.question, text)
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
