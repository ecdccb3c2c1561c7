"""YAML is read strictly: what a careless or hostile file can hold is refused in one line."""

import errno
import math
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.files.faults import Fault, Faults, Place, nearest
from advisor.files.strict_yaml import MAX_BYTES, MAX_DEPTH, parse_yaml, read_yaml
from tests.plain import check_message, is_said


def value_of(text: str) -> object:
    document = parse_yaml(text.encode(), "f")
    assert not document.faults
    return document.value


def faults_in(data: bytes) -> list[str]:
    """Return what is wrong with a file, as ``line: what``, or fail if nothing is."""
    try:
        found = parse_yaml(data, "f").faults
    except Faults as error:
        found = error.faults
    assert found
    for fault in found:
        assert fault.file == "f"
        check_message(fault.says)
    return [f"{fault.line}: {fault.says}" for fault in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ('"true"', "true"),
        ("null", None),
        ("~", None),
        ("''", ""),
        ("'~'", "~"),
        ("12", 12),
        ("-12", -12),
        ("+5", 5),
        ("012", 12),
        ("0o14", "0o14"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1,5", "1,5"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e", "1e"),
        (".", "."),
        ("1e400", math.inf),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("inf", "inf"),
        ("nan", "nan"),
        ("2026-05-12", "2026-05-12"),
        ('"12"', "12"),
        ("[a, [b]]", ("a", ("b",))),
        ("{a: }", {"a": None}),
        ("<<: a", {"<<": "a"}),
        ("1: a", {"1": "a"}),
        ("no: a", {"no": "a"}),
        ("+" + "9" * 31, 1e31),
        ("+" + "9" * 5000, math.inf),
        ("", None),
        ("# nothing but a comment", None),
    ],
)
def test_words_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_read_as_such() -> None:
    found = value_of(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe\x00", "1: is not text in UTF-8; save it as UTF-8"),
        ("a: b\nc: caf\xe9".encode("latin-1"), "2: is not text in UTF-8; save it as UTF-8"),
        ("a: b\n".encode("utf-16"), "1: is not text in UTF-8; save it as UTF-8"),
        (
            b"PK\x03\x04\x14\x00\xff",
            "0: is not a text file (a workbook, document or archive); advisor score reads .xlsx",
        ),
        (b"%PDF-1.7\n\xe2", "0: is not a text file (a workbook, document or archive)"),
        (b"a: b\n\x00", "2: holds a character that no text has (U+0000); is this the file?"),
        (b"a: b\nc: \x1b[31m", "2: holds a character that no text has (U+001B); is this the file?"),
        ("a: \ufffe".encode(), "1: holds a character that no text has (U+FFFE); is this the file?"),
        (b"\tb: c", "1: is not YAML: tab in the indentation; use spaces"),
        (b"a:\n  b: c\n\td: e", "3: is not YAML: tab in the indentation; use spaces"),
        (b"a: {b: c\nd: e\n", "1: is not YAML: a { is opened here that is not closed, or a comma"),
        (b"a: b\nc: [d, e\nf: g\n", "2: is not YAML: a [ is opened here that is not closed"),
        (b'a: b\nc: "d\ne: f\n', "2: is not YAML: quotes are opened here that are not closed"),
        (b"a: b\nc: d: e\n", "2: is not YAML: unexpected colon"),
        (b"{a: b, c:}", "1: is not YAML: unexpected colon; after a key it needs a"),
        (b"a: b\nc\nd: e\n", "2: is not YAML: a key without its colon"),
        (b'a: "b" c\n', "1: is not YAML: a key is expected here"),
        (b"a:\n  - b\n  c\n", "3: is not YAML: "),
        (b"a: %b", "1: is not YAML: text that begins with this character needs quotes"),
        (b"a: @b", "1: is not YAML: text that begins with this character needs quotes"),
        (b'a: "\\q"', "1: is not YAML: a backslash in double quotes"),
        (b"a: *", "1: is not YAML: text that begins with * or & needs quotes"),
        (b"a: | b", "1: is not YAML: text after | or > must begin on the next line"),
        (b"a: - b", "1: is not YAML: a list item cannot begin here"),
        (b"a: b\n--- c", "2: holds a second YAML document; one is expected"),
        (b"a: &x b", '1: uses the alias or anchor "x"; write the value out'),
        (b"a:\n  b: *x", '2: uses the alias or anchor "x"; write the value out'),
        (b"&k a: b", '1: uses the alias or anchor "k"; write the value out'),
        (
            b"a: !!python/name:os.system x",
            '1: uses the tag "tag:yaml.org,2002:python/name:os.system"; leave it out',
        ),
        (b"a: !!str 12", '1: uses the tag "tag:yaml.org,2002:str"; leave it out'),
        (b"? [a]\n: b", "1: has a key that is not a word"),
        (b"{{a: b}: c}", "1: has a key that is not a word"),
    ],
)
def test_what_is_not_strict_yaml_is_refused_in_one_line(data: bytes, expected: str) -> None:
    (found,) = faults_in(data)
    assert is_said(found, expected)


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    levels = "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 30))
    assert faults_in(f"b0: &b0 [lol, lol]\n{levels}".encode())[0].startswith("1: uses the alias")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "[{b: " * 50_000],
)
def test_deep_nesting_is_refused(text: str) -> None:
    (found,) = faults_in(text.encode())
    assert found in {
        f"1: is nested more than {MAX_DEPTH} deep",
        "1: has a key that is not a word",
    }


def test_nesting_is_accepted_up_to_the_bound() -> None:
    value_of("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    deeper = MAX_DEPTH + 1
    assert faults_in(b"[" * deeper + b"]" * deeper)


def test_the_bound_of_size_is_exact() -> None:
    value_of("#" * MAX_BYTES)
    (found,) = faults_in(b"#" * (MAX_BYTES + 1))
    assert found == "0: is larger than 1,000,000 bytes; is this the file?"


def test_every_key_that_stands_twice_is_told_with_the_line_of_the_first() -> None:
    assert faults_in(b"a: 1\nb: {c: 2, c: 3}\na: 4\na: 5\n") == [
        '2: "c" is a duplicate key (first on line 2)',
        '3: "a" is a duplicate key (first on line 1)',
        '4: "a" is a duplicate key (first on line 1)',
    ]
    assert parse_yaml(b"a: 1\na: 2", "f").value == {"a": 1}


def test_keys_that_stand_twice_are_told_beside_what_stops_the_reading() -> None:
    twice, broken = faults_in(b"a: 1\na: 2\nb: [c\n")
    assert twice == '2: "a" is a duplicate key (first on line 1)'
    assert is_said(broken, "3: is not YAML: a [ is opened here that is not closed, or a comma is")
    assert len(faults_in(b"a: 1\na: 2\nb: &x c")) == 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(line_end: str, mark: bytes) -> None:
    text = line_end.join(["a:", "  - b", "  - {c: d}", "e: >-", "  f", "  g", ""])
    document = parse_yaml(mark + text.encode(), "f")
    assert document.value == {"a": ("b", {"c": "d"}), "e": "f g"}
    assert document.line_of(("a", 1, "c")) == 3
    assert document.line_of(("e",)) == 4


def test_the_line_of_a_place_passes_over_steps_that_are_not_there() -> None:
    document = parse_yaml(b"a:\n  b:\n    - c: d\n", "f")
    assert [document.line_of(place) for place in [(), ("a",), ("a", "x", "b", 0, "c"), ("z",)]] == [
        1,
        1,
        3,
        1,
    ]
    assert document.fault(("a", "b"), "is odd") == Fault("f", 2, "is odd")


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda _: None, f"cannot be read: {os.strerror(errno.ENOENT)}"),
        (lambda path: path.symlink_to("nowhere"), f"cannot be read: {os.strerror(errno.ENOENT)}"),
        (lambda path: path.symlink_to(path), f"cannot be read: {os.strerror(errno.ELOOP)}"),
        (lambda path: path.mkdir(), "is a folder; a file is expected"),
        (
            lambda path: path.write_bytes(b"a" * 20_000_000),
            "is larger than 1,000,000 bytes; is this the file?",
        ),
        (
            lambda path: path.symlink_to("/dev/zero"),
            "is larger than 1,000,000 bytes; is this the file?",
        ),
        (
            lambda path: path.write_bytes(os.urandom(50) + b"\xff"),
            "is not text in UTF-8; save it as UTF-8",
        ),
    ],
)
def test_what_cannot_be_read_is_one_fault(
    tmp_path: Path, make: Callable[[Path], object], expected: str
) -> None:
    path = tmp_path / "x.yaml"
    make(path)
    with pytest.raises(Faults) as error:
        read_yaml(path)
    (fault,) = error.value.faults
    assert (fault.file, fault.says) == (str(path), expected)


@pytest.mark.parametrize("name", ["a\0b", "a" * 5000, "file/inside"])
def test_a_name_that_no_file_can_have_is_one_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Faults, match="cannot be read: ") as error:
        read_yaml(tmp_path / name)
    check_message(error.value.faults[0].says)


def test_a_file_that_one_may_not_read_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.touch(mode=0)
    user = os.geteuid()
    try:
        if user == 0:  # who may read every file
            os.seteuid(65534)
        with pytest.raises(Faults, match=f"cannot be read: {os.strerror(errno.EACCES)}"):
            read_yaml(path)
    finally:
        os.seteuid(user)


def test_a_pipe_that_nobody_writes_to_is_empty_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert read_yaml(path).value is None


def test_a_pipe_is_read_to_its_end() -> None:
    """As from ``advisor check <(some command)``."""
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as stream:
            stream.write(b"a: b")

    try:
        threading.Timer(0.1, write).start()
        assert read_yaml(Path(f"/dev/fd/{reader}")).value == {"a": "b"}
    finally:
        os.close(reader)


def test_a_fault_is_one_line_whatever_the_names() -> None:
    fault = Fault("a\n\x1b[2Jb", 3, "is \x07 odd\u2028here")
    assert str(fault) == "a <U+001B>[2Jb:3: is <U+0007> odd here"
    assert str(Fault("f", 0, "is odd")) == "f: is odd"


def test_faults_stand_in_order_and_once() -> None:
    late, early, other = Fault("b", 2, "x"), Fault("b", 1, "z"), Fault("a", 9, "y")
    assert Faults([late, early, other, late]).faults == (other, early, late)


def test_the_nearest_word_is_offered_or_the_few_there_are() -> None:
    many = {f"word-{letter * 9}" for letter in "abcdefghij"}
    assert nearest("clutser", ["cluster", "hub"]) == '; did you mean "cluster"?'
    assert nearest("HUB", ["cluster", "hub"]) == '; did you mean "hub"?'
    assert nearest("DATES-FIXED", ["dates-fixed", *many]) == '; did you mean "dates-fixed"?'
    assert nearest("backing", ["head-backing", *many]) == '; did you mean "head-backing"?'
    assert nearest("zzz", ["hub", "cluster"]) == '; it can be "cluster", "hub"'
    assert nearest("done", ["not-done", "planned"]) == '; it can be "not-done", "planned"'
    assert nearest("not-known", ["known", "open"]) == '; it can be "known", "open"'
    assert nearest("clear", ["unclear"]) == '; it can be "unclear"'
    assert nearest("said", ["said-yes", "said-no"]) == '; it can be "said-no", "said-yes"'
    assert nearest("not-don", ["not-done", "planned"]) == '; did you mean "not-done"?'
    assert nearest("zzz", many) == ""
    assert nearest("zzz", []) == ""


def check(data: bytes) -> None:
    """Fail unless bytes load, or are refused in plain words at a line of theirs."""
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2") + data.count(b"\xe2") + 2
    faults: tuple[Fault, ...] = ()
    try:
        document = parse_yaml(data, "f")
    except Faults as error:
        faults = error.faults
    else:
        assert all(1 <= line <= lines for line in document.lines.values())
        return
    assert faults
    for fault in faults:
        check_message(fault.says)
        assert 0 <= fault.line <= lines


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"%YAML 9.9\n--- a")
@example(b"%TAG ! x\n--- !a b")
@example(b"- |9\n a")
@example(b'"\\ud800"')
@example(b"!<\n")
def test_random_bytes_load_or_are_refused(data: bytes) -> None:
    check(data)


def places(value: object, here: Place = ()) -> set[Place]:
    """Return every place of a value."""
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict | tuple):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
    return {here}.union(*(places(held, (*here, step)) for step, held in inner))


@given(st.text('ab:-[]{},"#? \n1.', max_size=60))
@example("a: 1\nb: [c, {d: e}]\n")
def test_every_place_has_a_line_once_it_is_asked_for(text: str) -> None:
    """The value is read without lines, and the lines later: both must see the same document."""
    try:
        document = parse_yaml(text.encode(), "f")
    except Faults:
        return
    assert places(document.value) - {()} == {*document.lines} - {()}


@given(st.text("ab:-[]{},&*!|>'\"%@#?\\ \n\t~01.", max_size=60))
def test_random_punctuation_loads_or_is_refused(text: str) -> None:
    check(text.encode())
