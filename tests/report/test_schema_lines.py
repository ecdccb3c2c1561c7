"""Each shipped file that has a schema names it in its first line, for editors."""

import os
from pathlib import Path

import pytest

from tests.report.test_schemas import ROOT, SHIPPED, of_shipped, sort_of


@pytest.mark.parametrize("file", SHIPPED, ids=of_shipped)
def test_a_file_opens_with_its_schema(file: Path) -> None:
    schema = ROOT / "rules" / "schema" / f"{sort_of(file)}.json"
    way = Path(os.path.relpath(schema, file.parent)).as_posix()
    first, _, rest = file.read_text(encoding="utf-8").partition("\n")
    assert first == f"# yaml-language-server: $schema={way}"
    assert "yaml-language-server" not in rest
    assert schema.is_file()
