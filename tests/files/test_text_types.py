"""Every text of a model is cleaned as it is read, so that nothing has to clean it again."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from advisor.files.clean_text import clean_text, one_line
from advisor.files.validation import MAX_TEXT, FileModel, Id, OneLine, Prose, Reference, Text
from advisor.reasoning.assessment_parts import AssessmentPart
from tests.report.hostile import AWKWARD, can_be_seen

ADVISOR = Path(__file__).parents[2] / "advisor"
KINDS: tuple[Any, ...] = (OneLine, Text, Prose, Id, Reference)
UNREAD = {"Example.given"}
"""Values that stand in a file as they are until a scenario is made of them."""


def models() -> Iterator[type[BaseModel]]:
    for package in ("rulebook", "scenario", "reasoning", "interview.state"):
        folder = ADVISOR.joinpath(*package.split("."))
        for module in walk_packages([str(folder)], f"advisor.{package}."):
            import_module(module.name)
    waiting: list[type[BaseModel]] = [FileModel, AssessmentPart]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model.__module__.startswith("advisor.") and ".batch." not in model.__module__:
            yield model


def cleans(annotation: Any) -> bool:
    """Return whether a type says how its text is kept."""
    if annotation in {str, Any}:
        return False
    if get_origin(annotation) is Literal:
        return True
    if get_origin(annotation) is Annotated:
        metadata = annotation.__metadata__
        if any(all(part in metadata for part in kind.__metadata__) for kind in KINDS):
            return True
    return all(map(cleans, get_args(annotation)))


def test_every_text_in_a_model_is_of_a_type_that_cleans_it() -> None:
    fields = {
        f"{model.__name__}.{name}": hint
        for model in models()
        for name, hint in get_type_hints(model, include_extras=True).items()
        if name in model.model_fields
    }
    assert len(fields) > 200
    assert {name for name, hint in fields.items() if not cleans(hint)} == UNREAD


def test_no_part_that_is_given_models_cleans_text() -> None:
    """The interview and the batch also show file names, and what somebody is typing.

    A plan that comes back is a file like any other, and is cleaned where it is read.
    """
    cleaning = re.compile(
        r"^from advisor\.files\.clean_text import .*\b(one_line|clean_text)\b", re.MULTILINE
    )
    files = [f for part in ("reasoning", "report") for f in (ADVISOR / part).rglob("*.py")]
    files.remove(ADVISOR / "report/plan/read_plan.py")
    assert len(files) > 50
    assert [f.name for f in files if cleaning.search(f.read_text(encoding="utf-8"))] == []


def kept(kind: Any, text: object) -> object:
    try:
        return TypeAdapter(kind).validate_python(text, strict=True)
    except ValidationError as error:
        return error.errors()[0]["type"]


@given(text=st.text() | st.sampled_from(AWKWARD))
def test_each_type_keeps_what_it_says(text: str) -> None:
    assert kept(Text, text) == clean_text(text)
    assert kept(Prose, text) == (clean_text(text) if can_be_seen(text) else "blank")
    assert kept(OneLine, text) == (one_line(text) if can_be_seen(text) else "blank")


@pytest.mark.parametrize("kind", [OneLine, Text, Prose])
def test_what_is_no_text_or_too_much_is_refused(kind: Any) -> None:
    assert kept(kind, 3) == kept(kind, None) == "string_type"
    assert kept(kind, "x" * (MAX_TEXT + 1)) == "string_too_long"
    assert kept(kind, "x" * MAX_TEXT + "\x00") == "x" * MAX_TEXT
