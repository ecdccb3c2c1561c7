"""Columns that say something else than experta are a loud failure, and nothing is put in place."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.column_summaries import ColumnSummaries, ScenarioAt
from advisor.batch.scoring.verification import Again, Sample
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.condition_columns import Truths
from advisor.reasoning.columns.stage_chunk import StageChunk
from tests.batch import tabled
from tests.batch.scores import shipped_scores
from tests.batch.scoring import SHIPPED, Captured, score
from tests.plain import check_message
from tests.shipped import shipped_rulebook, shipped_scenario

TWO = ("strong-start", "first-contact")


@pytest.fixture
def wrong_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the columns read every rule as one that does not stand, but could."""
    read = ColumnReader.read_chunk

    def otherwise(self: ColumnReader, group: StageChunk) -> dict[str, Truths]:
        return {rule: value._replace(true=~value.true) for rule, value in read(self, group).items()}

    monkeypatch.setattr(ColumnReader, "read_chunk", otherwise)


@pytest.mark.usefixtures("wrong_reading")
@pytest.mark.parametrize("form", ["files", "table"])
def test_a_difference_names_the_partnership_and_writes_nothing(
    form: str, tmp_path: Path, capsys: Captured
) -> None:
    paths = [SHIPPED / f"{name}.yaml" for name in TWO]
    if form == "table":
        scenarios = [shipped_scenario(name) for name in TWO]
        rows = tabled.rows_of_partners(scenarios, shipped_rulebook())
        paths = [tabled.write_table(tmp_path / "table.csv", rows)]
    output, errors, page = (tmp_path / n for n in ("scores.csv", "bad.csv", "page.html"))
    output.write_text("old")
    given = ("--engine", "columns", "--output", output, "--errors", errors)
    told = score(capsys, *paths, *given, "--portfolio", page)
    assert (told.code, told.out) == (70, "")
    (line,) = told.err.splitlines()
    place, _, says = line.removeprefix("advisor: this is a bug: ").partition(": ")
    assert place.startswith(tuple(map(str, paths)))
    names = (shipped_scenario(name).partnership for name in TWO)
    assert says.startswith(tuple(f'columns and experta differ on "{name}", in ' for name in names))
    assert says.endswith(" more")
    check_message(says)
    assert output.read_text() == "old"
    assert not errors.exists()
    assert not page.exists()


def test_a_difference_in_short_is_found_where_the_rules_agree(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    init = ColumnSummaries.__init__

    def stamped(self: ColumnSummaries, *given: object) -> None:
        init(self, *given)  # type: ignore[arg-type]
        self.stamp = "another rulebook"

    monkeypatch.setattr(ColumnSummaries, "__init__", stamped)
    output = tmp_path / "scores.csv"
    told = score(capsys, SHIPPED, "--engine", "columns", "--output", output)
    assert told.code == 70
    assert told.err.splitlines()[-1].endswith(", in rulebook")
    assert not output.exists()


@pytest.mark.usefixtures("wrong_reading")
def test_where_none_is_to_be_read_again_it_says_so(tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "scores.csv"
    given = ("--engine", "columns", "--verify", "0", "--output", output)
    told = score(capsys, SHIPPED, *given)
    assert (told.code, told.err) == (0, "scored by columns; none verified\n")
    assert output.exists()


@pytest.mark.parametrize(("asked", "read"), [("3", 3), ("28", 28), ("100", 28)])
def test_as_many_are_read_again_as_are_asked_for(asked: str, read: int, capsys: Captured) -> None:
    told = score(capsys, SHIPPED, "--engine", "columns", "--verify", asked)
    assert told.code == 0
    assert told.err == f"scored by columns; experta read {read} of them again and agrees\n"


@given(
    chunks=st.lists(st.lists(st.integers(0, 30), max_size=200), min_size=1, max_size=4),
    most=st.integers(0, 60),
)
def test_a_sample_has_few_kinds_and_stages_unless_these_are_too_few(
    chunks: list[list[int]], most: int
) -> None:
    sample, offered = Sample(most), [shape for chunk in chunks for shape in chunk]
    start = 0
    for chunk in chunks:
        sample.offer(np.array(chunk, np.int64), _reader_of(chunk, start))
        start += len(chunk)
    kept = [(said.known, said.row) for _, said in sample.kept()]
    assert len(kept) == min(most, len(offered))
    assert len(set(kept)) == len(kept)
    assert all(row is not None and offered[row] == shape for shape, row in kept)
    shapes = {shape for shape, _ in kept}
    limit = max(4, most // 6)
    assert len(shapes) <= limit or sum(offered.count(shape) for shape in shapes) < most + max(
        map(offered.count, shapes)
    )
    together = [shape for shape, _ in kept]
    assert together == sorted(together)


def _reader_of(chunk: list[int], start: int) -> Callable[[int], Again]:
    """Return what reads a score that says its shape as ``known`` and its place as ``row``."""
    scenario, score_row = shipped_scenario(TWO[0]), shipped_scores()[0]

    def get(place: int) -> Again:
        said = score_row.model_copy(update={"row": start + place, "known": chunk[place]})
        return lambda: (ScenarioAt("", None, scenario), said)

    return get
