"""Whether a typed line or note will do."""

from pydantic import TypeAdapter, ValidationError

from advisor.files.validation import OneLine, Text, messages

_LINE: TypeAdapter[str] = TypeAdapter(OneLine)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


def line_fault(text: str) -> str:
    """Return why a partnership file could not hold the text as a line, or nothing."""
    return _fault(_LINE, text)


def note_fault(text: str) -> str:
    """Return why a partnership file could not hold the text as a note, or nothing."""
    return _fault(_TEXT, text)


def _fault(kind: TypeAdapter[str], text: str) -> str:
    try:
        kind.validate_python(text)
    except ValidationError as error:
        return messages(error)[0]
    return ""
