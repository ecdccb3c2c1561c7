"""Reads back what was written: the text of Markdown, HTML and SVG as a person would see it."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})
_ESCAPES = re.compile("\x1b\\[[0-9;]*m")


class Read(NamedTuple):
    """What a reader of a page sees, and what the page is made of."""

    text: str
    made_of: frozenset[str]


def read_markdown(text: str) -> Read:
    """Return the text of a Markdown page, and the sorts of its parts."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    flat = [part for token in tokens for part in (token, *(token.children or []))]
    return Read("\n".join(map(_shown, flat)), frozenset(token.type for token in flat))


def _shown(token: Token) -> str:
    return "" if token.children else token.content


def uneven_tables(text: str) -> list[str]:
    """Return the Markdown tables that do not have as many cells in each row."""
    tables = [part for part in text.split("\n\n") if part.startswith("|")]
    return [table for table in tables if len({*map(_cells, table.split("\n"))}) > 1]


def _cells(row: str) -> int:
    return re.sub(r"\\.", "", row).count("|")


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.tags.update(f"@{name}" for name, _ in attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)


def read_html(text: str) -> Read:
    """Return the text of an HTML page, its tags, and its attributes after an ``@``."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return Read("".join(reader.texts), frozenset(reader.tags))


def read_svg(text: str) -> Read:
    """Return the text of an SVG picture, and its tags."""
    root = ET.fromstring(text)  # noqa: S314
    tags = frozenset(part.tag.rpartition("}")[2] for part in root.iter())
    texts = (part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text"))
    return Read("".join(texts), tags)


def without_colour(text: str) -> str:
    """Return the text without the escapes that colour it."""
    return _ESCAPES.sub("", text)
