"""Scores are written whole, alike from wherever they come, and run by no spreadsheet."""

import csv
import errno
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.batch.data_formats import SCORE_FORMATS as SCORE_ROWS
from advisor.batch.output.data_format import TableLook
from advisor.batch.output.excel_writer import MAX_ROWS, xlsx_writer
from advisor.batch.output.score_frames import LISTS, SCHEMA, frame_of, scores_of
from advisor.batch.output.score_lines import COLUMNS, ScoreRows
from advisor.batch.output.sinks import Sink, score_sink
from advisor.batch.score_row import ScoreRow
from advisor.batch.tables.open_table import INSTALL_TABLES
from advisor.files.faults import Faults
from advisor.files.file_format import format_named
from advisor.files.spreadsheet_text import FORMULA_START, MAX_CELL_UNITS, cell_text
from advisor.rulebook.vocabulary import BANDS
from tests.batch.scores import as_enums, in_every_shape, scores, shipped_scores
from tests.formats import SCORE_FORMATS
from tests.shipped import shipped_rulebook

BINARY = tuple(row.name for row in SCORE_ROWS if row.is_binary)
batches = st.lists(scores, max_size=6)
few = settings(max_examples=25, deadline=None)


def nowhere(data: bytes) -> None:
    raise AssertionError(f"{data!r} went to standard output")


def a_sink(
    form: str,
    output: Path | None,
    *,
    sort_by_band: bool = False,
    write_out: Callable[[bytes], None] | None = None,
) -> Sink[ScoreRows]:
    return score_sink(
        format_named(form, SCORE_ROWS),
        output,
        TableLook(shipped_rulebook(), colour=False, width=100),
        by_band=sort_by_band,
        write_out=write_out or nowhere,
    )


def write_all(out: Sink[ScoreRows], parts: Iterable[ScoreRows]) -> None:
    with out:
        for part in parts:
            out.write(part)


@contextmanager
def a_folder() -> Iterator[Path]:
    """Give a folder in which one file is to be written and nothing else may be left."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        assert {path.stem for path in Path(name).iterdir()} <= {"out"}


def written(form: str, parts: Sequence[ScoreRows], *, sort_by_band: bool = False) -> bytes:
    if form not in BINARY:
        said: list[bytes] = []
        out = a_sink(form, None, sort_by_band=sort_by_band, write_out=said.append)
        write_all(out, parts)
        assert out.written == sum(map(len, parts))
        return b"".join(said)
    with a_folder() as folder:
        path = folder / f"out.{form}"
        out = a_sink(form, path, sort_by_band=sort_by_band)
        write_all(out, parts)
        assert out.written == sum(map(len, parts))
        return path.read_bytes()


def marked(text: str) -> str:
    return f"'{text}" if re.match(FORMULA_START, text) else text


def as_cells(score: ScoreRow) -> list[str]:
    values = (value for _, value in score)
    said = (" | ".join(v) if isinstance(v, tuple) else v for v in values)
    return ["" if v is None else marked(v) if isinstance(v, str) else str(v) for v in said]


@few
@given(batches, batches)
def test_csv_is_the_same_from_scores_and_frames_and_reads_back(
    first: list[ScoreRow], second: list[ScoreRow]
) -> None:
    shapes = zip(in_every_shape(first), in_every_shape(second), strict=True)
    one, *others = [written("csv", parts) for parts in shapes]
    assert all(other == one for other in others)
    rows = list(csv.reader(io.StringIO(one.decode(), newline="")))
    said = [as_cells(score) for score in [*first, *second]]
    assert rows == [list(COLUMNS), *said]
    read = pl.read_csv(one, infer_schema=False).fill_null("")
    assert [list(row) for row in read.rows()] == said
    for row in rows:
        assert not any(re.match(FORMULA_START, cell) for cell in row)


@few
@given(batches, batches)
def test_json_lines_are_the_same_from_scores_and_frames_and_read_back(
    first: list[ScoreRow], second: list[ScoreRow]
) -> None:
    shapes = zip(in_every_shape(first), in_every_shape(second), strict=True)
    one, *others = [written("jsonl", parts) for parts in shapes]
    assert all(other == one for other in others)
    lines = one.decode().split("\n")[:-1]
    assert [score_in(line) for line in lines] == [*first, *second]
    assert all(tuple(json.loads(line)) == COLUMNS for line in lines)


@few
@given(batches, batches, batches)
def test_parquet_reads_back_as_plain_text_and_lists(
    first: list[ScoreRow], second: list[ScoreRow], third: list[ScoreRow]
) -> None:
    shapes: list[list[ScoreRows]] = [
        [first, second, third],
        [first, frame_of(second), as_enums(frame_of(third))],
        [as_enums(frame_of(first + second)), third],
        [as_enums(frame_of([*third, *first, *second, *third]))[len(third) : -len(third) or None]],
    ]
    for parts in shapes:
        read = pl.read_parquet(written("parquet", parts))
        assert read.schema == SCHEMA
        assert scores_of(read) == first + second + (third if len(parts) > 1 else [])


def unescaped(text: str) -> str:
    """Return a text without the escapes of Excel, not all of which its readers know."""
    return re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)


def cell_read(value: object) -> object:
    """Return a cell as Excel reads it."""
    text = "\n".join(value) if isinstance(value, tuple) else value
    if not isinstance(text, str):
        return text
    return text or None


@few
@given(batches)
def test_an_excel_file_reads_back_and_runs_nothing(batch: list[ScoreRow]) -> None:
    for shape in in_every_shape(batch):
        data = written("xlsx", [shape])
        sheets = zipfile.ZipFile(io.BytesIO(data))
        names = set(sheets.namelist())
        assert not any("link" in name.lower() for name in names)
        xml = sheets.read("xl/worksheets/sheet1.xml").decode()
        ElementTree.fromstring(xml)  # noqa: S314
        assert not re.search(r"<(f|hyperlinks?|r)[ >/]", xml)
        sheet = fastexcel.read_excel(data).load_sheet(0, dtypes="string").to_polars()
        assert tuple(sheet.columns) == COLUMNS
        assert len(sheet) == len(batch)
        for row, score in zip(sheet.rows(), batch, strict=True):
            for (name, value), read in zip(score, row, strict=True):
                said = cell_read(value)
                # XML cannot hold these two, so that Excel would refuse the whole workbook.
                text = re.sub("[\ufffe\uffff]", "", "" if said is None else str(said))
                assert unescaped(read or "").strip() == unescaped(text).strip(), name


def test_an_excel_file_shows_all_lines_of_a_cell_and_prints_its_headings() -> None:
    batch = [
        score.model_copy(update={"put_in_place": ("one", "two"), "high": 3})
        for score in numbered(2)
    ]
    for shape in in_every_shape(batch):
        book = zipfile.ZipFile(io.BytesIO(written("xlsx", [shape])))
        styles = book.read("xl/styles.xml").decode()
        formats = re.findall(r"<xf .*?(?:/>|</xf>)", styles[styles.index("<cellXfs") :])
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        for name, wraps in (("put_in_place", True), ("high", False)):
            cell = f"{chr(ord('A') + COLUMNS.index(name))}2"
            style = re.search(rf'<c r="{cell}" s="([0-9]+)"', sheet)
            assert style
            assert 'vertical="top"' in formats[int(style[1])]
            assert ('wrapText="1"' in formats[int(style[1])]) is wraps
        assert 'orientation="landscape"' in sheet
        assert "<autoFilter " in sheet
        assert 'state="frozen"' in sheet
        assert "Print_Titles" in book.read("xl/workbook.xml").decode()
        assert all(30 < float(height) <= 409 for height in row_heights(sheet))


def row_heights(sheet: str) -> list[str]:
    """Return the heights, in points, of the rows below the headings: the usual row has 15."""
    heights = re.findall(r'<row r="(?!1")\d+"[^>]* ht="([^"]+)"', sheet)
    assert len(heights) == sheet.count("<row ") - 1
    return heights


@pytest.mark.parametrize("form", SCORE_FORMATS)
def test_nothing_written_is_a_whole_file(form: str) -> None:
    data = written(form, [])
    if form == "parquet":
        assert pl.read_parquet(data).schema == SCHEMA
    elif form == "xlsx":
        assert fastexcel.read_excel(data).load_sheet(0).to_polars().columns == list(COLUMNS)
    else:
        assert data.count(b"\n") == (form == "csv")


def score_in(line: str) -> ScoreRow:
    said = json.loads(line).items()
    return ScoreRow.model_validate({k: tuple(v) if isinstance(v, list) else v for k, v in said})


def partnerships(form: str, path: Path) -> list[str]:
    """Return the names in a file that must be whole."""
    if form == "csv":
        text = path.read_text()
        assert text.endswith("\n")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert all(len(row) == len(COLUMNS) for row in rows)
        return [row[COLUMNS.index("partnership")] for row in rows[1:]]
    if form == "jsonl":
        lines = path.read_text().split("\n")
        assert lines[-1] == ""
        return [json.loads(line)["partnership"] for line in lines[:-1]]
    if form == "parquet":
        return pl.read_parquet(path)["partnership"].to_list()
    sheet = fastexcel.read_excel(path).load_sheet(0).to_polars()
    return [str(name) for name in sheet["partnership"]]


def numbered(number: int) -> list[ScoreRow]:
    shipped = shipped_scores()
    return [
        shipped[place % len(shipped)].model_copy(update={"partnership": f"P{place}"})
        for place in range(number)
    ]


def write_on_and_on(out: Sink[ScoreRows], part: ScoreRows, timer: threading.Timer) -> None:
    with out:
        timer.start()
        while True:
            out.write(part)


@pytest.mark.parametrize("by_frame", [False, True])
@pytest.mark.parametrize("form", ["csv", "jsonl", *BINARY])
@settings(max_examples=3, deadline=None)
@given(st.floats(0, 0.08))
def test_an_interrupt_at_any_moment_leaves_a_whole_file_of_what_was_written(
    form: str, by_frame: bool, after: float
) -> None:
    batch = numbered(60)
    part = frame_of(batch) if by_frame else batch
    with a_folder() as folder:
        path = folder / f"out.{form}"
        path.write_bytes(b"old")
        ours = threading.main_thread().ident
        assert ours
        timer = threading.Timer(after, lambda: signal.pthread_kill(ours, signal.SIGINT))
        out = a_sink(form, path)
        with pytest.raises(KeyboardInterrupt):
            write_on_and_on(out, part, timer)
        timer.join()
        if not out.written:
            assert path.read_bytes() == b"old"
            return
        names = [score.partnership for score in batch] * (out.written // 60)
        assert partnerships(form, path) == names


def write_and_be_interrupted(out: Sink[ScoreRows]) -> None:
    with out:
        out.write(numbered(10))
        out.write(frame_of(numbered(10)))
        raise KeyboardInterrupt


@pytest.mark.parametrize("sort_by_band", [False, True])
def test_an_interrupt_leaves_no_part_of_a_table(sort_by_band: bool) -> None:
    said: list[bytes] = []
    with a_folder() as folder:
        path = folder / "out.txt"
        path.write_bytes(b"old")
        for output in (path, None):
            out = a_sink("table", output, sort_by_band=sort_by_band, write_out=said.append)
            with pytest.raises(KeyboardInterrupt):
                write_and_be_interrupted(out)
            assert out.written == 0
        assert path.read_bytes() == b"old"
    assert not said


def interrupted(_data: bytes) -> None:
    raise KeyboardInterrupt


def test_a_table_that_is_interrupted_at_its_end_counts_as_not_written() -> None:
    out = a_sink("table", None, write_out=interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(out, [numbered(10)])
    assert out.written == 0


def write_and_fail(out: Sink[ScoreRows]) -> None:
    with out:
        out.write(numbered(10))
        out.write(frame_of(numbered(10)))
        raise ZeroDivisionError


@pytest.mark.parametrize("sort_by_band", [False, True])
@pytest.mark.parametrize("form", SCORE_FORMATS)
def test_an_exception_leaves_the_old_file(form: str, sort_by_band: bool) -> None:
    with a_folder() as folder:
        path = folder / f"out.{form}"
        path.write_bytes(b"old")
        with pytest.raises(ZeroDivisionError):
            write_and_fail(a_sink(form, path, sort_by_band=sort_by_band))
        assert path.read_bytes() == b"old"


@given(batches, batches)
@few
def test_by_band_the_stopped_come_first_and_each_band_as_it_came(
    first: list[ScoreRow], second: list[ScoreRow]
) -> None:
    both = first + second
    known = [score for score in both if score.known]
    said = [score for band in BANDS for score in known if score.band == band]
    said += [score for score in both if not score.known]
    shapes: list[list[ScoreRows]] = [
        [first, second],
        [frame_of(first), second],
        [as_enums(frame_of(both))],
    ]
    for parts in shapes:
        lines = written("jsonl", parts, sort_by_band=True).decode().split("\n")[:-1]
        assert [score_in(line) for line in lines] == said


def test_the_table_is_the_same_from_scores_and_frames() -> None:
    one, *others = [written("table", [shape]) for shape in in_every_shape(numbered(30))]
    assert one.count(b"P7 ") == 1
    assert all(other == one for other in others)


def test_rows_that_could_not_be_scored_and_other_columns_are_left_out() -> None:
    frame = frame_of(numbered(3)).with_columns(
        band=pl.when(pl.int_range(3) != 1).then("band"), faults=pl.lit("no")
    )
    for form in ("csv", "jsonl", "parquet", "xlsx"):
        with a_folder() as folder, a_sink(form, folder / "out") as out:
            out.write(frame.drop("file"))
        assert out.written == 2
    lines = [json.loads(line) for line in written_of(frame.drop("file")).splitlines()]
    assert [line["partnership"] for line in lines] == ["P0", "P2"]
    assert all(line["file"] is None and tuple(line) == COLUMNS for line in lines)


def written_of(frame: pl.DataFrame) -> str:
    said: list[bytes] = []
    with a_sink("jsonl", None, write_out=said.append) as out:
        out.write(frame)
    return b"".join(said).decode()


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_standard_output_gets_whole_lines(form: str) -> None:
    said: list[bytes] = []
    with a_sink(form, Path("-"), write_out=said.append) as out:
        out.write(numbered(5))
        out.write(frame_of(numbered(5)))
    assert all(part.endswith(b"\n") for part in said)
    assert b"".join(said) == written(form, [numbered(5), numbered(5)])


@pytest.mark.parametrize("form", BINARY)
def test_what_is_no_text_needs_a_file(form: str) -> None:
    for output in (None, Path("-")):
        with pytest.raises(Faults, match="--output FILE"):
            a_sink(form, output)


@pytest.mark.parametrize(("form", "package"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_without_the_packages_for_tables_it_says_how_to_get_them(
    form: str, package: str, tmp_path: Path
) -> None:
    program = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from advisor.__main__ import run\n"
        f"sys.exit(run(['score', 'scenarios', '--output', {str(tmp_path / form)!r} + '.{form}']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert package in done.stderr
    assert INSTALL_TABLES in done.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl", *BINARY])
def test_a_full_disk_is_one_line_and_leaves_the_old_file(form: str) -> None:
    """A file may hold no more than a little, which fails as a full disk does."""
    with a_folder() as folder:
        path = folder / "out"
        path.write_bytes(b"old")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, before[1]))
        try:
            with pytest.raises(Faults, match=f"out: cannot be written: {os.strerror(errno.EFBIG)}"):
                write_all(a_sink(form, path), [frame_of(numbered(100))] * 30)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert path.read_bytes() == b"old"


@pytest.mark.parametrize("form", SCORE_FORMATS)
def test_a_device_that_takes_nothing_is_one_line(form: str) -> None:
    with pytest.raises(Faults, match=f"/dev/full: cannot be written: {os.strerror(errno.ENOSPC)}"):
        write_all(a_sink(form, Path("/dev/full")), [numbered(10)])


@pytest.mark.parametrize("form", SCORE_FORMATS)
def test_a_pipe_is_written_to(form: str) -> None:
    """As in ``advisor score … --output /dev/stdout | …``."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as ours, a_sink(form, Path(f"/dev/fd/{writer}")) as out:
        out.write(numbered(3))
        out.__exit__(None, None, None)
        os.close(writer)
        data = ours.read()
    with a_folder() as folder:
        path = folder / "out"
        path.write_bytes(data)
        if form == "table":
            assert b"P1 " in data
        else:
            assert partnerships(form, path) == ["P0", "P1", "P2"]


def test_a_folder_that_is_not_there_is_one_line_before_anything_is_scored(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=f"cannot be written: {os.strerror(errno.ENOENT)}"):
        a_sink("csv", tmp_path / "missing" / "out.csv").__enter__()


def test_an_excel_sheet_holds_no_more_than_it_can() -> None:
    too_many = frame_of(numbered(1)).select(pl.all().gather(pl.repeat(0, MAX_ROWS + 1)))
    with a_folder() as folder:
        path = folder / "out.xlsx"
        path.write_bytes(b"old")
        out = sink_of_one_batch(path)
        with pytest.raises(Faults, match=r"out.xlsx: an Excel sheet has room for 1,048,575"):
            write_all(out, [too_many])
        assert path.read_bytes() == b"old"


def sink_of_one_batch(path: Path) -> Sink[ScoreRows]:
    """Return a sink that meets all rows at once, so that the test need not write a million."""
    return Sink(xlsx_writer, path, nowhere, rows_at_once=MAX_ROWS + 1)


@pytest.mark.parametrize("letter", ["x", "🏫"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    for length in (
        MAX_CELL_UNITS // 2 - 1,
        MAX_CELL_UNITS // 2,
        MAX_CELL_UNITS,
        MAX_CELL_UNITS + 1,
        80_000,
    ):
        text = cell_text(letter * length)
        units = len(text.encode("utf-16-le")) // 2
        assert units <= MAX_CELL_UNITS
        if len((letter * length).encode("utf-16-le")) // 2 > MAX_CELL_UNITS:
            assert text == letter * (len(text) - 1) + "…"
            assert units >= MAX_CELL_UNITS - 1
        else:
            assert text == letter * length


def test_a_file_whose_name_is_no_text_is_named_as_nearly_as_can_be() -> None:
    (score,) = numbered(1)
    odd = score.model_copy(update={"file": os.fsdecode(b"caf\xe9.yaml")})
    plain = score.model_copy(update={"file": "caf?.yaml"})
    for form in ("csv", "jsonl"):
        assert written(form, [[odd]]) == written(form, [[plain]])
    assert frame_of([odd]).equals(frame_of([plain]))


def test_a_frame_gives_back_its_scores() -> None:
    batch = numbered(40)
    for shape in in_every_shape(batch)[1:]:
        assert isinstance(shape, pl.DataFrame)
        assert scores_of(shape) == batch
    assert set(LISTS) == {"put_in_place", "find_out_whether", "concerns", "first_steps"}
