"""One answer or fact that something in an assessment rests on."""

from pydantic import BaseModel, ConfigDict


class AssessmentPart(BaseModel):
    """The base of everything that an assessment is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Reason(AssessmentPart):
    """One answer or fact behind a finding: ``question`` and ``answer``, or ``fact`` and ``value``.

    Attributes:
        said_by: Who answered, where the file says so.
    """

    question: str | None = None
    answer: str | int | float | None = None
    partner: str | None = None
    said_by: str | None = None
    note: str | None = None
    fact: str | None = None
    value: str | int | bool | tuple[str, ...] | None = None
