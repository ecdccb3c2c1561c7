"""A person's text loses what a terminal could act on, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.files.clean_text import clean_text, one_line, quoted

KEPT = [
    "Ünïcødé and ñandú",
    "日本語の学校",
    "مدرسة",
    "family: 👩‍👩‍👧",
    "joined\u200dup, \u200cnot",
    "a\tb",
    "first\nsecond",
    "\u200e\u200f",
    "e\u0301",
    "\ufeff",
    "[bold]markup[/bold] {braces} %s",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_no_screen_acts_on_stays(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("\x9b31m", "31m"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("lone \ud800 half", "lone  half"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x0bb\x0cc", "abc"),
    ],
)
def test_what_a_screen_could_act_on_goes(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(st.characters()))
def test_clean_text_is_harmless_and_settled(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    clean.encode("utf-8")
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in clean)
    assert not any(0x7F <= ord(letter) <= 0x9F for letter in clean)
    assert len(clean.splitlines()) <= clean.count("\n") + 1


@given(st.text(st.characters()))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line


@given(st.text(st.characters()) | st.integers() | st.none())
def test_a_quotation_is_short(value: object) -> None:
    text = quoted(value)
    assert len(text) <= 62
    assert text[0] == text[-1] == '"'
    assert len(text.splitlines()) == 1


def test_a_quotation_is_cut_with_a_sign() -> None:
    assert quoted("a" * 60) == f'"{"a" * 60}"'
    assert quoted("a" * 61) == f'"{"a" * 59}…"'
    assert quoted("abcdef", most=3) == '"ab…"'
