"""Reads an action plan back from Word or Excel, and says what somebody has changed in it."""

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from advisor.files.calendar_days import day_from
from advisor.files.clean_text import one_line, quoted
from advisor.files.faults import Fault, Faults, nearest
from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.files.text_comparison import comparable
from advisor.report.phrases import STATUS_WORDS
from advisor.report.plan.action_plan import (
    AGREED,
    AGREEMENTS,
    HEADINGS,
    SUGGESTED,
    TO_AGREE,
    ActionPlan,
    PlanRow,
)
from advisor.report.plan.plan_workbook import HEADINGS_ROW, STEP_COLUMN
from advisor.report.writers.word_keys import key_name, keyed_rows
from advisor.rulebook.vocabulary import StepStatus
from advisor.scenario.facts import StepAgreement

_DAMAGED = (BadZipFile, KeyError, ValueError, SyntaxError, EOFError, zlib.error, TypeError)
"""What the readers raise for a file that is damaged; they have no common parent."""
_BY, _WHO, _IS_AGREED, _STATUS = 1, 3, 5, 6
_FIXED = (0, 2, 4)
"""The columns that nobody changes: the number, what is done, and when it is done."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a plan that came back: its cells, and the place of its first one."""

    step: str
    cells: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What one step becomes, and the words for it."""

    step: str
    agreed: StepAgreement
    says: str


def read_plan(file: Path, plan: ActionPlan) -> tuple[PlanChange, ...]:
    """Return what a file changes in a plan, in the order of its rows.

    Args:
        file: The plan as .xlsx or .docx, as we wrote it and somebody changed it.
        plan: The plan as the partnership file has it now.

    Raises:
        Faults: The file cannot be read, or has changes that are none of owner, day, agreement and
            status; each with its row and cell.
    """
    known = {row.step: row for row in plan.rows}
    rows = [replace(row, step=_step_named(row.step, known)) for row in _rows_of(file)]
    faults, changes = [], []
    seen: dict[str, int] = {}
    for row in rows:
        if row.step not in known:
            says = f"there is no step {quoted(row.step)} in this plan{nearest(row.step, known)}"
            faults.append(Fault(str(file), row.row, says))
        elif row.step in seen:
            says = f"this step is in row {seen[row.step]} already"
            faults.append(Fault(str(file), row.row, says))
        else:
            seen[row.step] = row.row
            found = list(_faults_in(row, known[row.step], str(file)))
            faults += found
            if not found and (change := _change(row, known[row.step])):
                changes.append(change)
    for step, was in known.items():
        if step not in seen and not faults:
            says = f"the row of step {was.number} is gone; drop a step by its status"
            faults.append(Fault(str(file), 0, says))
    if faults:
        raise Faults(faults)
    return tuple(changes)


def _rows_of(file: Path) -> Iterator[ReadRow]:
    ending = file.suffix.lower()
    if ending not in {".xlsx", ".docx"}:
        raise Faults([Fault(str(file), 0, "is no plan to read; name a .xlsx or .docx file")])
    try:
        data = file.read_bytes()
        yield from _workbook_rows(data) if ending == ".xlsx" else _word_rows(data)
    except OSError as error:
        raise Faults([Fault(str(file), 0, f"cannot be read: {error.strerror}")]) from None
    except _DAMAGED as error:
        says = f"is no plan that we wrote, or it is damaged ({type(error).__name__})"
        raise Faults([Fault(str(file), 0, says)]) from None


def _workbook_rows(data: bytes) -> Iterator[ReadRow]:
    openpyxl = optional("openpyxl", DOCUMENTS)
    # With its formulas as texts: a formula is a change that nobody can have meant.
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number <= HEADINGS_ROW:
            continue
        padded = (*cells, *[None] * (STEP_COLUMN + 1 - len(cells)))
        texts = tuple(map(_cell_text, padded[: STEP_COLUMN + 1]))
        if number == HEADINGS_ROW + 1:
            if texts[: len(HEADINGS)] != HEADINGS:
                raise ValueError("headings")
        elif any(texts):
            yield ReadRow(texts[STEP_COLUMN], texts[: len(HEADINGS)], number)


def _cell_text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else one_line(str(value))


def _word_rows(data: bytes) -> Iterator[ReadRow]:
    for number, (key, cells) in enumerate(keyed_rows(data), 2):
        if len(cells) != len(HEADINGS):
            raise ValueError("a column is gone, or new")
        yield ReadRow(key, tuple(map(one_line, cells)), number)


def _step_named(key: str, known: Mapping[str, PlanRow]) -> str:
    return next((step for step in known if key_name(step) == key), key)


def _faults_in(read: ReadRow, was: PlanRow, file: str) -> Iterator[Fault]:
    for column in _FIXED:
        if comparable(read.cells[column]) != comparable(was.cells[column]):
            says = f'is {quoted(read.cells[column])}; leave it as "{was.cells[column]}"'
            yield Fault(file, read.row, says, HEADINGS[column])
    for column, words in ((_IS_AGREED, AGREEMENTS), (_STATUS, tuple(STATUS_WORDS.values()))):
        if comparable(read.cells[column]) not in map(comparable, words):
            says = f"is {quoted(read.cells[column])}; choose {', '.join(words)}"
            yield Fault(file, read.row, says, HEADINGS[column])
    if comparable(read.cells[_BY]) not in {comparable(was.by_in_words), ""}:
        try:
            day_from(read.cells[_BY])
        except ValueError as error:
            yield Fault(file, read.row, str(error), HEADINGS[_BY])
    # An agreement is taken back where its reasons are heard, not by a cell that somebody cleared.
    if was.is_agreed and comparable(read.cells[_IS_AGREED]) == comparable(TO_AGREE):
        says = f"is agreed already; leave it as {AGREED}, or change it in the interview"
        yield Fault(file, read.row, says, HEADINGS[_IS_AGREED])
    for column in (_BY, _WHO):
        if was.is_agreed and not read.cells[column] and was.cells[column]:
            says = f'is empty; leave it as "{was.cells[column]}", or write another'
            yield Fault(file, read.row, says, HEADINGS[column])


def _change(read: ReadRow, was: PlanRow) -> PlanChange | None:
    """Return what a row changes, or nothing."""
    by = was.by
    if comparable(read.cells[_BY]) != comparable(was.by_in_words) and read.cells[_BY]:
        by = day_from(read.cells[_BY])
    who = read.cells[_WHO].removeprefix(SUGGESTED) or was.who
    is_agreed = comparable(read.cells[_IS_AGREED]) == comparable(AGREED)
    status = _status_named(read.cells[_STATUS])
    new_who = comparable(who) != comparable(was.who)
    parts = []
    if new_who:
        parts.append(f"{was.who} -> {who}")
    if by != was.by:
        parts.append(f"{was.by_in_words} -> {by}")
    if is_agreed and not was.is_agreed:
        parts.append("agreed")
    if status != was.status:
        parts.append(f"{STATUS_WORDS[was.status]} -> {STATUS_WORDS[status]}")
    if not parts:
        return None
    # Whoever sets an owner or a day has agreed to both: a suggestion is never filed as a promise.
    settled = was.is_agreed or is_agreed or new_who or by != was.by
    agreed = StepAgreement(
        owner=who if settled else None,
        by=by if settled else None,
        status=status if status != "not-started" or was.status != "not-started" else None,
    )
    return PlanChange(was.step, agreed, f"{was.number}  {was.what}: {'; '.join(parts)}")


def _status_named(words: str) -> StepStatus:
    found: list[StepStatus] = [
        status for status, word in STATUS_WORDS.items() if comparable(word) == comparable(words)
    ]
    return found[0]
