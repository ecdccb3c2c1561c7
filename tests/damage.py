"""Damages data the way slips, crashes and other programs do, from a seeded source of chance."""

import io
import zipfile
from random import Random

# fmt: off
_ODD_TEXTS = (
    "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud800", "\\ud83d", "\\ud83d\\ude00",
    "é", "e\u0301", "\r", "\r\n", "\n\n", "\t", '"', "'", ",", ";", "|", ":", "- ", "#", "{", "}",
    "[", "]", "[" * 300, "&a", "*a", "!!python/object:os.system", "=1+1", "<b>", "[/]", "[red]",
    "null", "NaN", "1e400", "-1", "9" * 50, "unknown", "not-applicable", "partnership", "partners",
    "kind", "2026-02-30", "x" * 3000,
)
# fmt: on
ODD_BYTES = (
    *(text.encode("utf-8", "surrogatepass") for text in _ODD_TEXTS),
    *(b"\xff", b"\xc3", b"\xe9", b"\xf0\x9f\x98"),
)
# What is cut short says little about the rest of a reader.
_TRUNCATED_SHARE = 0.3


def damaged(chance: Random, data: bytes) -> bytes:
    """Return the data with one to three edits."""
    for _ in range(chance.randint(1, 3)):
        if not data:
            return chance.choice(ODD_BYTES)
        start = chance.randrange(len(data))
        end = min(len(data), start + int(chance.paretovariate(0.9)))
        edit = chance.choice(["cut", "repeat", "copy", "overwrite", "insert", "insert", "truncate"])
        match edit:
            case "cut":
                data = data[:start] + data[end:]
            case "repeat":
                data = data[:end] + data[start:]
            case "copy":
                other = chance.randrange(len(data))
                data = data[:start] + data[other : other + end - start] + data[end:]
            case "overwrite":
                data = data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
            case "insert":
                data = data[:start] + chance.choice(ODD_BYTES) + data[start:]
            case _:
                data = data[:start] if chance.random() < _TRUNCATED_SHARE else data
    return data


def damaged_workbook(chance: Random, data: bytes) -> bytes:
    """Return a workbook with a damaged part, or damaged as a whole."""
    if chance.random() < 0.3:
        return damaged(chance, data)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = damaged(chance, parts[name])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return stream.getvalue()
