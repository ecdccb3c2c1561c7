"""The agenda of the next meeting, and the notes of the last one."""

import datetime as dt
from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment import Assessment
from advisor.report.blocks import Block, Item, Page, Paragraph, Point, Points, Section, Table
from advisor.report.days_in_words import dated, meeting_day
from advisor.report.documents.delicate import without_delicate
from advisor.report.documents.one_school import MET_ALONE
from advisor.report.documents.to_settle import MOST_QUESTIONS, open_points, to_settle
from advisor.report.grouping import grouped
from advisor.report.partner_names import joined
from advisor.report.phrases import NOBODY_KNOWS, Phrases, plural
from advisor.report.plan.action_plan import DATE_TO_BE_AGREED, NO_DAY, PlanRow, plan_of
from advisor.report.plan.row_marks import SUGGESTED_DAY
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.report.sections.contradiction_section import asks_about
from advisor.report.writers.cells import on_one_line
from advisor.rulebook.rulebook import Rulebook

_MOST_CONCERNS = 4


def agenda_paper(assessment: Assessment, rulebook: Rulebook) -> Page:
    """Return an agenda for 45 minutes, in the order that decides."""
    assessment = without_delicate(assessment, rulebook)
    phrases = Phrases(assessment, rulebook)
    meeting = assessment.next_meeting
    day = meeting_day(meeting) if meeting else DATE_TO_BE_AGREED
    asks = rulebook.wording.stages[assessment.stage].decision
    who = joined(assessment.present) if assessment.present else "[to be agreed]"
    found = open_points(phrases)
    # Who asks absent people is settled sooner than a question is answered.
    settling, limiting = (20, 10) if found.here else (10, 20)
    parts = (
        ("recap", "Where we stand", 5, _recap(phrases)),
        ("settle", "Questions to settle", settling, tuple(to_settle(found))),
        ("concerns", "What limits us", limiting, _limits(phrases)),
        ("steps", "Who does what, by when", 8, _to_agree(phrases)),
        ("next", "Next meeting", 2, (Paragraph(f"When do we meet again? {DATE_TO_BE_AGREED}"),)),
    )
    sections = [
        Section(id, f"{number}. {title} ({minutes} minutes)", blocks)
        for number, (id, title, minutes, blocks) in enumerate(parts, 1)
    ]
    return Page(
        title="Agenda",
        heading=assessment.partnership,
        asks=asks,
        aside=dated(assessment.as_of),
        about=(f"Meeting of {day}, 45 minutes. Who: {who}.",),
        sections=tuple(sections),
        closing="What is best answered or talked about in private is named by its topic only.",
        is_brief=True,
    )


def _recap(phrases: Phrases) -> tuple[Block, ...]:
    verdict = phrases.assessment.verdict
    says = phrases.says(verdict.band, phrases.assessment.stage)
    if verdict.too_little_known:
        says = phrases.rulebook.wording.too_little_known
    blocks = [Paragraph(f"The advice so far: {says}. {phrases.answers_known()}.")]
    asked = (f"Two answers do not fit together. {asks}" for asks in _contradictions(phrases))
    return (*blocks, *map(Paragraph, asked))


def _contradictions(phrases: Phrases) -> Iterator[str]:
    """Yield what to ask about answers that contradict each other, unless one is delicate."""
    for one in phrases.assessment.contradictions:
        if not any(r.question and phrases.rulebook.is_delicate(r.question) for r in one.answers):
            yield asks_about(one, phrases)


def _limits(phrases: Phrases) -> tuple[Block, ...]:
    limiting = [one for one in phrases.assessment.concerns if one.severity != "low"]
    concerns = limiting[:_MOST_CONCERNS] or list(phrases.assessment.concerns[:2])
    if not concerns:
        return (Paragraph("Nothing limits it. What do we want to keep as it is?"),)
    disputed = {risk.id for risk in phrases.assessment.risks if risk.disagreement}
    points = (
        Point(
            str(number),
            f"{one.title} (we disagree)" if disputed.intersection(one.risks) else one.title,
            f"Resolved when: {one.until}." if one.until else "",
        )
        for number, one in enumerate(concerns, 1)
    )
    left_out = len(limiting) - len(concerns)
    more = f"And {left_out} more." if left_out > 0 else ""
    return (Points(tuple(points)), *([Paragraph(more)] if more else []))


def _to_agree(phrases: Phrases) -> tuple[Block, ...]:
    """Return the steps that matter most, and all that was agreed, by date."""
    first = {step.id for step in phrases.assessment.steps[:MOST_QUESTIONS]}
    rows = tuple(
        (
            row.what_for_many,
            row.who_in_words,
            _by(row, phrases.assessment.next_meeting),
        )
        for row in plan_of(phrases.assessment, phrases.rulebook).rows
        if row.step in first or row.is_agreed
    )
    return _who_and_when(rows) if rows else (Paragraph("No concern calls for a step."),)


def _by(row: PlanRow, meeting: dt.date | None) -> str:
    """Return by when; no suggestion of a day that is over before the meeting is to agree on it."""
    if meeting and row.by and row.by < meeting and not row.has_day:
        return DATE_TO_BE_AGREED
    return f"{SUGGESTED_DAY if row.day_is_suggested else ''}{row.horizon}{_closed(row)}"


def _who_and_when(rows: tuple[tuple[str, ...], ...]) -> tuple[Block, ...]:
    wide = frozenset({0, 1, 2})
    return (Table(("Step", "Who", "By"), rows, wraps=wide, narrow=frozenset({1, 2})),)


def _closed(row: PlanRow) -> str:
    return f" ({row.status})" if row.status in {"done", "dropped"} else ""


def notes_paper(assessment: Assessment, rulebook: Rulebook) -> Page:
    """Return the notes of a meeting: who was there, what was said, agreed, disputed and left open.

    Delicate answers, private notes and notes about a person are counted, and not written out.
    """
    phrases, left_out = shown_to_all(assessment, rulebook)
    there = joined(assessment.present) if assessment.present else "[roles, to be filled in]"
    about = [f"Who was there: {there}."]
    if assessment.room == "us":
        about.append(MET_ALONE)
    if assessment.next_meeting:
        about.append(f"Next meeting: {meeting_day(assessment.next_meeting)}.")
    sections = (
        Section("confirmed", "Answers", tuple(_confirmed(phrases))),
        Section("agreed", "Actions agreed", _agreed(phrases)),
        Section("differed", "Where people differed", tuple(_differed(phrases))),
        Section("open", "Left open", tuple(left_open(phrases))),
    )
    return Page(
        title="Notes of the meeting",
        heading=assessment.partnership,
        asks=rulebook.wording.stages[assessment.stage].decision,
        aside=dated(assessment.as_of),
        about=tuple(about),
        sections=sections,
        closing=left_out,
    )


def shown_to_all(assessment: Assessment, rulebook: Rulebook) -> tuple[Phrases, str]:
    """Return what everybody in the partnership may read, and how much of it is left out."""
    about_people = [n for n in assessment.notes if rulebook.is_about_a_person(n.question)]
    private = [note for note in assessment.notes if note.visibility == "private"]
    shown = [n for n in assessment.notes if n not in about_people and n not in private]
    seen = without_delicate(assessment, rulebook)
    not_told = _disagreements(assessment) - _disagreements(seen)
    # A name without the note that it belongs to would read as if that person were the answer.
    left_out = {(note.question, note.partner) for note in assessment.notes if note not in shown}
    answers = tuple(
        one.model_copy(update={"said_by": None}) if (one.question, one.partner) in left_out else one
        for one in seen.answers
    )
    seen = seen.model_copy(update={"notes": tuple(shown), "answers": answers})
    phrases = Phrases(seen, rulebook)
    return phrases, _left_out(phrases, len(private), len(about_people), not_told)


def _disagreements(assessment: Assessment) -> int:
    findings = (*assessment.risks, *assessment.strengths)
    disputed = sum(one.disagreement is not None for one in findings)
    return disputed + len(assessment.disagreements_besides)


def _confirmed(phrases: Phrases) -> Iterator[Block]:
    quotes = AnswerQuotes(phrases)
    for topic in phrases.rulebook.topics:
        of_topic = (name for name in quotes.known if quotes.topic_of(name) == topic.id)
        said = answers_to((n for n in of_topic if not phrases.rulebook.is_delicate(n)), quotes)
        if said.points:
            yield Item(topic.title)
            yield said
    if not quotes.known:
        yield Paragraph("No question has been answered yet.")


def answers_to(questions: Iterable[str], quotes: AnswerQuotes) -> Points:
    """Return questions, each with all that was answered under it."""
    asked = ((quotes.phrases.question(name), quotes.answers(name)) for name in questions)
    return Points(tuple(Point("-", asks, " ".join(said)) for asks, said in asked))


def _agreed(phrases: Phrases) -> tuple[Block, ...]:
    rows = tuple(
        (
            row.what_for_many,
            row.who if row.has_owner else "nobody yet",
            f"{row.horizon if row.has_day else NO_DAY}{_closed(row)}",
        )
        for row in plan_of(phrases.assessment, phrases.rulebook).rows
        if row.is_agreed
    )
    none = Paragraph("None. The action plan has what we suggest.")
    return _who_and_when(rows) if rows else (none,)


def _differed(phrases: Phrases) -> Iterator[Block]:
    assessment = phrases.assessment
    besides = assessment.disagreements_besides
    disagreed = [
        (one.title, one.disagreement) for one in (*assessment.risks, *assessment.strengths)
    ]
    disagreed += [(phrases.title(one.id), one.because) for one in besides]
    points = [Point("-", asks) for asks in _contradictions(phrases)]
    points += [
        Point("-", f"Disagreed with: {title}", f'"{on_one_line(because)}"')
        for title, because in disagreed
        if because is not None
    ]
    yield (
        Points(tuple(points))
        if points
        else Paragraph("No disagreement with the advice is listed here.")
    )


def left_open(phrases: Phrases) -> Iterator[Block]:
    """Yield what nobody knows, what of the short form was not asked, and how much else was not."""
    rulebook = phrases.rulebook
    found = grouped(
        ((item.question, item.who), item.partner)
        for item in phrases.assessment.find_out
        if item.state == "unknown" and not rulebook.is_delicate(item.question)
    )
    quotes, points = AnswerQuotes(phrases), []
    for (question, who), partners in found.items():
        names = [phrases.short_names[name] for name in partners if name]
        where = f" ({joined(names)})" if names else ""
        notes = "".join(quotes.notes(question, name) for name in partners)
        # A note on an answer that was given for every partner.
        notes += quotes.notes(question, None) if names and question not in quotes.known else ""
        text = f"{phrases.question(question)}{where}"
        points.append(Point("?", text, f"Who could tell: {who}.{notes}"))
    if points:
        yield Paragraph(f"{NOBODY_KNOWS.capitalize()}:")
        yield Points(tuple(points))
    not_asked = dict.fromkeys(item.question for item in phrases.assessment.not_asked)
    named = [one for one in not_asked if _may_be_named(one, phrases)][:MOST_QUESTIONS]
    if named:
        yield Paragraph("Not asked yet, of the short form:")
        yield Points(tuple(Point("?", phrases.question(one)) for one in named))
    also = "Other questions not asked" if named else "Questions not asked"
    yield Paragraph(f"{also}: {len(not_asked) - len(named)}.")


def _may_be_named(question: str, phrases: Phrases) -> bool:
    """Return whether a question is of the short form, and not a delicate one."""
    assessment, rulebook = phrases.assessment, phrases.rulebook
    kinds = frozenset((assessment.kind, *assessment.also))
    is_essential = question in rulebook.essential_at(kinds, assessment.stage)
    return is_essential and not rulebook.is_delicate(question)


def _left_out(phrases: Phrases, private: int, about_people: int, not_told: int) -> str:
    known = [one.question for one in phrases.assessment.answers if one.state == "known"]
    delicate = len([name for name in known if phrases.rulebook.is_delicate(name)])
    counts = [
        plural(delicate, "delicate answer"),
        plural(private + phrases.assessment.private_notes_left_out, "private note"),
        plural(about_people, "note about a person", "notes about a person"),
    ]
    if not_told:
        counts.append(f"{plural(not_told, 'disagreement')} about such answers")
    return f"Left out: {joined(counts)}. The full report has them, but for private notes."
