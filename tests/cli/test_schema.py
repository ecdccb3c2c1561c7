"""``advisor schema`` prints one schema, or writes all."""

import json
from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from advisor.cli.schema import SCHEMAS
from tests.cli.shell import OF_SMALL, Run


@pytest.mark.parametrize("sort", SCHEMAS)
def test_a_schema_is_printed_and_written(advisor: Run, tmp_path: Path, sort: str) -> None:
    done = advisor("schema", sort, *OF_SMALL)
    assert (done.code, done.err) == (Exit.DONE, "")
    assert json.loads(done.out)["title"] == f"advisor: {sort}"
    assert advisor("schema", "--into", tmp_path, *OF_SMALL).code == Exit.DONE
    assert (tmp_path / f"{sort}.json").read_text(encoding="utf-8") == done.out
    assert {file.stem for file in tmp_path.iterdir()} == set(SCHEMAS)


def test_one_sort_or_all_is_named(advisor: Run, tmp_path: Path) -> None:
    for arguments in (["schema"], ["schema", "rule", "--into", tmp_path], ["schema", "rules"]):
        assert advisor(*arguments).code == Exit.CANNOT
    assert not list(tmp_path.iterdir())
