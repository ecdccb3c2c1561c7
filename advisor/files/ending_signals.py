"""The signals that end the program in order: from the keyboard, a service, a closed terminal."""

import signal

ENDING: tuple[int, ...] = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Windows has no SIGHUP."""
