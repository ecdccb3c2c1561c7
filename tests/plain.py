"""Whether a message is in words that a school business manager understands."""

import re

import yaml

_RELEASES = frozenset({"6.0.2", "6.0.3", "6.0.4"})
"""The releases of PyYAML whose own words the program is known to understand."""
_GENERAL = "is not YAML: look at the indentation, the colons and the quotes near here"

_JARGON = re.compile(
    r"Input should|should (be|have|match)|validation|NoneType|(?-i:\bNone\b)|\bdict\b|dictionary"
    r"|\btuple\b|\bliteral\b|Literal|\bmodel\b|\bstr\b|\bint\b|\bbool\b|string|boolean|\bfloat\b"
    r"|pydantic|Traceback|Error|Exception|object at 0x|\[key\]|mapping|scalar|token|sequence"
    r"|stream|\bparse|\bnan\b|\binf\b",
    re.IGNORECASE,
)


def check_message(message: str) -> None:
    """Fail unless a message is one short line without programmers' words.

    What stands in quotes is the author's own and may be anything.
    """
    assert len(message.splitlines()) == 1, message
    own_words = re.sub(r'"[^"]*"', '""', message)
    assert own_words.isprintable(), message
    assert not _JARGON.search(own_words), message
    assert len(own_words) < 300, message


def is_said(found: str, expected: str) -> bool:
    """Return whether a message begins as expected.

    Of a text that is not YAML a release of PyYAML that words its errors otherwise may let the
    program say less, but never something else.
    """
    place, of_yaml, _ = expected.partition("is not YAML: ")
    if of_yaml and yaml.__version__ not in _RELEASES and found.endswith(_GENERAL):
        return found.startswith(place.rstrip("0123456789: "))
    return found.startswith(expected)
