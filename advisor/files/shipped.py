"""Find the rules and scenarios that come with the program, in a wheel or in a checkout."""

from pathlib import Path
from typing import Literal

import advisor


def shipped(name: Literal["rules", "scenarios"]) -> Path:
    """Return the folder of the shipped rules or scenarios.

    A wheel has them inside the package. A checkout, and an editable install of one, has them next
    to the package.

    Raises:
        FileNotFoundError: The installation is broken: neither place has them.
    """
    package = Path(advisor.__file__).resolve().parent
    for folder in (package / "data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installed advisor has no folder of {name}; install it again")
