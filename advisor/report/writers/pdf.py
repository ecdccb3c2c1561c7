"""Write a page as PDF on A4, tagged for screen readers (PDF/UA-1).

Typst lays it out. It gets the texts as data, which its template never reads as markup.
"""

import json
import re
from dataclasses import is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from advisor.files.faults import Fault, Faults
from advisor.files.optional_packages import DOCUMENTS, optional
from advisor.report.blocks import Chart, Page, Small, Strong
from advisor.report.form_blocks import NOTE
from advisor.report.writers.bars import chart_table
from advisor.report.writers.cells import window_title

_NO_LETTER = re.compile(r'the text `"(.+)"` could not be displayed')


def pdf(page: Page) -> bytes:
    """Return the page as a PDF file.

    Raises:
        Faults: Typst is not installed, or no font has one of the letters.
    """
    typst = optional("typst", DOCUMENTS)
    data = {"page": _data(page), "window": window_title(page), "note": NOTE}
    # The fonts that Typst carries first: the same page on every machine. A Chinese name needs one
    # of the machine's own.
    missing = None
    for only_ours in (True, False):
        try:
            return bytes(
                typst.compile(
                    _template(),
                    format="pdf",
                    pdf_standards=["ua-1"],
                    sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                    ignore_system_fonts=only_ours,
                )
            )
        except typst.TypstError as error:
            missing = _NO_LETTER.search(str(error))
            if not missing:
                raise
    letters = missing[1] if missing else ""
    says = f"no font on this machine has {letters!r}, which a PDF needs; write HTML or Word"
    raise Faults([Fault("PDF", 0, says)])


@cache
def _template() -> bytes:
    return files("advisor.report").joinpath("templates/page.typ").read_bytes()


def _data(part: Any) -> Any:
    """Return a part of a page as JSON can hold it: all its fields and properties, and its class."""
    if isinstance(part, Strong | Small):
        return {"is": type(part).__name__, "text": part}
    if isinstance(part, tuple | frozenset):
        return [_data(one) for one in part]
    if not is_dataclass(part):
        return part
    names = (name for name in dir(part) if not name.startswith("_"))
    data = {"is": type(part).__name__, **{name: _data(getattr(part, name)) for name in names}}
    if isinstance(part, Chart) and part.bars:
        data["table"] = _data(chart_table(part))
    return data
