"""``advisor check`` lists every fault as data, and tells the shell what sort they are."""

import shutil
from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from tests.cli.shell import OF_SMALL, ROOT, SMALL, Done, Run
from tests.small import copied_to, spoil


def test_what_is_shipped_has_no_faults(advisor: Run) -> None:
    done = advisor("check", ROOT / "rules", ROOT / "scenarios")
    assert done == Done(Exit.DONE, "", "no faults\n")


def test_check_lists_every_fault_of_every_file_as_data(
    advisor: Run, tmp_path: Path, small: Path, bad: Path
) -> None:
    shutil.copy(bad, tmp_path / "also bad.yaml")
    done = advisor("check", tmp_path, small, *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert done.err == "4 found\n"
    places = [line.partition(": ")[0] for line in done.out.splitlines()]
    also = tmp_path / "also bad.yaml"
    assert places == [f"{also}:2", f"{also}:6", f"{bad}:2", f"{bad}:6"]


def test_check_tells_what_is_only_worth_mending(advisor: Run, tmp_path: Path, small: Path) -> None:
    small.write_text(SMALL.replace("cluster", "independent-state"))
    done = advisor("check", small, *OF_SMALL)
    assert done.code == Exit.NO
    assert done.out.startswith(f"{small}: the kind is independent-state, but the partners are no")
    assert done.err == "1 found\n"

    team = "head-backing: {every: refused}\n  senior-team: {every: weighed}"
    small.write_text(SMALL.replace("head-backing: {every: said-yes}", team))
    done = advisor("check", small, *OF_SMALL)
    assert done.code == Exit.NO
    says = "two answers contradict each other: Ash and Birch: You said that the head has said no, "
    assert done.out.startswith(f"{small}:7: {says}")
    done = advisor("check", "-", *OF_SMALL, given=small.read_bytes())
    assert done.out.startswith(f"-:7: {says}")

    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "expect: stands", "expect: silent")
    spoil(folder, "calendar/dates-late.yaml", "until: the dates", f"until: {'x' * 60} the dates")
    done = advisor("check", folder)
    assert done.code == Exit.NO
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        f"{folder}/calendar/dates-late.yaml:{line}" for line in (9, 14, 15)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("dates-fixed: [one", "dates-fixd: [one"), ("{dates-fixed: before-some}", "{dates-fixd: x}")],
)
def test_check_of_rules_that_do_not_load(advisor: Run, tmp_path: Path, old: str, new: str) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", old, new)
    done = advisor("check", folder)
    assert done.code == Exit.CANNOT
    (line,) = done.out.splitlines()
    assert 'there is no question "dates-fixd"; did you mean "dates-fixed"?' in line
    assert done.err == "1 found\n"


def test_check_tells_which_stored_schemas_are_stale(advisor: Run, tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    schemas = folder / "schema"
    schemas.mkdir()
    assert advisor("schema", "--rules", folder, "--into", schemas).code == Exit.DONE
    step = (schemas / "step.json").read_bytes()
    (schemas / "step.json").write_bytes(step.replace(b"\n", b"\r\n"))
    (schemas / "lesson.json").unlink()
    assert advisor("check", folder) == Done(Exit.DONE, "", "no faults\n")
    (schemas / "step.json").write_bytes(step + b"\n")
    (schemas / "rule.json").write_bytes(b"\xff")
    (schemas / "lesson.json").mkdir()
    write = f"advisor schema --rules {folder} --into {schemas}"
    done = advisor("check", folder)
    assert (done.code, done.err) == (Exit.NO, "3 found\n")
    first, *others = done.out.splitlines()
    assert first.startswith(f"{schemas}/lesson.json: cannot be read: ")
    assert others == [
        f"{schemas}/{sort}.json: is out of date; write it again: {write}"
        for sort in ("rule", "step")
    ]


def test_check_of_a_name_that_no_file_can_have(advisor: Run) -> None:
    assert advisor("check", "a" * 300).code == Exit.CANNOT


def test_check_passes_over_what_other_programs_leave(
    advisor: Run, tmp_path: Path, small: Path
) -> None:
    (tmp_path / "._small.yaml").write_bytes(b"\0")
    (tmp_path / ".#small.yaml").symlink_to("nowhere")
    assert small.exists()
    assert advisor("check", tmp_path, *OF_SMALL).code == Exit.DONE


def test_check_finds_rule_folders_in_a_folder(advisor: Run, tmp_path: Path, small: Path) -> None:
    copied_to(tmp_path)
    assert small.exists()
    assert advisor("check", tmp_path, *OF_SMALL).code == Exit.DONE


def test_check_of_an_example_with_odd_partners(advisor: Run, tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "calendar/dates-late.yaml", "{dates-fixed: before-some}", "{partners: 5}")
    assert advisor("check", folder).code == Exit.CANNOT


def test_check_of_a_folder_with_nothing_in_it(advisor: Run, tmp_path: Path) -> None:
    done = advisor("check", tmp_path)
    assert done.code == Exit.CANNOT
    assert done.out == f"{tmp_path}: holds neither a rulebook.yaml nor any partnership file\n"
