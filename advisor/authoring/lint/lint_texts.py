"""Complaints about texts: too long, levels that nobody could see, thresholds not owned as ours."""

import re
from collections.abc import Iterator, Mapping

from advisor.files.faults import Place
from advisor.files.validation import FileModel
from advisor.rulebook.condition import AtLeast, DifferBy, PartnerCount, parts, questions_read
from advisor.rulebook.condition_references import Part
from advisor.rulebook.question import Question
from advisor.rulebook.references import Complaint
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook

_FIT: Mapping[str, Mapping[str, int]] = {
    "question": {"asks": 140},
    "level": {"says": 95, "label": 24, "in_brief": 140},
    "rule": {"title": 80, "until": 60, "as_excuse": 95},
    "concern": {"until": 60},
    # Room for a post and who does it in a small school: "the business managers (or the heads)".
    "step": {"do": 90, "who": 40},
    "framework": {"title": 80, "asks": 140},
    "part": {"title": 80},
    "element": {"says": 110},
    # The brief has two or three lines for it.
    "contradiction": {"ask": 200},
}
"""How many characters fit, by sort of part and by key."""
MAX_HEADING_WORDS = 12

_DEGREE_WORDS = """
    a an the it is are very quite rather fairly mostly partly somewhat fully entirely largely well
    not
    no some little much many few high low strong weak good bad poor excellent adequate sufficient
    limited moderate significant substantial great better best worse worst more less most least
    developing developed emerging established embedded effective and or to of extent degree level
    completely totally extremely slightly reasonably highly never sometimes often always usually
    rarely
"""
_DEGREE = frozenset(_DEGREE_WORDS.split())

_ROLES_OF_LARGE_SCHOOLS = re.compile(
    r"\b(deputy|deputies|assistants?|business managers?|timetablers?|cover managers?"
    r"|assessment leads?|subject leaders?|attendance officers?|heads? of year)\b"
)


def text_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each text that is too long, and each level that only says how much."""
    contradictions = {one.id: one for one in rulebook.contradictions}
    groups: tuple[tuple[str, Mapping[str, FileModel]], ...] = (
        ("question", rulebook.questions),
        ("rule", rulebook.rules),
        ("concern", rulebook.concerns),
        ("step", rulebook.steps),
        ("framework", rulebook.frameworks),
        ("contradiction", contradictions),
    )
    for sort, parts_of in groups:
        for name, part in parts_of.items():
            yield from _too_long((sort, name), (), sort, part)
    for question in rulebook.questions.values():
        yield from _unsupported(question)
        yield from _of_levels(question)
    for rule in rulebook.rules.values():
        if draws_a_line(rule, rulebook) and "judgement" not in rule.because:
            message = "draws a line in a number, and does not say that the line is our judgement"
            yield Complaint(("rule", rule.id), ("because",), message)
    for concern in rulebook.concerns.values():
        about = ("concern", concern.id)
        if (words := len(concern.title.split())) > MAX_HEADING_WORDS:
            message = f"title has {words} words; {MAX_HEADING_WORDS} fit over a concern"
            yield Complaint(about, ("title",), message)
        if concern.title.startswith("It "):
            yield Complaint(about, ("title",), 'title begins with "It"; name the thing')
    for framework in rulebook.frameworks.values():
        about = ("framework", framework.id)
        for number, group in enumerate(framework.parts):
            yield from _too_long(about, ("parts", number), "part", group)
        for number, element in enumerate(framework.elements):
            yield from _too_long(about, ("elements", number), "element", element)


def _of_levels(question: Question) -> Iterator[Complaint]:
    about = ("question", question.id)
    key: Place = ("number", "bands") if question.number else ("levels",)
    for number, level in enumerate(question.choices):
        place: Place = (*key, number)
        yield from _too_long(about, place, "level", level)
        if level.in_brief is None and not question.once:
            message = f"the level {level.id} needs in_brief: a sentence that has {{schools}} once"
            yield Complaint(about, place, message)
        if set(re.findall(r"[a-z]+", level.says.lower())) <= _DEGREE:
            message = f"the level {level.id} only says how much; say what one could see"
            yield Complaint(about, (*place, "says"), message)


def _unsupported(question: Question) -> Iterator[Complaint]:
    """Yield a reason without evidence, and an informant that a small school does not have."""
    about = ("question", question.id)
    if not question.lessons and "judgement" not in question.why:
        message = "names no lesson, and does not say that the reason is our judgement"
        yield Complaint(about, ("why",), message)
    if _ROLES_OF_LARGE_SCHOOLS.search(question.find_out.who) and "(" not in question.find_out.who:
        message = "a small school has nobody in this post; add who would know there, in brackets"
        yield Complaint(about, ("find_out", "who"), message)


def draws_a_line(rule: Rule, rulebook: Rulebook) -> bool:
    """Return whether the rule says itself how many are enough; none at all is no such line."""
    for _, part in parts(rule.condition):
        if isinstance(part, AtLeast | DifferBy) and part.number > 1:
            return True
        if isinstance(part, PartnerCount):
            return True
        for read in questions_read(part):
            bands, levels = rulebook.questions[read.question].number, read.levels
            if bands and levels and set(levels) != {b.id for b in bands.bands if b.up_to == 0}:
                return True
    return False


def _too_long(about: Part, place: Place, sort: str, part: FileModel) -> Iterator[Complaint]:
    for key, most in _FIT[sort].items():
        if (length := len(getattr(part, key) or "")) > most:
            yield Complaint(about, (*place, key), f"{key} has {length} characters; {most} fit")
