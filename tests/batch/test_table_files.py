"""Tables in every format: each row with its number, and each that cannot be read told with its."""

import csv
import io
import json
import tempfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from advisor.batch.tables.csv_reader import csv_chunks
from advisor.batch.tables.open_table import TABLE_ENDINGS, table_chunks
from advisor.batch.tables.table_chunks import ROW, TableChunk
from advisor.files.faults import Fault, Faults
from tests.batch.tabled import FORMATS, first_row, write_table


def rows_in(batches: list[TableChunk]) -> list[dict[str, object]]:
    return [row for batch in batches for row in batch.frame.iter_rows(named=True)]


def places(batches: list[TableChunk]) -> list[tuple[int, str]]:
    return [(fault.line, fault.field) for batch in batches for fault in batch.faults]


def read_bytes(tmp_path: Path, data: bytes, suffix: str = ".csv") -> list[TableChunk]:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(data)
    return list(table_chunks(path))


def fault_of(tmp_path: Path, data: bytes, suffix: str = ".csv") -> list[Fault]:
    with pytest.raises(Faults) as raised:
        read_bytes(tmp_path, data, suffix)
    return list(raised.value.faults)


GOOD, SHORT, LONG, NO_TEXT, BLANK, NO_CELL = "good", "short", "long", "no text", "blank", "no cell"
NEITHER = "short and no text"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def _record(cells: list[str], delimiter: str, end: str) -> bytes:
    said = io.StringIO()
    csv.writer(said, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerow(cells)
    return said.getvalue().encode()


@given(data=st.data())
def test_rows_that_do_not_fit_are_told_and_shift_no_others(data: st.DataObject) -> None:
    delimiter = data.draw(st.sampled_from(",;\t"))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    sorts = data.draw(
        st.lists(st.sampled_from([GOOD, GOOD, SHORT, LONG, NO_TEXT, BLANK, NO_CELL, NEITHER]))
    )
    written = bytearray(data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"])))
    written += _record(["partnership", "q-a", "q-b note"], delimiter, end)
    expected: list[dict[str, object]] = []
    for number, sort in enumerate(sorts, 2):
        name, level, note = f"Schools {number}", data.draw(TEXTS), data.draw(TEXTS)
        between, ended = delimiter.encode(), end.encode()
        match sort:
            case "good":
                written += _record([name, level, note], delimiter, end)
                cells = {"partnership": name, "q-a": level or None, "q-b note": note or None}
                expected.append({ROW: number, **cells})
            case "short":
                written += _record([name, level], delimiter, end)
            case "long":
                written += _record([name, level, note, "more"], delimiter, end)
            case "no text":
                written += between.join([name.encode(), b"caf\xe9", b"ok"]) + ended
            case "short and no text":
                written += b"caf\xe9" + ended
            case "blank":
                written += ended
            case "no cell":
                written += between * 2 + ended
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(written)
        batches = list(
            csv_chunks(path, data.draw(st.integers(1, 5)), data.draw(st.integers(200, 600)))
        )
    assert rows_in(batches) == expected
    spoilt = [(number, sort) for number, sort in enumerate(sorts, 2)]
    fields = {SHORT: "", LONG: "", NEITHER: "", NO_TEXT: "q-a"}
    assert places(batches) == [(number, fields[s]) for number, s in spoilt if s in fields]


def test_no_cell_is_taken_for_a_number_or_a_word_for_nothing(tmp_path: Path) -> None:
    cells = ["NA", "null", "1e5", "007", "true", "2026-01-01", "nan"]
    headings = [f"h{number}" for number in range(len(cells))]
    data = f"{','.join(headings)}\n{','.join(cells)}\n".encode()
    row = rows_in(read_bytes(tmp_path, data))[0]
    assert [row[heading] for heading in headings] == cells


def test_answers_are_categories_and_names_and_notes_are_texts(tmp_path: Path) -> None:
    table = [{"Partnership": f"P{n}", "q-a": "x", "Q_A note": f"{n}"} for n in range(20)]
    for suffix in (".csv", ".jsonl", ".parquet"):
        batch = next(table_chunks(write_table(tmp_path / f"t{suffix}", table)))
        of = batch.frame.schema
        assert [*map(str, of.values())] == ["Int64", "String", "Categorical", "String"]


def test_a_column_of_many_texts_is_plain_text_in_every_row(tmp_path: Path) -> None:
    table = [{"partnership": "P", "remark": "same" if n < 50 else f"{n}"} for n in range(5000)]
    for suffix in (".csv", ".jsonl", ".parquet"):
        path = write_table(tmp_path / f"t{suffix}", table)
        batches = list(table_chunks(path, 5000))
        assert [row["remark"] for row in rows_in(batches)] == [row["remark"] for row in table]
        assert batches[0].frame.schema["remark"] == pl.String


def test_rows_of_many_blocks_are_handed_on_as_many_as_asked_for(tmp_path: Path) -> None:
    table = [{"partnership": f"P{n}", "q": "x" * (n % 7)} for n in range(1000)]
    path = write_table(tmp_path / "t.csv", table)
    batches = list(csv_chunks(path, 300, 500))
    assert [batch.frame.height for batch in batches] == [300, 300, 300, 100]
    assert [row["partnership"] for row in rows_in(batches)] == [f"P{n}" for n in range(1000)]


@pytest.mark.parametrize("suffix", FORMATS)
@given(rows=st.integers(1, 7), count=st.integers(0, 20))
def test_frames_hold_the_rows_in_order_and_no_more_than_asked_for(
    suffix: str, rows: int, count: int
) -> None:
    table = [{"partnership": f"P{n}", "q": "x" if n % 2 else ""} for n in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = write_table(Path(folder) / f"t{suffix}", table, ["partnership", "q"])
        if suffix == ".jsonl" and not count:
            with pytest.raises(Faults):
                list(table_chunks(path, rows))
            return
        batches = list(table_chunks(path, rows))
    assert all(batch.frame.height <= rows for batch in batches)
    start = first_row(suffix)
    found = [(row[ROW], row["partnership"]) for row in rows_in(batches)]
    assert found == [(start + n, f"P{n}") for n in range(count)]
    assert batches[0].total in {None, count}
    kept = set(batches[0].frame.columns) - {ROW}
    assert kept <= {"partnership", "q"}
    assert suffix == ".jsonl" or len(kept) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n\r\n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("partnership,q\nA,1\n".encode("utf-16"), "UTF-16"),
        (b"caf\xe9,q\nA,1\n", "UTF-8"),
        (b'"partnership,q\nA,1\n', "quotation mark"),
        (b"partnership,#row\nA,1\n", "cannot be a heading"),
    ],
)
def test_a_csv_file_that_cannot_be_read_is_one_fault(
    data: bytes, says: str, tmp_path: Path
) -> None:
    (fault,) = fault_of(tmp_path, data)
    assert says in fault.says


@pytest.mark.parametrize("suffix", sorted(TABLE_ENDINGS))
def test_what_only_bears_the_ending_of_a_table_is_one_fault(suffix: str, tmp_path: Path) -> None:
    spoilt = [b""]
    if suffix in {".parquet", ".xlsx"}:
        whole = write_table(tmp_path / f"whole{suffix}", [{"partnership": "A"}] * 3)
        cut_short = whole.read_bytes()[:-40]
        spoilt += [cut_short, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
    for data in spoilt:
        assert len(fault_of(tmp_path, data, suffix)) == 1
    with pytest.raises(Faults, match="cannot be read"):
        list(table_chunks(tmp_path / f"absent{suffix}"))
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(Faults, match="cannot be read"):
        list(table_chunks(tmp_path / f"folder{suffix}"))


def test_another_ending_is_told_with_those_of_tables(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"\.parquet"):
        list(table_chunks(write_table(tmp_path / "t.csv", [{"a": "b"}]).rename(tmp_path / "t.txt")))


def test_a_quotation_mark_left_open_leaves_the_rows_above(tmp_path: Path) -> None:
    rows = b"".join(b"P%d,x\n" % n for n in range(50))
    path = tmp_path / "t.csv"
    path.write_bytes(b"partnership,q\n" + rows + b'"P,x\n' + rows * 100)
    for block in (1 << 20, 500):
        batches = list(csv_chunks(path, 1000, block))
        assert [row[ROW] for row in rows_in(batches)] == [*range(2, 52)]
        (fault,) = [fault for batch in batches for fault in batch.faults]
        assert "quotation mark left open" in fault.says
        assert fault.line == 52


def test_headings_need_not_stand_in_the_first_row_nor_all_be_filled(tmp_path: Path) -> None:
    for data in (
        b"\n\r\npartnership,,q\n\nA,x,1\n",
        b"\xef\xbb\xbf\n\npartnership;;q\r\n\r\nA;x;1",
    ):
        (row,) = rows_in(read_bytes(tmp_path, data))
        assert row == {ROW: 5, "partnership": "A", "column 2": "x", "q": "1"}
    (row,) = rows_in(read_bytes(tmp_path, b"sep=;\r\npartnership;q\nA;1"))
    assert row == {ROW: 2, "partnership": "A", "q": "1"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_in_a_wording_do_not_hide_what_parts_the_fields(
    delimiter: str, tmp_path: Path
) -> None:
    headings = ["Partnership", '"Who, where, when, why"' if delimiter == "," else "Who, where, why"]
    data = f"{delimiter.join(headings)}\n{delimiter.join('A1')}\n".encode()
    (row,) = rows_in(read_bytes(tmp_path, data))
    assert [*row.values()] == [2, "A", "1"]


def test_each_bad_line_of_json_is_told(tmp_path: Path) -> None:
    lines = {
        1: b'{"partnership": "A", "n": 8.0, "t": true, "f": 8.5}',
        2: b"{",
        4: b"[1]",
        5: b'{"q": [1], "r": {}}',
        6: b'{"q": 1, "q": 2}',
        7: b'{"q": NaN}',
        8: b'{"q": "caf\xe9"}',
        9: b"[" * 100_000,
        10: b'{"q": ' + b"9" * 9_999 + b"}",
        11: b'{"partnership": "B", "late": null, "s": "\\ud800"}',
    }
    data = b"\n".join(lines.get(number, b"") for number in range(1, 12))
    batches = read_bytes(tmp_path, data, ".jsonl")
    assert places(batches) == [
        (2, ""),
        (4, ""),
        (5, "q"),
        (5, "r"),
        (6, "q"),
        (8, ""),
        (9, ""),
    ]
    filled = [{k: v for k, v in row.items() if v is not None} for row in rows_in(batches)]
    assert filled == [
        {ROW: 1, "partnership": "A", "n": "8", "t": "true", "f": "8.5"},
        {ROW: 7, "q": "NaN"},
        {ROW: 10, "q": "9" * 9_999},
        {ROW: 11, "partnership": "B", "s": "?"},
    ]
    assert "late" in batches[0].frame.columns


def test_a_key_that_comes_late_is_a_column_from_the_start(tmp_path: Path) -> None:
    lines = [{"partnership": "A"}] * 5 + [{"partnership": "B", "q": "x"}]
    data = "\n".join(map(json.dumps, lines)).encode()
    path = tmp_path / "t.ndjson"
    path.write_bytes(data)
    assert all("q" in batch.frame.columns for batch in table_chunks(path, 2))


def test_parquet_keeps_numbers_and_truth_and_tells_of_lists(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    frame = pl.DataFrame({"partnership": ["A", "B"], "n": [1, None], "x": [8.0, 8.5]})
    frame = frame.with_columns(
        pl.Series("c", ["u", "v"], dtype=pl.Categorical()),
        pl.Series("e", ["u", "v"], dtype=pl.Enum(["u", "v"])),
        pl.Series("t", [True, False]),
        pl.Series("b", [b"u", b"v"]),
        pl.Series("d", ["2026-05-12", None]).str.to_date(),
        pl.Series("s", ["2026-05-12 00:00", "2026-05-12 13:30"]).str.to_datetime(),
    )
    frame.write_parquet(path)
    first, second = rows_in(list(table_chunks(path)))
    days = {"d": "2026-05-12", "s": "2026-05-12"}
    assert first == {
        ROW: 1, "partnership": "A", "n": 1, "x": 8, "c": "u", "e": "u", "t": True, "b": "u", **days
    }  # fmt: skip
    assert (second["n"], second["x"], second["s"]) == (None, 8.5, "2026-05-12 13:30:00")
    frame.with_columns(pl.Series("l", [[1], [2]])).write_parquet(path)
    with pytest.raises(Faults, match="one value in a cell"):
        list(table_chunks(path))


def test_parquet_texts_that_are_not_utf_8_are_told_row_by_row(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    spoilt = pa.array([b"ok", b"caf\xe9", b"ok"])
    text = pa.Array.from_buffers(pa.string(), 3, spoilt.buffers())
    path = tmp_path / "t.parquet"
    for names in (["partnership", "q"], ["a", "partners"]):
        pq.write_table(pa.table([pa.array(["A", "B", "C"]), text], names=names), path)
        batches = list(table_chunks(path))
        assert places(batches) == [(2, names[1])]
        assert [row[ROW] for row in rows_in(batches)] == [1, 3]


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if str(cell).startswith("="):
                        sheet.write_formula(number, column, str(cell), None, "#DIV/0!")
                    elif str(cell).startswith("2026"):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)
    return path


def test_a_cell_far_from_the_table_is_told_before_room_is_made_for_all_between(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.xlsx"
    for place, is_read in (((0, 16_383), True), ((1_048_575, 0), True), ((99_999, 1_000), False)):
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Answers")
            sheet.write_row(0, 0, ["partnership", "q"])
            sheet.write_row(1, 0, ["A", "yes"])
            sheet.write(*place, "here")
        if is_read:
            assert rows_in(list(table_chunks(path)))
            continue
        with pytest.raises(Faults) as raised:
            list(table_chunks(path))
        assert "reaches to row 100000 and column 1001" in str(raised.value)


def test_excel_cells_are_texts_and_rows_are_numbered_as_on_the_screen(tmp_path: Path) -> None:
    from datetime import datetime

    rows: list[list[object]] = [
        [],
        [],
        ["", "partnership", "n", "as of", "", ""],
        ["", "A", 8, datetime(2026, 5, 12), True],
        [],
        ["", "B", 8.5, "", "", ""],
        ["", "C", "=1/0", "May", "", ""],
    ]
    found = rows_in(list(table_chunks(_workbook(tmp_path / "t.xlsx", {"One": rows, "Two": []}))))
    filled = [[value for value in row.values() if value is not None] for row in found]
    assert filled == [
        [4, "A", "8", "2026-05-12", "true"],
        [6, "B", "8.5"],
        [7, "C", "#DIV/0!", "May"],
    ]


def test_the_sheets_of_answers_are_read_and_no_others(tmp_path: Path) -> None:
    own: list[list[object]] = [["partnership", "q"], ["A", "x"]]
    path = _workbook(tmp_path / "t.xlsx", {"Levels": [["x"]], "Answers": own, "answers 2": []})
    assert [row["partnership"] for row in rows_in(list(table_chunks(path)))] == ["A"]
    more: list[list[object]] = [["partnership", "r"], ["A", "y"], ["B", ""]]
    path = _workbook(tmp_path / "t.xlsx", {"Levels": [["x"]], "Answers 1": own, "Answers 2": more})
    found = [[*row.values()] for row in rows_in(list(table_chunks(path, 2)))]
    assert found == [
        [2, "Answers 1", "A", "x", None],
        [2, "Answers 2", "A", None, "y"],
        [3, "Answers 2", "B", None, None],
    ]
    assert len(rows_in(list(table_chunks(_workbook(path, {"Levels": own}))))) == 1
    with pytest.raises(Faults, match="is empty"):
        list(table_chunks(_workbook(path, {"Answers": []})))


PIECES = st.sampled_from(
    [b'"', b",", b";", b"\n", b"\r", b"\r\n", b"\xff", b"\0", b"{", b"}", b"a"]
)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
@given(data=st.data())
def test_whatever_stands_in_a_text_file_is_rows_or_faults(suffix: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(PIECES | st.binary(max_size=3), max_size=60))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{suffix}"
        path.write_bytes(b"".join([data.draw(st.sampled_from([b"", b"a,b\n", b"{}\n"])), *pieces]))
        try:
            batches = list(table_chunks(path, 3))
        except Faults as error:
            batches = []
            said = [*error.faults]
        else:
            said = [fault for batch in batches for fault in batch.faults]
    assert batches or said
    assert all("\n" not in str(fault) for fault in said)
    numbers = [batch.frame[ROW].to_list() for batch in batches]
    in_order = [number for some in numbers for number in some]
    assert in_order == sorted(set(in_order))
