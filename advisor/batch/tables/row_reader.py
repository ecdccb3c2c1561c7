"""Reads the rows of one partnership into what a partnership file would contain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from advisor.batch.tables.answer_cells import CellFault, answer_cells
from advisor.batch.tables.fact_cells import FactCells, day_of, unnamed_roles
from advisor.batch.tables.headings import PARTNER_FACTS, PARTNERSHIP_FACTS, Layout
from advisor.batch.tables.partnership_names import ON_SEVERAL_ROWS
from advisor.batch.tables.table_chunks import NO_VALUE, NO_VALUE_SAYS
from advisor.files.clean_text import quoted
from advisor.files.document import Document
from advisor.files.faults import Fault, Faults, Place, nearest
from advisor.files.text_comparison import comparable
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import migrated_scenario
from advisor.scenario.scenario import Scenario


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        number: Its number in the file.
        file: The file, with the sheet where it has several.
        cells: The texts of its filled cells, by heading.
    """

    number: int
    file: str
    cells: Mapping[str, str]


class RowReader:
    """Reads the rows of partnerships in a table of one layout."""

    def __init__(self, layout: Layout, rulebook: Rulebook) -> None:
        self.layout = layout
        self.rulebook = rulebook
        self.facts = FactCells(rulebook)
        self.cells = {name: answer_cells(name, rulebook) for name in layout.questions}

    def read(self, rows: Sequence[Row]) -> tuple[Scenario | None, tuple[Fault, ...]]:
        """Return the partnership that rows describe, or all that is wrong in them."""
        reading = _Reading(self, rows)
        found = reading.scenario()
        return found, tuple(sorted(set(reading.faults)))


@dataclass(frozen=True)
class _Placed(Document):
    """A value read from rows, with the row and the heading that each part of it came from."""

    places: Mapping[Place, tuple[Row, str]] = field(default_factory=dict)

    def with_copies(self, copies: Iterable[tuple[Place, Sequence[Place]]]) -> Self:
        """Return the value in which places came from the cells of other places."""
        places = {new: self.places[old] for old, found in copies for new in found}
        return replace(self, places={**self.places, **places})

    def fault(self, place: Place, says: str, subject: str = "") -> Fault:  # noqa: ARG002
        """Return a fault at the cell that the place came from; its heading is the subject."""
        # A part that no cell gave, such as a reason, is at the cell of the value around it.
        found = (place[:length] for length in range(len(place), -1, -1))
        row, heading = next(self.places[part] for part in found if part in self.places)
        return Fault(row.file, row.number, says, heading)


class _Reading:
    """The rows of one partnership while they are read; reading goes on after a fault."""

    def __init__(self, reader: RowReader, rows: Sequence[Row]) -> None:
        self._reader = reader
        self._layout = reader.layout
        self.faults: list[Fault] = []
        self._rows = [self._calculated(row) for row in rows]
        self._places: dict[Place, tuple[Row, str]] = {
            (): (rows[0], reader.layout.facts["partnership"])
        }

    def _calculated(self, row: Row) -> Row:
        """Return a row without the cells of uncalculated formulas, and report these."""
        if NO_VALUE not in row.cells.values():
            return row
        for heading, text in row.cells.items():
            if text == NO_VALUE and heading in self._layout.read:
                self._tell(row, heading, NO_VALUE_SAYS)
        return row._replace(cells={h: text for h, text in row.cells.items() if text != NO_VALUE})

    def scenario(self) -> Scenario | None:
        if self.faults:  # Without its formulas a row says less than was meant.
            return None
        if len(self._rows) > 1 and not self._layout.is_by_partner:
            first, heading = self._rows[0], self._layout.facts["partnership"]
            self._tell(first, heading, f"{quoted(first.cells[heading])} {ON_SEVERAL_ROWS}")
            return None
        value = self._partnership()
        partners = self._partners(value)
        answers: dict[str, object] = {}
        for question, heading in self._layout.questions.items():
            if self._reader.rulebook.is_asked_once(question):
                self._answer_of_all("answer", question, heading, answers)
            elif not self._layout.is_by_partner and self._is_one(question, heading, len(partners)):
                self._answer_of_all("every", question, heading, answers)
            else:
                self._answer_of_each(question, heading, partners, value)
        value |= {"partners": tuple(partners), "answers": answers}
        document = _Placed(self._rows[0].file, "", value, places=self._places)
        try:
            found = migrated_scenario(value, self._reader.rulebook, document).scenario
        except Faults as error:
            self.faults += error.faults
            return None
        return None if self.faults else found

    def _tell(self, row: Row, heading: str, says: str) -> None:
        self.faults.append(Fault(row.file, row.number, says, heading))

    def _partnership(self) -> dict[str, Any]:
        value: dict[str, Any] = {"partnership": ""}
        for fact in PARTNERSHIP_FACTS:
            heading = self._layout.facts.get(fact, "")
            said = [
                (row, self._reader.facts.value(fact, row.cells[heading]))
                for row in self._rows
                if heading in row.cells
            ]
            if said:
                meant = [(row, _meant(fact, told)) for row, told in said]
                self._tell_contradictions(heading, meant)
                row, value[fact] = said[0]
                self._places[fact,] = (row, heading)
        if "kind" not in value:
            value["kind"] = self._layout.kind or KINDS[0]
            if self._layout.kind is None:
                heading = self._layout.facts.get("kind", "kind")
                self._tell(self._rows[0], heading, f"no kind is named{nearest('', KINDS)}")
        if self._layout.stage is not None:
            value.setdefault("stage", self._layout.stage)
        return value

    def _tell_contradictions(self, heading: str, said: Sequence[tuple[Row, object]]) -> None:
        first, meant = said[0]
        for row, other in said[1:]:
            if other != meant:
                says = f"{quoted(row.cells[heading])} contradicts {quoted(first.cells[heading])}"
                self._tell(row, heading, f"{says} in row {first.number} of the same partnership")

    def _partners(self, value: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the partners with their facts, without answers."""
        found = self._by_name(value)
        for fact in PARTNER_FACTS:
            heading = self._layout.facts.get(fact)
            if heading is None:
                continue
            cells = self._of_each_row(heading, len(found), value)
            for number, (row, text) in enumerate(cells):
                if text.strip():
                    found[number][fact] = self._reader.facts.value(fact, text)
                    self._places["partners", number, fact] = (row, heading)
        return found

    def _by_name(self, value: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self._layout.is_by_partner:
            heading = self._layout.facts["partner"]
            names = [(row, self._partner(row, heading)) for row in self._rows]
        else:
            heading, row = self._layout.facts.get("partners", ""), self._rows[0]
            if heading not in row.cells:
                return [{**unnamed, "answers": {}} for unnamed in self._unnamed(value)]
            names = [(row, name) for name in _parts(row.cells[heading].rstrip(" ;"))]
        for number, (row, _) in enumerate(names):
            self._places["partners", number] = (row, heading)
        return [{"name": name, "answers": {}} for _, name in names]

    def _partner(self, row: Row, heading: str) -> str:
        """Return the partner of a row, named after the row (and a fault) if its name is missing."""
        if name := row.cells.get(heading, "").strip():
            return name
        self._tell(row, heading, "is empty; write the partner's name")
        return f"row {row.number}"

    def _unnamed(self, value: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        """Yield a partner for each role that the row names, or else that the kinds ask."""
        text = self._rows[0].cells.get(self._layout.facts.get("role", ""), "")
        said = [str(self._reader.facts.value("role", part)) for part in _parts(text) if part]
        kinds = frozenset({value["kind"], *value.get("also", ())})
        roles = said or [*unnamed_roles(kinds, self._reader.rulebook)]
        labels = {str(r): label for r, label in self._reader.rulebook.wording.roles.items()}
        for number, role in enumerate(roles):
            label, before = labels.get(role, role), roles[:number].count(role)
            yield {"name": f"{label} {before + 1}" if before else label, "role": role}

    def _of_each_row(
        self, heading: str, count: int, value: Mapping[str, Any]
    ) -> list[tuple[Row, str]]:
        """Return the cell, or the part of a cell, that is of each partner."""
        if self._layout.is_by_partner:
            return [(row, row.cells.get(heading, "")) for row in self._rows]
        row = self._rows[0]
        parts = _parts(row.cells.get(heading, ""), count)
        if len(parts) == 1:
            parts *= count
        if len(parts) != count:
            if value["kind"] in KINDS:
                self._tell(row, heading, self._miscounted(len(parts), count))
            return []
        return [(row, part) for part in parts]

    def _is_one(self, question: str, heading: str, count: int) -> bool:
        """Return whether the cell of a partnership is one answer, not one for each partner."""
        text = self._rows[0].cells.get(heading, "")
        return len(_parts(text, count)) == 1 or self._reader.cells[question].knows(text)

    def _answer_of_all(
        self, key: str, question: str, heading: str, answers: dict[str, object]
    ) -> None:
        said = [
            (row, answer)
            for row in self._rows
            if (answer := self._answer(question, row, heading, row.cells.get(heading, "")))
        ]
        if said:
            self._tell_contradictions(heading, said)
            row, answer = said[0]
            noted = self._layout.notes.get(question, "")
            notes = dict.fromkeys(r.cells[noted] for r in self._rows if noted in r.cells)
            answers[question] = _in_full(key, answer, "\n".join(notes))
            self._places["answers", question] = (row, heading)

    def _answer_of_each(
        self,
        question: str,
        heading: str,
        partners: Sequence[dict[str, Any]],
        value: Mapping[str, Any],
    ) -> None:
        noted = self._layout.notes.get(question, "")
        cells = self._of_each_row(heading, len(partners), value)
        for number, (row, text) in enumerate(cells):
            if answer := self._answer(question, row, heading, text):
                said = _in_full("answer", answer, row.cells.get(noted, ""))
                partners[number]["answers"][question] = said
                self._places["partners", number, "answers", question] = (row, heading)

    def _answer(self, question: str, row: Row, heading: str, text: str) -> Answer | None:
        try:
            return self._reader.cells[question].answer(text)
        except CellFault as fault:
            self._tell(row, heading, fault.says)
            return None

    def _miscounted(self, parts: int, partners: int) -> str:
        there = "is 1 partner" if partners == 1 else f"are {partners} partners"
        heading = self._layout.facts.get("partners", "")
        names = self._rows[0].cells.get(heading, "")
        by_commas = "," in names and ";" not in names
        hint = f"; under {quoted(heading)}, names are joined by semicolons" if by_commas else ""
        return f"has {parts} values joined by semicolons, and there {there}{hint}"


def _meant(fact: str, said: object) -> object:
    """Return what a fact says, whichever way it is written."""
    if fact == "partnership":
        return comparable(str(said))
    if fact == "also" and isinstance(said, tuple):
        return frozenset(said)
    if fact == "as_of":
        return day_of(str(said)) or said
    return said


def _in_full(key: str, answer: Answer, note: str) -> dict[str, object]:
    """Return an answer in the form of a file, which has no note without an answer."""
    said = {key: answer.answer, "reason": answer.reason, "note": note or None}
    return {name: value for name, value in said.items() if value is not None}


def _parts(text: str, count: int = 0) -> list[str]:
    """Return the parts between semicolons; a semicolon at the very end adds none."""
    parts = [part.strip() for part in text.split(";")]
    return parts[:-1] if len(parts) == count + 1 and not parts[-1] else parts
