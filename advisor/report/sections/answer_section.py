"""Topics, notes and every answer."""

from advisor.reasoning.assessment import Note, TopicState
from advisor.report.blocks import Block, Entry, Group, Item, Ledger, Paragraph, Row, Section, Table
from advisor.report.words import TOPIC_MARKS, Words, plural
from advisor.report.writers.cells import on_one_line


def topics_section(words: Words) -> Section:
    """Return how each topic that concerns the kind stands, and how much of it is known."""
    titles = {topic.id: topic.title for topic in words.rulebook.topics}
    kinds = {words.assessment.kind, *words.assessment.also}
    questions = words.rulebook.questions.values()
    concerned = {question.topic for question in questions if not kinds.isdisjoint(question.kinds)}
    rows = tuple(
        (TOPIC_MARKS[topic.status].text, titles[topic.id], _known(topic))
        for topic in words.assessment.topics
        if topic.id in concerned or topic.status != "not-asked"
    )
    return Section("topics", "Topics", (Table(("How it stands", "Topic", "Known"), rows),))


def _known(topic: TopicState) -> str:
    return f"{topic.known} of {topic.asked}" if topic.asked else "nothing is asked at this stage"


def notes_section(words: Words) -> Section | None:
    """Return every note in full; None if there are none, shown or left out."""
    assessment = words.assessment
    notes: dict[str, list[Note]] = {}
    for note in filter(lambda note: on_one_line(note.note), assessment.notes):
        notes.setdefault(note.question, []).append(note)
    blocks: list[Block] = [
        Item(words.question(asks), rows=(Row("", tuple(_note(note, words) for note in of)),))
        for asks, of in notes.items()
    ]
    if left_out := assessment.private_notes_left_out:
        verb = "is" if left_out == 1 else "are"
        blocks.append(Paragraph(f"{plural(left_out, 'private note')} {verb} not shown."))
    if personal := notes_about_a_person(words):
        verb = "is" if personal == 1 else "are"
        says = f"{plural(personal, 'note')} about a person {verb} left out of the first page."
        blocks.append(Paragraph(says))
    return Section("notes", "Notes", tuple(blocks)) if blocks else None


def notes_about_a_person(words: Words) -> int:
    """Return how many of the notes shown belong to questions about a person."""
    questions = words.rulebook.questions
    return sum(questions[note.question].about_a_person for note in words.assessment.notes)


def _note(note: Note, words: Words) -> str | Group:
    who = words.who(note.partner, note.said_by)
    if note.visibility == "private":
        who += " (private)"
    lines = tuple(filter(None, map(on_one_line, note.note.split("\n"))))
    return f"{who}: {lines[0]}" if len(lines) == 1 else Group(f"{who}:", lines)


def answers_section(words: Words) -> Section:
    """Return every answer given: the question, who answered, and what."""
    reasons = {
        (one.question, one.partner): f": {one.reason}" for one in words.assessment.not_applicable
    }
    said: dict[str, list[tuple[str, str]]] = {}
    for shown in words.assessment.answers:
        if shown.state == "not-asked":
            continue
        answer = words.answer(shown.question, shown.answer)
        answer += reasons.get((shown.question, shown.partner), "")
        if could_tell := shown.who_could_tell or "":
            answer += f"; who could tell: {could_tell}"
        who = words.who(shown.partner, shown.said_by)
        answer += "" if shown.asked else " (not asked here)"
        said.setdefault(words.question(shown.question), []).append((who, answer))
    entries = tuple(Entry(asks, tuple(answers)) for asks, answers in said.items())
    ledger = Ledger(("Question", "Who", "Answer"), entries)
    nothing = Paragraph("No question has been answered yet.")
    return Section("answers", "Every answer given", (ledger if entries else nothing,))
