"""The brief: the advice for one partnership in 60 lines at 80 columns, what decides first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.report.blocks import Page, Points, Section, Table
from advisor.report.phrases import Phrases, plural
from advisor.report.sections.brief_concerns import BriefConcerns
from advisor.report.sections.brief_outlook import (
    favour_section,
    find_out_section,
    is_open,
    next_section,
    not_covered_section,
)
from advisor.report.sections.brief_room import MAX_LINES, WIDTH, height, height_of
from advisor.report.sections.brief_steps import BriefSteps
from advisor.report.sections.contradiction_section import contradiction_lines
from advisor.report.sections.header import header, questions_behind
from advisor.report.sections.verdict_section import verdict_section

_BLANK_LINES = 3
"""One each before the concerns, the steps, and the rest; one more where questions come first."""
# Room for the closing paragraph, which is written last, when all else has its lines.
_CLOSING_LINES = 2
_PARTNER_LINES = 2
# So the 28 shipped briefs show 127 steps and 148 concerns; in the order of the page it would be 121
# and 168.
_WHO_GETS_MORE = (1, 5, 4, 2, 0, 3)
"""The order in which parts take unused lines: steps, not covered, next decision, find out, …"""


class Part(NamedTuple):
    """A part of the brief: its share of the lines, and the sections that fit into a room."""

    share: int
    sections: Callable[[int], tuple[Section, ...]]


def brief(phrases: Phrases, *, option: str) -> Page:
    """Return the brief.

    Args:
        phrases: The phrases for the assessment.
        option: What to type for the full report, where it is read on a command line.
    """
    concerns = BriefConcerns(phrases)
    is_early = phrases.assessment.verdict.too_little_known
    # Tried on the 28 shipped partnerships: six more lines for the concerns of a brief show 29 more
    # of the 148, and lose 4 of 127 steps and 3 of 53 questions. Four fewer lose 20 and gain 8
    # questions.
    parts = (
        # Five steps take 11 to 15 lines, so the concerns give up two of the last headings for them.
        Part(11 if is_early else 16, concerns.sections),
        Part(12 if is_early else 14, BriefSteps(phrases, concerns.deciding).sections),
        Part(12 if is_early else 5, lambda room: find_out_section(phrases, room)),
        Part(4, lambda room: favour_section(phrases, room)),
        Part(2, lambda room: next_section(phrases, room)),
        Part(4, lambda room: not_covered_section(phrases, room)),
    )
    used = questions_behind(phrases)
    page = header(phrases, "Partnership brief", used, room=_PARTNER_LINES * WIDTH)
    first = (verdict_section(phrases), *contradiction_lines(phrases))
    # The title, and the rule under the header, take a line each.
    room = MAX_LINES - 2 - sum(map(height, (page.heading_line, *page.about))) - height_of(first)
    asks_first = is_open(phrases)
    shown = _shared_out(parts, room - _BLANK_LINES - asks_first - _CLOSING_LINES)
    sections = (*first, *_grouped(shown, asks_first=asks_first))
    closing = _closing(phrases, sections, option=option)
    return replace(page, sections=sections, closing=closing, is_brief=True)


def _shared_out(parts: Sequence[Part], room: int) -> list[tuple[Section, ...]]:
    """Return the sections of each part: its share first, then lines that others left unused."""
    # Each part returns what it must show, even if that is more than its share.
    shown = [part.sections(part.share) for part in parts]
    # If the mandatory content takes more than its share, the last parts lose lines first.
    for position in reversed(range(len(parts))):
        over = sum(map(height_of, shown)) - room
        if over > 0:
            less = max(height_of(shown[position]) - over, 0)
            shown[position] = parts[position].sections(less)
    for position in _WHO_GETS_MORE:
        spare = room - sum(map(height_of, shown))
        if spare > 0:
            shown[position] = parts[position].sections(height_of(shown[position]) + spare)
    return shown


def _grouped(shown: Sequence[tuple[Section, ...]], *, asks_first: bool) -> list[Section]:
    """Return the sections with blank lines before the concerns, the steps, and the rest only.

    Where only what is not known keeps the verdict down, the questions come before all three.
    """
    concerns, steps, find_out, *others = shown
    before, after = (find_out, ()) if asks_first else ((), find_out)
    rest = [section for sections in (after, *others) for section in sections]
    return [
        replace(section, joins=position > 0)
        for group in (before, concerns, steps, rest)
        for position, section in enumerate(group)
    ]


def _closing(phrases: Phrases, sections: Sequence[Section], *, option: str) -> str:
    """Return how much is known, and what else the full report has."""
    assessment = phrases.assessment
    texts = [phrases.answers_known()]
    if kept := sum(one.question is not None for one in assessment.earlier):
        texts.append(f"{plural(kept, 'earlier answer')} not counted, as the questions changed")
    if left_out := assessment.private_notes_left_out:
        texts.append(f"{plural(left_out, 'private note')} left out")
    # The full report lists every open question, even one that would change nothing today.
    open_questions = len({item.question for item in assessment.find_out})
    watched = sum(concern.severity == "low" for concern in assessment.concerns)
    more = [
        plural(count, noun)
        for count, noun in (
            (_omitted(sections, "concerns-low", watched), "more concern"),
            (_omitted(sections, "steps", len(assessment.steps)), "more step"),
            (_omitted(sections, "find-out", open_questions), "more question"),
            (_omitted(sections, "favour", len(assessment.strengths)), "more strength"),
        )
        if count
    ]
    # From all to none: the last text, with no counts, is short enough for any file.
    for kept in range(len(more), -1, -1):
        has = ", ".join(["reasons", "sources", *more[:kept]])
        text = f"{'; '.join(texts)}. Full report{option}: {has}."
        if height(text) <= _CLOSING_LINES:
            break
    return text


def _omitted(sections: Sequence[Section], name: str, total: int) -> int:
    blocks = [block for section in sections if section.id == name for block in section.blocks]
    shown = sum(len(block.points) for block in blocks if isinstance(block, Points))
    return total - shown - sum(len(block.rows) for block in blocks if isinstance(block, Table))
