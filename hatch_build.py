"""Puts the compiled rulebook into the wheel."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulebookHook(BuildHookInterface[Any]):
    """Compiles the rules of the checkout that is built; with a fault in them there is no wheel."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rulebook, and add it to the wheel; an editable one makes its own."""
        if version == "editable":
            return
        root = Path(self.root).resolve()
        sys.path.insert(0, str(root))
        from advisor.rulebook.loading import compile_rulebook

        # Not in the folder build: what a wheel carries was compiled for it.
        self._folder = TemporaryDirectory()
        compiled = Path(self._folder.name) / "rulebook.json"
        compile_rulebook(root / "rules", compiled)
        if not compiled.exists():
            raise RuntimeError("the compiled rulebook could not be written")
        build_data["force_include"][str(compiled)] = "advisor/data/rulebook.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Delete the temporary folder."""
        if self._folder is not None:
            self._folder.cleanup()
