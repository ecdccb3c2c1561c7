"""The pieces that every HTML page is put together from."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(title: str, style: str, body: Iterable[str]) -> str:
    """Return a page that needs nothing else.

    Args:
        title: What a window calls it, as plain text.
        style: Its stylesheet.
        body: What stands on it, as HTML.
    """
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{style}</style>",
    )
    opening = ("<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>")
    return "\n".join([*opening, "<main>", *body, "</main>", "</body>", "</html>"]) + "\n"


@cache
def stylesheet(name: str) -> str:
    """Return the stylesheet in the file of this name beside this one."""
    return files("advisor.report").joinpath(name).read_text(encoding="utf-8")


def element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element around what is HTML already; a final underscore in a name is dropped."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{given}>{inner}</{tag}>"


def paragraph(text: str, class_: str = "") -> str:
    """Return a paragraph of plain text."""
    return element("p", escape(text), **({"class_": class_} if class_ else {}))
