"""The places in the sources behind a rule, a step or a question."""

from advisor.reasoning.reason import Citation
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


def citations(part: Rule | Step | Question, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that the lessons of a rule, step or question cite, and its claim."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in part.lessons)
        for passage in lesson.passages
    )
