"""Scores inputs with one of the two engines, and verifies what columns scored."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain

from advisor.batch.scoring.options import ScoreOptions
from advisor.batch.scoring.score_inputs import PartnershipFile, ScoreInput, TableRows
from advisor.batch.scoring.scored_chunk import ScoredChunk

# A choice of trust, not of speed: up to here each row comes from experta, the engine that `assess`
# uses. Columns win at 100 rows already: 2.2 s of CPU time against 5.7, start-up and verification
# included; at 500 rows it is 2 s against 18. Do not raise it: people wait.
MAX_SEQUENTIAL = 500


def score_all(
    inputs: Iterable[ScoreInput], options: ScoreOptions, remark: Callable[[str], None]
) -> Generator[ScoredChunk]:
    """Yield the scores, in the order of the input.

    Args:
        inputs: What to score.
        options: How.
        remark: Receives the message about the engine.

    Raises:
        Disagreement: Columns and experta differ on a partnership.
    """
    remaining = iter(inputs)
    first, are_many = _peek(remaining)
    every = chain(first, remaining)
    by_experta = options.full or (options.engine == "auto" and not are_many)
    if options.engine == "experta" or by_experta:
        from advisor.batch.scoring.sequential import score_sequentially

        scored = score_sequentially(every, options)
        yield from _until_fault(scored) if options.stop_on_error else scored
        return
    from advisor.batch.scoring.columnar import ColumnEngine

    many_files = are_many and any(isinstance(item, PartnershipFile) for item in first)
    told = "none verified"
    try:
        with closing(ColumnEngine(options, many_files=many_files)) as columns:
            scored = columns.score(every)
            yield from _until_fault(scored) if options.stop_on_error else scored
            if verified := columns.verify():
                told = f"experta read {verified} of them again and agrees"
    finally:
        # After a fault or Ctrl+C too: the rows written until then are from columns, verified or
        # not.
        remark(f"scored by columns; {told}")


def _until_fault(chunks: Iterator[ScoredChunk]) -> Iterator[ScoredChunk]:
    """Yield the chunks up to the first fault in them."""
    for chunk in chunks:
        if chunk.faults:
            yield chunk.until_fault()
            return
        yield chunk


def _peek(inputs: Iterator[ScoreInput]) -> tuple[list[ScoreInput], bool]:
    """Return the first inputs, and whether they have more partnerships than experta scores."""
    found: list[ScoreInput] = []
    number = 0
    for item in inputs:
        found.append(item)
        number += _partnerships(item)
        if number > MAX_SEQUENTIAL:
            return found, True
    return found, False


def _partnerships(item: ScoreInput) -> int:
    if isinstance(item, TableRows):
        from advisor.batch.tables.partnership_names import names_in, starts_in

        names = names_in(item.chunk.frame, item.layout)
        return len(starts_in(names))
    return 1 if isinstance(item, PartnershipFile) else 0
