"""What each heading of a table means: a fact, the answers to a question, or its notes."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults, nearest_word
from advisor.files.text_comparison import comparable, visible
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

PARTNERSHIP_FACTS = ("partnership", "kind", "also", "stage", "as_of", "room")
PARTNER_FACTS = ("sector", "role", "core", "count", "answers_from")
FACTS = (*PARTNERSHIP_FACTS, "partner", "partners", *PARTNER_FACTS)
_NOTE = " note"
_ENDS = " .?!:;…*"
_Thing = tuple[str, str]
"""The sort of a column (fact, question or note) and which it is."""
# table_chunks has them too, and imports this module.
_OWN_COLUMNS = ("#row", "#sheet")
# LimeSurvey puts the code of a question before its wording, and people put a number there.
_CODE = re.compile(r"(?P<code>\w[\w\[\]-]{0,40})\. +(?P<wording>\S.*)")
REPEATED = "\ufdd2"
"""Ends a heading that an earlier column has too, before the number of its column."""

FORM_TOOL_COLUMNS = (
    # Google Forms, Microsoft Forms and what people add
    *("timestamp", "id", "start time", "completion time", "last modified time", "name"),
    *("email", "email address", "e mail", "username", "user", "score", "total points"),
    *("quiz feedback", "phone", "phone number", "comment", "comments", "remark", "remarks"),
    *("note", "notes", "full name", "first name", "last name"),
    # Qualtrics
    *("start date", "end date", "status", "ip address", "progress", "duration", "finished"),
    *("duration (in seconds)", "recorded date", "response id", "response type"),
    *("recipient last name", "recipient first name", "recipient email", "external reference"),
    *("external data reference", "location latitude", "location longitude"),
    *("distribution channel", "user language", "language", "user agent"),
    # SurveyMonkey and Typeform
    *("respondent", "respondent id", "collector id", "date created", "date modified"),
    *("custom data 1", "network id", "submit date (utc)", "start date (utc)", "stage date (utc)"),
    *("#", "tags", "ending"),
    # LimeSurvey
    *("seed", "date submitted", "last page", "start language", "date started"),
    *("date last action", "referrer url", "token", "total time", "group time"),
    # Jotform and KoboToolbox
    *("submission date", "submission id", "submission time", "submitted at", "submitted by"),
    *("validation status", "start", "end", "today", "device id", "uuid", "index", "version"),
)
"""Columns that form tools and people add; none of them is a misspelt question."""
_OF_FORM_TOOLS = frozenset(column.replace(" ", "") for column in FORM_TOOL_COLUMNS)


class Unmatched(NamedTuple):
    """A heading that is neither a fact nor a question.

    Attributes:
        heading: As the file spells it.
        hint: The nearest question, note or fact, or nothing.
    """

    heading: str
    hint: str


@dataclass(frozen=True)
class Layout:
    """The meaning of each heading.

    Attributes:
        facts: The heading of each fact of the partnership or its partners, by the fact.
        questions: The heading of the answers to each question, by its id.
        notes: The heading of the notes to each question, by its id.
        unmatched: The other headings.
        is_by_partner: Whether each row is a partner, not a partnership.
        has_partners: Whether a row names the partners of its partnership.
        kind: The kind of a partnership whose row names none.
        stage: The stage likewise.
    """

    facts: Mapping[str, str]
    questions: Mapping[str, str]
    notes: Mapping[str, str]
    unmatched: tuple[Unmatched, ...]
    is_by_partner: bool
    has_partners: bool
    kind: Kind | None = None
    stage: Stage | None = None

    @property
    def read(self) -> frozenset[str]:
        """The headings of the columns that are read."""
        columns = (self.facts, self.questions, self.notes)
        return frozenset(heading for found in columns for heading in found.values())


def layout_of(
    headings: Iterable[str],
    rulebook: Rulebook,
    file: str,
    *,
    kind: Kind | None = None,
    stage: Stage | None = None,
    row: int = 0,
) -> Layout:
    """Return the meaning of each heading.

    Args:
        headings: The columns of a frame; our own, which are not in the file, are ignored.
        rulebook: Its questions, matched by id or by wording.
        file: The name to use in faults.
        kind: The kind of a partnership whose row names none.
        stage: The stage likewise.
        row: The row of the file in which the headings are, if they have one.

    Raises:
        Faults: No column names the partnership, or two mean the same.
    """
    known = _known(rulebook)
    found: dict[str, dict[str, str]] = {"fact": {}, "question": {}, "note": {}}
    unmatched: list[str] = []
    faults: list[Fault] = []
    for heading in (heading for heading in headings if heading not in _OWN_COLUMNS):
        text = heading.partition(REPEATED)[0]
        thing = _thing(text, known)
        if thing is None:
            unmatched.append(text)
            continue
        sort, name = thing
        other = found[sort].setdefault(name, heading)
        if other != heading:
            faults.append(Fault(file, row, _says_same(heading, other), text))
    facts = found["fact"]
    faults += _missing(facts, unmatched, file, row)
    if faults:
        raise Faults(faults)
    return Layout(
        facts=facts,
        questions=found["question"],
        notes=found["note"],
        unmatched=tuple(
            Unmatched(heading, _hint(heading, rulebook, facts))
            for heading in dict.fromkeys(unmatched)
        ),
        is_by_partner="partner" in facts,
        has_partners="partners" in facts,
        kind=kind,
        stage=stage,
    )


def _thing(heading: str, known: Mapping[str, _Thing]) -> _Thing | None:
    """Return what a heading means: as a whole, or by the one of code and wording that does."""
    things = {known[key] for key in _keys(heading) if key in known}
    whole = known.get(heading_key(heading))
    return whole or (things.pop() if len(things) == 1 else None)


def _keys(heading: str) -> Iterator[str]:
    """Yield the keys by which a heading may be known: its own, and of ``code. wording`` both."""
    yield heading_key(heading)
    if match := _CODE.fullmatch(visible(heading)):
        yield from map(heading_key, match.groups())


def is_partnership(heading: str) -> bool:
    """Return whether a column has the names of partnerships."""
    return "partnership" in _keys(heading)


def is_free_text(heading: str) -> bool:
    """Return whether the cells under a heading differ from row to row, as names and notes do."""
    keys = {*_keys(heading.partition(REPEATED)[0])}
    names = {"partnership", "partner", "partners"}
    return bool(keys & names) or any(key.endswith(_NOTE) or key == "note" for key in keys)


def _says_same(heading: str, other: str) -> str:
    _, _, column = heading.partition(REPEATED)
    if column:
        return f"column {column} has the heading of an earlier one; leave one of the two out"
    return f"means the same as {quoted(other)}; leave one of the two out"


def heading_key(text: str) -> str:
    """Return what two headings have in common if they are one, written differently."""
    key = re.sub(r"[\s_-]+", " ", comparable(text)).strip(_ENDS)
    if key.endswith(_NOTE):
        return key.removesuffix(_NOTE).rstrip(_ENDS) + _NOTE
    return key


def _known(rulebook: Rulebook) -> dict[str, _Thing]:
    """Return what each heading means; a wording that two questions share means nothing.

    What questions are called now comes before what they, or others, were called once.
    """
    former = {name: change.wordings for name, change in rulebook.changes.questions.items()}
    now = {name: (question.asks,) for name, question in rulebook.questions.items()}
    return _named(former) | _named(now) | {heading_key(fact): ("fact", fact) for fact in FACTS}


def _named(asked: Mapping[str, Sequence[str]]) -> dict[str, _Thing]:
    """Return what each id, and each wording that no two questions share, means."""
    found: dict[str, _Thing] = {}
    words = [(name, heading_key(asks)) for name, every in asked.items() for asks in every]
    names = [(name, heading_key(name)) for name in asked]
    # In this order: an id wins over the wording of another question.
    for spelt in (words, names):
        counts = Counter(key for _, key in spelt)
        for name, key in spelt:
            if counts[key] == 1:
                found |= {key + _NOTE: ("note", name), key: ("question", name)}
    return found


def _missing(
    facts: Mapping[str, str], unmatched: Sequence[str], file: str, row: int
) -> Iterator[Fault]:
    if "partnership" not in facts:
        near = nearest_word("partnership", unmatched)
        taken = f"; the headings read are {first_few(unmatched)}" if row else ""
        hint = f"; is it {quoted(near)}?" if near else taken
        yield Fault(file, row, f"no column is headed {quoted('partnership')}{hint}")
    if "partner" in facts and "partners" in facts:
        says = "partner is for rows of one partner, partners for rows of a partnership; choose one"
        yield Fault(file, row, says, facts["partners"])


def first_few(headings: Sequence[str]) -> str:
    """Return the first of some texts for a message."""
    return ", ".join(map(quoted, headings[:3])) + (", …" if len(headings) > 3 else "")


def _hint(heading: str, rulebook: Rulebook, facts: Collection[str]) -> str:
    """Return what a heading comes near to, or nothing."""
    key = heading_key(heading)
    if key.replace(" ", "") in _OF_FORM_TOOLS or key.startswith(_OF_SPREADSHEETS):
        return ""
    wordings = {heading_key(q.asks): q.id for q in rulebook.questions.values()}
    if near := get_close_matches(key, wordings, n=1, cutoff=0.75):
        return wordings[near[0]]
    begun = [name for wording, name in wordings.items() if wording.startswith(key)]
    if len(begun) == 1 and len(key) >= _SHORTEST_BEGINNING:
        return begun[0]
    if _OF_PARTNERS.fullmatch(key):
        return "" if {"partner", "partners"} & {*facts} else "partner"
    if len(key.split()) > _LONGEST_ID:
        return ""
    if near := get_close_matches(key.replace(" ", "_"), FACTS, n=1, cutoff=0.75):
        return near[0]
    said = key.removesuffix(_NOTE)
    near_id = nearest_word(said.replace(" ", "-"), rulebook.questions)
    if near_id is None or not _shares_a_word(said, near_id):
        return ""
    return f"{near_id}{_NOTE}" if key.endswith(_NOTE) else near_id


def _shares_a_word(said: str, name: str) -> bool:
    """Return whether any word of a heading is near one of an id; letters alone mislead."""
    parts = [*name.split("-"), name]
    return any(get_close_matches(word, parts, cutoff=0.75) for word in [*said.split(), said])


_OF_SPREADSHEETS = ("column ", "points ", "feedback ", "unnamed")
_OF_PARTNERS = re.compile(
    r"(?:name of )?(?:the |your )?"
    r"(?:school|academy|trust|college|university|organi[sz]ation|institution)s?(?: name)?"
)
"""Headings that people give to the column of partners."""
_SHORTEST_BEGINNING = 20
"""How many letters the beginning of a wording has at least that may be meant for all of it."""
_LONGEST_ID = 6
"""A longer heading is a wording or a remark; ids of shipped questions have up to four words."""
