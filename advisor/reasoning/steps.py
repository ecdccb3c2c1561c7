"""The steps that standing risks raise: merged, and in the order in which to take them."""

import heapq
from collections.abc import Iterable

from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


def steps_for(risks: Iterable[Rule], rulebook: Rulebook) -> list[tuple[Step, tuple[str, ...]]]:
    """Return each step that the risks raise once, with the risks it answers.

    The order is by horizon, prerequisites, id. A prerequisite that no risk raised counts as done.
    """
    answers: dict[str, list[str]] = {}
    for risk in risks:
        for step in risk.steps:
            answers.setdefault(step, []).append(risk.id)
    horizon = {named.id: place for place, named in enumerate(rulebook.wording.horizons)}
    left = {step: {n for n in rulebook.steps[step].needs if n in answers} for step in answers}
    free = [(horizon[rulebook.steps[step].when], step) for step, needs in left.items() if not needs]
    heapq.heapify(free)
    ordered: list[tuple[Step, tuple[str, ...]]] = []
    while free:
        _, done = heapq.heappop(free)
        ordered.append((rulebook.steps[done], tuple(answers[done])))
        for step, needs in left.items():
            if done in needs:
                needs.discard(done)
                if not needs:
                    heapq.heappush(free, (horizon[rulebook.steps[step].when], step))
    return ordered
