"""Spark says of the partnerships in its rows what ``score_frame`` says, however it cuts them."""

import datetime
import decimal
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from advisor.batch.frames.scorer import score_frame
from advisor.batch.output.score_frames import SCHEMA
from advisor.batch.spark import _ROWS_AT_ONCE, scored
from advisor.batch.tables.table_chunks import ROW
from advisor.files.faults import Faults
from tests.batch.tabled import headings_in, rows_of_partners, rows_of_partnerships
from tests.generated import chunks, generated
from tests.generated_cells import Shape
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

FORMS = ("partnership", "partner")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A Spark with two worker processes on this machine."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate()
    )
    yield session
    session.stop()


@cache
def rows_of(form: str) -> pl.DataFrame:
    """Return the shipped partnerships and generated ones, many of them bad, with their numbers."""
    of_shipped = rows_of_partners if form == "partner" else rows_of_partnerships
    table = of_shipped(map(shipped_scenario, SCENARIO_NAMES), shipped_rulebook())
    headings = headings_in(table)
    cells = {heading: [row.get(heading) or None for row in table] for heading in headings}
    shape = Shape(partners=3, is_by_partner=form == "partner", is_csv=False)
    (chunk,) = chunks(shape, 300, 7, bad=0.2)
    shipped = pl.DataFrame(cells, schema=dict.fromkeys(headings, pl.String))
    named = pl.concat([shipped, chunk.frame], how="diagonal")
    padded = pl.when(pl.int_range(pl.len()) % 2 == 1).then(pl.format("{} é", "partnership"))
    # The same names as a reader sees them: other capitals and spaces, and é as two characters.
    spelt = pl.format("\t {}  E\u0301\u00a0", pl.col("partnership").str.to_uppercase())
    padded_or_not = padded.otherwise(spelt)
    named = named.with_columns(padded_or_not.alias("partnership"))
    nameless = named[::40].with_columns(pl.lit(None, pl.String).alias("partnership"))
    return pl.concat([named, nameless]).with_row_index(ROW, offset=2)


def in_spark(spark: SparkSession, rows: pl.DataFrame) -> DataFrame:
    rows = rows.cast({ROW: pl.Int64}) if ROW in rows.columns else rows
    return spark.createDataFrame(rows.to_arrow(compat_level=pl.CompatLevel.oldest()))


def collected(said: DataFrame) -> pl.DataFrame:
    return pl.DataFrame(said.toArrow()).sort("row")


def expected(rows: pl.DataFrame, **defaults: Any) -> pl.DataFrame:
    """Return what ``score_frame`` says, its texts as plain ones."""
    said = score_frame(rows, shipped_rulebook(), **defaults)
    return said.cast(pl.Schema([(name, of) for name, of in SCHEMA.items() if name != "file"]))


def assert_same(made: pl.DataFrame, wanted: pl.DataFrame) -> None:
    assert made.columns == wanted.columns
    assert made.rows() == wanted.rows()


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_to_compare_are_good_and_bad(form: str) -> None:
    said = score_frame(rows_of(form), shipped_rulebook())
    assert said["band"].is_not_null().sum() > 200
    assert said["band"].is_null().sum() > 40
    assert set(said["band"]) == {"not-ready", "foundations-first", "pilot", "ready", None}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_spark_says_what_score_frame_says(spark: SparkSession, form: str, partitions: int) -> None:
    rows = rows_of(form)
    shuffled = in_spark(spark, rows).orderBy(sql.rand(partitions)).repartition(partitions)
    assert_same(collected(scored(shuffled, shipped_rulebook())), expected(rows))


@pytest.mark.parametrize("form", FORMS)
def test_a_batch_that_spark_hands_out_may_end_anywhere(spark: SparkSession, form: str) -> None:
    rows = rows_of(form)
    most = "spark.sql.execution.arrow.maxRecordsPerBatch"
    before = spark.conf.get(most)
    spark.conf.set(most, "7")
    try:
        made = collected(scored(in_spark(spark, rows), shipped_rulebook()))
    finally:
        spark.conf.set(most, before)
    assert_same(made, expected(rows))


def test_no_partnership_is_cut_where_a_worker_has_rows_enough(spark: SparkSession) -> None:
    # With this many a partnership stands on both sides of the end of what is scored together.
    rows = generated(_ROWS_AT_ONCE // 2, partners=3, form="partner")
    assert rows.height > _ROWS_AT_ONCE
    assert _ROWS_AT_ONCE % 3
    rows = rows.with_row_index(ROW, offset=1)
    one = in_spark(spark, rows).coalesce(1)
    spark.conf.set("spark.sql.shuffle.partitions", "1")
    try:
        made = collected(scored(one, shipped_rulebook()))
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", "3")
    assert_same(made, expected(rows))


@pytest.mark.parametrize("form", FORMS)
def test_rows_without_numbers_are_counted_in_the_order_of_a_partition(
    spark: SparkSession, form: str
) -> None:
    rows = rows_of(form).drop(ROW)
    made = scored(in_spark(spark, rows).coalesce(1), shipped_rulebook())
    assert_same(collected(made), expected(rows))


@pytest.mark.parametrize("form", FORMS)
def test_what_follows_may_look_at_some_of_it_only(spark: SparkSession, form: str) -> None:
    rows = rows_of(form)
    said = scored(in_spark(spark, rows).repartition(4), shipped_rulebook())
    counted = {row["band"]: row["count"] for row in said.groupBy("band").count().collect()}
    wanted = expected(rows)["band"].value_counts()
    assert counted == dict(wanted.iter_rows())
    faults = said.where("band is null").select(sql.explode("faults").alias("fault"))
    told = sorted(tuple(row) for row in faults.select("fault.*").collect())
    listed = expected(rows)["faults"].drop_nulls().to_list()
    assert told == sorted(tuple(fault.values()) for one in listed for fault in one)


def test_what_a_row_does_not_say_is_taken_from_the_call(spark: SparkSession) -> None:
    rows = rows_of("partnership").drop("kind", "stage")
    rulebook = shipped_rulebook()
    made = scored(in_spark(spark, rows), rulebook, kind="hub", stage="agreeing")
    assert_same(collected(made), expected(rows, kind="hub", stage="agreeing"))
    assert set(collected(made)["kind"]) == {"hub", None}


def test_cells_of_any_type_say_what_their_text_says(spark: SparkSession) -> None:
    asked = f"Q7. {shipped_rulebook().questions['months-covered'].asks}"
    day = datetime.date(2026, 3, 1)
    schema = (
        "partnership binary, kind string, as_of date, count bigint, role string, "
        f"`door-to-door` decimal(10, 2), `{asked}` double, core boolean"
    )
    cells = [
        (b"North", "hub", day, 2, "lead", decimal.Decimal("25.00"), 6.0, True),
        (b"\xffSouth", "hub", day, 2, "lead", decimal.Decimal("999.5"), 7.5, False),
    ]
    texts = [
        ("North", "hub", "2026-03-01", "2", "lead", "25", "6", "true"),
        ("\ufffdSouth", "hub", "2026-03-01", "2", "lead", "999.5", "7.5", "false"),
    ]
    frame = spark.createDataFrame(cells, schema).coalesce(1)
    rows = pl.DataFrame(texts, schema=frame.columns, orient="row")
    made = collected(scored(frame, shipped_rulebook()))
    assert_same(made, expected(rows))
    at = frame.withColumn("as_of", sql.col("as_of").cast("timestamp"))
    assert_same(collected(scored(at, shipped_rulebook())), expected(rows))


def test_a_column_that_is_not_read_is_told(spark: SparkSession) -> None:
    rows = rows_of("partnership").rename({"partnership": "partnershp"})
    with pytest.raises(Faults, match='is it "partnershp"'):
        scored(in_spark(spark, rows), shipped_rulebook())
    rows = rows_of("partnership").with_columns(pl.lit("x").alias("head-bakcing"))
    with pytest.warns(UserWarning, match='"head-bakcing" is not read; did you mean "head-backing"'):
        said = scored(in_spark(spark, rows), shipped_rulebook())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert_same(collected(said), expected(rows))


@pytest.mark.parametrize("form", FORMS)
def test_the_script_of_the_page_runs(form: str, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "spark.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "score_partnerships.py").write_text(script, encoding="utf-8")
    rows = rows_of(form)
    rows.cast({ROW: pl.Int64}).write_parquet(tmp_path / "partnerships.parquet")
    done = subprocess.run(
        [
            Path(sys.executable).with_name("spark-submit"),
            *("--master", "local[2]", "--conf", "spark.sql.shuffle.partitions=4"),
            "score_partnerships.py",
            *("partnerships.parquet", "scores", "faults"),
        ],
        cwd=tmp_path,
        env=os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wanted = expected(rows, stage="starting")
    good = wanted.filter(pl.col("band").is_not_null()).drop("faults")
    assert_same(pl.read_parquet(tmp_path / "scores" / "*.parquet").sort("row"), good)
    assert "foundations-first" in done.stdout
    lines = [
        json.loads(line)
        for file in (tmp_path / "faults").glob("*.json")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    told = sorted((line["row"], line.get("field", ""), line["reason"]) for line in lines)
    listed = wanted["faults"].drop_nulls().to_list()
    assert told == sorted(tuple(fault.values()) for one in listed for fault in one)
