"""What a set-up asks, in words: the same on the page and in the interview line by line."""

from collections.abc import Iterable, Mapping
from typing import Literal

from advisor.report.days_in_words import weekday_and_day
from advisor.report.partner_names import joined
from advisor.report.phrases import plural
from advisor.rulebook.vocabulary import STAGES, Kind, Occasion, Room
from advisor.rulebook.wording import Wording
from advisor.scenario.facts import KeyDate
from advisor.scenario.scenario import Partner

Minutes = Literal["20", "45", "longer"]

NOT_SURE = "not-sure"
"""The value of a fact that the room does not know; it is none that a file has."""
NOT_SURE_LABEL = "not sure"

NAME = "What is it called?"
NAME_SAYS = "A short name that everybody would recognise."
NAME_MISSING = "Type a name first; Tab goes on without one."
NO_TEXT_HERE = "[!] No text here. Tab goes on."
PARTNERS = "Which schools?"
KIND = "What sort is it?"
KIND_QUESTIONS: tuple[tuple[Kind, str], ...] = (
    ("federation", "One head or one board over all, now or later?"),
    ("itt", "Will people train to be teachers in it?"),
    ("support", "Is one school there to help another improve?"),
    ("hub", "Does one organisation lead a whole region?"),
)
KIND_NOT_SURE = "Questions about what you are not sure of wait until you know."
KIND_WAITS = "Answer these four, and the kind that they point to appears here."
NOT_FILED = "The file keeps the kind alone, not these four answers, nor how long you have."
KIND_RIGHT = "Right?"
KIND_CHOICES = (("yes", "yes"), ("other", "no, it is another kind"))
ANOTHER_KIND = "Which kind is it?"
DECISIONS = "What must you decide?"
DECISION_NOT_SURE = "not sure yet"
ROOM = "Who is in the room?"
ROOMS: tuple[tuple[Room, str, str], ...] = (
    ("us", "one school only", "only the leaders of one school or organisation"),
    ("with-partners", "we and our partners", "delicate questions are better answered apart"),
)
ROOM_SAYS = "Some questions are best answered in private. They stay closed until you open them."
ROOM_NOT_SURE = "Not sure counts as: we and our partners. That shows least."
TIME = "How long have you?"
TIMES: tuple[tuple[Minutes, str], ...] = (
    ("20", "20 minutes"),
    ("45", "45 minutes"),
    ("longer", "longer"),
)
TIME_SAYS = "With the schools, the kind and the decision, we can say how long it takes."
DATES = "Which days matter?"
DATES_SAYS = "Board meetings, the day a timetable closes. The first day of the work comes later."
DAY = "On which day?"
DAY_EXAMPLES = (
    "The board meets",
    "The last board meeting of the school year",
    "Next year's timetable closes",
    "Next year's calendar closes",
    "The bid is decided",
    "The grant ends",
    "The head leaves",
)
"""What is offered while somebody types what happens on a day."""
DAY_SAYS = "As 30 June, 30/6/27 or Wed 30 June 2027."
WHAT_HAPPENS = "What happens?"
SORT_OF_DAY = "What sort of day is it?"
SORTS_OF_DAY: Mapping[Occasion, str] = {
    "board-meeting": "a board meets",
    "timetable-closes": "a timetable closes",
    "calendar-closes": "a calendar closes",
    "bid-decided": "a bid is decided",
    "grant-ends": "a grant ends",
    "head-leaves": "a head leaves",
    "other": "something else",
}
WHOSE_DAY = "Whose day is it?"
EVERYBODYS = "everybody's"
SKIPPED = "You can skip the rest"
ABOUT: Mapping[str, str] = {
    "what": "What will you do?",
    "for_whom": "For whom?",
    "how_often": "How often?",
    "from_": "From about when?",
}
ABOUT_SAYS = {"what": "In a few words: a shared science course"}
NEXT_MEETING = "When do you meet next?"
STARTS = "Its first day, if set?"
PRESENT = "Which roles are here?"
PRESENT_SAYS = "Roles, not names: head of Oak, chair of Elm"

CHANGE_LISTED = "To change or remove one, type its number."
PARTNER_NAME = "Name (of the school, not of a person)"
SECTOR = "What is it?"
SECTOR_SAYS = "Not sure? Choose other."
ROLE = "What is its part?"
LEADS_TRAINING = "A school that takes trainees is a placement school here, even if it leads."
CORE = "Is it needed? If not, the advice does not wait for it"
ANSWERS_FROM = "Is somebody from it in the room to answer for it?"
COUNT = "How many schools is this entry for? (Usually 1)"

OPEN_FACTS: Mapping[str, str] = {
    "partners": "a school",
    "kinds": "the sort",
    "stage": "the decision",
    "room": "who is here",
}
"""What cannot be left out, as a list of what is still to give names it."""
_REASONS: Mapping[Kind, str] = {
    "federation": "one head or one board is, or would be, over all the schools",
    "itt": "people will train to be teachers in it",
    "support": "one school is there to help another improve",
    "hub": "one organisation leads a whole region",
}
_TIMES_NO = ("", "Once", "Twice", "Three times", "Four times")


def stage_not_sure(wording: Wording) -> str:
    """Return what follows where nobody knows the decision yet."""
    decision = wording.stages["starting"].decision
    return f"Until you know, it is read as: {decision} You can change that later."


def decision_labels(wording: Wording) -> dict[str, str]:
    """Return each decision in a few words, by its stage."""
    return {stage: wording.stages[stage].short for stage in STAGES}


def kinds_in_words(wording: Wording, kinds: Iterable[Kind]) -> str:
    """Return kinds by their labels."""
    return joined(f'"{wording.kinds[kind].label}"' for kind in kinds)


def partner_line(wording: Wording, partner: Partner) -> tuple[str, str]:
    """Return a partner's name, and what else differs from most."""
    many = f" ×{partner.count}" if partner.count > 1 else ""
    facts = [
        wording.sectors[partner.sector],
        "" if partner.role == "member" else wording.roles[partner.role],
        "" if partner.core else "could go on without it",
        "" if partner.answers_from == "itself" else "nobody from it in the room",
    ]
    return partner.name + many, ", ".join(filter(None, facts))


def said_to_be_here(names: Iterable[str]) -> str:
    """Return what does not go with one school alone in the room."""
    return f"Yet you say that {joined(names)} are here to answer: change those that are not."


def goes_too(partner: Partner) -> str:
    """Return what goes with a partner that is removed."""
    return f" and its {plural(len(partner.answers), 'answer')}" if partner.answers else ""


def date_line(date: KeyDate) -> tuple[str, str]:
    """Return a day, and what happens on it."""
    more = ["" if date.is_ == "other" else SORTS_OF_DAY[date.is_], date.partner or ""]
    said = ", ".join(filter(None, more))
    day = weekday_and_day(date.on, year_of=None)
    return day, f"{date.what} ({said})" if said else date.what


def why_kinds(answered: Mapping[str, object], partners: Iterable[Partner]) -> str:
    """Return in words what proposes the kind: the plain facts, and who is in it.

    Args:
        answered: Each plain fact that was answered: True, False or ``NOT_SURE``.
        partners: Who is in it.
    """
    yes = [kind for kind, _ in KIND_QUESTIONS if answered.get(kind) is True]
    no = sum(value is False for value in answered.values())
    says = []
    if yes:
        says.append(f"You say that {joined(_REASONS[kind] for kind in yes)}")
    elif no:
        says.append(f"{_TIMES_NO[no]} no")
    if together := _who(tuple(partners)):
        says.append(f"and {together}" if says else f"{together[0].upper()}{together[1:]}")
    reason = f"{', '.join(says)}." if says else ""
    is_unsure = NOT_SURE in answered.values()
    return " ".join(filter(None, (reason, KIND_NOT_SURE if is_unsure else "")))


def _who(partners: tuple[Partner, ...]) -> str:
    sectors = {partner.sector for partner in partners}
    if {"state", "independent"} <= sectors:
        return "there are state and independent schools"
    if sectors in ({"state"}, {"independent"}):
        (sector,) = sectors
        many = sum(partner.count for partner in partners) > 1
        article = "an" if sector == "independent" else "a"
        return f"all are {sector} schools" if many else f"it is {article} {sector} school"
    return ""


def leaves(have: object, takes: int) -> str:
    """Return what is left of the time that a room has once the short form is done."""
    if have not in {"20", "45"}:
        return "Keep 15 more for the advice." if have else ""
    left = int(str(have)) - takes
    if left >= 10:
        return f"That leaves {left} for the advice."
    return "That is too much for today. Ask what you can: you can stop at any point."
