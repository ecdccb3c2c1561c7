"""The disk is changed in one module only, so that no step that loses data can hide elsewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import advisor

ROOT = Path(advisor.__file__).parent
METHODS = frozenset(
    [
        *("unlink", "remove", "removedirs", "rmdir", "rmtree", "rename_to", "renames", "move"),
        *("write_text", "write_bytes", "truncate", "ftruncate", "touch", "mkdir", "makedirs"),
        *("chmod", "lchmod", "fchmod", "chown", "fchown", "lchown", "fsync", "fdatasync"),
        *("symlink_to", "hardlink_to", "symlink", "link", "copy2", "copyfile", "copytree"),
        *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile"),
        *("FileLock", "copyfileobj", "mkfifo"),
    ]
)
"""Whatever they are called on."""
ALLOWED = {
    ("batch/tables/excel_reader.py", "rename"),
    ("report/writers/word.py", "remove"),
    ("report/writers/word_styles.py", "remove"),
}
"""Columns of a frame, and a paragraph and a style's spacing of a document in memory."""


def changes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each call that may change the disk, with its line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if owner == "disk":
            continue
        called = name or ast.unparse(node.func)
        is_bare = called in {"FileLock", "rmtree", "TemporaryDirectory", "NamedTemporaryFile"}
        # A text is replaced by two arguments, a date by names; a file by one path.
        moves = name == "rename" or (name == "replace" and (len(node.args) == 1 or owner == "os"))
        if (name in METHODS) or is_bare or moves or (called == "open" and _writes(node)):
            yield node.lineno, called


def _writes(call: ast.Call) -> bool:
    """Return whether a file is opened for anything but reading; ``os.open`` is not looked at."""
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "os":
        return any(flag in ast.unparse(call) for flag in ("O_CREAT", "O_TRUNC", "O_APPEND"))
    modes = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = (one.value for one in modes if isinstance(one, ast.Constant))
    return any(isinstance(text, str) and set(text) & set("wax+") for text in texts)


def test_nothing_else_changes_the_disk() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT) != Path("files/disk.py")
        for line, name in changes(ast.parse(path.read_text(encoding="utf-8")))
        if (path.relative_to(ROOT).as_posix(), name) not in ALLOWED
    ]
    assert found == []


def test_every_way_to_change_the_disk_is_noticed() -> None:
    tries = (
        "os.replace(a, b); path.replace(b); path.rename(b); path.unlink(); shutil.rmtree(a)",
        "path.write_text(a); open(a, 'w'); path.open('xb'); open(a, mode='a'); os.remove(a)",
        "tempfile.mkstemp(); os.open(a, os.O_CREAT); path.chmod(0); path.mkdir(); FileLock(a)",
    )
    for text in tries:
        assert len(list(changes(ast.parse(text)))) == len(text.split(";"))
    harmless = (
        "text.replace(a, b); day.replace(tzinfo=None); open(a); open(a, 'rb'); disk.delete(a)"
    )
    assert list(changes(ast.parse(harmless))) == []
