"""What is JSON is read as JSON: the same value, each place at its line, the same bounds."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.files.faults import Faults
from advisor.files.strict_yaml import MAX_BYTES, MAX_DEPTH, parse_yaml
from advisor.scenario.load_scenario import load_scenario
from tests.plain import check_message
from tests.small import small_rulebook

# Any character, escaped or not: halves of pairs, controls, what YAML does not take.
TEXTS = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["\U0001f600", "\ud83d", "\ud83d\ude00"[:1], "\t", "\x7f", "\x85", "\u2028", "\ufffe", "\ufeff"]
)
NUMBERS = st.integers() | st.floats() | st.integers(10**40, 10**60)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def as_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(as_tuples, value))
    return {k: as_tuples(v) for k, v in value.items()} if isinstance(value, dict) else value


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same, of the same types, and in the same order."""
    return repr(one) == repr(other)


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
@example({"partnership": "\U0001f600 club"}, True, None)
@example(["\ufffe\x7f", {"": math.nan}, 10**4000], False, 2)
def test_what_json_takes_is_read_to_the_same_value(
    value: object, ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character can only be written as an escape
        data = json.dumps(value, indent=indent).encode()
    document = parse_yaml(data, "x.json")
    assert not document.faults
    assert same(document.value, as_tuples(json.loads(data)))
    if indent is not None and isinstance(value, list | dict):
        lines = data.decode().split("\n")
        for place, line in document.lines.items():
            if place and isinstance(place[-1], str):
                key = json.dumps(place[-1]), json.dumps(place[-1], ensure_ascii=False)
                assert lines[line - 1].lstrip().startswith(key)


@given(st.text('{}[]",:\\u0189ad \n-.e+tfnIN\ud83d', max_size=30))
@example('{"a": 1e5}')
@example("[1E400, -0, -Infinity]")
def test_what_json_takes_is_read_so_whoever_wrote_it(text: str) -> None:
    try:
        expected = as_tuples(json.loads(text))
        data = text.encode()
    except ValueError:
        return
    try:
        assert same(parse_yaml(data, "f").value, expected)
    except Faults as error:
        assert "duplicate key" in str(error)  # noqa: PT017


def faults_in(text: str, file: str = "x.json") -> list[str]:
    try:
        found = parse_yaml(text.encode(), file).faults
    except Faults as error:
        found = error.faults
    for fault in found:
        check_message(fault.says)
    return [f"{fault.line}: {fault.says}" for fault in found]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            '{"\\ud83d\\ude00": {"b": 1},\n "😀": {"b": 2},\n "c": [{"d": 1, "d": 2}]}',
            ['2: "😀" is a duplicate key (first on line 1)', '3: "d" is a duplicate key'],
        ),
        ("\n" + "[" * 41 + "]" * 41, ["2: is nested more than 40 deep"]),
        ("\n" + "[" * 100_000 + "]" * 100_000, ["2: is nested more than 40 deep"]),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, ["1: is nested more than 40 deep"]),
        ('{"a": 1,\n "b" 2}', ["2: is not JSON: look at the commas"]),
        ('{"a": "\\ud83d\\ude00",\n "b": [1}', ["2: is not JSON: look at the commas"]),
        ('"' + "a" * MAX_BYTES + '"', ["0: is larger than 1,000,000 bytes"]),
    ],
)
def test_the_faults_of_json_name_their_line(text: str, faults: list[str]) -> None:
    found = faults_in(text)
    assert len(found) == len(faults)
    assert all(map(str.startswith, found, faults))


def test_nesting_is_accepted_up_to_the_bound() -> None:
    assert not faults_in("[" * MAX_DEPTH + '"\\ud83d\\ude00"' + "]" * MAX_DEPTH)


def test_what_json_holds_is_a_fault_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    partner = {"name": "A\ud800\x1b\u0000", "answers": {"\ud83d": 1}, "count": 10**400}
    said = {"partnership": "\U0001f600 club", "kind": "hub", "stage": "star\u200btin"}
    path.write_text(json.dumps({**said, "partners": [partner]}, indent=1), encoding="utf-8")
    with pytest.raises(Faults) as raised:
        load_scenario(path, small_rulebook())
    found = [str(fault).removeprefix(f"{path}:") for fault in raised.value.faults]
    assert found[0].startswith('4: "stage": "star<U+200B>tin" is not known here; did you mean "sta')
    assert found[2].startswith('11: "count": the number 1000000000000')
    assert found[1].startswith('9: there is no question "<U+D83D>"')
