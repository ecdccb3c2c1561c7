"""Breaks each precondition in an otherwise perfect file, and says where the verdict is another."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from advisor.files.faults import Place
from advisor.reasoning.contradictions import contradictions_met
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.verdict import Bounds, judge
from advisor.rulebook.preconditions import Break, Precondition, joins_answers
from advisor.rulebook.question import Question
from advisor.rulebook.references import PRECONDITIONS, Complaint
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Band, Kind, Role, Sector, Stage
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario

# Two placement schools, and two members of a hub: with one, 9 of the shipped breaks lead to
# another verdict than preconditions.yaml says.
_WHO: Mapping[Kind, tuple[tuple[Role, Sector], ...]] = {
    "cluster": (("member", "state"), ("member", "state")),
    "independent-state": (("lead", "independent"), ("member", "state")),
    "itt": (("provider", "other"), ("placement", "state"), ("placement", "state")),
    "hub": (("lead", "state"), ("member", "state"), ("member", "state")),
    "federation": (("lead", "state"), ("member", "state")),
    "support": (("supporting", "state"), ("supported", "state")),
}
"""Who is in an otherwise perfect partnership of each kind."""


class BrokenCase(NamedTuple):
    """One way to break a precondition, at one kind and stage, and its place in the file."""

    place: Place
    precondition: Precondition
    broken: Break
    kind: Kind
    stage: Stage

    @property
    def expected(self) -> Band:
        return self.broken.bands[self.stage]

    @property
    def name(self) -> str:
        return f"{self.precondition.id}, {self.kind} at {self.stage}"


def cases(rulebook: Rulebook) -> Iterator[BrokenCase]:
    for place, precondition in enumerate(rulebook.preconditions.preconditions):
        for number, broken in enumerate(precondition.breaks):
            for kind in precondition.kinds_of(broken):
                for stage in broken.bands:
                    at = ("preconditions", place, "breaks", number)
                    yield BrokenCase(at, precondition, broken, kind, stage)


def perfect_file(rulebook: Rulebook, kind: Kind, stage: Stage) -> Scenario:
    """Return a partnership in which every question asked has its best level.

    Of a question without a better end it is the level that the preconditions name, else the first.
    """
    kinds = frozenset([kind])
    asked = [q for q in rulebook.questions.values() if q.exists_at(kinds, stage)]
    facts = rulebook.preconditions.facts_at(kind)
    partners = tuple(
        Partner(
            name=f"{role} {number}",
            sector=sector,
            role=role,
            answers={q.id: _best(q, facts) for q in asked if q.is_asked_of(role)},
        )
        for number, (role, sector) in enumerate(_WHO[kind], start=1)
    )
    return Scenario(
        partnership=f"Otherwise perfect: {kind} at {stage}",
        kind=kind,
        stage=stage,
        partners=partners,
        answers={q.id: _best(q, facts) for q in asked if q.once},
    )


# A fact has no best level, and yet some of them matter: a federation is perfect only with a form
# that binds it.
def _best(question: Question, facts: Mapping[str, str]) -> Answer:
    if question.better == "neither":
        return Answer(answer=facts.get(question.id, question.order[0]))
    return Answer(answer=question.order[-1])


def broken_file(perfect: Scenario, broken: Break, rulebook: Rulebook) -> Scenario | None:
    """Return the partnership with the precondition broken; None if no partner could break it."""
    once = {name for name in broken.given if rulebook.questions[name].once}
    answers = {name: Answer(answer=level) for name, level in broken.given.items()}
    of_one = {name: answer for name, answer in answers.items() if name not in once}
    asked = [rulebook.questions[name] for name in of_one]
    fitting = [
        partner
        for partner in perfect.partners
        if all(question.is_asked_of(partner.role) for question in asked)
        and broken.role in {None, partner.role}
    ]
    if not fitting:
        return None
    chosen = {partner.name for partner in (fitting if broken.every else fitting[:1])}
    changes = {"answers_from": broken.answers_from, "count": broken.count}
    partners = tuple(
        partner.model_copy(update={"answers": {**partner.answers, **of_one}, **changes})
        if partner.name in chosen
        else partner
        for partner in perfect.partners
    )
    own = {name: answers[name] for name in broken.given if name in once}
    return perfect.with_facts(partners=partners, answers={**perfect.answers, **own})


def bounds_of(rulebook: Rulebook, scenario: Scenario) -> Bounds:
    """Return the verdict on a partnership, as the evaluator reads the rules."""
    # Without the rules that cannot limit it. CPU time of `check rules`: 3.4 s with them, else 2.4.
    stage = scenario.judged_at
    limiting = [r.id for r in rulebook.rules_at(scenario.kinds, stage) if r.band_at(stage)]
    return judge(rulebook, scenario, findings_of(evaluate(rulebook, scenario, limiting)))


def precondition_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each perfect file that is not ready, and each break that leads to another verdict."""
    if not rulebook.preconditions.preconditions:
        return

    # 24 files serve the 801 shipped ways to break one.
    @cache
    def perfect(kind: Kind, stage: Stage) -> Scenario:
        return perfect_file(rulebook, kind, stage)

    for kind in KINDS:
        for stage in STAGES:
            unbroken = bounds_of(rulebook, perfect(kind, stage))
            if unbroken.band != "ready":
                message = f"an otherwise perfect {kind} at {stage} is {_result(unbroken)}"
                yield Complaint(
                    PRECONDITIONS, (), f"{message}; name other facts, or correct the rules"
                )
    held: set[str] = set()
    wrong: dict[Place, list[str]] = {}
    for case in cases(rulebook):
        broken = broken_file(perfect(case.kind, case.stage), case.broken, rulebook)
        found = bounds_of(rulebook, broken) if broken else None
        held.update(found.held_by if found else ())
        if found is None or found.band != case.expected:
            wrong.setdefault(case.place, []).append(_wrong(case, found))
    for place, told in wrong.items():
        more = f" (and {len(told) - 1} more)" if told[1:] else ""
        yield Complaint(PRECONDITIONS, place, told[0] + more)
    yield from _unbroken(rulebook, held)


def _wrong(case: BrokenCase, found: Bounds | None) -> str:
    if found is None:
        return f"{case.name}: no partner is asked all of what is given"
    return f"{case.name}: the verdict is {_result(found)}, not {case.expected}"


def _unbroken(rulebook: Rulebook, held: set[str]) -> Iterator[Complaint]:
    """Yield each gate on one answer that no break of a precondition ever raised."""
    for rule in rulebook.rules.values():
        if rule.is_gate and not joins_answers(rule) and rule.id not in held:
            message = f"holds below pilot, and no precondition in {PRECONDITIONS[1]} covers it"
            yield Complaint(("rule", rule.id), ("holds_at",), message)


def _result(found: Bounds) -> str:
    rules = (*found.held_by, *found.waiting_on)
    return f"{found.band} ({', '.join(rules)})" if rules else found.band


def perfect_file_complaints(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each contradiction that a perfect file meets, at the first kind and stage."""
    complained: set[str] = set()
    for kind in KINDS if rulebook.contradictions else ():
        for stage in STAGES:
            for met in contradictions_met(rulebook, perfect_file(rulebook, kind, stage)):
                name = met.contradiction.id
                if name not in complained:
                    complained.add(name)
                    message = (
                        f"the best answers of a {kind} at {stage} meet it; they can all be true"
                    )
                    yield Complaint(("contradiction", name), ("when",), message)
