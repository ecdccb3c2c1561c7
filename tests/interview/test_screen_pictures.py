"""The key screens look as they did: pictures kept beside the tests, and those of the README.

Another version of Textual may draw a border or a cursor otherwise, and be right: they are compared
on the locked one only.
"""

import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.interview.scenes import PICTURES, README_PICTURES, Scene, picture
from tests.pictures import FOLDER, ROOT, pictures

_LOCK = ROOT / ".ci" / "locked.txt"
(_LOCKED,) = re.findall(r"^textual==(\S+)", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
locked_only = pytest.mark.skipif(
    version("textual") != _LOCKED, reason="another Textual than the locked"
)


class _Svg(SingleFileSnapshotExtension):
    """One file for each picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def kept(snapshot: SnapshotAssertion, request: pytest.FixtureRequest) -> SnapshotAssertion:
    """Return what compares with the picture that is kept; only one Python may write it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = project["requires-python"].removeprefix(">=")
    if request.config.option.update_snapshots and not f"{sys.version}.".startswith(f"{lowest}."):
        pytest.fail(f"pictures are written on Python {lowest} only", pytrace=False)
    return snapshot.use_extension(_Svg)


@locked_only
@pytest.mark.parametrize("scene", PICTURES, ids=lambda scene: scene.name)
def test_a_screen_looks_as_it_did(scene: Scene, tmp_path: Path, kept: SnapshotAssertion) -> None:
    assert picture(scene, tmp_path) == kept


@locked_only
def test_the_pictures_of_the_readme_are_what_the_command_writes() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}.svg" for name in README_PICTURES}
    for name, drawn in pictures().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == drawn, "run python tests/pictures.py"


def test_no_picture_fetches_anything() -> None:
    files = [*FOLDER.glob("*.svg"), *Path(__file__).parent.glob("__snapshots__/**/*.svg")]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "://" not in text
        assert "@import" not in text
        assert "url(" not in text.replace("url(#", "")
