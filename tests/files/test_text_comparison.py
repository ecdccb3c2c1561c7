"""Texts that look the same are the same to the program."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.files.clean_text import legible, one_line, quoted
from advisor.files.text_comparison import INVISIBLE, comparable, comparable_words, visible

NAME = "Zoë’s “Club” – St-Hugh, ﬁrst"
ALIKE = {
    "as a Mac writes it": unicodedata.normalize("NFD", NAME),
    "capitals": NAME.upper(),
    "spaces": f" \t{NAME}".replace(" ", "\xa0 \n"),
    "straight quotes": 'Zoë\'s "Club" - St-Hugh, ﬁrst',
    "byte order mark": f"\ufeff{NAME}",
    "soft hyphens": NAME.replace("u", "u\xad"),
    "marks of direction": f"\u200e{NAME}\u200f",
    "an invisible letter between a letter and its accent": NAME.replace("ë", "e\u200b\u0308"),
    "zero-width spaces and joiners": "\u200b".join(NAME) + "\u200c\u200d\u2060",
}


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_what_looks_the_same_is_the_same(text: str) -> None:
    assert comparable(text) == comparable(NAME)


def test_what_looks_different_is_different() -> None:
    texts = [
        "Oak School",
        "OakSchool",
        "Oak-School",
        "Oak_School",
        "Öak School",
        "6-12",
        "612",
        "-5",
    ]
    assert len({comparable(text) for text in texts}) == len(texts)


def test_in_ids_a_hyphen_is_an_underscore_is_a_space() -> None:
    assert (
        len({comparable_words(t) for t in ("not-told", "Not_Told", "not  told", "not–told")}) == 1
    )
    assert len({comparable_words(t) for t in ("-1", "1", "_1", "nottold", "not-told")}) == 5


@given(st.text(st.characters()))
def test_comparing_is_settled_and_blind_to_what_is_not_seen(text: str) -> None:
    key = comparable(text)
    assert comparable(key) == key
    assert comparable(one_line(text)) == comparable(visible(text)) == key
    assert comparable(unicodedata.normalize("NFD", text)) == key
    assert not INVISIBLE.search(key)


@given(st.text(st.characters()))
def test_a_message_shows_each_character_or_its_code(text: str) -> None:
    for shown in (legible(text), quoted(text)):
        assert len(shown.splitlines()) == 1 or not shown
        left = shown.replace("\u200c", "").replace("\u200d", "")
        assert not INVISIBLE.search("".join(c for c in left if not "\ufe00" <= c <= "\ufe0f"))


def test_what_cannot_be_seen_is_shown_as_its_code() -> None:
    assert quoted("\ufeffpart\u200bner\xad") == '"<U+FEFF>part<U+200B>ner<U+00AD>"'
    assert quoted("\u202egnp.exe") == '"<U+202E>gnp.exe"'
    assert quoted("family: 👩‍👩‍👧") == '"family: 👩‍👩‍👧"'
    assert quoted("می‌خواهم") == '"می‌خواهم"'
    assert quoted("a\u200b" * 20, most=20) == '"a<U+200B>a<U+200B>a…"'
