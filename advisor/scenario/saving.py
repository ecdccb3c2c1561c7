"""Write a partnership as YAML, keeping the comments and the order of the file it came from."""

import io
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.representer import RoundTripRepresenter

from advisor.files.clean_text import clean_text, one_line
from advisor.scenario.facts import EDITION
from advisor.scenario.respelling import respelt_ids
from advisor.scenario.scenario import Partner, Scenario
from advisor.scenario.yaml_comments import take_out

Successors = Mapping[str, Collection[str]]
"""The ids that an id that is gone may bear now."""


def saved(
    scenario: Scenario,
    original: str | None = None,
    successors: Successors | None = None,
) -> str:
    """Return the scenario as the text of a file.

    Args:
        scenario: What to write.
        original: The text it was read from. Unchanged parts keep their comments, order and style.
        successors: The current ids that may replace each old id.
    """
    said = plain_contents(scenario)
    # ruamel.yaml loads an empty text as None, in which nothing can be put.
    if original is None or not original.strip():
        return _dumped(said, _writer(""))
    writer = _writer(original)
    node = writer.load(original)
    # First, so that an answer that has moved stays where its question was, with its comments.
    _follow(node, said, successors or {})
    _bring_up_to_date(node, said)
    return _dumped(node, writer)


def scenario_json(scenario: Scenario) -> str:
    """Return the scenario as one line of JSON, which can be read as a partnership file."""
    # default=str is for days, which JSON has no form for.
    return json.dumps(plain_contents(scenario), ensure_ascii=False, default=str)


def plain_contents(scenario: Scenario) -> dict[str, Any]:
    """Return the contents of the file, in the order of the model, without default values."""
    said = scenario.model_dump(exclude_defaults=True)
    said["partners"] = map(_plain_part, said["partners"])
    return {"edition": EDITION} | _plain_part(said)


def _plain_part(part: dict[str, Any]) -> dict[str, Any]:
    """Return a partnership or a partner as a file has it: no empty group, each answer in short."""
    answers = part.get("answers", {})
    said = part | {"answers": {question: _in_short(answers[question]) for question in answers}}
    return {
        key: list(value) if isinstance(value, tuple | map) else value
        for key, value in said.items()
        # Not "if value": core: false has to be written.
        if value not in ((), {})
    }


def _in_short(answer: dict[str, Any]) -> Any:
    first = "every" if "every" in answer else "answer"
    return answer[first] if list(answer) == ["answer"] else {first: answer[first], **answer}


def _bring_up_to_date(node: CommentedMap, said: Mapping[str, Any], group: str = "") -> None:
    """Change only what differs in the node; only facts have defaults."""
    if group:
        for key, new in respelt_ids(list(node), said).items():
            _rename(node, key, new)
    for key in [key for key in node if key not in said]:
        if group or not _is_default(key, node[key]):
            take_out(node, key)
    for key, value in said.items():
        there = node.get(key)
        if key in {"edition", "id"} and not group and key not in node:
            # A comment at the head of the file stays above it: that one belongs to the whole group.
            node.insert(0 if key == "edition" else list(node).index("edition") + 1, key, value)
        elif key == "partners" and isinstance(there, list):
            node[key] = _partners_up_to_date(there, value)
        elif key == "earlier" and isinstance(there, list):
            for old, new in zip(there, value, strict=False):
                # Of an entry only the partner's name changes, when the partner is renamed.
                if isinstance(old, CommentedMap) and old.get("partner") != new.get("partner"):
                    old["partner"] = new["partner"]
            there.extend(value[len(there) :])
        elif key in _GROUPS and isinstance(there, CommentedMap):
            _bring_up_to_date(there, value, key)
        elif key not in node or not _says_the_same(there, value, group or key):
            node[key] = value


def _follow(node: CommentedMap, said: Mapping[str, Any], successors: Successors) -> None:
    """Replace old ids with their successors, in place."""
    for key in ("answers", "steps", "disagreements"):
        there, now = node.get(key), said.get(key)
        if isinstance(there, CommentedMap) and now:
            former = respelt_ids(list(there), successors)
            for old in list(there):
                heirs = successors.get(former.get(old, old), ())
                new = [name for name in now if name in heirs and name not in there]
                if old not in now and new:
                    place = list(there).index(old)
                    _rename(there, old, new[0])
                    for number, name in enumerate(new[1:], place + 1):
                        there.insert(number, name, now[name])
    partners = {partner["name"]: partner for partner in said.get("partners", ())}
    for one in node.get("partners") or ():
        name = one_line(str(one.get("name"))) if isinstance(one, CommentedMap) else None
        if name in partners:
            _follow(one, partners[name], successors)


def _rename(node: CommentedMap, key: str, new: str) -> None:
    """Rename a key without moving it, with the comment that is attached to it."""
    position, comment = list(node).index(key), node.ca.items.get(key)
    node.insert(position, new, node.pop(key))
    if comment is not None:
        node.ca.items[new] = comment


_GROUPS = frozenset(["about", "answers", "steps", "disagreements"])
_DEFAULTS = {
    name: field.get_default(call_default_factory=True)
    for model in (Scenario, Partner)
    for name, field in model.model_fields.items()
}


def _is_default(key: str, value: object) -> bool:
    read = tuple(value) if isinstance(value, list) else value
    return value is not None and key in _DEFAULTS and _DEFAULTS[key] == read


def _partners_up_to_date(there: list[Any], said: list[dict[str, Any]]) -> list[Any]:
    """Return the partners in order, each in the node that had its name, if there was one."""
    nodes = [node for node in there if isinstance(node, CommentedMap)]
    by_name = {one_line(str(node.get("name"))): node for node in nodes}
    current = []
    for partner in said:
        node = by_name.get(partner["name"])
        if node is None:
            current.append(partner)
        else:
            _bring_up_to_date(node, partner)
            current.append(node)
    # By identity: two partners that are equal are still two nodes, each with its comments.
    if list(map(id, current)) == list(map(id, there)):
        return there
    # In place: a new list would lose the comments between its items (ruamel.yaml 0.19.1).
    there[:] = current
    return there


def _says_the_same(there: Any, value: Any, key: str) -> bool:
    """Return whether a node already has this value, in its short or its full form."""
    full = {"answer": value} if not isinstance(value, dict) else value
    there = _as_read(there, key)
    if isinstance(there, dict):
        return there == full
    # To Python True equals 1, and to a file it does not.
    return isinstance(there, bool) == isinstance(value, bool) and there == value


def _as_read(there: Any, key: str) -> Any:
    """Return a node as the models normalise it, so that extra spaces and defaults are no change."""
    if isinstance(there, dict):
        read = {name: _as_read(value, name) for name, value in there.items()}
        return {k: v for k, v in read.items() if (k, v) not in _UNSAID}
    if isinstance(there, list):
        return [_as_read(value, key) for value in there]
    if not isinstance(there, str):
        return there
    return clean_text(there) if key in _OF_SEVERAL_LINES else one_line(there)


_UNSAID = (("visibility", "shared"), ("is", "other"))
_OF_SEVERAL_LINES = frozenset(["note", "disagreements"])


class _InFull(RoundTripRepresenter):
    """Writes a value that appears twice in full both times, since loading refuses aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _writer(original: str) -> YAML:
    writer = YAML()
    writer.Representer = _InFull
    writer.preserve_quotes = True
    # By default ruamel.yaml folds text at 80 columns, also in lines that nobody has changed.
    writer.width = 100_000
    # A list that is not indented under its key stays so.
    flush = re.search(r"^partners:[^\n]*\n(?:\s*#[^\n]*\n)*- ", original, re.MULTILINE)
    if flush:
        writer.indent(mapping=2, sequence=2, offset=0)
    else:
        writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _dumped(node: Any, writer: YAML) -> str:
    file = io.StringIO()
    writer.dump(node, file)
    return file.getvalue()
