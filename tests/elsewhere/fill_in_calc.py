"""Fills in spreadsheets with LibreOffice Calc; runs on the Python that has LibreOffice's ``uno``.

It reads a list of jobs as JSON and prints a list of what it saw as JSON. A job is
``{"open": FILE, "save": FILE, "cells": [[sheet, row, column, value]], "look": [[sheet, row,
column]]}``; what is seen of each cell to look at is its text, and what its drop-down offers.
"""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

PATIENCE = 120


def main() -> None:
    """Do the jobs on standard input, one after the other, in one LibreOffice."""
    jobs = json.load(sys.stdin)
    pipe = f"advisor{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        office = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault"),
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desktop = _desktop(pipe)
            json.dump([_done(desktop, job) for job in jobs], sys.stdout)
            desktop.terminate()
            office.wait(PATIENCE)
        finally:
            office.kill()


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _done(desktop: Any, job: dict[str, Any]) -> list[dict[str, Any]]:
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, (hidden,))
    try:
        for sheet, row, column, value in job.get("cells", ()):
            cell = document.Sheets.getByName(sheet).getCellByPosition(column, row)
            if isinstance(value, str):
                # As if it were typed: where the cell is a day, this is read as one.
                cell.setFormula(value) if value[:2] == "20" else cell.setString(value)
            else:
                cell.setValue(value)
        seen = [_seen(document, *place) for place in job.get("look", ())]
        if "save" in job:
            as_excel = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
            document.storeToURL(Path(job["save"]).as_uri(), (as_excel,))
        return seen
    finally:
        document.close(True)


def _seen(document: Any, sheet: str, row: int, column: int) -> dict[str, Any]:
    cell = document.Sheets.getByName(sheet).getCellByPosition(column, row)
    rule = cell.Validation
    seen = {"text": cell.getString(), "sort": rule.Type.value, "offers": None}
    if rule.Type.value == "LIST":
        name, _, cells = rule.getFormula1().lstrip("$").partition(".")
        listed = document.Sheets.getByName(name.strip("'")).getCellRangeByName(cells)
        seen["offers"] = [text for (text,) in listed.getDataArray()]
    return seen


if __name__ == "__main__":
    main()
