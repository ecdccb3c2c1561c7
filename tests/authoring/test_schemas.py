"""The schemas take every file that the loader takes, refuse what is misspelt, and are stored."""

import copy
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from advisor.authoring.schemas.json_schemas import SCHEMAS as MADE
from advisor.authoring.schemas.json_schemas import schema_of, schema_text
from advisor.cli.schema import SCHEMAS
from advisor.files.strict_yaml import read_yaml
from advisor.reasoning.reasoner import Reasoner
from advisor.report.writers.json_text import assessment_json
from advisor.rulebook.loading import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.small import SMALL_RULES, copied_to, small_rulebook, spoil

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "scenarios": "scenario",
    **{f"{sort}s": sort for sort in ("question", "step", "lesson", "framework")},
}
LISTS = {"concerns": "concern", "contradictions": "contradiction"}
OTHERS = {"rulebook", "wording", "sources", "not-covered", "not-monotone"}
"""Files that nobody writes often."""


def sort_of(file: Path) -> str | None:
    """Return the sort of a shipped file; None if it has no schema."""
    if file.parent.name.endswith("rules"):
        return None if file.stem in OTHERS else LISTS.get(file.stem, file.stem)
    return FOLDERS.get(file.parent.name, "rule")


def files_in(*folders: Path) -> list[Path]:
    found = [file for folder in folders for file in sorted(folder.rglob("*.yaml"))]
    return [file for file in found if sort_of(file)]


SHIPPED = files_in(ROOT / "rules", ROOT / "scenarios")
NAMED = [file for file in SHIPPED if sort_of(file) != "changes"]
"""Files whose names are all known; an id that is gone is known nowhere else."""


def plain(value: Any) -> Any:
    """Return what a file says with lists as JSON has them."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return {k: plain(part) for k, part in value.items()} if isinstance(value, dict) else value


@cache
def said_in(file: Path) -> Any:
    return plain(read_yaml(file).value)


@cache
def validator(sort: str | None, *, small: bool = False) -> Draft7Validator:
    rulebook = small_rulebook() if small else shipped_rulebook()
    schema = schema_of(sort or "", rulebook)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def of_shipped(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_the_sorts_that_help_repeats_are_the_true_ones() -> None:
    assert SCHEMAS == MADE


@pytest.mark.parametrize("sort", SCHEMAS)
def test_the_stored_schemas_are_what_is_printed(sort: str) -> None:
    """After a change of the rulebook: ``advisor schema --into rules/schema``."""
    stored = (ROOT / "rules" / "schema" / f"{sort}.json").read_text(encoding="utf-8")
    assert stored == schema_text(sort, shipped_rulebook())


def test_every_shipped_file_is_taken() -> None:
    refused = {
        of_shipped(file): [error.message for error in errors]
        for file in SHIPPED
        if (errors := list(validator(sort_of(file)).iter_errors(said_in(file))))
    }
    assert refused == {}


def test_every_shipped_file_names_its_schema_in_its_first_line_for_editors() -> None:
    wrong = [of_shipped(file) for file in SHIPPED if not names_its_schema(file)]
    assert wrong == []


def names_its_schema(file: Path) -> bool:
    schema = ROOT / "rules" / "schema" / f"{sort_of(file)}.json"
    way = Path(os.path.relpath(schema, file.parent)).as_posix()
    first, _, rest = file.read_text(encoding="utf-8").partition("\n")
    return (
        first == f"# yaml-language-server: $schema={way}"
        and "yaml-language-server" not in rest
        and schema.is_file()
    )


def test_the_files_of_another_rulebook_are_taken_by_its_schemas() -> None:
    for file in files_in(SMALL_RULES):
        sort = "rule" if file.parent.name in {"calendar", "funding"} else sort_of(file)
        found = validator(sort, small=True).iter_errors(said_in(file))
        assert [error.message for error in found] == [], file


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_every_assessment_is_taken(name: str) -> None:
    assessment = Reasoner(shipped_rulebook()).assess(shipped_scenario(name), private_notes=True)
    errors = validator("assessment").iter_errors(json.loads(assessment_json(assessment)))
    assert [error.message for error in errors] == []


def groups(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every group of keys in a value."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from groups(part)


@given(st.data())
def test_a_misspelt_key_is_refused(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(NAMED))
    said = copy.deepcopy(said_in(file))
    group = data.draw(st.sampled_from([group for group in groups(said) if group]))
    key = data.draw(st.sampled_from(sorted(group)))
    group[f"{key}{data.draw(st.sampled_from(['x', '-', key[-1]]))}"] = group.pop(key)
    assert not validator(sort_of(file)).is_valid(said), (file, key)


SPELT = re.compile(r"[a-z]+(-[a-z]+)+")
FREE = {"id", "name", "partnership", "dates", "owner", "label", "says", "who", "title", "until"}
FREE |= {"reason", "note", "said_by", "who_could_tell", "as_of", "by", "on", "may_not_apply"}


def words(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the place of every word that names something of the rulebook or the language."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in items:
        if key in FREE:
            continue
        if isinstance(part, dict | list):
            yield from words(part)
        elif isinstance(part, str) and SPELT.fullmatch(part):
            yield value, key


@given(st.data())
def test_a_misspelt_name_is_refused(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(NAMED))
    said = copy.deepcopy(said_in(file))
    named = list(words(said))
    if named:
        group, key = data.draw(st.sampled_from(named))
        group[key] += "x"
        assert not validator(sort_of(file)).is_valid(said), (file, key)


@pytest.mark.parametrize(
    "name", ["becomes: dates-fixed", "{head-backing: refused}", "teams-not-told]", "becomes: none"]
)
def test_a_misspelt_name_of_what_stands_in_a_place_is_refused(name: str, tmp_path: Path) -> None:
    rules = copied_to(tmp_path)
    spoil(rules, "changes.yaml", name, f"{name[:-1]}x{name[-1]}")
    assert not validator("changes", small=True).is_valid(said_in(rules / "changes.yaml"))


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("scenario", {"dates-fixed": "not-applicable"}),
        ("scenario", {"dates-fixed": {"every": "one-by-one"}}),
        ("scenario", {"head-backing": "refused"}),
        ("scenario", {"months-funded": 61}),
        ("scenario", {"months-funded": True}),
        ("scenario", {"specialist-cover": "not-applicable"}),
        ("scenario", {"specialist-cover": {"answer": "not-applicable", "reason": "no reason"}}),
    ],
)
def test_an_answer_that_its_question_cannot_take_is_refused(sort: str, value: object) -> None:
    assert not validator(sort, small=True).is_valid(partnership(value))


@pytest.mark.parametrize(
    "value",
    [
        {"dates-fixed": "one-by-one", "months-funded": 12, "head-backing": {"every": "unknown"}},
        {"months-funded": "under-a-year"},
        {"dates-fixed": {"answer": "unknown", "who_could_tell": "the clerk"}},
        {"specialist-cover": {"answer": "not-applicable", "reason": "staff work only"}},
    ],
)
def test_an_answer_that_its_question_takes_is_taken(value: object) -> None:
    assert validator("scenario", small=True).is_valid(partnership(value))


def partnership(answers: object) -> dict[str, object]:
    return {
        "partnership": "Two schools",
        "kind": "cluster",
        "partners": [{"name": "Ash"}, {"name": "Birch"}],
        "answers": answers,
    }


def test_a_rulebook_holds_its_schemas_and_does_not_read_them(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    before: Rulebook = load_rulebook(folder)
    (folder / "schema").mkdir()
    (folder / "schema" / "rule.json").write_text("{}")
    (folder / "schema" / "strange.yaml").write_text("- a\n")
    assert load_rulebook(folder).content_hash == before.content_hash
