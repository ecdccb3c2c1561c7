"""The private folder of journals, of what is remembered, and of crash reports."""

import os
from pathlib import Path

STATE_VARIABLE = "ADVISOR_STATE"
"""Names another state folder than the user's own."""


def state_folder() -> Path:
    """Return the folder of journals; it need not exist yet."""
    named = os.environ.get(STATE_VARIABLE)
    if not named:
        import platformdirs

        return platformdirs.user_state_path("partnership-advisor")
    return Path(named)


def private_folder(*names: str) -> Path:
    """Return a folder below the state folder that only its owner can enter, made if needed."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in names:
        folder /= name
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
