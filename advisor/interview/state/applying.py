"""Which questions an answer takes off the list, or puts on it."""

from collections.abc import Sequence

from advisor.interview.state.agenda import agenda
from advisor.interview.state.delicate import shown
from advisor.interview.state.session import Session
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook


def what_applies_now(rulebook: Rulebook, before: Session, after: Session) -> str:
    """Return which questions no longer apply since a change, and which now do; else nothing."""
    # By id, since this runs at each key: comparing whole questions takes ten times as long.
    was = {question.id: question for question in agenda(rulebook, before.scenario)}
    now = {question.id: question for question in agenda(rulebook, after.scenario)}
    gone = [question for name, question in was.items() if name not in now]
    come = [question for name, question in now.items() if name not in was]
    found = []
    if gone:
        said = any(any(after.scenario.answers_to(question)) for question in gone)
        kept = ("its answer is kept" if len(gone) == 1 else "answers are kept") if said else ""
        found.append(_line("no longer", gone, kept, rulebook, after))
    if come:
        found.append(_line("now", come, "", rulebook, after))
    return " ".join(found)


def _line(
    when: str, questions: Sequence[Question], kept: str, rulebook: Rulebook, session: Session
) -> str:
    if len(questions) > 1:
        return f"{len(questions)} questions {when} apply{kept and f'; {kept}'}."
    asks = shown(rulebook, session, questions[0])
    return f"One question {when} applies{kept and f' ({kept})'}: {asks}"
