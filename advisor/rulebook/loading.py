"""Load a rulebook from its folder, reporting every fault at once."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.files.clean_text import quoted
from advisor.files.document import Document
from advisor.files.faults import Fault, Faults, Place, nearest, nearest_word
from advisor.files.validation import FileModel, OneLine
from advisor.rulebook.changes import (
    Changes,
    FormerConcern,
    FormerQuestion,
    FormerRule,
    FormerStep,
)
from advisor.rulebook.compiled import compiled_path, read_compiled, source_hash, write_compiled
from advisor.rulebook.condition_references import Part
from advisor.rulebook.framework import Framework
from advisor.rulebook.papers import Papers
from advisor.rulebook.preconditions import Preconditions
from advisor.rulebook.question import Question
from advisor.rulebook.reading import NOT_READ, Reading, read_changes, read_entries, unread, visible
from advisor.rulebook.references import (
    PAPERS,
    PRECONDITIONS,
    WORDING,
    Complaint,
    reference_complaints,
)
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import (
    Concern,
    Contradiction,
    NotMonotone,
    Rulebook,
    SilentAnswer,
    Topic,
)
from advisor.rulebook.source import Lesson, Source
from advisor.rulebook.wording import NotCovered, Wording

HEADER = "rulebook.yaml"


class Header(FileModel):
    """The first file of a rulebook: its version, its title and its topics."""

    version: OneLine
    title: OneLine
    topics: tuple[Topic, ...]


_OPTIONAL_FILES = (
    "not-covered.yaml",
    "not-monotone.yaml",
    "silent.yaml",
    "changes.yaml",
    "contradictions.yaml",
    PRECONDITIONS[1],
    PAPERS[1],
)
_FIXED_FILES = (HEADER, "wording.yaml", "sources.yaml", "concerns.yaml", *_OPTIONAL_FILES)
_WHOLE: Mapping[str, type[FileModel]] = {
    HEADER: Header,
    WORDING[1]: Wording,
    PRECONDITIONS[1]: Preconditions,
    PAPERS[1]: Papers,
}
"""The files that are one part each; its sort is the name of the file."""
_LISTS: Mapping[str, tuple[str, type[FileModel]]] = {
    "sources.yaml": ("source", Source),
    "concerns.yaml": ("concern", Concern),
    "not-covered.yaml": ("not-covered", NotCovered),
    "contradictions.yaml": ("contradiction", Contradiction),
}
_LISTED: Mapping[str, tuple[str, type[FileModel]]] = {
    "questions": ("question", Question),
    "lessons": ("lesson", Lesson),
    "steps": ("step", Step),
}
_FRAMEWORKS = "frameworks"
_TAKEN = frozenset({*_LISTED, _FRAMEWORKS, *NOT_READ})
"""Folders that hold no rules, so that no topic can have their names."""


@dataclass(frozen=True)
class Origins:
    """The position of each part of a rulebook in its files."""

    folder: Path
    parts: Mapping[Part, tuple[Document, Place]]

    def fault(self, complaint: Complaint) -> Fault:
        """Return the complaint as a fault at its place in its file."""
        if complaint.about not in self.parts:
            return Fault(str(self.folder), 0, complaint.says)
        document, place = self.parts[complaint.about]
        return document.fault((*place, *complaint.place), complaint.says)


def load_rulebook(folder: Path) -> Rulebook:
    """Return the rulebook in a folder; the shipped one from its compiled form, if it is current.

    Raises:
        Faults: Every file that cannot be read, part that does not fit its model, and name that
            leads nowhere.
    """
    kept = compiled_path(folder)
    if kept is None:
        return load_with_origins(folder)[0]
    try:
        return read_compiled(kept, source_hash(folder)) or compile_rulebook(folder, kept)
    except OSError:  # loading the rules says which file cannot be read
        return load_with_origins(folder)[0]


def compile_rulebook(folder: Path, kept: Path) -> Rulebook:
    """Return the rulebook in a folder, read from its files, and keep its compiled form.

    Raises:
        Faults: As for ``load_rulebook``.
        OSError: A file can no longer be read.
    """
    sources = source_hash(folder)
    rulebook, _ = load_with_origins(folder)
    # An author may have saved a file in between: the rulebook may be of neither state then.
    if source_hash(folder) == sources:
        write_compiled(kept, sources, rulebook)
    return rulebook


def load_with_origins(folder: Path) -> tuple[Rulebook, Origins]:
    """Return the rulebook in a folder, and the position of each part of it.

    Raises:
        Faults: As for ``load_rulebook``.
    """
    reading = Reading(folder)
    paths = _paths_in(folder)
    header, wording = _read_fixed(reading, paths)
    topics = tuple(topic.id for topic in header.topics) if header else None
    _read_folders(reading, paths, topics)
    origins = Origins(folder, reading.origins)
    complaints = reference_complaints(reading.models, reading.names(), topics, wording)
    faults = [*reading.faults, *(origins.fault(complaint) for complaint in complaints)]
    if faults or header is None or wording is None:
        raise Faults(faults)
    return _assemble(reading, header, wording), origins


def _paths_in(folder: Path) -> list[Path]:
    """Return what a rule folder holds, less what programs hide there.

    Raises:
        Faults: It is no rule folder, or cannot be read.
    """
    try:
        if not (folder / HEADER).is_file():
            raise Faults([Fault(str(folder), 0, f"is no rulebook folder: it holds no {HEADER}")])
        return visible(folder)
    except OSError as error:
        raise Faults([Fault(str(folder), 0, f"cannot be read: {error.strerror}")]) from None


def _read_fixed(reading: Reading, paths: list[Path]) -> tuple[Header | None, Wording | None]:
    """Read the files that every rulebook has at its top."""
    for name in _FIXED_FILES:
        path = reading.folder / name
        if path not in paths and name in _OPTIONAL_FILES:
            continue
        document = reading.read(path)
        if name in _LISTS:
            reading.enter_list(*_LISTS[name], document)
        elif document is None:
            continue
        elif name in _WHOLE:
            part = reading.take(_WHOLE[name], document, (), document.value)
            reading.enter(path.stem, name, document, (), part)
            if isinstance(part, Header):
                reading.faults += _topic_faults(part, document)
        elif name == "silent.yaml":
            read_entries(reading, document, "silent", SilentAnswer)
        elif name == "changes.yaml":
            read_changes(reading, document)
        else:
            read_entries(reading, document, "not-monotone", NotMonotone)
    for path in paths:
        if path.suffix in {".yaml", ".yml"} and path.name not in _FIXED_FILES:
            reading.faults.append(_unread_at_top(path))
    return reading.whole(HEADER, Header), reading.whole(WORDING[1], Wording)


def _unread_at_top(path: Path) -> Fault:
    if path.suffix == ".yaml" and not nearest_word(path.name, _FIXED_FILES):
        says = "is read by nothing here; a rule belongs in the folder of its topic"
        return Fault(str(path), 0, says)
    return unread(path, _FIXED_FILES)


def _topic_faults(header: Header, document: Document) -> Iterator[Fault]:
    topics = [topic.id for topic in header.topics]
    for number, topic in enumerate(topics):
        place: Place = ("topics", number, "id")
        if topic in topics[:number]:
            yield document.fault(place, f"duplicate topic {quoted(topic)}")
        if topic in _TAKEN:
            says = f"the folder {quoted(topic)} holds no rules; name the topic otherwise"
            yield document.fault(place, says)


def _read_folders(reading: Reading, paths: list[Path], topics: tuple[str, ...] | None) -> None:
    """Read every folder's parts; if the topics are not known, any other folder may hold rules."""
    folders = {path.name: path for path in paths if path.is_dir() and path.name not in NOT_READ}
    known = {*_TAKEN, *(folders if topics is None else topics)}
    strange = [name for name in folders if name not in known]
    for name in strange:
        says = f"is the folder of no topic{nearest(name, known)}"
        reading.faults.append(Fault(str(folders[name]), 0, says))
        # Its rules are not read, but their names exist: who refers to them has made no mistake.
        reading.rule_names |= {path.stem for path in folders[name].glob("*.yaml")}
    for name, (sort, _) in _LISTED.items():
        if name not in folders:
            # One fault for the folder, and none for each name that is not found because of it.
            reading.incomplete.add(sort)
            if name not in {nearest_word(other, known) for other in strange}:
                says = f"has no folder {quoted(name)}"
                reading.faults.append(Fault(str(reading.folder), 0, says))
    for folder in (path for name, path in folders.items() if name in known):
        for path in visible(folder):
            if path.suffix == ".yml":
                reading.faults.append(unread(path, (f"{path.stem}.yaml",)))
            elif path.suffix == ".yaml" and folder.name in _LISTED:
                sort, model = _LISTED[folder.name]
                reading.enter_list(sort, model, reading.read(path))
            elif path.suffix == ".yaml" and folder.name == _FRAMEWORKS:
                reading.enter_file("framework", Framework, path)
            elif path.suffix == ".yaml":
                reading.enter_rule(path, topics)


def _assemble(reading: Reading, header: Header, wording: Wording) -> Rulebook:
    order = {topic.id: position for position, topic in enumerate(header.topics)}
    questions = reading.of_sort("question", Question)
    rules = reading.of_sort("rule", Rule)
    sources = reading.of_sort("source", Source)
    place = {source: position for position, source in enumerate(sources)}
    frameworks = reading.of_sort("framework", Framework)
    return Rulebook(
        version=header.version,
        title=header.title,
        content_hash=_content_hash(reading.documents),
        topics=header.topics,
        wording=wording,
        sources=sources,
        concerns=reading.of_sort("concern", Concern),
        lessons=reading.of_sort("lesson", Lesson),
        # A stable sort: the questions of one topic keep the order of their file.
        questions=dict(sorted(questions.items(), key=lambda item: order[item[1].topic])),
        steps=reading.of_sort("step", Step),
        rules=dict(sorted(rules.items(), key=lambda item: (order[item[1].topic], item[0]))),
        frameworks=dict(
            sorted(frameworks.items(), key=lambda item: (place[item[1].source], item[0]))
        ),
        not_covered=tuple(reading.of_sort("not-covered", NotCovered).values()),
        not_monotone=tuple(reading.of_sort("not-monotone", NotMonotone).values()),
        silent=tuple(reading.of_sort("silent", SilentAnswer).values()),
        contradictions=tuple(reading.of_sort("contradiction", Contradiction).values()),
        preconditions=reading.whole(PRECONDITIONS[1], Preconditions) or Preconditions(),
        papers=reading.whole(PAPERS[1], Papers),
        changes=Changes(
            questions=reading.of_sort("former question", FormerQuestion),
            rules=reading.of_sort("former rule", FormerRule),
            steps=reading.of_sort("former step", FormerStep),
            concerns=reading.of_sort("former concern", FormerConcern),
        ),
    )


def _content_hash(documents: Mapping[str, Document]) -> str:
    """Return the SHA-256 of the canonical JSON of what the files say, by their place."""
    # Values, not bytes: comments and layout change nothing in the advice that bears this hash.
    # source_hash() takes bytes, since the compiled form must never be stale.
    said = {name: document.value for name, document in documents.items()}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
