"""Says what would make Word call a file broken, or a screen reader lose its way in it."""

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from itertools import pairwise

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USES_STYLE = tuple(W + tag for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))


def faults_in(data: bytes) -> list[str]:
    """Return every fault of a .docx file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if broken := archive.testzip():
            return [f"{broken}: damaged"]
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: ET.fromstring(part)  # noqa: S314
        for name, part in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    return [
        *_relations(trees, set(parts)),
        *_untyped(trees, set(parts)),
        *_styles(trees),
        *(fault for name, tree in trees.items() for fault in _tables_and_fields(name, tree)),
        *_headings(trees["word/document.xml"]),
        *_layout(trees["word/document.xml"]),
    ]


def text_of(data: bytes) -> str:
    """Return the text of a .docx file, its tables, headers and footers too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml")]
        trees = [ET.fromstring(archive.read(name)) for name in names]  # noqa: S314
    return "\n".join(_text(p) for tree in trees for p in tree.iter(f"{W}p"))


def _text(paragraph: ET.Element) -> str:
    return "".join(
        part.text or "" if part.tag == f"{W}t" else "\t" if part.tag == f"{W}tab" else ""
        for part in paragraph.iter()
    )


def _relations(trees: dict[str, ET.Element], parts: set[str]) -> Iterator[str]:
    """Yield relations that lead nowhere, ids that no relation has, and parts nothing leads to."""
    reached = {"[Content_Types].xml", "_rels/.rels"}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        ids = set()
        for relation in tree.iter(_RELATION):
            ids.add(relation.get("Id"))
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            path = posixpath.normpath(path)
            reached |= {path, name}
            if path not in parts:
                yield f"{name}: leads to {path}, which is not there"
        for element in trees[owner].iter() if owner in trees else ():
            used = element.get(_ID)
            if used is not None and used not in ids:
                yield f"{owner}: uses {used}, which is no relation"
    yield from (f"{name}: nothing leads to it" for name in sorted(parts - reached))


def _untyped(trees: dict[str, ET.Element], parts: set[str]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    endings = {each.get("Extension") for each in types.iter(f"{_TYPES}Default")}
    named = {each.get("PartName", "")[1:] for each in types.iter(f"{_TYPES}Override")}
    for name in sorted(parts - named - {"[Content_Types].xml"}):
        if name.rpartition(".")[2] not in endings:
            yield f"{name}: has no content type"
    yield from (f"{name}: has a type and is not there" for name in sorted(named - parts))


def _styles(trees: dict[str, ET.Element]) -> Iterator[str]:
    known = {style.get(f"{W}styleId") for style in trees["word/styles.xml"].iter(f"{W}style")}
    for name, tree in trees.items():
        for tag in _USES_STYLE:
            for element in tree.iter(tag):
                if element.get(f"{W}val") not in known:
                    yield f"{name}: there is no style {element.get(f'{W}val')}"
    numbering = trees.get("word/numbering.xml")
    lists = set() if numbering is None else {n.get(f"{W}numId") for n in numbering.iter(f"{W}num")}
    for element in trees["word/document.xml"].iter(f"{W}numId"):
        if element.get(f"{W}val") not in lists | {"0"}:
            yield f"there is no list {element.get(f'{W}val')}"


def _tables_and_fields(name: str, tree: ET.Element) -> Iterator[str]:
    for table in tree.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for number, row in enumerate(table.findall(f"{W}tr"), 1):
            cells = row.findall(f"{W}tc")
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells)
            if sum(1 if span is None else int(span.get(f"{W}val", 1)) for span in spans) != columns:
                yield f"{name}: row {number} does not have {columns} cells"
            if any(cell[-1].tag != f"{W}p" for cell in cells):
                yield f"{name}: a cell in row {number} does not end in a paragraph"
    state, shown = "", ""
    for element in tree.iter():
        if element.tag == f"{W}fldChar":
            change = element.get(f"{W}fldCharType")
            if {"begin": "", "separate": "begin", "end": "separate"}[str(change)] != state:
                yield f"{name}: a field has {change} after {state or 'nothing'}"
            if change == "end" and not shown:
                yield f"{name}: a field has no result"
            state, shown = ("" if change == "end" else str(change)), ""
        elif element.tag == f"{W}t" and state == "separate":
            shown += element.text or ""
    if state:
        yield f"{name}: a field does not end"


def _headings(document: ET.Element) -> Iterator[str]:
    before = 0
    for element in document.iter(f"{W}pStyle"):
        style = element.get(f"{W}val", "")
        if style == "Title":
            level = 0
        elif style.startswith("Heading"):
            level = int(style.removeprefix("Heading"))
        else:
            continue
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"
        before = level


def _layout(document: ET.Element) -> Iterator[str]:
    """Yield what looks broken, or a screen reader stumbles over: unnamed columns, blank lines."""
    for table in document.iter(f"{W}tbl"):
        headings = table.findall(f"{W}tr")[0]
        if headings.find(f"{W}trPr/{W}tblHeader") is not None:
            for number, cell in enumerate(headings.findall(f"{W}tc"), 1):
                if not "".join(map(_text, cell.iter(f"{W}p"))).strip():
                    yield f"column {number} of a table has no heading"
    body = document.find(f"{W}body")
    assert body is not None
    parts = [part for part in body if part.tag in {f"{W}p", f"{W}tbl"}]
    for before, part in pairwise(parts):
        if before.tag == part.tag == f"{W}tbl":
            yield "two tables touch, and Word makes one of them"
    blank = [part for part in parts[:-1] if part.tag == f"{W}p" and not _text(part).strip()]
    if blank:
        yield f"{len(blank)} paragraphs are empty"
