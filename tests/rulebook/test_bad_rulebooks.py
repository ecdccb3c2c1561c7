"""Each fault of a rule folder is told at its file and line, with the nearest name, and alone."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.files.faults import Faults
from advisor.rulebook.loading import load_rulebook
from tests.plain import check_message, is_said
from tests.small import copied_to, spoil

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
CHANGES = "changes.yaml"
ASKED_BACK = "contradictions.yaml"
LESSONS = "lessons/handbook.yaml"
LEAF = "  dates-fixed: [one-by-one, after-closing]\n"
HOLDS = "holds_at: {starting: pilot, running: pilot}"
ALL_KINDS = "[cluster, independent-state, itt, hub, federation, support]"
SHIPPED = Path(__file__).parents[2] / "rules"


def faults_in(folder: Path) -> list[str]:
    """Return what is wrong with a rule folder, by paths in it, or fail if nothing is."""
    with pytest.raises(Faults) as error:
        load_rulebook(folder)
    assert error.value.faults
    for fault in error.value.faults:
        check_message(fault.says)
    return [str(fault).replace(f"{folder}/", "") for fault in error.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (LATE, "  dates-fixed: [", "  dates-fixd: [", ':7: there is no question "dates-fixd"; did'),
        (LATE, "[one-by-one", "[one-by-oen", ':7: "dates-fixed" has no level "one-by-oen"; did yo'),
        (LATE, "[one-by-one, after-closing]", "one-by-one", ':7: "dates-fixed": expected a list, '),
        (LATE, "[one-by-one, after-closing]", "[]", ':7: "dates-fixed": is empty; expected 1 or m'),
        (LATE, "[one-by-one, after-closing]", "[true]", ':7: "dates-fixed": expected text, '
         'found true (a truth value'),
        (LATE, "[one-by-one, after-closing]", "[One]", ':7: "dates-fixed": expected a name in '
         'lower case with hyphens, found "One"'),
        (LATE, "[one-by-one, after-closing]", "5", ':7: "dates-fixed": expected a list, '
         'found the number 5'),
        (LATE, "[one-by-one, after-closing]", "one-by-one", ':7: "dates-fixed": expected a list, '
         'found "one-by-one"; write it in brackets: [one-by-one]'),
        (LATE, "[one-by-one, after-closing]", "[0]", ':7: "dates-fixed": expected text, found '
         'the number 0; name levels, or bands of a number, in brackets'),
        (LATE, LEAF, "  or:\n    - {stage: [running]}\n", ':7: there is no condition "or"; did yo'
         'u mean "any"?'),
        (LATE, LEAF, "  finding: rare-knowledge\n  dates-fixed: [one-by-one]\n",
         ':8: a condition names one thing; put "dates-fixed" in one of its own'),
        (LATE, LEAF, "  at_least: 2\n  head-backing: [refused]\n", ':8: "head-backing" belongs und'
         'er answer: what so many partners answer'),
        (LATE, LEAF, "  any_partner: {head-backing: [refused]}\namong: {core: true}\n", ':8: among'
         ' belongs to the condition that it limits; indent it as far'),
        (LATE, HOLDS, "", ":9: until says what ends holds_at, which is missing"),
        (DATES, "says: They are set session by session.", "says: They are set late, one by one.",
         ':7: unknown key "one by one."; text that holds a comma needs quotes here'),
        (LATE, HOLDS, HOLDS + "\nholds-at:", ':9: unknown key "holds-at"; did you mean "hol'),
        (LATE, LEAF, "", ':6: "when": expected a group of keys, found nothing'),
        (LATE, f"when:\n{LEAF}", "", ':1: the key "when" is missing'),
        (LATE, LEAF, "  - late\n", ':6: "when": expected a group of keys, found a list'),
        (LATE, LEAF, LEAF + "  months-funded: [x]\n", ":6: a condition names one thing; this one"),
        (LATE, LEAF, "  all: []\n", ':7: "all": is empty; expected 1 or more'),
        (LATE, LEAF, "  all: late\n", ':7: "all": expected a list, found "late"'),
        (LATE, LEAF, "  all:\n    - late\n", ':8: "all": expected a group of keys, found "late"'),
        (LATE, LEAF, "  al:\n    - {stage: [running]}\n", ':7: there is no condition "al"; did yo'),
        (LATE, LEAF, "  all:\n    - any_partners: {head-backing: [refused]}\n      among: {}\n",
         ':8: there is no condition "any_partners"; did you mean "any_partner"?'),
        (LATE, LEAF, "  all:\n    - {differ: 2, question: head-backing}\n", ':8: there is no cond'),
        (LATE, LEAF, "  all: [{stage: [running]}]\n  any: []\n", ':8: a condition names one thing'),
        (LATE, LEAF, "  not: {dates-fixed: [before-all]}\n", ":7: not goes only before finding"),
        (LATE, LEAF, "  not: {finding: money-secured}\n", ":6: the rule has nothing but not; say "),
        (LATE, LEAF, "  finding: money-secure\n", ':7: there is no rule "money-secure"; did you m'),
        (LATE, LEAF, "  finding:\n", ':7: "finding": expected text, found nothing'),
        (LATE, LEAF, "  any_partner: {dates-fixed: [one-by-one]}\n", ':7: "dates-fixed" is asked '),
        (LATE, LEAF, "  head-backing: [refused]\n", ':7: "head-backing" is asked of partners; use'),
        (LATE, LEAF, "  at_least: 0\n  answer: {head-backing: [refused]}\n", ':7: "at_least": the'),
        (LATE, LEAF, "  at_least: two\n  answer: {head-backing: [refused]}\n", ':7: "at_least": '
         'expected a whole number, found "two"'),
        (LATE, LEAF, "  at_least: 2\n", ':6: the key "answer" is missing'),
        (LATE, LEAF, "  at_least: 2\n  anser: {head-backing: [refused]}\n", ':8: unknown key "ans'),
        (LATE, LEAF, "  at_least: 2\n  answer:\n    head-backing: [refusd]\n", ':9: "head-backing" '
         'has no level "refusd"; did you mean "refused"?'),
        (LATE, LEAF, "  any_partner: {head-backing: [refused]}\n  amogn: {}\n", ':8: unknown key '),
        (LATE, LEAF, "  any_partner: {head-backing: [refused]}\n  among: {role: member}\n", ':8: '),
        (LATE, LEAF, "  any_partner: {head-backing: [refused]}\n  among: {role: [meber]}\n",
         ':8: "role": "meber" is not known here; did you mean "member"?'),
        (LATE, LEAF, "  any_partner: {head-backing: [refused]}\n  among: {core: yes}\n", ':8: "co'),
        (LATE, LEAF, "  differ_by: 3\n  question: head-backing\n", ':7: "head-backing" has 3 leve'),
        (LATE, LEAF, "  differ_by: 1\n  question: dates-fixed\n", ':8: "dates-fixed" is asked onc'),
        (LATE, LEAF, "  differ_by: 1\n  question: head-baking\n", ':8: there is no question "head'),
        (LATE, LEAF, "  kind: [clustr]\n", ':7: "kind": "clustr" is not known here; did you mean '),
        (LATE, LEAF, "  stage: running\n", ':7: "stage": expected a list, found "running"'),
        (LATE, LEAF, "  partners: {at_least: -1}\n", ':7: "at_least": the number -1 is too small'),
        (LATE, LEAF, "  partners: {at_leats: 1}\n", ':7: unknown key "at_leats"; did you mean "at'),
        (LATE, LEAF, "  both_sectors: yes\n", ':7: "both_sectors": expected true or false, '
         'found "yes"'),
        (LATE, "id: dates-late", "id: dates-lat", ':1: the id is "dates-lat" but the name of the '),
        (LATE, "id: dates-late", "id: Dates Late", ':1: "id": expected a name in lower case with '
         'hyphens, found "Dates Late"'),
        (LATE, "id: dates-late\n", "", ':1: the key "id" is missing'),
        (LATE, "topic: calendar", "topic: calender", ':3: there is no topic "calender"; did you m'),
        (LATE, "topic: calendar", "topic: funding", ':3: the topic is "funding" but the folder is'),
        (LATE, "kind: risk", "kind: riks", ':5: "kind": "riks" is not known here; did you mean "r'),
        (LATE, "kind: risk", "kind: true", ':5: "kind": expected one word, found true (a truth va'),
        (LATE, "kind: risk", "kind: risk\nseverity: medium", ":6: severity is worked out from h"),
        (DATES, "  why: L", "  changeable: yes\n  why: L", ":4: nothing reads"),
        (LATE, "concern: dates", "concern: date", ':4: there is no concern "date"; did you mean "'),
        (LATE, "concern: dates\n", "", ":1: a risk belongs to a concern: name one of concerns.yam"),
        (LATE, "steps: [set-dates]\n", "", ":1: a risk names at least one step under steps"),
        (LATE, "until: the dates stand\n", "", ":8: holds_at needs until: say in words what e"),
        (LATE, HOLDS, "holds_at: plot", ':8: "holds_at": "plot" is not known here; did you mean "'),
        (LATE, HOLDS, "holds_at: [pilot]", ':8: "holds_at": expected one word, found a list'),
        (LATE, HOLDS, "holds_at: {runing: pilot}", ':8: unknown key "runing"; did you mean "runni'),
        (LATE, HOLDS, "holds_at: {running: plot}", ':8: "running": "plot" is not known here; did '),
        (LATE, HOLDS, "holds_at: ready", ":8: a risk holds at pilot, foundations-first or not-rea"),
        (LATE, HOLDS, f"stages: [exploring]\n{HOLDS}", ":9: holds_at names a stage at which the r"),
        (LATE, HOLDS, f"stages: []\n{HOLDS}", ":9: holds_at names a stage at which the rule does "),
        (RARE, "stages: [starting, running]", "stages: []", ':6: "stages": is empty; leave it out'),
        (RARE, "stages: [starting, running]", "kinds: []", ':6: "kinds": is empty; leave it out w'),
        (RARE, "[starting, running]", "[starting, runing]", ':6: "stages": "runing" is not known '),
        (RARE, "[starting, running]", "running", ':6: "stages": expected a list, found "running"'),
        (LATE, "unless: money-secured", "unless: money-secure", ':10: there is no rule "money-sec'),
        (LATE, "unless: money-secured", "unless: heads-differ", ':10: "heads-differ" is a risk; u'),
        (LATE, "until: the dates stand", "until: x\nas_excuse: x", ":10: only a strength can have"),
        (LATE, "steps: [set-dates]", "steps: [set-date]", ':12: there is no step "set-date"; did '),
        (LATE, "[dates-early]", "[dates-erly]", ':13: there is no lesson "dates-erly"; did you me'),
        (LATE, "[dates-early]", "[]", ':13: "lessons": is empty; expected 1 or more'),
        (LATE, "because: Late dates have to fit around what stands.", "because:", ':11: "because"'),
        (LATE, "because: Late", "becuase: Late", ':11: unknown key "becuase"; did you mean "becau'),
        (LATE, "    expect: stands", "    expect: stand", ':17: "expect": "stand" is not known he'),
        (LATE, "    expect: stands", "    expects: stands", ':17: unknown key "expects"; did you '),
        (LATE, "title: The dates come late", "title: [x", ":2: is not YAML: a [ is opened here th"),
        (LATE, "title: The dates", "id: x\ntitle: The dates", ':2: "id" is a duplicate key'),
        (LATE, "title: The dates", "title: &x The dates", ':2: uses the alias or anchor "x"; writ'),
        (RARE, "finding: dates-late", "finding: rare-knowledge", ":10: findings build on one anot"),
        (DATES, "  asks: When", "  aks: When", ':3: unknown key "aks"; did you mean "asks"?'),
        (DATES, "  why: Late dates fell through.\n", "", ':1: the key "why" is missing'),
        (DATES, "    - {id: one-by-one, label", "    - {id: one-by-one, labl", ':7: unknown key "'),
        (DATES, "id: before-all, label", "id: before-some, label", ":1: two levels bear the same "),
        (DATES, "id: before-all, label", "id: unknown, label", ":1: unknown and not-applicable ar"),
        (DATES, "- id: specialist-cover", "- id: dates-fixed", ':16: the question "dates-fixed" i'),
        (DATES, "topic: calendar\n  asks: When", "topic: calender\n  asks: When", ':2: there is n'),
        (DATES, "{dates-fixed: [after", "{dates-fixd: [after", ':26: there is no question "dates'),
        (DATES, "ask_when: {dates-fixed: [after-closing, before-some, before-all]}",
         "ask_when: {finding: dates-late}", ":26: only a rule can read a finding"),
        (DATES, "[staff work only]", "staff work only", ':27: "may_not_apply": expected a list, '
         'found "staff work only"'),
        (DATES, "    who: the specialist\n", "", ':28: the key "who" is missing'),
        (DATES, "  lessons: [dates-early]", "  lessons: [dates-erly]", ':15: there is no lesson "'),
        (MONEY, "of: [member, lead]", "of: [membr]", ':45: "of": "membr" is not known here; did y'),
        (MONEY, "of: [member, lead]", "of: onec", ':45: "of": "onec" is not known here; did you m'),
        (MONEY, "of: [member, lead]", "of: []", ':45: "of": is empty; expected 1 or more'),
        (MONEY, "under: 6, label", "under: 6, up_to: 5, label", ":11: a band ends with up_to or w"),
        (MONEY, "    least: 0", "    least: .nan", ':8: "least": expected an ordinary number, '
         'found a value that is not a number'),
        (MONEY, "    least: 0", "    least: 1e400", ':8: "least": expected an ordinary number, '
         'found infinity'),
        (MONEY, "    least: 0", "    least: none", ':8: "least": expected a number, found "none"'),
        (MONEY, "    least: 0", "    least: 99", ":6: bands ascend from least to most; each but t"),
        (MONEY, "under: 12,", "undr: 12,", ':12: unknown key "undr"; did you mean "under"?'),
        (MONEY, "essential:\n    - {stages: [agreeing", "essential:\n    - {stages: [agreing",
         ':16: "stages": "agreing" is not known here; did you mean "agreeing"?'),
        (STEPS, "  when: half-term", "  when: half-tem", ':4: "when": "half-tem" is not known her'),
        (STEPS, "  effort: hour", "  effort: huor", ':5: "effort": "huor" is not known here; did '),
        (STEPS, "  effort: hour", "  effort: hour\n  before: [bid]", ':6: "before": "bid" is not '),
        (STEPS, "  effort: hour", "  effort: hour\n  before: [other]", ':6: "before": "other" is '),
        (STEPS, "  effort: hour", "  effort: hour\n  to_board: 1", ':6: "to_board": expected true '
         'or false, found the number 1'),
        (STEPS, "  effort: hour", "  effort: hour\n  when_ready: [soon]", ':6: "when_ready": "soo'),
        (STEPS, "- id: set-dates", "- id: set-dates\n  when_ready: [running]", ":9: when_ready ne"),
        (STEPS, "needs: [ask-each-head]", "needs: [ask-each-hed]", ':14: there is no step "ask-ea'),
        (STEPS, "needs: [ask-each-head]", "needs: [set-dates]", ":14: steps need or replace one a"),
        (STEPS, "{dates-fixed: before-all}", "{dates-fixed: before-al}", ':15: "dates-fixed" has '),
        (STEPS, "{dates-fixed: before-all}", "{dates-fixd: before-all}", ':15: there is no questi'),
        (STEPS, "- id: find-money", "- id: set-dates", ':16: the step "set-dates" is in steps'),
        (LESSONS, "  locator: p. 1\n", "  locator: p. 3\n", ':3: "handbook" has no place "p. 3"; '),
        (LESSONS, "  locator: p. 1\n", "  locator: 1\n", ':3: "locator": expected text, '
         'found the number 1'),
        (LESSONS, "{source: handbook, locator: p. 1}", "{source: handbok, locator: p. 1}",
         ':10: there is no source "handbok"; did you mean "handbook"?'),
        (LESSONS, "{source: handbook, locator: p. 1}", "{source: handbook, locator: p. 222}",
         ':10: "handbook" has no place "p. 222"; did you mean "p. 22"?'),
        (CONCERNS, "topic: calendar", "topic: calender", ':2: there is no topic "calender"; did'),
        (CONCERNS, "id: refusal", "id: dates", ':2: the concern "dates" is in concerns.yam'),
        (CONCERNS, "id: uneven, ", "", ':3: the key "id" is missing'),
        ("sources.yaml", "  year: 2020", "  year: MMXX", ':4: "year": expected a whole number, '
         'found "MMXX"'),
        ("sources.yaml", "  short: A handbook\n", "", ':1: the key "short" is missing'),
        ("rulebook.yaml", 'version: "1"', "version: 1.0", ':1: "version": expected text, '
         'found the number 1.0'),
        ("rulebook.yaml", "title: Money}", "title: Money}\n  - {id: funding, title: x}", ":6: dup"),
        ("rulebook.yaml", "title: Money}", "title: Money}\n  - {id: schema, title: x}", ":6: the"),
        ("rulebook.yaml", "title: Money}", "title: Money}\n  - {id: steps, title: x}", ":6: the "),
        ("wording.yaml", "  cluster:\n", "  clustr:\n", ':2: unknown key "clustr"; did you mean "'),
        ("wording.yaml", "  hub:\n", "  hub:\n    bands: {strting: {pilot: x}}\n", ':12: '),
        ("wording.yaml", "  hub:\n", "  hub:\n    bands: {running: {pilott: x}}\n", ':12: '),
        ("wording.yaml", "  lead: lead\n", "", ':72: the key "lead" is missing'),
        ("wording.yaml", "    ready: open talks\n", "", ':38: the key "ready" is missing'),
        ("wording.yaml", "  low: {label: LOW}\n", "", ':64: the key "low" is missing'),
        (CHANGES, "becomes: dates-fixed", "becomes: dates-fixd", ':3: there is no question "dates'),
        (CHANGES, "  asks: When are the dates of the sessions known?\n", "", ':1: "dates-known" is '
         'gone, so its words belong here: asks'),
        (CHANGES, "dates-known", "months-funded", ':3: "months-funded" is there again; take becom'),
        (CHANGES, "They are set late., becomes: ask-again", "They are set late.", ':5: there is no '
         'level "late" now; say what it becomes, or ask-again'),
        (CHANGES, "{head-backing: refused}", "{head-backing: refusd}", ':12: "head-backing" has n'),
        (CHANGES, "{head-backing: refused}", "{dates-fixed: one-by-one}", ':12: "dates-fixed" is as'
         'ked of others than "heads-agree" was; ask-again'),
        (CHANGES, "heads-far-apart", "heads-differ", ':15: the rule "heads-differ" is there again'),
        (CHANGES, "teams-not-told]", "teams-not-tld]", ':17: there is no rule "teams-not-tld"; di'),
        (CHANGES, "  reason: Nobody can change it.\n", "", ':19: the key "reason" is missing'),
        (CHANGES, "rule: weather", "wether: weather", ':19: names nothing that changed; it begins'),
        (CHANGES, "rule: weather", "rule: heads-far-apart", ':19: the former rule "heads-far-apar'),
        ("not-monotone.yaml", "rule: heads-differ", "rule: head-differs", ':1: there is no rule "'),
        ("not-monotone.yaml", "  reason: A", "  raeson: A", ':2: unknown key "raeson"; did you me'),
        # The sentences of the brief.
        (MONEY, "At {schools}, the head has said no.", "The head has said no.", ":26: each part"),
        (MONEY, "{schools}, the head has said no.", "{schools}, {schools}", ":26: each partne"),
        (MONEY, "{schools}, the head has said no.", "{schools} {number}", ":26: each partner "),
        (DATES, "Every calendar is still open.", 'A, in_brief: "{schools} know"', ":10: is asked "),
        (DATES, "Every calendar is still open.", 'A, in_brief: "{number} dates"', ":10: no brace "),
        (MONEY, "It is secured for a year or more.", 'A, in_brief: "{numbr}"', ":13: only {number"),
        (MONEY, "It is secured for a year or more.", 'A, in_brief: "{number} }"', ":13: only {num"),
        ("not-covered.yaml", "[under-a-year]", "[under-a-yaer]", ':4: "months-funded" has no leve'),
        ("not-covered.yaml", "{months-funded: [under-a-year]}", "{finding: dates-late}", ":4: onl"),
        (ASKED_BACK, "{head-backing: [refused]", "{head-bakcing: [refused]", ":2: there is no"),
        (ASKED_BACK, "[weighed]", "[wieghed]", ':2: "senior-team" has no level "wieghed"; did'),
        (ASKED_BACK, "  ask: ", "  asks: ", ':3: unknown key "asks"; did you mean "ask"?'),
    ],
)  # fmt: skip
def test_one_slip_is_one_fault(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, file, old, new)
    (found,) = faults_in(folder)
    assert is_said(found, file + expected)


def test_a_strength_is_told_all_that_only_a_risk_has(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, LATE, "kind: risk", "kind: strength")
    keys = {4: "concern", 8: "holds_at", 9: "until", 10: "unless", 12: "steps"}
    expected = [f"{LATE}:{line}: only a risk can have {key}" for line, key in keys.items()]
    assert [says.partition(";")[0] for says in faults_in(folder)] == expected


@pytest.mark.parametrize(
    ("file", "data", "expected"),
    [
        (LATE, b"", ":1: is empty; a group of keys is expected"),
        (LATE, b"- a", ":1: expected a group of keys, found a list"),
        (LATE, b"a", ':1: expected a group of keys, found "a"'),
        (LATE, b"\xff\x00", ":1: is not text in UTF-8; save it as UTF-8"),
        (LATE, b"a" * 20_000_000, ": is larger than 1,000,000 bytes; is this the file?"),
        (LATE, b"[" * 99, ":1: is nested more than 40 deep"),
        (LATE, b"a: [b", ":1: is not YAML: a [ is opened here that is not closed, or a comma is m"),
        (DATES, b"", ":1: expected a list"),
        (DATES, b"id: x", ":1: expected a list"),
        (DATES, b"- id: [b", ":1: is not YAML: a [ is opened here that is not closed, or a comma "),
        (DATES, b"- x", ':1: expected a group of keys, found "x"'),
        (STEPS, b"", ":1: expected a list"),
        (LESSONS, b"\xff", ":1: is not text in UTF-8; save it as UTF-8"),
        ("sources.yaml", b"", ":1: expected a list"),
        ("sources.yaml", b"'", ":1: is not YAML: quotes are opened here that are not closed"),
        ("rulebook.yaml", b"", ":1: is empty; a group of keys is expected"),
        ("rulebook.yaml", b"%", ":1: is not YAML: "),
        ("wording.yaml", b"", ":1: is empty; a group of keys is expected"),
        (CONCERNS, b"", ":1: expected a list"),
        ("not-monotone.yaml", b"a: b", ":1: expected a list"),
        ("not-monotone.yaml", b"- a", ':1: expected a group of keys, found "a"'),
        ("silent.yaml", b"a: b", ":1: expected a list"),
        ("not-covered.yaml", b"a: b", ":1: expected a list"),
        (ASKED_BACK, b"a: b", ":1: expected a list"),
        ("extra.yaml", b"", ": is read by nothing"),
        ("not-monoton.yaml", b"", ': is read by nothing; did you mean "not-monotone.yaml"?'),
        ("funding/extra.yml", b"", ': is read by nothing; did you mean "extra.yaml"?'),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_one_fault(
    tmp_path: Path, file: str, data: bytes, expected: str
) -> None:
    """Whatever refers to what the file should hold is not told too."""
    folder = copied_to(tmp_path)
    (folder / file).write_bytes(data)
    (found,) = faults_in(folder)
    assert is_said(found, file + expected)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda f: (f / LATE).unlink(), 1),
        (lambda f: (f / "not-monotone.yaml").unlink(), 0),
        (lambda f: (f / "not-covered.yaml").unlink(), 0),
        (lambda f: (f / "silent.yaml").unlink(), 0),
        (lambda f: (f / ASKED_BACK).unlink(), 0),
        (lambda f: (f / ".git").mkdir(), 0),
        (lambda f: (f / "_drafts").mkdir(), 0),
        (lambda f: (f / "README.md").write_text("read me"), 0),
        (lambda f: (f / "funding" / "._head-refuses.yaml").write_bytes(b"\0"), 0),
        (lambda f: (f / "funding" / ".#head-refuses.yaml").symlink_to("nowhere"), 0),
    ],
)
def test_what_is_not_there_and_what_programs_leave_behind(
    tmp_path: Path, change: Callable[[Path], object], expected: int
) -> None:
    folder = copied_to(tmp_path)
    change(folder)
    if expected:
        assert len(faults_in(folder)) == expected
    else:
        load_rulebook(folder)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda f: (f / "rulebook.yaml").unlink(),
            "is no rulebook folder: it holds no rulebook.yaml",
        ),
        (
            lambda f: (f / "wording.yaml").unlink(),
            f"wording.yaml: cannot be read: {os.strerror(errno.ENOENT)}",
        ),
        (
            lambda f: (f / CONCERNS).unlink(),
            f"concerns.yaml: cannot be read: {os.strerror(errno.ENOENT)}",
        ),
        (
            lambda f: (f / "sources.yaml").unlink(),
            f"sources.yaml: cannot be read: {os.strerror(errno.ENOENT)}",
        ),
        (lambda f: shutil.rmtree(f / "lessons"), 'has no folder "lessons"'),
        (lambda f: shutil.rmtree(f / "questions"), 'has no folder "questions"'),
        (
            lambda f: (f / "steps").rename(f / "stepps"),
            'stepps: is the folder of no topic; did you mean "steps"?',
        ),
        (lambda f: (f / "weather").mkdir(), "weather: is the folder of no topic"),
        (
            lambda f: (f / LATE).rename(f / "calendar" / "dates-later.yaml"),
            'calendar/dates-later.yaml:1: the id is "dates-late" but the name of the file is '
            '"dates-later"',
        ),
        (lambda f: (f / "calendar" / "x.yaml").mkdir(), "calendar/x.yaml: is a folder; a file is"),
        (
            lambda f: (f / "calendar" / "x.yaml").symlink_to("nowhere"),
            f"calendar/x.yaml: cannot be read: {os.strerror(errno.ENOENT)}",
        ),
        (
            lambda f: os.mkfifo(f / "calendar" / "x.yaml"),
            "calendar/x.yaml:1: is empty; a group of keys is expected",
        ),
        (
            lambda f: shutil.copy(f / LATE, f / "calendar" / "x.yaml"),
            'calendar/x.yaml:1: the id is "dates-late" but the name of the file is "x"',
        ),
    ],
)
def test_one_odd_thing_in_the_folder_is_one_fault(
    tmp_path: Path, change: Callable[[Path], object], expected: str
) -> None:
    folder = copied_to(tmp_path)
    change(folder)
    (found,) = faults_in(folder)
    assert expected in found


@pytest.mark.parametrize("name", ["missing", "file", "a" * 300, "empty", "dangling", "a\0b"])
def test_what_is_no_rule_folder_is_one_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (found,) = faults_in(tmp_path / name)
    assert "is no rulebook folder: it holds no rulebook.yaml" in found or "cannot be read" in found


def test_every_fault_of_every_file_comes_at_once(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, LATE, "[one-by-one", "[one-by-oen")
    spoil(folder, LATE, "steps: [set-dates]", "steps: [set-date]")
    spoil(folder, LATE, "kind: risk", "kind: riks")
    spoil(folder, RARE, "specialist-cover: [nobody]", "specialist-cove: [nobody]")
    spoil(folder, RARE, "finding: dates-late", "finding: dates-lat")
    spoil(folder, DATES, "asks: When", "aks: When")
    spoil(folder, STEPS, "when: half-term", "when: half-tem")
    spoil(folder, LESSONS, "  locator: p. 1\n", "  locator: p. 3\n")
    spoil(folder, "sources.yaml", "year: 2020", "year: x")
    (folder / TEAMS).write_bytes(b"\xff")
    assert [found.split(": ")[0] for found in faults_in(folder)] == [
        "calendar/dates-late.yaml:5",
        "calendar/rare-knowledge.yaml:9",
        "calendar/rare-knowledge.yaml:10",
        "funding/teams-not-told.yaml:1",
        "questions/calendar.yaml:3",
        "sources.yaml:4",
        "steps/all.yaml:4",
    ]


def test_a_rulebook_of_before_is_told_what_to_do_in_one_line_a_file(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    risks = (LATE, RARE, REFUSES, DIFFER, TEAMS)
    for file in risks:
        text = re.sub("concern: .*", "severity: high", (folder / file).read_text())
        (folder / file).write_text(text)
    says = "severity is worked out from holds_at: take the line off, and name a concern where there"
    assert faults_in(folder) == [f"{file}:4: {says} is none" for file in risks]


def test_every_circle_is_told_at_the_line_that_closes_it(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    loop = "  - finding: {}\nbecause"
    spoil(folder, SECURED, "because", loop.format("dates-late").replace("  -", "    -"))
    spoil(folder, DIFFER, "because", loop.format("x"))
    spoil(folder, DIFFER, "  - finding: x\n", "")
    spoil(folder, DIFFER, "finding: money-secured", "finding: heads-differ")
    spoil(folder, STEPS, "  lessons: [dates-early]", "  needs: [set-dates]")
    assert faults_in(folder) == [
        "calendar/dates-late.yaml:10: findings build on one another in a circle: dates-late → "
        "money-secured → dates-late",
        "funding/heads-differ.yaml:14: findings build on one another in a circle: heads-differ → "
        "heads-differ",
        "steps/all.yaml:7: steps need or replace one another in a circle: ask-each-head → "
        "set-dates → ask-each-head",
    ]


def test_the_content_hash_tells_what_is_said_and_not_how(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    before = load_rulebook(folder).content_hash
    path = folder / LATE
    path.write_bytes(b"\xef\xbb\xbf# a comment\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rulebook(folder).content_hash == before
    spoil(folder, RARE, "Both together leave no room.", "Both together leave little room.")
    assert load_rulebook(folder).content_hash != before
