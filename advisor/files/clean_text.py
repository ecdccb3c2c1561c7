"""The one place where a person's text loses what a terminal or a page could act on."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean_text(text: str) -> str:
    r"""Return the text itself, less what could act on the reader's screen.

    Every kind of line end becomes ``\n``. Removed are the control characters (ESC, NUL, BEL and
    the other C0 and C1 codes, except tab and line feed), the bidirectional embeddings, overrides
    and isolates (U+202A to U+202E, U+2066 to U+2069), and lone surrogates, which no file can hold.
    Everything else stays, joiners and right-to-left letters included.
    """
    return _REMOVED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space."""
    return " ".join(clean_text(text).split())


def whole_number(text: str) -> int | None:
    """Return the number that a text of plain digits is, or None."""
    return int(text) if text.isascii() and text.isdigit() else None


def quoted(value: object, most: int = 60) -> str:
    """Return a value in quotes for a message: cleaned, on one line, cut to ``most`` characters."""
    text = one_line(str(value))
    return f'"{text if len(text) <= most else text[: most - 1] + "…"}"'
