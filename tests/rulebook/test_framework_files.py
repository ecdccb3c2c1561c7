"""Each fault of a framework is told at its file and line, and what is worth mending is found."""

from pathlib import Path

import pytest

from advisor.rulebook.loading import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from tests.authoring.test_lint import NOT_TO_DO, UNREAD, complaints_about, starts
from tests.rulebook.test_bad_rulebooks import faults_in
from tests.shipped import shipped_rulebook
from tests.small import copied_to, small_rulebook, spoil

PILLARS = "frameworks/two-pillars.yaml"
LASTS = "frameworks/what-lasts.yaml"
ANSWERS = (
    "answers:\n  yes: It stands on both pillars.\n  no: It does not stand on both pillars.\n"
    "  unknown: Whether it stands on both pillars is not known.\n"
)
STANDS = "{dates-fixed: [before-all]}"
SOME = "{dates-fixed: [before-some]}"
COVER = "{specialist-cover: [named-deputy]}"
TEAMS = "{at_least: 1, answer: {senior-team: [told, weighed]}}"
RANGE = """\
id: how-bound
source: handbook
title: How bound
asks: How bound should we be?
reads: range
present: dates-fixed
elements:
  - id: loose
    level: one-by-one
    says: Loose
    lessons: [dates-early]
    in_place: {specialist-cover: [nobody]}
  - id: tight
    level: before-all
    says: Tight
    lessons: [dates-early]
    in_place: {specialist-cover: [named-deputy]}
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # Names that lead nowhere.
        (PILLARS, "source: handbook", "source: handbok", ':2: there is no source "handbok"; did y'),
        (PILLARS, "[set-dates]", "[set-date]", ':20: there is no step "set-date"; did you mean "s'),
        (PILLARS, "part: people", "part: peopel", ':27: there is no part "peopel"; did you mean "'),
        (PILLARS, SOME, "{dates-fixd: [before-some]}", ':19: there is no question "dates-fixd"; d'),
        (PILLARS, SOME, "{dates-fixed: [befor-some]}", ':19: "dates-fixed" has no level "befor-so'),
        (PILLARS, SOME, "{head-backing: [refused]}", ':19: "head-backing" is asked of partners; u'),
        (PILLARS, SOME, "{al: [{stage: [running]}]}", ':19: there is no condition "al"; did you m'),
        (PILLARS, SOME, "{not: {finding: dates-late}}", ":19: the element has nothing but not; sa"),
        (LASTS, "finding: money-secured", "finding: money-secur", ':12: there is no rule "money-s'),
        # What does not fit the sort of framework.
        (PILLARS, "reads: test", "reads: tset", ':5: "reads": "tset" is not known here; did you '),
        (PILLARS, ANSWERS, "", ":1: answers (yes, no, unknown) belong to reads: test, and a test"),
        (PILLARS, "  no: It does not stand on both pillars.\n", "", ':9: the key "no" is missing'),
        (PILLARS, ", takes: any}", "}", ":7: takes belongs to the parts of reads: test, and each"),
        (PILLARS, ", takes: any}", ", takes: some}", ':7: "takes": "some" is not known here; it '),
        (PILLARS, "id: people,", "id: time,", ':8: "time" is a duplicate in parts'),
        (PILLARS, "id: cover-stands", "id: dates-stand", ':21: "dates-stand" is a duplicate in el'),
        (PILLARS, "reads: test", "reads: test\npresent: dates-fixed", ":6: present belongs to rea"),
        (PILLARS, f"    in_place: {COVER}\n", "", ":21: an element has in_place, or background w"),
        (PILLARS, f"    in_place: {STANDS}\n", "", ":18: partly needs in_place too"),
        (PILLARS, f"in_place: {COVER}", f"in_place: {COVER}\n    background: So.", ":26: an ele"),
        (PILLARS, f"in_place: {COVER}", f"in_place: {COVER}\n    level: nobody", ":26: level belo"),
        (PILLARS, "reads: test", "reads: test\nbackground: So it was.", ":6: a framework that"),
        (LASTS, "  - id: money\n", "  - id: money\n    part: time\n", ":8: part belongs to the el"),
        (LASTS, "letters now.", "letters now.\n    steps: [set-dates]", ":23: steps are shown whe"),
        (LASTS, "shown: {kinds: [cluster, hub]", "shown: {kinds: []", ':5: "kinds": is empty; lea'),
        (LASTS, "shown: {kinds: [cluster, hub]", "shown: {kind: [hub]", ':5: unknown key "kind"; '),
        (LASTS, "title: What lasts\n", "", ':1: the key "title" is missing'),
        (LASTS, "id: what-lasts", "id: what-last", ':1: the id is "what-last" but the name of the'),
        (LASTS, "    lessons: [dates-early]\n", "    lessons: []\n", ':21: "lessons": is empty; '
         'expected 1'),
        (LASTS, "    lessons: [dates-early]\n", "    lesson: [dates-early]\n", ':21: unknown key '),
    ],
)  # fmt: skip
def test_one_fault_is_told_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, file, old, new)
    found = faults_in(folder)
    assert starts(found, [file + expected]), found


def test_every_fault_of_a_framework_is_told_at_once(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, PILLARS, "[set-dates]", "[set-date]")
    spoil(folder, PILLARS, "part: people", "part: peopel")
    spoil(folder, LASTS, "finding: money-secured", "finding: money-secur")
    assert len(faults_in(folder)) == 3
    spoil(folder, LASTS, f"    partly: {TEAMS}\n", f"    partly: {TEAMS}\n    level: x\n")
    spoil(folder, LASTS, "  - id: letters\n", "  - id: letters\n    part: x\n")
    assert [fault.partition(": ")[0] for fault in faults_in(folder)] == [
        f"{PILLARS}:20",
        f"{PILLARS}:27",
        f"{LASTS}:19",
        f"{LASTS}:21",
    ]


def test_a_lesson_has_a_passage_in_the_source_of_the_framework(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    source = (folder / "sources.yaml").read_text()
    (folder / "sources.yaml").write_text(source + source.replace("id: handbook", "id: other"))
    spoil(folder, LASTS, "source: handbook", "source: other")
    says = 'has no passage in "other"'
    assert faults_in(folder) == [
        f'{LASTS}:9: "money-lasts" {says}',
        f'{LASTS}:16: "money-lasts" {says}',
        f'{LASTS}:21: "dates-early" {says}',
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", [':6: "dates-fixed" is no fact asked once; a range needs better: neither']),
        (
            "present: dates-fixed",
            "present: dates-fixd",
            [':6: there is no question "dates-fixd"; '],
        ),
        ("level: before-all", "level: before-al", [":6: ", ':14: "dates-fixed" has no level "bef']),
        (
            "level: before-all",
            "level: one-by-one",
            [":6: ", ':14: "one-by-one" is a duplicate in e'],
        ),
        ("level: one-by-one", "level: before-some", [":6: "]),
        ("    level: before-all\n", "", [":13: level belongs to the elements of reads: range, an"]),
        ("present: dates-fixed\n", "", [":1: present belongs to reads: range, and a range has it"]),
    ],
)
def test_the_forms_of_a_range_are_levels_of_a_fact(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    folder = copied_to(tmp_path)
    file = folder / "frameworks" / "how-bound.yaml"
    file.write_text(RANGE.replace(old, new) if old else RANGE)
    found = faults_in(folder)
    own = [fault.removeprefix("frameworks/how-bound.yaml") for fault in found]
    if "is a duplicate" in expected[-1]:
        expected = expected[-1:]
    assert starts(own, expected), found


def test_a_range_in_which_no_form_has_conditions_is_told(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    lines = [
        "    background: No answer tells." if "in_place" in line else line
        for line in RANGE.splitlines()
    ]
    (folder / "frameworks" / "how-bound.yaml").write_text("\n".join(lines))
    says = "no element has conditions; nothing follows in reads: range"
    assert faults_in(folder) == [f"frameworks/how-bound.yaml:7: {says}"]


def test_the_forms_of_a_range_stand_loosest_first(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    fact = "  find_out:\n    who: a timetabler"
    spoil(folder, "questions/calendar.yaml", fact, f"  better: neither\n{fact}")
    file = folder / "frameworks" / "how-bound.yaml"
    file.write_text(RANGE)
    assert not complaints_about(folder)
    text = RANGE.replace("before-all", "x").replace("one-by-one", "before-all")
    file.write_text(text.replace("level: x", "level: one-by-one"))
    assert faults_in(folder) == [
        'frameworks/how-bound.yaml:14: "one-by-one" comes after a tighter form; write the '
        "loosest first"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (PILLARS, SOME, STANDS, ":19: can never be partly there: in_place is true wherever this i"),
        (PILLARS, f"in_place: {COVER}", "in_place: {all: [{specialist-cover: [nobody]}, "
         "{specialist-cover: [named-deputy]}]}", ":25: can never be in place: its conditions excl"),
        (PILLARS, f"in_place: {COVER}", "in_place: {any: [{dates-fixed: [one-by-one]}, "
         "{dates-fixed: [after-closing, before-some, before-all]}]}", ":25: is always in place: n"),
        (PILLARS, f"in_place: {COVER}", "in_place: {specialist-cover: [nobody, names-to-ring, "
         "named-deputy]}", ':25: names every level of "specialist-cover", so it tells nothing'),
        (PILLARS, "[named-deputy]", "[named-deputy, named-deputy]", ":25: names a level of"),
        (PILLARS, "  - {id: people,", "  - {id: more, title: More, takes: any}\n  - {id: people,",
         ':8: no element belongs to the part "more"'),
        (PILLARS, "says: Cover for the one who knows", f"says: {'x' * 111}", ":23: says has 111 c"),
        (PILLARS, "says: Cover for the one who knows", f"says: {'x' * 110}", ""),
        (LASTS, "title: What lasts", f"title: {'x' * 81}", ":3: title has 81 characters; 80 fit"),
        (LASTS, "asks: Which of the things that last are there?", f"asks: {'x' * 141}", ":4: asks"),
        (LASTS, TEAMS, TEAMS.replace("at_least: 1", "at_least: 2"), ""),
    ],
)  # fmt: skip
def test_what_is_worth_mending_is_found(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, file, old, new)
    found = complaints_about(folder)
    assert starts(found, [file + expected] if expected else []), found


def test_a_framework_serves_its_lessons_and_raises_its_steps(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "lessons/handbook.yaml", "  background: Nothing rests on it today.\n", "")
    says = 'no risk, step, question or shown element names "of-its-time"'
    assert complaints_about(folder) == [f"lessons/handbook.yaml:11: {says}"]
    weighed = "weighed it\n    lessons: [money-lasts"
    spoil(folder, LASTS, weighed, f"{weighed}, of-its-time")
    assert not complaints_about(folder)
    spoil(folder, LASTS, "shown: {kinds: [cluster, hub], stages: [starting, running]}\n", "")
    assert complaints_about(folder) == [f"lessons/handbook.yaml:11: {says}"]


def test_a_question_that_only_a_framework_reads_is_told(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "changes.yaml", "[heads-differ, teams-not-told]", "heads-differ")
    (folder / "funding" / "teams-not-told.yaml").unlink()
    spoil(folder, PILLARS, "[set-dates]", "[set-dates, find-money]")
    spoil(folder, *NOT_TO_DO)
    assert complaints_about(folder) == [f"questions/funding.yaml:36: {UNREAD}"]


def test_frameworks_may_be_absent_and_belong_to_the_hash(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    for file in (PILLARS, LASTS):
        (folder / file).unlink()
    assert not load_rulebook(folder).frameworks
    (folder / "frameworks").rmdir()
    without = load_rulebook(folder)
    assert not without.frameworks
    assert without.content_hash != small_rulebook().content_hash
    assert list(small_rulebook().frameworks) == ["two-pillars", "what-lasts"]


@pytest.mark.parametrize("rulebook", [small_rulebook(), shipped_rulebook()])
def test_frameworks_stand_by_source_and_then_by_id(rulebook: Rulebook) -> None:
    order = list(rulebook.sources)
    keys = [(order.index(f.source), f.id) for f in rulebook.frameworks.values()]
    assert keys == sorted(keys)


def test_a_strange_file_among_frameworks_is_told(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    (folder / "frameworks" / "more.yml").write_text("id: more\n")
    assert faults_in(folder) == [
        'frameworks/more.yml: is read by nothing; did you mean "more.yaml"?'
    ]
    (folder / "frameworks").rename(folder / "framework")
    (told,) = faults_in(folder)
    assert told.startswith("framework: is the folder of no topic; did you mean")
