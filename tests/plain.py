"""Whether a message is in words that a school business manager understands."""

import re

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
