"""Each fault of a partnership file is told at its line, with the nearest right thing, and alone."""

from pathlib import Path

import pytest

from advisor.files.faults import Faults
from advisor.scenario.load_scenario import load_scenario, parse_scenario, scenario_complaints
from advisor.scenario.scenario import Scenario
from tests.plain import check_message
from tests.small import small_rulebook

GOOD = """\
partnership: Two schools
kind: cluster
stage: agreeing
as_of: 2026-05-12
partners:
  - name: Ash
    sector: state
    role: member
    answers:
      head-backing: said-yes
  - name: Birch
    sector: state
answers:
  dates-fixed: before-all
  months-funded: 12
  specialist-cover: {answer: not-applicable, reason: staff work only}
  senior-team:
    every: weighed
    note: Twice.
"""
LEVELS = '"one-by-one", "after-closing", "before-some", "before-all" or "unknown"'
BANDS = '"under-half-year", "under-a-year", "a-year-or-more" or "unknown"'
STAGES = '"agreeing", "exploring", "running", "starting"'
KINDS = '"cluster", "federation", "hub", "independent-state", "itt", "support"'
IS_FOR_ONE = "every belongs under the partnership's answers; a partner answers for itself"


def parse(text: str) -> Scenario:
    return parse_scenario(text.encode(), "f", small_rulebook())


def faults_in(text: str) -> list[str]:
    """Return what is wrong with a file, as ``line: what``, or fail if nothing is."""
    with pytest.raises(Faults) as error:
        parse(text)
    assert error.value.faults
    for fault in error.value.faults:
        assert fault.file == "f"
        check_message(fault.says)
    return [f"{fault.line}: {fault.says}" for fault in error.value.faults]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_the_file_that_is_spoilt_below_is_good() -> None:
    scenario = parse(GOOD)
    assert scenario.partner_count == 2
    assert not list(scenario_complaints(scenario))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: cluster", "kind: clutser", '2: "kind": "clutser" is not known here; did you mean'),
        ("kind: cluster", "kind: CLUSTERS", '; did you mean "cluster"?'),
        ("kind: cluster", "kind: zzz", f'2: "kind": "zzz" is not known here; it can be {KINDS}'),
        ("kind: cluster", "kind:", '2: "kind": expected one word, found nothing; it can'),
        ("kind: cluster", "kind: 5", '2: "kind": expected one word, found the number 5'),
        ("kind: cluster", "kind: [hub]", '2: "kind": expected one word, found a list'),
        ("kind: cluster\n", "", '1: the key "kind" is missing'),
        ("kind: cluster", "knid: cluster", '2: unknown key "knid"; did you mean "kind"?'),
        ("kind: cluster", "kind: cluster\nalso: hub", '3: "also": expected a list, found "hub"'),
        ("kind: cluster", "kind: cluster\nalso: [hub, hubb]", '3: "also": "hubb" is not known'),
        ("kind: cluster", "kind: cluster\n<<: hub", '3: unknown key "<<"'),
        ("stage: agreeing", "stage: agreing", '3: "stage": "agreing" is not known here; did you'),
        ("stage: agreeing", "stage: no", f'3: "stage": "no" is not known here; it can be {STAGES}'),
        (
            "stage: agreeing",
            "stage: true",
            f'3: "stage": expected one word, found true (a truth value to YAML); it can '
            f"be {STAGES}",
        ),
        ("stage: agreeing", "stage: agreeing\nstage: running", '4: "stage" is a duplicate key'),
        ("as_of: 2026-05-12", "as_of: 2026-13-45", '4: "2026-13-45" is not a date; write it as 20'),
        ("as_of: 2026-05-12", "as_of: 12/5/2026", '4: "12/5/2026" is not a date; write it as 2026'),
        ("as_of: 2026-05-12", "as_of: 2026-05-12T09:00", '4: "2026-05-12T09:00" is not a date; wr'),
        ("as_of: 2026-05-12", "as_of: 20260512", '4: "as_of": expected a date such as 2026-05-12, '
         'found the number 20260512'),
        ("as_of: 2026-05-12", "as_of: true", '4: "as_of": expected a date such as 2026-05-12, '
         'found true (a truth value to YAML)'),
        ("kind: cluster", "kind: cluster\nstarts: soon", '3: "soon" is not a date; write it as 20'),
        ("kind: cluster", "kind: cluster\nedition: 3", "3: is of edition 3, and this program re"),
        ("kind: cluster", "kind: cluster\nedition: 3\nnew: 1", "3: is of edition 3, and this pro"),
        ("kind: cluster", "kind: cluster\nedition: two", '3: "edition" is no edition; write 2'),
        ("kind: cluster", "kind: cluster\nabout: {}", "3: is empty; write what, for_whom, how_of"),
        ("kind: cluster", "kind: cluster\nabout: {who: us}", '3: unknown key "who"; it can be "f'),
        (
            "kind: cluster",
            "kind: cluster\ndates:\n  - {on: 2026-06-30, what: boards meet, is: bord-meeting}",
            '4: "is": "bord-meeting" is not known here; did you mean "board-meeting"?',
        ),
        (
            "kind: cluster",
            "kind: cluster\ndates:\n  - {on: 2026-06-30, what: boards meet, partner: Elm}",
            '4: there is no partner "Elm"; it can be "Ash", "Birch"',
        ),
        (
            "kind: cluster",
            "kind: cluster\nsteps:\n  find-money: {status: finished}",
            '4: "status": "finished" is not known here; it can be "done", "dropped", "not-started"',
        ),
        ("partnership: Two schools", "partnership:", '1: "partnership": expected text, '
         'found nothing'),
        ("partnership: Two schools", "partnership: 12", '1: "partnership": expected text, '
         'found the number 12'),
        ("partnership: Two schools\n", "", '1: the key "partnership" is missing'),
        ("  - name: Ash\n    sector", "  - sector", '6: the key "name" is missing'),
        ("name: Ash", 'name: "  "', '6: "name": is empty; text is expected'),
        ("name: Ash", "name:", '6: "name": expected text, found nothing'),
        ("name: Ash", "name: 12", '6: "name": expected text, found the number 12'),
        (
            "name: Ash",
            "name: true",
            '6: "name": expected text, found true (a truth value to YAML); write "true" '
            "for the word",
        ),
        ("name: Ash", 'name: "\\u200b"', '6: "name": is empty; text is expected'),
        ("name: Ash", f"name: {'x' * 20_001}", '6: "name": has 20,001 characters; the limit i'
         's 20,000'),
        ("name: Birch", "name: ' ASH '", '11: two partners are named "ASH"; give each its own n'),
        ("    role: member", "    role: memberr", '8: "role": "memberr" is not known here; did yo'),
        ("    role: member", "    role: boss", '8: "role": "boss" is not known here; it can be "l'),
        ("    role: member", "    roel: member", '8: unknown key "roel"; did you mean "role"?'),
        ("    role: member", "    core: yes", '8: "core": expected true or false, found "yes"'),
        ("    role: member", "    core: 1", '8: "core": expected true or false, '
         'found the number 1'),
        ("    role: member", "    count: 0", '8: "count": the number 0 is too small; the mini'
         'mum is 1'),
        ("    role: member", "    count: 10001", '8: "count": the number 10001 is too large; the '
         'maximum is 10,000'),
        ("    role: member", "    count: 1.5", '8: "count": expected a whole number, '
         'found the number 1.5'),
        ("    role: member", "    count: .nan", '8: "count": expected a whole number, '
         'found a value that is not a number'),
        ("    role: member", "    count: 1e400", '8: "count": expected a whole number, '
         'found infinity'),
        ("    role: member", f"    count: {'9' * 99}", '8: "count": expected a whole number, '
         'found the number 1e+99'),
        ("    role: member", "    count: many", '8: "count": expected a whole number, '
         'found "many"'),
        ("    role: member", "    answers_from: other", '"other" is not known here; did you mean '),
        ("said-yes", "said-yess", '10: head-backing: there is no level "said-yess"; did you mean '),
        ("      head-backing: said-yes", "", '9: "answers": expected a group of keys, '
         'found nothing'),
        ("head-backing: said-yes", "dates-fixed: before-all", "10: dates-fixed: is asked once, of"),
        ("said-yes", "{every: said-yes}", f"10: head-backing: {IS_FOR_ONE}"),
        ("head-backing: said-yes", "dates-fixed: {every: before-all}", "10: dates-fixed: is asked"),
        ("head-backing: said-yes", "head-baking: x", '10: there is no question "head-baking"; did'),
        ("dates-fixed: before-all", "dates-fixd: x", '14: there is no question "dates-fixd"; did '),
        ("dates-fixed: before-all", "5: x", '14: there is no question "5"'),
        ("dates-fixed: before-all", "~: x", '14: there is no question "~"'),
        ("before-all", "before-al", '14: dates-fixed: there is no level "before-al"; did you mean'),
        ("before-all", "no", f'14: dates-fixed: there is no level "no"; it can be {LEVELS}'),
        ("before-all", "true", "14: dates-fixed: true is a truth value to YAML, no answer; write"),
        ("before-all", "", "14: dates-fixed: the answer is empty; write unknown if nobody knows"),
        ("before-all", "3", f"14: dates-fixed: expected a level, found the number 3; it "
         f"can be {LEVELS}"),
        ("before-all", "[before-all]", "14: dates-fixed: an answer is one level, one number or u"),
        ("before-all", "{answr: before-all}", '14: dates-fixed: unknown key "answr"; did you mea'),
        ("before-all", "{every: before-all}", "14: dates-fixed: is asked once; write the answer "),
        ("before-all", "{answer: x, every: y}", "14: dates-fixed: is asked once; write the answe"),
        ("before-all", "{note: x}", '14: dates-fixed: the key "answer" is missing'),
        ("before-all", "not-applicable", "14: dates-fixed: cannot be not-applicable; write unkno"),
        ("before-all", "{answer: unknown, reason: x}", "14: dates-fixed: a reason goes with not-"),
        ("before-all", "{answer: unknown, note: 5}", '14: dates-fixed: "note": expected text, '
         'found the number 5'),
        ("before-all", "{answer: unknown, visibility: privat}", '"privat" is not known here; did'),
        ("before-all", "{answer: unknown, said_by: [x]}", '"said_by": expected text, found a list'),
        (": 12", ": -1", "15: months-funded: the number -1 is out of range; months from 0 to 60 m"),
        (": 12", ": 60.5", "15: months-funded: the number 60.5 is out of range; months from 0 to"),
        (": 12", ": 1e400", "15: months-funded: infinity is out of range; months fro"),
        (": 12", ": .inf", "15: months-funded: infinity is out of range; months from"),
        (": 12", ": .nan", "15: months-funded: a value that is not a number is out of range; mont"),
        (": 12", f": {'9' * 40}", "15: months-funded: the number 1e+40 is out of range; months f"),
        (": 12", f": {'9' * 9999}", "15: months-funded: infinity is out of range; mon"),
        (": 12", ": nan", f'15: months-funded: "nan" is neither a number (months from 0 to 60, '
         f"without quotes) nor a band; it can be {BANDS}"),
        (": 12", ": inf", '15: months-funded: "inf" is neither a number'),
        (": 12", ': "12"', '15: months-funded: "12" is neither a number (months from 0 to 60, wit'),
        (": 12", ": 1_000", '15: months-funded: "1_000" is neither a number'),
        (": 12", ": under-a-yaer", 'nor a band; did you mean "under-a-year"?'),
        (": 12", ": false", "15: months-funded: false is a truth value to YAML, no answer; write"),
        (
            "{answer: not-applicable, reason: staff work only}",
            "not-applicable",
            '16: specialist-cover: not-applicable needs its reason, as in {answer: not-applicable',
        ),
        ("reason: staff work only", "reason: ", "16: specialist-cover: not-applicable needs its r"),
        ("staff work only", "staf work", '16: specialist-cover: "staf work" is no reason here; di'),
        ("    every: weighed", "    every: wieghed", '17: senior-team: there is no level "wieghed'),
        ("    every: weighed", "    every:", "18: senior-team: the answer is empty; write unknown"),
        ("    every: weighed", "    evry: weighed", '18: senior-team: unknown key "evry"; did yo'),
        ("    every: weighed", "    answer: weighed", "17: senior-team: is asked of partners; ans"),
        ("    note: Twice.", "    ntoe: Twice.", '19: senior-team: unknown key "ntoe"; did you me'),
        ("senior-team:\n    every: weighed\n    note: Twice.", "senior-team: weighed", "17: senior-"
         "team: is asked of partners; answer under each partner, or write {every: …} for all alik"),
        ("\n  - name: Birch", "\n  - Birch\n  - name: Birch", 'expected a group of keys, '
         'found "Birch"'),
    ],
)  # fmt: skip
def test_one_slip_is_one_fault(old: str, new: str, expected: str) -> None:
    (found,) = faults_in(changed(old, new))
    assert expected in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1: is empty; a partnership is expected"),
        ("# only a comment\n", "1: is empty; a partnership is expected"),
        ("---\n...\n", "2: is empty; a partnership is expected"),
        ("~", "1: is empty; a partnership is expected"),
        ("- a\n", "1: expected a group of keys, found a list"),
        ("hello", "1: holds text without a key such as partnership: or kind:"),
        ("12", "1: expected a group of keys, found the number 12"),
        ("partnership: x\nkind: hub\npartners: []", '3: "partners": is empty; expected 1 or more'),
        ("partnership: x\nkind: hub\npartners:", '3: "partners": expected a list, found nothing'),
        ("partnership: x\nkind: hub", '1: the key "partners" is missing'),
        (
            "partnership: x\nkind: hub\npartners: {A: b}",
            '3: "partners": expected a list, found a group of keys',
        ),
        (GOOD + GOOD, '20: "partnership" is a duplicate key (first on line 1)'),
        (GOOD + "---\n" + GOOD, "20: holds a second YAML document; one is expected"),
        (GOOD.replace("    ", "\t"), "7: is not YAML: tab in the indentation; use spaces"),
    ],
)
def test_a_file_that_is_something_else_is_refused(text: str, expected: str) -> None:
    assert faults_in(text)[0].startswith(expected)


@pytest.mark.parametrize(
    ("group", "kind"),
    [("steps: {no-such: {owner: A}}", "step"), ("disagreements: {no-such: A}", "rule")],
)
def test_what_the_meeting_set_names_steps_and_rules_of_the_rulebook(group: str, kind: str) -> None:
    (found,) = faults_in(f"{GOOD}{group}\n")
    assert f'there is no {kind} "no-such"' in found


def test_a_table_is_sent_to_the_command_that_reads_tables() -> None:
    with pytest.raises(Faults, match=r"is a table; use advisor score a/t\.csv"):
        parse_scenario(b"Partnership,kind\nA,hub\n", "a/t.csv", small_rulebook())


def test_every_fault_of_a_file_comes_at_once_in_order() -> None:
    assert faults_in(
        """\
partnership: ""
kind: clutser
stagee: agreeing
partners:
  - {name: Ash, sector: sate, answers: {head-backing: said-yess, nonsense: 1, dates-fixed: x}}
  - {name: ash, count: 0}
  - sector: state
answers:
  dates-fixed: before-al
  dates-fixed: before-all
  head-backing: said-yes
  months-funded: -1
  specialist-cover: {answer: nobody, note: 5, visibility: privat}
"""
    ) == [
        '1: "partnership": is empty; text is expected',
        '2: "kind": "clutser" is not known here; did you mean "cluster"?',
        '3: unknown key "stagee"; did you mean "stage"?',
        '5: "sector": "sate" is not known here; did you mean "state"?',
        "5: dates-fixed: is asked once, of the partnership; move it to the partnership's answers",
        '5: head-backing: there is no level "said-yess"; did you mean "said-yes"?',
        '5: there is no question "nonsense"; it can be "dates-fixed", "head-backing", '
        '"months-funded", "senior-team", "specialist-cover"',
        '6: "count": the number 0 is too small; the minimum is 1',
        '6: two partners are named "ash"; give each its own name',
        '7: the key "name" is missing',
        '9: dates-fixed: there is no level "before-al"; did you mean "before-all"?',
        '10: "dates-fixed" is a duplicate key (first on line 9)',
        "11: head-backing: is asked of partners; answer under each partner, or write {every: …} "
        "for all alike",
        "12: months-funded: the number -1 is out of range; months from 0 to 60 make sense",
        '13: specialist-cover: "note": expected text, found the number 5; write it in quotes: "5"',
        '13: specialist-cover: "visibility": "privat" is not known here; did you mean "private"?',
    ]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(line_end: str) -> None:
    marked = "\ufeff" + GOOD.replace("\n", line_end)
    assert parse(marked) == parse(GOOD)
    assert faults_in(marked.replace("clus", "clsu"))[0].startswith("2: ")


def test_what_the_file_leaves_open_is_read_as_it_says() -> None:
    scenario = parse("partnership: x\nkind: hub\nstage:\npartners: [{name: A}]\n")
    assert scenario.stage is None
    assert scenario.judged_at == "starting"
    assert not scenario.answers


def test_a_hostile_name_is_quoted_harmlessly() -> None:
    (found,) = faults_in(changed("clus", '"\\e[2J{x} %s\\n\\u202e" #'))
    assert found.startswith('2: "kind": "<U+001B>[2J{x} %s <U+202E>" is not known here')


def test_a_million_bytes_of_faults_are_told_in_bounded_time() -> None:
    many = 8_000
    text = GOOD + "".join(f"  q{number}: x\n" for number in range(many))
    assert len(faults_in(text)) == many


def test_a_fault_names_the_file_as_the_user_did(tmp_path: Path) -> None:
    path = tmp_path / "a b.yaml"
    path.write_text("kind: x")
    with pytest.raises(Faults, match=r"a b\.yaml:1: "):
        load_scenario(path, small_rulebook())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: cluster", "kind: independent-state", "the partners are not of both sectors"),
        ("kind: cluster", "kind: cluster\nalso: [support]", "not a supporting and a supported"),
        ("kind: cluster", "kind: itt", "no partner is a provider or a placement school"),
        ("  - name: Birch\n    sector: state\n", "", "there is one partner only"),
        ("kind: cluster", "kind: cluster\nstarts: 2026-05-11", "starts: 2026-05-11 is before 20"),
    ],
)
def test_facts_that_contradict_one_another_are_worth_mending(
    old: str, new: str, expected: str
) -> None:
    (found,) = scenario_complaints(parse(changed(old, new)))
    check_message(found)
    assert expected in found
