"""Reads an action plan back from Word or Excel, and says what somebody has changed in it."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from advisor.files.clean_text import one_line, quoted
from advisor.files.faults import Fault, Faults, nearest
from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.files.text_comparison import comparable
from advisor.report.days_in_words import weekday_and_day
from advisor.report.phrases import STATUS_WORDS
from advisor.report.plan.action_plan import (
    AGREED,
    CHANGEABLE,
    CHOICES,
    HEADINGS,
    NOT_CALLED_FOR,
    SUGGESTED,
    TO_AGREE,
    ActionPlan,
    PlanRow,
)
from advisor.report.plan.plan_workbook import HEADINGS_ROW, STEP_COLUMN
from advisor.report.plan.row_marks import SUGGESTED_DAY, day_in, rows_marked, short_key, untouched
from advisor.report.sections.step_section import AGREED_FOR
from advisor.report.step_days import BOARD_MEETS
from advisor.report.writers.word_file import reading
from advisor.report.writers.word_keys import keyed_rows
from advisor.scenario.facts import StepAgreement

_OTHER_BOARD = re.compile(BOARD_MEETS.format(r"\W*", r"\w+ \d+ \w+( \d{4})?"))
_WORD = re.compile(r"\w")
_BY, _WHO, _IS_AGREED, _STATUS = 1, 3, 5, 6
_WHAT, _DONE_WHEN = 2, 4
"""The columns that nobody changes. The number is not read: it moves when a step comes or goes."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a plan that came back: its cells, and the place of its first one.

    Attributes:
        marks: What its cells were when it was written.
    """

    step: str
    cells: tuple[str, ...]
    row: int
    marks: str

    @property
    def changed(self) -> frozenset[int]:
        """The columns that somebody has changed."""
        kept = untouched([self.cells[column] for column in CHANGEABLE], self.marks)
        return frozenset(c for c, same in zip(CHANGEABLE, kept, strict=True) if not same)


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
    # In Word a short key may stand for the id of a step.
    steps = {short_key(step): step for step in known}
    rows = [replace(row, step=steps.get(row.step, row.step)) for row in _rows_of(file)]
    faults, changes = [], []
    seen: dict[str, int] = {}
    for row in rows:
        if row.step not in known:
            if row.changed:
                says = f"there is no step {quoted(row.step)} in this plan{nearest(row.step, known)}"
                faults.append(Fault(str(file), row.row, says))
        elif row.step in seen:
            says = f"this step is in row {seen[row.step]} already"
            faults.append(Fault(str(file), row.row, says))
        else:
            seen[row.step] = row.row
            now = _brought_up_to_date(row, known[row.step])
            found = list(_faults_in(now, known[row.step], plan, str(file)))
            faults += found
            if not found and (change := _change(now, known[row.step])):
                changes.append(change)
    gone = [was for step, was in known.items() if step not in seen]
    # A step that has come since is in no row, and nobody has taken it away.
    if not faults and len(rows) < max((rows_marked(row.marks) for row in rows), default=1):
        says = f"a row is gone ({_named(gone)}); drop a step by its status"
        faults.append(Fault(str(file), 0, says))
    if faults:
        raise Faults(faults)
    return tuple(changes)


def _rows_of(file: Path) -> Iterator[ReadRow]:
    ending = file.suffix.lower()
    if ending not in {".xlsx", ".docx"}:
        raise Faults([Fault(str(file), 0, "is no plan to read; name a .xlsx or .docx file")])
    with reading(file, "is no plan that we wrote, or it is damaged"):
        data = file.read_bytes()
        yield from _workbook_rows(data) if ending == ".xlsx" else _word_rows(data)


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
            step, _, marks = texts[STEP_COLUMN].partition(" ")
            yield ReadRow(step, texts[: len(HEADINGS)], number, marks)


def _cell_text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else one_line(str(value))


def _word_rows(data: bytes) -> Iterator[ReadRow]:
    for number, (key, cells) in enumerate(keyed_rows(data), 2):
        if len(cells) != len(HEADINGS):
            raise ValueError("a column is gone, or new")
        step, _, marks = key.partition("_")
        yield ReadRow(step, tuple(map(one_line, cells)), number, marks)


def _brought_up_to_date(row: ReadRow, was: PlanRow) -> ReadRow:
    """Return a row with what nobody touched in it as it is now, not as it was when it was sent."""
    changed = row.changed
    cells = tuple(
        cell if column in changed or column not in CHANGEABLE else was.cells[column]
        for column, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells)


def _named(rows: Sequence[PlanRow]) -> str:
    return ", ".join(f"step {row.number}" for row in rows)


def _is_as_written(cell: str, was: PlanRow, plan: ActionPlan) -> bool:
    """Return whether a cell says what is done, and after it nothing but where.

    Which schools that are may be another matter by the time when a plan comes back.
    """
    text, what = comparable(cell), comparable(was.what)
    if not text.startswith(what):
        return False
    rest = text.removeprefix(what)
    of_agreed = (part.strip() for part in AGREED_FOR.split("{}"))
    for words in (*sorted(plan.names, key=len, reverse=True), NOT_CALLED_FOR, *of_agreed):
        rest = rest.replace(comparable(words), "")
    rest = _OTHER_BOARD.sub("", rest)
    return not _WORD.search(re.sub(r"\band\b", "", rest))


def _faults_in(read: ReadRow, was: PlanRow, plan: ActionPlan, file: str) -> Iterator[Fault]:
    for column in (_WHAT, _DONE_WHEN):
        if column == _WHAT:
            is_kept = _is_as_written(read.cells[column], was, plan)
        else:
            is_kept = comparable(read.cells[column]) == comparable(was.cells[column])
        if not is_kept:
            says = f'is {quoted(read.cells[column])}; leave it as "{was.cells[column]}"'
            yield Fault(file, read.row, says, HEADINGS[column])
    for column, words in CHOICES:
        if comparable(read.cells[column]) not in map(comparable, words):
            says = f"is {quoted(read.cells[column])}; choose {', '.join(words)}"
            yield Fault(file, read.row, says, HEADINGS[column])
    if comparable(day := _day_said(read)) not in {comparable(was.day), ""}:
        try:
            day_in(day)
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


def _day_said(read: ReadRow) -> str:
    return read.cells[_BY].removeprefix(SUGGESTED_DAY)


def _change(read: ReadRow, was: PlanRow) -> PlanChange | None:
    """Return what a row changes, or nothing."""
    day = _day_said(read)
    by = was.by if comparable(day) in {comparable(was.day), ""} else day_in(day)
    who = read.cells[_WHO].removeprefix(SUGGESTED) or was.who
    says_agreed = comparable(read.cells[_IS_AGREED]) == comparable(AGREED)
    is_agreed = says_agreed and not was.is_agreed
    words = comparable(read.cells[_STATUS])
    status = next(status for status, word in STATUS_WORDS.items() if comparable(word) == words)
    # Who takes the mark off a day or an owner in an agreed row has agreed to it.
    new_by = by != was.by or (
        says_agreed and was.day_is_suggested and bool(day) and day == read.cells[_BY]
    )
    new_who = comparable(who) != comparable(was.who) or (
        says_agreed and was.has_day and not was.has_owner and read.cells[_WHO] == who
    )
    parts = []
    if new_who:
        parts.append(f"{was.who_in_words} -> {who}")
    if new_by:
        day_now = weekday_and_day(by, year_of=None) if by else was.day
        parts.append(f"{was.by_in_words} -> {day_now}")
    if is_agreed:
        parts.append("agreed")
    if status != was.status:
        parts.append(f"{STATUS_WORDS[was.status]} -> {STATUS_WORDS[status]}")
    if not parts:
        return None
    # A suggestion is never filed as a promise: only "Agreed" agrees to an owner and a day at once.
    agreed = StepAgreement(
        owner=who if was.has_owner or new_who or is_agreed else None,
        by=by if was.has_day or new_by or is_agreed else None,
        status=status if status != "not-started" or was.status != "not-started" else None,
        # Who takes it for one school has not promised it for the others.
        at=was.at,
    )
    return PlanChange(was.step, agreed, f"{was.number}  {was.what}: {'; '.join(parts)}")
