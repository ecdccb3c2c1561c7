"""The three paper sheets that a partnership fills in, as plain values.

A meeting in three parts needs three sheets, and each question is on one of them. Questions for
partners, and delicate questions, are on the sheet that each partner fills in alone, even if the
answer has to be looked up, since each partner speaks for itself. Of the rest, answers to look up
are on the sheet that one person fills in beforehand, and everything else is for the room.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.report.blocks import Note, Page, Paragraph, Section
from advisor.report.explain.condition_text import lines_of, still_open
from advisor.report.form_blocks import PRIVACY_NOTICE, Blank, Blanks, Choice, Purpose, TickBoxes
from advisor.report.phrases import HOW_TO_ANSWER, stage_question
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import ROLES, Kind, Role, Stage

IN_PRIVATE = "In private: answer this alone, before anyone talks about it."
_TITLES: dict[Purpose, str] = {
    "look-up": "To look up before the meeting",
    "partner": "For each partner, filled in alone",
    "room": "For the room",
}
_HOW: dict[Purpose, str] = {
    "look-up": "One person settles these from files before the meeting, and brings the answers.",
    "partner": (
        "Each partner fills in a sheet of its own before the meeting; nobody sees "
        "another's sheet first."
    ),
    "room": "The room answers these together; the essential ones come first.",
}
_GROUPS: dict[Purpose, tuple[str, str]] = {
    "look-up": ("Essential", "Further"),
    "partner": ("About this partner", "About the partnership, as this partner sees it"),
    "room": ("First: the essential ones", "Then the others"),
}
"""The titles over the questions that come first, and over the others."""
_TICKING = (
    f"Tick one line at each question, or write the number. {HOW_TO_ANSWER} That is an answer too. "
    "Leave blank anything you did not discuss."
)
_TYPING = (
    "To type it in afterwards: the interview finds a question by the word in brackets under it, in "
    "its menu or after go, and takes what is next to the box that was ticked."
)


def purpose_of(question: Question) -> Purpose:
    """Return the sheet that a question is on; a partner's sheet takes precedence over look-up."""
    if question.delicate or not question.once:
        return "partner"
    return "look-up" if question.look_up else "room"


def may_be_asked(question: Question, kinds: frozenset[Kind], stage: Stage) -> bool:
    """Return whether some answers lead to the question at these kinds and this stage."""
    return question.exists_at(kinds, stage) and not (
        question.ask_when and still_open(question.ask_when, kinds, stage) is False
    )


def sheet_of(
    rulebook: Rulebook,
    kinds: tuple[Kind, ...],
    stage: Stage,
    purpose: Purpose,
    role: Role | None = None,
) -> Page:
    """Return the sheet for a purpose.

    Args:
        rulebook: The rulebook with the questions.
        kinds: The kind of the partnership, and any further ones.
        stage: The decision in front of the room.
        purpose: What the sheet is for.
        role: On a partner's sheet, the one role whose questions it asks; all roles if None.
    """
    of = frozenset(kinds)
    questions = [
        question
        for question in rulebook.questions.values()
        if purpose_of(question) == purpose
        and may_be_asked(question, of, stage)
        and (role is None or question.once or question.is_asked_of(role))
    ]
    first, then = _GROUPS[purpose]
    come_first = [
        question
        for question in questions
        if (not question.once if purpose == "partner" else question.is_essential_at(of, stage))
    ]
    others = [question for question in questions if question not in come_first]
    writer = _Writer(rulebook, of, stage, role)
    sections = tuple(writer.sections(((first, come_first), (then, others))))
    nothing = () if sections else (Paragraph("Nothing is asked on this sheet."),)
    return Page(
        title=_TITLES[purpose],
        about=tuple(writer.about(kinds)),
        opening=(
            Blanks(tuple(writer.blanks(purpose))),
            Note((_HOW[purpose], _TICKING, PRIVACY_NOTICE)),
            *nothing,
        ),
        sections=sections,
        closing=_TYPING,
        is_form=True,
    )


@dataclass(frozen=True)
class _Writer:
    """Phrase questions for one sheet."""

    rulebook: Rulebook
    kinds: frozenset[Kind]
    stage: Stage
    role: Role | None

    def about(self, kinds: tuple[Kind, ...]) -> Iterator[str]:
        wording = self.rulebook.wording
        # --also may repeat the kind.
        yield ", ".join(wording.kinds[kind].label for kind in dict.fromkeys(kinds))
        yield f"Decision today: {stage_question(self.rulebook, self.stage)}"
        if self.role:
            yield f"For the role: {self._role(self.role)}"

    def blanks(self, purpose: Purpose) -> Iterator[Blank]:
        yield Blank("Partnership")
        if purpose == "partner":
            yield Blank("Name of this partner")
            if self.role is None:
                yield Blank("Its role", tuple(map(self._role, ROLES)))
        who = {"look-up": "Looked up by", "partner": "Filled in by", "room": "In the room"}
        yield Blank(f"{who[purpose]} (roles, not names)")
        yield Blank("Date")

    def sections(self, groups: Iterable[tuple[str, list[Question]]]) -> Iterator[Section]:
        number = 1
        for title, questions in groups:
            if questions:
                # Numbers run on over the groups, so that people can name a question by its number.
                numbered = enumerate(questions, start=number)
                boxes = tuple(self._question(q, place) for place, q in numbered)
                yield Section(f"from-{number}", title, boxes)
                number += len(questions)

    def _question(self, question: Question, number: int) -> TickBoxes:
        counted = question.number
        return TickBoxes(
            number=number,
            id=question.id,
            asks=question.asks,
            essential=question.is_essential_at(self.kinds, self.stage),
            remarks=tuple(self._remarks(question)),
            only_if=tuple(self._only_if(question)),
            about=tuple(_about(question)),
            number_of=(
                f"{counted.unit}, from {counted.least} to {counted.most}" if counted else ""
            ),
            choices=tuple(_choices(question)),
        )

    def _remarks(self, question: Question) -> Iterator[str]:
        if question.delicate:
            yield IN_PRIVATE
        if question.of != "once" and self.role is None and set(question.of) != set(ROLES):
            roles = (self._role(role) for role in ROLES if question.is_asked_of(role))
            yield f"Asked of: {', '.join(roles)}."

    def _only_if(self, question: Question) -> Iterator[tuple[int, str]]:
        if question.ask_when is not None:
            left = still_open(question.ask_when, self.kinds, self.stage)
            if not isinstance(left, bool):
                yield from lines_of(left, self.rulebook)

    def _role(self, role: Role) -> str:
        return self.rulebook.wording.roles[role]


def _about(question: Question) -> Iterator[tuple[str, str]]:
    yield "Why", question.why
    yield "Enough", question.enough
    if question.look_up:
        who, how = question.find_out.who, question.find_out.how
        yield "Where to look", f"{how} ({who})"


def _choices(question: Question) -> Iterator[Choice]:
    """Yield the boxes, with the keys of the interview."""
    for number, level in enumerate(question.levels, start=1):
        yield Choice(str(number), level.says)
    yield Choice("u", "Nobody knows. Who could tell us?", to_write=True)
    for number, reason in enumerate(question.may_not_apply, start=1):
        yield Choice(f"x {number}", f"Does not apply: {reason}")
