"""Papers that hand something on: to the person who takes over, and to a teacher who is asked."""

from collections.abc import Iterable

from advisor.reasoning.assessment import Assessment
from advisor.report.answer_sentences import answer_sentences
from advisor.report.blocks import Block, Page, Paragraph, Point, Points, Section, Table
from advisor.report.days_in_words import begin_verb, dated, meeting_day, weekday_and_day
from advisor.report.documents.governors_paper import words_of
from advisor.report.documents.meeting_papers import answers_to, left_open, shown_to_all
from advisor.report.documents.one_school import (
    TO_FILL_IN,
    not_to_heads,
    own_answers,
    seen_by,
    what_it_is,
    with_whom,
)
from advisor.report.partner_names import unconfirmed_mark
from advisor.report.phrases import STATUS_WORDS, Phrases
from advisor.report.plan.action_plan import NO_DAY, plan_of
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.rulebook.rulebook import Rulebook


def handover_paper(assessment: Assessment, rulebook: Rulebook) -> Page:
    """Return what the person who takes over must know: roles, promises, dates, what is under way.

    Delicate answers and questions about a person are not in it: it says nothing of anybody's
    worth. Private notes and notes about a person are counted only.

    Raises:
        Faults: The rulebook has no words for it.
    """
    words = words_of(rulebook).handover
    phrases, left_out = shown_to_all(assessment, rulebook)
    sections = (
        Section("roles", "Who is in it", (_roles(phrases),)),
        Section("promises", "What has been promised", _promises(phrases, words.promises)),
        Section("dates", "Days to keep", (_dates(assessment),)),
        Section("under-way", "What is under way", _under_way(phrases)),
        Section("open", "Left open", tuple(left_open(phrases))),
        Section("papers", "Papers to ask for", (_points(words.papers),)),
    )
    return Page(
        title="Handover note",
        heading=assessment.partnership,
        aside=dated(assessment.as_of),
        about=("For the person who takes over. Check each line with the person who hands over.",),
        sections=sections,
        closing=f"{left_out}{_if_a_head_leaves(assessment)}",
        is_brief=True,
    )


def _if_a_head_leaves(assessment: Assessment) -> str:
    """Return what to look at before a day on which a head leaves is handed on, or nothing."""
    if all(day.is_ != "head-leaves" for day in assessment.dates):
        return ""
    return " It has the day on which a head leaves: take it out if that is not public yet."


def _roles(phrases: Phrases) -> Table:
    labels = phrases.rulebook.wording.roles
    rows = tuple(
        (
            (f"{one.name} ({one.count})" if one.count > 1 else one.name)
            + unconfirmed_mark(one.name, phrases.assessment.partners),
            labels[one.role],
            one.committed_by or "not said",
        )
        for one in phrases.assessment.partners
    )
    return Table(("Partner", "Role", "Who can commit it"), rows, wraps=frozenset({0, 1, 2}))


def _promises(phrases: Phrases, questions: Iterable[str]) -> tuple[Block, ...]:
    quotes = AnswerQuotes(phrases)
    points = answers_to((name for name in questions if name in quotes.known), quotes)
    return (points,) if points.points else (Paragraph("Nothing that the answers say."),)


def _dates(assessment: Assessment) -> Block:
    days = [
        (day.on, f"{day.what}, {day.partner}" if day.partner else day.what)
        for day in assessment.dates
    ]
    if assessment.next_meeting:
        days.append((assessment.next_meeting, "these people meet again"))
    if assessment.starts:
        days.append((assessment.starts, f"the joint work {begin_verb(assessment.stage)}"))
    if not days:
        return Paragraph("No day is in the file.")
    return _points(f"{meeting_day(on)}: {what}" for on, what in sorted(days))


def _under_way(phrases: Phrases) -> tuple[Block, ...]:
    rows = tuple(
        (
            row.what_for_many,
            row.who_in_words,
            row.day if row.has_day else NO_DAY,
            STATUS_WORDS[row.status],
        )
        for row in plan_of(phrases.assessment, phrases.rulebook).rows
        if row.is_agreed
    )
    if not rows:
        return (Paragraph("No step has been agreed. The action plan has what we suggest."),)
    wraps = frozenset({0, 1, 2, 3})
    return (Table(("Step", "Who", "By", "Status"), rows, wraps, narrow=frozenset({1, 2, 3})),)


def teacher_paper(assessment: Assessment, rulebook: Rulebook, school: str) -> Page:
    """Return a page for a teacher of one school who is asked to take part.

    Raises:
        Faults: The rulebook has no words for it.
    """
    words = words_of(rulebook).teacher
    seen = seen_by(assessment, rulebook, school)
    phrases = Phrases(seen, rulebook)
    day = weekday_and_day(seen.starts, year_of=None) if seen.starts else ""
    begins = day or (seen.about and seen.about.from_) or TO_FILL_IN
    what = what_it_is(seen, TO_FILL_IN, begins, _said(phrases, words.about, school))
    offered = f"Hours for you: {TO_FILL_IN}. {_said(phrases, words.offered, school)}".strip()
    return Page(
        title=f"For a teacher at {school}",
        heading=seen.partnership,
        aside=dated(seen.as_of),
        about=tuple(filter(None, (with_whom(phrases, school),))),
        sections=(
            Section("what", "What it is", (what,)),
            Section("offered", "What is offered", (Paragraph(offered),)),
            Section("asked", "What we ask you", (_points(words.asks),)),
            Section("no", "You may say no", (Paragraph(words.may_say_no),)),
        ),
        closing=f"Draft, for the head to check. It shows the answers of {school} and those given "
        "for the partnership, and no notes.",
        is_brief=True,
    )


def _said(phrases: Phrases, questions: Iterable[str], school: str) -> str:
    """Return what this school and the partnership have answered, without notes."""
    told = (answer_sentences(own_answers(phrases, q, school), phrases) for q in questions)
    return " ".join(not_to_heads(text for texts in told for text in texts))


def _points(texts: Iterable[str]) -> Points:
    return Points(tuple(Point("-", text) for text in texts))
