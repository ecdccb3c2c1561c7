"""Each thing worth mending in a rulebook is found where it is sown, and nothing else is."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from advisor.authoring.lint.lint_rules import lint
from advisor.authoring.rule_examples import example_faults
from advisor.rulebook.loading import load_with_origins
from advisor.rulebook.vocabulary import KINDS, STAGES
from tests.plain import check_message
from tests.small import SMALL_RULES, copied_to, spoil

LATE = "calendar/dates-late.yaml"
RARE = "calendar/rare-knowledge.yaml"
SECURED = "funding/money-secured.yaml"
REFUSES = "funding/head-refuses.yaml"
DIFFER = "funding/heads-differ.yaml"
TEAMS = "funding/teams-not-told.yaml"
DATES = "questions/calendar.yaml"
MONEY = "questions/funding.yaml"
STEPS = "steps/all.yaml"
CONCERNS = "concerns.yaml"
LESSONS = "lessons/handbook.yaml"

SPECIALIST = "    - specialist-cover: [nobody]\n"
FINDING = "    - finding: dates-late\n"
TOLD = "  at_least: 2\n  answer: {senior-team: [not-told]}\n"
ALL_DATES = "[one-by-one, after-closing, before-some, before-all]"
NOT_TO_DO = ("silent.yaml", "senior-team, reason: to do", "senior-team, reason: Heads tell it.")
UNREAD = 'no rule reads "senior-team"; write one, or list it in silent.yaml as to do'
TOO_MANY = "".join(
    f"    - {{at_least: {number}, answer: {{senior-team: [told]}}}}\n" for number in range(1, 19)
)


def complaints_about(folder: Path) -> list[str]:
    """Return what lint finds, sorted, by paths in the folder."""
    rulebook, origins = load_with_origins(folder)
    found = sorted(str(origins.fault(complaint)) for complaint in lint(rulebook))
    for complaint in found:
        check_message(complaint.partition(": ")[2])
    return [complaint.replace(f"{folder}/", "") for complaint in found]


def starts(found: Iterable[str], expected: Iterable[str]) -> bool:
    return all(one.startswith(other) for one, other in zip(found, expected, strict=True))


def test_the_small_rulebook_is_clean() -> None:
    assert not complaints_about(SMALL_RULES)
    assert example_faults(*load_with_origins(SMALL_RULES)) == ([], [])


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # A condition that cannot vary.
        (RARE, FINDING, "    - specialist-cover: [names-to-ring]\n", ":7: can never stand: its co"),
        (RARE, FINDING, f"{FINDING}    - not: {{finding: dates-late}}\n", ":7: can never stand: i"),
        (RARE, FINDING, f"{FINDING}    - partners: {{at_least: 3, at_most: 2}}\n", ":7: can never"),
        (RARE, FINDING, f"{FINDING}    - stage: [exploring]\n", ":7: can never stand: its conditi"),
        (RARE, FINDING, f"{FINDING}    - {{both_sectors: true}}\n    - {{both_sectors: false}}\n",
         ":7: can never stand: its conditions exclude one another"),
        (RARE, f"all:\n{SPECIALIST}", f"any:\n    - stage: [starting, running]\n{SPECIALIST}",
         ":7: always stands: no answer keeps it silent"),
        (RARE, f"all:\n{SPECIALIST}", "any:\n    - dates-fixed: [one-by-one, after-closing]\n"
         f"    - dates-fixed: [before-some, before-all]\n{SPECIALIST}", ":7: always stands: no an"),
        (RARE, f"all:\n{SPECIALIST}", f"any:\n    - partners: {{at_least: 1}}\n{SPECIALIST}",
         ":7: always stands: no answer keeps it silent"),
        (RARE, FINDING, f"    - dates-fixed: {ALL_DATES}\n", ':10: names every level of "dates-fi'),
        (RARE, "[nobody]", "[nobody, nobody]", ':9: names a level of "specialist-cover" twice'),
        (TEAMS, "[not-told]", "[not-told, told, not-told]", ':8: names a level of "senior-team" t'),
        (TEAMS, TOLD, f"  any:\n{TOO_MANY}", ":6: reads too much to try every case (200,000 at mo"),
        # A risk that holds the verdict and is not monotone.
        (LATE, "[one-by-one, after-closing]", "[after-closing]", ":6: holds the verdict, and a be"),
        (LATE, "[one-by-one, after-closing]", "[one-by-one, before-some]", ":6: holds the verdict"),
        (REFUSES, "[refused]", "[said-yes]", ":6: holds the verdict, and a better answer can rais"),
        # Examples and drafts.
        (RARE, "    expect: stands", "    expect: silent", ":14: has no example with expect: st"),
        (RARE, "    expect: silent", "    expect: stands", ":14: has no example with expect: s"),
        (RARE, "undecided\n    asks: [specialist-cover]", "silent", ":14: has no example with ex"),
        (RARE, "kind: risk", "kind: risk\nstatus: draft", ":6: is a draft"),
        # Texts.
        (DATES, "asks: When are the dates set?", f"asks: {'x' * 141}", ":3: asks has 141 characte"),
        (DATES, "asks: When are the dates set?", f"asks: {'x' * 140}", ""),
        (DATES, "says: They are set session by session.", f"says: {'x' * 96}", ":7: says has 96 c"),
        (DATES, "says: They are set session by session.", f"says: {'x' * 95}", ""),
        (DATES, "label: one by one", f"label: {'x' * 25}", ":7: label has 25 characters; 24 fit"),
        (DATES, "label: one by one", f"label: {'x' * 24}", ""),
        (MONEY, "label: under six months", f"label: {'x' * 25}", ":11: label has 25 characters; 2"),
        (MONEY, "says: It is secured for under a year.", f"says: {'x' * 96}", ":12: says has 96 c"),
        (DATES, "says: Every calendar is still open.", "says: Very good.", ":10: the level before"),
        (DATES, "says: Every calendar is still open.", "says: It is mostly not embedded.", ":10: "),
        (MONEY, "says: It is secured for under a year.", "says: Not much.", ":12: the level under"),
        (MONEY, "Our judgement: they cover", "They cover", ":39: names no lesson, and does not sa"),
        (MONEY, "a deputy (or the head)", "a deputy", ":48: a small school has nobody in this"),
        (LATE, "title: The dates come late", f"title: {'x' * 81}", ":2: title has 81 characters; "),
        (LATE, "title: The dates come late", f"title: {'x' * 80}", ""),
        (LATE, "until: the dates stand", f"until: {'x' * 61}", ":9: until has 61 characters; 60 f"),
        (LATE, "until: the dates stand", f"until: {'x' * 60}", ""),
        (STEPS, "do: Find the money for a year", f"do: {'x' * 91}", ":17: do has 91 characters; 9"),
        (STEPS, "do: Find the money for a year", f"do: {'x' * 90}", ""),
        (STEPS, "who: a business manager", f"who: {'x' * 41}", ":18: who has 41 characters; 40 fi"),
        (STEPS, "who: a business manager", f"who: {'x' * 40}", ""),
        (CONCERNS, "The dates leave no room", "So " * 13, ":2: title has 13 words; 12 fit over a "),
        (CONCERNS, "The dates leave no room", "So " * 12, ""),
        (CONCERNS, "The dates leave no room", "It leaves no room", ':2: title begins with "It"; '),
        (CONCERNS, "every school is behind it", "x" * 61, ":3: until has 61 characters; 60 fit"),
        (DATES, "They are set session by session.", f"Late, in_brief: {'x' * 141}", ":7: in_brief"),
        (MONEY, ', in_brief: "At {schools}, the team has been told."', "", ":43: the level to"),
        # Limits in numbers, which no document gives.
        ("funding/money-secured.yaml", " The limit is our judgement.", "", ":10: draws a line in "),
        (TEAMS, " The limit is our judgement.", "", ":9: draws a line in a number, and does not"),
        (DIFFER, " The limit is our judgement.", "", ":17: draws a line in a number, and does no"),
    ],
)  # fmt: skip
def test_one_thing_sown_is_one_complaint(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, file, old, new)
    found = complaints_about(folder)
    assert starts(found, [file + expected] if expected else [])


def test_a_strength_that_excuses_needs_words_for_it(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, SECURED, "as_excuse: a year is paid for, and every head has set time aside\n", "")
    expected = 'is excused by "money-secured", which needs as_excuse: words for after "unless"'
    assert complaints_about(folder) == [f"{LATE}:10: {expected}", f"{DIFFER}:14: {expected}"]


def test_a_rule_exists_only_where_its_questions_are_asked(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    once = "  of: once\n  find_out:\n    who: a timetabler"
    spoil(folder, DATES, once, f"  stages: [exploring]\n  kinds: [cluster, hub]\n{once}")
    unasked = 'where "dates-fixed" is not asked'
    assert complaints_about(folder) == [
        f"{LATE}:1: exists at agreeing, starting, running, {unasked}",
        f"{LATE}:1: exists at independent-state, itt, federation, support, {unasked}",
    ]
    rule = "kind: risk"
    spoil(folder, LATE, rule, f"{rule}\nstages: [exploring, agreeing]\nkinds: [cluster, itt]")
    spoil(folder, LATE, "holds_at: {starting: pilot, running: pilot}\nuntil: the dates stand\n", "")
    assert complaints_about(folder) == [
        f"{LATE}:6: exists at agreeing, {unasked}",
        f"{LATE}:7: exists at itt, {unasked}",
    ]


def test_a_gate_reads_essential_questions_only(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, MONEY, "federation, support]\n  find_out", "federation]\n  find_out")
    says = 'holds below pilot for support at {}, where "head-backing" is no essential'
    assert complaints_about(folder) == sorted(f"{REFUSES}:9: {says.format(s)}" for s in STAGES)
    spoil(folder, REFUSES, "holds_at: not-ready", "holds_at: {running: not-ready, starting: pilot}")
    assert complaints_about(folder) == [f"{REFUSES}:9: {says.format('running')}"]
    spoil(folder, REFUSES, "kind: risk", "kind: risk\nkinds: [cluster]")
    assert not complaints_about(folder)


def test_a_gate_reads_essential_questions_through_findings_too(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, REFUSES, "until: that", "unless: money-secured\nuntil: that")
    listed = "combinations: [{rule: head-refuses, reason: Means make up for it.}]\n"
    (folder / "preconditions.yaml").write_text(listed)
    assert complaints_about(folder) == sorted(
        f"{REFUSES}:9: holds below pilot for {kind} at {stage}, where "
        '"months-funded" is no essential'
        for kind in KINDS
        for stage in ("exploring", "running")
    )
    spoil(folder, SECURED, "kind: strength", "kind: strength\nstages: [agreeing, starting]")
    assert not complaints_about(folder)


def test_a_gate_and_a_not_read_what_applies_to_everyone(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    of = "  of: [member, lead, provider, placement, supporting, supported]\n"
    spoil(folder, MONEY, of, f"{of}  may_not_apply: [there is no head]\n")
    reads = 'not over "money-secured", which reads "head-backing", which may be not applicable'
    assert complaints_about(folder) == [
        f"{LATE}:6: {reads}",
        f'{REFUSES}:6: is a gate, but "head-backing" may be not applicable',
        f"{DIFFER}:14: {reads}",
    ]


def test_a_holding_risk_that_is_not_monotone_is_listed(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    (folder / "not-monotone.yaml").write_text("")
    (found,) = complaints_about(folder)
    assert found.startswith(f"{DIFFER}:7: holds the verdict, and a better answer can raise it; ")
    listed = ("heads-differ", "dates-late", "rare-knowledge")
    text = "".join(f"- {{rule: {rule}, reason: r}}\n" for rule in listed)
    (folder / "not-monotone.yaml").write_text(text)
    says = "holds nothing or is monotone; take it off the list"
    assert complaints_about(folder) == [
        f'not-monotone.yaml:2: "dates-late" {says}',
        f'not-monotone.yaml:3: "rare-knowledge" {says}',
    ]


def test_an_undecided_example_is_wanted_only_where_an_answer_is_read(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    before, _, _ = (folder / TEAMS).read_text().partition("  - name: nobody knows")
    (folder / TEAMS).write_text(before)
    assert complaints_about(folder) == [f"{TEAMS}:12: has no example with expect: undecided"]
    spoil(folder, TEAMS, TOLD, "  all: [{both_sectors: true}, {answered_by_others: false}]\n")
    assert not complaints_about(folder)
    spoil(folder, *NOT_TO_DO)
    assert complaints_about(folder) == [f"{MONEY}:36: {UNREAD}"]


def test_what_nothing_uses_is_told(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "changes.yaml", "[heads-differ, teams-not-told]", "heads-differ")
    (folder / TEAMS).unlink()
    spoil(folder, *NOT_TO_DO)
    spoil(folder, LESSONS, "  background: Nothing rests on it today.\n", "")
    source = (folder / "sources.yaml").read_text()
    (folder / "sources.yaml").write_text(source + source.replace("id: handbook", "id: other"))
    with (folder / CONCERNS).open("a") as file:
        file.write("- {id: travel, title: The way is long, topic: calendar}\n")
    assert complaints_about(folder) == [
        'concerns.yaml:4: no risk belongs to "travel"',
        f'{LESSONS}:11: no risk, step, question or shown element names "of-its-time"',
        f"{MONEY}:36: {UNREAD}",
        'sources.yaml:11: nothing cites "other"',
        f'{STEPS}:16: no risk raises "find-money"',
    ]


def test_risks_that_hold_together_need_one_thing_that_clears_them(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, REFUSES, "concern: refusal", "concern: dates")
    spoil(folder, TEAMS, "concern: uneven", "concern: refusal")
    says = "limit the verdict together, until different things; say under until what clears both"
    assert complaints_about(folder) == [f'concerns.yaml:2: "dates-late" and "head-refuses" {says}']
    kinds = "concern: dates\nkinds: [{}]"
    spoil(folder, REFUSES, "concern: dates", kinds.format("cluster"))
    spoil(folder, LATE, "concern: dates", kinds.format("itt, hub"))
    assert not any(says in found for found in complaints_about(folder))
    spoil(folder, LATE, "[itt, hub]", "[cluster, hub]")
    assert any(says in found for found in complaints_about(folder))
    spoil(
        folder, CONCERNS, "The dates leave no room,", "The dates leave no room, until: all is well,"
    )
    assert not any(says in found for found in complaints_about(folder))


def test_a_source_is_cited_only_through_lessons_that_serve(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    source = (folder / "sources.yaml").read_text()
    (folder / "sources.yaml").write_text(source + source.replace("id: handbook", "id: other"))
    also = "  also:\n    - {source: other, locator: p. 1}\n"
    spoil(folder, LESSONS, "  background", f"{also}  background")
    assert complaints_about(folder) == ['sources.yaml:11: nothing cites "other"']
    spoil(folder, LESSONS, "- {source: handbook,", "- {source: other,")
    assert not complaints_about(folder)


def test_equal_conditions_are_told_where_both_rules_exist(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    copy = folder / "calendar" / "dates-late-too.yaml"
    shutil.copy(folder / LATE, copy)
    text = copy.read_text().replace("id: dates-late", "id: dates-late-too")
    copy.write_text(text.replace("[one-by-one, after-closing]", "[after-closing, one-by-one]"))
    assert complaints_about(folder) == [
        'calendar/dates-late-too.yaml:6: has the same condition as "dates-late"'
    ]
    file = "calendar/dates-late-too.yaml"
    spoil(folder, file, "kind: risk", "kind: risk\nstages: [starting, running]")
    assert complaints_about(folder) == [f'{file}:7: has the same condition as "dates-late"']
    spoil(folder, LATE, "kind: risk", "kind: risk\nstages: [exploring, agreeing]")
    spoil(folder, LATE, "{starting: pilot, running: pilot}", "pilot")
    assert not complaints_about(folder)


def test_a_step_needs_none_that_is_due_later(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, STEPS, "  when: half-term", "  when: term")
    assert not complaints_about(folder)
    due = "when: {}\n  effort: days\n  done_when: The dates"
    spoil(folder, STEPS, due.format("term"), due.format("half-term"))
    assert complaints_about(folder) == [
        f'{STEPS}:14: needs "ask-each-head", which has a later horizon'
    ]


def test_a_step_for_every_school_brings_an_answer_of_a_partner(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    marked = "\n  for_every_school: true"
    spoil(folder, STEPS, "  who: a business manager", f"  who: a business manager{marked}")
    assert not complaints_about(folder)
    spoil(folder, STEPS, "  who: the head\n", f"  who: the head{marked}\n")
    assert complaints_about(folder) == [
        f"{STEPS}:4: changes nothing: the step brings no answer of a partner, so names no school"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("expect: stands", "expect: silent", ':15: example "session by session": the rule stan'),
        ("expect: stands", "expect: undecided", ':15: example "session by session": the rule st'),
        ("asks: [dates-fixed]", "asks: []", ':24: example "nobody knows": write asks: [d'),
        ("asks: [dates-fixed]", "asks: [dates-fixed, head-backing]", ':24: example "nobody knows"'),
        ("months-funded: 6}", "months-funded: 12}", ':24: example "nobody knows": write asks: [d'),
    ],
)  # fmt: skip
def test_an_example_that_expects_the_wrong_thing_is_told(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, LATE, old, new)
    unreadable, (failing,) = example_faults(*load_with_origins(folder))
    assert not unreadable
    assert str(failing).startswith(f"{folder}/{LATE}{expected}")
    check_message(failing.says)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("before-some}", "before-som}", ':19: dates-fixed: there is no level "before-som"; did yo'),
        ("{dates-fixed: before-some}", "{dates-fixd: a}", ':19: there is no question "dates-fixd"'),
        ("before-some}", "before-some, kind: clustr}", ':19: "kind": "clustr" is not known here; '),
        ("before-some}", "before-some, stage: 5}", ':19: "stage": expected one word, '
         'found the number 5'),
        ("before-some}", "before-some, partners: [x]}", ':19: "partners": expected a group of '
         'keys, found "x"'),
        ("before-some}", "x, partners: [{anwsers: {}}]}", ':19: dates-fixed: there is no level "x'),
    ],
)  # fmt: skip
def test_an_example_that_cannot_be_read_is_told(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, LATE, old, new)
    (unreadable, *_), failing = example_faults(*load_with_origins(folder))
    assert not failing
    assert str(unreadable).startswith(f"{folder}/{LATE}{expected}")
    check_message(unreadable.says)
