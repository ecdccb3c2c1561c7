"""Load partnership files and check them against the rulebook, reporting every fault at once."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from advisor.files.clean_text import quoted
from advisor.files.document import Document, PlacedFault
from advisor.files.faults import Fault, Faults, Place, nearest
from advisor.files.file_format import PARTNERSHIP_FILE
from advisor.files.folders import walk
from advisor.files.model_faults import placed_faults
from advisor.files.strict_yaml import parse_yaml, read_yaml
from advisor.rulebook.loading import HEADER
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answer_check import answer_fault
from advisor.scenario.answers import AnswerForEvery, answer_of, is_for_every
from advisor.scenario.facts import newer_edition, unknown_partners
from advisor.scenario.migration import migrated
from advisor.scenario.moved_entry import MovedEntry
from advisor.scenario.respelling import respelt
from advisor.scenario.scenario import Scenario, named_twice

PARTNERSHIP_ENDINGS = (*PARTNERSHIP_FILE.endings, ".json")
"""How partnership files end; we write only YAML."""


class Opened(NamedTuple):
    """The partnership that a file describes.

    Attributes:
        document: The text of the file, to place remarks in it.
        moved: Its entries under names that no longer exist.
        remarks: A message on what became of each, with its line.
    """

    scenario: Scenario
    document: Document
    moved: tuple[MovedEntry, ...] = ()
    remarks: tuple[Fault, ...] = ()


def partnership_files(folder: Path, hint: str = "") -> Iterator[Path | Fault]:
    """Yield each partnership file at or below a folder, and what cannot be looked into.

    Args:
        folder: Where to look; rule folders and what is hidden are left out.
        hint: What to say besides if there is none.
    """
    is_empty = True
    for one in walk(folder, PARTNERSHIP_ENDINGS, HEADER):
        if not one.is_whole:
            is_empty = False
            yield one.fault or one.path
    if is_empty:
        says = f"no partnership file in this folder ({', '.join(PARTNERSHIP_ENDINGS)}){hint}"
        yield Fault(str(folder), 0, says)


def load_scenario(path: Path, rulebook: Rulebook) -> Scenario:
    """Return the partnership that a file describes.

    Raises:
        Faults: Everything in the file that cannot be read or that the rulebook does not know.
    """
    return open_file(path, rulebook).scenario


def open_file(path: Path, rulebook: Rulebook) -> Opened:
    """Return the partnership that a file describes, and which entries moved to other names.

    Raises:
        Faults: As for ``load_scenario``.
    """
    return _opened(read_yaml(path), rulebook)


def parse_scenario(data: bytes, file: str, rulebook: Rulebook) -> Scenario:
    """Return the partnership that bytes describe; ``file`` is the name to use in faults.

    Raises:
        Faults: As for ``load_scenario``.
    """
    return open_scenario(data, file, rulebook).scenario


def open_scenario(data: bytes, file: str, rulebook: Rulebook) -> Opened:
    """Return the partnership that bytes describe, and which entries moved to other names.

    Raises:
        Faults: As for ``load_scenario``.
    """
    return _opened(parse_yaml(data, file), rulebook)


def _opened(document: Document, rulebook: Rulebook) -> Opened:
    value = document.value
    if isinstance(value, dict) and (says := newer_edition(value.get("edition"))):
        # Other faults would only come from what is new in that edition.
        raise Faults([document.fault(("edition",), says)])
    try:
        return migrated_scenario(value, rulebook, document)
    except Faults:
        # Only now: most files spell every word correctly. For the 28 shipped ones, looking at each
        # word takes 11 ms of CPU time, and loading them 13.
        return migrated_scenario(respelt(value, rulebook), rulebook, document)


def migrated_scenario(value: object, rulebook: Rulebook, document: Document) -> Opened:
    """Return the partnership that a value describes; the value may have names from older rulebooks.

    Raises:
        Faults: As for ``load_scenario``.
    """
    carried = migrated(value, rulebook)
    if not carried.moved:
        return Opened(make_scenario(carried.value, rulebook, document), document)
    remarks = tuple(document.fault(one.place, one.says) for one in carried.moved)
    document = document.with_copies((one.place, one.places) for one in carried.moved)
    scenario = make_scenario(carried.value, rulebook, document)
    return Opened(scenario, document, carried.moved, remarks)


def make_scenario(
    value: object, rulebook: Rulebook, document: Document, within: Place = ()
) -> Scenario:
    """Return the partnership that a value describes, with faults placed in the document.

    Raises:
        Faults: As for ``load_scenario``.
    """
    if value is None:
        raise Faults(
            [*document.faults, document.fault(within, "is empty; a partnership is expected")]
        )
    if isinstance(value, str):
        says = (
            "holds text without a key such as partnership: or kind:; "
            "a table must be named and saved as .csv or .xlsx"
        )
        if Path(document.file).suffix.lower() == ".csv":
            says = f"is a table; use advisor score {document.file}"
        raise Faults([*document.faults, document.fault(within, says)])
    try:
        scenario = Scenario.model_validate(value)
    except ValidationError as error:
        # Names are checked by a validator after the model, which does not run if a field is wrong.
        told = [*_name_faults(value), *_unknown_or_misplaced(value, rulebook)]
        told += _model_faults(error, value, [one.place for one in told])
    else:
        told = list(_unknown_or_misplaced(scenario, rulebook))
        if not told and not document.faults:
            return scenario
    placed = (document.fault((*within, *one.place), one.says, one.subject) for one in told)
    raise Faults([*document.faults, *placed])


# The code below reads the model if there is one, and otherwise the raw value from the file, so that
# one fault does not hide another.


def _field(part: object, name: str) -> object:
    return part.get(name) if isinstance(part, dict) else getattr(part, name, None)


def _partners_of(value: object) -> Iterator[object]:
    partners = _field(value, "partners")
    yield from partners if isinstance(partners, tuple) else ()


def _name_faults(value: object) -> Iterator[PlacedFault]:
    names = [_field(partner, "name") for partner in _partners_of(value)]
    dates = _field(value, "dates")
    found = [
        *named_twice(names),
        *unknown_partners(dates if isinstance(dates, tuple) else (), names),
    ]
    yield from (PlacedFault(place, says) for place, says in found)


def _unknown_or_misplaced(value: object, rulebook: Rulebook) -> Iterator[PlacedFault]:
    """Yield each name that the rulebook does not have, and each answer that does not fit."""
    yield from _of_answers(value, rulebook, (), of_partner=False)
    yield from _unknown_names(value, "steps", "step", rulebook.steps)
    yield from _unknown_names(value, "disagreements", "rule", rulebook.rules)
    for number, partner in enumerate(_partners_of(value)):
        yield from _of_answers(partner, rulebook, ("partners", number), of_partner=True)


def _unknown_names(
    value: object, group: str, sort: str, known: Collection[str]
) -> Iterator[PlacedFault]:
    entries = _field(value, group)
    for name in entries if isinstance(entries, dict) else ():
        if name not in known:
            says = f"there is no {sort} {quoted(name)}{nearest(name, known)}"
            yield PlacedFault((group, name), says)


def _of_answers(
    part: object, rulebook: Rulebook, place: Place, *, of_partner: bool
) -> Iterator[PlacedFault]:
    answers = _field(part, "answers")
    for name, raw in answers.items() if isinstance(answers, dict) else ():
        question = rulebook.questions.get(name)
        change = rulebook.changes.questions.get(name)
        if question is None and change is not None:
            if isinstance(raw, dict) and raw.keys().isdisjoint({"answer", "every"}):
                continue  # The model reports the missing key.
            says = (
                f"{quoted(name)} is gone, and this was no answer to it{nearest('', change.levels)}"
            )
            yield PlacedFault((*place, "answers", name), says)
        elif question is None:
            says = f"there is no question {quoted(name)}{nearest(name, rulebook.questions)}"
            yield PlacedFault((*place, "answers", name), says)
        elif says := _misasked(question, raw, of_partner=of_partner) or _wrong(question, raw):
            yield PlacedFault((*place, "answers", name), says, name)


def _misasked(question: Question, raw: object, *, of_partner: bool) -> str:
    """Return what is wrong with where the answer is given, or nothing."""
    for_every = is_for_every(raw)
    if of_partner and question.once:
        return "is asked once, of the partnership; move it to the partnership's answers"
    if of_partner and for_every:
        return "every belongs under the partnership's answers; a partner answers for itself"
    if not of_partner and question.once and for_every:
        return "is asked once; write the answer without every"
    if not of_partner and not question.once and not for_every:
        return "is asked of partners; answer under each partner, or write {every: …} for all alike"
    return ""


def _wrong(question: Question, raw: object) -> str:
    """Return what is wrong with an answer that the model accepts, or nothing."""
    try:
        given = answer_of(raw)
    except ValidationError:
        return ""  # The model of the whole file reports it.
    return answer_fault(question, given.for_one if isinstance(given, AnswerForEvery) else given)


def _model_faults(
    error: ValidationError, value: object, told: Sequence[Place]
) -> Iterator[PlacedFault]:
    """Yield the model's faults, except those that only follow from an answer reported already."""
    for fault in placed_faults(error, value):
        place = fault.place
        answer = place[: place.index("answers") + 2] if "answers" in place else ()
        # An unknown level fails in the model and in the rulebook; one message is enough.
        if answer in told and place[len(answer) :] in {(), ("every",), ("answer",)}:
            continue
        if answer and answer[-1] != "answers":
            says = f"{fault.subject}: {fault.says}" if fault.subject else fault.says
            yield PlacedFault(place, says, str(answer[-1]))
        else:
            yield fault


def scenario_complaints(scenario: Scenario) -> Iterator[str]:
    """Yield each contradiction between the kind and the facts of the file."""
    roles = {partner.role for partner in scenario.partners}
    if "independent-state" in scenario.kinds and not scenario.has_both_sectors:
        yield "the kind is independent-state, but the partners are not of both sectors"
    if "support" in scenario.kinds and not {"supporting", "supported"} <= roles:
        yield "the kind is support, but there is not a supporting and a supported partner"
    if "itt" in scenario.kinds and not roles & {"provider", "placement"}:
        yield "the kind is itt, but no partner is a provider or a placement school"
    # kinds is a set of the kind and also: without repetition it has one more.
    if len(scenario.kinds) <= len(scenario.also):
        yield "also names a kind twice, or the kind itself"
    for key in ("next_meeting", "starts"):
        day = getattr(scenario, key)
        if day and scenario.as_of and day < scenario.as_of:
            answered = f"{scenario.as_of}, the day of the answers (as_of)"
            yield f"{key}: {day} is before {answered}; correct one of them"
    if scenario.partner_count == 1:
        yield "there is one partner only; a partnership has two or more"
