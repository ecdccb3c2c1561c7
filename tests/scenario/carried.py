"""Compares what an older file said with what is read of it."""

from advisor.rulebook.changes import ASK_AGAIN
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario


def says_now(rulebook: Rulebook, name: str, answer: Answer | None) -> dict[str, object]:
    """Return the current answers that say what an answer said; none if it is to be asked again."""
    change = rulebook.changes.questions.get(name)
    if answer is None:
        return {}
    value = answer.answer
    if change is None:
        return {name: value}
    heir = name if name in rulebook.questions else change.becomes
    reason = change.reasons.get(answer.reason or "", "")
    if heir is not None and heir in rulebook.questions and reason in rulebook.questions[heir].order:
        return {heir: reason}
    if isinstance(value, str):
        level = change.levels.get(value)
        if level is not None and level.becomes is not None:
            return dict(level.targets)
    elif change.number:
        heir = None if value in change.number.ask_again else change.number.becomes
    if change.number and heir is None and answer.is_unknown:
        heir = change.number.becomes
    return {} if heir in {None, ASK_AGAIN} else {str(heir): value}


def assert_nothing_is_lost(old: Scenario, new: Scenario, rulebook: Rulebook) -> None:
    """Fail where something that was said is neither live nor kept, or where something says more."""
    kept = {(one.question or one.step or one.rule, one.partner) for one in new.earlier}
    names = {*old.answers}.union(*(partner.answers for partner in old.partners))
    for partner, after in zip(old.partners, new.partners, strict=True):
        said = {name: old.answer_of(partner, name) for name in names}
        now = {name: says_now(rulebook, name, answer) for name, answer in said.items()}
        for name in rulebook.questions:
            answer, may = new.answer_of(after, name), [n[name] for n in now.values() if name in n]
            assert answer is None or answer.answer in may, (partner.name, name)
        for name in (name for name, answer in said.items() if answer):
            live = {n: a.answer for n in now[name] if (a := new.answer_of(after, n))}
            shared = name not in partner.answers and (name, None) in kept
            is_kept = shared or (name, partner.name) in kept
            assert is_kept or live == now[name] != {}, (partner.name, name)
    once = {name: answer for name in names if (answer := old.answer_once(name))}
    expected = {name: says_now(rulebook, name, answer) for name, answer in once.items()}
    for name in rulebook.questions:
        answer, may = new.answer_once(name), [n[name] for n in expected.values() if name in n]
        assert answer is None or answer.answer in may, name
    for name, said_now in expected.items():
        live = {n: a.answer for n in said_now if (a := new.answer_once(n))}
        assert (name, None) in kept or live == said_now != {}, name
    changes = rulebook.changes
    for group, former in (("steps", changes.steps), ("disagreements", changes.rules)):
        held = getattr(new, group)
        for name, raw in getattr(old, group).items():
            targets = former[name].targets if name in former else (name,)
            assert (name, None) in kept or (targets and all(held[one] == raw for one in targets))
