"""A rule folder with slips of the hand in it loads, or is refused in plain words."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.authoring.lint.lint_rules import lint
from advisor.files.faults import Faults
from advisor.rulebook.loading import load_with_origins
from tests.mutations import mutated
from tests.plain import check_message
from tests.small import SMALL_RULES, copied_to
from tests.strategies import examples

SHIPPED = Path(__file__).parents[2] / "rules"


def check(folder: Path) -> None:
    """Fail unless a rule folder loads, or is refused in plain words."""
    try:
        rulebook, _ = load_with_origins(folder)
    except Faults as error:
        faults = error.faults
    else:
        for complaint in lint(rulebook):
            check_message(complaint.says)
        return
    assert faults
    for fault in faults:
        assert "\n" not in str(fault)
        check_message(fault.says)


class Spoilt:
    """A copy of a rule folder in which files are spoilt and mended again."""

    def __init__(self, rules: Path, folder: Path) -> None:
        self.rules = rules
        self.folder = copied_to(folder, rules)
        self.files = sorted(str(path.relative_to(rules)) for path in rules.rglob("*.yaml"))

    def check(self, data: st.DataObject, most: int) -> None:
        some = st.lists(st.sampled_from(self.files), min_size=1, max_size=most, unique=True)
        files = data.draw(some)
        try:
            for file in files:
                spoilt = data.draw(mutated((self.rules / file).read_text()))
                (self.folder / file).write_bytes(spoilt)
            check(self.folder)
        finally:
            for file in files:
                shutil.copy(self.rules / file, self.folder / file)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    return Spoilt(SMALL_RULES, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    return Spoilt(SHIPPED, tmp_path_factory.mktemp("shipped"))


@examples(150, least=150)
@given(st.data())
def test_slips_in_a_small_rulebook_load_or_are_refused(small: Spoilt, data: st.DataObject) -> None:
    small.check(data, most=2)


@examples(25, least=12)
@given(st.data())
def test_slips_in_the_shipped_rulebook_load_or_are_refused(
    shipped: Spoilt, data: st.DataObject
) -> None:
    shipped.check(data, most=3)
