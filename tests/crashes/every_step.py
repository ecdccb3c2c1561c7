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
from errno import EACCES, EIO, ENOSPC
from functools import partial
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
    Item,
    answered,
    confirmed,
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
_new: list[str] = []
"""The export as it is when nothing fails."""


class Operation(NamedTuple):
    """Something that a person does.

    Attributes:
        name: What is printed.
        arguments: Of the command.
        lines: What is typed; then the process ends without a word.
        is_resumed: Whether an unsaved interview is there before.
    """

    name: str
    arguments: tuple[str, ...]
    lines: tuple[str, ...] = ()
    is_resumed: bool = False


_INTERVIEW = ("interview", "ours.yaml", "--plain")
OPERATIONS = (
    Operation("answer", _INTERVIEW, (ANSWER,)),
    Operation("save", _INTERVIEW, (ANSWER, "save", ANSWER)),
    Operation("resume", _INTERVIEW, ("y", ANSWER), is_resumed=True),
    Operation("export", ("assess", "ours.yaml", "--output", "advice.txt")),
)


class Outcome(NamedTuple):
    """How a process ended, and what it had shown."""

    code: int
    shown: str
    steps: int


def every_case(every: int = 1) -> Iterator[tuple[Operation, str, int, str | None]]:
    """Yield each operation, way and step, with what was lost; every so manieth step only.

    Yields:
        The operation, the way in which its step fails, the place of the step, and the fault.
    """
    _warm_up()
    for operation in OPERATIONS:
        steps = _tried(operation, None, -1)[0].steps
        assert steps, f"{operation.name} changes nothing on disk"
        for step in range(0, steps, every):
            for way in WAYS:
                yield operation, way, step, _tried(operation, way, step)[1]


def counted(every: int = 1, say: Callable[[str], None] = print) -> int:
    """Try every case, say how many there were and what was lost, and return how many lost."""
    cases: Counter[str] = Counter()
    steps: dict[str, int] = {}
    losses = 0
    for operation, way, step, fault in every_case(every):
        cases[operation.name] += 1
        steps[operation.name] = step + 1
        if fault is not None:
            losses += 1
            say(f"{operation.name}, step {step}, {way}: {fault}")
    for name, number in cases.items():
        say(f"{name}: {steps[name]} steps, {number} cases")
    say(f"every step: {cases.total()} cases, {losses} lost")
    return losses


def _warm_up() -> None:
    """Load all that a child needs, so that each fork begins at its work."""
    import advisor.interview.plain
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
    count = mmap.mmap(-1, 4)
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
    return Outcome(os.waitstatus_to_exitcode(status), shown, int.from_bytes(count[:], "big"))


def _hook(way: str | None, step: int, count: mmap.mmap) -> None:
    """Have one of all steps that change the disk fail, or end the process around it."""

    def hooked(original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        place = int.from_bytes(count[:], "big")
        count[:] = (place + 1).to_bytes(4, "big")
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
    wanted = before | confirmed(outcome.shown, list(operation.lines))
    try:
        offers = [answered(one) for one in offered(home / "ours.yaml")]
    except Faults as broken:
        return f"the file is not whole: {broken}"
    if not any(wanted <= offer for offer in offers):
        return f"{len(wanted)} answers were confirmed; the next start offers {offers}"
    exported = (home / "advice.txt").read_text(encoding="utf-8")
    if exported not in {_OLD, *_new}:
        return "the export is neither the old nor the new one"
    for folder in (home, home / "state", home / "state" / "journals"):
        sweep(folder)
        if left := temporary_files(folder):
            return f"{left} stays behind"
    return None
