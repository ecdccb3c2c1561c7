"""Writes the report of a fault of the program: where it happened, nothing of what was said."""

import platform
import traceback
import uuid
from pathlib import Path

import advisor
from advisor.files.atomic import write_atomically
from advisor.interview.state.state_folder import private_folder


def write_report(error: BaseException) -> Path | None:
    """Return where the report was written; None where it could not be.

    It names the kinds of error and the lines of code, never a message or a value, since those
    could hold what somebody said.
    """
    lines = [f"partnership-advisor {advisor.__version__}, Python {platform.python_version()}", ""]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        # Textual wraps what a worker raised, and keeps it in ``error``, not as the cause.
        seen = getattr(seen, "error", None) or seen.__cause__ or seen.__context__
    try:
        file = private_folder("crashes") / f"{uuid.uuid4().hex}.txt"
        write_atomically(file, "\n".join([*lines, ""]).encode("utf-8", "replace"), mode=0o600)
    except OSError:
        # The disk may be full. The bug is reported on the terminal all the same, without a path.
        return None
    return file
