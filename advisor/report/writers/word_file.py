"""A Word document as a file: it names nobody, and the same document is always the same file."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document

# Zip entries cannot be older. With the time of day, two copies of one page would differ.
_NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


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
