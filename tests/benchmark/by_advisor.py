"""Our own three engines: experta, the evaluator and the columns, on any rulebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from advisor import __version__
from advisor.batch.frames.cell_codes import answer_lookups, bits_of
from advisor.batch.frames.frame_reader import FrameReader
from advisor.batch.frames.lookups import cells_of
from advisor.batch.tables.headings import layout_of
from advisor.batch.tables.row_reader import RowReader
from advisor.batch.tables.row_scenarios import scenarios_in
from advisor.batch.tables.table_chunks import ROW
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.partnership_arrays import PartnershipArrays, encode
from advisor.reasoning.columns.stage_chunk import stage_chunks
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.trace import Trace
from tests.benchmark.contest import Reading

if TYPE_CHECKING:
    import polars as pl

    from advisor.reasoning.engine import Engine
    from advisor.reasoning.readings import Findings
    from advisor.rulebook.rulebook import Rulebook
    from advisor.scenario.scenario import Scenario

Scenarios = Callable[[int, int], "list[Scenario]"]
Frame = Callable[[int, int], "pl.DataFrame"]


class ByExperta:
    """experta in the shape in which it is right: see ``advisor.reasoning.engine``."""

    def __init__(self, rulebook: Rulebook, scenarios: Scenarios) -> None:
        self._rulebook = rulebook
        self._scenarios = scenarios
        self._engines: dict[tuple[Any, ...], Engine] = {}

    @property
    def version(self) -> str:
        """The version of experta."""
        return version("experta")

    def carry(self, number: int, seed: int) -> list[tuple[Engine, Scenario]]:
        """Return the partnerships, each with the engine for its kinds and stage."""
        return [(self._engine(one), one) for one in self._scenarios(number, seed)]

    def _engine(self, scenario: Scenario) -> Engine:
        from advisor.reasoning.engine import Engine

        key = (scenario.kinds, scenario.judged_at)
        if key not in self._engines:
            self._engines[key] = Engine(self._rulebook, *key)
            # Built on first use; building is not what is measured.
            self._engines[key].run(scenario)
        return self._engines[key]

    def run(self, carried: list[tuple[Engine, Scenario]]) -> list[Findings]:
        """Return the findings of each."""
        return [engine.run(scenario) for engine, scenario in carried]

    def readings(self, found: list[Findings]) -> list[Reading]:
        """Return the findings as sets."""
        return [Reading(frozenset(one.stands), frozenset(one.undecided)) for one in found]


class ByEvaluator:
    """The evaluator, which also keeps what each condition saw."""

    version = __version__

    def __init__(self, rulebook: Rulebook, scenarios: Scenarios) -> None:
        self._rulebook = rulebook
        self._scenarios = scenarios

    def carry(self, number: int, seed: int) -> list[Scenario]:
        """Return the partnerships."""
        return self._scenarios(number, seed)

    def run(self, carried: list[Scenario]) -> list[dict[str, Trace]]:
        """Return the traces of each."""
        return [evaluate(self._rulebook, scenario) for scenario in carried]

    def readings(self, found: list[dict[str, Trace]]) -> list[Reading]:
        """Return which rules are true, and which unknown."""
        each = map(findings_of, found)
        return [Reading(frozenset(one.stands), frozenset(one.undecided)) for one in each]


class _Found(NamedTuple):
    """What each rule comes to for some partnerships, by their places."""

    rows: np.ndarray
    values: Mapping[str, Truths]


class ByColumns:
    """The columns: all partnerships at once, from texts to what each rule comes to."""

    version = __version__

    def __init__(self, rulebook: Rulebook, frame: Frame) -> None:
        self._rulebook = rulebook
        self._frame = frame
        self._reader = ColumnReader(rulebook)
        self._answers = {q.id: answer_lookups(q) for q in rulebook.questions.values()}
        self._frames: FrameReader | None = None

    def carry(self, number: int, seed: int) -> pl.DataFrame:
        """Return the answers as texts, a column a question."""
        return self._frame(number, seed)

    def run(self, carried: pl.DataFrame) -> list[_Found]:
        """Return what every rule comes to, for the partnerships of one stage at a time."""
        found: list[_Found] = []
        for start in range(0, carried.height, _AT_ONCE):
            encoded = self._encoded(carried[start : start + _AT_ONCE])
            found += [
                _Found(start + group.rows, self._reader.read_chunk(group))
                for group in stage_chunks(encoded)
            ]
        return found

    def _encoded(self, rows: pl.DataFrame) -> PartnershipArrays:
        """Return partnerships as arrays: as tables are read, or answers that are all there is."""
        if "partnership" in rows.columns:
            if self._frames is None:
                layout = layout_of(rows.columns, self._rulebook, "frame")
                self._frames = FrameReader(self._rulebook, layout)
            return self._frames.read(rows).encoded
        cells = cells_of(rows, rows.columns)
        none, ones = np.zeros(0, np.uint8), np.ones(rows.height, np.uint8)
        return PartnershipArrays(
            kinds=ones,
            stages=ones * 0,
            once={
                name: bits_of(answers.one.codes(cells[name], rows.height))
                for name, answers in self._answers.items()
            },
            first=np.zeros(rows.height + 1, np.int64),
            roles=none,
            sectors=none,
            core=none.astype(np.bool_),
            by_others=none.astype(np.bool_),
            weights=none.astype(np.int64),
            each={},
        )

    def readings(self, found: list[_Found]) -> list[Reading]:
        """Return the rules behind the columns."""
        number = sum(len(one.rows) for one in found)
        stands: list[set[str]] = [set() for _ in range(number)]
        undecided: list[set[str]] = [set() for _ in range(number)]
        for rows, values in found:
            for rule, value in values.items():
                for row in rows[value.true]:
                    stands[row].add(rule)
                for row in rows[value.could & ~value.true]:
                    undecided[row].add(rule)
        return [
            Reading(frozenset(one), frozenset(other))
            for one, other in zip(stands, undecided, strict=True)
        ]


class ByRows(ByColumns):
    """The same columns, from rows that are read one partnership at a time, as bad ones are."""

    def _encoded(self, rows: pl.DataFrame) -> PartnershipArrays:
        layout = layout_of(rows.columns, self._rulebook, "frame")
        numbered = rows.with_row_index(ROW, offset=1)
        read = scenarios_in(numbered, RowReader(layout, self._rulebook), "frame")
        return encode(self._rulebook, [one.scenario for one in read if one.scenario])


_AT_ONCE = 65_536
