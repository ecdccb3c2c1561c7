"""Holds the scoring of frames to reading their rows one partnership after the other."""

import datetime as dt
import gc
from collections.abc import Sequence
from functools import reduce
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.column_summaries import ColumnSummaries, ScenarioAt
from advisor.batch.frames.scorer import FrameScorer, score_frame
from advisor.batch.portfolio.attention import NOTHING_FOUND, Attention
from advisor.batch.portfolio.attention_reasons import MONEY, attention_to
from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import ScoreRow
from advisor.batch.tables.answer_cells import answer_cells
from advisor.batch.tables.headings import Layout, layout_of
from advisor.batch.tables.row_reader import RowReader
from advisor.batch.tables.row_scenarios import RowsRead, scenarios_in
from advisor.batch.tables.table_chunks import ROW, as_texts
from advisor.files.faults import Faults
from advisor.files.text_comparison import comparable
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, ROLES, STAGES
from tests.batch.filled import texts_of
from tests.shipped import shipped_rulebook
from tests.small import small_rulebook
from tests.strategies import examples, rulebooks

TODAY = dt.date(2026, 11, 29)
JUNK = ("nobody", "-3", "1e9", "not-applicable: never", "=1+1", "  ", "\u202e", "unknown;unknown")
NAMES = ("North", "South", "Éast", "éast", "NORTH", " West ", "A  B", "Gate\tWay", "", "\u200bX")


def _cell(chance: Random, texts: Sequence[str], junk: float) -> str | None:
    if chance.random() < junk:
        return chance.choice(JUNK)
    return None if chance.random() < 0.2 else chance.choice(texts)


def _some(chance: Random, number: int, cell: Any) -> str | None:
    """Return one value for all partners, or one for each, or now and then the wrong number."""
    if chance.random() < 0.5:
        return cell()  # type: ignore[no-any-return]
    wrong = chance.random() < 0.05
    return ";".join(cell() or "" for _ in range(number + wrong))


FACT_TEXTS: dict[str, tuple[str, ...]] = {
    "sector": ("state", "independent", "other", "State"),
    "role": (*ROLES, "Member"),
    "core": ("yes", "no", "true", "FALSE"),
    "count": ("1", "2", "60", "10000"),
    "answers_from": ("itself", "others"),
}
PARTNERSHIP_TEXTS: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "also": ("hub", "itt; support", "cluster"),
    "stage": STAGES,
    "as_of": ("2026-05-12", "2026-11-22", "22/11/2026", "2026-07-20"),
    "room": ("us", "with-partners"),
}


def frame_of_rows(chance: Random, rulebook: Rulebook, form: str, junk: float) -> pl.DataFrame:
    """Return a table of a few partnerships in one of the forms, with some cells spoilt."""
    # Those that are gone are read as well.
    names = {**rulebook.questions, **rulebook.changes.questions}
    cells = {name: texts_of(answer_cells(name, rulebook)) for name in names}
    of_partners = {name for name in names if not rulebook.is_asked_once(name)}
    rows: list[dict[str, str | None]] = []
    # A name that comes again further down never gets here: whole_partnerships leaves it out.
    odd_names = [*{comparable(name): name for name in chance.sample(NAMES, len(NAMES))}.values()]
    for number in range(chance.randint(1, 6)):
        name = f"Partnership {number}" if chance.random() < 0.9 else odd_names.pop()
        entries = chance.randint(1, 4)
        firsts: dict[str, str | None] = {"partnership": name}
        for fact, texts in PARTNERSHIP_TEXTS.items():
            firsts[fact] = _cell(chance, texts, junk)
        firsts["kind"] = firsts["kind"] or chance.choice(KINDS)
        for question, texts in cells.items():
            if question not in of_partners:
                firsts[question] = _cell(chance, texts, junk)
        if MONEY in cells:
            firsts[MONEY] = _cell(chance, ("0", "3.9", "4", "60", "12 months or more"), junk)
        places = range(entries if form == "partner" else 1)
        for place in places:
            again = place == 0 or chance.random() < 0.3
            row: dict[str, str | None] = dict(firsts) if again else {"partnership": name}
            if chance.random() < junk:
                row["stage"] = chance.choice(STAGES)
            each = (lambda cell: cell()) if form == "partner" else _of(chance, form, entries)
            for fact, texts in FACT_TEXTS.items():
                if form != "unnamed" or chance.random() < junk:
                    row[fact] = each(lambda texts=texts: _cell(chance, texts, junk))
            is_silent = chance.random() < 0.3
            for question in () if is_silent else of_partners:
                texts = cells[question]
                row[question] = each(lambda texts=texts: _cell(chance, texts, junk))
            if form == "partner":
                row["partner"] = (
                    f"School {place}" if chance.random() < 0.9 else chance.choice(NAMES)
                )
            elif form == "partners":
                named = (
                    chance.choice([f"School {p}", chance.choice(NAMES)]) for p in range(entries)
                )
                row["partners"] = ";".join(named)
            row[f"{next(iter(cells))} note"] = chance.choice([None, "a note", "=note"])
            rows.append(row)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    frame = pl.DataFrame(
        {heading: [row.get(heading) for row in rows] for heading in headings},
        schema=dict.fromkeys(headings, pl.String),
    )
    kinds = [chance.choice([pl.String, pl.Categorical]) for _ in headings]
    frame = frame.with_columns(
        pl.col(heading).cast(kind) for heading, kind in zip(headings, kinds, strict=True)
    )
    return frame.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})


def _of(chance: Random, form: str, entries: int) -> Any:
    if form == "partners":
        return lambda cell: _some(chance, entries, cell)
    return lambda cell: cell()


def needing(good: list[ScenarioAt], rulebook: Rulebook, layout: Layout) -> Attention:
    """Return which partnerships need attention, looked at one by one."""
    return reduce(
        Attention.followed_by,
        (attention_to(one.scenario, rulebook, TODAY, layout, one.row or 0) for one in good),
        NOTHING_FOUND,
    )


def score_sequentially(
    frame: pl.DataFrame, rulebook: Rulebook, **defaults: Any
) -> tuple[list[ScoreRow], list[RowsRead], tuple[Portfolio, Attention]]:
    layout = layout_of(frame.columns, rulebook, "table", **defaults)
    read = list(scenarios_in(frame, RowReader(layout, rulebook), "table"))
    good = [ScenarioAt("table", one.first, one.scenario) for one in read if one.scenario]
    said, portfolio = ColumnSummaries(rulebook).score(good, with_portfolio=True)
    pictures = portfolio, needing(good, rulebook, layout)
    return said, [one for one in read if one.scenario is None], pictures


def assert_alike(frame: pl.DataFrame, rulebook: Rulebook, **defaults: Any) -> None:
    said, unread, pictures = score_sequentially(as_texts(frame, "table"), rulebook, **defaults)
    layout = layout_of(frame.columns, rulebook, "table", **defaults)
    scored = FrameScorer(rulebook, layout, TODAY).score(frame, "table", with_portfolio=True)
    rows = scored.frame.rows(named=True)
    assert rows == [
        {name: list(v) if isinstance(v, tuple) else v for name, v in one} for one in said
    ]
    assert list(scored.unread) == unread
    assert (scored.portfolio, scored.attention) == pictures


FORMS = ("partner", "partners", "unnamed")


@pytest.mark.parametrize("form", FORMS)
@examples(15, least=8)
@given(chance=st.randoms(use_true_random=True))
def test_frames_say_what_their_rows_say(form: str, chance: Random) -> None:
    assert_alike(frame_of_rows(chance, shipped_rulebook(), form, 0.0), shipped_rulebook())


@pytest.mark.parametrize("form", FORMS)
@examples(35)
@given(chance=st.randoms(use_true_random=True))
def test_what_is_spoilt_is_told_as_reading_its_rows_tells_it(form: str, chance: Random) -> None:
    rulebook = small_rulebook()
    assert_alike(frame_of_rows(chance, rulebook, form, 0.02), rulebook)


@pytest.mark.parametrize("form", FORMS)
@examples(60)
@given(rulebook=rulebooks(), chance=st.randoms(use_true_random=True))
def test_frames_of_any_rulebook_say_what_their_rows_say(
    form: str, rulebook: Rulebook, chance: Random
) -> None:
    defaults = {"kind": chance.choice([None, "hub"]), "stage": chance.choice([None, "running"])}
    assert_alike(frame_of_rows(chance, rulebook, form, 0.03), rulebook, **defaults)


@pytest.mark.parametrize("form", FORMS)
@examples(15)
@given(chance=st.randoms(use_true_random=True))
def test_what_is_kept_from_one_frame_misleads_in_no_other(form: str, chance: Random) -> None:
    """Polars numbers categories anew once none is left."""
    rulebook = small_rulebook()
    scorers: dict[tuple[str, ...], FrameScorer] = {}
    gc.freeze()  # so that only what is made from here on is gone through
    for _ in range(3):
        frame = frame_of_rows(chance, rulebook, form, 0.02).cast(
            {pl.Categorical: pl.String} if chance.random() < 0.7 else {}
        )
        said, unread, _ = score_sequentially(frame, rulebook)
        columns = tuple(sorted(frame.columns))
        if columns not in scorers:
            scorers[columns] = FrameScorer(rulebook, layout_of(columns, rulebook, "table"))
        found = scorers[columns].score(frame, "table")
        assert list(found.unread) == unread
        assert found.frame["find_out_whether"].to_list() == [
            list(one.find_out_whether) for one in said
        ]
        del frame, found
        gc.collect()
    gc.unfreeze()


NUMBERS: dict[type[pl.DataType], list[Any]] = {
    pl.Float64: [0.1, 12.3, 8.0, None, 1e19, 2.0**60, -1.0, 1e-7, 30.0],
    pl.Float32: [0.1, 12.3, 8.0, None, 1e19, 30.0],
    pl.Int8: [0, 1, 8, 100, None],
    pl.UInt64: [0, 5, 2**63, None],
    pl.Boolean: [True, False, None],
}


@pytest.mark.parametrize("sort", NUMBERS)
@examples(12, least=6)
@given(chance=st.randoms(use_true_random=True))
def test_numbers_are_read_as_their_texts(sort: type[pl.DataType], chance: Random) -> None:
    rulebook = shipped_rulebook()
    headings = ["door-to-door", "driver-hours", "reach", "core", "count", "partnership"]
    values = {h: [chance.choice(NUMBERS[sort]) for _ in range(6)] for h in headings[:-1]}
    is_by_partner = chance.random() < 0.5
    numbered = [1.0, 2.0, 29.0, 30.5, 31.0, 1e19]
    names = sorted(chance.choice(numbered) for _ in range(6)) if is_by_partner else numbered
    frame = pl.DataFrame(values, schema=dict.fromkeys(headings[:-1], sort))
    frame = frame.with_columns(pl.Series("partnership", names))
    frame = frame.with_columns(
        pl.lit("cluster").alias("kind"),
        pl.int_range(2, 8, dtype=pl.Int64).alias(ROW),
        *([pl.format("S {}", pl.int_range(6)).alias("partner")] if is_by_partner else []),
    )
    assert_alike(frame, rulebook)


def test_a_column_of_anything_else_is_a_fault() -> None:
    frame = pl.DataFrame({"partnership": ["A"], "reach": [["pupils-meet"]], "kind": ["hub"]})
    with pytest.raises(Faults, match="has neither text nor numbers"):
        score_frame(frame, shipped_rulebook())
