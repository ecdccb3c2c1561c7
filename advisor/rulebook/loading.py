"""Loads a rulebook from its folder, reporting every fault at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults, nearest
from advisor.files.strict_yaml import Document, Place, read_yaml
from advisor.files.validation import FileModel, Line, faults_of
from advisor.rulebook.question import Question
from advisor.rulebook.references import Complaint, Part, reference_complaints
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import NotMonotone, Rulebook, Topic
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.wording import NotCovered, Wording

M = TypeVar("M", bound=FileModel)

HEADER = "rulebook.yaml"
_FIXED_FILES = (HEADER, "wording.yaml", "sources.yaml", "not-covered.yaml", "not-monotone.yaml")
_LISTED: Mapping[str, tuple[str, type[FileModel]]] = {
    "questions": ("question", Question),
    "lessons": ("lesson", Lesson),
    "steps": ("step", Step),
}


class Header(FileModel):
    """The first file of a rulebook: its version, its title and its topics."""

    version: Line
    title: Line
    topics: tuple[Topic, ...]


@dataclass
class _Reading:
    """What has been read so far of one folder."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    origins: dict[Part, tuple[Document, Place]] = field(default_factory=dict)
    models: dict[Part, FileModel] = field(default_factory=dict)

    def read(self, path: Path) -> Document | None:
        try:
            document = read_yaml(path)
        except Faults as error:
            self.faults += error.faults
            return None
        self.faults += document.faults
        self.documents[path.relative_to(self.folder).as_posix()] = document
        return document

    def take(self, model: type[M], document: Document, place: Place, value: object) -> M | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self.faults += faults_of(error, document, place)
            return None

    def enter(
        self, sort: str, model: type[M], document: Document, place: Place, value: object
    ) -> None:
        """Read one part that has an id and keep it under its sort and id."""
        part = self.take(model, document, place, value)
        part_id = value.get("id") if isinstance(value, dict) else None
        if not isinstance(part_id, str):
            return
        key = (sort, part_id)
        if key in self.origins:
            other, there = self.origins[key]
            says = f"the {sort} {quoted(part_id)} stands in {other.file}:{other.line_of(there)} too"
            self.faults.append(document.fault((*place, "id"), says))
            return
        self.origins[key] = (document, place)
        if part is not None:
            self.models[key] = part

    def enter_list(self, sort: str, model: type[M], document: Document) -> None:
        if not isinstance(document.value, tuple):
            self.faults.append(document.fault((), f"holds no list; a list of {sort}s is expected"))
            return
        for number, value in enumerate(document.value):
            self.enter(sort, model, document, (number,), value)

    def of_sort(self, sort: str, model: type[M]) -> dict[str, M]:
        return {i: m for (s, i), m in self.models.items() if s == sort and isinstance(m, model)}


@dataclass(frozen=True)
class Origins:
    """Where each part of a rulebook stands in its files."""

    folder: Path
    parts: Mapping[Part, tuple[Document, Place]]

    def fault(self, complaint: Complaint) -> Fault:
        """Return the complaint as a fault at its place in its file."""
        if complaint.about not in self.parts:
            return Fault(str(self.folder), 0, complaint.says)
        document, place = self.parts[complaint.about]
        return document.fault((*place, *complaint.place), complaint.says)


def load_rulebook(folder: Path) -> Rulebook:
    """Return the rulebook in a folder.

    Raises:
        Faults: Every file that cannot be read, part that does not fit its model, and name that
            leads nowhere.
    """
    return load_with_origins(folder)[0]


def load_with_origins(folder: Path) -> tuple[Rulebook, Origins]:
    """Return the rulebook in a folder, and where each part of it stands.

    Raises:
        Faults: As for ``load_rulebook``.
    """
    if not (folder / HEADER).is_file():
        raise Faults([Fault(str(folder), 0, f"is no rulebook folder: it holds no {HEADER}")])
    reading = _Reading(folder)
    header, wording = _read_fixed(reading)
    topics = tuple(topic.id for topic in header.topics) if header else None
    _read_folders(reading, topics)
    origins = Origins(folder, reading.origins)
    declared = _declared(reading.origins)
    complaints = reference_complaints(reading.models, declared, topics or (), wording)
    faults = [*reading.faults, *(origins.fault(complaint) for complaint in complaints)]
    if faults or header is None or wording is None:
        raise Faults(faults)
    return _assemble(reading, header, wording), origins


def _read_fixed(reading: _Reading) -> tuple[Header | None, Wording | None]:
    """Read the files that every rulebook has at its top."""
    header: Header | None = None
    wording: Wording | None = None
    for name in _FIXED_FILES:
        path = reading.folder / name
        document = reading.read(path) if path.exists() or name in _FIXED_FILES[:3] else None
        if document is None:
            continue
        if name == HEADER:
            header = reading.take(Header, document, (), document.value)
        elif name == "wording.yaml":
            wording = reading.take(Wording, document, (), document.value)
        elif name == "sources.yaml":
            reading.enter_list("source", Source, document)
        elif name == "not-covered.yaml":
            reading.enter_list("not-covered", NotCovered, document)
        else:
            _read_not_monotone(reading, document)
    return header, wording


def _read_not_monotone(reading: _Reading, document: Document) -> None:
    values = document.value if isinstance(document.value, tuple) else ()
    if document.value is not None and not isinstance(document.value, tuple):
        reading.faults.append(document.fault((), "holds no list; a list is expected"))
    for number, value in enumerate(values):
        named = {**value, "id": value.get("rule")} if isinstance(value, dict) else value
        entry = reading.take(NotMonotone, document, (number,), value)
        if entry and isinstance(named, dict):
            reading.origins["not-monotone", entry.rule] = (document, (number,))
            reading.models["not-monotone", entry.rule] = entry


def _read_folders(reading: _Reading, topics: tuple[str, ...] | None) -> None:
    """Read questions, lessons, steps and rules."""
    folders = sorted(path for path in reading.folder.iterdir() if path.is_dir())
    known = {*_LISTED, *(topics or ())}
    for folder in folders:
        if folder.name not in known:
            if topics is not None and not folder.name.startswith((".", "_")):
                says = f"is the folder of no topic{nearest(folder.name, known)}"
                reading.faults.append(Fault(str(folder), 0, says))
            continue
        for path in sorted(folder.glob("*.yaml")):
            document = reading.read(path)
            if document is None:
                continue
            if folder.name in _LISTED:
                sort, model = _LISTED[folder.name]
                reading.enter_list(sort, model, document)
            else:
                reading.enter("rule", Rule, document, (), document.value)
                reading.faults += _misplaced(document, path)


def _misplaced(document: Document, path: Path) -> Iterable[Fault]:
    """Yield what a rule file's name and folder do not share with what it says."""
    value = document.value if isinstance(document.value, dict) else {}
    for key, expected in (("id", path.stem), ("topic", path.parent.name)):
        if key in value and value[key] != expected:
            where = "name of the file" if key == "id" else "folder"
            says = f"the {key} is {quoted(value[key])} but the {where} is {quoted(expected)}"
            yield document.fault((key,), says)


def _declared(origins: Iterable[Part]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for sort, part_id in origins:
        found.setdefault(sort, set()).add(part_id)
    return {sort: frozenset(ids) for sort, ids in found.items()}


def _assemble(reading: _Reading, header: Header, wording: Wording) -> Rulebook:
    order = {topic.id: position for position, topic in enumerate(header.topics)}
    questions = reading.of_sort("question", Question)
    rules = reading.of_sort("rule", Rule)
    return Rulebook(
        version=header.version,
        title=header.title,
        content_hash=_content_hash(reading.documents),
        topics=header.topics,
        wording=wording,
        sources=reading.of_sort("source", Source),
        lessons=reading.of_sort("lesson", Lesson),
        questions=dict(sorted(questions.items(), key=lambda item: order[item[1].topic])),
        steps=reading.of_sort("step", Step),
        rules=dict(sorted(rules.items(), key=lambda item: (order[item[1].topic], item[0]))),
        not_covered=tuple(reading.of_sort("not-covered", NotCovered).values()),
        not_monotone=tuple(reading.of_sort("not-monotone", NotMonotone).values()),
    )


def _content_hash(documents: Mapping[str, Document]) -> str:
    """Return the SHA-256 of the canonical JSON of what the files say, by their place."""
    said = {name: document.value for name, document in documents.items()}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
