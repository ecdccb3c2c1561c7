"""The shipped rules and scenarios are found from a wheel, an editable install and a checkout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FINDS = (
    "import json; from advisor.files.folders import shipped;"
    "print(json.dumps([str(shipped('rules')), str(shipped('scenarios'))]))"
)


def run(*arguments: str, within: Path, path: Path | None = None) -> str:
    """Return what this Python prints in a folder, with packages first on its path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=within,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def assert_finds_all(folders: list[str], under: Path) -> None:
    rules, scenarios = map(Path, folders)
    assert rules.is_relative_to(under)
    assert scenarios.is_relative_to(under)
    for shipped, name in ((rules, "rules"), (scenarios, "scenarios")):
        for ending in ("*.yaml", "*.json"):
            originals = sorted((REPOSITORY / name).rglob(ending))
            assert [path.relative_to(REPOSITORY / name) for path in originals] == [
                path.relative_to(shipped) for path in sorted(shipped.rglob(ending))
            ]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, without what git ignores."""
    copied = tmp_path_factory.mktemp("checkout")
    for name in ("advisor", "rules", "scenarios"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, copied / name, ignore=ignored)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(REPOSITORY / name, copied)
    return copied


def test_from_a_wheel(copy: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    run(*build, within=copy)
    (wheel,) = tmp_path.glob("*.whl")
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed)]
    run(*install, str(wheel), within=tmp_path)
    found = json.loads(run("-c", FINDS, within=tmp_path, path=installed))
    assert_finds_all(found, installed)
    file = installed / "advisor" / "data" / "scenarios" / "strong-start.yaml"
    assess = ("-m", "advisor", "assess", str(file))
    # The wheel carries the compiled rulebook; damaged, it is made again and changes nothing.
    compiled = installed / "advisor" / "data" / "rulebook.json"
    whole, advice = compiled.read_bytes(), run(*assess, within=tmp_path, path=installed)
    assert "PARTNERSHIP BRIEF" in advice
    compiled.write_bytes(whole[:-1000])
    assert run(*assess, within=tmp_path, path=installed) == advice
    assert compiled.read_bytes() == whole
    # The web page needs templates and a style sheet, which are no modules.
    page = run(*assess, "--format", "html", within=tmp_path, path=installed)
    assert page.endswith("</html>\n")


def test_from_an_editable_install(tmp_path: Path) -> None:
    found = json.loads(run("-c", FINDS, within=tmp_path))
    assert_finds_all(found, REPOSITORY)


def test_from_a_checkout(copy: Path) -> None:
    found = json.loads(run("-c", FINDS, within=copy))
    assert_finds_all(found, copy)
