"""Random slips of the hand in a text file, for tests that feed what people really break."""

import re

from hypothesis import strategies as st

ODD = (
    "", "~", "true", "no", "0", "-1", "1e400", ".nan", "9" * 40, "[]", "{}", "[", "}", '"', "'",
    "{every: x}", "{answer: }", "[[a]]", "{a: {b: c}}", "*a", "&a", "!a", "|", ">", "%", "@",
    "#", ":", "-", "?", "\t", "\x00", "\x1b", "\u2028", "\ufeff", "ünknown", "unknown",
    "not-applicable", "all", "any", "not", "finding", "any_partner", "at_least", "differ_by",
    "among", "kind", "stage", "partners", "answers", "answer", "levels", "question", "every", "id",
    "x" * 70,
)  # fmt: skip
_TOKEN = re.compile(r"[\w.-]+|[^\w\s]")


def _line(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """Delete, double, swap, blank or re-indent a line, or put another in its place."""
    at = draw(st.integers(0, len(lines) - 1))
    other = draw(st.integers(0, len(lines) - 1))
    text = lines[at]
    pad = " " * draw(st.integers(0, 8))
    written: list[list[str]] = [
        [],
        [text, text],
        [lines[other]],
        [text, lines[other]],
        [""],
        [" " + text],
        [text[1:]],
        [pad + text.lstrip()],
        ["\t" + text.lstrip()],
        [text.rstrip() + "\r"],
    ]
    return lines[:at] + draw(st.sampled_from(written)) + lines[at + 1 :]


def _token(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """Delete or double a word or sign, or put an odd one or another in its place."""
    at = draw(st.integers(0, len(lines) - 1))
    tokens = list(_TOKEN.finditer(lines[at]))
    if not tokens:
        return lines
    token = draw(st.sampled_from(tokens))
    others = _TOKEN.findall(lines[draw(st.integers(0, len(lines) - 1))]) or [""]
    odd = st.sampled_from(ODD) | st.sampled_from(others)
    word = token[0]
    by = draw(odd | st.sampled_from(["", word * 2, word[:-1], word.upper(), f"{word}: {word}"]))
    text = lines[at]
    return [*lines[:at], text[: token.start()] + by + text[token.end() :], *lines[at + 1 :]]


@st.composite
def mutated(draw: st.DrawFn, text: str, most: int = 3) -> bytes:
    """Draw a text with one slip or a few."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, most))):
        lines = draw(st.sampled_from([_line, _token]))(draw, lines) or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")
