"""The lines of the advice: concerns and strengths, steps, questions to find out about."""

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.interview.state.agreed_steps import set_or_suggested
from advisor.interview.state.delicate import shown
from advisor.interview.state.session import Session
from advisor.interview.widgets.content import entry, of_mark
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.open_questions import ToFindOut
from advisor.report.days_in_words import day_in_words
from advisor.report.partner_names import joined
from advisor.report.phrases import SEVERITY_HEADINGS, Phrases, finding_title, plural
from advisor.report.sections.contradiction_section import contradictions_alone
from advisor.report.sections.find_out_section import not_covered_section
from advisor.report.sections.next_stage_section import next_stage_section
from advisor.report.sections.step_section import where_it_helps

SECTIONS = {
    "contradictions": (contradictions_alone, "Answers that contradict each other"),
    "due-next": (next_stage_section, "What the next decision needs"),
    "not-covered": (not_covered_section, "What these documents do not cover"),
}
"""The sections of the report that are a line of the advice each, with that line."""
OPEN_QUESTIONS = "open-questions"
"""The line that leads to what to find out."""


def heading(text: str) -> Option:
    """Return a line that cannot be chosen: a heading, or that there is nothing."""
    return Option(Content.styled(text, "bold"), disabled=True)


def advice_options(phrases: Phrases, cells: int) -> Iterator[Option]:
    """Yield the concerns, worst first, then what is in the partnership's favour, then the rest."""
    assessment = phrases.assessment
    disputed = {risk.id for risk in assessment.risks if risk.disagreement is not None}
    if assessment.contradictions:
        yield from (heading("WHICH IS RIGHT?"), _section("contradictions", cells))
    numbered = enumerate(assessment.concerns, 1)
    for severity, concerns in groupby(numbered, key=lambda pair: pair[1].severity):
        yield heading(SEVERITY_HEADINGS[severity].upper())
        style = of_mark(phrases.severity(severity))[1]
        for number, concern in concerns:
            title = finding_title(concern.title, presumed=concern.presumed)
            if disputed.intersection(concern.risks):
                title += " (we disagree)"
            line = entry(f"{number:2}  ", title, cells).stylize(style, 0, 2)
            yield Option(line, id=" ".join(concern.risks))
    if not assessment.concerns:
        yield heading("We found no concern.")
    if matter := {item.question for item in assessment.find_out if item.matters}:
        says = f"{plural(len(matter), 'open question')} could change the advice"
        yield heading("STILL TO FIND OUT")
        yield Option(entry(" ?  ", says, cells), id=OPEN_QUESTIONS)
    if assessment.strengths:
        yield heading("IN YOUR FAVOUR")
    for strength in assessment.strengths:
        also = " (we disagree)" if strength.disagreement is not None else ""
        yield Option(entry(" +  ", strength.title + also, cells), id=strength.id)
    yield heading("BESIDES")
    yield from (
        _section(name, cells)
        for name in ("due-next", "not-covered")
        if SECTIONS[name][0](phrases) is not None
    )


def _section(name: str, cells: int) -> Option:
    return Option(entry(" >  ", SECTIONS[name][1], cells), id=f"section {name}")


def step_options(phrases: Phrases, cells: int) -> Iterator[Option]:
    """Yield the steps, most important first, then the closed ones."""
    assessment = phrases.assessment
    if not assessment.steps:
        yield heading("No concern calls for a step.")
    else:
        yield heading("MOST IMPORTANT FIRST")
    for number, step in enumerate(assessment.steps, 1):
        status = f", {step.status.replace('-', ' ')}" if step.status else ""
        whom = f"{set_or_suggested(step, phrases)}{status}"
        where = where_it_helps(step, phrases)
        says = f"{step.do} ({where})" if where else step.do
        lines = entry(f"{number:2}  ", says, cells), entry("    ", whom, cells, "$quiet")
        yield Option(Content("\n").join(lines), id=step.id)
    if assessment.agreed_besides:
        yield heading("DONE, DROPPED OR NOT CALLED FOR NOW")
    for agreed in assessment.agreed_besides:
        names, known = phrases.names(agreed.at), phrases.rulebook.steps[agreed.id].do
        day = day_in_words(agreed.by) if agreed.by else ""
        status = agreed.status.replace("-", " ") if agreed.status else ""
        whom = ", ".join(filter(None, (agreed.owner, day, status)))
        closed = entry(" -  ", f"{known} ({names})" if names else known, cells)
        yield Option(
            Content("\n").join([closed, entry("    ", whom, cells, "$quiet")]), id=agreed.id
        )


def open_by_question(assessment: Assessment) -> dict[str, list[ToFindOut]]:
    """Return what to find out, a question at a time, what could change the advice first."""
    found: dict[str, list[ToFindOut]] = {}
    for item in assessment.find_out:
        found.setdefault(item.question, []).append(item)
    return dict(sorted(found.items(), key=lambda pair: not any(i.matters for i in pair[1])))


def open_options(phrases: Phrases, session: Session, cells: int) -> Iterator[Option]:
    """Yield a line for each open question, with the schools whose answer is open."""
    by_question = open_by_question(phrases.assessment)
    if not by_question:
        yield heading("Every question has an answer.")
    for matters, group in groupby(by_question, lambda q: any(i.matters for i in by_question[q])):
        yield heading("COULD CHANGE THE ADVICE" if matters else "WOULD NOT CHANGE IT TODAY")
        for name in group:
            asks = shown(phrases.rulebook, session, phrases.rulebook.questions[name])
            lines = entry(" ?  ", asks, cells), entry("    ", _of(name, phrases), cells, "$quiet")
            yield Option(Content("\n").join(lines), id=name)


def _of(question: str, phrases: Phrases) -> str:
    """Return which schools have not answered a question, and whom to ask."""
    items = open_by_question(phrases.assessment)[question]
    schools = [phrases.short_names[item.partner] for item in items if item.partner]
    whom = joined(dict.fromkeys(item.who for item in items))
    unknown = all(item.state == "unknown" for item in items)
    state = "nobody knows" if unknown else "not answered yet"
    of = f"{joined(schools)}: {state}" if schools else state.capitalize()
    return f"{of}. Ask {whom}."
