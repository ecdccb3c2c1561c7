"""The compiled rulebook: the shipped one as JSON, which loads in a third of the time of its files.

A wheel carries it beside its rules. A checkout has it in ``build``, from the first command on.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

import advisor
from advisor.files import disk
from advisor.files.atomic import write_atomically
from advisor.files.strict_json import NotJson, read_json
from advisor.files.strict_yaml import MOST_DEPTH
from advisor.rulebook.rulebook import Rulebook


def compiled_path(rules: Path) -> Path | None:
    """Return where the compiled form of a rule folder is kept; None if it is not the shipped one.

    Nothing is ever written beside rules that somebody names.
    """
    package = Path(advisor.__file__).resolve().parent
    return {
        package / "data" / "rules": package / "data" / "rulebook.json",
        package.parent / "rules": package.parent / "build" / "rulebook.json",
    }.get(rules)


def source_hash(rules: Path) -> str:
    """Return the SHA-256 of the program's version and of the path and bytes of each YAML file.

    Raises:
        OSError: A file cannot be read.
    """
    found = hashlib.sha256(advisor.__version__.encode())
    for path in sorted(rules.rglob("*.yaml")):
        data = path.read_bytes()
        # With its length, so that no two different folders give the same bytes.
        found.update(f"\n{path.relative_to(rules).as_posix()} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()


def read_compiled(path: Path, sources: str) -> Rulebook | None:
    """Return the compiled rulebook at the path; None unless it is whole and of these sources.

    The models check it, as they check what files say.
    """
    try:
        compiled_from, _, text = path.read_text(encoding="utf-8").partition("\n")
        if compiled_from != sources:
            return None
        return Rulebook.model_validate(read_json(text, MOST_DEPTH).value)
    except (OSError, UnicodeDecodeError, NotJson, ValidationError):
        # Missing, cut short, of other models or not ours: the files themselves are there.
        return None


def write_compiled(path: Path, sources: str, rulebook: Rulebook) -> None:
    """Write the rulebook for the commands that follow, if the folder can be written to."""
    text = f"{sources}\n{rulebook.model_dump_json(exclude_defaults=True)}\n"
    # A read-only installation works as well, only slower: there is nothing to tell anybody.
    with suppress(OSError):
        if not path.parent.is_dir():
            disk.make_folder(path.parent)
        write_atomically(path, text.encode())
