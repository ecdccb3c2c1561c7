"""Puts the compiled rulebook into the wheel."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulebookHook(BuildHookInterface[Any]):
    """Compiles the rulebook of the checkout that is built; its rules must have no fault."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rulebook, and add it to a wheel that is not editable."""
        root = Path(self.root).resolve()
        sys.path.insert(0, str(root))
        from advisor.rulebook.compiled import compiled_path
        from advisor.rulebook.loading import load_rulebook

        load_rulebook(root / "rules")
        compiled = compiled_path(root / "rules")
        if version != "editable" and compiled is not None and compiled.exists():
            build_data["force_include"][str(compiled)] = "advisor/data/rulebook.json"
