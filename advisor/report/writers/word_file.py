"""Documents as files: ours name nobody and are always the same; others' may be damaged."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from advisor.files.faults import Fault, Faults

if TYPE_CHECKING:
    from docx.document import Document

# Zip entries cannot be older. With the time of day, two copies of one page would differ.
_NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_DAMAGED = (zlib.error, BadZipFile, SyntaxError, EOFError, KeyError, ValueError, TypeError)
"""What python-docx, lxml and openpyxl raise for a damaged file: it has no common parent."""


def as_file(document: Document, title: str) -> bytes:
    """Return a document as a .docx file with a title, and without an author or a time."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _NO_TIME
    properties.language = "en-GB"
    written = BytesIO()
    document.save(written)
    return _undated(written)


def _undated(written: BytesIO) -> bytes:
    """Return a zip file without the time of each entry."""
    same = BytesIO()
    with ZipFile(written) as timed, ZipFile(same, "w", ZIP_DEFLATED) as undated:
        for name in timed.namelist():
            undated.writestr(ZipInfo(name), timed.read(name), ZIP_DEFLATED)
    return same.getvalue()


@contextmanager
def reading(file: Path, otherwise: str) -> Iterator[None]:
    """Turn what the readers of .docx and .xlsx raise into one fault.

    Raises:
        Faults: The file cannot be read, or is not what it should be; ``otherwise`` says that.
    """
    try:
        yield
    except OSError as error:
        raise Faults([Fault(str(file), 0, f"cannot be read: {error.strerror}")]) from None
    except _DAMAGED as error:
        raise Faults([Fault(str(file), 0, f"{otherwise} ({type(error).__name__})")]) from None
