"""The places in the sources that a rule or a step rests on."""

from advisor.reasoning.reason import Citation
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


def citations(part: Rule | Step, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that the lessons of a rule or step name, with what it supports."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in part.lessons)
        for passage in lesson.passages
    )
