"""What has been read so far of a rule folder: its parts, the place of each, and every fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from advisor.files.clean_text import quoted
from advisor.files.document import Document
from advisor.files.faults import Fault, Faults, Place, nearest
from advisor.files.model_faults import placed_faults
from advisor.files.strict_yaml import read_yaml
from advisor.files.validation import ID_PATTERN, FileModel
from advisor.rulebook.changes import FORMER
from advisor.rulebook.condition_references import Part
from advisor.rulebook.condition_typos import misspelt_conditions
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import NotMonotone, SilentAnswer

M = TypeVar("M", bound=FileModel)

NOT_READ = ("schema",)
"""Folders that are for other programs."""

SORTS = ("source", "concern", "question", "lesson", "step", "rule")
"""The sorts of part to which others refer."""


@dataclass
class Reading:
    """What has been read so far of one folder.

    Attributes:
        documents: Every file that could be read, by its path in the folder.
        origins: The place of each part in its file.
        models: The parts without a fault of their own.
        rule_names: The names of all rule files, those included that could not be read.
        incomplete: The sorts of which a name may be missing, because of a fault told already.
    """

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    origins: dict[Part, tuple[Document, Place]] = field(default_factory=dict)
    models: dict[Part, FileModel] = field(default_factory=dict)
    rule_names: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)

    def read(self, path: Path) -> Document | None:
        """Return what a file says, unless that cannot be read."""
        try:
            document = read_yaml(path)
        except Faults as error:
            self.faults += error.faults
            return None
        self.faults += document.faults
        self.documents[path.relative_to(self.folder).as_posix()] = document
        return document

    def take(self, model: type[M], document: Document, place: Place, value: object) -> M | None:
        """Return a part of a document as its model, unless it does not fit."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            # The model takes a misspelt word for a question, and complains about its levels. Only
            # the slip itself is reported.
            strange = list(misspelt_conditions(value))
            for at, says, subject in placed_faults(error, value):
                if not any(at[: len(group)] == group for group, _, _ in strange):
                    self.faults.append(document.fault((*place, *at), says, subject))
            for _, at, says in strange:
                self.faults.append(document.fault((*place, *at), says))
            return None

    def enter(
        self, sort: str, part_id: str, document: Document, place: Place, part: FileModel | None
    ) -> None:
        """Keep a part under its sort and id, which no other may bear."""
        key = (sort, part_id)
        if key in self.origins:
            other, there = self.origins[key]
            says = f"the {sort} {quoted(part_id)} is in {other.file}:{other.line_of(there)} too"
            self.faults.append(document.fault((*place, "id"), says))
            # The id that one of the two was meant to have is not known, so names of this sort are
            # not checked.
            self.incomplete.add(sort)
            return
        self.origins[key] = (document, place)
        if part is not None:
            self.models[key] = part

    def enter_list(self, sort: str, model: type[FileModel], document: Document | None) -> None:
        """Read each part of a list of parts that have an id."""
        if document is None:
            self.incomplete.add(sort)
            return
        if not isinstance(document.value, tuple):
            self.faults.append(document.fault((), "expected a list"))
            self.incomplete.add(sort)
            return
        for number, value in enumerate(document.value):
            part = self.take(model, document, (number,), value)
            part_id = value.get("id") if isinstance(value, dict) else None
            if isinstance(part_id, str) and re.match(ID_PATTERN, part_id):
                self.enter(sort, part_id, document, (number,), part)
            else:
                self.incomplete.add(sort)

    def enter_file(self, sort: str, model: type[FileModel], path: Path) -> Document | None:
        """Read the part that bears the name of its file, and return what the file says."""
        document = self.read(path)
        if document is not None:
            part = self.take(model, document, (), document.value)
            self.faults += _misnamed(document, path)
            self.enter(sort, path.stem, document, (), part)
        return document

    def enter_rule(self, path: Path, topics: tuple[str, ...] | None) -> None:
        """Read a rule from a file in the folder of its topic."""
        self.rule_names.add(path.stem)
        if document := self.enter_file("rule", Rule, path):
            self.faults += _misplaced(document, path.parent.name, topics or ())

    def names(self) -> dict[str, frozenset[str]]:
        """Return the names of each sort, without the sorts where one may be missing."""
        # A sort without a single part is there too: each name of that sort is a fault then.
        found: dict[str, set[str]] = {sort: set() for sort in SORTS}
        for sort, part_id in self.origins:
            found.setdefault(sort, set()).add(part_id)
        # Both names of a rule exist for who refers to it; that they differ is a fault of its own.
        found["rule"] |= self.rule_names | {rule.id for rule in self.of_sort("rule", Rule).values()}
        return {sort: frozenset(ids) for sort, ids in found.items() if sort not in self.incomplete}

    def of_sort(self, sort: str, model: type[M]) -> dict[str, M]:
        """Return the parts of a sort by their ids."""
        return {i: m for (s, i), m in self.models.items() if s == sort and isinstance(m, model)}

    def whole(self, file: str, model: type[M]) -> M | None:
        """Return the part that a file at the top of the folder is, if it could be read."""
        found = self.models.get((Path(file).stem, file))
        return found if isinstance(found, model) else None


def _misplaced(document: Document, folder: str, topics: tuple[str, ...]) -> Iterator[Fault]:
    """Yield that a rule is in the folder of another topic."""
    topic = document.value.get("topic") if isinstance(document.value, Mapping) else None
    if isinstance(topic, str) and topic in topics and topic != folder:
        says = f"the topic is {quoted(topic)} but the folder is {quoted(folder)}"
        yield document.fault(("topic",), says)


def _misnamed(document: Document, path: Path) -> Iterator[Fault]:
    """Yield that a file's name is not the id of what it holds."""
    part_id = document.value.get("id") if isinstance(document.value, Mapping) else None
    if isinstance(part_id, str) and re.match(ID_PATTERN, part_id) and part_id != path.stem:
        says = f"the id is {quoted(part_id)} but the name of the file is {quoted(path.stem)}"
        yield document.fault(("id",), says)


def unread(path: Path, known: tuple[str, ...]) -> Fault:
    """Return the fault that nothing reads a file."""
    return Fault(str(path), 0, f"is read by nothing{nearest(path.name, known)}")


def read_entries(
    reading: Reading, document: Document, sort: str, model: type[NotMonotone | SilentAnswer]
) -> None:
    """Read a list of exceptions; entries of ``silent.yaml`` are identified by their position."""
    for number, value in _listed(reading, document):
        entry = reading.take(model, document, (number,), value)
        if entry:
            part_id = entry.rule if isinstance(entry, NotMonotone) else str(number)
            reading.enter(sort, part_id, document, (number,), entry)


def _listed(reading: Reading, document: Document) -> Iterator[tuple[int, object]]:
    """Yield each entry of a list that may be empty, with its position."""
    if document.value is not None and not isinstance(document.value, tuple):
        reading.faults.append(document.fault((), "expected a list"))
        return
    yield from enumerate(document.value or ())


def read_changes(reading: Reading, document: Document) -> None:
    """Read the list of changes; each entry is identified by what it is about."""
    for number, value in _listed(reading, document):
        sort = next((sort for sort in FORMER if isinstance(value, dict) and sort in value), None)
        if sort is None:
            says = f"names nothing that changed; it begins with {', '.join(FORMER)}"
            reading.faults.append(document.fault((number,), says))
        elif entry := reading.take(FORMER[sort], document, (number,), value):
            reading.enter(f"former {sort}", getattr(entry, sort), document, (number,), entry)


def visible(folder: Path) -> list[Path]:
    """Return what is in a folder, without what programs hide there.

    Raises:
        OSError: It cannot be read.
    """
    # A folder has another order on each file system. The order of parts and faults is this one.
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_")))
