"""Partnerships of every kind and stage, from a seed: perfect ones with some chance answers."""

from collections.abc import Iterator
from random import Random

from advisor.authoring.perfect_files import perfect_file
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, UNKNOWN
from advisor.scenario.answers import Answer, AnyAnswer
from advisor.scenario.scenario import Scenario

# Where every answer is drawn at random, some risk or other always says stop, and no single answer
# changes that. So most answers stay at their best, in some partnerships nearly all of them.
_MAX_DRAWN = 0.5
_MAX_UNKNOWN = 0.3


def generated_partnerships(rulebook: Rulebook, each: int, seed: int) -> Iterator[Scenario]:
    """Yield so many partnerships of each kind at each stage; the same seed yields the same."""
    chance = Random(seed)  # noqa: S311  # no secret hangs on it
    for kind in KINDS:
        for stage in STAGES:
            perfect = perfect_file(rulebook, kind, stage)
            for _ in range(each):
                yield _with_chance_answers(perfect, rulebook, chance)


def _with_chance_answers(perfect: Scenario, rulebook: Rulebook, chance: Random) -> Scenario:
    drawn, unknown = chance.uniform(0, _MAX_DRAWN), chance.uniform(0, _MAX_UNKNOWN)

    def other(name: str, answer: AnyAnswer) -> AnyAnswer:
        if chance.random() < unknown:
            return Answer(answer=UNKNOWN)
        if chance.random() < drawn:
            return Answer(answer=chance.choice(rulebook.questions[name].order))
        return answer

    partners = (
        partner.model_copy(update={"answers": {n: other(n, a) for n, a in partner.answers.items()}})
        for partner in perfect.partners
    )
    answers = {name: other(name, answer) for name, answer in perfect.answers.items()}
    return perfect.with_facts(partners=tuple(partners), answers=answers)
