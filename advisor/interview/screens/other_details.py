"""What is to be read about a step, about an open question, and about the topics."""

from collections import Counter
from collections.abc import Iterator

from rich.text import Text
from textual.content import Content

from advisor.interview.screens.advice_lists import open_by_question
from advisor.interview.screens.detail import Detail, part
from advisor.interview.state.agreed_steps import set_or_suggested
from advisor.interview.state.delicate import is_closed, shown
from advisor.interview.state.session import Session
from advisor.report.phrases import Phrases, labels
from advisor.report.sections.brief_outlook import outcomes
from advisor.report.sections.find_out_section import what_it_affects
from advisor.report.sections.step_section import where_it_helps
from advisor.report.step_days import papers_day
from advisor.report.writers.bars import bar_cells
from advisor.report.writers.cells import hanging, on_one_line, padded, shortened, styled
from advisor.report.writers.terminal_items import STYLES

_BAR = 10
_COUNTED = "  known concerns"


def step_detail(step: str, phrases: Phrases, cells: int) -> Detail:
    """Return when a step is done, what it takes, and which concerns it is for."""
    known = phrases.rulebook.steps[step]
    return _told(known.do, _about_step(step, phrases), cells)


def _about_step(step: str, phrases: Phrases) -> Iterator[tuple[str, str]]:
    assessment = phrases.assessment
    known = phrases.rulebook.steps[step]
    taken = assessment.step(step)
    other = next((one for one in assessment.agreed_besides if one.id == step), None)
    yield "Done when", known.done_when
    yield "Usually taken by", known.who
    if taken is not None:
        yield "Who and by when", set_or_suggested(taken, phrases)
        if papers := papers_day(taken, phrases):
            yield "Papers to the clerk", papers
        yield "At", where_it_helps(taken, phrases)
        first = [phrases.step(need) for need in taken.needs if need in phrases.step_numbers]
        yield "First", "; ".join(first)
    yield "It takes", labels(phrases.rulebook.wording.efforts)[known.effort]
    concerns = (c.title for c in assessment.concerns if step in c.steps)
    yield "It answers", "; ".join(concerns)
    agreed = taken or other
    yield "Note", on_one_line((agreed.note if agreed else None) or "")


def open_detail(question: str, phrases: Phrases, session: Session, cells: int) -> Detail:
    """Return whom to ask an open question, how, and what the answer could do."""
    asks = shown(phrases.rulebook, session, phrases.rulebook.questions[question])
    hidden = is_closed(session, phrases.rulebook.questions[question])
    return _told(asks, _about_question(question, phrases, hidden=hidden), cells)


def _about_question(question: str, phrases: Phrases, *, hidden: bool) -> Iterator[tuple[str, str]]:
    items = open_by_question(phrases.assessment)[question]
    schools = (phrases.short_names[item.partner] for item in items if item.partner)
    yield "Not answered for", ", ".join(schools)
    whom = dict.fromkeys(item.who for item in items)
    yield "Ask", "; ".join(whom)
    if hidden:
        # How to ask and what follows would give it away.
        yield "What it is", "Hidden until you open it on its own page."
        return
    yield "How", items[0].how
    change = next((c for c in phrases.assessment.could_change if c.question == question), None)
    yield "What it could do", outcomes(change, phrases) if change else "Nothing today."
    yield "It would help to decide", what_it_affects(items, phrases)


def _told(title: str, parts: Iterator[tuple[str, str]], cells: int) -> Detail:
    lines = ((heading, hanging("  ", text, cells, 2)) for heading, text in parts if text)
    told = (content for heading, of in lines for content in part(heading, of))
    return Detail(Content("\n").join([Content.styled(title, "bold"), *told]))


def topic_lines(phrases: Phrases, cells: int) -> list[Text]:
    """Return how much is known of each topic, and how many concerns are about it, as bars."""
    concerns = Counter(concern.topic for concern in phrases.assessment.concerns)
    room = cells - _BAR - len(_COUNTED)
    lines = [styled((f"{'Topic':{room + _BAR}}{_COUNTED}", "bold"))]
    for topic in phrases.assessment.topics:
        if topic.asked:
            (full,) = bar_cells((topic.known,), topic.asked, _BAR - 1)
            drawn = "█" * full + "·" * (_BAR - 1 - full)
            title = padded(shortened(phrases.rulebook.topic_titles[topic.id], room - 1), room)
            counts = f"{topic.known:4}/{topic.asked:<3}{concerns[topic.id] or '-':>8}"
            lines.append(styled(title, (drawn, STYLES["good"]), counts))
    return lines
