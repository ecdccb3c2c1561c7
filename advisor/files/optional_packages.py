"""Imports packages that a plain install does not have, or says how to get them."""

import shlex
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from advisor.files.faults import Fault, Faults

DOCUMENTS = "documents"
"""The extra with which Word and PDF can be written."""


def how_to_install(extra: str) -> str:
    """Return what to run for the packages of an extra."""
    # This Python, since another's pip would not help; a short path where its environment is in the
    # program's folder, as the README makes it. The package is on no index, so pip needs the folder.
    python = Path(sys.executable)
    if (folder := Path(sys.prefix).parent).joinpath("pyproject.toml").is_file():
        with suppress(ValueError):
            python = python.relative_to(folder)
    return f"run {shlex.quote(str(python))} -m pip install '.[{extra}]' in the program's folder"


def optional(module: str, extra: str) -> Any:
    """Return a module of an extra.

    Raises:
        Faults: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        says = f"needs packages that are not installed; {how_to_install(extra)}"
        raise Faults([Fault(f"the package {module}", 0, says)]) from None
