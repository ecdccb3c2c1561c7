"""Say in an author's words why a text is not YAML."""

import re

import yaml

from advisor.files.faults import Fault

# The keys are words of libyaml, which has no codes for its errors. Text that a release words
# otherwise gets the general hint below.
_HERE = {
    "mapping values are not allowed": (
        "unexpected colon; put text that has one in quotes, or correct the indentation"
    ),
    "did not find expected key": (
        "a key is expected here; look for a missing dash, the indentation, text behind quotes"
    ),
    "did not find expected '-'": (
        "a list item is expected here; look at the indentation and the hyphens"
    ),
    "did not find expected node content": "a value is expected here",
    "block sequence entries are not": "a list item cannot begin here; put it on a line of its own",
    "cannot start any token": "text that begins with this character needs quotes",
    "alphabetic or numeric character": "text that begins with * or & needs quotes",
    "found unexpected ':'": "unexpected colon; after a key it needs a space",
    "unknown escape character": "a backslash in double quotes must be doubled",
    "comment or line break": "text after | or > must begin on the next line",
    "expected <document start>": "more text after what seems the end; look at quotes and brackets",
}
"""A part of what the parser says, and what it means there."""

_WHERE_IT_BEGAN = {
    "expected ',' or ']'": "a [ is opened here that is not closed, or a comma is missing after it",
    "expected ',' or '}'": "a { is opened here that is not closed, or a comma is missing after it",
    "unexpected end of stream": "quotes are opened here that are not closed",
    "unexpected document indicator": "quotes are opened here that are not closed",
    "could not find expected ':'": "a key without its colon",
}
"""The same where the line to look at is that on which the thing began."""


def not_yaml(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """Return the fault behind an error of the parser, at the line where an author looks first."""
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    says = "look at the indentation, the colons and the quotes near here"
    for part, meaning in _HERE.items():
        if part in problem:
            says = meaning
    for part, meaning in _WHERE_IT_BEGAN.items():
        if part in problem:
            says, mark = meaning, error.context_mark or mark
    line = mark.line + 1 if mark else 0
    # The parser often gives up a line below what it stumbled over.
    for near in (line, line - 1):
        if seen := _seen_in(text, near):
            return Fault(file, near, f"is not YAML: {seen}")
    return Fault(file, line, f"is not YAML: {says}")


def _seen_in(text: str, line: int) -> str:
    """Return why a line that looks like YAML is not, or nothing."""
    lines = text.split("\n")
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if shown.lstrip(" ").startswith("\t"):
        return "tab in the indentation; use spaces"
    if shown.lstrip().startswith("```"):
        return "``` frames a file on a web page or in a chat; leave such lines out"
    if _NO_BREAK_SPACE.search(shown):
        return f"unexpected {NO_BREAK}; type an ordinary space"
    if _CURLY_QUOTED.search(shown):
        return "curly quotes are letters to YAML; type straight ones"
    return ""


NO_BREAK = "space that allows no line break (U+00A0)"
_NO_BREAK_SPACE = re.compile(r"^[ -]*\xa0|[:-] *\xa0")
_CURLY_QUOTED = re.compile(r"[:-] *[“”‘]")
