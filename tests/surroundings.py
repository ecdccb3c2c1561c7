"""Puts aside what in the environment would change how a screen looks, before Textual reads it."""

import os


def put_aside() -> None:
    """Take the settings of whoever runs this out of the environment."""
    for name in list(os.environ):
        if name in {"NO_COLOR", "ESCDELAY"} or name.startswith("TEXTUAL_"):
            del os.environ[name]
