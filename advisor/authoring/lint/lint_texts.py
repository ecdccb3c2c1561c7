"""Complaints about texts: too long, levels that nobody could see, thresholds not owned as ours."""

import re
from collections.abc import Iterator

from advisor.files.faults import Place
from advisor.rulebook.condition import AtLeast, DifferBy, PartnerCount, parts, questions_read
from advisor.rulebook.framework import Framework
from advisor.rulebook.question import Question
from advisor.rulebook.references import Complaint
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook

MAX_QUESTION = 140
MAX_LEVEL = 95
MAX_IN_BRIEF = 140
MAX_LABEL = 24
MAX_TITLE = 80
MAX_STEP = 90
# Room for a post and who does it in a small school: "the business managers (or the heads)".
MAX_WHO = 40
MAX_UNTIL = 60
MAX_HEADING_WORDS = 12
MAX_ELEMENT = 110

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
    for question in rulebook.questions.values():
        about = ("question", question.id)
        yield from _too_long(about, ("asks",), question.asks, MAX_QUESTION)
        yield from _unsupported(question)
        key: Place = ("number", "bands") if question.number else ("levels",)
        for number, level in enumerate(question.choices):
            place: Place = (*key, number)
            yield from _too_long(about, (*place, "says"), level.says, MAX_LEVEL)
            yield from _too_long(about, (*place, "label"), level.label, MAX_LABEL)
            yield from _too_long(about, (*place, "in_brief"), level.in_brief or "", MAX_IN_BRIEF)
            if level.in_brief is None and not question.once:
                message = (
                    f"the level {level.id} needs in_brief: a sentence that has {{schools}} once"
                )
                yield Complaint(about, place, message)
            if set(re.findall(r"[a-z]+", level.says.lower())) <= _DEGREE:
                message = f"the level {level.id} only says how much; say what one could see"
                yield Complaint(about, (*place, "says"), message)
    for rule in rulebook.rules.values():
        yield from _too_long(("rule", rule.id), ("title",), rule.title, MAX_TITLE)
        yield from _too_long(("rule", rule.id), ("until",), rule.until or "", MAX_UNTIL)
        yield from _too_long(("rule", rule.id), ("as_excuse",), rule.as_excuse or "", MAX_LEVEL)
        if draws_a_line(rule, rulebook) and "judgement" not in rule.because:
            message = "draws a line in a number, and does not say that the line is our judgement"
            yield Complaint(("rule", rule.id), ("because",), message)
    for concern in rulebook.concerns.values():
        about = ("concern", concern.id)
        yield from _too_long(about, ("until",), concern.until or "", MAX_UNTIL)
        if (words := len(concern.title.split())) > MAX_HEADING_WORDS:
            message = f"title has {words} words; {MAX_HEADING_WORDS} fit over a concern"
            yield Complaint(about, ("title",), message)
        if concern.title.startswith("It "):
            yield Complaint(about, ("title",), 'title begins with "It"; name the thing')
    for step in rulebook.steps.values():
        yield from _too_long(("step", step.id), ("do",), step.do, MAX_STEP)
        yield from _too_long(("step", step.id), ("who",), step.who, MAX_WHO)
    for framework in rulebook.frameworks.values():
        yield from _of_framework(framework)


def _of_framework(framework: Framework) -> Iterator[Complaint]:
    about = ("framework", framework.id)
    yield from _too_long(about, ("title",), framework.title, MAX_TITLE)
    yield from _too_long(about, ("asks",), framework.asks, MAX_QUESTION)
    for number, part in enumerate(framework.parts):
        yield from _too_long(about, ("parts", number, "title"), part.title, MAX_TITLE)
    for number, element in enumerate(framework.elements):
        yield from _too_long(about, ("elements", number, "says"), element.says, MAX_ELEMENT)


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


def _too_long(about: tuple[str, str], place: Place, text: str, most: int) -> Iterator[Complaint]:
    if len(text) > most:
        message = f"{place[-1]} has {len(text)} characters; {most} fit"
        yield Complaint(about, place, message)
