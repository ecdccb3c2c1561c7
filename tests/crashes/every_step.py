"""One answer, one save, one resume and one export, with each step of theirs failing in turn."""

import contextlib
import gc
import io
import mmap
import os
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from errno import EACCES, EIO, ENOSPC
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from advisor.__main__ import run
from advisor.files import disk
from advisor.files.atomic import sweep, temporary_files
from advisor.files.faults import Faults
from advisor.interview.state.journal import Journal
from advisor.rulebook import loading
from tests.crashes.dialogue import (
    ANSWER,
    NOTE,
    SET_UP,
    Item,
    answered,
    confirmed,
    lost_facts,
    note_is_confirmed,
    note_is_kept,
    offered,
)
from tests.shipped import shipped_rulebook, shipped_scenario

ERRORS = {"no space": ENOSPC, "I/O error": EIO, "no permission": EACCES}
WAYS = (*ERRORS, "killed before", "killed after", "killed half way")
PARTNERSHIP = (
    "partnership: P\nkind: cluster\nstage: exploring\npartners: [{name: Oak}, {name: Elm}]\n"
)
_OLD = "an older export"
# In memory where that can be: a process is killed here, not a machine, and waiting for a disk takes
# most of the time.
ROOM = next((str(path) for path in [Path("/dev", "shm")] if path.is_dir()), None)
_COUNTED = 255
"""Of each step, up to so many, whether it writes; and then how many there were."""
_new: list[str] = []
"""The export as it is when nothing fails."""


class Operation(NamedTuple):
    """Something that a person does.

    Attributes:
        name: What is printed.
        arguments: Of the command.
        lines: What is typed; then the process ends without a word.
        is_resumed: Whether an unsaved interview is there before.
        is_new: Whether there is no file yet, so that a partnership is set up first.
    """

    name: str
    arguments: tuple[str, ...]
    lines: tuple[str, ...] = ()
    is_resumed: bool = False
    is_new: bool = False


_INTERVIEW = ("interview", "ours.yaml", "--plain")
OPERATIONS = (
    Operation("answer", _INTERVIEW, (ANSWER,)),
    Operation("save", _INTERVIEW, (ANSWER, NOTE, "save", ANSWER)),
    Operation("note", _INTERVIEW, (ANSWER, NOTE, "save")),
    Operation("stop", _INTERVIEW, (ANSWER, "stop", "")),
    Operation("set-up", _INTERVIEW, (*SET_UP, ANSWER), is_new=True),
    Operation("resume", _INTERVIEW, ("y", ANSWER), is_resumed=True),
    Operation("export", ("assess", "ours.yaml", "--output", "advice.txt")),
)


class Case(NamedTuple):
    """An operation, one step of which fails in some way."""

    operation: Operation
    way: str
    step: int


class Outcome(NamedTuple):
    """How a process ended, and what it had shown."""

    code: int
    shown: str
    steps: int
    writes: frozenset[int]


def every_case(every: int = 1) -> Iterator[tuple[Case, str | None]]:
    """Yield each case, with what was lost; every so manieth step only.

    The first one of each operation lets nothing fail: the process just ends without a word.
    """
    _warm_up()
    cases = []
    for operation in OPERATIONS:
        outcome, fault = _tried(operation, None, -1)
        assert outcome.steps, f"{operation.name} changes nothing on disk"
        yield Case(operation, "nothing fails", outcome.steps), fault
        for step in range(0, outcome.steps, every):
            # Only what is written can be killed half way.
            ways = WAYS if step in outcome.writes else WAYS[:-1]
            cases += [Case(operation, way, step) for way in ways]
    # A case waits for its child most of the time; forked, so that each worker is warm.
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        yield from zip(cases, pool.map(_lost, cases, chunksize=8), strict=True)


def _lost(case: Case) -> str | None:
    return _tried(case.operation, case.way, case.step)[1]


def counted(every: int = 1, say: Callable[[str], None] = print) -> int:
    """Try every case, say how many there were and what was lost, and return how many lost."""
    cases: Counter[str] = Counter()
    steps: dict[str, int] = {}
    losses = 0
    for (operation, way, step), fault in every_case(every):
        cases[operation.name] += 1
        steps.setdefault(operation.name, step)
        if fault is not None:
            losses += 1
            say(f"{operation.name}, step {step}, {way}: {fault}")
    for name, number in cases.items():
        say(f"{name}: {steps[name]} steps, {number} cases")
    say(f"every step: {cases.total()} cases, {losses} lost")
    return losses


def _warm_up() -> None:
    """Load all that a child needs, so that each fork begins at its work."""
    import advisor.interview.plain.line_interview
    import advisor.scenario.saving

    del advisor
    rulebook = shipped_rulebook()
    loading.load_rulebook = lambda folder: rulebook  # noqa: ARG005
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
        file = Path(name) / "ours.yaml"
        file.write_text(PARTNERSHIP, encoding="utf-8")
        run(["assess", str(file), "--output", str(file.with_suffix(".txt"))])
        _new[:] = [file.with_suffix(".txt").read_text(encoding="utf-8")]
    # What is there already need not be looked at again, in no child either.
    gc.freeze()


def _tried(operation: Operation, way: str | None, step: int) -> tuple[Outcome, str | None]:
    with tempfile.TemporaryDirectory(dir=ROOM) as name:
        home = Path(name)
        with mock.patch.dict(os.environ, ADVISOR_STATE=str(home / "state")):
            before = _prepared(home, operation)
            outcome = _forked(operation, home, way, step)
            return outcome, _fault(operation, home, outcome, before)


def _prepared(home: Path, operation: Operation) -> frozenset[Item]:
    """Write the files that there are before, and return what is answered in them."""
    file = home / "ours.yaml"
    if not operation.is_new:
        file.write_text(PARTNERSHIP, encoding="utf-8")
    (home / "advice.txt").write_text(_OLD, encoding="utf-8")
    if not operation.is_resumed:
        return frozenset()
    scenario = shipped_scenario("first-contact")
    journal = Journal()
    journal.lock_file(file, file.read_bytes())
    journal.record(scenario)
    journal.close()
    journal.unlock_file()
    return answered(scenario)


class _Lines(io.BytesIO):
    """Standard input that ends the process without a word where the lines end."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if line := super().readline(size):
            return line
        os._exit(0)


def _forked(operation: Operation, home: Path, way: str | None, step: int) -> Outcome:
    """Carry out an operation in a process of its own, one step of which fails."""
    reader, writer = os.pipe()
    count = mmap.mmap(-1, _COUNTED + 1)
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            os.close(reader)
            os.chdir(home)
            sys.stdout = sys.stderr = io.TextIOWrapper(
                io.FileIO(writer, "wb"), "utf-8", write_through=True
            )
            sys.stdin = io.TextIOWrapper(_Lines("\n".join([*operation.lines, ""]).encode()))
            _hook(way, step, count)
            code = run(list(operation.arguments))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        shown = stream.read().decode("utf-8")
    _, status = os.waitpid(pid, 0)
    steps = count[_COUNTED]
    writes = frozenset(place for place in range(steps) if count[place])
    return Outcome(os.waitstatus_to_exitcode(status), shown, steps, writes)


def _hook(way: str | None, step: int, count: mmap.mmap) -> None:
    """Have one of all steps that change the disk fail, or end the process around it."""

    def hooked(original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        place = count[_COUNTED]
        count[place] = original is write
        count[_COUNTED] += 1
        if place != step or way is None:
            return original(*given, **named)
        if way in ERRORS:
            raise OSError(ERRORS[way], os.strerror(ERRORS[way]))
        if way == "killed half way" and original is write:
            write(given[0], bytes(given[1])[: len(given[1]) // 2])
        elif way != "killed before":
            original(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    write = disk.write
    for name in disk.STEPS:
        setattr(disk, name, partial(hooked, getattr(disk, name)))


def _fault(
    operation: Operation, home: Path, outcome: Outcome, before: frozenset[Item]
) -> str | None:
    """Return what a case lost or left behind, if anything."""
    if outcome.code not in {0, 2, -signal.SIGKILL} or "Traceback" in outcome.shown:
        return f"it ends with {outcome.code}: {outcome.shown[-300:]}"
    try:
        offers = [answered(one) for one in offered(home / "ours.yaml")]
    except Faults as broken:
        return f"the file is not whole: {broken}"
    # Where the journal could not be read, there are two to go on with.
    for wanted in (before, confirmed(outcome.shown, list(operation.lines))):
        if wanted and not any(wanted <= offer for offer in offers):
            return f"{len(wanted)} answers were confirmed; the next start offers {offers}"
    if note_is_confirmed(outcome.shown, list(operation.lines)) and not note_is_kept(
        home / "ours.yaml"
    ):
        return "the note was confirmed; the next start does not offer it"
    if operation.is_new and (lost := lost_facts(outcome.shown)):
        return f"{lost} were given in the set-up; the next start does not offer them"
    exported = (home / "advice.txt").read_text(encoding="utf-8")
    if exported not in {_OLD, *_new}:
        return "the export is neither the old nor the new one"
    for folder in (home, home / "state", home / "state" / "journals"):
        sweep(folder)
        if left := temporary_files(folder):
            return f"{left} stays behind"
    return None
