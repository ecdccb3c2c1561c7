"""The base of every model read from a file, and the kinds of text in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, LiteralString, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from advisor.files.clean_text import clean_text, one_line, quoted
from advisor.files.faults import Place, nearest, nearest_word
from advisor.files.yaml_faults import NO_BREAK

MAX_TEXT = 20_000


# Each of a rulebook's 8,000 texts passes here: what begins with a letter is seen at once.
def _seen(text: str) -> str:
    if not text[:1].isalnum() and not any(
        letter.isprintable() and not letter.isspace() for letter in text
    ):
        raise PydanticCustomError("blank", "is empty; text is expected")
    return text


def _text(value: object) -> object:
    return clean_text(value) if isinstance(value, str) else value


def _prose(value: object) -> object:
    return _seen(clean_text(value)) if isinstance(value, str) else value


def _line(value: object) -> object:
    return _seen(one_line(value)) if isinstance(value, str) else value


# The length comes before the cleaning, so that pydantic itself measures what is kept: a rulebook
# has thousands of texts, and each costs one call of Python.
_LENGTH = Field(max_length=MAX_TEXT)
_SEEN_LENGTH = Field(max_length=MAX_TEXT, json_schema_extra={"pattern": r"\S"})

Text = Annotated[str, _LENGTH, BeforeValidator(_text)]
"""A person's text, cleaned; its lines stay."""

Prose = Annotated[str, _SEEN_LENGTH, BeforeValidator(_prose)]
"""The same, in which something can be seen."""

OneLine = Annotated[str, _SEEN_LENGTH, BeforeValidator(_line)]
"""A person's text, cleaned, each run of white space a single space; something can be seen."""

Reference = Annotated[str, "the rulebook is asked for it when a file is loaded"]
"""The name of something in the rulebook, as a file spells it; what is unknown is refused."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
"""A short name in lower case, its words joined by hyphens."""


class FileModel(BaseModel):
    """A frozen model of a part of a file, in which an unknown key is a fault with its nearest."""

    # strict: "3" is text and 1 is not true, as in the file. hide_input: pydantic would quote the
    # value, and what people type may be private. defer_build: a model is compiled when it is first
    # used. Importing the models of scenarios and assessments takes 150 ms of CPU time instead of
    # 172.
    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
        defer_build=True,
        allow_inf_nan=False,
    )

    retired_keys: ClassVar[Mapping[str, str]] = {}
    """Keys that files had once, each with what to do about it now."""

    @model_validator(mode="wrap")
    @classmethod
    def _name_unknown_keys(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            found = error.errors(include_url=False)
            unknown = [e["loc"][0] for e in found if _is_of_key(e, "extra_forbidden")]
            if not unknown:
                raise
            known = [field.alias or name for name, field in cls.model_fields.items()]
            misspelt = {nearest_word(key, known) for key in unknown}
            if len(known) == 1:
                misspelt.update(known)
            # A misspelt key would otherwise be reported twice: as unknown, and as missing.
            kept = [e for e in found if not (_is_of_key(e, "missing") and e["loc"][0] in misspelt)]
            raise ValidationError.from_exception_data(
                error.title,
                [_with_nearest(e, known, cls.retired_keys) for e in kept],
                hide_input=True,
            ) from None


def located(place: Place, says: str) -> ValidationError:
    """Return the error for a validator to raise where the fault is deeper in its model."""
    return all_located([(place, says)])


def all_located(faults: Iterable[tuple[Place, str]]) -> ValidationError:
    """Return the error for a validator to raise where its model has several faults."""
    found: list[InitErrorDetails] = [
        {"type": _custom("fault", says), "loc": place, "input": None} for place, says in faults
    ]
    return ValidationError.from_exception_data("fault", found, hide_input=True)


def messages(error: ValidationError) -> list[str]:
    """Return the messages of an error, without places and values."""
    return [found["msg"] for found in error.errors(include_url=False, include_input=False)]


def _custom(kind: LiteralString, says: str) -> PydanticCustomError:
    # The text goes in as a value, since it may itself hold braces.
    return PydanticCustomError(kind, "{says}", {"says": says})


def _is_of_key(error: ErrorDetails, kind: str) -> bool:
    return error["type"] == kind and len(error["loc"]) == 1


def _with_nearest(
    error: ErrorDetails, known: list[str], retired: Mapping[str, str]
) -> InitErrorDetails:
    kind: str | PydanticCustomError = error["type"]
    if _is_of_key(error, "extra_forbidden"):
        key = error["loc"][0]
        # In braces a comma ends a text, and what follows it seems to be a key that holds nothing.
        is_text = error["input"] is None and not re.fullmatch(r"[\w-]+", str(key))
        hint = "; text that holds a comma needs quotes here" if is_text else nearest(key, known)
        if "\xa0" in str(key):
            hint = f"; it has a {NO_BREAK}; type ordinary spaces"
        kind = _custom("fault", retired.get(str(key)) or f"unknown key {quoted(key)}{hint}")
    elif kind == "fault":
        kind = _custom("fault", error["msg"])
    elif kind == "blank":
        kind = _custom("blank", error["msg"])
    kept: InitErrorDetails = {"type": kind, "loc": error["loc"], "input": error["input"]}
    if isinstance(kind, str) and "ctx" in error:
        kept["ctx"] = error["ctx"]
    return kept
