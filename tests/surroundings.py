"""Puts aside what around the tests would change how a screen looks or how a process ends."""

import os
import signal
import sys


def put_aside() -> None:
    """Take the settings of whoever runs this out of the environment.

    Under nohup, SIGHUP is ignored, and a process that a test starts would leave it so. In a shell's
    background SIGINT is ignored, and a test that waits for its own Ctrl+C would never end. A Python
    that may keep nothing it compiles spends 0.1 s on it in every process that a test starts.
    """
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in list(os.environ):
        if name in {"ACCESSIBLE", "NO_COLOR", "ESCDELAY"} or name.startswith("TEXTUAL_"):
            del os.environ[name]
