"""The one import of experta, through an alias that is gone and with the root logger as it was."""

import collections
import collections.abc
import importlib
import logging
from typing import Any


def _import() -> Any:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        # experta's pinned frozendict reads a name that Python 3.10 took out of collections.
        vars(collections)["Mapping"] = collections.abc.Mapping
        library = importlib.import_module("experta")
    finally:
        vars(collections).pop("Mapping", None)
        # The import calls logging.basicConfig(), which would make a later call do nothing.
        root.handlers[:] = handlers
        root.setLevel(level)
    # experta swallows an ImportError of its own parts, and then comes up empty.
    if not hasattr(library, "Fact"):
        raise ImportError("experta was imported without its parts; is its dependency schema there?")
    return library


experta: Any = _import()
