"""Puts aside what around the tests would change how a screen looks or how a process ends."""

import os
import signal


def put_aside() -> None:
    """Take the settings of whoever runs this out of the environment.

    Under nohup, SIGHUP is ignored, and a process that a test starts would leave it so.
    """
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    for name in list(os.environ):
        if name in {"NO_COLOR", "ESCDELAY"} or name.startswith("TEXTUAL_"):
            del os.environ[name]
