"""Move the contents of an older file to the current questions, rules and steps.

An answer is carried over if a current answer says the same. If none does, or the file already
answers the current question, it stays in the file under ``earlier``, in its original words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from advisor.files.faults import Place
from advisor.rulebook.changes import FormerQuestion, FormerRule, FormerStep
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import NOT_APPLICABLE, UNKNOWN
from advisor.scenario.answer_conversion import Full, converted, in_full, leads, value_of
from advisor.scenario.moved_entry import MovedEntry


class Migration(NamedTuple):
    """The contents of a file under the current names, and what moved."""

    value: object
    moved: tuple[MovedEntry, ...] = ()


def migrated(value: object, rulebook: Rulebook) -> Migration:
    """Return the contents of a file, with every old name replaced by the current ones."""
    if not isinstance(value, dict):
        return Migration(value)
    # How many entries there are already: the new ones come after them, and remarks need their
    # places.
    kept = value.get("earlier", ())
    carrying = _Carrying(rulebook, len(kept) if isinstance(kept, tuple) else 0)
    said = carrying.answers(value)
    for group, former in (
        ("steps", rulebook.changes.steps),
        ("disagreements", rulebook.changes.rules),
    ):
        said = carrying.agreed(said, group, former)
    # The value itself, so that a current file is not copied.
    if not carrying.moved:
        return Migration(value)
    if carrying.earlier and isinstance(kept, tuple):  # Anything else is reported as a fault.
        said["earlier"] = (*kept, *carrying.earlier)
    moved = (
        one._replace(is_answered=one.is_answer and _is_answered(one, said, rulebook))
        for one in carrying.moved
    )
    return Migration(said, tuple(moved))


class _Carrying:
    """Carries the groups of one file over, and records what moved and what stays as a note."""

    def __init__(self, rulebook: Rulebook, kept_before: int) -> None:
        self._rulebook = rulebook
        self._former = rulebook.changes.questions
        self._kept_before = kept_before
        self.earlier: list[dict[str, Any]] = []
        self.moved: list[MovedEntry] = []

    def answers(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return the file with all its answers carried over."""
        spread, to_ask = _spread(value, self._rulebook)
        said = self._answers_of(spread, (), to_ask=to_ask)
        partners = said.get("partners")
        if isinstance(partners, tuple):
            # An answer for every partner under a current name counts as each partner's own.
            before, now = _own(value), _own(said)
            shared = {
                n for n, raw in now.items() if raw is before.get(n) and "every" in in_full(raw)
            }
            said["partners"] = tuple(
                self._answers_of(one, ("partners", number), taken=shared)
                if isinstance(one, dict)
                else one
                for number, one in enumerate(partners)
            )
        return said

    def _answers_of(
        self,
        part: dict[str, Any],
        within: Place,
        *,
        to_ask: Collection[str] = (),
        taken: Collection[str] = (),
    ) -> dict[str, Any]:
        answers = part.get("answers")
        # Most files are current and end here. Of the 13 ms of CPU time for loading the 28 shipped
        # ones, this takes 1.6.
        if not isinstance(answers, dict) or answers.keys().isdisjoint(self._former):
            return dict(part)
        full = {name: in_full(raw) for name, raw in answers.items()}
        found = {
            name: {} if name in to_ask else converted(name, said, self._rulebook)
            for name, said in full.items()
        }
        moving = {name: targets for name, targets in found.items() if targets is not None}
        # If two answers become one question, a known one wins over an unknown one.
        unknown = [name for name in moving if value_of(full[name]) == UNKNOWN]
        # Among equals the order of rules/changes.yaml decides, not that of the file.
        order = sorted(moving, key=lambda name: (name in unknown, self._rank(name)))
        free = _free(moving, order, {*answers, *taken})
        said: dict[str, Any] = {}
        for name, raw in answers.items():
            if name not in moving:
                said[name] = raw
                continue
            is_kept = not moving[name] or len(free[name]) < len(moving[name])
            kept = self._in_words(name, full[name]) if is_kept else None
            if kept is not None and within and isinstance(part.get("name"), str):
                kept["partner"] = part["name"]
            said |= self._carried(name, full[name], free[name], with_note=kept is None)
            asked = self._asked(name)
            self._note_moved((*within, "answers", name), asked, tuple(free[name]), kept)
        return {**part, "answers": said}

    def _rank(self, name: str) -> int:
        return list(self._former).index(name)

    def _asked(self, name: str) -> str:
        change, there = self._former[name], self._rulebook.questions.get(name)
        return next(iter(change.wordings), there.asks if there else name)

    def _carried(
        self, name: str, full: Full, targets: Mapping[str, Full], *, with_note: bool
    ) -> dict[str, Any]:
        """Return the current answers; the note and the like go with the first of them."""
        beside = _beside(full)
        key = "every" if "every" in full else "answer"
        said = {}
        for number, (target, value) in enumerate(targets.items()):
            if number or not with_note:
                # Repeated, a note would be quoted under each of them.
                beside = {k: v for k, v in beside.items() if k == "said_by"}
            elif "note" in beside and self._leaves_the_full_report(name, target):
                beside["visibility"] = "private"
            # A reason for anything but not-applicable is a fault; dropping it would hide that.
            given = value.get("reason", full.get("reason"))
            reason = {} if given is None else {"reason": given}
            said[target] = {key: value["answer"], **reason, **beside}
        return said

    def _leaves_the_full_report(self, name: str, target: str) -> bool:
        """Return whether a note about a person would go where notes are shown to anybody."""
        there = self._rulebook.questions.get(name, self._former[name])
        return there.about_a_person and not self._rulebook.questions[target].about_a_person

    def _in_words(self, name: str, full: Full) -> dict[str, Any]:
        """Return an answer in the form of ``earlier``."""
        change, value = self._former[name], value_of(full)
        answer = str(value)
        if value == UNKNOWN:
            answer = "Nobody knows."
        elif value == NOT_APPLICABLE:
            answer = "It does not apply."
        elif isinstance(value, str):
            answer = self._level_says(change, value)
        elif change.number:
            answer = f"{value} {change.number.unit}"
        reason = {"reason": full["reason"]} if full.get("reason") else {}
        kept = {"question": name, "asked": self._asked(name), "answer": answer}
        return {**kept, **reason, **_beside(full)}

    def _level_says(self, change: FormerQuestion, level: str) -> str:
        if level in change.levels:
            return change.levels[level].said
        heir = self._rulebook.questions[change.becomes or change.question]
        return next((choice.says for choice in heir.choices if choice.id == level), level)

    def agreed(
        self,
        said: dict[str, Any],
        group: str,
        former: Mapping[str, FormerStep] | Mapping[str, FormerRule],
    ) -> dict[str, Any]:
        """Return the file with its entries about steps, or about findings, carried over."""
        # Steps and findings have no levels: an entry goes to all its targets as it is.
        held = said.get(group)
        if not isinstance(held, dict):
            return said
        moving = {
            name: dict.fromkeys(former[name].targets)
            for name, raw in held.items()
            if name in former
        }
        free = _free(moving, [name for name in former if name in moving], held)
        found: dict[str, Any] = {}
        for name, raw in held.items():
            if name not in moving:
                found[name] = raw
                continue
            kept = None
            if not moving[name] or len(free[name]) < len(moving[name]):
                sort = "rule" if group == "disagreements" else "step"
                # A disagreement is plain text; under "earlier" it is the note.
                beside = raw if isinstance(raw, dict) else {"note": raw}
                kept = {sort: name, "asked": former[name].said, **beside}
            found |= dict.fromkeys(free[name], raw)
            self._note_moved((group, name), former[name].said, tuple(free[name]), kept)
        return {**said, group: found}

    def _note_moved(
        self, place: Place, asked: str, now: tuple[str, ...], kept: dict[str, Any] | None
    ) -> None:
        places = [(*place[:-1], name) for name in now]
        if kept is not None:
            # Before the entry is added: its place is the number of those before it.
            places.append(("earlier", self._kept_before + len(self.earlier)))
            self.earlier.append(kept)
        self.moved.append(MovedEntry(place, asked, now, tuple(places)))


def _is_answered(moved: MovedEntry, said: dict[str, Any], rulebook: Rulebook) -> bool:
    """Return whether the migrated file answers all that the question of an answer became."""
    heirs = rulebook.changes.successors[str(moved.place[-1])]
    partners = said.get("partners")
    answered = {*_own(said)}
    if moved.place[0] == "partners" and isinstance(partners, tuple):
        answered |= _own(partners[int(moved.place[1])]).keys()
    # An answer for every partner is replaced only if each partner has answered.
    elif isinstance(partners, tuple) and partners:
        answered |= set.intersection(*({*_own(partner)} for partner in partners))
    return bool(heirs) and heirs <= answered


def _beside(full: Full) -> Full:
    """Return what goes with an answer."""
    return {key: said for key, said in full.items() if key not in {"every", "answer", "reason"}}


def _free(
    moving: Mapping[str, Mapping[str, Any]], order: Sequence[str], held: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return for each name that moves those of its targets that nothing else has taken."""
    # What the file answers under its current name always wins.
    taken = {name for name in held if name not in moving}
    free = {}
    for name in order:
        free[name] = {target: v for target, v in moving[name].items() if target not in taken}
        taken |= free[name].keys()
    return free


def _spread(value: dict[str, Any], rulebook: Rulebook) -> tuple[dict[str, Any], frozenset[str]]:
    """Give an answer for every partner to each of them, if it would otherwise claim too much.

    A partner whose own answer is not carried over must not seem to give the one for every partner.
    The last item returned is the answers for every partner that are no longer needed, since each
    partner has its own.
    """
    answers, partners = value.get("answers"), value.get("partners")
    if not isinstance(answers, dict) or not isinstance(partners, tuple):
        return value, frozenset()
    to_ask = set()
    for name in [name for name in answers if name in rulebook.changes.questions]:
        raw, own = answers[name], [_own(partner).get(name) for partner in partners]
        if _is_safe_for_every(name, raw, own, rulebook):
            continue
        lacking = [n for n, partner in enumerate(partners) if own[n] is None and _takes(partner)]
        if not lacking:
            to_ask.add(name)
            continue
        for_one = {"answer": raw["every"]} | {k: v for k, v in raw.items() if k != "every"}
        answers = {other: said for other, said in answers.items() if other != name}
        partners = tuple(
            {**partner, "answers": {**_own(partner), name: for_one}} if n in lacking else partner
            for n, partner in enumerate(partners)
        )
    return {**value, "answers": answers, "partners": partners}, frozenset(to_ask)


def _is_safe_for_every(name: str, raw: object, own: Sequence[object], rulebook: Rulebook) -> bool:
    """Return whether no partner has an own answer that would leave it with the one for every."""
    if not isinstance(raw, dict) or "every" not in raw or "answer" in raw:
        return True
    led = leads(name, raw, rulebook)
    return all(said is None or leads(name, said, rulebook) >= led for said in own)


def _takes(partner: object) -> bool:
    return isinstance(partner, dict) and isinstance(partner.get("answers", {}), dict)


def _own(part: object) -> Mapping[str, Any]:
    answers = part.get("answers") if isinstance(part, dict) else None
    return answers if isinstance(answers, dict) else {}
