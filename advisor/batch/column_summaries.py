"""Score rows and portfolio totals of many partnerships, from arrays."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.batch.portfolio.totals import Portfolio
from advisor.batch.score_row import (
    MAX_LISTED,
    NOTHING_ANSWERED,
    ScoreRow,
    Today,
    next_date,
    rulebook_stamp,
    stated_by,
)
from advisor.reasoning.columns.lists import Lists
from advisor.reasoning.columns.partnership_arrays import (
    Bytes,
    Counts,
    PartnershipArrays,
    encode,
    kinds_mask,
)
from advisor.reasoning.columns.scores import ColumnScorer, Scores
from advisor.report.phrases import finding_title
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, SEVERITIES, STAGES
from advisor.scenario.scenario import Scenario

Inner = TypeVar("Inner", bound=str)


class ScenarioAt(NamedTuple):
    """A partnership with its file and row."""

    file: str
    row: int | None
    scenario: Scenario


def shape_of(scenario: Scenario) -> int:
    """Return a number for the kinds and the stage of a partnership, as ``shapes_of`` does."""
    return kinds_mask(scenario.kinds) * len(STAGES) + STAGES.index(scenario.judged_at)


def shapes_of(encoded: PartnershipArrays) -> Counts:
    """Return a number for the kinds and the stage of each: experta needs an engine for each."""
    # In a byte, six kinds and four stages come to 255 at most: a seventh kind would overflow.
    return encoded.kinds.astype(np.int64) * len(STAGES) + encoded.stages


class ColumnSummaries:
    """Scores partnerships against one rulebook.

    Attributes:
        scorer: Evaluates the rules.
        decisions: All decisions that the rulebook has words for.
        titles: The title of each concern, in their order, then that of each presumed one.
        dos: The text of each step, in the order of the rulebook.
        stamp: The version of the rulebook and the first letters of its hash.
    """

    def __init__(self, rulebook: Rulebook, today: Today | None = None) -> None:
        self.rulebook = rulebook
        self._today = today
        self.scorer = ColumnScorer(rulebook, MAX_LISTED)
        self.titles = tuple(
            finding_title(concern.title, presumed=presumed)
            for presumed in (False, True)
            for concern in rulebook.concerns.values()
        )
        self.dos = tuple(step.do for step in rulebook.steps.values())
        self.stamp = rulebook_stamp(rulebook)
        wording = rulebook.wording
        said = [wording.said(k, stage, band) for k in KINDS for stage in STAGES for band in BANDS]
        others = [wording.too_little_known, NOTHING_ANSWERED]
        # Each once: two bands may be worded alike, and an Enum refuses a text that comes twice.
        self.decisions = tuple(dict.fromkeys([*said, *others]))
        self._said = np.array([self.decisions.index(text) for text in said])
        self._others = [self.decisions.index(text) for text in others]

    def decided(
        self, scores: Scores, kinds: NDArray[np.integer], stages: Bytes
    ) -> NDArray[np.integer]:
        """Return the decision of each partnership as an index in ``decisions``; shape (n,)."""
        said = self.place_of(kinds, stages, scores.band)
        too_little, nothing = self._others
        said = np.where(scores.too_little_known, too_little, said)
        return np.where(scores.known > 0, said, nothing)

    def place_of(
        self, kinds: NDArray[np.integer], stages: Bytes, bands: NDArray[np.integer]
    ) -> NDArray[np.integer]:
        """Return the decision for kinds, stages and bands, whatever is known; shape (n,)."""
        found: NDArray[np.integer] = self._said[
            (kinds.astype(np.int64) * len(STAGES) + stages) * len(BANDS) + bands
        ]
        return found

    def score(
        self, found: Sequence[ScenarioAt], *, with_portfolio: bool
    ) -> tuple[list[ScoreRow], Portfolio]:
        """Return the row of each partnership, and the totals if they are wanted."""
        encoded = encode(self.rulebook, [one.scenario for one in found])
        scores = self.scorer.score(encoded, with_portfolio=with_portfolio)
        kinds = np.array([KINDS.index(one.scenario.kind) for one in found], np.int64)
        decided = self.decided(scores, kinds, encoded.stages)
        in_short = [
            self._scored(one, scores, place, self.decisions[decided[place]])
            for place, one in enumerate(found)
        ]
        if not with_portfolio:
            return in_short, Portfolio.empty
        return in_short, portfolio_of_scores(kinds, encoded.stages, scores)

    def lists(self, scores: Scores) -> dict[str, tuple[Lists, Sequence[str]]]:
        """Return the columns of lists: the codes, and the texts that they are codes of."""
        return {
            "put_in_place": (scores.held_by, self.scorer.untils),
            "find_out_whether": (scores.waiting_on, self.scorer.untils),
            "concerns": (scores.concerns, self.titles),
            "first_steps": (scores.first_steps, self.dos),
        }

    def _scored(self, one: ScenarioAt, scores: Scores, place: int, decision: str) -> ScoreRow:
        said: dict[str, Any] = {s: int(scores.severities[s][place]) for s in SEVERITIES}
        for name, (codes, texts) in self.lists(scores).items():
            said[name] = tuple(texts[code] for code in codes.of(place))
        return ScoreRow(
            file=one.file,
            row=one.row,
            partnership=one.scenario.partnership,
            kind=one.scenario.kind,
            stage=one.scenario.judged_at,
            band=BANDS[scores.band[place]],
            best=BANDS[scores.best[place]],
            worst=BANDS[scores.worst[place]],
            decision=decision,
            **said,
            next_date=next_date(one.scenario, self._today),
            known=int(scores.known[place]),
            asked=int(scores.asked[place]),
            stated_by=stated_by(one.scenario.partners),
            rulebook=self.stamp,
        )


def portfolio_of_scores(
    kinds: NDArray[np.integer], stages: NDArray[np.integer], scores: Scores
) -> Portfolio:
    """Return the portfolio totals, from scores with counts.

    Args:
        kinds: The index of each first kind in ``KINDS``; shape (n,).
        stages: The index of each stage in ``STAGES``; shape (n,).
        scores: Their scores, counted with ``with_portfolio``.
    """
    answered = scores.known > 0
    bands = scores.band[answered]
    counts = scores.totals
    nested = {"topics": _nested(counts.topics), "concerns": _nested(counts.concerns)}
    counted = {name: dict(of) for name, of in counts._asdict().items() if name not in nested}
    return Portfolio.model_validate(
        {
            "partnerships": len(answered),
            "nothing_answered": int((~answered).sum()),
            "answers_known": int(scores.known.sum()),
            "answers_asked": int(scores.asked.sum()),
            "bands": _bands_by(STAGES, stages[answered], bands),
            "kinds": _bands_by(KINDS, kinds[answered], bands),
            **nested,
            **counted,
        }
    )


def _nested(counts: Mapping[tuple[str, Inner], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (outer, inner), number in counts.items():
        found.setdefault(outer, {})[inner] = number
    return found


def _bands_by(
    names: Sequence[str], places: NDArray[np.integer], bands: Bytes
) -> dict[str, dict[str, int]]:
    """Count the partnerships at each band, by kind or by stage."""
    counts = np.zeros((len(names), len(BANDS)), np.int64)
    # Not counts[places, bands] += 1, which counts a pair once however often it occurs.
    np.add.at(counts, (places, bands), 1)
    return {
        name: dict(zip(BANDS, of.tolist(), strict=True))
        for name, of in zip(names, counts, strict=True)
    }
