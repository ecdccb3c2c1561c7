"""Says what stands under each heading of a table: a fact, the answers to a question, its notes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from advisor.files.clean_text import quoted
from advisor.files.faults import Fault, Faults, nearest_word
from advisor.files.text_comparison import comparable
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage

PARTNERSHIP_FACTS = ("partnership", "kind", "also", "stage", "as_of", "room")
PARTNER_FACTS = ("sector", "role", "core", "count", "answers_from")
FACTS = (*PARTNERSHIP_FACTS, "partner", "partners", *PARTNER_FACTS)
_NOTE = " note"
_ENDS = " .?!:;…*"
_OWN_COLUMNS = ("#row", "#sheet")

# What form tools and people put beside the answers; nobody meant a question by it.
_FORM_TOOL_WORDS = """
    timestamp, id, respondent, respondent id, response id, collector id, start time, start date,
    end date, completion time, last modified time, recorded date, date created, date modified,
    date submitted, date started, date last action, submission date, submitted at, submission id,
    email, email address, e mail, username, user, user agent, name, first name, last name,
    full name, phone, phone number, ip address, status, finished, progress, duration, language,
    user language, start language, location latitude, location longitude, distribution channel,
    external data reference, score, total points, quiz feedback, token, network id, seed,
    last page, custom data 1, comment, comments, remark, remarks, note, notes
    """
_OF_FORM_TOOLS = frozenset("".join(words.split()) for words in _FORM_TOOL_WORDS.split(","))
"""Written without spaces, since some tools write StartDate and others Start Date."""


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
    """What stands under each heading.

    Attributes:
        facts: The heading of each fact of the partnership or its partners, by the fact.
        questions: The heading of the answers to each question, by its id.
        notes: The heading of the notes to each question, by its id.
        unmatched: The other headings.
        is_by_partner: Whether a row stands for a partner, not for a partnership.
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


def layout_of(
    headings: Iterable[str],
    rulebook: Rulebook,
    file: str,
    *,
    kind: Kind | None = None,
    stage: Stage | None = None,
) -> Layout:
    """Return what stands under each heading.

    Args:
        headings: The columns of a frame; those that are not in the file are passed over.
        rulebook: Its questions, matched by id or by wording.
        file: The name to use in faults.
        kind: The kind of a partnership whose row names none.
        stage: The stage likewise.

    Raises:
        Faults: No column names the partnership, or two stand for one thing.
    """
    known = _known(rulebook)
    found: dict[tuple[str, str], str] = {}
    unmatched: list[str] = []
    faults: list[Fault] = []
    for heading in (heading for heading in headings if heading not in _OWN_COLUMNS):
        thing = known.get(heading_key(heading))
        if thing is None:
            unmatched.append(heading)
        elif thing in found:
            says = f"stands for the same as {quoted(found[thing])}; leave one of the two out"
            faults.append(Fault(file, 0, says, heading))
        else:
            found[thing] = heading
    facts = {name: heading for (sort, name), heading in found.items() if sort == "fact"}
    faults += _missing(facts, unmatched, file)
    if faults:
        raise Faults(faults)
    return Layout(
        facts=facts,
        questions={name: heading for (sort, name), heading in found.items() if sort == "question"},
        notes={name: heading for (sort, name), heading in found.items() if sort == "note"},
        unmatched=tuple(Unmatched(heading, _hint(heading, rulebook)) for heading in unmatched),
        is_by_partner="partner" in facts,
        has_partners="partners" in facts,
        kind=kind,
        stage=stage,
    )


def heading_key(text: str) -> str:
    """Return what two headings have in common if they are one, written differently."""
    key = re.sub(r"[\s_-]+", " ", comparable(text)).strip(_ENDS)
    if key.endswith(_NOTE):
        return key.removesuffix(_NOTE).rstrip(_ENDS) + _NOTE
    return key


def _known(rulebook: Rulebook) -> dict[str, tuple[str, str]]:
    """Return what each heading stands for; a wording that two questions share is none."""
    found: dict[str, tuple[str, str]] = {}
    asked = [heading_key(question.asks) for question in rulebook.questions.values()]
    for question in rulebook.questions.values():
        wording = heading_key(question.asks)
        if asked.count(wording) == 1:
            found[wording + _NOTE] = ("note", question.id)
            found[wording] = ("question", question.id)
    for name in rulebook.questions:
        found[heading_key(name + _NOTE)] = ("note", name)
    found |= {heading_key(name): ("question", name) for name in rulebook.questions}
    return found | {heading_key(fact): ("fact", fact) for fact in FACTS}


def _missing(facts: Mapping[str, str], unmatched: Sequence[str], file: str) -> Iterator[Fault]:
    if "partnership" not in facts:
        near = nearest_word("partnership", unmatched)
        hint = f"; is it {quoted(near)}?" if near else ""
        yield Fault(file, 0, f"no column is headed {quoted('partnership')}{hint}")
    if "partner" in facts and "partners" in facts:
        says = (
            "partner stands in rows of one partner, partners in rows of a partnership; choose one"
        )
        yield Fault(file, 0, says, facts["partners"])


def _hint(heading: str, rulebook: Rulebook) -> str:
    """Return what a heading comes near to, or nothing."""
    key = heading_key(heading)
    if key.replace(" ", "") in _OF_FORM_TOOLS or key.startswith(
        ("column ", "points ", "feedback ", "unnamed")
    ):
        return ""
    wordings = {heading_key(q.asks): q.id for q in rulebook.questions.values()}
    if near := get_close_matches(key, wordings, n=1, cutoff=0.75):
        return wordings[near[0]]
    if len(key.split()) > _LONGEST_ID:
        return ""
    if near := get_close_matches(key.replace(" ", "_"), FACTS, n=1, cutoff=0.75):
        return near[0]
    near_id = nearest_word(key.removesuffix(_NOTE).replace(" ", "-"), rulebook.questions)
    return f"{near_id}{_NOTE}" if near_id and key.endswith(_NOTE) else near_id or ""


_LONGEST_ID = 6
"""How many words the id of a question has at most; a longer heading is a wording or a remark."""
