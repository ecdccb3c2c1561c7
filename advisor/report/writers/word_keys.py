"""Rows of a Word table that can be found again: a bookmark in each, and lists to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.table import _Cell

_PREFIX = "row_"
# Word takes 40 letters, digits and underscores for a bookmark.
_MOST = 40


def _name(key: str) -> str:
    """Return the bookmark for a key."""
    return (_PREFIX + re.sub(r"[^a-z0-9]", "_", key))[:_MOST]


def mark_row(cell: _Cell, key: str, number: int) -> None:
    """Put the bookmark of a row into a cell."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph, w = cell.paragraphs[0]._p, nsdecls("w")
    start = parse_xml(f'<w:bookmarkStart {w} w:id="{number}" w:name="{_name(key)}"/>')
    paragraph.insert(1 if paragraph.pPr is not None else 0, start)
    paragraph.append(parse_xml(f'<w:bookmarkEnd {w} w:id="{number}"/>'))


def offer(cell: _Cell, chosen: str, choices: Sequence[str]) -> None:
    """Write a list to choose from into an empty cell."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:dropDownList/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t/></w:r></w:sdtContent></w:sdt>"
    )
    options = next(control.iter(qn("w:dropDownList")))
    for choice in choices:
        item = parse_xml(f"<w:listItem {nsdecls('w')}/>")
        item.set(qn("w:displayText"), choice)
        item.set(qn("w:value"), choice)
        options.append(item)
    next(control.iter(qn("w:t"))).text = chosen
    cell.paragraphs[0]._p.append(control)


def keyed_rows(data: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the bookmark and the cells of each marked row of a .docx file.

    Raises:
        ValueError: There is none.
    """
    import docx
    from docx.oxml.ns import qn

    found = False
    for row in docx.Document(BytesIO(data)).element.body.iter(qn("w:tr")):
        names = (mark.get(qn("w:name"), "") for mark in row.iter(qn("w:bookmarkStart")))
        keys = [name for name in names if name.startswith(_PREFIX)]
        if keys:
            found = True
            # The text of a list to choose from too, which python-docx leaves out.
            texts = (
                "".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))
            )
            yield keys[0].removeprefix(_PREFIX), tuple(texts)
    if not found:
        raise ValueError("no marked rows")
