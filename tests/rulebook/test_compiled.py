"""The compiled rulebook is the rulebook itself, or nothing at all."""

import shutil
from inspect import unwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import advisor
from advisor.rulebook.compiled import compiled_path, read_compiled, source_hash, write_compiled
from advisor.rulebook.loading import load_rulebook, load_with_origins
from tests.small import SMALL_RULES
from tests.test_installed import REPOSITORY

SMALL, _ = load_with_origins(SMALL_RULES)
SOURCES = source_hash(SMALL_RULES)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compiled") / "build" / "rulebook.json"
    write_compiled(path, SOURCES, SMALL)
    return path


@pytest.mark.parametrize("rules", [SMALL_RULES, REPOSITORY / "rules"], ids=["small", "shipped"])
def test_it_is_what_the_files_say(rules: Path, tmp_path: Path) -> None:
    rulebook, _ = load_with_origins(rules)
    path = tmp_path / "build" / "rulebook.json"
    write_compiled(path, source_hash(rules), rulebook)
    assert read_compiled(path, source_hash(rules)) == rulebook


def test_the_shipped_one_is_kept() -> None:
    rules = REPOSITORY / "rules"
    rulebook = unwrap(load_rulebook)(rules)  # the tests share another: see tests/shared_work.py
    path = compiled_path(rules)
    assert path is not None
    assert rulebook == read_compiled(path, source_hash(rules)) == load_with_origins(rules)[0]


@given(st.data())
def test_cut_short_or_of_others_it_is_ignored(compiled: Path, data: st.DataObject) -> None:
    whole = compiled.read_bytes()
    length = st.integers(0, len(whole) - 2).map(lambda end: whole[:end])
    changed = st.integers(0, len(SOURCES)).map(lambda at: whole[:at] + b"x" + whole[at + 1 :])
    others = st.binary(max_size=200).map(lambda more: SOURCES.encode() + b"\n" + more)
    damaged = compiled.with_name("damaged.json")
    damaged.write_bytes(data.draw(length | changed | others | st.just(b"[" * 100_000)))
    assert read_compiled(damaged, SOURCES) is None


def test_missing_or_a_folder_it_is_ignored(tmp_path: Path) -> None:
    assert read_compiled(tmp_path / "rulebook.json", SOURCES) is None
    assert read_compiled(tmp_path, SOURCES) is None


def test_every_change_of_the_files_makes_it_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(SMALL_RULES, rules)
    assert source_hash(rules) == SOURCES
    files = sorted(rules.rglob("*.yaml"))
    hashes = {SOURCES}
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
        hashes.add(source_hash(rules))
    # A file that nothing reads and a folder of no topic are faults, though they hold no YAML.
    (rules / "extra.yml").touch()
    hashes.add(source_hash(rules))
    (rules / "no-topic").mkdir()
    hashes.add(source_hash(rules))
    (rules / ".hidden").touch()
    assert source_hash(rules) in hashes
    files[0].rename(files[0].with_stem("renamed"))
    hashes.add(source_hash(rules))
    files[-1].unlink()
    hashes.add(source_hash(rules))
    monkeypatch.setattr(advisor, "__version__", "0.0.0")
    hashes.add(source_hash(rules))
    assert len(hashes) == len(files) + 6


def test_nothing_is_written_beside_rules_that_somebody_names(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(SMALL_RULES, rules)
    before = sorted(tmp_path.rglob("*"))
    load_rulebook(rules)
    assert sorted(tmp_path.rglob("*")) == before
    assert compiled_path(rules) is None


def test_where_nothing_can_be_written_nothing_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "build").write_text("no folder")
    write_compiled(tmp_path / "build" / "rulebook.json", SOURCES, SMALL)
    write_compiled(tmp_path / "missing" / "build" / "rulebook.json", SOURCES, SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["build"]
    assert capfd.readouterr() == ("", "")
