"""The steps that standing risks raise: merged, and in the order in which to take them."""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook


class Taken(NamedTuple):
    """A step that standing risks raise.

    Attributes:
        answers: The risks it answers, in their order.
        when: By when it is due here: its own horizon, or a later one where that is full.
    """

    step: Step
    answers: tuple[str, ...]
    when: str


def steps_for(risks: Sequence[Rule], rulebook: Rulebook) -> list[Taken]:
    """Return each step that the risks raise once.

    The order is by horizon, prerequisites, the first of the risks that the step answers, id. A
    prerequisite that no risk raised counts as done. What a horizon has no room for is due by the
    next, and keeps its place.
    """
    answers: dict[str, list[str]] = {}
    for risk in risks:
        for step in risk.steps:
            answers.setdefault(step, []).append(risk.id)
    horizons = rulebook.wording.horizons
    soonest = {named.id: place for place, named in enumerate(horizons)}
    rank = {risk.id: number for number, risk in enumerate(risks)}
    place = {
        step: (soonest[rulebook.steps[step].when], rank[answered[0]], step)
        for step, answered in answers.items()
    }
    left = {step: {n for n in rulebook.steps[step].needs if n in answers} for step in answers}
    free = [place[step] for step, needs in left.items() if not needs]
    heapq.heapify(free)
    room = [named.most for named in horizons]
    ordered: list[Taken] = []
    while free:
        due, _, done = heapq.heappop(free)
        while room[due] == 0:
            due += 1
        limit = room[due]
        room[due] = None if limit is None else limit - 1
        ordered.append(Taken(rulebook.steps[done], tuple(answers[done]), horizons[due].id))
        for step, needs in left.items():
            if done in needs:
                needs.discard(done)
                if not needs:
                    heapq.heappush(free, place[step])
    return ordered
