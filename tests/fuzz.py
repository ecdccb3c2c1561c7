"""Feeds damaged inputs to every reader of the program, and checks how each one ends.

Run as ``python -m tests.fuzz --inputs 2000``. Each input is a shipped partnership, table, rule
folder, journal or typed meeting with a few random edits, read by the real command. The program
must end with exit code 0, 1 or 2, explain a 2 on standard error, and print nothing that a terminal
would act on. Exits 1 after listing the inputs that broke this; ``--keep FOLDER`` writes them there.
"""

import argparse
import contextlib
import gc
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from advisor.__main__ import run
from advisor.rulebook.loading import load_rulebook
from advisor.scenario.saving import scenario_json
from tests.batch.tabled import rows_of_partners, rows_of_partnerships, write_table
from tests.damage import damaged, damaged_workbook
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario

ROOT = Path(__file__).resolve().parent.parent
# fmt: off
_TYPED = (
    "1", "2", "3", "u", "x 1", "note café", "private z", "by head", "back", "undo", "redo",
    "result", "save", "help", "jump 4", "park", "state", "y", "n", "7.5", "", "stop", "open",
)
# fmt: on
_ODD_FIELDS: tuple[object, ...] = (
    *(None, True, -1, 1e300, [], {}, [[]], "", "\x00", "f.yaml"),
    "9999-12-31T23:59:59-12:00",
)
# What a terminal could act on: C0 and C1 codes but tab and line end, and changes of direction.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TABLE_OF = ("independent-state", "starting")
# Few, since a rulebook with its examples takes 0.8 s to check and most other inputs a few ms.
_RULEBOOK_SHARE = 0.005
_SOME_DAY = "2026-05-12T10:00:00+00:00"


class Case(NamedTuple):
    """A damaged input, and the command that reads it in a folder of its own."""

    reader: str
    name: str
    data: bytes
    command: tuple[str, ...]
    stdin: bytes = b""
    put: str | None = None
    """Where the input goes, if not into the folder under its name."""


class Failure(NamedTuple):
    """An input that broke a promise, and how."""

    case: Case
    number: int
    reason: str


@cache
def _tables() -> dict[str, bytes]:
    """Return good tables by file name: a row a partnership and a row a partner, in each format."""
    # Of one kind and stage: each pair of them is compiled anew for every input.
    every = map(shipped_scenario, SCENARIO_NAMES)
    scenarios = [each for each in every if (each.kind, each.judged_at) == _TABLE_OF][:5]
    assert len(scenarios) > 1
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for form, rows in (("wide", rows_of_partnerships), ("long", rows_of_partners)):
            for suffix in (".csv", ".jsonl", ".parquet", ".xlsx"):
                path = Path(folder) / f"{form}{suffix}"
                made[path.name] = write_table(
                    path, rows(scenarios, shipped_rulebook())
                ).read_bytes()
            made[f"{form}.tsv.csv"] = made[f"{form}.csv"].replace(b",", b"\t")
    return made


def _typed_meeting(chance: Random) -> bytes:
    return "\n".join(chance.choice(_TYPED) for _ in range(chance.randint(1, 25))).encode()


def _shipped_file(chance: Random) -> bytes:
    return (ROOT / "scenarios" / f"{chance.choice(SCENARIO_NAMES)}.yaml").read_bytes()


def _shipped_json(chance: Random) -> bytes:
    return scenario_json(shipped_scenario(chance.choice(SCENARIO_NAMES))).encode()


def _partnership_file(chance: Random) -> Case:
    name, data = chance.choice([("f.yaml", _shipped_file), ("f.json", _shipped_json)])
    command = chance.choice([("check",), ("check",), ("score",), ("assess", "--format", "text")])
    return Case(f"{command[0]} {name}", name, damaged(chance, data(chance)), (*command, name))


def _standard_input(chance: Random) -> Case:
    data = damaged(chance, chance.choice([_shipped_file, _shipped_json])(chance))
    return Case("check -", "unused", b"", ("check", "-"), stdin=data)


def _table(chance: Random) -> Case:
    name = chance.choice(sorted(_tables()))
    spoil = damaged_workbook if name.endswith(".xlsx") else damaged
    engine = chance.choice(["experta", "experta", "experta", "columns"])
    command = (
        "score",
        name,
        "--engine",
        engine,
        "--format",
        chance.choice(["csv", "jsonl", "table"]),
    )
    return Case(f"score {name.partition('.')[2]}", name, spoil(chance, _tables()[name]), command)


def _meeting(chance: Random) -> Case:
    data = _typed_meeting(chance)
    data = damaged(chance, data) if chance.random() < 0.7 else data
    named = ("f.yaml",) if chance.random() < 0.5 else ()
    return Case(
        "interview", "f.yaml", _shipped_file(chance), ("interview", "--plain", *named), data
    )


def _journal(chance: Random) -> Case:
    text = _shipped_json(chance).decode()
    record: dict[str, object]
    record = {"file": None, "at": _SOME_DAY, "original": None, "text": text, "parked": []}
    if chance.random() < 0.5:
        field = chance.choice(sorted(record))
        record[field] = chance.choice(_ODD_FIELDS)
        data = json.dumps(record).encode()
    else:
        data = damaged(chance, json.dumps(record).encode())
    journal = f"state/journals/{'0' * 32}.json"
    return Case("journal", "unused", data, ("interview", "--plain"), b"y\n1\nstop\n", put=journal)


def _rules(chance: Random) -> Case:
    path = chance.choice(sorted((ROOT / "rules").rglob("*.yaml")))
    put = f"rules/{path.relative_to(ROOT / 'rules')}"
    return Case("rules", "unused", damaged(chance, path.read_bytes()), ("check", "rules"), put=put)


_READERS: dict[Callable[[Random], Case], int] = {
    _partnership_file: 6,
    _standard_input: 2,
    _table: 2,
    _meeting: 3,
    _journal: 3,
}
"""Each maker of cases, and how many of 16 cases are its own; tables take longest."""


def case_of(seed: int, number: int) -> Case:
    """Return one case, which depends on the seed and its number only."""
    chance = Random(f"{seed}/{number}")  # noqa: S311
    if chance.random() < _RULEBOOK_SHARE:
        return _rules(chance)
    (make,) = chance.choices([*_READERS], [*_READERS.values()])
    return make(chance)


def broken_promise(case: Case, folder: Path) -> tuple[str, int]:
    """Run the command of a case in an empty folder; return what it broke, and its exit code."""
    _lay_out(case, folder)
    code, out, err = _run(case, folder)
    if code not in {0, 1, 2}:
        return f"exit code {code}: {err.strip()[-300:]}", code
    if code == 2 and not err.strip() and not out.strip():
        return "exit code 2 without a word", code
    # Excel, CSV and JSON Lines may hold what a person typed; what explains it may not.
    found = _CONTROL.search(err) or _CONTROL.search(out)
    return (f"printed {found[0]!r}" if found else ""), code


def _lay_out(case: Case, folder: Path) -> None:
    if case.reader == "rules":
        shutil.copytree(ROOT / "rules", folder / "rules")
    target = folder / (case.put or case.name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(case.data)


def _run(case: Case, folder: Path) -> tuple[int, str, str]:
    out, err = io.BytesIO(), io.BytesIO()
    stdin = io.TextIOWrapper(io.BytesIO(case.stdin), encoding="utf-8", errors="surrogateescape")
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, {"ADVISOR_STATE": str(folder / "state")}),
        patch.object(sys, "stdin", stdin),
        contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", write_through=True)),
        contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", write_through=True)),
    ):
        try:
            code = run(list(case.command))
        except BaseException as error:  # any escape is what is looked for
            return -1, "", f"{type(error).__name__}: {error}"
        return code, _text(out), _text(err)


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8", "replace")


def _warm_up() -> None:
    """Keep the rulebook between runs, which takes a command longer to read than most inputs."""
    patch("advisor.rulebook.loading.load_rulebook", cache(load_rulebook)).start()
    gc.set_threshold(200_000, 10, 10)


def fuzz(seed: int, numbers: Sequence[int]) -> tuple[Counter[tuple[str, int]], list[Failure]]:
    """Try the cases with these numbers; return how many ended how, by reader, and the failures."""
    counts: Counter[tuple[str, int]] = Counter()
    failures = []
    with tempfile.TemporaryDirectory() as top:
        for number in numbers:
            case = case_of(seed, number)
            folder = Path(top) / str(number)
            folder.mkdir()
            reason, code = broken_promise(case, folder)
            shutil.rmtree(folder)
            counts[case.reader, code] += 1
            if reason:
                failures.append(Failure(case, number, reason))
    return counts, failures


def _in_chunks(inputs: int) -> Iterator[range]:
    yield from (range(start, min(start + 100, inputs)) for start in range(0, inputs, 100))


def main() -> int:
    """Try as many inputs as the command line asks for, on all cores, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the inputs that failed into this folder")
    given = parser.parse_args()
    counts: Counter[tuple[str, int]] = Counter()
    failures: list[Failure] = []
    with ProcessPoolExecutor(initializer=_warm_up, max_tasks_per_child=None) as pool:
        parts = list(_in_chunks(given.inputs))
        for counted, failed in pool.map(fuzz, [given.seed] * len(parts), parts):
            counts += counted
            failures += failed
    for reader in sorted({reader for reader, _ in counts}):
        ends = ", ".join(f"exit {c}: {n}" for (r, c), n in sorted(counts.items()) if r == reader)
        print(f"{reader:20} {ends}")
    for failure in failures:
        print(f"input {failure.number} ({failure.case.reader}): {failure.reason}")
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            kept = given.keep / f"{failure.number}-{failure.case.name}"
            kept.write_bytes(failure.case.stdin or failure.case.data)
    print(f"{sum(counts.values())} inputs, seed {given.seed}: {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
