"""What is said of many partnerships in short, from the reading over columns."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.batch.portfolio.portfolio import Portfolio
from advisor.batch.scored import (
    MOST_LISTED,
    NOTHING_ANSWERED,
    Scored,
    rulebook_stamp,
    stated_by,
)
from advisor.reasoning.columns.encoded import Bytes, encode
from advisor.reasoning.columns.lists import Lists
from advisor.reasoning.columns.scores import ColumnScorer, Scores
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, SEVERITIES, STAGES, Band, Stage
from advisor.scenario.scenario import Scenario


class ScenarioAt(NamedTuple):
    """A partnership, and where it was read."""

    file: str
    row: int | None
    scenario: Scenario


class ColumnsInShort:
    """Scores partnerships against one rulebook.

    Attributes:
        scorer: What reads the rules.
        decisions: What each band says at each stage.
        titles: The title of each rule, as the rulebook has them.
        dos: What each step says to do, likewise.
        stamp: The version of the rulebook and the first letters of its hash.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.scorer = ColumnScorer(rulebook, MOST_LISTED)
        self.titles = tuple(rule.title for rule in rulebook.rules.values())
        self.dos = tuple(step.do for step in rulebook.steps.values())
        self.stamp = rulebook_stamp(rulebook)
        bands = rulebook.wording.bands
        self.decisions: Mapping[tuple[Stage, Band], str] = {
            (stage, band): bands[stage][band] for stage in STAGES for band in BANDS
        }

    def score(
        self, found: Sequence[ScenarioAt], *, over_all: bool
    ) -> tuple[list[Scored], Portfolio]:
        """Return what is said of each, and the picture over all of them if that is wanted."""
        encoded = encode(self.rulebook, [one.scenario for one in found])
        scores = self.scorer.score(encoded, over_all=over_all)
        in_short = [self._scored(one, scores, place) for place, one in enumerate(found)]
        if not over_all:
            return in_short, Portfolio.empty
        kinds = np.array([KINDS.index(one.scenario.kind) for one in found], np.int64)
        return in_short, portfolio_of_scores(kinds, encoded.stages, scores)

    def lists(self, scores: Scores) -> dict[str, tuple[Lists, Sequence[str]]]:
        """Return each column that holds several texts: their codes, and the texts themselves."""
        return {
            "put_in_place": (scores.held_by, self.scorer.untils),
            "find_out_whether": (scores.waiting_on, self.scorer.untils),
            "worst_risks": (scores.worst_risks, self.titles),
            "first_steps": (scores.first_steps, self.dos),
        }

    def _scored(self, one: ScenarioAt, scores: Scores, place: int) -> Scored:
        band, stage = BANDS[scores.band[place]], one.scenario.judged_at
        known = int(scores.known[place])
        said: dict[str, Any] = {s: int(scores.severities[s][place]) for s in SEVERITIES}
        for name, (codes, texts) in self.lists(scores).items():
            said[name] = tuple(texts[code] for code in codes.of(place))
        return Scored(
            file=one.file,
            row=one.row,
            partnership=one.scenario.partnership,
            kind=one.scenario.kind,
            stage=stage,
            band=band,
            best=BANDS[scores.best[place]],
            worst=BANDS[scores.worst[place]],
            decision=self.decisions[stage, band] if known else NOTHING_ANSWERED,
            **said,
            known=known,
            asked=int(scores.asked[place]),
            stated_by=stated_by(one.scenario.partners),
            rulebook=self.stamp,
        )


def portfolio_of_scores(
    kinds: NDArray[np.integer], stages: NDArray[np.integer], scores: Scores
) -> Portfolio:
    """Return the picture over partnerships of which scores were counted over all.

    Args:
        kinds: The place of each one's first kind in ``KINDS``; shape (n,).
        stages: The place of each one's stage in ``STAGES``; shape (n,).
        scores: What is said of them.
    """
    answered = scores.known > 0
    bands = scores.band[answered]
    counts = scores.over_all
    topics: dict[str, dict[str, int]] = {}
    for (topic, status), number in counts.topics.items():
        topics.setdefault(topic, {})[status] = number
    counted = {name: dict(of) for name, of in counts._asdict().items() if name != "topics"}
    return Portfolio.model_validate(
        {
            "partnerships": len(answered),
            "nothing_answered": int((~answered).sum()),
            "answers_known": int(scores.known.sum()),
            "answers_asked": int(scores.asked.sum()),
            "bands": _bands_by(STAGES, stages[answered], bands),
            "kinds": _bands_by(KINDS, kinds[answered], bands),
            "topics": topics,
            **counted,
        }
    )


def _bands_by(
    names: Sequence[str], places: NDArray[np.integer], bands: Bytes
) -> dict[str, dict[str, int]]:
    """Return how many are at each band, by the name whose place each has."""
    counts = np.zeros((len(names), len(BANDS)), np.int64)
    np.add.at(counts, (places, bands), 1)
    return {
        name: dict(zip(BANDS, of.tolist(), strict=True))
        for name, of in zip(names, counts, strict=True)
    }
