"""Check that every name in the preconditions refers to something that is asked there."""

from collections.abc import Iterator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.rulebook.condition_references import Found, Names, each_named
from advisor.rulebook.preconditions import Break, Precondition, Preconditions
from advisor.rulebook.question import Question


def precondition_faults(listed: Preconditions, names: Names) -> Found:
    """Yield everything in the preconditions that names something which is not there."""
    named: list[tuple[Place, str, str]] = []
    named += [(("facts", name), name, level) for name, level in listed.facts.items()]
    for kind, facts in listed.facts_of.items():
        named += [(("facts_of", kind, name), name, level) for name, level in facts.items()]
    for place, name, level in named:
        yield from _level(name, level, place, names)
        question = names.question(name)
        if question and question.better != "neither":
            yield place, f"{quoted(name)} has a best level, which is taken; it is no fact"
    seen: set[str] = set()
    for number, precondition in enumerate(listed.preconditions):
        at: Place = ("preconditions", number)
        if precondition.id in seen:
            yield (*at, "id"), f"duplicate precondition {quoted(precondition.id)}"
        seen.add(precondition.id)
        for place, message in _of_precondition(precondition, names):
            yield (*at, *place), message
    for number, combination in enumerate(listed.combinations):
        if message := names.missing("rule", combination.rule):
            yield ("combinations", number, "rule"), message


def _of_precondition(precondition: Precondition, names: Names) -> Found:
    yield from each_named("lesson", precondition.lessons, ("lessons",), names)
    for number, broken in enumerate(precondition.breaks):
        at: Place = ("breaks", number)
        for kind in broken.kinds:
            if kind not in precondition.kinds:
                yield (*at, "kinds"), f"{quoted(kind)} is no kind of this precondition"
        for name, level in broken.given.items():
            place: Place = (*at, "given", name)
            yield from _level(name, level, place, names)
            question = names.question(name)
            if question:
                yield from (
                    (place, message) for message in _unasked(precondition, broken, question)
                )


def _level(name: str, level: str, place: Place, names: Names) -> Found:
    if message := names.missing("question", name) or names.missing_level(name, level):
        yield place, message


def _unasked(precondition: Precondition, broken: Break, question: Question) -> Iterator[str]:
    stages = [stage for stage in broken.bands if stage not in question.stages]
    kinds = [kind for kind in precondition.kinds_of(broken) if kind not in question.kinds]
    where = ", ".join((*stages, *kinds))
    if where:
        yield f"{quoted(question.id)} is not asked at {where}"
    if broken.role and not question.once and not question.is_asked_of(broken.role):
        yield f"{quoted(question.id)} is not asked of a partner with the role {broken.role}"
