"""Rules, questions and reasons can be listed and shown, of any rulebook."""

import json
from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from advisor.rulebook import vocabulary
from advisor.rulebook.vocabulary import BANDS
from tests.cli.shell import OF_SMALL, Run
from tests.small import copied_to, small_rulebook, spoil


@pytest.mark.parametrize("rules", [(), OF_SMALL])
def test_rules_as_json(advisor: Run, rules: tuple[str, ...]) -> None:
    found = json.loads(advisor("rules", "list", "--json", *rules).out)
    assert isinstance(found, list)
    for rule in found:
        assert {"id", "title", "topic", "kind", "concern", "holds_at", "cites"} <= rule.keys()
        assert rule["kind"] in {"risk", "strength"}
        assert (rule["concern"] is None) == (rule["kind"] == "strength")
        holds = rule["holds_at"]
        bands = list(holds.values()) if isinstance(holds, dict) else [holds]
        assert set(bands) <= {None, *BANDS}
        assert rule["cites"]
        for cited in rule["cites"]:
            assert cited.keys() == {"source", "locator", "supports"}
    if rules:
        assert [rule["id"] for rule in found] == list(small_rulebook().rules)
        (one,) = json.loads(advisor("rules", "show", "dates-late", "--json", *rules).out)
        assert one == found[0]
        assert one["holds_at"] == {"starting": "pilot", "running": "pilot"}
        assert one["cites"][0]["source"] == "handbook"


@pytest.mark.parametrize("rules", [(), OF_SMALL])
def test_questions_as_json(advisor: Run, rules: tuple[str, ...]) -> None:
    found = json.loads(advisor("questions", "list", "--json", *rules).out)
    assert isinstance(found, list)
    keys = {"id", "topic", "asks", "of", "levels", "number", "kinds", "stages", "essential"}
    for question in found:
        assert keys | {"may_not_apply"} <= question.keys()
        assert question["of"] == "once" or set(question["of"]) <= set(vocabulary.ROLES)
        assert 2 <= len(question["levels"]) <= 6
        assert all(level.keys() >= {"id", "label", "says"} for level in question["levels"])
        assert set(question["kinds"]) <= set(vocabulary.KINDS)
        assert set(question["stages"]) <= set(vocabulary.STAGES)
        assert isinstance(question["essential"], list)
        assert isinstance(question["may_not_apply"], list)
    if rules:
        assert [question["id"] for question in found] == list(small_rulebook().questions)
        (one,) = json.loads(advisor("questions", "show", "months-funded", "--json", *rules).out)
        assert one in found
        assert one["number"] == {"unit": "months", "least": 0, "most": 60}
        (one,) = json.loads(advisor("questions", "show", "senior-team", "--json", *rules).out)
        assert one["of"] == ["member", "lead"]
        assert one["may_not_apply"] == ["the head is the whole senior team"]


@pytest.mark.parametrize("sort", ["rules", "questions", "frameworks"])
def test_everything_that_is_listed_can_be_shown(advisor: Run, sort: str) -> None:
    listed = advisor(sort, "list", *OF_SMALL, "--width", "200").out
    ids = getattr(small_rulebook(), sort)
    for name in ids:
        assert name in listed
        done = advisor(sort, "show", name, *OF_SMALL)
        assert done.code == Exit.DONE
        assert name in done.out


def test_why_tells_of_every_finding(advisor: Run, small: Path) -> None:
    for rule in small_rulebook().rules.values():
        done = advisor("why", small, rule.id, *OF_SMALL)
        assert done.code == Exit.DONE
        assert rule.title.split()[0] in done.out
        assert not done.err
        done = advisor("why", small, rule.id, "--as-example", *OF_SMALL)
        assert done.code == Exit.DONE
        assert done.out.startswith("  - name: ")


def test_why_says_that_a_concern_has_no_risk(advisor: Run, small: Path, tmp_path: Path) -> None:
    rules = copied_to(tmp_path)
    with (rules / "concerns.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: empty, title: Nothing leads here, topic: funding}\n")
    done = advisor("why", small, "Nothing leads here", "--rules", rules)
    assert done.code == Exit.CANNOT
    assert "the concern empty has no risk in this rulebook" in done.err


TAKING_RULES = (
    ["assess", "{file}"],
    ["why", "{file}", "dates-late"],
    ["check", "{file}"],
    ["rules", "list"],
    ["rules", "show", "dates-late"],
    ["rules", "gates"],
    ["rules", "preconditions"],
    ["rules", "silent"],
    ["rules", "lessons"],
    ["schema", "rule"],
    ["questions", "list"],
    ["questions", "show", "dates-fixed"],
    ["questions", "sheet", "--kind", "cluster", "--stage", "starting", "--for", "room"],
)


@pytest.mark.parametrize("arguments", TAKING_RULES)
def test_every_command_takes_another_rulebook(
    advisor: Run, small: Path, tmp_path: Path, arguments: list[str]
) -> None:
    arguments = [argument.format(file=small) for argument in arguments]
    assert advisor(*arguments, *OF_SMALL).code == Exit.DONE
    done = advisor(*arguments, "--rules", tmp_path / "missing")
    assert done.code == Exit.CANNOT
    assert done.err == f"{tmp_path}/missing: is no rulebook folder: it holds no rulebook.yaml\n"
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "[one-by-one", "[one-by-oen")
    spoil(folder, "steps/all.yaml", "when: half-term", "when: half-tem")
    done = advisor(*arguments, "--rules", folder)
    assert done.code == Exit.CANNOT
    assert len(done.err.splitlines()) == 2
    assert not done.out
