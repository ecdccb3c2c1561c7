"""Ctrl+C at any moment of a start or an end gives its exit code, and no traceback."""

import subprocess
import sys

import pytest

LOADING = """
import runpy, sys

class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupted())
runpy.run_module("advisor", run_name="__main__")
"""
TELLING = """
import advisor.__main__ as main

def run(arguments):
    raise KeyboardInterrupt

main.run = run
main.main()
"""
CLOSING = """
import atexit, os, signal
import advisor.__main__ as main

main.run = lambda arguments: 130
atexit.register(os.kill, os.getpid(), signal.SIGINT)
main.main()
"""
SWALLOWED = """
import os, signal
import advisor.__main__ as main

def run(arguments):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        pass
    return 2

main.run = run
main.main()
"""


@pytest.mark.parametrize("moment", [LOADING, TELLING, CLOSING, SWALLOWED])
def test_an_interrupt_before_or_after_the_command_is_one_exit_code(moment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", moment], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
