"""What to run for packages that are missing: a command of the Python that runs the program."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.files.faults import Faults
from advisor.files.optional_packages import how_to_install, optional

ROOT = Path(__file__).resolve().parents[2]
_SAYS = (
    "from advisor.files.optional_packages import how_to_install; print(how_to_install('tables'))"
)


def said_in(folder: Path) -> tuple[str, str]:
    """Return what an environment in a folder says, and the Python that the command names."""
    make = [sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")]
    subprocess.run(make, check=True)
    (python,) = [*folder.glob(".venv/bin/python"), *folder.glob(".venv/Scripts/python.exe")]
    # Only what the command line of every installation can import: no other package is needed.
    environment = {"PYTHONPATH": str(ROOT), "SYSTEMROOT": "C:\\Windows"}
    told = subprocess.run(
        [str(python), "-c", _SAYS],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    words = told.stdout.strip()
    command = words.removesuffix(" in the program's folder")
    return words, shlex.split(command)[1]


def test_the_command_names_the_python_that_runs(tmp_path: Path) -> None:
    program, elsewhere = tmp_path / "program", tmp_path / "my own"
    program.mkdir()
    elsewhere.mkdir()
    (program / "pyproject.toml").touch()
    says, python = said_in(program)
    assert says == f"run {python} -m pip install '.[tables]' in the program's folder"
    assert len(Path(python).parts) == 3, "short, from the folder of the program"
    for folder, name in ((program, python), (tmp_path, said_in(elsewhere)[1])):
        command = [str(folder / name), "-c", "import sys; print(sys.prefix != sys.base_prefix)"]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=True)
        assert ran.stdout.strip() == "True"


def test_tables_and_documents_say_the_same() -> None:
    with pytest.raises(Faults) as caught:
        optional("no_such_package", "documents")
    assert how_to_install("documents") in str(caught.value.faults[0])
    assert how_to_install("tables").replace("tables", "documents") == how_to_install("documents")
