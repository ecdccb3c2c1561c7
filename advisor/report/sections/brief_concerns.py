"""The concerns of the brief: which decide, which limit, and which are worth watching."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.assessment import ConcernShown, Risk
from advisor.report.answer_sentences import answer_sentences, quotations
from advisor.report.blocks import Block, Paragraph, Point, Points, Section, Strong
from advisor.report.phrases import SEVERITY_HEADINGS, Phrases
from advisor.report.sections.brief_room import height, height_of
from advisor.report.writers.cells import on_one_line
from advisor.report.writers.terminal import POINT_INDENT

# Of the 28 shipped partnerships one has more than four. Answers for only two of them would make
# room for 12 more headings, for six take one away.
WITH_ANSWERS = 4
"""Up to this many deciding concerns show the answers behind them."""
# A choice: no shipped partnership has more than five.
RUN_ON_FROM = 9
"""From this many deciding concerns on, the headings are run together in one paragraph."""
# A choice: a line. A longer reason is in the full report alone.
_SHORT_REASON = 60
_UNDER_LINES = (0, 1, 2, 3, 3)
"""For each degree of detail, how many lines the answers may take; the last one adds a note."""


@dataclass(frozen=True)
class BriefConcerns:
    """The concerns of one assessment in as much detail as there is room for."""

    phrases: Phrases

    def sections(self, room: int) -> tuple[Section, ...]:
        """Return as much as fits in the room; concerns that decide are never left out."""
        # How much detail each concern shown has; the others have not even a heading yet.
        degrees = [0] * self.deciding
        for position, degree in self._order():
            more = [*degrees[:position], degree, *degrees[position + 1 :]]
            # Only the next concern can be added: none is shown before a weightier one.
            if position <= len(degrees) and height_of(self._sections(more)) <= room:
                degrees = more
        return self._sections(degrees)

    @property
    def concerns(self) -> tuple[ConcernShown, ...]:
        """All concerns; the ones that decide come first."""
        return self.phrases.assessment.concerns

    @cached_property
    def deciding(self) -> int:
        """How many concerns decide: the high ones, or else the medium ones."""
        first = self.concerns[0].severity if self.concerns else "low"
        return 0 if first == "low" else sum(c.severity == first for c in self.concerns)

    def _order(self) -> Iterator[tuple[int, int]]:
        """Yield which concern is to get which degree of detail, most important first."""
        answered = range(min(self.deciding, WITH_ANSWERS))
        rest = range(self.deciding, len(self.concerns))
        # Degree by degree, so that all that decide have their answers before one has its notes.
        yield from ((position, degree) for degree in (2, 3, 4) for position in answered)
        yield from ((position, 0) for position in rest)
        yield from ((position, degree) for position in rest for degree in (1, 2, 4))

    def _sections(self, degrees: list[int]) -> tuple[Section, ...]:
        sections: list[Section] = []
        for severity, title in SEVERITY_HEADINGS.items():
            of = [n for n, concern in enumerate(self.concerns) if concern.severity == severity]
            shown = [n for n in of if n < len(degrees)]
            blocks = self._blocks(shown, degrees)
            omitted = len(of) - len(shown)
            if omitted and severity == "medium":
                more = f"and {omitted} more" if shown else f"{omitted} concerns"
                verb = "limits" if omitted == 1 else "limit"
                blocks = (*blocks, Paragraph(f"{more} {verb} it: full report"))
            if blocks:
                sections.append(
                    Section(f"concerns-{severity}", title, blocks, joins=bool(sections))
                )
        return tuple(sections)

    def _blocks(self, shown: list[int], degrees: list[int]) -> tuple[Block, ...]:
        points, run_on = shown, list[int]()
        # Only the group that decides starts with the first concern.
        if len(shown) >= RUN_ON_FROM and shown[0] == 0:
            points, run_on = shown[:WITH_ANSWERS], shown[WITH_ANSWERS:]
        blocks: list[Block] = []
        if points:
            blocks.append(Points(tuple(self._point(n, degrees[n]) for n in points)))
        if run_on:
            texts = (f"{n + 1} {self._heading(n).removesuffix('.')}." for n in run_on)
            blocks.append(Paragraph(" ".join(texts)))
        return tuple(blocks)

    def _point(self, position: int, degree: int) -> Point:
        return Point(
            str(position + 1), Strong(self._heading(position)), self._under(position, degree)
        )

    def _heading(self, position: int) -> str:
        """Return the heading, a possible excuse if it is not certain, and any disagreement."""
        concern = self.concerns[position]
        risks = [self._risks[risk] for risk in concern.risks]
        heading = concern.title
        if concern.presumed:
            excuse = self.phrases.excuse(risks[0].id) or "what is still open changes this"
            heading = f"{heading}, unless {excuse}. That is still open."
        said = [on_one_line(risk.disagreement) for risk in risks if risk.disagreement is not None]
        if said:
            why = f"You disagree: {said[0]}" if len(said[0]) <= _SHORT_REASON else "You disagree."
            heading = f"{heading.removesuffix('.')}. ({why})"
        return heading

    def _under(self, position: int, degree: int) -> str:
        sentences, notes = self._answers[position]
        text = ""
        for sentence in sentences:
            longer = f"{text} {sentence}".strip()
            # The first sentence is shown whole or not at all, so that no answer is cut off.
            if degree and (not text or height(longer, POINT_INDENT) <= _UNDER_LINES[degree]):
                text = longer
        if degree == len(_UNDER_LINES) - 1:
            with_note = (f"{text} {note}".strip() for note in notes)
            # The first note that fits, whole: half a quotation could mean something else.
            fitting = (
                one for one in with_note if height(one, POINT_INDENT) <= _UNDER_LINES[degree]
            )
            return next(fitting, text)
        return text

    @cached_property
    def _risks(self) -> dict[str, Risk]:
        return {risk.id: risk for risk in self.phrases.assessment.risks}

    @cached_property
    def _answers(self) -> list[tuple[list[str], list[str]]]:
        """For each concern its answers as sentences, and the notes on them, each once.

        If an earlier concern has all the answers of a later one, the later one refers to it.
        """
        found: list[tuple[list[str], list[str]]] = []
        first: dict[str, int] = {}
        for number, concern in enumerate(self.concerns, start=1):
            sentences, notes = self._answers_of(concern)
            new = [text for text in sentences if text not in first]
            if sentences and not new:
                new = [f"See point {min(first[text] for text in sentences)}."]
            found.append((new, [note for note in notes if note not in first]))
            for text in (*sentences, *notes):
                first.setdefault(text, number)
        return found

    def _answers_of(self, concern: ConcernShown) -> tuple[list[str], list[str]]:
        """Return the answers behind the worst risk, then behind equally bad ones."""
        risks = sorted((self._risks[risk] for risk in concern.risks), key=lambda r: r.presumed)
        alike = [risk for risk in risks if risk.holds_at == risks[0].holds_at]
        reasons = [reason for risk in alike for reason in risk.because]
        sentences = dict.fromkeys(answer_sentences(reasons, self.phrases))
        return list(sentences), quotations(reasons, self.phrases)
