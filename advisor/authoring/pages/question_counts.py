"""How many questions each meeting is asked, and how often each alone can move the verdict."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean
from typing import NamedTuple

from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, most_asked
from advisor.reasoning.asked_questions import questions_asked
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.outlook import StageOutlook
from advisor.report.blocks import Table
from advisor.report.grouping import grouped
from advisor.report.listings.listing import STAGE_LEGEND, Listing, lines
from advisor.report.phrases import plural
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from advisor.scenario.scenario import Scenario

_ABOUT_MEETINGS = (
    "The most questions that one set of answers can call up, each counted once however many "
    "partners answer it; in brackets the essential ones."
)
_ABOUT_QUESTIONS = (
    f"{STAGE_LEGEND}; e essential for some kind, · asked. In how many of the partnerships that are "
    "asked it a question alone can move the verdict, if everybody, or one partner, answers another "
    "level."
)


class MeetingCount(NamedTuple):
    """The most questions that answers can call up, and how many of the short form there are."""

    asked: int
    essential: int

    def is_within(self, stage: Stage) -> bool:
        """Whether a meeting can answer so many."""
        return self.asked <= MAX_ASKED[stage] and self.essential <= MAX_ESSENTIAL


class MoveCounts(NamedTuple):
    """Whether a question alone can move the verdict, each time that a partnership is asked it.

    Attributes:
        partnerships: How many there are.
        of_question: By question.
        of_form: By whether the question is essential there.
    """

    partnerships: int
    of_question: Mapping[str, list[bool]]
    of_form: Mapping[bool, list[bool]]

    def of(self, question: str) -> dict[str, int]:
        moves = self.of_question.get(question, [])
        return {"asked": len(moves), "moved": sum(moves)}

    def share(self, question: str) -> float:
        """Return the share in which it can move the verdict; below 0 if nobody is asked it."""
        # Below 0, so that in the table it comes after each question that moves nothing.
        moves = self.of_question.get(question, [])
        return fmean(moves) if moves else -1


def meeting_counts(rulebook: Rulebook) -> dict[tuple[Kind, Stage], MeetingCount]:
    """Return the counts for every kind and stage.

    Raises:
        ValueError: The questions read too much to try every case.
    """
    return {
        (kind, stage): MeetingCount(
            most_asked(rulebook, kind, stage),
            len(rulebook.essential_at(frozenset([kind]), stage)),
        )
        for kind in KINDS
        for stage in STAGES
    }


def move_counts(rulebook: Rulebook, scenarios: Iterable[Scenario]) -> MoveCounts:
    """Return how often each question alone can move the verdict on these partnerships."""
    partnerships = 0
    tried = []
    for scenario in scenarios:
        partnerships += 1
        outlook = StageOutlook(rulebook, scenario, evaluate(rulebook, scenario))
        for question in questions_asked(rulebook, scenario):
            is_essential = question.id in outlook.essential
            tried.append((question.id, is_essential, outlook.can_move(question)))
    return MoveCounts(
        partnerships,
        grouped((question, moves) for question, _, moves in tried),
        grouped((is_essential, moves) for _, is_essential, moves in tried),
    )


def listing(
    rulebook: Rulebook,
    meetings: Mapping[tuple[Kind, Stage], MeetingCount],
    shipped: MoveCounts,
    generated: MoveCounts,
) -> Listing:
    """Return what each meeting is asked, then the questions, what moves the verdict most first."""

    def most_moving(question: Question) -> tuple[float, float]:
        return generated.share(question.id), shipped.share(question.id)

    questions = sorted(rulebook.questions.values(), key=most_moving, reverse=True)
    data = {
        "limits": {"asked": dict(MAX_ASKED), "essential": MAX_ESSENTIAL},
        "meetings": [
            {"kind": kind, "stage": stage, **count._asdict()}
            for (kind, stage), count in meetings.items()
        ],
        "partnerships": {"shipped": shipped.partnerships, "generated": generated.partnerships},
        "questions": [
            {
                "id": one.id,
                "essential": {s: [k for k in KINDS if k in one.essential_for[s]] for s in STAGES},
                "shipped": shipped.of(one.id),
                "generated": generated.of(one.id),
            }
            for one in questions
        ],
    }
    rows = ((_marks(q), q.id, _share(q, generated), _share(q, shipped)) for q in questions)
    moving = Table(
        ("1234", "question", "generated", "shipped"), tuple(rows), right=frozenset({2, 3})
    )
    about = lines(("", _ABOUT_MEETINGS, ""))
    tally = lines(("", _ABOUT_QUESTIONS, *_tally(shipped, generated)))
    return Listing(data, (_meeting_table(meetings), *about, moving, *tally))


def _meeting_table(meetings: Mapping[tuple[Kind, Stage], MeetingCount]) -> Table:
    rows = [
        (kind, *(f"{meetings[kind, s].asked} ({meetings[kind, s].essential})" for s in STAGES))
        for kind in KINDS
    ]
    limits = ("at most", *(f"{MAX_ASKED[stage]} ({MAX_ESSENTIAL})" for stage in STAGES))
    return Table(("kind", *STAGES), (*rows, limits), right=frozenset(range(1, 1 + len(STAGES))))


def _marks(question: Question) -> str:
    """Return for each stage whether the question is essential for some kind, asked, or neither."""
    asked = ("·" if stage in question.stages else " " for stage in STAGES)
    marks = zip(STAGES, asked, strict=True)
    return "".join("e" if question.essential_for[stage] else mark for stage, mark in marks)


def _share(question: Question, counts: MoveCounts) -> str:
    asked, moved = counts.of(question.id).values()
    return f"{moved} of {asked}, {moved / asked:4.0%}" if asked else "not asked"


def _tally(shipped: MoveCounts, generated: MoveCounts) -> Iterator[str]:
    for counts, sort in ((generated, "generated"), (shipped, "shipped")):
        if counts.partnerships:
            number = plural(counts.partnerships, f"{sort} partnership")
            essential, others = (fmean(counts.of_form.get(form, [False])) for form in (True, False))
            yield f"{number}: essential questions can in {essential:.0%}, others in {others:.0%}."
