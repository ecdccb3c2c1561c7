"""What authors look at of a rulebook as a whole: its tables, and their JSON."""

import json
from pathlib import Path

from advisor.cli.exits import Exit
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES
from tests.cli.shell import OF_SMALL, Run
from tests.shipped import shipped_rulebook
from tests.small import copied_to, small_rulebook

UNSERVED = """\
- id: alone
  source: handbook
  locator: p. 1
  says: It stands alone.
"""
WIDE = ("--width", "200")


def test_the_preconditions_are_shown_with_what_breaks_them(advisor: Run) -> None:
    listed = shipped_rulebook().preconditions
    done = advisor("rules", "preconditions", *WIDE)
    for precondition in listed.preconditions:
        assert precondition.says[:70] in done.out
    for entry in listed.combinations:
        assert f"{entry.rule}: {entry.reason}"[:80] in done.out
    found = json.loads(advisor("rules", "preconditions", "--json").out)
    assert [one["id"] for one in found["preconditions"]] == [one.id for one in listed.preconditions]
    for one in found["preconditions"]:
        assert one["cites"]
        for broken in one["breaks"]:
            assert broken["bands"].keys() <= set(STAGES)
            assert set(broken["bands"].values()) <= set(BANDS[:3])
            assert set(broken["kinds"]) <= set(KINDS)
    assert all(entry["reason"] for entry in found["combinations"])


def test_the_concerns_are_shown_in_order_with_their_risks(advisor: Run) -> None:
    rulebook = shipped_rulebook()
    done = advisor("rules", "concerns", "--json")
    found = json.loads(done.out)
    assert done.code == Exit.DONE
    assert [one["id"] for one in found] == list(rulebook.concerns)
    risks = [risk for one in found for risk in one["risks"]]
    assert sorted(risks) == sorted(r.id for r in rulebook.rules.values() if r.kind == "risk")
    done = advisor("rules", "concerns", *OF_SMALL, *WIDE)
    assert "Until every school is behind it." in done.out
    assert " ··PP  dates-late"[1:] in done.out


def test_a_rulebook_without_preconditions_can_be_looked_at_too(advisor: Run) -> None:
    assert not small_rulebook().preconditions.preconditions
    done = advisor("rules", "preconditions", *OF_SMALL, "--width", "60")
    assert done.code == Exit.DONE
    assert "Thresholds on numbers" in done.out
    assert "1 exploring, 2 agreeing, 3 starting, 4 running" in " ".join(done.out.split())


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


def test_changes_that_no_example_notices_are_told(advisor: Run) -> None:
    done = advisor("rules", "flips", *OF_SMALL, *WIDE)
    assert done.code == Exit.NO
    assert "dates-late: without after-closing\n  When are the dates set? → " in done.out
    found = json.loads(advisor("rules", "flips", *OF_SMALL, "--json").out)
    assert found["tried"] > len(found["unnoticed"]) > 0
    assert all(one.keys() == {"rule", "leaf", "flip"} for one in found["unnoticed"])


def test_what_a_meeting_is_asked_is_counted(advisor: Run) -> None:
    done = advisor("questions", "count", *WIDE)
    assert done.code == Exit.DONE
    assert "\nat most              20 (18)   46 (18)   56 (18)  48 (18)\n" in done.out
    found = json.loads(advisor("questions", "count", "--json").out)
    assert len(found["meetings"]) == len(KINDS) * len(STAGES)
    assert all(one["asked"] <= found["limits"]["asked"][one["stage"]] for one in found["meetings"])
    assert all(one["essential"] <= found["limits"]["essential"] for one in found["meetings"])
    (hub,) = (one for one in found["meetings"] if (one["kind"], one["stage"]) == ("hub", "running"))
    assert f"{hub['asked']} ({hub['essential']})\n" in done.out
