"""Say where the sheet of a partner and the file of the partnership differ."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.files.faults import nearest
from advisor.report.phrases import TOGETHER, answer_text, plural
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.merge_sheet import AnswerDifference, Detail, MergedSheet
from advisor.scenario.scenario import Scenario

_DETAILS: dict[Detail, str] = {
    "note": "the note",
    "said_by": "who said it",
    "who_could_tell": "who could tell",
}


def difference_line(difference: AnswerDifference, rulebook: Rulebook) -> str:
    """Return a difference in one line; notes are not quoted, since they may be private."""
    question = rulebook.questions[difference.question]

    def said(answer: Answer) -> str:
        words = answer_text(question, answer.answer).removesuffix(".")
        return f"“{words}: {answer.reason}”" if answer.reason else f"“{words}”"

    # The line may be on the screen of a room, in which delicate answers are closed.
    if difference.disagrees and question.delicate:
        says = "a delicate answer, which the file and the sheet give differently"
    elif difference.disagrees:
        says = f"the file says {said(difference.main)}, the sheet says {said(difference.sheet)}"
    else:
        lost_details = [_DETAILS[name] for name in difference.lost_details]
        differ = "differs" if len(lost_details) == 1 else "differ"
        says = f"both say {said(difference.main)}, but {' and '.join(lost_details)} {differ}"
    whose = difference.partner or TOGETHER.capitalize()
    winner = {"main": "the file's is kept", "sheet": "the sheet's is kept"}[difference.winner]
    return f"{whose} on “{question.asks}”: {says}; {winner}"


def merge_messages(found: MergedSheet, main: Scenario, rulebook: Rulebook) -> Iterator[str]:
    """Yield how many answers were merged, whose were not, and every difference."""
    yield f"{plural(len(found.taken), 'answer')} taken over."
    names = [partner.name for partner in main.partners]
    for name in found.unknown_partners:
        hint = nearest(name, names)
        yield f"No partner here is called {quoted(name)}{hint}; its answers stay there."
    before = {partner.name: partner.answers_from for partner in main.partners}
    for partner in found.scenario.partners:
        if partner.answers_from != before[partner.name]:
            yield f"{partner.name} counts as answering for itself from now on."
    if found.differs:
        yield "Where the two differ:"
    yield from (difference_line(difference, rulebook) for difference in found.differs)
