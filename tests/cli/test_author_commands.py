"""What authors look at of a rulebook as a whole: its tables, and their JSON."""

import json
import re
from pathlib import Path

import pytest

from advisor.authoring.most_asked import most_asked
from advisor.cli.exits import Exit
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES
from tests.authoring.test_silent_answers import COVER, FACT
from tests.cli.shell import OF_SMALL, Run
from tests.shipped import SCENARIO_NAMES, shipped_rulebook
from tests.small import copied_to, small_rulebook, spoil

UNSERVED = """\
- id: alone
  source: handbook
  locator: p. 1
  says: It stands alone.
"""
WIDE = ("--width", "200")


def test_the_gates_are_every_risk_that_holds_worst_first(advisor: Run) -> None:
    rules = shipped_rulebook().rules
    found = json.loads(advisor("rules", "gates", "--json").out)
    assert {gate["id"] for gate in found} == {rule.id for rule in rules.values() if rule.holds_at}
    worst = []
    for gate in found:
        rule = rules[gate["id"]]
        assert gate["bands"] == {stage: rule.band_at(stage) for stage in rule.stages}
        assert set(gate["kinds"]) <= set(KINDS)
        assert gate["cites"]
        worst.append(min(BANDS.index(band) for band in gate["bands"].values() if band))
    assert worst == sorted(worst)


def test_the_table_of_gates_has_a_line_a_risk_and_says_what_is_judgement(advisor: Run) -> None:
    done = advisor("rules", "gates", *OF_SMALL, *WIDE)
    lines = done.out.splitlines()
    assert lines[1].startswith("SSSS  head-refuses")
    assert " ··PP  dates-late"[1:] in done.out
    (differ,) = (line for line in lines if "heads-differ" in line)
    assert differ.startswith(" P    heads-differ")
    assert "handbook" in differ
    assert lines[-1].startswith("Thresholds on numbers")
    assert done.out.count("1 exploring, 2 agreeing, 3 starting, 4 running") == 1


def test_the_preconditions_are_shown_with_what_breaks_them(advisor: Run) -> None:
    listed = shipped_rulebook().preconditions
    done = advisor("rules", "preconditions", *WIDE)
    for precondition in listed.preconditions:
        assert precondition.says[:70] in done.out
    for entry in listed.combinations:
        assert f"{entry.rule}: {entry.reason}"[:80] in done.out
    marks = [m for m in re.findall(r"^([SFP ]{4})  \S", done.out, re.MULTILINE) if m.strip()]
    assert len(marks) == sum(len(one.breaks) for one in listed.preconditions)
    bands = {"S": "not-ready", "F": "foundations-first", "P": "pilot"}
    first = listed.preconditions[0].breaks[0]
    assert [bands.get(mark) for mark in marks[0]] == [first.bands.get(stage) for stage in STAGES]
    assert all(f"{source}: " in done.out for source in shipped_rulebook().sources)
    found = json.loads(advisor("rules", "preconditions", "--json").out)
    assert [one["id"] for one in found["preconditions"]] == [one.id for one in listed.preconditions]
    for one in found["preconditions"]:
        assert one["cites"]
        for broken in one["breaks"]:
            assert broken["bands"].keys() <= set(STAGES)
            assert set(broken["bands"].values()) <= set(BANDS[:3])
            assert set(broken["kinds"]) <= set(KINDS)
    assert all(entry["reason"] for entry in found["combinations"])


def test_the_concerns_are_shown_in_order_with_their_risks(advisor: Run, tmp_path: Path) -> None:
    rulebook = shipped_rulebook()
    done = advisor("rules", "concerns", "--json")
    found = json.loads(done.out)
    assert done.code == Exit.DONE
    assert [one["id"] for one in found] == list(rulebook.concerns)
    risks = [risk for one in found for risk in one["risks"]]
    assert sorted(risks) == sorted(r.id for r in rulebook.rules.values() if r.kind == "risk")
    folder = copied_to(tmp_path)
    spoil(folder, "funding/head-refuses.yaml", "concern: refusal", "concern: uneven")
    done = advisor("rules", "concerns", "--rules", folder, *WIDE)
    assert done.code == Exit.NO
    assert "Until every school is behind it." in done.out
    assert " ··PP  dates-late"[1:] in done.out
    assert done.out.endswith("1 concern without a risk: refusal\n")


def test_the_silent_answers_are_shown_with_their_reasons(advisor: Run, tmp_path: Path) -> None:
    done = advisor("rules", "silent", "--json")
    found = json.loads(done.out)
    assert done.code == Exit.DONE
    shown = [len(one["kinds"]) * len(one["stages"]) for one in found["silent"]]
    assert sum(shown) == found["raise_nothing"] < found["combinations"]
    listed = {(entry.question, entry.reason) for entry in shipped_rulebook().silent}
    shown_too = {(name, "to do") for name in found["facts_to_do"]}
    assert {(one["question"], one["reason"]) for one in found["silent"]} | shown_too == listed
    folder = copied_to(tmp_path)
    spoil(
        folder, "silent.yaml", "months-funded, reason", "months-funded, stages: [running], reason"
    )
    done = advisor("rules", "silent", "--rules", folder, *WIDE)
    assert done.code == Exit.NO
    assert "      senior-team     " in done.out
    assert "1234  cluster, independent-state, hub, federation  to do" in done.out
    assert "123   every kind " in done.out
    assert "88 raise no risk (48 with a reason, 18 not listed, 22 to do)." in done.out
    spoil(folder, "questions/calendar.yaml", COVER, FACT + COVER)
    done = advisor("rules", "silent", "--rules", folder, *WIDE)
    assert done.out.endswith("Facts that no rule reads yet: run-before.\n")


@pytest.mark.parametrize("command", ["gates", "preconditions"])
def test_a_rulebook_without_preconditions_can_be_looked_at_too(advisor: Run, command: str) -> None:
    assert not small_rulebook().preconditions.preconditions
    done = advisor("rules", command, *OF_SMALL, "--width", "60")
    assert done.code == Exit.DONE
    assert "Thresholds on numbers" in done.out
    assert "1 exploring, 2 agreeing, 3 starting, 4 running" in " ".join(done.out.split())


def test_the_lessons_of_each_document_are_counted(advisor: Run) -> None:
    rulebook = shipped_rulebook()
    done = advisor("rules", "lessons", "--json")
    found = json.loads(done.out)
    assert [one["id"] for one in found["documents"]] == list(rulebook.sources)
    assert found["all"]["lessons"] == sum(one["lessons"] for one in found["documents"])
    assert found["all"]["lessons"] == len(rulebook.lessons)
    for one in found["documents"]:
        assert one["to_act_on"] >= one["reached"] >= max(one["by"].values())
        assert one["to_act_on"] == one["lessons"] - one["background"]
    assert found["gaps"] == []
    assert found["all"]["to_act_on"] == found["all"]["reached"]
    assert found["all"]["background_share"] <= found["most_background"]
    assert done.code == Exit.DONE
    table = " ".join(advisor("rules", "lessons").out.split())
    assert all(source in table for source in rulebook.sources)
    assert "At most an eighth of all may be background." in table


def test_a_lesson_that_reaches_nobody_is_a_gap(advisor: Run, tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    assert advisor("rules", "lessons", "--rules", folder).code == Exit.DONE
    with (folder / "lessons" / "handbook.yaml").open("a") as file:
        file.write(UNSERVED)
    done = advisor("rules", "lessons", "--rules", folder)
    assert done.code == Exit.NO
    assert "1 lesson does not reach a partnership that lacks it:" in done.out
    assert "alone: It stands alone." in done.out
    with (folder / "lessons" / "handbook.yaml").open("a") as file:
        file.write("  background: It is history.\n")
    done = advisor("rules", "lessons", "--rules", folder)
    assert done.code == Exit.DONE
    assert "More than an eighth of all lessons is background" in done.out


def test_the_lessons_of_one_document_are_listed_with_what_tells_them(
    advisor: Run, tmp_path: Path
) -> None:
    folder = copied_to(tmp_path)
    with (folder / "lessons" / "handbook.yaml").open("a") as file:
        file.write(UNSERVED)
    listing = ("rules", "lessons", "--rules", folder, "--document", "handbook")
    found = json.loads(advisor(*listing, "--json").out)
    assert [one["id"] for one in found] == [*small_rulebook().lessons, "alone"]
    assert found[-1]["reached_by"] == {}
    assert "dates-late" in found[0]["reached_by"]["risk"]
    done = advisor(*listing)
    assert "reaches nobody" in done.out
    for name in small_rulebook().lessons:
        assert name in done.out
    done = advisor("rules", "lessons", "--document", "handbok", *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert 'did you mean "handbook"?' in done.err


def test_what_no_example_shows_is_told(advisor: Run) -> None:
    done = advisor("rules", "exercised", "--json")
    assert done.code == Exit.DONE
    found = json.loads(done.out)
    assert found["gaps"] == []
    assert found["rules"] == len(shipped_rulebook().rules)
    assert found["leaves"] > found["rules"]
    done = advisor("rules", "exercised", *OF_SMALL, *WIDE)
    assert done.code == Exit.NO
    assert "heads-differ: never seen true: there are 3 or more partners" in done.out
    assert done.out.endswith("over 19 examples and partnerships: 3 things never seen\n")
    found = json.loads(advisor("rules", "exercised", *OF_SMALL, "--json").out)
    assert {gap["rule"] for gap in found["gaps"]} == {"heads-differ"}
    assert sorted(gap["never"] for gap in found["gaps"]) == [["false"], ["true"], ["true"]]


@pytest.mark.parametrize("named", [".", "../rules"])
def test_the_partnerships_beside_the_rules_are_seen_however_those_are_named(
    advisor: Run, tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(copied_to(tmp_path))
    before = json.loads(advisor("rules", "exercised", "--json", "--rules", named).out)
    (tmp_path / "scenarios").mkdir()
    small.rename(tmp_path / "scenarios" / "one.yaml")
    after = json.loads(advisor("rules", "exercised", "--json", "--rules", named).out)
    assert after["partnerships"] == before["partnerships"] + 1


def test_changes_that_no_example_notices_are_told(advisor: Run) -> None:
    done = advisor("rules", "flips", "--sample", "60")
    assert done.code == Exit.DONE
    assert done.out == "60 small changes of the rules tried: each is noticed\n"
    done = advisor("rules", "flips", *OF_SMALL, *WIDE)
    assert done.code == Exit.NO
    assert "dates-late: without after-closing\n  When are the dates set? → " in done.out
    found = json.loads(advisor("rules", "flips", *OF_SMALL, "--json").out)
    assert found["tried"] > len(found["unnoticed"]) > 0
    assert all(one.keys() == {"rule", "leaf", "flip"} for one in found["unnoticed"])


def test_a_sample_of_changes_goes_by_its_seed(advisor: Run) -> None:
    sample = ("rules", "flips", *OF_SMALL, "--sample", "5", "--json", "--seed")
    found = json.loads(advisor(*sample, "3").out)
    assert found["tried"] == 5
    assert json.loads(advisor(*sample, "3").out) == found
    assert any(json.loads(advisor(*sample, str(seed)).out) != found for seed in range(9))
    assert advisor("rules", "flips", "--sample", "0").code == Exit.CANNOT


def test_what_a_meeting_is_asked_is_counted(advisor: Run, tmp_path: Path) -> None:
    found = json.loads(advisor("questions", "count", "--sample", "1", "--json").out)
    assert found["partnerships"] == {"shipped": len(SCENARIO_NAMES), "generated": 24}
    assert {one["id"] for one in found["questions"]} == set(shipped_rulebook().questions)
    for one in found["questions"]:
        assert all(0 <= one[of]["moved"] <= one[of]["asked"] for of in ("shipped", "generated"))
    for one in found["meetings"]:
        most = most_asked(shipped_rulebook(), one["kind"], one["stage"])
        assert one["asked"] == most <= found["limits"]["asked"][one["stage"]]
        assert one["essential"] <= found["limits"]["essential"]
    folder = copied_to(tmp_path)
    count = ("questions", "count", "--rules", folder, "--sample", "2", *WIDE, "--seed")
    done = advisor(*count, "1")
    assert done.code == Exit.DONE
    assert done.out == advisor(*count, "1").out != advisor(*count, "2").out
    assert "\nat most              20 (18)   46 (18)   56 (18)  48 (18)\n" in done.out
    assert "eeee  head-backing" in done.out
    assert "\n48 generated partnerships: essential questions can in " in done.out
    assert " shipped partnerships" not in done.out
    more = (FACT.replace("run-before", f"before-{number}") for number in range(20))
    spoil(folder, "questions/calendar.yaml", COVER, "".join(more) + COVER)
    assert advisor(*count, "1").code == Exit.NO
