"""The answers that no concern quotes, by topic."""

from advisor.report.blocks import Entry, Ledger, Paragraph, Section
from advisor.report.phrases import Phrases
from advisor.report.sections.answer_quotes import AnswerQuotes


def answer_section(phrases: Phrases) -> Section:
    """Return every answer that is not quoted with a concern."""
    quotes = AnswerQuotes(phrases)
    entries = []
    for topic in phrases.rulebook.topics:
        said = tuple(
            (quotes.label(question), quotes.in_one_line(question))
            for question in quotes.known
            if question not in quotes.concern_of and quotes.topic_of(question) == topic.id
        )
        if said:
            entries.append(Entry(topic.title, said))
    ledger = Ledger(("Topic", "No.", "Question and answer"), tuple(entries))
    nothing = "No question has been answered yet."
    if quotes.known:
        nothing = "Every answer is quoted with a concern, above."
    return Section("answers", "Your other answers", (ledger if entries else Paragraph(nothing),))


def notes_about_a_person(phrases: Phrases) -> int:
    """Return how many of the notes shown belong to questions about a person, gone or not."""
    noted = [note.question for note in phrases.assessment.notes]
    noted += [one.question for one in phrases.assessment.earlier if one.question and one.note]
    return sum(map(phrases.rulebook.is_about_a_person, noted))
