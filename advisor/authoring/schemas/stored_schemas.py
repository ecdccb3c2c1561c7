"""Whether the schemas in the folder of a rulebook, for editors, are up to date."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from advisor.authoring.schemas.json_schemas import SCHEMAS, schema_text
from advisor.files.faults import Fault
from advisor.rulebook.rulebook import Rulebook


def stale_schemas(folder: Path, rulebook: Rulebook) -> Iterator[Fault]:
    """Yield each stored schema that is out of date; none has to be there."""
    stored = folder / "schema"
    for sort in SCHEMAS:
        file = stored / f"{sort}.json"
        try:
            data = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield Fault(str(file), 0, f"cannot be read: {error.strerror}")
            continue
        # Git writes line ends of its own on some machines.
        if data.replace(b"\r\n", b"\n") != schema_text(sort, rulebook).encode():
            rules, into = (shlex.quote(str(path)) for path in (folder, stored))
            command = f"advisor schema --rules {rules} --into {into}"
            yield Fault(str(file), 0, f"is out of date; write it again: {command}")
