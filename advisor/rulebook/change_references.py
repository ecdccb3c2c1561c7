"""Check that every change of the rulebook leads to an existing part that claims no more."""

from advisor.files.clean_text import quoted
from advisor.files.faults import Place, nearest
from advisor.rulebook.changes import (
    ASK_AGAIN,
    Former,
    FormerConcern,
    FormerQuestion,
    FormerRule,
    FormerStep,
)
from advisor.rulebook.condition_references import Found, Names
from advisor.rulebook.question import Question


def change_faults(change: Former, names: Names) -> Found:
    """Yield everything in a change that leads nowhere, or would make an answer claim more."""
    match change:
        case FormerQuestion():
            yield from _of_question(change, names)
        case FormerRule():
            yield from _of_part("rule", change.rule, change.targets, names)
        case FormerStep():
            yield from _of_part("step", change.step, change.targets, names)
        case FormerConcern():
            yield from _of_part("concern", change.concern, change.targets, names)


def _of_part(sort: str, name: str, targets: tuple[str, ...], names: Names) -> Found:
    if name in names.declared.get(sort, ()):
        yield (sort,), f"the {sort} {quoted(name)} is there again; give the new one another id"
    for target in targets:
        if message := names.missing(sort, target):
            yield ("becomes",), message


def _of_question(change: FormerQuestion, names: Names) -> Found:
    # Not every question could be read, so none of them is known to be gone.
    if "question" not in names.declared:
        return
    is_gone = change.question not in names.declared["question"]
    name = quoted(change.question)
    if is_gone and change.asks is None:
        yield ("question",), f"{name} is gone, so its words belong here: asks"
    if is_gone and not (change.becomes or change.levels or change.number):
        yield ("question",), f"{name} is gone; name its levels"
    if not is_gone and change.becomes:
        yield ("becomes",), f"{name} is there again; take becomes away"
    if change.becomes:
        yield from _target(change, change.becomes, None, ("becomes",), names)
    for level in change.levels:
        yield from _of_level(change, level, names, keeps_ids=not is_gone or bool(change.becomes))
    if change.number and change.number.becomes != ASK_AGAIN:
        yield from _of_number(change, change.number.unit, change.number.becomes, names)
    heir = names.question(change.becomes or change.question)
    for old, new in change.reasons.items():
        if heir is not None and new not in {*heir.may_not_apply, *heir.order, ASK_AGAIN}:
            message = f"{quoted(new)} is no reason there{nearest(new, heir.may_not_apply)}"
            yield ("reasons", old), message


def _of_level(change: FormerQuestion, name: str, names: Names, *, keeps_ids: bool) -> Found:
    level, place = change.levels[name], ("levels", name)
    there, heir = (names.question(one) for one in (change.question, change.becomes or ""))
    now = there or heir
    if level.becomes is None and (not keeps_ids or (now and name not in now.order)):
        yield place, f"there is no level {quoted(name)} now; say what it becomes, or ask-again"
    if level.becomes is not None and there is not None and name in there.order:
        yield place, "is there again; give the new level another id"
    for target, said in level.targets.items():
        yield from _target(change, target, said, (*place, "becomes", target), names)


def _of_number(change: FormerQuestion, unit: str, becomes: str, names: Names) -> Found:
    place: Place = ("number", "becomes")
    yield from _target(change, becomes, None, place, names)
    target = names.question(becomes)
    if target and (target.number is None or target.number.unit != unit):
        yield place, f"{quoted(target.id)} does not ask for a number of {unit}"


def _target(
    change: FormerQuestion, name: str, level: str | None, place: Place, names: Names
) -> Found:
    if message := names.missing("question", name):
        yield place, message
    target = names.question(name)
    if target is None:
        return
    if level is not None and (message := names.missing_level(name, level)):
        yield place, message
    if not _asks_no_more(change, target, names):
        message = f"{quoted(name)} is asked of others than {quoted(change.question)} was; ask-again"
        yield place, message


def _asks_no_more(change: FormerQuestion, target: Question, names: Names) -> bool:
    """Return whether the target is asked only of partners that the old answer covered."""
    there = names.question(change.question)
    of = there.of if there else change.of
    if of == "once" or target.of == "once":
        return of == target.of
    return set(target.of) <= set(of)
