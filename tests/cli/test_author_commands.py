"""What authors look at of a rulebook as a whole: its tables."""

import re
from pathlib import Path

from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, most_asked
from advisor.cli.exits import Exit
from advisor.rulebook.vocabulary import KINDS, STAGES
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
    found = re.findall(r"^([SFP ]{4})  \S", done.out, re.MULTILINE)
    marks = [one for one in found if one.strip()]
    assert len(marks) == sum(len(one.breaks) for one in listed.preconditions)
    bands = {"S": "not-ready", "F": "foundations-first", "P": "pilot"}
    first = listed.preconditions[0].breaks[0]
    assert [bands.get(mark) for mark in marks[0]] == [first.bands.get(stage) for stage in STAGES]
    assert all(f"{source}: " in done.out for source in shipped_rulebook().sources)


def test_the_concerns_are_shown_in_order_with_their_risks(advisor: Run) -> None:
    rulebook = shipped_rulebook()
    done = advisor("rules", "concerns", *WIDE)
    assert done.code == Exit.DONE
    risks = {rule.id for rule in rulebook.rules.values() if rule.kind == "risk"}
    shown = re.findall(r"^.{4}  ([\w-]+)  ", done.out, re.MULTILINE)
    listed = [name for name in shown if name in rulebook.concerns or name in risks]
    assert listed == [
        name
        for concern, of_it in rulebook.risks_of.items()
        for name in (concern, *(risk.id for risk in of_it))
    ]
    assert risks <= set(listed)
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
    done = advisor(*listing, *WIDE)
    assert done.out == advisor("rules", "lessons", "--rules", folder, *WIDE).out
    names = re.findall(r"^p\. \d+: ([\w-]+)", done.out, re.MULTILINE)
    assert names == [*small_rulebook().lessons, "alone"]
    assert "\nhandbook; 4 lessons, 1 of them background\n" in done.out
    assert re.search(r"^p\. 1: dates-early\n.+\n  risks?: .*dates-late", done.out, re.MULTILINE)
    assert done.out.endswith("p. 1: alone\nIt stands alone.\n  reaches nobody\n")
    done = advisor("rules", "lessons", "--document", "handbok", *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert 'did you mean "handbook"?' in done.err


def test_changes_that_no_example_notices_are_told(advisor: Run) -> None:
    done = advisor("rules", "flips", *OF_SMALL, *WIDE)
    assert done.code == Exit.NO
    assert "dates-late: without after-closing\n  When are the dates set? → " in done.out
    *lines, last = done.out.splitlines()
    unnoticed = len(lines) // 2
    assert re.fullmatch(rf"\d+ small changes of the rules tried: {unnoticed} that no .+", last)
    assert 0 < unnoticed < int(last.split()[0])


def test_what_a_meeting_is_asked_is_counted(advisor: Run) -> None:
    done = advisor("questions", "count", *WIDE)
    assert done.code == Exit.DONE
    assert "\nat most              20 (18)   46 (18)   56 (18)  48 (18)\n" in done.out
    kinds = re.findall(r"^([\w-]+) +(\d+ \(\d+\).*)$", done.out, re.MULTILINE)
    assert [kind for kind, _ in kinds] == list(KINDS)
    rulebook = shipped_rulebook()
    for kind, counts in kinds:
        for stage, (asked, essential) in zip(
            STAGES, re.findall(r"(\d+) \((\d+)\)", counts), strict=True
        ):
            assert int(asked) == most_asked(rulebook, kind, stage) <= MAX_ASKED[stage]
            assert int(essential) <= MAX_ESSENTIAL
