"""What there is to score: files, folders of files, tables and standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from advisor.batch.column_summaries import ScenarioAt
from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.tables.headings import first_few
from advisor.batch.tables.open_table import INSTALL_TABLES, TABLE_ENDINGS
from advisor.files.clean_text import one_line, quoted
from advisor.files.faults import Fault, Faults
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.load_scenario import load_scenario, parse_scenario, partnership_files

if TYPE_CHECKING:
    from advisor.batch.tables.headings import Layout
    from advisor.batch.tables.partnership_names import NameMarks
    from advisor.batch.tables.table_chunks import TableChunk

STANDARD_INPUT = "-"
_TO_SAVE_ANEW = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".tab"})
"""How spreadsheets end that are not read."""


class PartnershipFile(NamedTuple):
    """A file that is one partnership.

    Attributes:
        data: What standard input held; nothing for a file, which is read when its turn comes.
    """

    path: Path
    data: bytes | None = None


class UnreadableInput(NamedTuple):
    """Something that cannot be looked into, and why."""

    faults: tuple[Fault, ...]


def find_inputs(paths: Iterable[Path]) -> Iterator[PartnershipFile | UnreadableInput | Path]:
    """Yield each file in the order of the paths, and of names within a folder.

    A folder is searched to the bottom for partnership files; rule folders and what is hidden are
    left out. So are tables, since one may be what was written there before; a table that is named
    is yielded as its path.

    Args:
        paths: Files, folders, or ``-`` for a partnership file on standard input.
    """
    for path in paths:
        if str(path) != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112  # says no where a name cannot exist
            for one in partnership_files(path, "; to score a table, give its path"):
                yield UnreadableInput((one,)) if isinstance(one, Fault) else PartnershipFile(one)
        elif path.suffix.lower() in _TO_SAVE_ANEW:
            says = "unsupported format; save it as .xlsx, or as .csv in UTF-8"
            yield unread(path, says)
        elif path.suffix.lower() in TABLE_ENDINGS:
            yield path
        else:
            yield PartnershipFile(path)


def unread(path: Path, says: str) -> UnreadableInput:
    """Return why a file cannot be looked into."""
    return UnreadableInput((Fault(str(path), 0, says),))


class TableRows(NamedTuple):
    """Rows of a table, in which no partnership is cut in two."""

    chunk: TableChunk
    layout: Layout


ScoreInput = PartnershipFile | TableRows | UnreadableInput


def read_inputs(
    found: Iterable[PartnershipFile | UnreadableInput | Path],
    options: ScoreOptions,
    remark: Callable[[str], None],
) -> Iterator[ScoreInput]:
    """Yield what is to be scored, in order.

    Args:
        found: Files.
        options: How they are read.
        remark: Receives a line about each column that is not read.
    """
    for one in found:
        if isinstance(one, Path):
            yield from _of_table(one, options, remark)
        elif isinstance(one, PartnershipFile) and str(one.path) == STANDARD_INPUT:
            yield PartnershipFile(one.path, options.standard_input())
        else:
            yield one


def _of_table(
    path: Path, options: ScoreOptions, remark: Callable[[str], None]
) -> Iterator[ScoreInput]:
    try:
        yield from _rows_of(path, options, remark)
    except Faults as error:
        yield UnreadableInput(error.faults)
    except ModuleNotFoundError as error:
        says = f"needs {error.name}, which is not installed: {INSTALL_TABLES}"
        yield unread(path, says)


def _rows_of(
    path: Path, options: ScoreOptions, remark: Callable[[str], None]
) -> Iterator[ScoreInput]:
    from advisor.batch.tables.group_rows import filled_rows, whole_partnerships
    from advisor.batch.tables.headings import layout_of
    from advisor.batch.tables.open_table import table_chunks
    from advisor.batch.tables.partnership_names import name_marks
    from advisor.batch.tables.table_chunks import as_texts

    def tell(says: str) -> None:
        remark(f"{one_line(str(path))}: {says}")

    chunks = table_chunks(path, sheet=options.sheet)
    # There is always one: a file without rows gives a chunk with its headings.
    first = next(chunks)
    layout = layout_of(
        first.frame.columns,
        options.rulebook,
        str(path),
        kind=options.kind,
        stage=options.stage,
        row=first.heading_row,
    )
    for says in (*first.remarks, *_remarks(layout, first.merged, options.rulebook)):
        tell(says)
    if not layout.questions:
        says = "no question among the headings (an id or the full question)"
        raise Faults([Fault(str(path), 0, says)])
    if "kind" not in layout.facts and layout.kind is None:
        says = 'no "kind" column; add one, or use --kind for all rows'
        raise Faults([Fault(str(path), 0, says)])
    empty = 0

    def filled() -> Iterator[TableChunk]:
        nonlocal empty
        for chunk in chain([first], chunks):
            rows, passed = filled_rows(as_texts(chunk.frame, chunk.file), layout)
            empty += passed
            yield chunk._replace(frame=rows)

    def marks() -> NameMarks:
        names = table_chunks(path, only=layout.facts["partnership"], sheet=options.sheet)
        texts = (chunk._replace(frame=as_texts(chunk.frame, chunk.file)) for chunk in names)
        return name_marks(texts, layout)

    is_empty, respelt = True, dict[str, None]()
    for chunk in whole_partnerships(filled(), layout, marks):
        is_empty = is_empty and not (chunk.frame.height or chunk.faults or chunk.skipped)
        respelt |= dict.fromkeys(chunk.respelt)
        yield TableRows(chunk, layout)
    if empty:
        rows = "1 row has" if empty == 1 else f"{empty:,} rows have"
        tell(f"{rows} no value in any column that is read, and no score")
    if respelt:
        says = "a name in other capitals, spaces or characters that look the same is read as one"
        tell(f"{says}: {first_few([*respelt])}")
    if is_empty:
        tell("no partnership below its headings")


def _remarks(layout: Layout, merged: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    """Yield what is not read, in one line but for what may be meant, and what is assumed."""
    strange = [quoted(heading) for heading, hint in layout.unmatched if not hint]
    if strange:
        columns, verb = ("column", "is") if len(strange) == 1 else ("columns", "are")
        yield f"the {columns} {', '.join(strange)} {verb} not read"
    for heading, hint in layout.unmatched:
        if hint:
            yield f"the column {quoted(heading)} is not read; did you mean {quoted(hint)}?"
    if "stage" not in layout.facts and layout.stage is None:
        yield 'no "stage" column; all rows are read as starting (see --stage)'
    of_partners = (q for q in layout.questions if not rulebook.is_asked_once(q))
    shared = {layout.questions[q] for q in of_partners} if layout.is_by_partner else ()
    for heading in merged:
        if heading in shared:
            cells = f"merged cells under {quoted(heading)}"
            yield f"a value in {cells} is for the partner in the first row only"


def read_file(
    item: PartnershipFile, rulebook: Rulebook
) -> tuple[ScenarioAt | None, tuple[Fault, ...]]:
    """Return the partnership in a file, or every fault that keeps it from being read."""
    file = str(item.path)
    try:
        if item.data is not None:
            scenario = parse_scenario(item.data, file, rulebook)
        else:
            scenario = load_scenario(item.path, rulebook)
    except Faults as error:
        return None, error.faults
    return ScenarioAt(file, None, scenario), ()
