"""Complaints about a rulebook that loads."""

import json
from collections.abc import Callable, Collection, Iterator
from itertools import combinations

from advisor.authoring.lesson_usage import reached_by
from advisor.authoring.lint.lint_conditions import (
    contradiction_complaints,
    framework_complaints,
    leaf_complaints,
)
from advisor.authoring.lint.lint_texts import text_complaints
from advisor.authoring.lint.monotone import is_monotone
from advisor.authoring.most_asked import count_complaints
from advisor.authoring.satisfiable import outcomes
from advisor.files.clean_text import quoted
from advisor.rulebook.condition import Not, findings_in, parts, questions_in
from advisor.rulebook.framework import Element
from advisor.rulebook.preconditions import joins_answers
from advisor.rulebook.references import PRECONDITIONS, Complaint
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, Kind, Stage


def lint(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield every complaint, first rule by rule, then across the rulebook."""
    for rule in rulebook.rules.values():
        for check in _PER_RULE:
            for place, message in check(rule, rulebook):
                yield Complaint(("rule", rule.id), place, message)
    for check_all in _ACROSS:
        yield from check_all(rulebook)


_Found = Iterator[tuple[tuple[str | int, ...], str]]


def _can_vary(rule: Rule, rulebook: Rulebook) -> _Found:
    try:
        found = outcomes((rule.condition,), rule.kinds, rule.stages, rulebook)
    except ValueError as error:
        yield ("when",), str(error)
        return
    if found == {(False,)}:
        yield ("when",), "can never stand: its conditions exclude one another"
    elif found == {(True,)}:
        yield ("when",), "always stands: no answer keeps it silent"
    yield from leaf_complaints(rule.when, ("when",), rulebook)


def _exists_where_asked(rule: Rule, rulebook: Rulebook) -> _Found:
    # Elsewhere nobody can answer it: the rule would wait for ever, or read an old answer.
    for name in sorted(questions_in(rule.condition)):
        question = rulebook.questions[name]
        stages = [stage for stage in rule.stages if stage not in question.stages]
        kinds = [kind for kind in rule.kinds if kind not in question.kinds]
        for key, missing in (("stages", stages), ("kinds", kinds)):
            if missing:
                where = ", ".join(missing)
                yield (key,), f"exists at {where}, where {quoted(name)} is not asked"


def _reads_essentials(rule: Rule, rulebook: Rulebook) -> _Found:
    """Yield each question that is not essential but read by a rule that holds below pilot."""
    # What is outside the short form may move the verdict between pilot and ready, and no further
    # (tests/reasoning/test_guarantees.py).
    for stage in rule.stages:
        if rule.band_at(stage) not in {"foundations-first", "not-ready"}:
            continue
        for kind in (kind for kind in KINDS if kind in rule.kinds):
            at = frozenset([kind])
            for name in sorted(_read_at(rule, rulebook, at, stage)):
                if not rulebook.questions[name].is_essential_at(at, stage):
                    message = f"holds below pilot for {kind} at {stage}, where {quoted(name)} is no"
                    yield ("holds_at",), f"{message} essential"


def _read_at(
    rule: Rule, rulebook: Rulebook, kinds: frozenset[Kind], stage: Stage
) -> frozenset[str]:
    """Return the questions the rule reads there, through findings that exist there too."""
    through = (rulebook.rules[other] for other in findings_in(rule.condition))
    return questions_in(rule.condition).union(
        *(_read_at(r, rulebook, kinds, stage) for r in through if r.exists_at(kinds, stage))
    )


def _may_not_apply(rule: Rule, rulebook: Rulebook) -> _Found:
    # An answer that does not apply makes a leaf false: it would silence a gate, and a `not` would
    # turn it into a yes.
    questions = rulebook.questions
    if rule.is_gate:
        for name in sorted(rulebook.read_by[rule.id]):
            if questions[name].may_not_apply:
                yield ("when",), f"is a gate, but {quoted(name)} may be not applicable"
    for place, part in parts(rule.condition, ("when",)):
        if isinstance(part, Not):
            for name in sorted(rulebook.read_by[part.part.rule]):
                if questions[name].may_not_apply:
                    message = f"not over {quoted(part.part.rule)}, which reads {quoted(name)}"
                    yield place, f"{message}, which may be not applicable"


def _holding_is_monotone(rule: Rule, rulebook: Rulebook) -> _Found:
    listed = {entry.rule for entry in rulebook.not_monotone}
    if rule.holds_at and rule.id not in listed and not is_monotone(rule, rulebook):
        message = "holds the verdict, and a better answer can raise it"
        yield ("when",), f"{message}; correct it, or list it in not-monotone.yaml with the reason"


def _has_examples(rule: Rule, rulebook: Rulebook) -> _Found:
    there = {example.expect for example in rule.examples}
    wanted = ["stands", "silent", *(["undecided"] if rulebook.read_by[rule.id] else [])]
    for expect in wanted:
        if expect not in there:
            yield ("examples",), f"has no example with expect: {expect}"
    if rule.status == "draft":
        yield ("status",), "is a draft"


def _excused_in_words(rule: Rule, rulebook: Rulebook) -> _Found:
    """Yield each strength that excuses a risk but has no words for presuming that risk."""
    for place, part in parts(rule.condition, ("when",)):
        if rule.kind == "strength" or not isinstance(part, Not):
            continue
        excuse = rulebook.rules[part.part.rule]
        if excuse.kind == "strength" and excuse.as_excuse is None:
            message = f"is excused by {quoted(excuse.id)}, which needs as_excuse: words for after"
            yield ("unless",) if excuse.id == rule.unless else place, f'{message} "unless"'


_PER_RULE: tuple[Callable[[Rule, Rulebook], _Found], ...] = (
    _can_vary,
    _exists_where_asked,
    _reads_essentials,
    _may_not_apply,
    _holding_is_monotone,
    _has_examples,
    _excused_in_words,
)


def _unused(rulebook: Rulebook) -> Iterator[Complaint]:
    rules: Collection[Rule] = rulebook.rules.values()
    steps: Collection[Step] = rulebook.steps.values()
    to_do = {entry.question for entry in rulebook.silent if entry.reason == "to do"}
    elements = [e for framework in rulebook.frameworks.values() for e in framework.elements]
    raising: tuple[Rule | Element, ...] = (*rules, *elements)
    raised = {step for part in raising for step in part.steps}
    reached = reached_by(rulebook)
    cited = {
        passage.source
        for lesson in rulebook.lessons.values()
        if reached[lesson.id]
        for passage in lesson.passages
    }
    for question in rulebook.questions:
        if question in rulebook.unread - to_do:
            message = (
                f"no rule reads {quoted(question)}; write one, or list it in silent.yaml as to do"
            )
            yield Complaint(("question", question), (), message)
    for step in steps:
        if step.id not in raised and not step.when_ready:
            yield Complaint(("step", step.id), (), f"no risk raises {quoted(step.id)}")
    for lesson in rulebook.lessons.values():
        if not reached[lesson.id] and lesson.background is None:
            message = f"no risk, step, question or shown element names {quoted(lesson.id)}"
            yield Complaint(("lesson", lesson.id), (), message)
    for source in rulebook.sources:
        if source not in cited:
            yield Complaint(("source", source), (), f"nothing cites {quoted(source)}")


def _equal_conditions(rulebook: Rulebook) -> Iterator[Complaint]:
    seen: dict[str, list[Rule]] = {}
    for rule in rulebook.rules.values():
        key = json.dumps(_normal(rule.condition.model_dump(mode="json")), sort_keys=True)
        for other in seen.setdefault(key, []):
            # At another stage, or for another kind, the same condition may mean something else.
            meet = set(rule.stages) & set(other.stages) and set(rule.kinds) & set(other.kinds)
            if meet:
                message = f"has the same condition as {quoted(other.id)}"
                yield Complaint(("rule", rule.id), ("when",), message)
        seen[key].append(rule)


def _normal(value: object) -> object:
    """Return a dumped condition with its lists sorted, since their order means nothing."""
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return sorted(map(_normal, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _horizons(rulebook: Rulebook) -> Iterator[Complaint]:
    position = {named.id: place for place, named in enumerate(rulebook.wording.horizons)}
    for step in rulebook.steps.values():
        for number, need in enumerate(step.needs):
            if position[rulebook.steps[need].when] > position[step.when]:
                message = f"needs {quoted(need)}, which has a later horizon"
                yield Complaint(("step", step.id), ("needs", number), message)


def _for_every_school(rulebook: Rulebook) -> Iterator[Complaint]:
    for step in rulebook.steps.values():
        if step.for_every_school and all(rulebook.questions[name].once for name in step.brings):
            message = "changes nothing: the step brings no answer of a partner, so names no school"
            yield Complaint(("step", step.id), ("for_every_school",), message)


def _not_monotone_listed(rulebook: Rulebook) -> Iterator[Complaint]:
    for entry in rulebook.not_monotone:
        rule = rulebook.rules[entry.rule]
        if not rule.holds_at or is_monotone(rule, rulebook):
            message = f"{quoted(rule.id)} holds nothing or is monotone; take it off the list"
            yield Complaint(("not-monotone", rule.id), ("rule",), message)


def _combinations_listed(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each such gate that is not listed once, and each rule listed that is none."""
    file = PRECONDITIONS[1]
    listed = [combination.rule for combination in rulebook.preconditions.combinations]
    for rule in rulebook.rules.values():
        if rule.is_gate and joins_answers(rule) and rule.id not in listed:
            message = "holds below pilot on several answers together; list it with the reason under"
            yield Complaint(("rule", rule.id), ("when",), f"{message} combinations in {file}")
    for number, name in enumerate(listed):
        rule, place = rulebook.rules[name], ("combinations", number, "rule")
        if name in listed[:number]:
            yield Complaint(PRECONDITIONS, place, f"{quoted(name)} is listed twice")
        elif not (rule.is_gate and joins_answers(rule)):
            message = (
                f"{quoted(name)} holds nothing below pilot, or needs one answer only; take it off"
            )
            yield Complaint(PRECONDITIONS, place, message)


def _concerns(rulebook: Rulebook) -> Iterator[Complaint]:
    """Yield each concern that has no risk, or needs an ``until`` of its own."""
    for concern in rulebook.concerns.values():
        risks, about = rulebook.risks_of[concern.id], ("concern", concern.id)
        if not risks:
            yield Complaint(about, (), f"no risk belongs to {quoted(concern.id)}")
        # A page says which band there is without the whole concern. The `until` of one of its risks
        # would promise that too early.
        if concern.until is None and (pair := _ended_apart(risks)):
            one, other = (quoted(risk.id) for risk in pair)
            message = f"{one} and {other} limit the verdict together, until different things"
            yield Complaint(about, (), f"{message}; say under until what clears both")


def _ended_apart(risks: tuple[Rule, ...]) -> tuple[Rule, Rule] | None:
    """Return two risks that can hold the verdict together, if each ends in its own way."""
    for one, other in combinations((risk for risk in risks if risk.holds_at), 2):
        meet = any(one.band_at(stage) and other.band_at(stage) for stage in one.stages)
        if meet and one.until != other.until and not set(one.kinds).isdisjoint(other.kinds):
            return one, other
    return None


_ACROSS: tuple[Callable[[Rulebook], Iterator[Complaint]], ...] = (
    _unused,
    _equal_conditions,
    _horizons,
    _for_every_school,
    _not_monotone_listed,
    _combinations_listed,
    _concerns,
    count_complaints,
    contradiction_complaints,
    framework_complaints,
    text_complaints,
)
