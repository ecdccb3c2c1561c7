"""Takes apart what is to be scored: a partnership file, or some rows of a table, at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.scoring.gathering import (
    STANDARD_INPUT,
    Found,
    PartnershipFile,
    TableFile,
    Unread,
    unread,
)
from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.tables.headings import first_few
from advisor.batch.tables.install_hint import INSTALL_TABLES
from advisor.files.clean_text import one_line, quoted
from advisor.files.faults import Fault, Faults
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario, parse_scenario

if TYPE_CHECKING:
    from advisor.batch.tables.headings import Layout
    from advisor.batch.tables.partnership_names import NameMarks
    from advisor.batch.tables.table_chunks import TableBatch


class TableRows(NamedTuple):
    """Rows of a table, in which no partnership is cut in two."""

    batch: TableBatch
    layout: Layout


Unit = PartnershipFile | TableRows | Unread


def units(
    found: Iterable[Found], options: ScoreOptions, remark: Callable[[str], None]
) -> Iterator[Unit]:
    """Yield what is to be scored, in order.

    Args:
        found: Files.
        options: How they are read.
        remark: Told a line about each column that is not read.
    """
    for one in found:
        if isinstance(one, TableFile):
            yield from _of_table(one.path, options, remark)
        elif isinstance(one, PartnershipFile) and str(one.path) == STANDARD_INPUT:
            yield PartnershipFile(one.path, options.standard_input())
        else:
            yield one


def _of_table(path: Path, options: ScoreOptions, remark: Callable[[str], None]) -> Iterator[Unit]:
    try:
        yield from _rows_of(path, options, remark)
    except Faults as error:
        yield Unread(error.faults)
    except ModuleNotFoundError as error:
        says = f"needs {error.name}, which is not installed: {INSTALL_TABLES}"
        yield unread(path, says)


def _rows_of(path: Path, options: ScoreOptions, remark: Callable[[str], None]) -> Iterator[Unit]:
    from advisor.batch.tables.group_rows import filled_rows, whole_partnerships
    from advisor.batch.tables.headings import layout_of
    from advisor.batch.tables.open_table import table_batches
    from advisor.batch.tables.partnership_names import name_marks
    from advisor.batch.tables.table_chunks import as_texts

    rulebook = options.rulebook
    batches = table_batches(path, sheet=options.sheet)
    first = next(batches)
    for remarked in first.remarks:
        remark(f"{one_line(str(path))}: {remarked}")
    layout = layout_of(
        first.frame.columns,
        rulebook,
        str(path),
        kind=options.kind,
        stage=options.stage,
        row=first.heading_row,
    )
    _remark_on(layout, str(path), remark)
    for heading in _merged_of_partners(first.merged, layout, rulebook):
        says = f"merged cells under {quoted(heading)} answer for the partner in the first row alone"
        remark(f"{one_line(str(path))}: {says}")
    if not layout.questions:
        says = "no column is headed by a question, by its id or in its words"
        raise Faults([Fault(str(path), 0, says)])
    if "kind" not in layout.facts and layout.kind is None:
        says = "no column is headed kind; name the kind of all its rows with --kind"
        raise Faults([Fault(str(path), 0, says)])

    def every_batch() -> Iterator[TableBatch]:
        yield first
        yield from batches

    empty = 0

    def filled() -> Iterator[TableBatch]:
        nonlocal empty
        for batch in every_batch():
            rows, passed = filled_rows(as_texts(batch.frame, batch.file), layout)
            empty += passed
            yield batch._replace(frame=rows)

    def marks() -> NameMarks:
        names = table_batches(path, only=layout.facts["partnership"], sheet=options.sheet)
        texts = (batch._replace(frame=as_texts(batch.frame, batch.file)) for batch in names)
        return name_marks(texts, layout)

    is_empty, respelt = True, dict[str, None]()
    for batch in whole_partnerships(filled(), layout, marks):
        is_empty = is_empty and not (batch.frame.height or batch.faults or batch.left_out)
        respelt |= dict.fromkeys(batch.respelt)
        yield TableRows(batch, layout)
    if empty:
        rows = "1 row has" if empty == 1 else f"{empty:,} rows have"
        says = f"{rows} nothing in any column that is read, and no score"
        remark(f"{one_line(str(path))}: {says}")
    if respelt:
        says = "a name in other capitals, spaces or characters that look the same is read as one"
        remark(f"{one_line(str(path))}: {says}: {first_few([*respelt])}")
    if is_empty:
        remark(f"{one_line(str(path))}: holds no partnership below its headings")


def _merged_of_partners(merged: Iterable[str], layout: Layout, rulebook: Rulebook) -> Iterator[str]:
    """Yield the headings over merged cells that may be meant for several partners."""
    questions = {heading: name for name, heading in layout.questions.items()}
    for heading in merged:
        if (
            layout.is_by_partner
            and heading in questions
            and not rulebook.is_asked_once(questions[heading])
        ):
            yield heading


def _remark_on(layout: Layout, file: str, remark: Callable[[str], None]) -> None:
    """Tell of what is not read, in one line but for what may be meant, and of what is assumed."""
    strange = [quoted(heading) for heading, hint in layout.unmatched if not hint]
    name = one_line(file)
    if strange:
        columns, verb = ("column", "is") if len(strange) == 1 else ("columns", "are")
        remark(f"{name}: the {columns} {', '.join(strange)} {verb} not read")
    for heading, hint in layout.unmatched:
        if hint:
            near = f"did you mean {quoted(hint)}?"
            remark(f"{name}: the column {quoted(heading)} is not read; {near}")
    if "stage" not in layout.facts and layout.stage is None:
        remark(f"{name}: no column is headed stage; all rows are read as starting (see --stage)")


def read_file(
    unit: PartnershipFile, rulebook: Rulebook
) -> tuple[ScenarioAt | None, tuple[Fault, ...]]:
    """Return the partnership in a file, or every fault that keeps it from being read."""
    file = str(unit.path)
    try:
        if unit.data is not None:
            scenario = parse_scenario(unit.data, file, rulebook)
        else:
            scenario = load_scenario(unit.path, rulebook)
    except Faults as error:
        return None, error.faults
    return ScenarioAt(file, None, scenario), ()
