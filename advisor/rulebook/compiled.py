"""The compiled rulebook: the shipped one as JSON, which loads in a third of the time of its files.

A wheel carries it next to its rules. A checkout has it in ``build``, from the first command on.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

import advisor
from advisor.files import disk
from advisor.files.atomic import write_atomically
from advisor.files.strict_json import NotJson, read_json
from advisor.files.strict_yaml import MAX_DEPTH
from advisor.rulebook.reading import NOT_READ, visible
from advisor.rulebook.rulebook import Rulebook


def compiled_path(rules: Path) -> Path | None:
    """Return the path of the compiled form of a rule folder; None if it is not the shipped one.

    Nothing is ever written beside rules that somebody names.
    """
    package = Path(advisor.__file__).resolve().parent
    return {
        package / "data" / "rules": package / "data" / "rulebook.json",
        package.parent / "rules": package.parent / "build" / "rulebook.json",
    }.get(rules)


def source_hash(rules: Path) -> str:
    """Return the SHA-256 of the rule files, and of the code that loads and checks them.

    It covers the program's version, the bytes of ``advisor/rulebook`` and ``advisor/files``, the
    name of everything in the rule folder, which may be a fault by itself, and the bytes of each
    YAML file. That takes 9 ms. What is hidden, and the schemas for editors, are left out.

    Raises:
        OSError: A file cannot be read.
    """
    found = hashlib.sha256(advisor.__version__.encode())
    package = Path(advisor.__file__).resolve().parent
    code = [path for part in ("files", "rulebook") for path in package.joinpath(part).glob("*.py")]
    for top, paths in ((package, code), (rules, _files_of(rules))):
        for path in sorted(paths):
            data = path.read_bytes() if path.suffix in {".py", ".yaml"} and path.is_file() else b""
            # With its length, so that no two different folders give the same bytes.
            found.update(f"\n{path.relative_to(top).as_posix()} {len(data)}\n".encode())
            found.update(data)
    return found.hexdigest()


def _files_of(rules: Path) -> Iterator[Path]:
    # Loading looks into the folders of the rule folder, and no deeper.
    for path in visible(rules):
        yield path
        if path.is_dir() and path.name not in NOT_READ:
            yield from visible(path)


def read_compiled(path: Path, sources: str) -> Rulebook | None:
    """Return the compiled rulebook at the path; None unless it is whole and of these sources.

    The models check it, as they check what files say.
    """
    try:
        # The hash has a line of its own, so that a stale file costs no parsing of 1.2 MB. CPU time:
        # 58 ms for the JSON, 311 ms for the files.
        compiled_from, _, text = path.read_text(encoding="utf-8").partition("\n")
        if compiled_from != sources:
            return None
        return Rulebook.model_validate(read_json(text, MAX_DEPTH).value)
    except (OSError, UnicodeDecodeError, NotJson, ValidationError):
        # Missing, cut short, of other models or not ours: the files themselves are there.
        return None


def write_compiled(path: Path, sources: str, rulebook: Rulebook) -> None:
    """Write the rulebook for the commands that follow, if the folder can be written to."""
    # Without the defaults, or it does not load again: an empty `kinds` in silent.yaml is a default
    # that its model refuses when it is given. It is also 1.2 MB and not 1.4.
    text = f"{sources}\n{rulebook.model_dump_json(exclude_defaults=True)}\n"
    # A read-only installation works as well, only slower: there is nothing to tell anybody.
    with suppress(OSError):
        if not path.parent.is_dir():
            disk.make_folder(path.parent, mode=0o777)
        write_atomically(path, text.encode())
