"""The places in the sources that a rule, a step or a question rests on."""

from advisor.reasoning.reason import Citation
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


def citations(part: Rule | Step | Question, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that lessons of a rule, step or question name, and what each supports."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in part.lessons)
        for passage in lesson.passages
    )
