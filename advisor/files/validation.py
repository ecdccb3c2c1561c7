"""The base of every model read from a file, and its faults in an author's words."""

from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from advisor.files.clean_text import clean_text, quoted
from advisor.files.faults import Fault, nearest
from advisor.files.strict_yaml import Document, Place

MOST_TEXT = 20_000

Text = Annotated[str, AfterValidator(clean_text), Field(max_length=MOST_TEXT)]
"""A person's text, cleaned, of at most 20,000 characters."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "is empty; text is expected")
    return text


Line = Annotated[Text, AfterValidator(_not_blank)]
"""A person's text that may not be empty."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A short name in lower case, its words joined by hyphens."""


class FileModel(BaseModel):
    """A frozen model of a part of a file, in which an unknown key is a fault with its nearest."""

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

    @model_validator(mode="wrap")
    @classmethod
    def _name_unknown_keys(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            found = error.errors(include_url=False)
            if not any(_is_unknown_key(e) for e in found):
                raise
            known = [field.alias or name for name, field in cls.model_fields.items()]
            raise ValidationError.from_exception_data(
                error.title, [_with_nearest(e, known) for e in found], hide_input=True
            ) from None


def _is_unknown_key(error: ErrorDetails) -> bool:
    return error["type"] == "extra_forbidden" and len(error["loc"]) == 1


def _with_nearest(error: ErrorDetails, known: list[str]) -> InitErrorDetails:
    says = _says(error)
    if _is_unknown_key(error):
        key = error["loc"][0]
        says = f"unknown key {quoted(key)}{nearest(key, known)}"
    # The text goes in as a value, since it may itself hold braces.
    custom = PydanticCustomError("fault", "{says}", {"says": says})
    return {"type": custom, "loc": error["loc"], "input": error["input"]}


def faults_of(error: ValidationError, document: Document, within: Place = ()) -> list[Fault]:
    """Return the faults behind a validation error, each at its line of the document.

    Args:
        error: What pydantic found.
        document: The document that was validated, or of which a part was.
        within: The place of that part.
    """
    return [
        document.fault((*within, *found["loc"]), _where(found) + _says(found))
        for found in error.errors(include_url=False)
    ]


def _where(error: ErrorDetails) -> str:
    names = [step for step in error["loc"] if isinstance(step, str)]
    if error["type"] in {"fault", "missing"} or not names:
        return ""
    return f"{quoted(names[-1])}: "


def _says(error: ErrorDetails) -> str:
    """Return in an author's words what pydantic found."""
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "missing":
        return f"the key {quoted(error['loc'][-1])} is missing"
    if kind == "literal_error":
        known = [
            word.strip(" '") for word in str(context["expected"]).replace(" or ", ",").split(",")
        ]
        return f"{_read_as(value)} is not known here{nearest(value, known)}"
    expected = _EXPECTED.get(kind)
    if expected:
        return f"{_read_as(value)} stands where {expected} is expected"
    return error["msg"]


_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "string_pattern_mismatch": "a name in lower case with hyphens",
    "date_type": "a date such as 2026-05-12",
}


def _read_as(value: object) -> str:
    """Return what stands in the file, and as what YAML reads it where that surprises."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        word = str(value).lower()
        return f'{word} (a truth value to YAML; write "{word}" for the word)'
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, tuple):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return quoted(value)
