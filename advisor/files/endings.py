"""Which ending a file of each form has: one table for everything that writes a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

Form = TypeVar("Form", bound=str)

_FORMS = {
    ".txt": ("text", "table"),
    ".ansi": ("rich",),
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".json": ("json",),
    ".html": ("html",),
    ".htm": ("html",),
    ".svg": ("svg",),
    ".csv": ("csv",),
    ".jsonl": ("jsonl",),
    ".ndjson": ("jsonl",),
    ".parquet": ("parquet",),
    ".xlsx": ("xlsx",),
    ".yaml": ("yaml",),
    ".yml": ("yaml",),
}
_FIRST = {form: ending for ending, forms in reversed(_FORMS.items()) for form in forms}
_ALSO_PLAIN = frozenset({"rich", "csv", "yaml"})
"""Forms that are plain text too, so that .txt is accepted where they are asked for by name."""
_OF_OTHER_PROGRAMS = frozenset(
    {".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".rtf", ".pages", ".pdf", ".ppt", ".pptx"}
    | {".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers", ".tsv", ".tab", ".xml", ".zip"}
)
"""What a program other than a text editor opens, and would call damaged."""


class EndingFault(NamedTuple):
    """Why a file cannot have the ending that it has.

    Attributes:
        says: What is wrong, and what would be right.
    """

    says: str


def ending_of(file: Path) -> str:
    """Return the ending of a file's name in lower case, or nothing."""
    return file.suffix.lower()


def form_by_ending(
    file: Path | None, asked: Form | None, forms: Sequence[Form], default: Form | None
) -> Form | EndingFault | None:
    """Return the form in which to write a file, or why its ending does not fit.

    Args:
        file: Where it goes; None is standard output.
        asked: The form that was asked for by name.
        forms: All that the command can write.
        default: What a file without an ending, and standard output, get.
    """
    ending = ending_of(file) if file else ""
    if asked is not None:
        fault = ending_fault(ending, asked)
        return EndingFault(fault) if fault else asked
    if not ending:
        return default
    for form in forms:
        if form in _FORMS.get(ending, ()):
            return form
    return EndingFault(f"{known_endings(forms)}, not in {ending}{_instead(ending, forms)}")


def known_endings(forms: Sequence[str]) -> str:
    """Return ``can end in .a, .b or .c`` for the endings of some forms."""
    *most, last = [ending for ending, of in _FORMS.items() if not set(forms).isdisjoint(of)]
    return f"can end in {', '.join(most)} or {last}" if most else f"can end in {last}"


def ending_fault(ending: str, form: str) -> str:
    """Return why a file of a form cannot end so, or nothing; an ending of no known form can be."""
    of = _FORMS.get(ending, ())
    if form in of or (ending == ".txt" and form in _ALSO_PLAIN):
        return ""
    if of or ending in _OF_OTHER_PROGRAMS:
        return f"{form} goes to a file that ends in {_FIRST[form]}, not in {ending}"
    return ""


def _instead(ending: str, forms: Sequence[str]) -> str:
    if ending in _OF_OTHER_PROGRAMS:
        return "; Word opens .html, and a browser prints it to PDF" if "html" in forms else ""
    return "" if ending in _FORMS else "; or say which form it has by --format"
