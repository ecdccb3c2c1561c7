"""JSON Schemas of the files, for editors that complete and check what authors type.

They are made from the models, with the ids of one rulebook wherever a file refers to them.
"""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from inspect import cleandoc
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from advisor.authoring.schemas.schema_parts import (
    AnswerSchemas,
    Schema,
    keyed,
    level_sets,
    levels,
    list_of,
    one_of,
    or_nothing,
    ref,
)
from advisor.files.faults import Fault
from advisor.reasoning.assessment import Assessment
from advisor.rulebook.changes import ASK_AGAIN, Former
from advisor.rulebook.condition import Condition
from advisor.rulebook.framework import Framework
from advisor.rulebook.papers import Papers
from advisor.rulebook.preconditions import Preconditions
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Concern, Contradiction, Rulebook, SilentAnswer
from advisor.rulebook.source import Lesson
from advisor.rulebook.vocabulary import KINDS
from advisor.scenario.scenario import Scenario

_MODELS: Mapping[str, Any] = {
    "scenario": Scenario,
    "rule": Rule,
    "question": tuple[Question, ...],
    "step": tuple[Step, ...],
    "lesson": tuple[Lesson, ...],
    "concern": tuple[Concern, ...],
    "framework": Framework,
    "preconditions": Preconditions,
    "papers": Papers,
    "contradiction": tuple[Contradiction, ...],
    "silent": tuple[SilentAnswer, ...],
    "changes": tuple[Former, ...],
    "assessment": Assessment,
}
"""The contents of each type of file."""

SCHEMAS = tuple(_MODELS)
_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that editors fully support."""


def schema_text(sort: str, rulebook: Rulebook) -> str:
    return json.dumps(schema_of(sort, rulebook), ensure_ascii=False, indent=1) + "\n"


def stale_schemas(folder: Path, rulebook: Rulebook) -> Iterator[Fault]:
    """Yield each stored schema that is out of date; none has to be there."""
    stored = folder / "schema"
    for sort in SCHEMAS:
        file = stored / f"{sort}.json"
        try:
            data = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield Fault(str(file), 0, f"cannot be read: {error.strerror}")
            continue
        # Git writes line ends of its own on some machines.
        if data.replace(b"\r\n", b"\n") != schema_text(sort, rulebook).encode():
            rules, into = (shlex.quote(str(path)) for path in (folder, stored))
            command = f"advisor schema --rules {rules} --into {into}"
            yield Fault(str(file), 0, f"is out of date; write it again: {command}")


def schema_of(sort: str, rulebook: Rulebook) -> Schema:
    """Return the JSON Schema of a type of file, with the ids of the rulebook."""
    model = _MODELS[sort]
    made = TypeAdapter(model).json_schema(by_alias=True)
    definitions: dict[str, Schema] = made.pop("$defs", {})
    # Nobody types an assessment, so an editor has no ids to complete in it.
    if sort != "assessment":
        definitions |= _shared_definitions(sort)
        _put_names_in({**definitions, getattr(model, "__name__", ""): made}, rulebook)
    for schema in (made, *definitions.values()):
        _describe(schema)
    # All shared definitions are in `definitions`, and a schema of steps needs one of them.
    used = _used(made, definitions)
    kept = {name: schema for name, schema in sorted(definitions.items()) if name in used}
    return {"$schema": _DRAFT, "title": f"advisor: {sort}", **made, "$defs": kept}


def _shared_definitions(sort: str) -> dict[str, Schema]:
    """Return the condition language, and the ``given`` of a rule's examples."""
    condition = TypeAdapter(Condition).json_schema(by_alias=True)
    found: dict[str, Schema] = {**condition["$defs"], "Condition": {"oneOf": condition["oneOf"]}}
    if sort == "rule":
        scenario = TypeAdapter(Scenario).json_schema(by_alias=True)
        found |= scenario["$defs"]
        # An example names its partners only if it matters.
        found["Partner"].pop("required")
        found["Facts"] = {"properties": {name: scenario["properties"][name] for name in _FACTS}}
    return found


_FACTS = ("kind", "also", "stage")


def _put_names_in(named: dict[str, Schema], rulebook: Rulebook) -> None:
    """Insert the rulebook's own ids wherever a file refers to them."""
    # In a file it has the id of a question as its key, and not the fields of its model.
    named["AnswerIs"].clear()
    named["AnswerIs"].update(AnswerSchemas(rulebook).answer_is())
    facts = named.get("Facts", {"properties": {}})["properties"]
    for (model, name), schema in _names(rulebook, facts).items():
        if model in named:
            # Without this, a field that is renamed would lose its ids in the schema, and nobody
            # would see.
            if name not in named[model]["properties"]:
                raise ValueError(f"{model} has no field {name}")
            # A copy, since each field gets a description of its own.
            named[model]["properties"][name] = deepcopy(schema)
    for model in {"Lesson", "Passage"} & named.keys():
        named[model]["allOf"] = [
            {
                "if": {"properties": {"source": {"const": source.id}}},
                "then": {"properties": {"locator": one_of(source.locators)}},
            }
            for source in rulebook.sources.values()
        ]


def _names(rulebook: Rulebook, facts: Mapping[str, Schema]) -> Mapping[tuple[str, str], Schema]:
    """Return the schema of each field that refers to a part of the rulebook, by model."""
    answers = AnswerSchemas(rulebook)
    condition = ref("Condition")
    topic, lesson = one_of(rulebook.topic_order), one_of(rulebook.lessons)
    step, rule, question = map(one_of, (rulebook.steps, rulebook.rules, rulebook.questions))
    strengths = [one.id for one in rulebook.rules.values() if one.kind == "strength"]
    wording = rulebook.wording
    partners = {"partners": list_of(ref("Partner"))} if facts else {}
    return {
        ("All", "all"): list_of(condition, least=1),
        ("AnyOf", "any"): list_of(condition, least=1),
        ("FindingStands", "finding"): rule,
        ("AnyPartner", "any_partner"): level_sets(answers.of_partners),
        ("EveryPartner", "every_partner"): level_sets(answers.of_partners),
        ("AtLeast", "answer"): level_sets(answers.of_partners),
        ("DifferBy", "question"): one_of(one.id for one in answers.of_partners),
        ("Concern", "topic"): topic,
        ("Rule", "topic"): topic,
        ("Rule", "concern"): or_nothing(one_of(rulebook.concerns)),
        ("Rule", "when"): condition,
        ("Rule", "unless"): or_nothing(one_of(strengths)),
        ("Rule", "steps"): list_of(step),
        ("Rule", "lessons"): list_of(lesson, least=1),
        ("Example", "given"): answers.given({**facts, **partners}),
        ("Example", "asks"): list_of(question),
        ("Question", "topic"): topic,
        ("Question", "ask_when"): or_nothing(condition),
        ("Question", "lessons"): list_of(lesson),
        ("Contradiction", "when"): condition,
        ("SilentAnswer", "question"): one_of(
            one.id for one in answers.all if one.better != "neither"
        ),
        ("Step", "when"): one_of(word.id for word in wording.horizons),
        ("Step", "effort"): one_of(word.id for word in wording.efforts),
        ("Step", "needs"): list_of(step),
        ("Step", "instead_of"): list_of(step),
        ("Step", "brings"): levels(answers.all),
        ("Step", "lessons"): list_of(lesson),
        ("Framework", "source"): one_of(rulebook.sources),
        ("Framework", "present"): or_nothing(one_of(one.id for one in answers.facts)),
        ("Element", "in_place"): or_nothing(condition),
        ("Element", "partly"): or_nothing(condition),
        ("Element", "steps"): list_of(step),
        ("Element", "lessons"): list_of(lesson, least=1),
        ("Lesson", "source"): one_of(rulebook.sources),
        ("Passage", "source"): one_of(rulebook.sources),
        ("Precondition", "lessons"): list_of(lesson, least=1),
        ("Break", "given"): levels(answers.all),
        ("Preconditions", "facts"): levels(answers.facts),
        ("Preconditions", "facts_of"): keyed(dict.fromkeys(KINDS, levels(answers.facts))),
        ("Combination", "rule"): rule,
        ("Need", "questions"): list_of(question, least=1),
        ("GovernorsPaper", "about"): list_of(question),
        ("GovernorsPaper", "notes_of"): list_of(question),
        ("GovernorsPaper", "not_repeated"): list_of(one_of(rulebook.concerns)),
        ("Partner", "answers"): answers.of_partner(),
        ("Scenario", "answers"): answers.given({}),
        ("FormerLevel", "becomes"): or_nothing(
            {"anyOf": [one_of([ASK_AGAIN]), levels(answers.all)]}
        ),
        ("FormerNumber", "becomes"): one_of(
            [*(one.id for one in answers.all if one.number), ASK_AGAIN]
        ),
        ("FormerQuestion", "becomes"): or_nothing(question),
        ("FormerRule", "becomes"): _in_its_place(rulebook.rules),
        ("FormerStep", "becomes"): _in_its_place(rulebook.steps),
        ("FormerConcern", "becomes"): _in_its_place(rulebook.concerns),
        ("Scenario", "steps"): keyed(dict.fromkeys(rulebook.steps, ref("StepAgreement"))),
        ("Scenario", "disagreements"): keyed(
            {r.id: {"type": "string", "description": r.title} for r in rulebook.rules.values()}
        ),
    }


def _in_its_place(names: Iterable[str]) -> Schema:
    """Return the schema of what replaces a part that no longer exists."""
    return {"anyOf": [one_of([*names, "none"]), list_of(one_of(names))]}


def _describe(schema: Schema) -> None:
    """Turn a model's docstring into descriptions of it and of its fields; remove bare titles."""
    fields = schema.get("properties", {})
    if "title" in schema:
        del schema["title"]
        text, _, attributes = cleandoc(schema.pop("description", "")).partition("Attributes:")
        if text.strip():
            schema["description"] = " ".join(text.split())
        for name, meaning in _ATTRIBUTE.findall(attributes):
            # The docstring names the field; where that would be a word of Python, a "_" ends it.
            if (key := name.rstrip("_")) in fields:
                fields[key].setdefault("description", " ".join(meaning.split()))
    for field in fields.values():
        field.pop("title", None)


_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def _used(made: Schema, definitions: Mapping[str, Schema]) -> set[str]:
    """Return the definitions that a schema refers to, also indirectly."""
    found: set[str] = set()
    waiting = [json.dumps(made)]
    while waiting:
        for name in _REFERENCE.findall(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(json.dumps(definitions[name]))
    return found


_REFERENCE = re.compile(r'"#/\$defs/(\w+)"')
