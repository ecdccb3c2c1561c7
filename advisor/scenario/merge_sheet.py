"""Merge a sheet that partners filled in into the file of the partnership.

A partner speaks for itself: if its sheet and the file differ, the sheet wins, unless its answer is
only ``unknown``. For questions about the whole partnership the file wins, since it has the room's
answers. The file also wins if others filled in the sheet for a partner. Nothing that either says is
lost: it is in the file afterwards, or among the differences.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from advisor.files.faults import Fault, Faults
from advisor.files.text_comparison import comparable
from advisor.files.validation import MAX_TEXT
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.earlier import Earlier
from advisor.scenario.scenario import Partner, Scenario

Side = Literal["main", "sheet"]
Detail = Literal["note", "said_by", "who_could_tell"]
"""What goes with an answer and may be lost when another takes its place."""


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """An entry where the file and the sheet differ.

    Attributes:
        partner: The partner's name in the file; None for what is asked once.
        winner: Whose answer is in the file now.
    """

    question: str
    partner: str | None
    main: Answer
    sheet: Answer
    winner: Side

    @property
    def disagrees(self) -> bool:
        """Whether the answers themselves differ, not only their notes and the like."""
        return not _agree(self.main, self.sheet)

    @property
    def lost_details(self) -> tuple[Detail, ...]:
        """The note and the like of the answer that lost, if they are not in the file now."""
        if self.winner == "main":
            return _missing(self.sheet, self.main)
        return _missing(self.main, _with_both_notes(self.sheet, self.main))


@dataclass(frozen=True, slots=True)
class MergedAnswer:
    """An answer that was put into the file, from a partner or for the whole partnership."""

    question: str
    partner: str | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class MergedSheet:
    """The result of merging a sheet.

    Attributes:
        scenario: The partnership with the sheet's answers.
        taken: The answers that were added or changed.
        differs: Every entry where the two differed.
        unknown_partners: The sheet's partners whose answers were not taken, because the file has
            no partner of that name.
    """

    scenario: Scenario
    taken: tuple[MergedAnswer, ...]
    differs: tuple[AnswerDifference, ...]
    unknown_partners: tuple[str, ...]


class _Compared(NamedTuple):
    """One answer of the sheet, with the file's answer to the same question.

    Attributes:
        entry: The file's entry at exactly this place, ignoring any answer for every partner.
        main: The file's answer.
        after: The entry to put there; None to leave it as it is.
    """

    question: str
    partner: str | None
    entry: Answer | None
    main: Answer | None
    sheet: Answer
    after: Answer | None
    winner: Side


def merge_sheet(main: Scenario, sheet: Scenario) -> MergedSheet:
    """Return the partnership with the answers of a sheet merged in, and where the two differ.

    Args:
        main: The partnership's file.
        sheet: The sheet, for the same rulebook. Partners with answers in it are the ones that
            filled it in, and its answers for every partner are theirs.

    Raises:
        Faults: Two notes on one answer are too long together for a file to hold.
    """
    respondents = [partner for partner in sheet.partners if partner.answers]
    known = {comparable(partner.name): partner for partner in main.partners}
    matched = [
        (known[key], respondent)
        for respondent in respondents
        if (key := comparable(respondent.name)) in known
    ]
    speaker = _speaker(respondents, known)
    compared = [
        c for partner, respondent in matched for c in _of_partner(main, partner, sheet, respondent)
    ]
    compared += _asked_once(main, sheet, speaker)
    scenario = _with_own_answers(
        main, {p.name for p, respondent in matched if _speaks_for_itself(respondent)}
    )
    # What the file has already is nobody else's: the sheet may be a copy of it.
    brought = (one for one in sheet.earlier if one not in main.earlier)
    earlier = (_with_owner(one, known, speaker) for one in brought)
    kept = (one for one in earlier if one not in main.earlier)
    scenario = scenario.with_facts(earlier=(*main.earlier, *kept))
    taken = []
    for one in compared:
        # So that merging a sheet a second time changes nothing, and reports nothing.
        if one.after is not None and one.after != one.entry:
            scenario = scenario.with_answer(one.question, one.after, one.partner)
            taken.append(MergedAnswer(one.question, one.partner, one.after))
    return MergedSheet(
        scenario,
        tuple(taken),
        tuple(_differences(compared)),
        tuple(
            respondent.name
            for respondent in respondents
            if comparable(respondent.name) not in known
        ),
    )


def _with_owner(one: Earlier, known: Mapping[str, Partner], speaker: str | None) -> Earlier:
    """Return an earlier entry of the sheet with its owner, as the file names that partner."""
    if one.partner is None:
        return one.model_copy(update={"said_by": one.said_by or speaker})
    partner = known.get(comparable(one.partner))
    return one.model_copy(update={"partner": partner.name if partner else one.partner})


def _speaks_for_itself(respondent: Partner) -> bool:
    return respondent.answers_from == "itself"


def _speaker(respondents: list[Partner], known: dict[str, Partner]) -> str | None:
    """Return the name of the partner that filled in the sheet, if it was only one."""
    # Of several, nobody can tell which of them answered for the partnership.
    if len(respondents) != 1 or not _speaks_for_itself(respondents[0]):
        return None
    return known.get(comparable(respondents[0].name), respondents[0]).name


def _of_partner(
    main: Scenario, partner: Partner, sheet: Scenario, respondent: Partner
) -> Iterator[_Compared]:
    shared = {q: a.for_one for q, a in sheet.answers.items() if isinstance(a, AnswerForEvery)}
    # In this order: a partner's own answer replaces the sheet's one for every partner.
    for question, given in (shared | respondent.answers).items():
        entry, current = partner.answers.get(question), main.answer_of(partner, question)
        after, winner = _resolve(current, given, sheet_first=_speaks_for_itself(respondent))
        yield _Compared(question, partner.name, entry, current, given, after, winner)


def _asked_once(main: Scenario, sheet: Scenario, speaker: str | None) -> Iterator[_Compared]:
    for question, given in sheet.answers.items():
        if not isinstance(given, Answer):
            continue
        entry = main.answer_once(question)
        after, winner = _resolve(entry, given, sheet_first=False)
        if entry is None and given.said_by is None and speaker is not None:
            after = given.model_copy(update={"said_by": speaker})
        yield _Compared(question, None, entry, entry, given, after, winner)


def _resolve(
    main: Answer | None, sheet: Answer, *, sheet_first: bool
) -> tuple[Answer | None, Side]:
    """Return the entry to put in, None for nothing, and whose answer wins."""
    if main is None:
        return sheet, "sheet"
    if not sheet_first or (sheet.is_unknown and not main.is_unknown):
        return None, "main"
    return _with_both_notes(sheet, main), "sheet"


def _with_both_notes(sheet: Answer, main: Answer) -> Answer:
    """Return the entry to put in if the sheet wins: its answer, and the notes of both."""
    return _with_note_of(_filled(sheet, main) if _agree(main, sheet) else sheet, main)


def _agree(one: Answer, other: Answer) -> bool:
    return (one.answer, one.reason) == (other.answer, other.reason)


def _filled(answer: Answer, other: Answer) -> Answer:
    """Return the answer, with any details that it lacks filled in from the other one."""
    found = {
        name: getattr(other, name) for name in get_args(Detail) if getattr(answer, name) is None
    }
    if answer.note is None:
        # The visibility belongs to the note, and comes with it.
        found["visibility"] = other.visibility
    return answer.model_copy(update=found)


def _with_note_of(answer: Answer, other: Answer) -> Answer:
    """Return the answer with both notes, its own first; private if either was."""
    if other.note is None or _holds(answer.note, other.note):
        return answer
    if answer.note is None or _holds(other.note, answer.note):
        both = other.note
    else:
        both = f"{answer.note}\n{other.note}"
        if len(both) > MAX_TEXT:
            says = f"two notes on one answer have over {MAX_TEXT:,} letters together; shorten one"
            raise Faults([Fault("the sheet", 0, says)])
    private = "private" in {other.visibility, answer.visibility if answer.note else "shared"}
    visibility = "private" if private else "shared"
    return answer.model_copy(update={"note": both, "visibility": visibility})


def _holds(note: str | None, other: str) -> bool:
    """Return whether a note is the other one, or has it among its lines."""
    # Whole lines: "no" is in "not yet", but is another note.
    return note is not None and f"\n{other}\n" in f"\n{note}\n"


def _missing(answer: Answer, kept: Answer) -> tuple[Detail, ...]:
    """Return the details of an answer that the winning one does not have."""
    names: tuple[Detail, ...] = get_args(Detail)
    return tuple(
        name
        for name in names
        if (name != "note" and getattr(answer, name) not in {None, getattr(kept, name)})
        or (name == "note" and answer.note is not None and not _keeps_note(kept, answer))
    )


def _keeps_note(kept: Answer, answer: Answer) -> bool:
    return _holds(kept.note, answer.note or "") and kept.visibility == answer.visibility


def _differences(compared: list[_Compared]) -> Iterator[AnswerDifference]:
    for one in compared:
        if one.main is not None:
            found = AnswerDifference(one.question, one.partner, one.main, one.sheet, one.winner)
            # An answer that both give, with nothing lost, is no difference.
            if found.disagrees or found.lost_details:
                yield found


def _with_own_answers(main: Scenario, names: set[str]) -> Scenario:
    """Return the scenario with these partners marked as answering themselves."""
    return main.with_facts(
        partners=tuple(
            p.model_copy(update={"answers_from": "itself"}) if p.name in names else p
            for p in main.partners
        )
    )
