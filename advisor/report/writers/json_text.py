"""Write an assessment as JSON, for other programs."""

import json
from typing import Any

from advisor.reasoning.assessment import Assessment

# Not every null: the keys of the whole assessment, such as as_of, are there in any file.
_ABSENT_WITHOUT_VALUE = frozenset(
    {
        *("question", "answer", "partner", "said_by", "note", "fact", "value"),
        *("who_could_tell", "disagreement", "owner", "by", "status", "committed_by"),
        *("suggested_by", "papers_by", "too_late_for", "what", "for_whom", "how_often", "from"),
    }
)


def assessment_json(assessment: Assessment) -> str:
    """Return the assessment as JSON, without the keys of an entry that have no value."""
    return json.dumps(assessment_data(assessment), ensure_ascii=False, indent=2) + "\n"


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return what ``assessment_json`` writes, as values that JSON can hold."""
    data: dict[str, Any] = _without_empty(assessment.model_dump(mode="json", by_alias=True))
    return data


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    if isinstance(value, dict):
        return {
            key: _without_empty(part)
            for key, part in value.items()
            if part is not None or key not in _ABSENT_WITHOUT_VALUE
        }
    return value
