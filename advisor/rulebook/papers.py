"""The words of papers for one school's board, and the questions that they draw on."""

from pydantic import Field

from advisor.files.validation import FileModel, Id, OneLine
from advisor.rulebook.condition_references import Found, Names, each_named
from advisor.rulebook.vocabulary import BANDS, STAGES, Band, Stage


class Request(FileModel):
    """What a board is asked, and how it could be minuted.

    Attributes:
        ask: What it is asked to decide, as a sentence.
        resolution: The sentence to minute; ``{school}``, ``{what}`` and ``{trial}`` are filled in.
        outcomes: What the board may do instead, as parts of one sentence.
    """

    ask: OneLine
    resolution: OneLine
    outcomes: tuple[OneLine, ...] = Field(min_length=1)


class Need(FileModel):
    """One row of what it would take: its label, and the questions that say so."""

    label: OneLine
    questions: tuple[Id, ...] = Field(min_length=1)


class GovernorsPaper(FileModel):
    """The paper for one school's governors.

    Attributes:
        requests: What the board is asked at each stage under each verdict.
        in_principle: What it is asked where its own yes is among what is missing, and nobody may
            promise anything yet.
        agreed: For the question that says where a board stands, the levels at which it need not
            be asked again.
        for_information: What stands in place of a request then.
        agreed_so_far: What comes before the request of a board that has agreed, and is asked again.
        about: The questions that say what the partnership is.
        needs: What it would take.
        covered_for: The question that says for how many months the money lasts.
        notes_of: The questions of fact whose notes may be quoted.
        not_repeated: The concerns that are about the board's own decision.
    """

    requests: dict[Stage, dict[Band, Request]]
    in_principle: dict[Stage, Request]
    agreed: dict[Id, tuple[Id, ...]] = Field(min_length=1)
    for_information: OneLine
    agreed_so_far: OneLine
    about: tuple[Id, ...]
    needs: tuple[Need, ...] = Field(min_length=1)
    covered_for: Id
    notes_of: tuple[Id, ...]
    not_repeated: tuple[Id, ...]


class HandoverNote(FileModel):
    """The note for the person who takes over.

    Attributes:
        promises: The questions that say what has been promised; none is about a person.
        papers: What to ask for.
    """

    promises: tuple[Id, ...] = Field(min_length=1)
    papers: tuple[OneLine, ...] = Field(min_length=1)


class TeacherPage(FileModel):
    """The page for a teacher who is asked to take part.

    Attributes:
        about: The questions that say what it is.
        offered: Those that say what the school gives for it.
        asks: What the teacher is asked.
        may_say_no: That a no is fine.
    """

    about: tuple[Id, ...]
    offered: tuple[Id, ...]
    asks: tuple[OneLine, ...] = Field(min_length=1)
    may_say_no: OneLine


class Papers(FileModel):
    """The words of every paper that a rulebook has."""

    governors: GovernorsPaper
    handover: HandoverNote
    teacher: TeacherPage


def paper_faults(papers: Papers, names: Names) -> Found:
    """Yield each name in the papers that refers to nothing."""
    paper = papers.governors
    for stage in STAGES:
        if missing := [band for band in BANDS if band not in paper.requests.get(stage, {})]:
            yield ("governors", "requests", stage), f"has nothing for {', '.join(missing)}"
    if stages := [stage for stage in STAGES if stage not in paper.in_principle]:
        yield ("governors", "in_principle"), f"has nothing for {', '.join(stages)}"
    for name, levels in paper.agreed.items():
        if message := names.missing("question", name):
            yield ("governors", "agreed", name), message
        for level in levels if not message else ():
            if message := names.missing_level(name, level):
                yield ("governors", "agreed", name), message
    lists = {
        ("governors", "about"): paper.about,
        ("governors", "notes_of"): paper.notes_of,
        ("governors", "covered_for"): (paper.covered_for,),
        ("handover", "promises"): papers.handover.promises,
        ("teacher", "about"): papers.teacher.about,
        ("teacher", "offered"): papers.teacher.offered,
    }
    for field, questions in lists.items():
        yield from each_named("question", questions, field, names)
    for number, need in enumerate(paper.needs):
        place = ("governors", "needs", number, "questions")
        yield from each_named("question", need.questions, place, names)
    yield from each_named("concern", paper.not_repeated, ("governors", "not_repeated"), names)
